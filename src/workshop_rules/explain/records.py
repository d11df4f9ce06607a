"""The records of a list: what is said of each is kept with blanks for its place and for its dates.

Dates hardly ever come again. Records are *alike* that differ in nothing but their place and dates, where these lie
between the same two of the dates that the condition names: all comparisons then hold of both or of neither, and
whatever is said of the one is said of the other with its own place and dates, and its own time between two dates.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Any, TypeAlias, cast

from workshop_rules.compile.plan import Fact
from workshop_rules.evaluate.evaluation import Trace
from workshop_rules.evaluate.interpreter import Environment, Tracing, evaluate_expression
from workshop_rules.explain.blanks import BlankDate, Template, blank, is_without_blanks
from workshop_rules.explain.comparisons import Comparisons
from workshop_rules.explain.conditions import condition
from workshop_rules.explain.differences import miss
from workshop_rules.explain.exact import exact_text
from workshop_rules.explain.folding import folded
from workshop_rules.explain.inputs import LONGEST, TooLongError, mark
from workshop_rules.explain.keeping import Kept, KeptIfRepeated
from workshop_rules.explain.quantifiers import Cases
from workshop_rules.explain.tree import Condition
from workshop_rules.explain.wording import CHINESE, ENGLISH, Voices
from workshop_rules.explain.wording.forms import definite
from workshop_rules.explain.writing import OUTERMOST, before, escaped, written
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import DATE, Enumeration
from workshop_rules.language.values import Outcome, Record
from workshop_rules.language.words import Words

_MOST_DATES = 8192
_MOST_LIKENESSES = 512
"""How many dates of a field are kept, and of a list how many records that are not alike, at most."""
_DATE = dt.date
_PLACE, _FIRST_DATE, _OF_DATE = 0, 1, 3
"""The word for the place of a record in its list, the first word of its dates, and how many words a date has."""
_ONE_DATE = _FIRST_DATE + _OF_DATE
"""How many words there are for a record of which one date is told."""


@dataclass(slots=True)
class Dated:
    """A date in a field of a record.

    Attributes:
        date: the date.
        among: after how many of the dates that the condition names it comes; None where it is one of them.
        words: in Chinese, in English and as ISO text, as they stand in JSON.
        costs: how much it counts that a comparison with it does not hold, as far as that was asked for.
        apart: how far it is from another date, in both languages.
    """

    date: dt.date
    among: int | None
    words: tuple[str, str, str]
    costs: dict[int, float] = field(default_factory=dict)
    apart: dict[dt.date, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """What is said of records that are alike, with blanks for their places and dates.

    Attributes:
        holds: whether they qualify.
        made: the condition of one, as it stands where it had a part in the result.
        words: what one is called and what it lacks, both in two languages; and what it is called, in English with an
            article.
        costs: what is lacking, in order: how much it counts, or the date and the comparison that tell how much.
        count: how many words there are for blanks.
        texts: its JSON, by how deep it stands and whether it had a part in the result.
    """

    holds: bool
    made: Condition
    words: tuple[Template, ...]
    costs: tuple[float | tuple[int, int], ...]
    count: int
    texts: dict[tuple[int, bool], Template] = field(default_factory=dict)

    def json(self, depth: int, decided: bool) -> Template:
        """The condition as JSON that stands so deep, with a part in the result or without."""
        template = self.texts.get((depth, decided))
        if template is None:
            made = self.made if decided else folded(self.made)
            template = self.texts[depth, decided] = Template(written(made, depth))
        return template


ToldRecord: TypeAlias = tuple[Likeness, tuple[str, ...], Sequence[Dated | None]]
"""A record of a case: what it is like, the words for its blanks, and its dates, None where there is no blank for one.

