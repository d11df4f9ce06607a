"""Why each of many cases has its outcome, in a few lines: for the cells of a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from workshop_rules.errors import EvaluationError
from workshop_rules.evaluate.evaluation import Case, Evaluation
from workshop_rules.render.brief import to_brief
from workshop_rules.rosters import RowDecider


class CaseReasons:
    """Says it of one case after another, as `Verdict.explanation` would, without what a few lines have no room for."""

    def __init__(self, decider: RowDecider, lang: str) -> None:
        """Say it in `zh` or `en` of cases that this decides."""
        self._decider = decider
        self._lang = lang

    def __call__(self, facts: Mapping[str, Any], as_of: dt.date | None) -> str:
        """What decided a case that can be decided, and the readings that would turn it."""
        question = self._decider.question(as_of)
        verdict = question.verdict(self._decider.pack.dossier(facts))
        case, evaluation = verdict._case, verdict._evaluation  # noqa: SLF001 (the front door's own)
        readings = question.explainer.needs.readings
        switches = verdict.readings_that_matter if self._turned(case, evaluation, readings) else ()
        return to_brief(question.explainer.explain(case, evaluation, switches).reasons, self._lang)

    def _turned(self, case: Case, evaluation: Evaluation, readings: tuple[str, ...]) -> bool:
        """Whether some other reading would change what comes out: by programs, which is seldom so."""
        found = evaluation.outcome, evaluation.possible_outcomes, evaluation.value
        for other in self._others(case, readings):
            try:
                switched = self._decider.prepared_for(other.readings).evaluate(other)
            except EvaluationError:
                return True
            if (switched.outcome, switched.possible_outcomes, switched.value) != found:
                return True
        return False

    def _others(self, case: Case, readings: tuple[str, ...]) -> Iterator[Case]:
        """The case, each time with one passage read in another way."""
        for name in readings:
            for reading in self._decider.pack.plan.interpretations[name].readings:
                if reading.id != case.readings[name]:
                    yield replace(case, readings={**case.readings, name: reading.id})
