"""Arithmetic and built-in functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_rules.evaluate._python import runtime
from workshop_rules.evaluate._python.source import Refused
from workshop_rules.evaluate.interpreter.functions import MEANINGS
from workshop_rules.language import tree as t
from workshop_rules.language.types import ANY, NUMBER, ListOf, Type

if TYPE_CHECKING:
    from workshop_rules.evaluate._python.translation import Translator

_WHOLE_PARTS = frozenset({"year", "month", "day"})


def is_whole(node: t.Expr) -> bool:
    """Whether a number is surely whole: an `int`."""
    match node:
        case t.NumberLiteral(value=value):
            return value == value.to_integral_value()
        case t.BuiltinCall(function="count" | "completed years" | "completed months"):
            return True
        case t.Path(name=name, source=source):
            return name in _WHOLE_PARTS and str(source.type) in {"date", "date and time"}
        case t.Arithmetic(op="+" | "-" | "*", left=left, right=right):
            return is_whole(left) and is_whole(right)
        case t.Negate(operand=operand):
            return is_whole(operand)
        case _:
            return False


def arithmetic(node: t.Arithmetic, translator: Translator) -> str:
    """The result of the operation; that of whole numbers in place."""
    left, right = translator.expression(node.left), translator.expression(node.right)
    if is_whole(node) and node.type == NUMBER:
        return f"({left} {node.op} {right})"
    return f"computed({node.op!r}, {left}, {right})"


def negate(node: t.Negate, translator: Translator) -> str:
    """The number or duration with its sign turned."""
    return f"negated({translator.expression(node.operand)})"


def builtin_call(node: t.BuiltinCall, translator: Translator) -> str:
    """The interpreter's own function; counting is done in place."""
    if node.function not in MEANINGS:
        raise Refused(f"the function `{node.function}` is not known")
    if node.function == "count" and isinstance(node.arguments[0].type, ListOf):
        return f"len({translator.expression(node.arguments[0])})"
    arguments = [raised(translator.expression(one), one.type, translator) for one in node.arguments]
    of = node.arguments[0].type if node.arguments else ANY
    if node.type == ANY:
        raise Refused("a function's result has no type")
    writer = translator.writer
    lowers = runtime.lowering(node.type) or (lambda value: value)
    function = writer.constant(runtime.function(node.function, of, lowers), ("function", node.function, of, node.type))
    return f"{function}({', '.join(arguments)})"


def raised(text: str, type_: Type, translator: Translator) -> str:
    """A value in its form in the interpreter."""
    if type_ == ANY:
        raise Refused("an argument has no type")
    raises = runtime.raising(type_)
    return text if raises is None else f"{translator.writer.constant(raises, ('raises', type_))}({text})"
