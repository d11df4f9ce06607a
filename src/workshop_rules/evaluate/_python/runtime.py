"""What generated code calls. Whatever is not certain raises `Indefinite`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from operator import itemgetter
from typing import Any, NoReturn, cast

from workshop_rules.evaluate._python.indefinite import Indefinite
from workshop_rules.evaluate.interpreter.access import COMPONENTS
from workshop_rules.evaluate.interpreter.arithmetic import OPERATIONS
from workshop_rules.evaluate.interpreter.functions import MEANINGS
from workshop_rules.evaluate.interpreter.functions.texts import text_of
from workshop_rules.evaluate.interpreter.iteration import MOST_STEPS
from workshop_rules.evaluate.interpreter.names import computable
from workshop_rules.language.types import ANY, Enumeration, ListOf, RangeOf, RecordOf, Type
from workshop_rules.language.values import DaysTime, Error, ListValue, Outcome, Range, Record, Unknown, YearsMonths

TRUTHS: Mapping[object, bool] = {True: True, False: False}
"""The truth values; looking up anything else fails."""

Convert = Callable[[Any], Any]
_EMPTY: frozenset[str] = frozenset()


def indefinite() -> NoReturn:
    """Give up, where an expression has to stand.

    Raises:
        Indefinite: always.
    """
    raise Indefinite


def given(value: Any) -> Any:  # noqa: ANN401 (any value of a dossier)
    """The value, if there is one.

    Raises:
        Indefinite: there is none.
    """
    if value is None:
        raise Indefinite
    return value


def all_given(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The items of a list, if none of them is missing.

    Raises:
        Indefinite: one is.
    """
    for value in values:
        if value is None:
            raise Indefinite
    return tuple(values)


def computed(op: str, left: Any, right: Any) -> Any:  # noqa: ANN401 (what the operator gives)
    """`left op right`, as the interpreter computes it.

    Raises:
        Indefinite: it has no result.
    """
    return _certain(OPERATIONS[op, type(left), type(right)](left, right))


def negated(value: Any) -> Any:  # noqa: ANN401 (a number or duration)
    """The number or duration with its sign turned."""
    if isinstance(value, YearsMonths):
        return YearsMonths(-value.months)
    if isinstance(value, DaysTime):
        return DaysTime(-value.nanoseconds)
    return -value


def component(value: Any, name: str) -> Any:  # noqa: ANN401 (what the component is)
    """A component such as `.year`.

    Raises:
        Indefinite: there is none.
    """
    return _certain(COMPONENTS[type(value), name](value))


def function(name: str, type_: Type, lowers: Convert) -> Callable[..., Any]:
    """A built-in function for arguments as the interpreter has them; its result is as programs have it."""
    meaning = MEANINGS[name]

    def call(*arguments: Outcome) -> Any:  # noqa: ANN401 (what the function gives)
        return lowers(_certain(meaning(type_, *arguments)))

    return call


def at_place(items: tuple[Any, ...], place: int | Fraction) -> Any:  # noqa: ANN401 (an item)
    """The item at a place, from 1, or from the end where it is negative.

    Raises:
        Indefinite: there is no such place.
    """
    if not isinstance(place, int) or place == 0 or abs(place) > len(items):
        raise Indefinite
    return items[place - 1 if place > 0 else place]


def steps(first: Any, last: Any) -> range:  # noqa: ANN401 (numbers, whole ones if all is well)
    """The whole numbers from one to another, up or down.

    Raises:
        Indefinite: they are not whole, or too many.
    """
    if not isinstance(first, int) or not isinstance(last, int) or abs(last - first) >= MOST_STEPS:
        raise Indefinite
    step = 1 if first <= last else -1
    return range(first, last + step, step)


def place_among(value: object, listed: tuple[object, ...]) -> int:
    """The place of a result among the values that an output lists; after all of them where it is not listed."""
    return listed.index(value) if value in listed else len(listed)


def in_order(ranked: list[tuple[tuple[int, ...], Any]]) -> list[Any]:
    """What comes with ranks, by these; equal ones stay as they are."""
    return [found for _, found in sorted(ranked, key=itemgetter(0))]


def one_of(results: list[Any]) -> Any:  # noqa: ANN401 (any value)
    """The result of rules that match, if they agree.

    Raises:
        Indefinite: they do not.
    """
    if results.count(results[0]) != len(results):
        raise Indefinite
    return results[0]


def the_one_of(results: list[Any]) -> Any:  # noqa: ANN401 (any value)
    """The result of the rule that matches.

    Raises:
        Indefinite: another one does, too.
    """
    if len(results) != 1:
        raise Indefinite
    return results[0]


def aggregate(name: str, type_: Type) -> Callable[[list[Any]], Any]:
    """A built-in function of the list of all results."""
    call = function(name, type_, lambda value: value)
    return lambda results: call(ListValue(tuple(results)))


