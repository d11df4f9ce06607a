"""What can happen to live dossiers: the events, and their form in JSON.

```json
{"dossier": "t1", "assert": "honors", "record": {"level": "city"}, "id": "2014-17"}
{"dossier": "t1", "set": "homeroom_years", "value": 9}
{"dossier": "t1", "retract": "honors", "id": "2014-17"}
{"dossier": "t1", "retract": "homeroom_years"}
{"dossier": "t1", "close": "honors"}
{"dossier": "t1", "open": "honors"}
{"advance": "2026-01-01"}
```
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from workshop_rules.audit.values import written
from workshop_rules.diagnostics import Diagnostic, Found, Span, nearest
from workshop_rules.language.iso8601 import read_date
from workshop_rules.pack.boundary_values import is_blank, shown_value
from workshop_rules.pack.document import WrittenMapping, head, key_place, place

__all__ = [
    "EVENTS",
    "AdvanceTo",
    "AssertRecord",
    "CloseList",
    "Event",
    "OpenList",
    "Retract",
    "SetFact",
    "place_in",
    "read_event",
    "written_event",
]


@dataclass(frozen=True, slots=True)
class AssertRecord:
    """A record is added to a list.

    Attributes:
        dossier: the dossier's id.
        name: the fact with the list, or `waivers`.
        id: what the record is called from now on; None: whatever is free.
    """

    dossier: str
    name: str
    record: object
    id: str | None = None


@dataclass(frozen=True, slots=True)
class SetFact:
    """A fact that is no list, or a finding (`findings.conduct`), has a value from now on; null or blank: none."""

    dossier: str
    name: str
    value: object


@dataclass(frozen=True, slots=True)
class Retract:
    """A fact has no value any more; or a list lacks a record from now on, named by its id or by what it says."""

    dossier: str
    name: str
    id: str | None = None
    record: object = None


@dataclass(frozen=True, slots=True)
class CloseList:
    """A list is complete from now on: what it lacks does not exist."""

    dossier: str
    name: str


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list may lack records from now on, as every list does at first."""

    dossier: str
    name: str


@dataclass(frozen=True, slots=True)
class AdvanceTo:
    """The date of decision of every dossier."""

    as_of: dt.date


Event: TypeAlias = AssertRecord | SetFact | Retract | CloseList | OpenList | AdvanceTo
EVENTS = (AssertRecord, SetFact, Retract, CloseList, OpenList, AdvanceTo)

_OPTIONAL: Mapping[str, tuple[str, ...]] = {
    "assert": ("record", "id"),
    "set": ("value",),
    "retract": ("id", "record"),
    "close": (),
    "open": (),
    "advance": (),
}
"""The verbs, each the key of the fact that it is about, and what may stand beside."""

_NEEDED: Mapping[str, str] = {"assert": "record", "set": "value"}


def read_event(data: object) -> Found[Event]:
    """An event from its form in JSON; what is wrong with it has its place where `data` was read with places.

    Whether there is such a fact, and whether its value is right, is for a pack to say.
    """
    if not isinstance(data, Mapping):
        remedy, zh = 'write `{"dossier": …, "set": …}`', '事件应写成名称和值，如`{"dossier": …, "set": …}`'
        return _refused(f"an event is a mapping, not {shown_value(data)}", None, remedy, zh)
    verbs = [verb for verb in _OPTIONAL if verb in data]
    if len(verbs) != 1:
        return _verbs(data, verbs)
    verb = verbs[0]
    allowed = (verb, *_OPTIONAL[verb]) if verb == "advance" else ("dossier", verb, *_OPTIONAL[verb])
    for key in data:
        if key not in allowed:
            meant = nearest(str(key), allowed)
            remedy = f"write `{meant}`" if meant else f"it may have {', '.join(allowed)}"
            message = f"an event with `{verb}` has no `{shown_key(key)}`"
            zh = f"`{verb}`事件没有`{shown_key(key)}`；" + (
                f"是否应为`{meant}`" if meant else f"可用：{'、'.join(allowed)}"
            )
            return _refused(message, place_in(data, key, key=True), remedy, zh)
    if verb == "advance":
        return _advance(data)
    for key, what in (("dossier", "the id of a dossier"), (verb, "the name of a fact"), ("id", "the id of a record")):
        given = data.get(key)
        if key == "id" and key not in data:
            continue
        if not isinstance(given, str) or is_blank(given):
            message = f"`{key}` is {what}, not {shown_value(given)}" if key in data else f"`{key}` is missing"
            zh = f"`{key}`应为文字，而不是{shown_value(given)}" if key in data else f"缺少`{key}`"
            return _refused(message, place_in(data, key), f"write {what} as a text", zh)
    needed = _NEEDED.get(verb)
    if needed is not None and needed not in data:
        message, zh = f"an event with `{verb}` has a `{needed}`", f"`{verb}`事件应有`{needed}`；请补上"
        return _refused(message, place_in(data, verb), f"add `{needed}`", zh)
    return Found(_event(verb, data))


