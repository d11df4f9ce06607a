"""A pack's folder is read as a whole: what is right about it, and everything that is wrong at once."""

import datetime as dt
import shutil
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pack.cities import make_city, replace
from workshop_rules.diagnostics import Severity
from workshop_rules.language import types
from workshop_rules.language.words import Words
from workshop_rules.pack.discovery import available_packs
from workshop_rules.pack.models import EligibilityFile, LadderFile, RubricFile, TableFile
from workshop_rules.pack.parsed import read_pack

HEAD = 'title: {zh: 甲, en: x}\nclause: "1"\n'
TITLED = 'title: {zh: 甲, en: x}, clause: "1"'


@pytest.fixture
def city(tmp_path):
    return make_city(tmp_path)


def codes(city):
    return [d.code for d in read_pack(city).diagnostics]


def messages(city):
    return [d.message for d in read_pack(city).diagnostics]


def decide(city, text, name="renewal"):
    """Add a decision."""
    (city / "decisions" / f"{name}.yaml").write_text(f"id: {name}\n{HEAD}{text}", "utf-8")


def test_a_pack(city):
    pack = read_pack(city).unwrap()
    assert pack.id == "city"
    assert pack.manifest.title == Words("某市", "A city")
    assert list(pack.decisions) == ["entry"]
    assert isinstance(pack.decisions["entry"], EligibilityFile)
    assert list(pack.cases) == ["cases/entry.yaml"]
    assert pack.vocabulary.types["sessions"] == types.NUMBER
    assert "honors" in pack.vocabulary.types
    assert list(pack.vocabulary.findings) == ["conduct"]
    assert pack.vocabulary.pack == "city"
    assert pack.parameters["least_years"].value == 3


def test_expressions_know_their_places(city):
    replace(city / "decisions" / "entry.yaml", "when: homeroom_years >=", "when: >-\n      homeroom_years\n      >=")
    entry = read_pack(city).unwrap().decisions["entry"]
    assert isinstance(entry, EligibilityFile)
    criterion = entry.criteria[0]
    text = criterion.text("when")
    assert text.value == "homeroom_years >= parameter.least_years"
    start = text.value.index("parameter")
    line, column = text.source.position(text.span(start).start)
    assert (line, column) == (11, 10)
    assert criterion.span.text == "id"
    assert criterion.place("clause").text == '"1"'
    assert criterion.key_place("when").text == "when"


def test_an_expression_that_yaml_takes_for_a_number_or_a_truth_value(city):
    replace(city / "decisions" / "entry.yaml", "homeroom_years >= parameter.least_years", "true")
    decide(city, "kind: value\nvalue: 9.10\n")
    pack = read_pack(city).unwrap()
    entry = pack.decisions["entry"]
    assert isinstance(entry, EligibilityFile)
    assert entry.criteria[0].when == "true"
    assert entry.criteria[0].text("when").value == "true"
    assert pack.decisions["renewal"].text("value").value == "9.10"


def test_every_kind_of_decision(city):
    decide(city, "kind: value\nvalue: 1\nlet: {x: {title: {zh: 甲, en: x}, value: 2}}\nas_of: 2013-10-01\n", "a")
    decide(city, f"kind: checklist\ncriteria: [{{id: x, {TITLED}, all: [x, {{id: q, not: {{any: [a, b]}}}}]}}]\n", "b")
    decide(
        city,
        f"""kind: ladder
common: [{{id: x, {TITLED}, when: x}}]
tiers:
  - {{id: low, {TITLED}, include: [x], criteria: [{{id: q, {TITLED}, at_least: 1, of: [a, b]}}]}}
  - {{id: high, {TITLED}, include: [x]}}
base_outcomes: [{{id: assistant, title: {{zh: 甲, en: x}}, when: q}}]
""",
        "c",
    )
    decide(
        city,
        f"""kind: rubric
groups: [{{id: A, title: {{zh: 甲, en: x}}, maximum: 8}}]
items: [{{id: A1, group: A, {TITLED}, score: scores.A1, maximum: 8}}]
bonus: {{id: bonus, {TITLED}, score: scores.bonus, maximum: 10}}
grades: [{{id: good, title: {{zh: 甲, en: x}}, when: total >= 5}}, {{id: poor, title: {{zh: 甲, en: x}}}}]
""",
        "d",
    )
    decide(
        city,
        f"""kind: quota
over: nominees
limits: [{{id: each, {TITLED}, where: item.a, by: [a, b], at_most: 1}}]
criteria: [{{id: late, {TITLED}, when: x}}]
""",
        "e",
    )
    decide(
        city,
        """kind: table
hit_policy: first
inputs: [{label: {zh: 甲, en: x}, expression: grade, allowed: '"a", "b"'}]
outcomes: {enters: {zh: 甲, en: x}, leaves: {zh: 甲, en: x}}
rules: [{id: r1, clause: "1", when: ['"a"'], then: enters}]
otherwise: leaves
""",
        "f",
    )
    found = read_pack(city)
    assert found.diagnostics == ()
    pack = found.unwrap()
    assert {name: decision.kind for name, decision in pack.decisions.items()} == {
        "a": "value",
        "b": "checklist",
        "c": "ladder",
        "d": "rubric",
        "e": "quota",
        "f": "table",
        "entry": "eligibility",
    }
    assert pack.decisions["a"].as_of == dt.date(2013, 10, 1)
    assert isinstance(pack.decisions["c"], LadderFile)
    assert pack.decisions["c"].tiers[0].criteria[0].form == "at_least"
    assert isinstance(pack.decisions["d"], RubricFile)
    assert pack.decisions["d"].grades[-1].form is None
    assert isinstance(pack.decisions["f"], TableFile)
    assert pack.decisions["f"].text("rules", 0, "when", 0).value == '"a"'


