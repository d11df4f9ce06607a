"""Logic: operands that need lines of their own are evaluated only where those before them leave the matter open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from workshop_rules.evaluate._python.source import Block
from workshop_rules.language import tree as t

if TYPE_CHECKING:
    from workshop_rules.evaluate._python.translation import Translator

Part: TypeAlias = Callable[[], tuple[Block, str]]
"""Makes a part of a condition when its turn comes: lines, and the text that stands after them."""


def and_(node: t.And, translator: Translator) -> str:
    """False as soon as an operand is."""
    return _chain(node.operands, translator, "and")


def or_(node: t.Or, translator: Translator) -> str:
    """True as soon as an operand is."""
    return _chain(node.operands, translator, "or")


def _chain(operands: tuple[t.Expr, ...], translator: Translator, word: str) -> str:
    return joined([partial(translator.apart, one) for one in operands], translator, word)


def joined(parts: Sequence[Part], translator: Translator, word: str) -> str:
    """The `and` or `or` of parts, each made when its turn comes: a block of lines and a text."""
    settling, neutral = ("False", "True") if word == "and" else ("True", "False")
    writer = translator.writer
    texts: list[str] = []
    for place, part in enumerate(parts):
        block, text = part()
        if not block.lines:
            if text == neutral:
                continue
            texts.append(text)
            if text == settling:
                break
            continue
        if not texts:
            writer.block.lines += block.lines
            writer.block.known = block.known
            texts.append(text)
            continue
        name = writer.fresh("b")
        writer.line(f"{name} = {_together(texts, word)}")
        rest: list[Part] = [partial(_as_is, block, text), *parts[place + 1 :]]
        with writer.writing(writer.block.inner()) as inner:
            result = joined(rest, translator, word)
            writer.line(f"{name} = {result}")
        writer.nested(f"if {name}:" if word == "and" else f"if not {name}:", inner)
        return name
    return _together(texts, word) if texts else neutral


def _as_is(block: Block, text: str) -> tuple[Block, str]:
    return block, text


def _together(texts: list[str], word: str) -> str:
    return texts[0] if len(texts) == 1 else f"({f' {word} '.join(texts)})"


def not_(node: t.Not, translator: Translator) -> str:
    """True of false, false of true."""
    text = translator.expression(node.operand)
    return {"True": "False", "False": "True"}.get(text) or f"(not {text})"


def at_least(node: t.AtLeast, translator: Translator) -> str:
    """Whether enough operands are true; all are evaluated."""
    count = translator.expression(node.count)
    texts = [translator.expression(operand) for operand in node.operands]
    return f"(({' + '.join(texts)}) >= {count})"


def labelled(node: t.Labelled, translator: Translator) -> str:
    """What the operand comes to."""
    return translator.expression(node.operand)


def presupposes(node: t.Presupposes, translator: Translator) -> str:
    """The operand, where what it presupposes holds."""
    text = translator.expression(node.given)
    if text != "True":
        translator.writer.line(f"if not {text}: raise Indefinite")
    return translator.expression(node.operand)


def if_(node: t.If, translator: Translator) -> str:
    """The branch that the condition picks, and no other."""
    condition = translator.expression(node.condition)
    if condition in {"True", "False"}:
        return translator.expression(node.then if condition == "True" else node.otherwise)
    then, then_text = translator.apart(node.then)
    otherwise, otherwise_text = translator.apart(node.otherwise)
    if not then.lines and not otherwise.lines:
        return f"({then_text} if {condition} else {otherwise_text})"
    writer = translator.writer
    name = writer.fresh("i")
    for block, text in ((then, then_text), (otherwise, otherwise_text)):
        block.lines.append(f"{name} = {text}")
    writer.nested(f"if {condition}:", then)
    writer.nested("else:", otherwise)
    return name
