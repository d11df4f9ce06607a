"""The facts that a decision's criteria looked at, each once."""

from __future__ import annotations

from collections.abc import Iterator

from workshop_rules.explain.tree import Condition, ReadValue, Reasons

_NO_FACTS = ("parameter.", "reading.", "decision.")


def facts_used(reasons: Reasons) -> tuple[ReadValue, ...]:
    """What was supplied and read, in the order in which the criteria look at it.

    Thresholds, readings, other decisions and definitions are left out: a report lists them on their own.
    """
    defined = {definition.name for definition in reasons.definitions}
    found: dict[str, ReadValue] = {}
    for criterion in reasons.criteria:
        for condition in (criterion.applies, criterion.condition):
            for read in () if condition is None else _read(condition):
                if read.exact is not None and not read.path.startswith(_NO_FACTS) and read.path not in defined:
                    found.setdefault(read.path, read)
    return tuple(found.values())


def _read(condition: Condition) -> Iterator[ReadValue]:
    yield from condition.read
    for child in condition.children:
        yield from _read(child)