def test_everything_wrong_is_said_at_once(city):
    (city / "clauses.yaml").unlink()
    replace(city / "pack.yaml", "engine:", "enigne:")
    replace(city / "facts.yaml", "type: number", "type: nunber")
    replace(city / "decisions" / "entry.yaml", "kind: eligibility", "kind: eligibilty")
    replace(city / "cases" / "entry.yaml", "cases:", "cases: [")
    found = read_pack(city)
    assert found.value is None
    assert {d.code for d in found.diagnostics} == {"WR130", "WR120", "WR121", "WR135", "WR123", "WR105"}


def test_cases_can_be_left_unread(city):
    (city / "cases" / "entry.yaml").write_text("broken: [", "utf-8")
    assert codes(city) == ["WR105"]
    assert read_pack(city, with_cases=False).unwrap().cases == {}


def test_facts_and_cases_are_optional(city):
    (city / "facts.yaml").unlink()
    (city / "cases" / "entry.yaml").unlink()
    (city / "cases").rmdir()
    assert read_pack(city).diagnostics == ()


@pytest.mark.parametrize("name", ["pack.yaml", "clauses.yaml", "decisions/entry.yaml"])
def test_a_required_file(city, name):
    (city / name).unlink()
    found = read_pack(city)
    assert found.value is None
    assert "WR130" in [d.code for d in found.errors]


def test_a_folder_that_is_not_there(tmp_path):
    assert codes(tmp_path / "none") == ["WR101"]


def test_files_that_are_not_part_of_a_pack_are_warned_about(city):
    for name in ["notes.txt", "pack.yml", "decisions/old.yml", "cases/data.csv", "README.md", ".hidden", "LICENSE"]:
        (city / name).write_text("", "utf-8")
    found = read_pack(city)
    assert found.value is not None
    assert {d.severity for d in found.diagnostics} == {Severity.WARNING}
    named = sorted(d.message.split("`")[1].rpartition("/")[2] for d in found.diagnostics)
    assert named == ["data.csv", "notes.txt", "old.yml", "pack.yml"]


def test_the_folder_may_name_the_version(tmp_path):
    assert codes(make_city(tmp_path, "city@2.0.0", "2.0.0")) == []
    assert codes(make_city(tmp_path, "city@3.0.0", "2.0.0")) == ["WR131"]


def test_cases_of_a_decision_that_there_is_not(city):
    replace(city / "cases" / "entry.yaml", "decision: entry", "decision: entrance")
    assert codes(city) == ["WR137"]


def test_a_case_id_counts_in_all_files_of_its_decision(city):
    (city / "cases" / "more.yaml").write_text((city / "cases" / "entry.yaml").read_text("utf-8"), "utf-8")
    (diagnostic,) = read_pack(city).diagnostics
    assert diagnostic.code == "WR132"
    assert "entry.yaml:4" in diagnostic.help


@pytest.mark.parametrize(
    ("engine", "code"),
    [(">=0.1,<1", None), ("==0.0.1", "WR136"), ("<0.1", "WR136"), ("latest", "WR124"), ("~=0.1", "WR124")],
)
def test_the_engine_that_a_pack_needs(city, engine, code):
    replace(city / "pack.yaml", '">=0.1"', f'"{engine}"')
    assert codes(city) == ([code] if code else [])


