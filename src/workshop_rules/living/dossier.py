"""One live dossier: what may happen to it, and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from workshop_rules.language.types import ListOf, RecordOf
from workshop_rules.living.admission import OfDossier
from workshop_rules.living.events import AssertRecord, CloseList, OpenList, Retract, SetFact
from workshop_rules.living.standing import Change, Standing

if TYPE_CHECKING:
    from workshop_rules.evaluate.evaluation import Dossier, State
    from workshop_rules.living.dossiers import LiveDossiers
    from workshop_rules.verdict import Verdict


class LiveDossier:
    """A dossier of a live set, to which facts come one at a time. Every change is on the disk when its call returns.

    Attributes:
        id: what the dossier is called.
    """

    __slots__ = ("_set", "id")

    def __init__(self, live: LiveDossiers, one: str) -> None:
        """A view of a dossier; made by `LiveDossiers[id]`."""
        self._set = live
        self.id = one

    def assert_fact(self, name: str, record: object, id: str | None = None) -> Change:  # noqa: A002 (the event's own word)
        """Add a record to a list.

        Args:
            name: the fact with the list, or `waivers`.
            record: the record; numbers, dates and members as `decide` takes them.
            id: what to call the record; left out, a number. `Change.id` has it.

        Raises:
            FactsError: something is wrong with it; nothing has changed.
        """
        return self._one(AssertRecord(self.id, name, record, id))

    def set(self, name: str, value: object) -> Change:
        """Give a fact that is no list its value, or a finding (`findings.conduct`). None or a blank takes it away.

        Raises:
            FactsError: something is wrong with it; nothing has changed.
        """
        return self._one(SetFact(self.id, name, value))

    def retract(self, name: str, which: object = None) -> Change:
        """Take a fact away, or a record of a list.

        Args:
            name: the fact, finding or list.
            which: of a list, the id of the record, or the record.

        Raises:
            FactsError: there is no such thing to retract.
        """
        if which is None:
            return self._one(Retract(self.id, name))
        fact = self._set.pack.facts.get(name)
        scalars = fact is not None and isinstance(fact.type, ListOf) and not isinstance(fact.type.item, RecordOf)
        if isinstance(which, str) and (not scalars or which in self.records(name)):
            return self._one(Retract(self.id, name, which))
        return self._one(Retract(self.id, name, None, which))

    def close(self, name: str) -> Change:
        """Say that a list is complete, so that what it lacks does not exist.

        Raises:
            FactsError: there is no such list.
        """
        return self._one(CloseList(self.id, name))

    def open(self, name: str) -> Change:
        """Say that a list may lack records, as every list does until it is closed.

        Raises:
            FactsError: there is no such list.
        """
        return self._one(OpenList(self.id, name))

    def records(self, name: str) -> Mapping[str, object]:
        """The records of a list by id."""
        records = self._set.held_of(self.id).lists.get(name, {})
        return {one: dict(record) if isinstance(record, Mapping) else record for one, record in records.items()}

    @property
    def closed(self) -> frozenset[str]:
        """The lists that are complete."""
        return self._set.held_of(self.id).closed

    @property
    def facts(self) -> Dossier:
        """All that is known, as `Pack.decide` takes it."""
        return self._set.facts_of(self.id)

    @property
    def standing(self) -> Standing:
        """How the dossier stands."""
        return self._set.standing_of(self.id)

    @property
    def outcome(self) -> str:
        """The outcome, as of a verdict; `error` where a computation has no result."""
        return self.standing.outcome

    @property
    def states(self) -> Mapping[str, State]:
        """The state of every criterion."""
        return self.standing.states

    @property
    def verdict(self) -> Verdict:
        """The verdict. Raises what `Standing.verdict` does."""
        return self.standing.verdict

    def _one(self, event: OfDossier) -> Change:
        (change,) = self._set.apply(event)
        return change

    def __repr__(self) -> str:
        return f"<LiveDossier {self.id}: {self.outcome}>"


Subscriber: TypeAlias = Callable[[LiveDossier, Standing, Standing], object]
"""Called with a dossier, how it stood and how it stands."""
