"""Values in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import TypeGuard

from workshop_rules.compile.plan import Fact, Words
from workshop_rules.diagnostics.drawing import visible
from workshop_rules.explain.wording.forms import first, inner_quotes
from workshop_rules.explain.wording.speech import Speech
from workshop_rules.language.types import ANY, DATE, STRING, Choice, Enumeration, Type
from workshop_rules.language.values import (
    DaysTime,
    Error,
    ListValue,
    Outcome,
    Range,
    Record,
    Unknown,
    YearsMonths,
)

_LONGEST = 80
"""Characters of a text from a dossier that a sentence repeats; the facts keep it whole."""


def value_words(speech: Speech, value: Outcome | None, type_: Type = ANY, unit: Words | None = None) -> str:
    """A value in words: `8 years`, `2013年10月1日`, `city`, `yes`, `not known`."""
    language = speech.language
    match value:
        case None:
            return speech.say("nothing")
        case Unknown():
            return _unknown(speech, value, unit)
        case Error(code=code, message=message):
            known = f"error.{code}" in language.phrases
            return speech.say("error", speech.say(f"error.{code}") if known else message)
        case bool():
            return speech.say("true" if value else "false")
        case int() | Fraction():
            return language.number(value, unit)
        case str():
            return _text(speech, value, type_)
        case dt.datetime():
            return language.moment(value)
        case dt.date():
            return language.date(value)
        case dt.time():
            return value.isoformat()
        case YearsMonths():
            return language.months(value)
        case DaysTime():
            return language.elapsed(value)
        case Range():
            return range_words(speech, value, type_)
        case ListValue():
            return _list(speech, value)
        case Record():
            return record_words(speech, value, None)


def clipped(speech: Speech, text: str) -> str:
    """A text from a dossier, in quotes, shortened where it is long, with nothing invisible left in it."""
    if len(text) > _LONGEST:
        return speech.say("text.clipped", text=inner_quotes(visible(text[:_LONGEST])), length=len(text))
    return speech.say("text", inner_quotes(visible(text)))


def range_words(speech: Speech, value: Range, type_: Type = ANY) -> str:
    """A range between two values, its ends included unless the words say otherwise; days from the first to the last."""
    if isinstance(value.low, Unknown) or isinstance(value.high, Unknown):
        return speech.say("unknown")
    value = _of_days(value)
    low = None if value.low is None else value_words(speech, value.low, type_)
    high = None if value.high is None else value_words(speech, value.high, type_)
    if low is None and high is None:
        return speech.say("range.any")
    if low is None or high is None:
        text = speech.say("range.to", high=high or "") if low is None else speech.say("range.from", low=low)
    else:
        text = speech.say("range.from_to", low=low, high=high)
    open_ends = [
        speech.say(f"range.{end}_end")
        for end, there, closed in (("low", low, value.low_closed), ("high", high, value.high_closed))
        if there is not None and not closed
    ]
    if not open_ends:
        return text
    return speech.say("range.excluding", range=text, ends=speech.language.join(open_ends))


def _of_days(value: Range) -> Range:
    """A range of days with both its ends in it: what ends before 1 June ends on 31 May."""
    low, high = value.low, value.high
    if not value.low_closed and _is_day(low) and low < dt.date.max:
        low = low + dt.timedelta(days=1)
    if not value.high_closed and _is_day(high) and high > dt.date.min:
        high = high - dt.timedelta(days=1)
    return replace(
        value,
        low=low,
        high=high,
        low_closed=value.low_closed or low is not value.low,
        high_closed=value.high_closed or high is not value.high,
    )


def _is_day(value: object) -> TypeGuard[dt.date]:
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def record_words(speech: Speech, record: Record, fact: Fact | None, name: str = "") -> str:
    """A record of a list, so that people recognise it: `city honour of 2007-05-01`, `2007年5月1日的市级荣誉`.

    Made of its level (the first ordered enumeration), its first date and its name; where it has none, of its place.
    A person has no date: a member assessed in June is no member of June.
    """
    one = speech.of(fact.one) if fact is not None and fact.one is not None else name or speech.say("record.one")
    text = first(one)
    told = False
    types = {f.id: f.type for f in fact.fields} if fact is not None else {}
    for field, type_ in types.items():
        value = record.fields.get(field)
        if isinstance(type_, Enumeration) and type_.ordered and isinstance(value, str):
            level = speech.of(speech.terms.member(type_.name, value))
            text = speech.say("record.level", level=level, one=text)
            told = True
            break
    called = record.fields.get("name")
    if isinstance(called, str) and types.get("name", STRING) == STRING:
        text = speech.say("record.named", record=text, name=clipped(speech, called))
        told = True
    dates = (record.fields.get(field) for field, type_ in types.items() if type_ == DATE)
    dated = next((day for day in dates if isinstance(day, dt.date)), None)
    person = fact is not None and f"{fact.id}.name" in speech.terms.plan.personal
    if dated is not None and not person:
        text = speech.say("record.dated", record=text, date=speech.language.date(dated))
        told = True
    return text if told else place_words(speech, record.path, one)


def place_words(speech: Speech, path: str, one: str) -> str:
    """A record by its place in its list: `honour no. 2`."""
    place = path.rpartition("[")[2].removesuffix("]")
    return speech.say("record.place", one=one, place=place) if place.isdigit() else first(one)


def _unknown(speech: Speech, value: Unknown, unit: Words | None) -> str:
    if value.low is not None and value.high is not None:
        high = speech.language.number(value.high, unit)
        if not value.low:
            return speech.say("unknown.to", high=high)
        return speech.say("unknown.between", low=speech.language.number(value.low), high=high)
    return (
        speech.say("unknown.from", low=speech.language.number(value.low, unit)) if value.low else speech.say("unknown")
    )


def _text(speech: Speech, value: str, type_: Type) -> str:
    match type_:
        case Enumeration(name=name):
            return speech.of(speech.terms.member(name, value))
        case Choice(name=name):
            return speech.of(choice_words(speech, name, value))
        case _:
            return clipped(speech, value)


def choice_words(speech: Speech, name: str, option: str) -> Words:
    """What a reading of an interpretation, or an outcome of a decision, is called."""
    plan = speech.terms.plan
    if (interpretation := plan.interpretations.get(name)) is not None:
        found = next((r.title for r in interpretation.readings if r.id == option), None)
    elif (decision := plan.decisions.get(name)) is not None:
        found = next((o.title for o in decision.outcomes if o.id == option), None)
    else:
        found = None
    return found or Words(zh=option, en=option)


def _list(speech: Speech, value: ListValue) -> str:
    if value.doubtful or value.open:
        return speech.say("list.doubtful", count=len(value.items), doubtful=len(value.doubtful))
    if not value.items:
        return speech.say("list.empty")
    if any(isinstance(item, Record) for item in value.items):
        return speech.say("list.records", count=len(value.items))
    return speech.language.join([value_words(speech, item) for item in value.items])
