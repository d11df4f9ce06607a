"""Conversions, and `not` (DMN 1.5, tables 72 and 73); those to dates and times stand in `temporal`."""

from __future__ import annotations

import decimal
import re
from collections.abc import Callable, Mapping

from workshop_rules.evaluate._dmn.builtins.temporal import TEMPORAL
from workshop_rules.evaluate._dmn.comparison import at_most
from workshop_rules.evaluate._dmn.iso import read_temporal
from workshop_rules.evaluate._dmn.printing import text_of
from workshop_rules.evaluate._dmn.values import DECIMAL128, FeelValue, Null, RangeValue, kind, null
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.tree import (
    Argument,
    AtLiteral,
    Call,
    Expr,
    Name,
    Negate,
    NumberLiteral,
    RangeLiteral,
    StringLiteral,
)
from workshop_rules.parse import parse_expression

_NUMBER = re.compile(r"-?([0-9]+(\.[0-9]+)?|\.[0-9]+)([eE][+-]?[0-9]{1,5})?", re.ASCII)
_CONSTRUCTORS = {"date", "time", "date and time", "duration"}


def _number(text: str, grouping: str | Null | None = None, point: str | Null | None = None) -> FeelValue:
    separator = grouping if isinstance(grouping, str) else ""
    decimal_point = point if isinstance(point, str) else ""
    if separator not in {"", " ", ",", "."} or decimal_point not in {"", ",", "."}:
        return null("bad_separator", "separators are space, comma or point")
    if separator and separator == decimal_point:
        return null("bad_separator", "the two separators are the same")
    plain = text.replace(separator, "") if separator else text
    plain = plain.replace(decimal_point, ".") if decimal_point else plain
    if not _NUMBER.fullmatch(plain):
        return null("not_readable", f"{text[:40]!r} is no number")
    try:
        number = DECIMAL128.create_decimal(plain)
    except decimal.DecimalException:
        return null("number_out_of_range", "the number is out of range")
    return number or abs(number)


def _string(value: FeelValue) -> FeelValue:
    return value if isinstance(value, Null) else text_of(value)


def _range(text: str) -> FeelValue:
    read = parse_expression(text, Dialect.DMN, frozenset())
    tree = read.value
    if read.errors or not isinstance(tree, RangeLiteral) or tree.low is None or tree.high is None:
        return null("not_readable", f"{text[:40]!r} is no range with two endpoints")
    low, high = _endpoint(tree.low), _endpoint(tree.high)
    if low is None or high is None or at_most(low, high) is not True or kind(low) != kind(high):
        return null("not_readable", f"{text[:40]!r} is no range between two literals in order")
    return RangeValue(low, high, tree.low_closed, tree.high_closed)


def _endpoint(tree: Expr) -> FeelValue | None:
    """The value of a literal endpoint, or None."""
    match tree:
        case NumberLiteral(value=value):
            return DECIMAL128.plus(value)
        case Negate(operand=NumberLiteral(value=value)):
            return DECIMAL128.minus(value)
        case StringLiteral(value=text):
            return text
        case AtLiteral(text=text):
            return read_temporal(text)
        case Call(function=Name(name=name), arguments=(Argument(value=StringLiteral(value=text)),)):
            made = TEMPORAL[name](text) if name in _CONSTRUCTORS else Null()
            return None if isinstance(made, Null) else made
        case _:
            return None


CONVERSION: Mapping[str, Callable[..., FeelValue]] = {
    "number": _number,
    "string": _string,
    "range": _range,
    "not": lambda negand: not negand,
}
