"""Things that may happen to live dossiers: near every number and date that a decision turns at, some of them wrong."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import workshop_rules as wr
from tests.dossiers import _date, _value, landmarks
from tests.evaluate.rosters import _orderly
from workshop_rules.conformance.cases import case_facts
from workshop_rules.evaluate.evaluation import Case, Evaluation, EvaluationError
from workshop_rules.evaluate.interpreter import evaluate
from workshop_rules.language.types import ListOf

MAIN = (
    ("changyi_12346", "benchmark"),
    ("county_studio", "member"),
    ("joint_school", "award"),
    ("ordos_2013", "mentor"),
    ("ordos_2013", "completion"),
    ("putuo_2024", "stage_programme"),
    ("school_master_studio", "homeroom_step"),
    ("school_studio", "host"),
    ("shijiazhuang", "leader"),
    ("shijiazhuang", "member"),
    ("taicang_community", "member"),
    ("taiyuan_ranks", "rank"),
    ("twin_studio", "member"),
    ("vocational_contest", "sitting"),
    ("vocational_studio", "host"),
)
"""A decision or two of every pack, those about people first."""


class Happenings:
    """Facts and dates for a decision, from random numbers."""

    def __init__(self, pack: wr.Pack, decision: str) -> None:
        self.pack = pack
        self.decision = pack.decisions[decision]
        self._marks = landmarks(pack.plan, self.decision)
        read = [name for name in sorted(self.decision.facts) if name in pack.facts]
        self.lists = [name for name in read if isinstance(pack.facts[name].type, ListOf)]
        findings = [name for name in sorted(self.decision.facts) if name.startswith("findings.")]
        self.singles = [name for name in read if name not in self.lists] + findings
        self.waivable = [criterion.id for criterion in self.decision.criteria if criterion.waivable is not None]
        files = [file for file in pack._parsed.cases.values() if file.decision == decision]
        self.cases = [(case_facts(file, case), case.as_of) for file in files for case in file.cases]

    def value(self, name: str, draw: random.Random) -> Any:
        """A value of a fact or finding that is no list."""
        if name.startswith("findings."):
            return draw.random() < 0.8
        fact = self.pack.facts[name]
        return _orderly(_value(fact.type, self._marks, draw, 0.1), fact)

    def record(self, name: str, draw: random.Random) -> Any:
        """A record of a list; in a while one with everything supplied."""
        fact = self.pack.facts[name]
        assert isinstance(fact.type, ListOf)
        return _orderly(_value(fact.type.item, self._marks, draw, draw.choice((0, 0, 0.2))), fact)

    def date(self, draw: random.Random) -> dt.date:
        """A date of decision."""
        return _date(self._marks, draw)


class Reference:
    """What the dossiers of a live set should be: facts in a form of their own, decided by the interpreter."""

    def __init__(self, pack: wr.Pack, decision: str) -> None:
        self.pack = pack
        self.decision = decision
        self.as_of: dt.date | None = None
        self.singles: dict[str, Any] = {}
        self.lists: dict[str, dict[str, Any]] = {}
        self.closed: set[str] = set()
        self.waivers: dict[str, Any] = {}

    def facts(self) -> dict[str, Any]:
        """The facts as a program would supply them at once."""
        singles = {name: value for name, value in self.singles.items() if not name.startswith("findings.")}
        findings = {
            name.removeprefix("findings."): value
            for name, value in self.singles.items()
            if name.startswith("findings.")
        }
        lists = {name: list(records.values()) for name, records in self.lists.items() if records}
        closed: dict[str, list[object]] = {name: [] for name in self.closed if name not in lists}
        return {
            **singles,
            **lists,
            **closed,
            "findings": findings,
            "waivers": list(self.waivers.values()),
            "incomplete": sorted(lists.keys() - self.closed),
        }

    def evaluation(self) -> Evaluation | EvaluationError:
        """What the interpreter says."""
        plan = self.pack.plan
        readings = {name: one.default for name, one in plan.interpretations.items()}
        parameters = {name: one.value for name, one in plan.parameters.items()}
        try:
            case = Case(self.pack.dossier(self.facts()), self.as_of, readings, parameters)
            return evaluate(plan, self.decision, case)
        except EvaluationError as error:
            return error


def agree(dossier: wr.LiveDossier, reference: Reference) -> None:
    """Hold a live dossier against the reference: criterion by criterion, outcome, missing facts."""
    expected = reference.evaluation()
    standing = dossier.standing
    if isinstance(expected, EvaluationError):
        assert (standing.outcome, standing.states, standing.complaint) == ("error", {}, expected.diagnostic)
        return
    assert standing.complaint is None
    assert dict(standing.states) == {one: result.state for one, result in expected.criteria.items()}
    assert standing.outcome == expected.outcome
    verdict = standing.verdict
    assert set(verdict.missing) == expected.missing
    assert verdict.possible_outcomes == expected.possible_outcomes
    assert verdict.value == expected.value
