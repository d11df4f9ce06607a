"""A dossier: what is known about a case, validated, in the form that evaluators read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from workshop_rules.diagnostics import Diagnostic
from workshop_rules.frozen import dataclass, field


@dataclass(frozen=True, slots=True)
class Waiver:
    """Discretion that the competent body has used."""

    pack: str
    decision: str
    criterion: str
    by: str = ""
    granted_on: dt.date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A human finding as recorded: what was found, by whom, when; `by` and `note` are empty where nobody said."""

    holds: bool
    by: str = ""
    decided_on: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Validated facts in the form evaluators read.

    Attributes:
        facts: fact id to value in plain Python: exact numbers (`int`, or `Fraction` where not whole), `str`, `bool`,
            dates, a record as a `dict` of its supplied fields, a list as a `tuple`. What is not supplied (absent, null,
            blank) is not in it. `findings`, `waivers` and `incomplete` are apart.
        findings: finding id to truth, for the findings that count for this pack.
        waivers: those for this pack.
        incomplete: names of lists that may lack entries.
        judgements: the findings with all that was recorded about them, for those that were given as records.
        elsewhere: paths of what was supplied and only other packs know: never read here, reported as unused.
        warnings: what is odd about what was supplied, though no error: a finding for a pack that is not installed.
    """

    facts: Mapping[str, object]
    findings: Mapping[str, bool] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    incomplete: frozenset[str] = frozenset()
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    elsewhere: tuple[str, ...] = ()
    warnings: tuple[Diagnostic, ...] = field(default=(), compare=False)