@pytest.mark.parametrize(
    ("type_", "written", "value"),
    [
        ("number", "9.10", Fraction(91, 10)),
        ("number", "null", None),
        ("date", "2013-10-01", dt.date(2013, 10, 1)),
        ("string", "x", "x"),
        ("boolean", "true", True),
        ("level", "city", "city"),
        ("visit_kind", "home", "home"),
    ],
)
def test_parameters_have_values_of_their_type(city, type_, written, value):
    replace(city / "pack.yaml", "type: number, value: 3", f"type: {type_}, value: {written}")
    assert read_pack(city).unwrap().parameters["least_years"].value == value


@pytest.mark.parametrize(
    ("type_", "written", "code"),
    [
        ("number", "'9'", "WR124"),
        ("date", "2013-02-30", "WR124"),
        ("level", "citty", "WR124"),
        ("boolean", "1", "WR124"),
        ("years and months duration", "5", "WR124"),
        ("levels", "city", "WR135"),
        ("date, unit: {zh: 年, en: year}", "2013-10-01", "WR124"),
    ],
)
def test_parameters_of_another_type(city, type_, written, code):
    replace(city / "pack.yaml", "type: number, value: 3", f"type: {type_}, value: {written}")
    assert codes(city) == [code]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("default: whole", "default: hole", "there is no reading `hole`"),
        (
            "{whole: {zh: 全部, en: All}, half: {zh: 一半, en: Half}}",
            "{whole: {zh: 全部, en: All}}",
            "only one reading",
        ),
        ("interpretations:", "applies: {from: 2014-01-01, until: 2013-01-01}\ninterpretations:", "stops applying"),
        ("version: 1.0.0", "version: 1.0", "`1.0` is not a version of three numbers, such as 1.0.0"),
        ("version: 1.0.0", "version: one", "`one` is not a version of three numbers"),
        ("id: city", "id: the city", "cannot be an id"),
    ],
)
def test_a_manifest_in_disorder(city, old, new, message):
    replace(city / "pack.yaml", old, new)
    assert any(message in text for text in messages(city))


LADDER = f"""kind: ladder
common: [{{id: x, {TITLED}, when: x}}]
tiers: [{{id: low, {TITLED}, include: [x], criteria: [{{id: q, {TITLED}, when: q}}]}}]
"""
RUBRIC = f"""kind: rubric
groups: [{{id: A, title: {{zh: 甲, en: x}}, maximum: 8}}]
items: [{{id: A1, group: A, {TITLED}, score: s, maximum: 8}}]
grades: [{{id: good, title: {{zh: 甲, en: x}}, when: total >= 5}}, {{id: poor, title: {{zh: 甲, en: x}}}}]
"""
TABLE = """kind: table
hit_policy: first
inputs: [{label: {zh: 甲, en: x}, expression: grade}]
outcomes: {enters: {zh: 甲, en: x}}
rules: [{id: r1, clause: "1", when: ['"a"'], then: enters}]
"""
QUOTA = f"""kind: quota
over: nominees
limits: [{{id: each, {TITLED}, at_most: 1}}]
criteria: [{{id: late, {TITLED}, when: x}}]
"""