def _event(verb: str, data: Mapping[Any, Any]) -> Event:
    dossier, name = data["dossier"], data[verb]
    match verb:
        case "assert":
            return AssertRecord(dossier, name, data["record"], data.get("id"))
        case "set":
            return SetFact(dossier, name, data["value"])
        case "retract":
            return Retract(dossier, name, data.get("id"), data.get("record"))
        case "close":
            return CloseList(dossier, name)
        case _:
            return OpenList(dossier, name)


def _verbs(data: Mapping[Any, object], verbs: list[str]) -> Found[Event]:
    if verbs:
        message = f"an event says one thing, and this one both `{verbs[0]}` and `{verbs[1]}`"
        zh = f"一个事件只说一件事，而这里既有`{verbs[0]}`又有`{verbs[1]}`；请分成两个事件"
        return _refused(message, place_in(data, verbs[1], key=True), "make two events of it", zh)
    for key in data:
        meant = nearest(str(key), _OPTIONAL)
        if meant is not None and key not in {"dossier", "record", "value", "id"}:
            message = f"no event is called `{shown_key(key)}`"
            zh = f"没有叫作`{shown_key(key)}`的事件；是否应为`{meant}`"
            return _refused(message, place_in(data, key, key=True), f"write `{meant}`", zh)
    message = "the event does not say what happens"
    known = [f"`{verb}`" for verb in _OPTIONAL]
    zh = f"事件没有说明发生了什么；请写上{'、'.join(known)}之一"
    return _refused(message, place_in(data), f"add one of {', '.join(known)}", zh)


def _advance(data: Mapping[Any, object]) -> Found[Event]:
    given = data["advance"]
    if type(given) is dt.date:
        return Found(AdvanceTo(given))
    remedy = "write it as YYYY-MM-DD, such as 2013-10-01"
    try:
        return Found(AdvanceTo(read_date(given if isinstance(given, str) else "")))
    except ValueError as error:
        reason = str(error) if isinstance(given, str) else f"it is {shown_value(given)}"
        message = f"`advance` is not a date: {reason}"
        zh = f"`advance`不是日期：{shown_value(given)}；请按2013-10-01的形式填写"
        return Found(None, (Diagnostic("WR604", message, place_in(data, "advance"), "", remedy, zh),))


def _refused(message: str, span: Span | None, remedy: str, zh: str) -> Found[Event]:
    return Found(None, (Diagnostic("WR620", message, span, "", remedy, zh),))


def shown_key(key: object) -> str:
    """A key as a message has it between backticks."""
    return shown_value(str(key)).strip("`")


def place_in(data: object, *path: str, key: bool = False) -> Span | None:
    """Where a value of an event, or its key, stands; None where the event was not read with places."""
    if not isinstance(data, WrittenMapping):
        return None
    if not path:
        return head(data.node)
    return key_place(data.node, *path) if key else place(data.node, *path)


def written_event(event: Event) -> dict[str, Any]:
    """The event as data for JSON, every number as text, in full; `read_event` takes it."""
    match event:
        case AssertRecord(dossier, name, record, one):
            data = {"dossier": dossier, "assert": name, "record": written(record)}
            return data if one is None else {**data, "id": one}
        case SetFact(dossier, name, value):
            return {"dossier": dossier, "set": name, "value": written(value)}
        case Retract(dossier, name, one, record):
            which = {"id": one} if one is not None else {} if record is None else {"record": written(record)}
            return {"dossier": dossier, "retract": name, **which}
        case CloseList(dossier, name):
            return {"dossier": dossier, "close": name}
        case OpenList(dossier, name):
            return {"dossier": dossier, "open": name}
        case AdvanceTo(as_of):
            return {"advance": as_of.isoformat()}
