"""What a cell says, as the value of a fact: text from any roster, and the values that workbooks have."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from workshop_rules.compile.plan import Bounds, EnumerationWords, Plan
from workshop_rules.diagnostics import nearest
from workshop_rules.files.words import say
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, STRING, Enumeration, Type
from workshop_rules.language.words import Words

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}|[+-]?(?=[0-9.]{2,16}$)[0-9]*\.[0-9]+")
_DATE = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|\.([0-9]{1,2})\.([0-9]{1,2})"
    r"|年([0-9]{1,2})月([0-9]{1,2})日)"
)
_WIDE = {ord(wide): chr(ord(wide) - 0xFEE0) for wide in "０１２３４５６７８９．－＋／"}
"""The full-width forms of what numbers and dates are written with, as Chinese input methods type them."""
_TRUTHS = {"true": True, "false": False, "是": True, "否": False, "yes": True, "no": False}
_MOST = 10**15
_DIGITS = 15
_FIRST_YEAR = 1900

Read = Callable[[str], Any]
"""Reads the text of a cell.

Raises:
    MisfitError: the text does not say what it should.
"""


class MisfitError(ValueError):
    """A cell that does not say what its fact can be.

    Attributes:
        key: the phrase that says what is wrong; `parts` fill it in.
        path: where in the cell, if it has parts: `[1].level`.
        text: what stands there; None: the cell itself.
    """

    path = ""
    text: str | None = None

    def __init__(self, key: str, **parts: Words | str) -> None:
        """Say it in English."""
        self.key, self.parts = key, parts
        super().__init__(self.said("en"))

    def within(self, step: str, text: str) -> MisfitError:
        """The same, of a cell of which this is a part."""
        self.path = step + self.path
        self.text = text if self.text is None else self.text
        return self

    def said(self, lang: str) -> str:
        """What is wrong, and what to write instead."""
        return say(lang, self.key, **self.parts)


def text_reader(type_: Type, plan: Plan) -> Read:
    """How text is read as a value without parts."""
    match type_:
        case Enumeration(name=name, members=members):
            return _member_reader(members, plan.enumerations.get(name))
        case _ if type_ == NUMBER:
            return _number
        case _ if type_ == BOOLEAN:
            return _truth
        case _ if type_ == DATE:
            return _date
        case _ if type_ == STRING:
            return str
        case _:
            return str.strip


def cell_reader(type_: Type, bounds: Bounds, plan: Plan) -> Callable[[object], Any]:
    """How a cell of a workbook that is not blank is read: a value of its own kind, or text.

    The function raises `MisfitError`.
    """
    read = text_reader(type_, plan)

    def cell(value: object) -> Any:  # noqa: ANN401 (a value of any type)
        made = read(value) if isinstance(value, str) else _native(value, type_)
        if type_ == NUMBER:
            _check(made, bounds)
        return made

    return cell


def _native(value: object, type_: Type) -> Any:  # noqa: ANN401
    """A number, truth value or date as the value of a fact; none becomes another.

    Workbooks show and keep the first 15 digits of what is typed in: what a formula leaves beyond these is no more than
    how it was computed, as in 8.999999999999998 for 9. Their days begin with the year 1900; what is before that is the
    number of no day.
    """
    match value:
        case bool():
            if type_ == BOOLEAN:
                return value
        case int() | float():
            if type_ == NUMBER and abs(value) < _MOST:
                return float(f"{value:.{_DIGITS}g}")
            if type_ == STRING and float(value).is_integer() and abs(value) < _MOST:
                return str(int(value))
        case dt.datetime():
            if type_ == DATE and value.time() == dt.time() and value.year >= _FIRST_YEAR:
                return value.date()
        case dt.date():
            if type_ == DATE:
                return value
        case _:
            pass
    raise misfit(type_)


def misfit(type_: Type) -> MisfitError:
    """That a value is of another kind than its fact."""
    return MisfitError(_KINDS.get(str(type_), "cell.text"))


_KINDS = {str(NUMBER): "cell.number", str(BOOLEAN): "cell.truth", str(DATE): "cell.date"}


def _check(number: float, bounds: Bounds) -> None:
    if bounds.whole and not number.is_integer():
        raise MisfitError("cell.whole")
    if bounds.minimum is not None and _order(number, bounds.minimum) < 0:
        raise MisfitError("cell.low", bound=str(bounds.minimum))
    if bounds.maximum is not None and _order(number, bounds.maximum) > 0:
        raise MisfitError("cell.high", bound=str(bounds.maximum))


def _order(number: float, bound: int | Fraction) -> int:
    """Below 0, 0 or above: how a number, exactly as it is written, stands to a bound. Floats decide unless they tie."""
    edge = float(bound)
    exact, other = (Fraction(repr(number)), Fraction(bound)) if number == edge else (number, edge)
    return (exact > other) - (exact < other)


def _member_reader(members: tuple[str, ...], named: EnumerationWords | None) -> Read:
    """Members by id or title; a title that two members have stands for neither."""
    titled = () if named is None else named.members
    meanings: dict[str, set[str]] = {}
    for member, title in titled:
        for text in (title.zh, title.en):
            meanings.setdefault(text, set()).add(member)
    titles = {text: next(iter(meant)) for text, meant in meanings.items() if len(meant) == 1}

    def read(text: str) -> str:
        text = text.strip()
        found = text if text in members else titles.get(text)
        if found is None:
            meant = _within(text, titles) or nearest(text, [*titles, *members])
            if meant is not None:
                raise MisfitError("cell.member.near", meant=meant)
            raise _none_of(members, named)
        return found

    return read


def _none_of(members: tuple[str, ...], named: EnumerationWords | None) -> MisfitError:
    titles = () if named is None else tuple(title for _, title in named.members)
    said = Words("、".join(one.zh for one in titles), ", ".join(one.en for one in titles))
    return MisfitError("cell.member", members=said if titles else ", ".join(members))


def no_member(type_: Enumeration, plan: Plan) -> MisfitError:
    """That a value is none of the members of an enumeration."""
    return _none_of(type_.members, plan.enumerations.get(type_.name))


def _within(text: str, titles: Iterable[str]) -> str | None:
    """The one title that has every character of a short form of it, as 县（区、旗）级 has those of 县级 and 区县级."""
    if text.isascii() or len(text) < 2:  # noqa: PLR2004 (one character says too little)
        return None
    found = [title for title in titles if set(text) <= set(title)]
    return found[0] if len(found) == 1 else None


def _number(text: str) -> float:
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        raise _wide(text, "cell.number", _NUMBER)
    return float(text)


def _wide(text: str, key: str, form: re.Pattern[str]) -> MisfitError:
    """That a text is not of a form; where it would be but for full-width characters, what to type instead.

    Such a text is not read as if it were in half-width characters: its roster would then say one thing here, and
    another or nothing at all to the next program that reads it.
    """
    plain = text.translate(_WIDE)
    return MisfitError(f"{key}.wide", plain=plain) if form.fullmatch(plain) else MisfitError(key)


def _truth(text: str) -> bool:
    truth = _TRUTHS.get(text.strip().lower())
    if truth is None:
        raise MisfitError("cell.truth")
    return truth


def _date(text: str) -> dt.date:
    """A date that begins with the year, so that day and month cannot be mistaken for one another."""
    text = text.strip()
    found = _DATE.fullmatch(text)
    if found is None:
        raise _wide(text, "cell.date", _DATE)
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise MisfitError("cell.day") from None
