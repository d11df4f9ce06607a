"""Lists of which it is not certain what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from workshop_rules.language.truth import Truth, conjunction
from workshop_rules.language.values import ListValue, Outcome, Record, Unknown


def memberships(members: ListValue) -> Iterator[tuple[Outcome, Truth]]:
    """The members of a list, each with whether it is one: true, or unknown where it is doubtful."""
    yield from ((member, True) for member in members.items)
    yield from members.doubtful


def gathered(members: Iterable[tuple[Outcome, Truth]], open_paths: frozenset[str]) -> ListValue:
    """The list of members, each with whether it is one; the inverse of `memberships`."""
    certain: list[Outcome] = []
    doubtful: list[tuple[Outcome, Unknown]] = []
    for member, membership in members:
        if membership is True:
            certain.append(member)
        elif isinstance(membership, Unknown):
            doubtful.append((member, membership))
    return ListValue(tuple(certain), tuple(doubtful), open_paths)


def joined(lists: Iterable[tuple[ListValue, Truth]], open_paths: frozenset[str] = frozenset()) -> ListValue:
    """The members of several lists in one, each list with whether it is among them: true or unknown."""
    members: list[tuple[Outcome, Truth]] = []
    for part, belongs in lists:
        members.extend((member, conjunction((belongs, membership))) for member, membership in memberships(part))
        if part.open:
            open_paths |= cast("Unknown", conjunction((belongs, Unknown(part.open)))).paths
    return gathered(members, open_paths)


def path_of(member: Outcome) -> str:
    """The place of a record in the dossier; empty where it has none."""
    return member.path if isinstance(member, Record) else ""
