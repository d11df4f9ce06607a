"""What may be done to a case: by the vocabulary, which says how facts can change, and by the values that matter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, islice, product
from math import ceil, floor
from typing import Any, cast

from workshop_rules.compile.plan import ANY_NUMBER, Bounds, Decision, Fact, FactField, Plan
from workshop_rules.compile.reads import facts_read
from workshop_rules.evaluate.evaluation import Case
from workshop_rules.explain.change.edits import FINDINGS, WAIVERS, Edit, Kind, days
from workshop_rules.explain.change.landmarks import Landmarks
from workshop_rules.language import types
from workshop_rules.language.calendar import add_months, calendar_day
from workshop_rules.language.change import Change
from workshop_rules.language.types import Enumeration, ListOf, RecordOf, Type
from workshop_rules.language.values import Number

_MOST_RECORDS = 600
"""How many different records are tried for one list."""
_MOST_COPIES = 12
"""How many records of one kind are added at once."""
_MOST_TEXTS = 12
"""How many different texts are tried for one fact, beside any other."""
_REMOVED = Fraction(2)
"""To take a record away is a larger change than to mend one of its fields."""
ANY_OTHER = "…"
"""A text that stands for any other."""
_MOST_VALUES = 40
"""How many different values are tried for one number."""
_STEP = Fraction(1, 10)
"""By how much a number goes beyond a bound that does not belong to it, where it need not be whole."""


@dataclass(frozen=True, slots=True)
class Possible:
    """What may be done to one case.

    Attributes:
        as_of: the date that counts; None where there is none.
    """

    plan: Plan
    decision: Decision
    case: Case
    as_of: dt.date | None

    def edits(self, path: str, marks: Landmarks, gaps: Iterable[Number] = ()) -> Iterator[Edit]:
        """What may be done to a fact or finding that expressions with these landmarks read.

        Args:
            path: as expressions name it: `homeroom_years`, `honors`, `findings.conduct`.
            marks: the values that matter.
            gaps: by how much numbers are wrong, as far as that is known.
        """
        if path.startswith(FINDINGS):
            known = self.case.dossier.findings.get(path.removeprefix(FINDINGS))
            yield from (Edit(Kind.FIND, path, truth, known) for truth in (True, False) if truth is not known)
            return
        fact = self.plan.facts.get(path)
        if fact is None or fact.change is Change.NEVER:
            return
        supplied: Any = self.case.dossier.facts.get(path)
        match fact.type:
            case ListOf(item=RecordOf()):
                yield from self._list(fact, marks, tuple(gaps))
            case RecordOf():
                yield from self._fields(fact.id, fact, supplied or {}, marks, tuple(gaps))
            case ListOf():
                pass
            case type_ if supplied is not None or not self._derived(fact):
                for value, size in self._values(type_, supplied, fact.change, fact.bounds, marks, tuple(gaps)):
                    yield Edit(Kind.SET, path, value, supplied, size)
            case _:
                pass

    def supplied(self, path: str) -> tuple[Mapping[str, Any], ...]:
        """The records of a list as it is; none where nobody supplied it."""
        return cast("tuple[Mapping[str, Any], ...]", self.case.dossier.facts.get(path, ()))

    def additions(self, path: str, marks: Landmarks) -> Iterator[Edit]:
        """Single records that may be added to a list."""
        fact = self.plan.facts.get(path)
        if fact is None or fact.change is Change.NEVER:
            return
        match fact.type:
            case ListOf(item=RecordOf()):
                for made in islice(self._records(fact, marks), _MOST_RECORDS):
                    yield Edit(Kind.ADD, fact.id, made, None, _size_of_record(made, fact.fields))
            case _:
                pass

    def removal(self, path: str, place: int) -> Iterator[Edit]:
        """A record taken from a list, counted from 1, where that may be."""
        if self.plan.facts[path].change not in {Change.NEVER, Change.ADD_RECORDS}:
            yield Edit(Kind.REMOVE, f"{path}[{place}]", None, self.supplied(path)[place - 1], _REMOVED)

    def field_edits(self, path: str, place: int, marks: Landmarks, gaps: Iterable[Number] = ()) -> Iterator[Edit]:
        """What may be done to the fields of a record in a list, counted from 1."""
        fact = self.plan.facts[path]
        if fact.change is not Change.NEVER:
            there = self.supplied(path)[place - 1]
            declared = fact.change is Change.ADD_RECORDS
            yield from self._fields(f"{path}[{place}]", fact, there, marks, tuple(gaps), declared=declared)

    def values(self, type_: Type, path: str, marks: Landmarks) -> Iterator[Any]:
        """Values that a fact, field or threshold that is not known could have, the least first; dates at any time."""
        if type_ == types.DATE:
            yield from self._any_dates(marks)
            return
        fact = self.plan.facts.get(path)
        bounds = ANY_NUMBER if fact is None else fact.bounds
        yield from sorted({value for value, _ in self._values(type_, None, None, bounds, marks, ())})

    def _any_dates(self, marks: Landmarks) -> Iterator[dt.date]:
        """The date of decision, and days that lie the durations of the rules before it."""
        if self.as_of is None:
            yield from marks.dates or (dt.date(2000, 1, 1),)
            return
        yield self.as_of
        for months in marks.months:
            before = add_months(calendar_day(self.as_of), -months)
            if before.year >= dt.MINYEAR:
                yield dt.date(*before)

    def waiver(self, criterion: str) -> Edit:
        """A criterion waived."""
        return Edit(Kind.WAIVE, WAIVERS + criterion, True)

    def _derived(self, fact: Fact) -> bool:
        """Whether a fact that is not supplied has its value from others: those can change, it follows."""
        if fact.derivation is None:
            return False
        return bool(facts_read([fact.derivation], {}) & set(self.case.dossier.facts))

    def _list(self, fact: Fact, marks: Landmarks, gaps: tuple[Number, ...]) -> Iterator[Edit]:
        sizes = (abs(Fraction(gap)) for gap in gaps)
        counts = sorted({1} | {int(size) for size in sizes if 1 < size <= _MOST_COPIES and size.denominator == 1})
        for made in islice(self._records(fact, marks), _MOST_RECORDS):
            size = _size_of_record(made, fact.fields)
            yield from (Edit(Kind.ADD, fact.id, made, None, size * count, count) for count in counts)
        for place in range(1, len(self.supplied(fact.id)) + 1):
            yield from self.removal(fact.id, place)
            yield from self.field_edits(fact.id, place, marks, gaps)

    def _fields(
        self,
        path: str,
        fact: Fact,
        there: Mapping[str, Any],
        marks: Landmarks,
        gaps: tuple[Number, ...],
        *,
        declared: bool = False,
    ) -> Iterator[Edit]:
        for field in fact.fields:
            if field.id not in marks.fields or field.change is Change.NEVER or (declared and field.change is None):
                continue
            before = there.get(field.id)
            for value, size in self._values(field.type, before, field.change, field.bounds, marks, gaps):
                if not _contradicts(fact, {**there, field.id: value}):
                    yield Edit(Kind.SET, f"{path}.{field.id}", value, before, size)

    def _records(self, fact: Fact, marks: Landmarks) -> Iterator[Mapping[str, Any]]:
        """Records that may be added: every combination of the fields that matter, dated as of the date of decision."""
        start, end, ongoing = fact.period or ("", "", "")
        choices: list[list[tuple[str, Any]]] = []
        for field in fact.fields:
            if field.id not in marks.fields and field.id not in {start, ongoing}:
                continue
            if field.id == ongoing:
                choices.append([(field.id, True)])
            elif field.id == end and ongoing:
                continue
            else:
                values = list(self._new_values(field, marks))
                if values:
                    choices.append([(field.id, value) for value in values])
        for combination in product(*choices):
            made = dict(combination)
            if not _contradicts(fact, made):
                yield made

    def _new_values(self, field: FactField, marks: Landmarks) -> Iterator[Any]:
        match field.type:
            case Enumeration(members=members):
                yield from members
            case types.BOOLEAN:
                yield from (True, False)
            case types.DATE:
                yield from self._dates_to_come(marks)
            case types.STRING:
                yield from self._texts(marks)
            case types.NUMBER:
                yield from _numbers(None, field.bounds, marks.numbers)
            case _:
                pass

    def _values(
        self,
        type_: Type,
        before: Any,  # noqa: ANN401 (a fact of any type)
        change: Change | None,
        bounds: Bounds,
        marks: Landmarks,
        gaps: tuple[Number, ...],
    ) -> Iterator[tuple[Any, Fraction]]:
        """The values that a fact may get, with how large a change each is."""
        only_up = change in {Change.RISES, Change.GROWS_WITH_TIME}
        match type_:
            case Enumeration(members=members, ordered=ordered):
                rank = members.index(before) if before in members else -1
                for place, member in enumerate(members):
                    if member != before and (not only_up or place > rank):
                        yield member, Fraction(abs(place - rank)) if ordered else Fraction(100 + place, 100)
            case types.BOOLEAN:
                for truth in (True, False):
                    if truth is not before and (truth or not only_up or before is None):
                        yield truth, Fraction(1)
            case types.NUMBER:
                near = () if before is None else [before + sign * gap for gap in gaps for sign in (1, -1)]
                for number in _numbers(before, bounds, (*marks.numbers, *near)):
                    if not only_up or before is None or number > before:
                        yield number, abs(Fraction(number) - Fraction(before or 0))
            case types.DATE if self.as_of is not None and (before is None or before >= self.as_of):
                for day in self._dates_to_come(marks):
                    if day != before:
                        yield day, days(before or self.as_of, day)
            case types.STRING:
                for text in self._texts(marks):
                    if text != before:
                        yield text, Fraction(1)
            case _:
                pass

    def _texts(self, marks: Landmarks) -> Iterator[str]:
        """The texts of the rules; those that stand in the facts that are read beside them; and any other."""
        supplied = chain.from_iterable(_texts_in(self.case.dossier.facts.get(path)) for path in sorted(marks.facts))
        yield from islice(dict.fromkeys((*marks.texts, *supplied)), _MOST_TEXTS)
        yield ANY_OTHER

    def _dates_to_come(self, marks: Landmarks) -> Iterator[dt.date]:
        """The date of decision, and days after it that matter."""
        if self.as_of is None:
            return
        found = {self.as_of} | {day for day in marks.dates if day > self.as_of}
        for months in marks.months[:8]:
            later = add_months(calendar_day(self.as_of), months)
            if later.year <= dt.MAXYEAR:
                found.add(dt.date(*later))
        yield from sorted(found)[:6]


def _texts_in(value: Any) -> Iterator[str]:  # noqa: ANN401 (a fact of any type)
    match value:
        case str():
            yield value
        case Mapping():
            for part in value.values():
                yield from _texts_in(part)
        case tuple():
            for part in value:
                yield from _texts_in(part)
        case _:
            pass


def _contradicts(fact: Fact, record: Mapping[str, Any]) -> bool:
    """Whether a record says that it ends before it begins, or that what has ended is going on."""
    if fact.period is None:
        return False
    start, end, ongoing = (record.get(name) for name in fact.period)
    if start is not None and end is not None and end < start:
        return True
    return bool(ongoing) and end is not None


def _numbers(before: Number | None, bounds: Bounds, numbers: Iterable[Number]) -> list[Number]:
    """Numbers at and around those that matter, within what the fact can be; the nearest first."""
    step = Fraction(1) if bounds.whole else _STEP
    found: set[Number] = set()
    for number in numbers:
        ends = (Fraction(floor(number)), Fraction(ceil(number))) if bounds.whole else (Fraction(number),)
        for near in (*ends, ends[-1] + step, ends[0] - step):
            if bounds.minimum is not None and near < bounds.minimum:
                continue
            if bounds.maximum is not None and near > bounds.maximum:
                continue
            found.add(near.numerator if near.denominator == 1 else near)
    if before is not None:
        found.discard(before)
    start = Fraction(before or 0)
    return sorted(found, key=lambda number: (abs(Fraction(number) - start), Fraction(number)))[:_MOST_VALUES]


def _size_of_record(record: Mapping[str, Any], fields: tuple[FactField, ...]) -> Fraction:
    """How much a record claims: high levels, large numbers and things that are so claim more."""
    size = Fraction(1)
    for field in fields:
        value = record.get(field.id)
        match value:
            case None:
                pass
            case bool():
                size += Fraction(int(value), 50)
            case int() | Fraction():
                size += abs(Fraction(value)) / 100
            case str() if isinstance(field.type, Enumeration):
                size += Fraction(field.type.members.index(value), 10 if field.type.ordered else 1000)
            case _:
                size += Fraction(1, 1000)
    return size