def text(type_: Type) -> Callable[[Any], str]:
    """How an outcome of a type is written, from its form in the interpreter."""

    def write(outcome: Any) -> str:  # noqa: ANN401 (an outcome)
        written = text_of(type_, outcome)
        if not isinstance(written, str):
            raise Indefinite
        return written

    return write


def _certain(outcome: Outcome) -> Any:  # noqa: ANN401 (any value)
    if isinstance(outcome, Unknown | Error):
        raise Indefinite
    return outcome


# Values in programs: a list is a tuple, a record the dict that the dossier has, a member of an enumeration its place.


def raising(type_: Type) -> Convert | None:
    """From the form that values of a type have in programs to that of the interpreter; None where it is the same."""
    match type_:
        case Enumeration(members=members):
            return members.__getitem__
        case ListOf(item=item):
            each = raising(item)
            if each is None:
                return lambda items: ListValue(tuple(items))
            return lambda items: ListValue(tuple(each(one) for one in items))
        case RecordOf():
            return _raised_record
        case RangeOf(item=item):
            inner = raising(item)
            return None if inner is None else lambda range_: _with_ends(range_, inner)
        case _ if type_ == ANY:
            return lambda _: indefinite()
        case _:
            return None


def lowering(type_: Type) -> Convert | None:
    """The way back from `raising`; None where the form is the same."""
    match type_:
        case Enumeration():
            return places(type_).__getitem__
        case ListOf(item=item):
            each = lowering(item) or given
            return lambda known: _items(known, each)
        case RecordOf():
            return _lowered_record
        case RangeOf(item=item):
            inner = lowering(item)
            return None if inner is None else lambda range_: _with_ends(_certain(range_), inner)
        case _:
            return None


def filing(type_: Type) -> Convert | None:
    """From the form that values of a type have in programs to that of a dossier; None where it is the same."""
    match type_:
        case Enumeration(members=members):
            return members.__getitem__
        case ListOf(item=item):
            each = filing(item)
            return tuple if each is None else lambda items: tuple(map(each, items))
        case RangeOf():
            return raising(type_)
        case _:
            return None


def unfiling(type_: Type) -> Convert:
    """The way back from `filing`; what is missing raises `Indefinite` or another of `NOT_CERTAIN`."""
    match type_:
        case ListOf(item=item):
            each = unfiling(item)
            return lambda items: tuple(map(each, items))
        case Enumeration() | RangeOf():
            return lowering(type_) or given
        case _:
            return given


class _Raised(Record):
    """A record for the interpreter's functions, which keeps what it was made of."""

    __slots__ = ("raw",)
    raw: Mapping[str, object]

    def __init__(self, record: Record, raw: Mapping[str, object]) -> None:
        super().__init__(record.fields)
        object.__setattr__(self, "raw", raw)


def _raised_record(raw: Mapping[str, object]) -> Record:
    record = cast("Record", computable(raw, "", _EMPTY))
    return record if record.fields is raw else _Raised(record, raw)


def _lowered_record(outcome: Outcome) -> Any:  # noqa: ANN401 (a dict)
    record = cast("Record", _certain(outcome))
    return record.raw if isinstance(record, _Raised) else _filed(record)


def _filed(outcome: Outcome) -> Any:  # noqa: ANN401 (any value of a dossier)
    """A value of the interpreter in the form of a dossier; what is unknown is absent."""
    match outcome:
        case Unknown() | Error():
            return None
        case Record(fields=fields):
            filed = {name: _filed(field) for name, field in fields.items()}
            return fields if all(filed[name] is fields[name] for name in fields) else filed
        case ListValue(items=items, doubtful=(), open=missing) if not missing:
            return tuple(map(_filed, items))
        case ListValue():
            return None
        case _:
            return outcome


def places(type_: Enumeration) -> Mapping[str, int]:
    """The place of each member of an enumeration."""
    return {member: place for place, member in enumerate(type_.members)}


def _items(known: ListValue, inner: Convert) -> tuple[Any, ...]:
    if known.doubtful or known.open:
        raise Indefinite
    return tuple(inner(_certain(item)) for item in known.items)


def _with_ends(range_: Range, change: Convert) -> Range:
    low = None if range_.low is None else change(range_.low)
    high = None if range_.high is None else change(range_.high)
    return Range(low, high, range_.low_closed, range_.high_closed)


def within(value: Any, range_: Range) -> bool:  # noqa: ANN401 (a value that has an order)
    """Whether a value lies in a range; durations are compared by their length.

    Raises:
        Indefinite: an end is not certain.
    """
    value = _length(value)
    if range_.low is not None:
        low = _length(_certain(range_.low))
        if not (low <= value if range_.low_closed else low < value):
            return False
    if range_.high is not None:
        high = _length(_certain(range_.high))
        return bool(value <= high if range_.high_closed else value < high)
    return True


def _length(value: Any) -> Any:  # noqa: ANN401 (a value that has an order)
    if isinstance(value, YearsMonths):
        return value.months
    return value.nanoseconds if isinstance(value, DaysTime) else value
