"""Why each of many cases has its outcome, in a few lines: for the cells of a workbook.

A whole explanation speaks of every criterion, and of the records of those that are met; a few lines speak only of the
criteria that decided. So the reasons of these alone are made here, and kept by what they rest on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from workshop_rules.compile.plan import Criterion
from workshop_rules.deciding import Question
from workshop_rules.evaluate._polars import row_facts
from workshop_rules.evaluate._polars.facts import is_fact_column
from workshop_rules.evaluate.evaluation import Case, Evaluation, State
from workshop_rules.evaluate.interpreter import UNDETERMINED
from workshop_rules.explain.deciding import deciding_criteria
from workshop_rules.explain.dependencies import dependencies
from workshop_rules.explain.explained import Explained
from workshop_rules.explain.inputs import Inputs, Keys, inputs
from workshop_rules.explain.keeping import Kept, Told
from workshop_rules.explain.one_case import EvaluatedCase, OneCase
from workshop_rules.explain.switching import ReadingSwitch
from workshop_rules.explain.tree import CriterionReason
from workshop_rules.files import Rows
from workshop_rules.files.row_reasons import rests_on_criteria
from workshop_rules.render.brief import to_brief
from workshop_rules.rosters import RowDecider, make_roster

_MOST_REASONS = 4096
_MOST_DATES = 16
FEW = 300
"""Of so few rows each is asked by itself how other readings would decide it; of more, all are decided again at once."""


class CaseReasons:
    """Says it of one case after another, in the words of `Verdict.explanation`."""

    def __init__(self, decider: RowDecider, lang: str) -> None:
        """Say it in `zh` or `en` of cases that this decides."""
        self._decider = decider
        self._lang = lang
        self._by_date: Kept[dt.date | None, _Deciding] = Kept(_MOST_DATES)

    def __call__(self, facts: Mapping[str, Any], as_of: dt.date | None, *, may_turn: bool) -> str:
        """What decided a case that can be decided, and the readings that would turn it.

        Args:
            facts: its facts.
            as_of: the date of decision; None for the decision's own.
            may_turn: whether some other reading may turn it, so that these are tried one by one.
        """
        question = self._decider.question(as_of)
        verdict = question.verdict(self._decider.pack.dossier(facts))
        case, evaluation = verdict._case, verdict._evaluation  # noqa: SLF001 (the front door's own)
        switches = verdict.readings_that_matter if may_turn else ()
        if question.decision.uses:
            explained = question.explainer.explain(case, evaluation, switches)
        else:
            explained = self._by_date.of(as_of, lambda: _Deciding(question)).explain(case, evaluation, switches)
        return to_brief(explained.reasons, self._lang)


def reasons(
    decider: RowDecider,
    frame: Rows,
    decided: Rows,
    as_of_column: str | None,
    lang: str,
    progress: Callable[[int], object] = int,
) -> list[str | None]:
    """What decided each row, in words; None for a row without a verdict.

    Args:
        decider: by whom it was decided.
        frame: the rows as they were asked.
        decided: the same with their verdicts.
        as_of_column: the column with the date of decision of each row.
        lang: `zh` or `en`.
        progress: called with the number of rows that are done, one by one.
    """
    says: dict[str, CaseReasons] = {}
    said: list[str | None] = []
    turning = _may_turn(decider, frame, decided, as_of_column)
    for row, may_turn in zip(decided.iter_rows(named=True), turning, strict=True):
        progress(1)
        if row["error"] is not None:
            said.append(None)
            continue
        as_of = None if as_of_column is None else row[as_of_column]
        judge = decider.of_date(as_of)
        say = says.setdefault(judge.pack.digest, CaseReasons(judge, lang))
        facts = {name: cell for name, cell in row.items() if is_fact_column(name, judge.pack.facts)}
        said.append(say(row_facts(facts), as_of, may_turn=may_turn or judge is not decider))
    return said


def _may_turn(decider: RowDecider, frame: Rows, decided: Rows, as_of_column: str | None) -> list[bool]:
    """Which rows some other reading may turn, of those that this version of the pack judges."""
    plan, decision, chosen = decider.pack.plan, decider.decision, decider.circumstances.readings
    found = _answers(decider, decided)
    if decided.height < FEW:
        return [True] * decided.height
    turning = [False] * decided.height
    for name in dependencies(plan, decision).readings:
        for reading in plan.interpretations[name].readings:
            if reading.id != chosen[name]:
                other = make_roster(decider.reading({**chosen, name: reading.id})).decide(frame, as_of_column)
                switched = _answers(decider, other)
                turning = [so or a is None or a != b for so, a, b in zip(turning, found, switched, strict=True)]
    return turning


def _answers(decider: RowDecider, decided: Rows) -> list[Hashable]:
    """What came out for each row, and whatever else it may still be depends on; None where columns do not say that."""
    decision = decider.decision
    by_states = rests_on_criteria(decision)
    outcomes, errors = decided["outcome"].to_list(), decided["error"].to_list()
    values = decided["value"].to_list() if "value" in decided.columns else outcomes
    states = [decided[f"state.{criterion.id}"].to_list() for criterion in decision.criteria]
    found: list[Hashable] = []
    for row, (outcome, error, value) in enumerate(zip(outcomes, errors, values, strict=True)):
        if value is None or (outcome == UNDETERMINED and not by_states):
            found.append(None)
        elif outcome == UNDETERMINED:
            found.append((error, value, tuple([one[row] for one in states])))
        else:
            found.append((error, outcome, value))
    return found


class _Deciding:
    """Explains the criteria that decided, and no others. The decision refers to no other one."""

    def __init__(self, question: Question) -> None:
        plan, decision = question.plan, question.decision
        self._explainer = question.explainer
        self._read = tuple(inputs(plan, decision, one) for one in decision.criteria)
        self._keys = Keys(self._read)
        self._kept: Kept[Hashable, Told[CriterionReason]] = Kept(_MOST_REASONS)

    def explain(self, case: Case, evaluation: Evaluation, switches: tuple[ReadingSwitch, ...]) -> Explained:
        """What decided the outcome."""
        one = EvaluatedCase(self._explainer, case.dossier, evaluation, switches)
        deciding = set(deciding_criteria(one.traces.outcome))
        asked = zip(self._explainer.decision.criteria, self._read, self._keys.of(one), strict=True)
        return Explained(one, told=[self._told(one, *of) for of in asked if of[0].id in deciding])

    def _told(self, one: OneCase, criterion: Criterion, read: Inputs | None, on: Hashable) -> Told[CriterionReason]:
        """The reason of a criterion: one that was given before, where everything that it rests on is as it was."""
        state = one.evaluation.criteria[criterion.id].state
        made = Told(lambda: one.reason(criterion, read, decided=True))
        if on is None or state is State.WAIVED:
            return made
        found = self._kept.get((criterion.id, state, on))
        if found is None:
            found = self._kept.keep((criterion.id, state, on), made)
            found.part  # noqa: B018 (so that it does not hold the case)
        return found
