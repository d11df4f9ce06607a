"""The first day on which a case comes out as wished if nothing but time passes; or what shuts the door."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.compile.reads import facts_read
from workshop_rules.diagnostics import require_type
from workshop_rules.evaluate._python import Prepared
from workshop_rules.evaluate.evaluation import Case, Evaluation, EvaluationError, State
from workshop_rules.evaluate.interpreter import evaluate
from workshop_rules.evaluate.interpreter.functions.periods import years_in_periods
from workshop_rules.evaluate.interpreter.numbers import exact
from workshop_rules.explain.change.landmarks import Landmarks, decision_expressions, landmarks
from workshop_rules.explain.change.waiting import first_reached, horizon, turning_days
from workshop_rules.explain.change.words import Telling
from workshop_rules.language.change import Change
from workshop_rules.language.values import ListValue, Number, Record
from workshop_rules.language.words import Words

_HOLDS = frozenset({State.MET, State.WAIVED, State.NOT_APPLICABLE})
_ONE_DAY = dt.timedelta(days=1)
_BY_INTERPRETER = 60
"""How many days are decided by the interpreter, before a program is written."""


class When(StrEnum):
    """Whether there is such a day."""

    ALREADY = "already"
    """The day of decision itself."""
    DATE = "date"
    """A later day."""
    NEVER = "never"
    """No day up to the horizon, or none because the document fixes the date."""
    UNKNOWN = "unknown"
    """Facts are missing on which it depends."""


@dataclass(frozen=True, slots=True)
class Door:
    """A criterion that time does not bring about, or not for long enough.

    Attributes:
        criterion: its id.
        opens, shuts: the first day on which it holds, and the last one of those in a row; None for `opens` where it
            never holds; None for `shuts` where it holds to the end.
        sentence: the same in words.
    """

    criterion: str
    opens: dt.date | None
    shuts: dt.date | None
    sentence: Words


@dataclass(frozen=True, slots=True)
class Earliest:
    """When a case comes out as wished if nothing but time passes.

    Attributes:
        when: whether there is such a day.
        date: the day; None where there is none, or nobody can tell.
        wanted: the outcomes that were looked for.
        horizon: the last day that was looked at; None where no day was.
        doors: where the answer is never, the criteria that keep it so.
        needs: where nobody can tell, the facts without which it cannot be told.
        at_best: where nobody can tell for want of periods of service, the day if it goes on without a break.
        sentence: all this in words.
    """

    when: When
    date: dt.date | None
    wanted: tuple[str, ...]
    horizon: dt.date | None
    doors: tuple[Door, ...]
    needs: tuple[str, ...]
    at_best: dt.date | None
    sentence: Words

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data for JSON: dates as text."""
        return {
            "when": self.when.value,
            "date": _iso(self.date),
            "wanted": list(self.wanted),
            "horizon": _iso(self.horizon),
            "doors": [
                {"criterion": door.criterion, "opens": _iso(door.opens), "shuts": _iso(door.shuts)}
                for door in self.doors
            ],
            "needs": list(self.needs),
            "at_best": _iso(self.at_best),
            "sentence": {"zh": self.sentence.zh, "en": self.sentence.en},
        }

    def to_text(self, lang: str = "zh") -> str:
        """The answer as plain text, in Chinese (`zh`) or English (`en`).

        Raises:
            ValueError: where there is no such language.
        """
        return "\n".join([self.sentence[lang], *(f"  - {door.sentence[lang]}" for door in self.doors)]) + "\n"


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def earliest(
    plan: Plan, decision: Decision, case: Case, wanted: frozenset[str], years: int, telling: Telling
) -> Earliest:
    """The first day from the date of decision on with an outcome that is among those wanted.

    Args:
        plan: the pack.
        decision: the decision.
        case: the case, with its date.
        wanted: the outcomes to look for.
        years: how far to look ahead.
        telling: puts the answer into words.
    """
    require_type(years, int, "years", "a number of years")
    return _Passing(plan, decision, case, wanted, years, telling).answer()


