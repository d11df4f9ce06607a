"""One dossier, every city: a teacher's facts put to every decision about a teacher that can be found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from workshop_rules.compile.plan import Words
from workshop_rules.diagnostics import Diagnostic
from workshop_rules.errors import DecisionError, PackError
from workshop_rules.evaluate.evaluation import EvaluationError, State
from workshop_rules.evaluate.request import date_asked
from workshop_rules.loaded import Facts, Pack, load_pack
from workshop_rules.pack.discovery import Candidate, available_packs, newest_applicable
from workshop_rules.places import Place, folders_of
from workshop_rules.verdict import Verdict

ABOUT = "teacher"
"""What a decision is `about` when a teacher's dossier can be put to it."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A criterion that keeps the better outcome away."""

    criterion: str
    title: Words
    clause: str
    waivable: bool


@dataclass(frozen=True, eq=False)
class Screened:
    """The dossier put to one decision.

    Attributes:
        pack: the pack. decision: the decision's id.
        verdict: what it says; None where a computation had no result.
        complaint: why there is no verdict; None where there is one.
    """

    pack: Pack
    decision: str
    verdict: Verdict | None
    complaint: Diagnostic | None = None

    @property
    def title(self) -> Words:
        """What the decision is called."""
        return self.pack.decisions[self.decision].title

    @property
    def outcome(self) -> str:
        """The outcome, or `error` where a computation had no result."""
        return "error" if self.verdict is None else self.verdict.outcome

    @property
    def missing(self) -> tuple[str, ...]:
        """Facts on which the outcome still depends."""
        return () if self.verdict is None else self.verdict.missing

    @cached_property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """What is not met and stands in the way; in a ladder, of the nearest tier above the one reached."""
        if self.verdict is None:
            return ()
        criteria = self.verdict.criteria
        failed = [
            Obstacle(c.id, c.title, c.clause, c.waivable is not None)
            for c in (criteria[one] for one in _in_the_way(self.verdict))
            if c.state is State.NOT_MET and not c.advisory
        ]
        return tuple(failed)

    @property
    def distance(self) -> tuple[bool, int, int]:
        """How far the dossier is from the better outcome: decisions sort by it, the nearest first."""
        return self.verdict is None, len(self.obstacles), len(self.missing)

    def to_dict(self) -> dict[str, Any]:
        """The row as plain data for JSON."""
        return {
            "pack": self.pack.id,
            "version": self.pack.version,
            "decision": self.decision,
            "as_of": None if self.verdict is None or self.verdict.as_of is None else self.verdict.as_of.isoformat(),
            "applicable": self.verdict is None or self.verdict.applicable,
            "outcome": self.outcome,
            "possible_outcomes": [] if self.verdict is None else list(self.verdict.possible_outcomes),
            "missing": list(self.missing),
            "obstacles": [
                {"criterion": one.criterion, "clause": one.clause, "waivable": one.waivable} for one in self.obstacles
            ],
            "complaint": None if self.complaint is None else self.complaint.message,
        }


def screen(
    facts: Facts, as_of: dt.date | str | None = None, *, search_path: Sequence[Place] = ()
) -> tuple[Screened, ...]:
    """Put a teacher's dossier to every decision about a teacher, in every pack that can be found.

    Args:
        facts: as for `Pack.decide`; facts that only some packs know are read by those.
        as_of: the date for documents that fix none; one that a document fixes stays.
        search_path: folders to look in for packs before all others.

    Returns:
        A row a decision, the nearest to its better outcome first: fewest criteria in the way, then fewest facts
        missing, then by pack and decision.

    Raises:
        FactsError: something is wrong with the facts.
        DecisionError: the date is none.
        PackError: something is wrong in a pack's files.
    """
    found = date_asked(as_of)
    if found.errors:
        raise DecisionError(found.diagnostics)
    date = found.value
    rows = [row for pack in _packs(date, search_path) for row in _screened(pack, facts, date)]
    return tuple(sorted(rows, key=lambda row: (row.distance, row.pack.id, row.decision)))


def _packs(as_of: dt.date | None, search_path: Sequence[Place]) -> Iterator[Pack]:
    folders = folders_of(search_path)
    versions: dict[str, list[Candidate]] = {}
    for candidate in available_packs(folders).unwrap(PackError):
        versions.setdefault(candidate.id, []).append(candidate)
    for candidates in versions.values():
        chosen = newest_applicable(candidates, as_of) or candidates[0]
        yield load_pack(chosen.folder, search_path=folders)


def _screened(pack: Pack, facts: Facts, as_of: dt.date | None) -> Iterator[Screened]:
    concerned = [decision for decision in pack.decisions.values() if decision.about == ABOUT]
    dossier = pack.dossier(facts)
    for decision in concerned:
        try:
            verdict = pack.decide(decision.id, dossier, None if decision.as_of else as_of)
        except EvaluationError as error:
            yield Screened(pack, decision.id, None, error.diagnostic)
        else:
            yield Screened(pack, decision.id, verdict)


def _in_the_way(verdict: Verdict) -> tuple[str, ...]:
    """The criteria of which any that fails keeps the better outcome away."""
    if verdict.kind != "ladder":
        return tuple(verdict.criteria)
    tiers = list(verdict.tiers.values())
    reached = [place for place, tier in enumerate(tiers) if tier.id == verdict.outcome]
    highest_first = tiers[: reached[0] : -1] if reached else tiers[::-1]
    failing = {t.id: sum(verdict.criteria[c].state is State.NOT_MET for c in t.criteria) for t in highest_first}
    return min(highest_first, key=lambda tier: failing[tier.id]).criteria if highest_first else ()
