"""What a condition saw: all of a trace that its words depend on, so that it need not be put into words twice."""

from __future__ import annotations

from collections.abc import Hashable

from workshop_rules.evaluate.evaluation import Trace
from workshop_rules.explain.inputs import TooLongError, mark
from workshop_rules.language import tree
from workshop_rules.language.values import Error, ListValue, Record


def seen_in(trace: Trace) -> Hashable | None:
    """The values of a trace, each with its type; None where there are lists or records, or what is too long to keep."""
    seen: list[Hashable] = []
    pending = [trace]
    while pending:
        one = pending.pop()
        value = one.value
        if isinstance(value, Record | ListValue | Error):
            return None
        try:
            seen.append(mark(value))
        except TooLongError:
            return None
        if isinstance(one.node, tree.Path) and len(one.children) == 1:
            record = one.children[0].value
            if isinstance(record, Record) and record.path:
                seen.append(record.path)  # the field is what was read, and the record is told by its place
                continue
        pending.extend(one.children)
    return tuple(seen)
