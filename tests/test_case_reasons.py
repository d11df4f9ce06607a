"""The few lines that a workbook has for a case are those of its whole explanation."""

import datetime as dt
from functools import cache
from itertools import islice

import pytest

import workshop_rules as wr
from tests.dossiers import dossiers
from tests.evaluate.rosters import facts_of, fits, frame_of, orderly
from workshop_rules import case_reasons
from workshop_rules.case_reasons import CaseReasons, reasons
from workshop_rules.render.brief import to_brief
from workshop_rules.rosters import row_decider

load = cache(wr.load_pack)
DAYS = (dt.date(2014, 9, 1), dt.date(2016, 3, 1))


def drawn(plan, decision):
    """Rows that can be put into a frame."""
    found = (orderly(plan, dossier) for dossier in islice(dossiers(plan, decision, seed=3, gaps=0.06), 10))
    return [one for one in found if all(map(fits, one.facts.values()))]


@pytest.mark.parametrize(
    ("name", "decision", "few"),
    [
        ("taiyuan_ranks", "recognition", 0),
        ("shijiazhuang", "composition", 300),
        ("school_studio", "trainee_outcome", 0),
        ("school_master_studio", "homeroom_step", 0),
    ],
)
def test_rows_say_what_their_explanations_say(monkeypatch, name, decision, few):
    """Other readings are tried row by row, and on all rows at once."""
    monkeypatch.setattr(case_reasons, "FEW", few)
    pack = load(name)
    cases = drawn(pack.plan, pack.plan.decisions[decision])
    frame = frame_of(pack.plan, cases, [DAYS[row % 2] for row in range(len(cases))])
    decided = pack.decide_frame(decision, frame, as_of_column="day")
    decider = row_decider(pack, decision, None, {}, {})
    lang = "zh" if few else "en"
    rows = decided.data.lazy().collect()
    explained = [None if e is not None else decided.explain(row).reasons for row, e in enumerate(rows["error"])]

    said = reasons(decider, frame, rows, "day", lang)

    assert said == [None if one is None else to_brief(one, lang) for one in explained]
    assert any(one.switches for one in explained if one is not None)


@pytest.mark.parametrize(
    ("name", "decision"), [("ordos_2013", "mentor"), ("taiyuan_ranks", "rank"), ("shijiazhuang", "leader")]
)
def test_cases_say_what_their_explanations_say(name, decision):
    pack = load(name)
    decider = row_decider(pack, decision, None, {}, {})
    says = {lang: CaseReasons(decider, lang) for lang in ("zh", "en")}
    for number, dossier in enumerate(drawn(pack.plan, decider.decision)):
        facts, as_of = facts_of(dossier), DAYS[number % 2]
        whole = decider.verdict(facts, as_of).explanation.reasons
        for lang, say in says.items():
            assert say(facts, as_of, may_turn=True) == to_brief(whole, lang)
