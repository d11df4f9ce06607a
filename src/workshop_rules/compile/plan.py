"""What every evaluator is given: a pack's decisions, lowered to the one tree.

A kind of decision (eligibility, ladder, …) is lowered to criteria and to an `outcome` expression over `CriterionRef`s,
so that an evaluator needs to know expressions only, and no kinds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from workshop_rules.diagnostics import Span
from workshop_rules.frozen import dataclass, field
from workshop_rules.language.change import Change
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import Type
from workshop_rules.language.values import Number, Value
from workshop_rules.language.words import Words

__all__ = [
    "ANY_NUMBER",
    "Bounds",
    "Clause",
    "Criterion",
    "Decision",
    "Definition",
    "EnumerationWords",
    "Fact",
    "FactField",
    "Finding",
    "Group",
    "Interpretation",
    "OutcomeName",
    "Plan",
    "PolicyParameter",
    "Reading",
    "Waivable",
    "Words",
]


@dataclass(frozen=True, slots=True)
class Waivable:
    """That the document lets a body use discretion on a criterion: who may, and by which clause."""

    by: Words
    clause: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition of a decision, with its clause.

    Attributes:
        id: unique in the decision; `tier.criterion` in a ladder.
        title: its name, in words.
        clause: the locator of the clause that it encodes.
        condition: a checked boolean expression.
        applies: where it is false the criterion is `not_applicable`; None: always applies.
        waivable: who may waive it; None where nobody may.
        judged_by: who makes the findings it reads; None where it reads none.
        advisory: reported, but kept out of the outcome.
        templates: sentences of the pack's own for what is `required` and for a state (`met`, `not_met`, …); where there
            is none, one is generated.
        span: where the pack states it.
    """

    id: str
    title: Words
    clause: str
    condition: Expr
    span: Span = field(compare=False, repr=False)
    applies: Expr | None = None
    waivable: Waivable | None = None
    judged_by: Words | None = None
    advisory: bool = False
    templates: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """Criteria that belong together: a tier of a ladder, an item group of a rubric. In order, tiers lowest first."""

    id: str
    title: Words
    criteria: tuple[str, ...]
    clause: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeName:
    """An outcome that a decision can have, and its words."""

    id: str
    title: Words


@dataclass(frozen=True, slots=True)
class Definition:
    """A named expression of a decision (`let`), which its criteria share."""

    name: str
    title: Words
    expression: Expr


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision, ready to be evaluated.

    Attributes:
        id, kind, title, clause: as the pack states them.
        about: whose case it is: `teacher`, `workshop`, `slate`, …; `screen` puts a dossier to those about a teacher.
        as_of: the document's fixed date; None where the asker gives one.
        criteria: in document order.
        groups: tiers and the like; empty for kinds without.
        definitions: shared expressions, each only referring to earlier ones.
        outcomes: every outcome it can have, `undetermined` apart; empty for an open `value`.
        outcome: an expression over `CriterionRef`s (and anything else) whose value is the outcome.
            Where it is unknown the verdict is `undetermined` and the possible outcomes are what its `If`s leave open.
        value: what is reported beside the outcome: a rubric's total, a value decision's value; None for other kinds.
        facts: every fact path head it may read, derivations included, so that `unused` can be told.
        uses: the decisions it refers to, in order of first use.
    """

    id: str
    kind: str
    title: Words
    clause: str
    about: str
    as_of: dt.date | None
    criteria: tuple[Criterion, ...]
    groups: tuple[Group, ...]
    definitions: tuple[Definition, ...]
    outcomes: tuple[OutcomeName, ...]
    outcome: Expr
    value: Expr | None
    facts: frozenset[str]
    uses: tuple[str, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """One alternative of an interpretation."""

    id: str
    title: Words


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A doubtful passage and the ways to read it."""

    id: str
    title: Words
    clause: str
    readings: tuple[Reading, ...]
    default: str
    reason: Words


@dataclass(frozen=True, slots=True)
class PolicyParameter:
    """A named threshold; `value` is None where the document gives none. `unit` is as of `Fact`."""

    id: str
    title: Words
    clause: str
    type: Type
    value: Value | None
    since: dt.date | None = None
    unit: Words | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a number can be: from the least to the most, both included, and perhaps only a whole one."""

    minimum: Number | None = None
    maximum: Number | None = None
    whole: bool = False


ANY_NUMBER = Bounds()


@dataclass(frozen=True, slots=True)
class FactField:
    """A field of a record fact; `unit`, `change` and `bounds` are as of `Fact`."""

    id: str
    title: Words
    type: Type
    unit: Words | None = None
    change: Change | None = None
    bounds: Bounds = ANY_NUMBER


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the vocabulary.

    Attributes:
        derivation: an expression that gives the value where that is not supplied but all it reads is; or None.
        personal: to be masked in records.
        unit: what a number counts, in the singular (年, year), so that a sentence can say 8 years; None: a bare number.
        one: what one record of a list is called (荣誉|项, honour), so that a sentence can say "city honour of
            2007-05-01".
        change: in which way it can change; None where the pack does not say.
        bounds: of a number.
        period: of a record, or of each record of a list: the fields with the first day, with the last one, and (or "")
            with whether there is no last one yet.
    """

    id: str
    title: Words
    type: Type
    personal: bool = False
    derivation: Expr | None = None
    fields: tuple[FactField, ...] = ()
    unit: Words | None = None
    one: Words | None = None
    change: Change | None = None
    bounds: Bounds = ANY_NUMBER
    period: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class EnumerationWords:
    """An enumeration's own words: its title and its members'."""

    id: str
    title: Words
    members: tuple[tuple[str, Words], ...]
    ordered: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """A human judgement that the pack asks for, and who makes it."""

    id: str
    title: Words
    by: Words
    clause: str


@dataclass(frozen=True, slots=True)
class Clause:
    """An entry of the outline of the document; `numbering` is where it stands in the document's own numbering."""

    id: str
    title: Words
    coverage: str
    reason: Words | None
    encoded_by: tuple[str, ...] = ()
    numbering: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole pack, checked and lowered.

    Attributes:
        personal: paths of the facts that records mask, whatever the place in a list: `name`, `members.name`.
        document_number: what the issuing office calls its document; empty where it has none.
    """

    id: str
    version: str
    digest: str
    title: Words
    document: Words
    authority: Words
    applies_from: dt.date | None
    applies_until: dt.date | None
    interpretations: Mapping[str, Interpretation]
    parameters: Mapping[str, PolicyParameter]
    findings: Mapping[str, Finding]
    facts: Mapping[str, Fact]
    enumerations: Mapping[str, EnumerationWords]
    clauses: Mapping[str, Clause]
    decisions: Mapping[str, Decision]
    personal: frozenset[str] = frozenset()
    document_number: str = ""
