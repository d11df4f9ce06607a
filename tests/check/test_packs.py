"""The check of a whole pack."""

import pytest

from tests.compile.small import AS_OF, FACTS, HEAD, MANIFEST, case, checked_pack, criterion, decide
from workshop_rules.check.packs import check_pack
from workshop_rules.compile.packs import compile_pack
from workshop_rules.pack.parsed import read_pack

YEARS = criterion("years", "homeroom_years >= 3")
ENTRY = HEAD.format(id="entry", kind="eligibility")
CLAUSE = '  - {{id: "{id}", numbering: {numbering}, title: {{zh: 题, en: title}}, {coverage}}}\n'
ENCODED = "coverage: encoded, by: [entry.years]"
PROCEDURE = "coverage: procedure, reason: {zh: 标题, en: a heading}"


def complaints(folder, decisions, clauses=None, facts=FACTS, cases=None):
    """The codes of what is said about a pack of these files, with the places in which it is said."""
    pack = folder / "small"
    for part in ("decisions", "cases"):
        (pack / part).mkdir(parents=True)
    (pack / "pack.yaml").write_text(MANIFEST, "utf-8")
    (pack / "facts.yaml").write_text(facts, "utf-8")
    (pack / "clauses.yaml").write_text(
        "clauses:\n" + (clauses or CLAUSE.format(id="1", numbering="一", coverage=ENCODED)), "utf-8"
    )
    for name, text in decisions.items():
        (pack / "decisions" / f"{name}.yaml").write_text(text, "utf-8")
    if cases:
        (pack / "cases" / "entry.yaml").write_text(cases, "utf-8")
    return check_pack(read_pack(pack).unwrap()).diagnostics


def codes(diagnostics, *, but=("WR330", "WR336")):
    return [d.code for d in diagnostics if d.code not in but]


def test_complaints_of_all_files_come_at_once_in_order_of_place(tmp_path):
    found = complaints(
        tmp_path,
        {"entry": ENTRY + "criteria:\n" + criterion("years", "homeroom_yaers >= 3") + criterion("post", "pots = 1")},
        CLAUSE.format(id="1", numbering="三", coverage="coverage: encoded, by: [entry.yaers]"),
        cases="decision: entry\ncases:\n  - {id: a, title: a, expect: {outcome: eligble}}\n",
    )
    assert codes(found) == ["WR337", "WR338", "WR335", "WR302", "WR302"]
    places = [(d.span.source.name, d.span.start) for d in found if d.span is not None]
    assert places == sorted(places)


def test_what_is_unused_is_said_only_where_nothing_is_wrong(tmp_path):
    wrong = complaints(tmp_path / "wrong", {"entry": ENTRY + "criteria:\n" + criterion("years", "no_such_fact")})
    right = complaints(tmp_path / "right", {"entry": ENTRY + "criteria:\n" + YEARS})
    assert "WR330" not in {d.code for d in wrong}
    assert [d.code for d in right] == ["WR330"] * 4


def test_an_entry_that_is_repeated_by_an_alias_is_complained_of_once(tmp_path):
    ladder = HEAD.format(id="entry", kind="ladder") + (
        "tiers:\n"
        '  - id: low\n    title: {zh: 低, en: low}\n    clause: "1"\n    criteria:\n'
        '      - &years {id: years, title: {zh: 年, en: years}, clause: "1", when: homeroom_yaers >= 3}\n'
        '  - id: high\n    title: {zh: 高, en: high}\n    clause: "1"\n    criteria:\n      - *years\n'
    )
    by = "coverage: encoded, by: [entry.low.years, entry.high.years]"
    found = complaints(tmp_path, {"entry": ladder}, CLAUSE.format(id="1", numbering="一", coverage=by))
    assert codes(found) == ["WR302"]


def test_a_heading_may_be_cited_for_what_stands_under_it(tmp_path):
    clauses = "".join((
        CLAUSE.format(id="1", numbering="一", coverage=PROCEDURE),
        CLAUSE.format(id="1(1)", numbering="一/(一)", coverage=ENCODED),
        CLAUSE.format(id="2", numbering="二", coverage=PROCEDURE),
    ))  # fmt: skip
    years = criterion("years", "homeroom_years >= 3").replace('clause: "1"', 'clause: "1(1)"')
    cites_heading = ENTRY + "criteria:\n" + years + criterion("post", "in_service")
    assert codes(complaints(tmp_path / "a", {"entry": cites_heading}, clauses), but=("WR330",)) == []
    cites_other = cites_heading.replace('post}\n    clause: "1"', 'post}\n    clause: "2"')
    assert codes(complaints(tmp_path / "b", {"entry": cites_other}, clauses), but=("WR330",)) == ["WR336"]


def test_a_finding_may_cite_a_clause_that_is_left_to_judgement(tmp_path):
    clauses = CLAUSE.format(id="1", numbering="一", coverage="coverage: judgement, judge: {zh: 校, en: school}")
    conduct = '  - {id: conduct, title: {zh: 品德, en: conduct}, clause: "1", finding: conduct}\n'
    assert codes(complaints(tmp_path, {"entry": ENTRY + "criteria:\n" + conduct}, clauses), but=("WR330",)) == []