The words are its place, those of each date, and how far dates are apart as far as that is told.
"""

_NO_WORDS = "", "", ""


class ToldRecords:
    """The records of a list in a case.

    Attributes:
        all: what is said of each.
        qualifying: how many qualify.
        told_of: the first of these, else the one that comes nearest, the first of equals; None where there is none.
    """

    __slots__ = ("all", "qualifying", "told_of")

    def __init__(self, told: Sequence[ToldRecord], cost: Callable[[ToldRecord], float]) -> None:
        """Hold what is said of each.

        Args:
            told: what is said of each.
            cost: how far one is from qualifying.
        """
        self.all = told
        qualifying = [one for one in told if one[0].holds]
        self.qualifying = len(qualifying)
        self.told_of: ToldRecord | None
        if qualifying:
            self.told_of = qualifying[0]
        else:
            self.told_of = min(told, key=cost) if len(told) > 1 else next(iter(told), None)

    def tell(self, pieces: list[str], depth: int, decided: bool) -> None:
        """Add what is said of all, as members of a JSON list that stand so deep, in pieces.

        Args:
            pieces: what comes before.
            depth: how deep.
            decided: whether the list had a part in what the criterion came to.
        """
        met, comma = self.qualifying > 0, before(depth)
        with_part, without = (depth, decided), (depth, False)
        for like, words, _ in self.all:
            form = with_part if like.holds is met else without
            template = like.texts.get(form) or like.json(*form)
            filled = template.pieces.copy()
            filled[1::2] = template.pick(words)
            pieces += filled
            pieces.append(comma)
        if self.all:
            del pieces[-1]


class _MetBefore:
    """Records with one date that is told, of which everything was met before: found without a look at each field.

    In facts that were validated two values of a field are not equal but for their types, as 1 is to true.
    """

    __slots__ = ("_date", "_dates", "_likenesses", "_others")

    def __init__(self, plain: Sequence[str], kept: Sequence[tuple[str, Kept[dt.date, Dated]]]) -> None:
        """Prepare to find them.

        Args:
            plain: the fields that are read beside dates.
            kept: the fields with dates, and the dates that were met; the first of them is told.
        """
        self._date, self._dates = kept[0] if kept else ("", Kept(0))
        self._others = (*plain, *[name for name, _ in kept[1:]])
        self._likenesses: Kept[Hashable, Likeness] = Kept(_MOST_LIKENESSES)

    def told(self, records: Iterable[Mapping[str, object]]) -> list[ToldRecord] | None:
        """What is said of the records of a case; None where anything of it was not met before."""
        others, date, dates, likenesses = self._others, self._date, self._dates, self._likenesses
        told: list[ToldRecord] = []
        place = 0
        try:
            for record in records:
                place += 1
                dated = dates[record[date]]  # type: ignore[index]  # what is no date is not found
                like = likenesses[dated.among, *map(record.get, others)]
                told.append((like, (str(place), *dated.words), (dated,)))
        except (KeyError, TypeError):
            return None
        return told

    def keep(self, record: Mapping[str, object], dated: Dated, like: Likeness) -> None:
        """Keep what is said of such a record, but where it has what cannot be looked up."""
        with suppress(TypeError):
            self._likenesses.keep((dated.among, *map(record.get, self._others)), like)


class Records:
    """The records under one quantifier `some`."""

    def __init__(
        self, comparisons: Comparisons, fact: Fact, voices: Callable[[], Voices], environment: Environment
    ) -> None:
        """Prepare to speak of them.

        Args:
            comparisons: of the quantifier.
            fact: the list.
            voices: makes both languages, speaking of no case.
            environment: what names mean in no case.
        """
        self.node = comparisons.node
        self.path = fact.id
        self.gaps: list[tuple[int, dt.date]] = []
        self._comparisons = comparisons
        self._named = sorted(comparisons.dates)
        self._voices = voices()
        self._with_blanks = voices()
        self._environment = environment
        fields = dict(self._differing(fact))
        self._plain = tuple(name for name, kept in fields.items() if kept is None)
        dated = [(name, kept) for name, kept in fields.items() if kept is not None]
        self._kept = tuple(sorted(dated, key=lambda one: not comparisons.read(one[0])))
        self._dated = tuple(name for name, _ in self._kept)
        self._likenesses: KeptIfRepeated[Hashable, Likeness] = KeptIfRepeated(_MOST_LIKENESSES)
        self._met_before = _MetBefore(self._plain, self._kept)

    def of(self, records: Iterable[Mapping[str, object]]) -> ToldRecords | None:
        """What is said of the records of a case; None where one of them is to be put into words by itself."""
        told = self._met_before.told(records)
        if told is None:
            told = self._told(records)
        return None if told is None else ToldRecords(told, self._cost)

    def _told(self, records: Iterable[Mapping[str, object]]) -> list[ToldRecord] | None:
        told: list[ToldRecord] = []
        for place, record in enumerate(records, start=1):
            key: list[Hashable] = []
            dates: list[Dated | None] = []
            try:
                for name in self._plain:
                    value: Any = record.get(name)
                    key.append(value if type(value) is str and len(value) <= LONGEST else mark(value))
                for name, kept in self._kept:
                    value = record.get(name)
                    dated = (kept.get(value) or kept.keep(value, self._date(value))) if type(value) is _DATE else None
                    blank_for = dated if dated is not None and dated.among is not None else None
                    key.append(mark(value) if blank_for is None else blank_for.among)
                    dates.append(blank_for)
            except TooLongError:
                return None
            of = tuple(key)
            like = self._likenesses.get(of) or self._likenesses.made(of, partial(self._made, place, record, dates))
            if like is None or (len(dates) > 1 and _some_alike(dates)):
                return None  # what is told of the same date might be told once
            told.append((like, self._words(place, like, dates), dates))
            first = dates[0] if like.count == _ONE_DATE else None
            if first is not None and not any(dates[1:]):  # others would be looked up as they are, and never come again
                self._met_before.keep(record, first, like)
        return told

    def _words(self, place: int, like: Likeness, dates: Sequence[Dated | None]) -> tuple[str, ...]:
        """The words for the blanks of a record."""
        words = sum([_NO_WORDS if one is None else one.words for one in dates], (str(place),))
        apart = [self._apart(dates, *divmod(gap, 2)) for gap in range(like.count - len(words))]
        return (*words, *apart)[: like.count]

    def _apart(self, dates: Sequence[Dated | None], gap: int, language: int) -> str:
        """How far a date is from another; nothing is said of a date that has no blank."""
        date, other = self.gaps[gap]
        dated = dates[date]
        if dated is None:
            return ""
        if other not in dated.apart:
            ends = min(dated.date, other), max(dated.date, other)
            dated.apart[other] = escaped(CHINESE.apart(*ends)), escaped(ENGLISH.apart(*ends))
        return dated.apart[other][language]

    def _cost(self, told: ToldRecord) -> float:
        """How far a record is from qualifying."""
        like, _, dates = told
        return sum(
            [one if isinstance(one, float) else self._cost_of(cast("Dated", dates[one[0]]), *one) for one in like.costs]
        )

    def _cost_of(self, dated: Dated, date: int, comparison: int) -> float:
        """How much it counts that a comparison with a date does not hold."""
        cost = dated.costs.get(comparison)
        if cost is None:
            trace = self._trace(self._comparisons.parts[comparison], {self._dated[date]: dated.date}, self.path)
            cost = dated.costs[comparison] = miss(trace).cost
        return cost

    def _made(self, place: int, record: Mapping[str, object], dates: Sequence[Dated | None]) -> Likeness | None:
        """What is said of a record, with blanks; None where filled in that would not be what is said without."""
        if _some_alike(dates):
            return None
        path, with_blank = f"{self.path}[{place}]", f"{self.path}[{blank(_PLACE)}]"
        read = {name: value for name in (*self._plain, *self._dated) if (value := record.get(name)) is not None}
        plain = self._trace(self.node.condition, read, path)
        if not isinstance(plain.value, bool) or any(isinstance(one, dict | tuple | list) for one in read.values()):
            return None
        whole = self._cases(self._voices, plain)
        said = written(whole.told(plain, condition(whole.inside, plain, path)), OUTERMOST)
        called, lacks = whole.record(plain), Words(zh="", en="") if plain.value else whole.lacking_of(plain)
        if not is_without_blanks(said, called.zh, called.en, lacks.zh, lacks.en):
            return None
        blanks = {
            self._dated[field]: BlankDate.of(one.date, _FIRST_DATE + _OF_DATE * field, partial(self._gap, field))
            for field, one in enumerate(dates)
            if one is not None
        }
        case = self._trace(self.node.condition, {**read, **blanks}, with_blank)
        of = self._cases(self._with_blanks, case)
        name, lacking = of.record(case), Words(zh="", en="") if plain.value else of.lacking_of(case)
        made = of.told(case, condition(of.inside, case, with_blank))
        words = tuple(map(_template, (name.zh, name.en, lacking.zh, lacking.en, definite(name.en))))
        text = Template(written(made, OUTERMOST))
        like = Likeness(
            holds=plain.value,
            made=made,
            words=words,
            costs=tuple(self._counted(of.off(case).leaves, blanks)),
            count=self._count(1 + max(one.highest for one in (text, *words))),
        )
        return like if "".join(text.filled(self._words(place, like, dates))) == said else None

    def _count(self, told: int) -> int:
        """How many words there are for blanks, where so many are told: with those of the first date, or of all."""
        of_all = _FIRST_DATE + _OF_DATE * len(self._dated)
        return min(_ONE_DATE, of_all) if told <= _ONE_DATE else max(of_all, told)

    def _cases(self, voices: Voices, case: Trace) -> Cases:
        """A record, as if the list had no other."""
        (iterator,) = self.node.iterators
        inside = voices.inside(self.node.iterators).over(self.node.condition)
        trace = Trace(self.node, case.value, (case,))
        return Cases(voices, inside, trace, ((iterator.name, iterator.source),), existential=True)

    def _counted(
        self, lacks: Sequence[tuple[Trace, bool]], blanks: Mapping[str, object]
    ) -> Iterator[float | tuple[int, int]]:
        """How much counts what a record lacks."""
        for trace, wanted in lacks:
            place = next(place for place, part in enumerate(self._comparisons.parts) if part is trace.node)
            dated = [date for date, name in enumerate(self._dated) if name in self._comparisons.fields[place]]
            by_date = [date for date in dated if self._dated[date] in blanks]
            yield (by_date[0], place) if by_date else miss(trace, wanted=wanted).cost

    def _gap(self, date: int, other: dt.date) -> Words:
        """The blanks for how far a date is from another."""
        if (date, other) not in self.gaps:
            self.gaps.append((date, other))
        number = _FIRST_DATE + _OF_DATE * len(self._dated) + 2 * self.gaps.index((date, other))
        return Words(zh=blank(number), en=blank(number + 1))

    def _date(self, date: dt.date) -> Dated:
        among = None if date in self._comparisons.dates else bisect(self._named, date)
        return Dated(date, among, _said(date))

    def _trace(self, node: Expr, fields: Mapping[str, object], path: str) -> Trace:
        """What a condition comes to for a record."""
        recorder = Tracing()
        record = Record(cast("Mapping[str, Outcome]", fields), path)
        evaluate_expression(node, self._environment, recorder, {self.node.iterators[0].name: record})
        trace = recorder.finished()
        if trace is None:
            raise TypeError("the recorder kept nothing")
        return replace(trace, label=path)

    def _differing(self, fact: Fact) -> Iterator[tuple[str, Kept[dt.date, Dated] | None]]:
        """The fields that are read or told; those whose dates may be blanks, with what is kept of these."""
        for one in fact.fields:
            read = self._comparisons.read(one.id)
            if one.type == DATE:
                yield one.id, Kept(_MOST_DATES) if self._comparisons.compared_alone(one.id) else None
            elif read or one.id == "name" or (isinstance(one.type, Enumeration) and one.type.ordered):
                yield one.id, None


@lru_cache(_MOST_DATES)
def _said(date: dt.date) -> tuple[str, str, str]:
    """A date in Chinese, in English and as ISO text, as they stand in JSON."""
    return escaped(CHINESE.date(date)), escaped(ENGLISH.date(date)), escaped(exact_text(date))


def _some_alike(dates: Sequence[Dated | None]) -> bool:
    told = [one.date for one in dates if one is not None]
    return len(set(told)) < len(told)


def _template(text: str) -> Template:
    return Template(escaped(text))
