"""Which parts of a condition decided what it came to, by Kleene's logic."""

from __future__ import annotations

from collections.abc import Iterator

from workshop_rules.evaluate.evaluation import Trace
from workshop_rules.explain.tree import Holding
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.values import Error, Outcome, Unknown


def holding(value: Outcome, *, wanted: bool = True) -> Holding:
    """What a condition's value says of it; where it is not `wanted`, it holds if it is false."""
    match value:
        case Unknown():
            return Holding.UNKNOWN
        case Error():
            return Holding.ERROR
        case _:
            return Holding.HOLDS if (value is True) is wanted else Holding.FAILS


def part(trace: Trace, node: Expr) -> Trace | None:
    """What was recorded of a node right under this one; None where it was not evaluated."""
    return next((child for child in trace.children if child.node is node), None)


def cases(trace: Trace) -> tuple[Trace, ...]:
    """The cases of a quantifier, in the order of the list, without the sources that it ranges over."""
    match trace.node:
        case tree.Some(condition=condition) | tree.Every(condition=condition) | tree.Filter(condition=condition):
            return tuple(child for child in trace.children if child.node is condition)
        case _:
            return ()


def deciding(trace: Trace) -> tuple[Trace, ...]:
    """The conditions right under this one that made it what it is; the others might have been anything."""
    match trace.node:
        case tree.And(operands=operands):
            return _settling(_parts(trace, operands), trace.value, settled_by=False)
        case tree.Or(operands=operands):
            return _settling(_parts(trace, operands), trace.value, settled_by=True)
        case tree.AtLeast(operands=operands):
            return _counting(_parts(trace, operands), trace.value)
        case tree.Some():
            return _settling(cases(trace), trace.value, settled_by=True)
        case tree.Every():
            return _settling(cases(trace), trace.value, settled_by=False)
        case tree.If(condition=condition):
            settled = not isinstance(trace.value, Unknown)
            tested = part(trace, condition)
            if settled and tested is not None and isinstance(tested.value, Unknown):
                return tuple(child for child in trace.children if child is not tested)
            return trace.children
        case _:
            return trace.children


def deciding_criteria(outcome: Trace) -> Iterator[str]:
    """The ids of the criteria that decided an outcome, from the trace of its expression; some may come twice."""
    pending = [outcome]
    while pending:
        trace = pending.pop()
        if isinstance(trace.node, tree.CriterionRef):
            yield trace.node.id
        elif not isinstance(trace.node, tree.DecisionRef):
            pending.extend(deciding(trace))


def _parts(trace: Trace, nodes: tuple[Expr, ...]) -> tuple[Trace, ...]:
    found = (part(trace, node) for node in nodes)
    return tuple(one for one in found if one is not None)


def _settling(operands: tuple[Trace, ...], value: Outcome, *, settled_by: bool) -> tuple[Trace, ...]:
    if value is settled_by:
        return tuple(one for one in operands if one.value is settled_by)
    return _alike(operands, value)


def _counting(operands: tuple[Trace, ...], value: Outcome) -> tuple[Trace, ...]:
    if value is True:
        return tuple(one for one in operands if one.value is True)
    if value is False:
        return tuple(one for one in operands if one.value is False)
    return _alike(operands, value)


def _alike(operands: tuple[Trace, ...], value: Outcome) -> tuple[Trace, ...]:
    """Those that left it unknown or an error; all of them where it took them all."""
    kind = type(value)
    if kind is bool:
        return operands
    return tuple(one for one in operands if type(one.value) is kind) or operands
