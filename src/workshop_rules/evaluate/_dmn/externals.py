"""External functions (DMN 1.5, 10.3.2.13.3): Python in the place of Java.

There is no Java here. A model names a static method by its class and signature, and is given the Python function that
is registered for it; without one the call is null. The methods below are those of `java.lang` that models mostly name.
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias

from workshop_rules.evaluate._dmn.printing import text_of
from workshop_rules.evaluate._dmn.values import DECIMAL128, FeelValue, kind


class UnfitError(ValueError):
    """An external function has no result for its arguments."""


External: TypeAlias = Callable[..., FeelValue]
"""A function over FEEL values. It may raise `UnfitError`: the result is then null, with its message."""

_SIGNATURE = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*)\s*\(([^()]*)\)\s*")
_WHOLE = {"byte": 8, "short": 16, "int": 32, "long": 64}
_BOXES = {"Byte": "byte", "Short": "short", "Integer": "int", "Long": "long", "Float": "float", "Double": "double"}
_PLACEHOLDER = re.compile(r"%(?:(\d+)\$)?([-0]?)(\d{0,3})(?:\.(\d{1,2}))?([sdfn%])")


def signature(text: str) -> str | None:
    """A method signature in one spelling, `max(double,double)`; None where it is none."""
    match = _SIGNATURE.fullmatch(text)
    if match is None:
        return None
    return f"{match[1]}({','.join(part.strip() for part in match[2].split(',')) if match[2].strip() else ''})"


def _argument(java: str, value: FeelValue) -> FeelValue | float:
    """An argument as Java would take it."""
    plain = java.removeprefix("java.lang.")
    name = _BOXES.get(plain, plain)
    match name, value:
        case "String", str():
            return value
        case "char", str() if len(value) == 1:
            return value
        case "boolean" | "Boolean", bool():
            return value
        case "Object", _:
            return value
        case (("double" | "float"), Decimal()):
            return float(value) if name == "double" else _single(float(value))
        case _, Decimal() if name in _WHOLE:
            whole = int(value)
            if value == whole and -(2 ** (_WHOLE[name] - 1)) <= whole < 2 ** (_WHOLE[name] - 1):
                return whole
    raise UnfitError(f"a {kind(value)} is no {java}")


def _single(value: float) -> float:
    try:
        return float(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:
        raise UnfitError("the number is too large for a float") from None


def _result(value: object, java: str) -> FeelValue:
    """What Java would give back, as FEEL has it: by its shortest decimal text."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise UnfitError("the result is no number")
        plain = value or abs(value)  # FEEL has no negative zero
        return DECIMAL128.create_decimal(_shortest_single(plain) if java == "float" else repr(plain))
    if isinstance(value, int):
        return DECIMAL128.create_decimal(value)
    raise UnfitError("the result has no type that FEEL knows")


def _shortest_single(value: float) -> str:
    """The shortest text that stands for the same single-precision number."""
    texts = (f"{value:.{digits}g}" for digits in range(1, 10))
    return next((text for text in texts if _single(float(text)) == value), repr(value))


def _static(result: str, parameters: str, function: Callable[..., object]) -> External:
    """A static method as a function over FEEL values."""
    kinds = parameters.split(",") if parameters else []

    def call(*arguments: FeelValue) -> FeelValue:
        if len(arguments) != len(kinds):
            raise UnfitError("the method takes another number of arguments")
        converted = [_argument(java, value) for java, value in zip(kinds, arguments, strict=True)]
        try:
            return _result(function(*converted), result)
        except (ArithmeticError, ValueError) as error:
            raise UnfitError(str(error)) from None

    return call


def _format(pattern: FeelValue, *values: FeelValue) -> FeelValue:
    """`String.format` for texts, whole numbers and fixed decimals."""
    if not isinstance(pattern, str):
        raise UnfitError("the format is no text")
    position = 0

    def filled(match: re.Match[str]) -> str:
        nonlocal position
        place, flag, width, precision, conversion = match.groups()
        if conversion in "n%":
            return "\n" if conversion == "n" else "%"
        if place is None:
            position += 1
        at = int(place or position) - 1
        if not 0 <= at < len(values):
            raise UnfitError("the format asks for more values")
        return _padded(_converted(values[at], conversion, precision), flag, int(width or 0))

    text = _PLACEHOLDER.sub(filled, pattern)
    if "%" in _PLACEHOLDER.sub("", pattern):
        raise UnfitError("the format has a conversion that is not supported")
    return text


def _converted(value: FeelValue, conversion: str, precision: str | None) -> str:
    if conversion == "s":
        text = text_of(value)
        return text if precision is None else text[: int(precision)]
    if not isinstance(value, Decimal):
        raise UnfitError(f"%{conversion} is for numbers")
    if conversion == "d":
        if value != int(value):
            raise UnfitError("%d is for whole numbers")
        return str(int(value))
    return f"{value:.{int(precision or 6)}f}"


def _padded(text: str, flag: str, width: int) -> str:
    if flag == "-":
        return text.ljust(width)
    return text.zfill(width) if flag == "0" else text.rjust(width)


def _half_up(value: float) -> int:
    return math.floor(value + 0.5)


_REALS: Mapping[str, Callable[[float], float]] = {
    **{name: getattr(math, name) for name in ("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh")},
    **{name: getattr(math, name) for name in ("exp", "log", "log10", "sqrt", "cbrt", "expm1", "log1p")},
    "toRadians": math.radians,
    "toDegrees": math.degrees,
    "ceil": lambda value: float(math.ceil(value)),
    "floor": lambda value: float(math.floor(value)),
    "rint": lambda value: float(round(value)),
    "signum": lambda value: math.copysign(1.0, value) if value else 0.0,
}
_PAIRS: Mapping[str, Callable[[float, float], float]] = {
    "pow": math.pow,
    "atan2": math.atan2,
    "hypot": math.hypot,
}


def _methods() -> dict[tuple[str, str], External]:
    table: dict[tuple[str, str], External] = {}

    def add(owner: str, method: str, parameters: str, result: str, function: Callable[..., object]) -> None:
        table[f"java.lang.{owner}", f"{method}({parameters})"] = _static(result, parameters, function)

    for name, real in _REALS.items():
        add("Math", name, "double", "double", real)
    for name, pair in _PAIRS.items():
        add("Math", name, "double,double", "double", pair)
    for java in ("int", "long", "float", "double"):
        add("Math", "abs", java, java, abs)
        add("Math", "max", f"{java},{java}", java, max)
        add("Math", "min", f"{java},{java}", java, min)
    add("Math", "round", "double", "long", _half_up)
    add("Math", "round", "float", "int", _half_up)
    for box, primitive in _BOXES.items():
        read: Callable[[str], object] = float if primitive in {"float", "double"} else int
        add(box, "valueOf", primitive, primitive, lambda value: value)
        add(box, "valueOf", "java.lang.String", primitive, lambda text, read=read: read(text))
        add(box, f"parse{'Int' if box == 'Integer' else box}", "java.lang.String", primitive, read)
    for java in ("char", "int", "long", "boolean"):
        add("String", "valueOf", java, "java.lang.String", _java_text)
    for java in ("float", "double"):
        add("String", "valueOf", java, "java.lang.String", repr)
    table["java.lang.String", "format(java.lang.String,[Ljava.lang.Object;)"] = _format
    table["java.lang.String", "format(java.lang.String,java.lang.Object...)"] = _format
    return table


def _java_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


JAVA: Mapping[tuple[str, str], External] = MappingProxyType(_methods())
"""By class and signature."""