@pytest.mark.parametrize(
    ("text", "old", "new", "code", "message"),
    [
        (LADDER, "include: [x]", "include: [z]", "WR137", "there is no common criterion `z`"),
        (LADDER, "include: [x]", "include: [x, x]", "WR132", "`x` is included twice"),
        (LADDER, "include: [x]", "include: []", "WR137", "no tier includes the common criterion `x`"),
        (LADDER, "{id: q,", "{id: x,", "WR132", "includes a common criterion of the id `x` already"),
        (LADDER, "{id: low,", "{id: none,", "WR134", "`none` has a meaning of its own"),
        (LADDER, "{id: low,", "{id: undetermined,", "WR134", "`undetermined` has a meaning of its own"),
        (LADDER, "]\n", "]\nbase_outcomes: [{id: low, title: {zh: 甲, en: x}, when: z}]\n", "WR132", "two outcomes"),
        (RUBRIC, "group: A,", "group: B,", "WR137", "there is no group `B`"),
        (RUBRIC, "]\ngrades", f", {{id: A1, {TITLED}, score: s, maximum: 8}}]\ngrades", "WR132", "two items"),
        (RUBRIC, ", when: total >= 5", "", "WR125", "the grade `good` has no condition"),
        (RUBRIC, "{id: poor, ", "{id: poor, when: x, ", "WR125", "the last grade"),
        (RUBRIC, "id: poor", "id: undetermined", "WR134", "meaning of its own"),
        (RUBRIC, "maximum: 8}]\ngrades", "maximum: -8}]\ngrades", "WR124", "a maximum is not negative"),
        (TABLE, "then: enters", "then: enter", "WR137", "there is no outcome `enter`"),
        (TABLE, "when: ['\"a\"']", "when: ['\"a\"', '-']", "WR124", "2 cells for 1 inputs"),
        (TABLE, "hit_policy: first", "hit_policy: first\naggregation: sum", "WR124", "only the hit policy `collect`"),
        (TABLE, "hit_policy: first", "hit_policy: last", "WR123", "`last` is not allowed here"),
        (TABLE, "{enters:", "{undetermined: {zh: 甲, en: x}, enters:", "WR134", "meaning of its own"),
        (QUOTA, "id: late", "id: each", "WR132", "two criteria with the id `each`"),
    ],
)  # fmt: skip
def test_decisions_in_disorder(city, text, old, new, code, message):
    decide(city, text)
    assert codes(city) == []
    replace(city / "decisions" / "renewal.yaml", old, new)
    (diagnostic,) = [d for d in read_pack(city).diagnostics if d.code == code]
    assert message in diagnostic.message
    assert diagnostic.span is not None


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("all: []", "WR124"),
        ("of: [a]", "WR125"),
        ("when: x, of: [a]", "WR121"),
        ("at_least: 2", "WR121"),
        ("all: [a, {when: b, finding: c}]", "WR125"),
        ("all: [{id: p, when: a}, {any: [{id: p, when: b}]}]", "WR132"),
        ("not: {id: p}", "WR125"),
        ("when: ' '", "WR124"),
        ("when: null", "WR125"),
        ("when: x, texts: {passed: {zh: 甲, en: x}}", "WR123"),
        ("when: x, waivable: {by: {zh: 甲, en: x}}", "WR121"),
    ],
)
def test_conditions_in_disorder(city, condition, code):
    decide(city, f"kind: checklist\ncriteria: [{{id: x, {TITLED}, {condition}}}]\n")
    assert set(codes(city)) == {code}


def test_names_of_let_are_not_taken(city):
    decide(city, "kind: value\nvalue: 1\nlet: {item: {title: {zh: 甲, en: x}, value: 1}}\n")
    assert codes(city) == ["WR134"]


@pytest.mark.parametrize(
    ("coverage", "lacks"),
    [("encoded", "by"), ("judgement", "judge"), ("procedure", "reason"), ("out_of_scope", "reason")],
)
def test_clauses_say_how_they_are_covered(city, coverage, lacks):
    with (city / "clauses.yaml").open("a", encoding="utf-8") as file:
        file.write(f"  - {{id: '2', title: {{zh: 甲, en: x}}, coverage: {coverage}}}\n")
    (diagnostic,) = read_pack(city).diagnostics
    assert diagnostic.message.startswith(f"`{lacks}` is missing")


def test_models_are_immutable(city):
    pack = read_pack(city).unwrap()
    with pytest.raises(ValueError, match="frozen"):
        pack.manifest.version = "2.0.0"
    with pytest.raises(AttributeError):
        pack.digest = ""  # type: ignore[misc]


PIECES = [*"[]{}'\n\t9教|", '"', ": ", "- ", "&a ", "*a", "!x ", "null", "> ", "#", "? ", "x: "]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["pack.yaml", "clauses.yaml", "facts.yaml", "decisions/entry.yaml", "cases/entry.yaml"]),
    st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 20), st.sampled_from(PIECES)), min_size=1, max_size=3),
)
def test_a_file_in_any_disorder_is_read_or_complained_about(tmp_path, name, changes):
    city = tmp_path / "city"
    shutil.rmtree(city, ignore_errors=True)
    make_city(tmp_path)
    text = (city / name).read_text("utf-8")
    for at, length, piece in changes:
        start = at % len(text)
        text = text[:start] + piece + text[start + length :]
    (city / name).write_text(text, "utf-8")
    found = read_pack(city)
    assert (found.value is None) == bool(found.errors)
    assert all(str(diagnostic) for diagnostic in found.diagnostics)


@pytest.mark.parametrize("candidate", available_packs().value or (), ids=lambda candidate: candidate.id)
def test_bundled_packs_are_in_order(candidate):
    assert read_pack(candidate.folder).diagnostics == ()
