"""An explanation as data: decision → criteria → conditions → what was read. In both languages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from workshop_rules.compile.plan import Words
from workshop_rules.evaluate.evaluation import State, Waiver


class Holding(StrEnum):
    """Whether a condition holds."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"
    ERROR = "error"


class View(StrEnum):
    """How much of an explanation is shown."""

    SHORT = "short"
    """The outcome and what decided it."""
    FULL = "full"
    """Every criterion and condition; those without effect are marked."""
    AUDITOR = "auditor"
    """Everything, with expressions, paths, places, readings and thresholds."""

    @classmethod
    def _missing_(cls, value: object) -> View:
        raise ValueError(f"no view {value!r}: there are {', '.join(cls)}")


@dataclass(frozen=True, slots=True)
class ReadValue:
    """Something that a condition read.

    Attributes:
        path: `homeroom_years`, `honors[2].level`, `parameter.min_years`, `reading.window`, `decision.mentor`, `as_of`,
            or the name of a definition.
        value: in words.
        exact: as text that loses nothing; None where it is not known.
    """

    path: str
    title: Words
    value: Words
    exact: str | None


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition within a criterion.

    Attributes:
        id: what the pack calls it; empty where it does not.
        kind: `comparison`, `truth`, `finding`, `reading`, `all`, `any`, `at_least`, `not`, `some`, `every`, `if`,
            `presupposes` or `selection` (the records that something like a count is made of).
        holding: whether it holds; None for a selection.
        decided: whether it had a part in what the criterion came to; else it is folded.
        title: what it is about.
        sentence: what was found and what was required, as people say it.
        record: the path of the record that it is about (`honors[2]`); empty outside quantifiers and filters.
        expression: the condition in FEEL.
        place: where the pack states it: file, line and column.
    """

    id: str
    kind: str
    holding: Holding | None
    title: Words
    sentence: Words
    required: Words
    found: Words
    record: str
    expression: str
    place: str
    decided: bool = True
    read: tuple[ReadValue, ...] = ()
    children: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact that somebody has to supply before this can be settled."""

    path: str
    title: Words


@dataclass(frozen=True, slots=True)
class CriterionReason:
    """A criterion, and why it ended as it did.

    Attributes:
        decided: whether the outcome rests on it.
        clause: the locator of its clause; `numbering` where that stands in the document's own numbering.
        clause_text: what the clause says, where a reader supplied a copy of the document; else empty.
        waiver: what was granted, where it counted.
        condition: the tree of its conditions.
    """

    id: str
    title: Words
    clause: str
    numbering: str
    clause_title: Words | None
    state: State
    decided: bool
    advisory: bool
    sentence: Words
    required: Words
    found: Words
    missing: tuple[MissingFact, ...]
    judged_by: Words | None
    waivable_by: Words | None
    waiver: Waiver | None
    expression: str
    place: str
    condition: Condition
    applies: Condition | None = None
    clause_text: str = ""


@dataclass(frozen=True, slots=True)
class GroupReason:
    """A tier of a ladder or another group of criteria."""

    id: str
    title: Words
    clause: str
    state: State
    criteria: tuple[str, ...]
    numbering: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """An outcome and what it is called."""

    id: str
    title: Words


@dataclass(frozen=True, slots=True)
class WaiverReason:
    """A waiver that could be granted, was granted, or has no effect; `by` is empty where nobody said."""

    criterion: str
    title: Words
    by: Words
    clause: str = ""
    granted_on: dt.date | None = None
    reason: str = ""
    numbering: str = ""


@dataclass(frozen=True, slots=True)
class ReadingReason:
    """How a doubtful passage was read, and how else it might be."""

    id: str
    title: Words
    clause: str
    chosen: str
    chosen_title: Words
    default: str
    default_title: Words
    reason: Words
    numbering: str = ""


@dataclass(frozen=True, slots=True)
class SwitchReason:
    """Another reading that would change the outcome; without an outcome where the case could not be decided then."""

    interpretation: str
    title: Words
    reading: str
    reading_title: Words
    outcome: OutcomeWords | None
    possible_outcomes: tuple[OutcomeWords, ...]
    criteria: tuple[tuple[str, State], ...]
    error: str = ""


@dataclass(frozen=True, slots=True)
class ParameterReason:
    """A threshold; `documented` is what the document says, None where it gives none or the same."""

    id: str
    title: Words
    clause: str
    value: Words | None
    exact: str | None
    documented: Words | None
    overridden: bool
    numbering: str = ""


@dataclass(frozen=True, slots=True)
class DefinitionReason:
    """A named expression of the decision, and what it came to."""

    name: str
    title: Words
    value: Words
    exact: str | None
    expression: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a decision came out as it did: the whole explanation.

    Attributes:
        fixed_as_of: the date that the document fixes, if it does; `as_of` is the one that counted.
        applies_from, applies_until: the dates for which the pack judges; None is open.
        rules: of a decision table, in the form of criteria: a rule is met where it matches.
        value: of a rubric's total or a value decision, in words; None for other kinds.
        switches: other readings that would change the outcome.
        unused: facts that were supplied and that the decision does not read.
        uses: the explanations of the decisions that this one refers to.
    """

    pack: str
    version: str
    digest: str
    engine: str
    pack_title: Words
    document: Words
    authority: Words
    decision: str
    kind: str
    title: Words
    clause: str
    numbering: str
    as_of: dt.date | None
    fixed_as_of: dt.date | None
    outcome: OutcomeWords
    possible_outcomes: tuple[OutcomeWords, ...]
    value: Words | None
    value_exact: str | None
    criteria: tuple[CriterionReason, ...]
    groups: tuple[GroupReason, ...]
    missing: tuple[MissingFact, ...]
    irrelevant: tuple[MissingFact, ...]
    unused: tuple[MissingFact, ...]
    waivable: tuple[WaiverReason, ...]
    waived: tuple[WaiverReason, ...]
    waivers_ignored: tuple[WaiverReason, ...]
    readings: tuple[ReadingReason, ...]
    parameters: tuple[ParameterReason, ...]
    definitions: tuple[DefinitionReason, ...]
    switches: tuple[SwitchReason, ...] = ()
    rules: tuple[CriterionReason, ...] = ()
    document_number: str = ""
    applies_from: dt.date | None = None
    applies_until: dt.date | None = None
    uses: tuple[Reasons, ...] = ()
