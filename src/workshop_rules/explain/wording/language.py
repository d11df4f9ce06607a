"""A language: its table of phrases, and how it writes numbers, dates and lists."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from workshop_rules.explain.blanks import BlankDate
from workshop_rules.explain.exact import exact_text, is_finite, rounded_text
from workshop_rules.explain.wording.forms import Form, Phrases, first, inner_quotes
from workshop_rules.language.calendar import add_months, calendar_day, months_between, ordinal
from workshop_rules.language.values import DaysTime, Number, YearsMonths
from workshop_rules.language.words import Words

_MONTHS = 12
_SECOND = 1_000_000_000
_SHOWN = 4
"""How many members of a list are named before the rest is counted."""

_PARTING = re.compile(r"[,;:，；：、或]| or ")
"""What a list of titles would be taken to have between two of them."""

_PLACES = range(2, 9)


@dataclass(frozen=True)
class Language:
    """A language of explanations.

    Attributes:
        code: `zh` or `en`.
        phrases: templates by key; both languages have the same keys.
        plural: the form of a unit for a number other than one; the singular is what packs write.
        forms: the forms that phrases may ask for, by the names that they use.
    """

    code: str
    phrases: Mapping[str, str] = field(repr=False)
    plural: Callable[[str], str] = field(repr=False)
    forms: Mapping[str, Form] = field(repr=False)
    _filling: Phrases = field(init=False, repr=False)
    _formed: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Note which phrases ask for forms; the others are filled in faster."""
        filling = Phrases(self.forms)
        object.__setattr__(self, "_filling", filling)
        formed = frozenset(key for key, phrase in self.phrases.items() if filling.uses_forms(phrase))
        object.__setattr__(self, "_formed", formed)

    def say(self, key: str, /, *parts: str, **named: str | int) -> str:
        """The phrase of that key, filled in."""
        if key in self._formed:
            return self._filling.fill(self.phrases[key], parts, named)
        return self.phrases[key].format(*parts, **named)

    def of(self, words: Words) -> str:
        """These words in this language."""
        return words[self.code]

    def join(self, items: Sequence[str], how: str = "and", shown: int = _SHOWN) -> str:
        """A list of phrases; what goes beyond `shown` is counted.

        `and` and `or` join nouns, `all` and `any` clauses, `both` and `either` what is asked of one thing; `comma`,
        `semicolon` and `sum` are no words.
        """
        rest = len(items) - shown
        if rest > 1:
            items = [*items[:shown], self.say("join.more", count=rest)]
        if how in {"comma", "semicolon", "sum"} or len(items) <= 1:
            return self.phrases[f"join.{how}"].join(items) if len(items) > 1 else "".join(items)
        between = self.phrases["join.clause" if how in {"all", "any", "both", "either"} else "join.comma"]
        if how in {"all", "any"} and len(items) > 2 and any(between in item for item in items):  # noqa: PLR2004 (a list)
            how, between = f"{how}.long", self.phrases["join.semicolon"]
        return self.say(f"join.{how}", between.join(items[:-1]), items[-1])

    def outcomes(self, titles: Sequence[str]) -> str:
        """Outcomes of which any is possible, each in quotes where one of them has a mark that would part it in two."""
        if len(titles) > 1 and any(_PARTING.search(title) for title in titles):
            titles = [self.say("text", inner_quotes(title)) for title in titles]
        return self.join(titles, "or", len(titles) + 1)

    def number(self, value: Number, unit: Words | None = None) -> str:
        """A number with its unit; one that has no finite decimal form is rounded, and said to be."""
        text = exact_text(value) if is_finite(value) else self.say("number.about", _rounded(value))
        if unit is None:
            return text
        if not (name := self.of(unit)):
            return text
        return self.say("number.unit", number=text, unit=first(name) if value == 1 else self.plural(name))

    def names(self, subject: str, unit: str) -> bool:
        """Whether the name of a number has the word for what it counts in it; in Chinese that never takes its place."""
        return "many" in self.forms and re.search(rf"\b{re.escape(self.plural(unit))}\b", subject) is not None

    def date(self, value: dt.date) -> str:
        """A calendar date."""
        if isinstance(value, BlankDate):
            return self.of(value.words)
        return self.say("date", year=value.year, month=value.month, day=value.day)

    def span(self, first: dt.date | None, last: dt.date | None) -> str:
        """The days from one to another, both included; None is open."""
        if first is not None and last is not None:
            return self.say("range.days", low=self.date(first), high=self.date(last))
        if first is not None:
            return self.say("range.from", low=self.date(first))
        return self.say("range.any") if last is None else self.say("range.to", high=self.date(last))

    def moment(self, value: dt.datetime) -> str:
        """A date and time."""
        return self.say("date_time", date=self.date(value.date()), time=value.timetz().isoformat())

    def months(self, value: YearsMonths) -> str:
        """A duration in years and months."""
        years, months = divmod(abs(value.months), _MONTHS)
        return self._signed([("year", years), ("month", months)], "month", negative=value.months < 0)

    def elapsed(self, value: DaysTime) -> str:
        """A duration in days, hours, minutes and seconds."""
        whole, nanoseconds = divmod(abs(value.nanoseconds), _SECOND)
        minutes, seconds = divmod(whole, 60)
        hours, minutes = divmod(minutes, 60)
        days, hours = divmod(hours, 24)
        exact = Fraction(seconds) + Fraction(nanoseconds, _SECOND)
        parts: list[tuple[str, Number]] = [("day", days), ("hour", hours), ("minute", minutes), ("second", exact)]
        return self._signed(parts, "day", negative=value.nanoseconds < 0)

    def apart(self, start: dt.date, end: dt.date) -> str:
        """How far apart two days are, in the largest units that are exact: `17 months`, `1 month and 3 days`."""
        for one, other in ((start, end), (end, start)):
            if isinstance(one, BlankDate):
                return self.of(one.apart(other))
        first, last = calendar_day(start), calendar_day(end)
        months = months_between(first, last)
        days = ordinal(last) - ordinal(add_months(first, months))
        return self._signed([("month", months), ("day", days)], "day", negative=False)

    def unit(self, name: str) -> Words:
        """A unit of time: `year`, `month`, `day`, …, for numbers that count it."""
        return Words(zh=self.phrases[f"unit.{name}"], en=self.phrases[f"unit.{name}"])

    def _signed(self, parts: Sequence[tuple[str, Number]], smallest: str, *, negative: bool) -> str:
        said = [self.number(count, self.unit(name)) for name, count in parts if count] or [
            self.number(0, self.unit(smallest))
        ]
        text = self.join(said, "sum")
        return self.say("negative", text) if negative else text


def _rounded(value: Number) -> str:
    """Two decimal places, or as many as tell it from a whole number beside it: 0.9973 years are no year."""
    texts = [rounded_text(value, places) for places in _PLACES]
    return next((text for text in texts if text.partition(".")[2].strip("0")), texts[0])
