"""Loops: `some`, `every`, `for` and filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workshop_rules.evaluate._python.source import Block, Refused
from workshop_rules.language import tree as t
from workshop_rules.language.types import NUMBER, ListOf

if TYPE_CHECKING:
    from workshop_rules.evaluate._python.translation import Translator

ITEM = "item"


def some(node: t.Some, translator: Translator) -> str:
    """True as soon as the condition holds for a way to bind the variables."""
    return _search(node.iterators, node.condition, translator, found="True")


def every(node: t.Every, translator: Translator) -> str:
    """False as soon as the condition fails."""
    return _search(node.iterators, node.condition, translator, found="False")


def _search(iterators: tuple[t.Iterator, ...], condition: t.Expr, translator: Translator, found: str) -> str:
    writer = translator.writer
    name = writer.fresh("s")
    writer.line(f"{name} = {'False' if found == 'True' else 'True'}")

    def body() -> None:
        text = translator.expression(condition)
        head = f"if {text}:" if found == "True" else f"if not {text}:"
        writer.nested(head, Block(lines=[f"{name} = {found}", "break"]))

    _loops(iterators, translator, body, leave=f"if {name}: break" if found == "True" else f"if not {name}: break")
    return name


def for_(node: t.For, translator: Translator) -> str:
    """The tuple of what the body comes to, way by way."""
    writer = translator.writer
    name = writer.fresh("l")
    writer.line(f"{name} = []")

    def body() -> None:
        writer.line(f"{name}.append({translator.expression(node.body)})")

    _loops(node.iterators, translator, body)
    return f"tuple({name})"


def _loops(
    iterators: tuple[t.Iterator, ...], translator: Translator, body: Callable[[], None], leave: str = ""
) -> None:
    """Loops over the iterators, one in another; `leave` is said after each inner one."""
    if not iterators:
        body()
        return
    first, *rest = iterators
    writer = translator.writer
    source = translator.expression(first.source)
    if first.end is not None:
        source = f"steps({source}, {translator.expression(first.end)})"
    elif not isinstance(first.source.type, ListOf):
        raise Refused("only lists are gone through")
    member = writer.fresh("m")
    around = translator.variables
    translator.variables = {**around, first.name: member}
    with writer.writing(writer.block.inner()) as inner:
        _loops(tuple(rest), translator, body, leave)
        if rest and leave:
            writer.line(leave)
    translator.variables = around
    writer.nested(f"for {member} in {source}:", inner)


def filter_(node: t.Filter, translator: Translator) -> str:
    """The members for which the condition holds, or the one at a place."""
    source = translator.expression(node.source)
    if not isinstance(node.source.type, ListOf):
        raise Refused("only lists are filtered")
    if node.condition.type == NUMBER:
        return f"at_place({source}, {translator.expression(node.condition)})"
    writer = translator.writer
    member, name = writer.fresh("m"), writer.fresh("l")
    block, text = translator.apart(node.condition, **{ITEM: member})
    block.lines.append(f"if {text}: {name}.append({member})")
    writer.line(f"{name} = []")
    writer.nested(f"for {member} in {source}:", block)
    return name