class _Passing:
    """One case as time passes."""

    def __init__(
        self, plan: Plan, decision: Decision, case: Case, wanted: frozenset[str], years: int, telling: Telling
    ) -> None:
        self._plan = plan
        self._decision = decision
        self._case = case
        self._wanted = wanted
        self._years = years
        self._telling = telling
        self._decided: dict[tuple[dt.date, Number], Evaluation | None] = {}

    def answer(self) -> Earliest:
        as_of = self._as_of
        if not self._wanted:
            return self._told(When.NEVER, "nothing_to_want")
        if as_of is None:
            return self._told(When.UNKNOWN, "no_date", needs=("as_of",))
        if self._holds(as_of):
            return self._told(When.ALREADY, "already", date=as_of)
        if self._decision.as_of is not None:
            return self._told(When.NEVER, "fixed", shown=as_of)
        hoped = self._first(self._perhaps)
        if hoped is None:
            return self._told(When.NEVER, "never", doors=_that_shut(list(self._doors())))
        if self._surely(hoped):
            return self._told(When.DATE, "date", date=hoped)
        best = self._first(self._at_best) if self._unsure else None
        return self._told(
            When.UNKNOWN, "unknown" if best is None else "at_best", needs=self._needs(hoped), at_best=best
        )

    @property
    def _as_of(self) -> dt.date | None:
        return self._case.as_of or self._decision.as_of

    @cached_property
    def _start(self) -> dt.date:
        return self._as_of or dt.date.max

    @cached_property
    def _last(self) -> dt.date:
        return horizon(self._plan, self._start, self._years)

    @cached_property
    def _marks(self) -> Landmarks:
        expressions = decision_expressions(self._decision)
        return landmarks(self._plan, self._decision, self._case.parameters, expressions)

    @cached_property
    def _stated(self) -> Mapping[str, Number]:
        """Years that grow with time and are stated as a bare number, as of the day of decision."""
        facts = self._case.dossier.facts
        growing = (
            path
            for path in sorted(self._marks.facts)
            if path in self._plan.facts and self._plan.facts[path].change is Change.GROWS_WITH_TIME
        )
        return {path: value for path in growing if isinstance(value := facts.get(path), Number)}

    @cached_property
    def _unsure(self) -> tuple[str, ...]:
        """Of those, the ones that cannot be worked out from periods either: how they grow nobody has said."""
        return tuple(path for path in self._stated if not set(self._periods(path)) & set(self._case.dossier.facts))

    def _periods(self, path: str) -> tuple[str, ...]:
        """The facts from which years can be worked out."""
        derivation = self._plan.facts[path].derivation
        return () if derivation is None else tuple(sorted(facts_read([derivation], {}) - {"as_of"}))

    @cached_property
    def _days(self) -> list[dt.date]:
        """The day of decision and those after it on which something can turn."""
        found = set(turning_days(self._plan, self._case, self._marks, self._start, self._last))
        for path in self._unsure:
            for number in self._marks.numbers:
                if number > self._stated[path]:
                    reached = first_reached(self._service, number - self._stated[path], self._start, self._last)
                    found.update(day for day in (reached,) if day is not None)
        return [self._start, *sorted(found)]

    @cached_property
    def _service(self) -> tuple[Record, ...]:
        """Service from the day of decision on without a break."""
        return (Record({"from": self._start, "ongoing": True}),)

    def _served(self, day: dt.date) -> Number:
        """The years from the day of decision on."""
        years = years_in_periods(ListValue(self._service), day)
        return years if isinstance(years, Number) else 0

    # deciding on one day

    def _on(self, day: dt.date, grown: Number = 0) -> Evaluation | None:
        """The decision on a day, if years of which nobody has said how they grow have grown by so much."""
        key = day, grown
        if key not in self._decided:
            facts = dict(self._case.dossier.facts)
            if day != self._start:
                for path, years in self._stated.items():
                    if path in self._unsure:
                        facts[path] = years + grown
                    else:
                        del facts[path]
            case = replace(self._case, dossier=replace(self._case.dossier, facts=facts), as_of=day)
            self._decided[key] = self._evaluated(case)
        return self._decided[key]

    def _evaluated(self, case: Case) -> Evaluation | None:
        """What is decided; by a program, once so many days were decided that writing one takes less time."""
        try:
            if len(self._decided) > _BY_INTERPRETER:
                return self._prepared.evaluate(case)
            return evaluate(self._plan, self._decision.id, case)
        except EvaluationError:
            return None

    @cached_property
    def _prepared(self) -> Prepared:
        return Prepared(self._plan, self._decision.id, self._case.readings, self._case.parameters)

    def _worlds(self, day: dt.date) -> Iterator[Evaluation | None]:
        """The decision on a day for all that those years may have come to by then."""
        if not self._unsure:
            yield self._on(day)
            return
        most = self._served(day)
        matter = {number - self._stated[path] for path in self._unsure for number in self._marks.numbers}
        ends = sorted({0, most, *(grown for grown in matter if 0 < grown < most)})
        for low, high in pairwise([*ends, most]):
            yield self._on(day, low)
            yield self._on(day, exact((Fraction(low) + high) / 2))
        yield self._on(day, most)

    def _perhaps(self, day: dt.date) -> bool:
        return any(one is not None and self._wanted.intersection(one.possible_outcomes) for one in self._worlds(day))

    def _surely(self, day: dt.date) -> bool:
        return all(one is not None and one.outcome in self._wanted for one in self._worlds(day))

    def _at_best(self, day: dt.date) -> bool:
        decided = self._on(day, self._served(day))
        return decided is not None and decided.outcome in self._wanted

    def _holds(self, day: dt.date) -> bool:
        decided = self._on(day)
        return decided is not None and decided.outcome in self._wanted

    def _first(self, holds: Callable[[dt.date], bool]) -> dt.date | None:
        """The first day for which it holds, the day before it not being one."""
        before = self._start
        for day in self._days[1:]:
            if holds(day):
                return _turn(before, day, holds)
            before = day
        return None

    def _needs(self, day: dt.date) -> tuple[str, ...]:
        """The facts without which it cannot be told."""
        needs = {name for path in self._unsure for name in self._periods(path) or (path,)}
        for one in self._worlds(day):
            needs |= one.missing if one is not None else frozenset()
        return tuple(sorted(needs))

    # what shuts the door

    def _doors(self) -> Iterator[Door]:
        """The criteria that do not hold all the time; of a ladder, those of the nearest tier that is wanted."""
        groups = [set(group.criteria) for group in self._decision.groups if group.id in self._wanted]
        for criterion in self._decision.criteria:
            if criterion.advisory or (groups and criterion.id not in groups[0]):
                continue
            door = self._door(criterion.id)
            if door is not None:
                yield door

    def _door(self, criterion: str) -> Door | None:
        def holds(day: dt.date) -> bool:
            worlds = (one for one in self._worlds(day) if one is not None)
            return any(one.criteria[criterion].state in _HOLDS for one in worlds)

        held = [holds(day) for day in self._days]
        if all(held):
            return None
        if not any(held):
            return Door(criterion, None, None, self._said("never", criterion))
        first = held.index(True)
        opens = self._start if first == 0 else _turn(self._days[first - 1], self._days[first], holds)
        over = next((place for place in range(first, len(held)) if not held[place]), None)
        shuts = None
        if over is not None:
            shuts = _turn(self._days[over - 1], self._days[over], lambda day: not holds(day)) - _ONE_DAY
        key = "from" if shuts is None else "until" if first == 0 else "between"
        return Door(criterion, opens, shuts, self._said(key, criterion, opens, shuts))

    def _said(self, key: str, criterion: str, since: dt.date | None = None, until: dt.date | None = None) -> Words:
        days = {"since": since, "until": until}
        named = {name: self._telling.date(day) for name, day in days.items() if day is not None}
        return self._telling.say(f"door.{key}", criterion=self._telling.criterion(criterion), **named)

    def _told(
        self,
        when: When,
        key: str,
        *,
        date: dt.date | None = None,
        shown: dt.date | None = None,
        doors: tuple[Door, ...] = (),
        needs: tuple[str, ...] = (),
        at_best: dt.date | None = None,
    ) -> Earliest:
        telling = self._telling
        last = self._last if key in {"date", "never", "unknown", "at_best"} else None
        day = date or shown or at_best
        named: dict[str, Words | str | int] = {"needs": telling.join([telling.path(one) for one in needs], "and")}
        named |= {} if day is None else {"date": telling.date(day)}
        named |= {} if last is None else {"horizon": telling.date(last)}
        wanted = tuple(one.id for one in self._decision.outcomes if one.id in self._wanted)
        sentence = telling.say(f"earliest.{key}", wanted=telling.outcomes(wanted), **named)
        return Earliest(when, date, wanted, last, doors, needs, at_best, sentence)


def _that_shut(doors: list[Door]) -> tuple[Door, ...]:
    """Of the criteria that do not hold all the time, those that keep the others from holding together with them."""
    if any(door.opens is None for door in doors):
        return tuple(door for door in doors if door.opens is None)
    latest = max((door.opens for door in doors if door.opens is not None), default=None)
    shut = [door for door in doors if latest is not None and door.shuts is not None and door.shuts < latest]
    return tuple(door for door in doors if door in shut or door.opens == latest) if shut else tuple(doors)


def _turn(before: dt.date, after: dt.date, holds: Callable[[dt.date], bool]) -> dt.date:
    """The first day after `before`, for which it does not hold, up to `after`, for which it does; found by halving."""
    low, high = before.toordinal(), after.toordinal()
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(dt.date.fromordinal(middle)) else (middle, high)
    return dt.date.fromordinal(high)
