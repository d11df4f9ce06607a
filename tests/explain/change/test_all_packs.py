"""Every bundled pack: what is said to turn an outcome does, and none of it is idle; days are first; answers settle."""

from __future__ import annotations

import datetime as dt
import random
from itertools import combinations

import pytest

import workshop_rules as wr
from tests.dossiers import cases
from workshop_rules.evaluate.evaluation import Case, Dossier, EvaluationError
from workshop_rules.evaluate.interpreter import evaluate
from workshop_rules.explain.change.earliest import When
from workshop_rules.explain.change.edits import edited
from workshop_rules.explain.change.sets import changes, wanted_outcomes
from workshop_rules.explain.change.words import Telling
from workshop_rules.language.change import Change
from workshop_rules.language.types import Enumeration
from workshop_rules.pack.discovery import available_packs
from workshop_rules.verdict import Verdict

PACKS = sorted({candidate.id for candidate in available_packs().value or ()})
_TRIED = 2


def _decisions(pack, *kinds):
    return [one for one in pack.decisions.values() if one.kind in kinds]


def _cases(pack, decision, count, gaps=0.0):
    """Some cases that can be decided, the same at every run."""
    found = []
    for case in cases(pack.plan, decision, seed=5, gaps=gaps):
        dated = case if case.as_of or decision.as_of else _on(case, dt.date(2015, 9, 1))
        if _outcome(pack, decision, dated) is not None:
            found.append(dated)
        if len(found) == count:
            return found
    return found


def _on(case, day):
    return Case(case.dossier, day, case.readings, case.parameters)


def _outcome(pack, decision, case):
    try:
        return evaluate(pack.plan, decision.id, case).outcome
    except EvaluationError:
        return None


@pytest.mark.parametrize("name", PACKS)
def test_changes_turn_the_outcome_and_none_can_be_left_out(name):
    pack = wr.load_pack(name)
    for decision in _decisions(pack, "eligibility", "checklist", "ladder", "quota", "table"):
        for case in _cases(pack, decision, _TRIED if decision.kind in {"eligibility", "ladder"} else 1):
            before = _outcome(pack, decision, case)
            wanted = wanted_outcomes(decision, before, None).unwrap()
            telling = Telling(pack.plan, decision, case)
            for found in changes(pack.plan, decision, case, before, wanted, 4, telling):
                assert found.outcome in wanted - {before}
                assert _outcome(pack, decision, _with(pack, decision, case, found.edits)) == found.outcome
                for count in range(min(len(found.edits), 4)):
                    for fewer in combinations(found.edits, count):
                        assert _outcome(pack, decision, _with(pack, decision, case, fewer)) not in wanted
                _changes_only_what_may_change(pack, case, found)


def _with(pack, decision, case, edits):
    return edited(case, decision.id, pack.id, edits)


def _changes_only_what_may_change(pack, case, found):
    before, after = case.dossier.facts, found.dossier.facts
    for name, value in before.items():
        fact = pack.facts[name]
        match fact.change:
            case Change.NEVER:
                assert after[name] == value
            case Change.GROWS_WITH_TIME:
                assert after[name] >= value
            case Change.RISES:
                assert _rank(fact.type, after[name]) >= _rank(fact.type, value)
            case Change.ADD_RECORDS:
                assert len(after[name]) >= len(value)
                for record in after[name][len(value) :]:
                    dates = [part for part in record.values() if isinstance(part, dt.date)]
                    assert all(day >= (case.as_of or dt.date.min) for day in dates)
            case _:
                pass
    if case.as_of is not None:
        assert found.as_of >= case.as_of


def _rank(type_, value):
    return type_.members.index(value) if isinstance(type_, Enumeration) else value


@pytest.mark.parametrize("name", PACKS)
def test_the_earliest_day_is_the_first(name):
    pack = wr.load_pack(name)
    for decision in _decisions(pack, "eligibility"):
        if decision.as_of is not None:
            continue
        for case in _cases(pack, decision, _TRIED):
            facts = {
                path: value
                for path, value in case.dossier.facts.items()
                if pack.facts[path].change is not Change.GROWS_WITH_TIME
            }
            dossier = Dossier(facts, dict.fromkeys(case.dossier.findings, True))
            dated = Case(dossier, case.as_of, case.readings, case.parameters)
            verdict = Verdict(pack.plan, decision, dated, evaluate(pack.plan, decision.id, dated))
            found = verdict.earliest(years=12)
            if found.date is not None and found.when is When.DATE:
                assert _outcome(pack, decision, _on(dated, found.date)) == "eligible"
                assert _outcome(pack, decision, _on(dated, found.date - dt.timedelta(days=1))) != "eligible"
            until = found.date if found.when is When.DATE else found.horizon
            if found.when in {When.DATE, When.NEVER} and until is not None:
                between = range((until - case.as_of).days)
                some = random.Random(3).sample(between, k=min(20, len(between)))
                for days in some:
                    assert _outcome(pack, decision, _on(dated, case.as_of + dt.timedelta(days=days))) != "eligible"


@pytest.mark.parametrize("name", PACKS)
def test_answers_in_the_order_of_the_questions_settle_the_case(name):
    pack = wr.load_pack(name)
    for decision in _decisions(pack, "eligibility"):
        whole = _cases(pack, decision, 1)
        if not whole or not whole[0].dossier.facts:
            continue
        known = whole[0]
        dossier, as_of = Dossier({}), known.as_of
        for _ in range(60):
            case = Case(dossier, as_of, known.readings, known.parameters)
            verdict = Verdict(pack.plan, decision, case, evaluate(pack.plan, decision.id, case))
            if verdict.determined:
                assert not verdict.questions()
                break
            asked = verdict.questions()
            assert asked
            assert {one.path for one in asked} <= set(verdict.missing)
            answered = _answered(dossier, known.dossier, asked[0].path)
            if answered is None:
                break  # the whole dossier does not have it either
            dossier = answered
        else:
            pytest.fail(f"{decision.id} is not settled by 60 answers")


def _answered(dossier, known, path):
    """The dossier with the answer that the whole one has; None where that has none either."""
    name = path.removeprefix("findings.")
    if path.startswith("findings."):
        if name not in known.findings:
            return None
        return Dossier(dossier.facts, {**dossier.findings, name: known.findings[name]})
    head = path.partition("[")[0].partition(".")[0]
    if head not in known.facts or dossier.facts.get(head) == known.facts[head]:
        return None
    return Dossier({**dossier.facts, head: known.facts[head]}, dossier.findings)