@pytest.mark.parametrize("by", ["entry", "entry.years", "ladder.low", "ladder.low.years", "ladder.base", "cycle.r1"])
def test_what_a_clause_may_say_it_is_encoded_by(tmp_path, by):
    ladder = HEAD.format(id="ladder", kind="ladder") + (
        'tiers:\n  - id: low\n    title: {zh: 低, en: low}\n    clause: "1"\n    criteria:\n'
        '      - {id: years, title: {zh: 年, en: years}, clause: "1", when: homeroom_years >= 3}\n'
        "base_outcomes:\n  - {id: base, title: {zh: 基, en: base}, when: in_service}\n"
    )
    cycle = HEAD.format(id="cycle", kind="table") + (
        "hit_policy: unique\ninputs: [{label: {zh: 年, en: years}, expression: homeroom_years}]\n"
        'outcomes: {out: {zh: 否, en: out}}\nrules:\n  - {id: r1, clause: "1", when: ["-"], then: out}\n'
    )
    decisions = {"entry": ENTRY + "criteria:\n" + YEARS, "ladder": ladder, "cycle": cycle}
    clauses = CLAUSE.format(id="1", numbering="一", coverage=f"coverage: encoded, by: [{by}]")
    assert codes(complaints(tmp_path, decisions, clauses)) == []


def test_a_circle_through_values_is_drawn_and_its_types_do_no_harm(tmp_path):
    values = {
        name: HEAD.format(id=name, kind="value") + f"value: decision.{other} + 1\n"
        for name, other in (("first", "second"), ("second", "third"), ("third", "first"))
    }
    found = complaints(
        tmp_path, values, CLAUSE.format(id="1", numbering="一", coverage="coverage: encoded, by: [first]")
    )
    assert codes(found) == ["WR332"]
    assert "first → second → third → first" in found[0].message


def test_a_decision_may_use_one_that_stands_later_in_the_alphabet(tmp_path):
    pack = checked_pack(
        tmp_path,
        a=f"eligibility:\ncriteria:\n{criterion('date', 'decision.z > as_of')}",
        z='value:\nvalue: as_of + @"P1D"\n',
    )
    assert decide(compile_pack(pack), "a", case(as_of=AS_OF)).outcome == "eligible"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("value: leader", "WR302"),
        ("value: marks", "WR301"),
        ("value: '[1..2]'", "WR301"),
        ("value: nominees.area", None),
        ("value: homeroom_years", None),
    ],
)
def test_a_value_is_something_that_can_be_written_down(tmp_path, text, code):
    found = complaints(tmp_path, {"entry": HEAD.format(id="entry", kind="value") + text + "\n"})
    assert codes(found, but=("WR330", "WR335")) == ([] if code is None else [code])


@pytest.mark.parametrize(
    ("derivation", "code"),
    [("homeroom_years + 1", None), ("as_of", "WR301"), ("parameter.least_years", "WR311"), ("points", "WR332")],
)
def test_a_derivation_reads_facts_and_gives_its_fact_s_type(tmp_path, derivation, code):
    facts = FACTS.replace("en: points}, type: number", f'en: points}}, type: number, derivation: "{derivation}"')
    assert facts != FACTS
    found = complaints(tmp_path, {"entry": ENTRY + "criteria:\n" + YEARS}, facts=facts)
    assert codes(found) == ([] if code is None else [code])


@pytest.mark.parametrize(
    ("let", "code"),
    [
        ("{a: 1, b: a + 1}", None),
        ("{a: b + 1, b: 1}", "WR323"),
        ("{a: a + 1}", "WR323"),
        ("{homeroom_years: 1}", "WR315"),
        ("{level: 1}", "WR315"),
    ],
)
def test_lets_are_in_order_and_have_names_of_their_own(tmp_path, let, code):
    entries = [entry.split(": ") for entry in let.strip("{}").split(", ")]
    lets = "let:\n" + "".join(
        f'  {name}: {{title: {{zh: 名, en: name}}, value: "{value}"}}\n' for name, value in entries
    )
    use = criterion("years", f"homeroom_years > {entries[-1][0]}")
    found = complaints(tmp_path, {"entry": ENTRY + lets + "criteria:\n" + use})
    assert codes(found) == ([] if code is None else [code])


def test_an_expression_that_cannot_be_parsed_leaves_the_others_checked(tmp_path):
    text = ENTRY + "let:\n  a: {title: {zh: 甲, en: a}, value: homeroom_years +}\n"
    text += "criteria:\n" + criterion("years", "a > 3 and nobody") + criterion("post", "in_service and (")
    found = complaints(tmp_path, {"entry": text})
    assert [code[:3] for code in codes(found)] == ["WR2", "WR3", "WR2"]
