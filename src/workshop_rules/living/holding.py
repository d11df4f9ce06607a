"""What is held of a dossier between events: facts, lists by the ids of their records, and which lists are complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from workshop_rules.audit.values import written


@dataclass(frozen=True, slots=True)
class Held:
    """A dossier as it stands. An event makes another of it, so that one that is refused leaves everything as it was.

    Attributes:
        values: what is no list, by name, findings as `findings.<id>`: validated, numbers exact. Findings that were
            given as records, and all waivers, are as the boundary takes them.
        lists: records by id, in the order in which they came; `waivers` is one of the lists.
        closed: lists that are complete.
        elsewhere: names that only other packs know.
        given: how many ids were given to records.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    lists: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    given: int = 0

    def with_record(self, name: str, one: str | None, record: object) -> tuple[Held, str]:
        """With a record at the end of a list, and what it is called there."""
        records = self.lists.get(name, {})
        given = self.given
        while one is None:
            given += 1
            one = str(given) if str(given) not in records else None
        return replace(self, lists={**self.lists, name: {**records, one: record}}, given=given), one

    def without_record(self, name: str, one: str) -> Held:
        """Without a record of a list."""
        records = {other: record for other, record in self.lists[name].items() if other != one}
        if records:
            return replace(self, lists={**self.lists, name: records})
        return replace(self, lists={other: kept for other, kept in self.lists.items() if other != name})

    def with_value(self, name: str, value: object) -> Held:
        """With the value of a fact or finding."""
        return replace(self, values={**self.values, name: value})

    def without_value(self, name: str) -> Held:
        """Without a fact or finding."""
        return replace(self, values={other: value for other, value in self.values.items() if other != name})

    def to_data(self) -> dict[str, Any]:
        """As data for JSON, every number as text; `Admission.restored` makes it a dossier again."""
        return {
            "values": {name: written(value) for name, value in self.values.items()},
            "lists": {
                name: {one: written(record) for one, record in records.items()} for name, records in self.lists.items()
            },
            "closed": sorted(self.closed),
            "elsewhere": sorted(self.elsewhere),
            "given": self.given,
        }


NOTHING_HELD = Held()
"""A dossier to which nothing has happened."""
