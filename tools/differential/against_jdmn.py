"""The built-in functions here and in jDMN's Python runtime: `pip install jdmn-python-runtime`, then run this file.

Only calls of built-in functions by place are compared: the runtime has the function library, and no FEEL parser. The
arguments are evaluated here and handed over.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import keyword
import logging
import sys
from decimal import Decimal

import isodate
from comparing import Answer, expressions, report
from jdmn.feel.lib.DefaultStandardFEELLib import DefaultStandardFEELLib
from jdmn.runtime.Context import Context
from jdmn.runtime.LambdaExpression import LambdaExpression
from jdmn.runtime.Range import Range

from workshop_rules.evaluate._dmn import iso
from workshop_rules.evaluate._dmn.facts import read_value
from workshop_rules.evaluate._dmn.interpreter import evaluate
from workshop_rules.evaluate._dmn.printing import text_of, written
from workshop_rules.evaluate._dmn.scope import Scope, World
from workshop_rules.evaluate._dmn.values import (
    NULL,
    Arguments,
    Date,
    DateTime,
    FeelValue,
    FunctionValue,
    Null,
    RangeValue,
    Time,
)
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.functions import FUNCTIONS
from workshop_rules.language.tree import Call, Name
from workshop_rules.language.values import DaysTime, YearsMonths
from workshop_rules.parse import parse_expression

LIBRARY = DefaultStandardFEELLib()


class NotTranslatedError(Exception):
    """The runtime has no such value."""


def theirs(value: FeelValue) -> object:
    """A value as the runtime has it."""
    match value:
        case Null():
            return None
        case bool() | str() | Decimal():
            return value
        case Date():
            return dt.date(value.year, value.month, value.day)
        case Time() | DateTime():
            read = LIBRARY.time if isinstance(value, Time) else LIBRARY.dateAndTime
            return read(text_of(value))
        case YearsMonths() | DaysTime():
            return LIBRARY.duration(text_of(value))
        case tuple():
            return [theirs(item) for item in value]
        case dict():
            context = Context()
            for key, item in value.items():
                context.add(key, theirs(item))
            return context
        case RangeValue(operator=""):
            return Range(value.low_closed, theirs(value.low), value.high_closed, theirs(value.high))
        case RangeValue():
            return Range(value.operator, theirs(value.high if "<" in value.operator else value.low))
        case FunctionValue():
            return LambdaExpression(lambda *arguments: theirs(value.invoke(Arguments(tuple(map(ours, arguments))))))


def ours(value: object) -> FeelValue:
    """A value of the runtime's, as it is here."""
    match value:
        case isodate.Duration():
            return iso.read_duration(isodate.duration_isoformat(value)) or NULL
        case list():
            return tuple(map(ours, value))
        case Context():
            return {key: ours(value.get(key)) for key in value.getBindings()}
        case float() | int() if not isinstance(value, bool):
            return Decimal(repr(value))
        case _:
            return read_value(value)


def method(name: str) -> str:
    """The name of a function's method: `string length` is `stringLength`, `not` is `not_`."""
    first, *rest = name.split()
    camel = first + "".join(word.capitalize() for word in rest)
    return f"{camel}_" if keyword.iskeyword(camel) else camel


def main() -> int:
    """Ask the runtime, compare, and report."""
    logging.disable()
    answers: dict[str, Answer] = {}
    for expression in expressions():
        tree = parse_expression(expression, Dialect.DMN).value
        match tree:
            case Call(function=Name(name=name), arguments=arguments) if name in FUNCTIONS:
                if any(argument.name for argument in arguments) or not hasattr(LIBRARY, method(name)):
                    continue
                given = [evaluate(argument.value, Scope({}, world=World())) for argument in arguments]
                try:
                    with contextlib.redirect_stdout(io.StringIO()):
                        found = ours(getattr(LIBRARY, method(name))(*map(theirs, given)))
                except Exception as error:  # noqa: BLE001 (whatever it raises is its answer)
                    answers[expression] = Answer(NULL, f"error: {error}")
                else:
                    answers[expression] = Answer(found, written(found))
            case _:
                pass
    return report("jdmn", answers)


if __name__ == "__main__":
    sys.exit(main())
