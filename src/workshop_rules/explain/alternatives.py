"""What would turn a verdict, as part of its explanation: other facts, later days, answers, readings and thresholds.

It is worked out only where somebody asks for it, and put beside the reasons: they say why, this says why not otherwise.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.evaluate.evaluation import Case, State
from workshop_rules.explain.change.earliest import Earliest, When
from workshop_rules.explain.change.edits import Kind
from workshop_rules.explain.change.questions import Questions
from workshop_rules.explain.change.sets import Changes, ChangeSet
from workshop_rules.explain.change.words import Telling
from workshop_rules.explain.exact import exact_text
from workshop_rules.explain.thresholds import ParameterSwitch
from workshop_rules.explain.tree import OutcomeWords
from workshop_rules.explain.wording.values import value_words
from workshop_rules.language.words import Words
from workshop_rules.pack.facts_model import as_json


@dataclass(frozen=True, slots=True)
class EditReason:
    """One change to a case.

    Attributes:
        kind: what it does.
        path: what it changes: `homeroom_years`, `honors`, `projects[1].result_published`, `findings.conduct`,
            `waivers.title`, `as_of`.
        before: the value as it is, as JSON in a text; None where it is not known.
        after: the value that it gets, or the record that is added, as JSON in a text; None for one taken away.
        count: how many such records are added.
        sentence: the change in words.
    """

    kind: Kind
    path: str
    before: str | None
    after: str | None
    count: int
    sentence: Words


@dataclass(frozen=True, slots=True)
class ChangeSetReason:
    """Changes that turn the outcome together, while none of them can be left out; `as_of` is the date they need."""

    outcome: OutcomeWords
    as_of: dt.date | None
    sentence: Words
    edits: tuple[EditReason, ...]


@dataclass(frozen=True, slots=True)
class ChangesReason:
    """The smallest sets of changes that turn the outcome.

    Attributes:
        wanted: the outcomes that were looked for.
        complete: whether the search came to its end; where not, there may be others.
        heading: what the sets are, or that there are none; note: that the search was ended early, or nothing.
    """

    wanted: tuple[OutcomeWords, ...]
    complete: bool
    heading: Words
    note: Words
    sets: tuple[ChangeSetReason, ...]


@dataclass(frozen=True, slots=True)
class DoorReason:
    """A criterion that time alone does not bring about, or not for long enough."""

    criterion: str
    opens: dt.date | None
    shuts: dt.date | None
    sentence: Words


@dataclass(frozen=True, slots=True)
class EarliestReason:
    """From which day on the outcome would be one of those wanted if nothing but time passes."""

    when: When
    date: dt.date | None
    wanted: tuple[OutcomeWords, ...]
    horizon: dt.date | None
    at_best: dt.date | None
    needs: tuple[str, ...]
    sentence: Words
    doors: tuple[DoorReason, ...]


@dataclass(frozen=True, slots=True)
class QuestionReason:
    """A fact to ask for; whether an answer to it can settle the case."""

    path: str
    title: Words
    settles: bool


@dataclass(frozen=True, slots=True)
class ThresholdReason:
    """The nearest other value of a threshold that would turn the verdict."""

    parameter: str
    title: Words
    value: Words
    exact: str
    outcome: OutcomeWords
    possible_outcomes: tuple[OutcomeWords, ...]
    criteria: tuple[tuple[str, State], ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What would turn a verdict. Other readings stand among the reasons, as `switches`.

    Attributes:
        changes: the smallest sets of changed facts.
        earliest: the first day, if nothing but time passes.
        questions: of an undetermined case, what to ask first.
        thresholds: other values of thresholds, the nearest on each side.
    """

    changes: ChangesReason
    earliest: EarliestReason
    questions: tuple[QuestionReason, ...]
    thresholds: tuple[ThresholdReason, ...]


def alternatives(
    plan: Plan,
    decision: Decision,
    case: Case,
    found: tuple[Changes, Earliest, Questions],
    thresholds: Sequence[ParameterSwitch],
) -> Alternatives:
    """What was found to turn a verdict, in words.

    Args:
        plan: the pack.
        decision: the decision.
        case: the case.
        found: the changes, the earliest day and the questions.
        thresholds: the other thresholds.
    """
    changes, earliest, questions = found
    telling = Telling(plan, decision, case)
    return Alternatives(
        changes=ChangesReason(
            _outcomes(telling, changes.wanted),
            changes.complete,
            changes.heading,
            changes.note,
            tuple(_set(telling, one) for one in changes),
        ),
        earliest=EarliestReason(
            earliest.when,
            earliest.date,
            _outcomes(telling, earliest.wanted),
            earliest.horizon,
            earliest.at_best,
            earliest.needs,
            earliest.sentence,
            tuple(DoorReason(door.criterion, door.opens, door.shuts, door.sentence) for door in earliest.doors),
        ),
        questions=tuple(QuestionReason(one.path, one.sentence, one.settles) for one in questions),
        thresholds=tuple(_threshold(plan, telling, one) for one in thresholds),
    )


def _outcomes(telling: Telling, outcomes: Sequence[str]) -> tuple[OutcomeWords, ...]:
    return tuple(OutcomeWords(one, telling.outcome(one)) for one in outcomes)


def _set(telling: Telling, found: ChangeSet) -> ChangeSetReason:
    edits = tuple(
        EditReason(edit.kind, edit.path, _exact(edit.before), _exact(edit.after), edit.count, said)
        for edit, said in zip(found.edits, found.sentences, strict=True)
    )
    outcome = OutcomeWords(found.outcome, telling.outcome(found.outcome))
    return ChangeSetReason(outcome, found.as_of, found.sentence, edits)


def _exact(value: object) -> str | None:
    return None if value is None else json.dumps(as_json(value), ensure_ascii=False)


def _threshold(plan: Plan, telling: Telling, switch: ParameterSwitch) -> ThresholdReason:
    parameter = plan.parameters[switch.parameter]
    value = telling.voices.words(lambda speech: value_words(speech, switch.value, parameter.type, parameter.unit))
    return ThresholdReason(
        switch.parameter,
        parameter.title,
        value,
        exact_text(switch.value),
        OutcomeWords(switch.outcome, telling.outcome(switch.outcome)),
        _outcomes(telling, switch.possible_outcomes),
        tuple(switch.criteria.items()),
    )
