"""Going through a tree: the children of each kind of node, once for all passes that need no more than that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, assert_never, cast

from workshop_rules.frozen import fields_of, replace
from workshop_rules.language import tree as t

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def children(node: t.Expr) -> Iterator[t.Expr]:
    """The expressions right under a node, in the order in which they are written."""
    match node:
        case (
            t.NumberLiteral()
            | t.StringLiteral()
            | t.BooleanLiteral()
            | t.NullLiteral()
            | t.AtLiteral()
            | t.Name()
            | t.FactRef()
            | t.EnumConstant()
            | t.ReadingRef()
            | t.ParameterRef()
            | t.DefinitionRef()
            | t.DecisionRef()
            | t.CriterionRef()
            | t.InputValue()
        ):
            return
        case t.ListLiteral(items=items):
            yield from items
        case t.ContextLiteral(entries=entries):
            yield from (entry.value for entry in entries)
        case t.RangeLiteral(low=low, high=high):
            yield from (end for end in (low, high) if end is not None)
        case t.FunctionLiteral(body=body):
            yield body
        case t.Path(source=source):
            yield source
        case t.Filter(source=source, condition=condition):
            yield from (source, condition)
        case t.Call(function=function, arguments=arguments):
            yield from (function, *(argument.value for argument in arguments))
        case t.BuiltinCall(arguments=values):
            yield from values
        case t.Negate(operand=operand) | t.Not(operand=operand) | t.Labelled(operand=operand):
            yield operand
        case t.Arithmetic(left=left, right=right) | t.Compare(left=left, right=right):
            yield from (left, right)
        case t.Between(value=value, low=low, high=high):
            yield from (value, low, high)
        case t.In(value=value, tests=tests):
            yield from (value, *tests)
        case t.UnaryTests(tests=tests):
            yield from tests
        case t.DecisionTable():
            yield from _of_table(node)
        case t.InstanceOf(value=value):
            yield value
        case t.And(operands=operands) | t.Or(operands=operands):
            yield from operands
        case t.AtLeast(count=count, operands=operands):
            yield from (count, *operands)
        case t.Presupposes(given=given, operand=operand):
            yield from (given, operand)
        case t.If(condition=condition, then=then, otherwise=otherwise):
            yield from (condition, then, otherwise)
        case t.For(iterators=iterators, body=body):
            yield from (*_of_iterators(iterators), body)
        case t.Some(iterators=iterators, condition=condition) | t.Every(iterators=iterators, condition=condition):
            yield from (*_of_iterators(iterators), condition)
        case _:
            assert_never(node)


def walk(node: t.Expr) -> Iterator[t.Expr]:
    """A node and all below it, each before what is under it, from left to right."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(tuple(children(current))))


def mentions_input(test: t.Expr) -> bool:
    """Whether a test is a condition on `?`, and not a value, list or range; a `?` of tests within it does not count."""
    waiting = [test]
    while waiting:
        match waiting.pop():
            case t.InputValue():
                return True
            case t.In(value=value):
                waiting.append(value)
            case t.UnaryTests():
                pass
            case node:
                waiting.extend(children(node))
    return False


def _of_iterators(iterators: tuple[t.Iterator, ...]) -> Iterator[t.Expr]:
    for iterator in iterators:
        yield iterator.source
        if iterator.end is not None:
            yield iterator.end


def _of_table(table: t.DecisionTable) -> Iterator[t.Expr]:
    for column in table.inputs:
        yield column.expression
        if column.allowed is not None:
            yield column.allowed
    for output in table.outputs:
        if output.allowed is not None:
            yield output.allowed
        if output.default is not None:
            yield output.default
    for rule in table.rules:
        yield from rule.cells
        yield from rule.results


def rebuilt(node: t.Expr, change: Callable[[t.Expr], t.Expr]) -> t.Expr:
    """The node with each of its children put through `change`; the same node where none changed."""
    return cast("t.Expr", _with_parts(node, change))


def renamed_item(node: t.Expr, name: str) -> t.Expr:
    """The expression with its free variable `item` under another name; a filter's `item` is its own."""
    match node:
        case t.Name(name="item"):
            return replace(node, name=name)
        case t.Filter(source=source):
            return replace(node, source=renamed_item(source, name))
        case _:
            return rebuilt(node, lambda child: renamed_item(child, name))


def _with_parts(whole: DataclassInstance, change: Callable[[t.Expr], t.Expr]) -> DataclassInstance:
    """A node, or a part of one such as an iterator or a rule of a table, with the expressions in it changed."""
    changed = {}
    for name in fields_of(whole):
        old = getattr(whole, name)
        new = _part(old, change)
        if new is not old:
            changed[name] = new
    return replace(whole, **changed) if changed else whole


def _part(part: object, change: Callable[[t.Expr], t.Expr]) -> object:
    match part:
        case t.Node():
            return change(cast("t.Expr", part))
        case tuple():
            parts = tuple(_part(one, change) for one in part)
            return part if all(new is old for new, old in zip(parts, part, strict=True)) else parts
        case t.Iterator() | t.ContextEntry() | t.Argument() | t.TableInput() | t.TableOutput() | t.TableRule():
            return _with_parts(part, change)
        case _:
            return part
