"""Events on their way in: held against the pack's vocabulary, with the complaints that `decide` has about facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from workshop_rules.audit.values import Written, read_back, written
from workshop_rules.diagnostics import Diagnostic, Found, Span
from workshop_rules.evaluate.evaluation import Dossier
from workshop_rules.language.types import ListOf, Type
from workshop_rules.living.events import AssertRecord, CloseList, OpenList, Retract, SetFact
from workshop_rules.living.holding import Held
from workshop_rules.pack.discovery import Elsewhere, known_elsewhere
from workshop_rules.pack.facts import read_dossier
from workshop_rules.pack.vocabulary import Vocabulary

WAIVERS = "waivers"
FINDINGS = "findings."

OfDossier = AssertRecord | SetFact | Retract | CloseList | OpenList
"""The events that are about one dossier."""

Places = Callable[[str], Span | None]
"""Where a part of an event (`record`, `value`, `assert`) stands."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """An event that was taken in.

    Attributes:
        held: the dossier after it.
        event: the event in full: values exact, the record with its id.
    """

    held: Held
    event: OfDossier


def _nowhere(_: str) -> None:
    """The places of an event that has none."""


class Admission:
    """What may be said in the vocabulary of a pack."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        quick: Callable[[object], dict[str, Any] | None],
        search_path: tuple[str, ...] = (),
    ) -> None:
        """Admit facts of a vocabulary.

        Args:
            vocabulary: the pack's.
            quick: reads the usual forms of facts, and gives None for all others.
            search_path: where to look for packs that may know other names.
        """
        self._vocabulary = vocabulary
        self._quick = quick
        self._search_path = search_path

    def admit(self, held: Held, event: OfDossier, places: Places = _nowhere) -> Found[Admitted]:
        """The dossier after an event, or every complaint about it."""
        match event:
            case AssertRecord(name=name):
                return self._assert(held, event, places)
            case SetFact(name=name):
                return self._set(held, event, places)
            case Retract(name=name):
                return self._retract(held, event, places)
            case CloseList(name=name):
                found = self._list_that_ends(name, places("close"))
                after = replace(held, closed=held.closed | {name})
            case OpenList(name=name):
                found = self._list_that_ends(name, places("open"))
                after = replace(held, closed=held.closed - {name})
        return Found(Admitted(after, event) if found is None else None, () if found is None else (found,))

    def dossier(self, held: Held) -> Dossier:
        """The facts as evaluators read them; every list is incomplete until it is closed."""
        facts: dict[str, object] = {}
        findings: dict[str, object] = {}
        for name, value in held.values.items():
            if name.startswith(FINDINGS):
                findings[name.removeprefix(FINDINGS)] = value
            else:
                facts[name] = value
        for name in held.closed & self._lists.keys():
            facts[name] = ()
        open_ones = []
        for name, records in held.lists.items():
            if name != WAIVERS:
                facts[name] = tuple(records.values())
                if name not in held.closed:
                    open_ones.append(name)
        made = Dossier(facts, incomplete=frozenset(open_ones), elsewhere=tuple(sorted(held.elsewhere)))
        waivers = tuple(held.lists.get(WAIVERS, {}).values())
        simple = {name: holds for name, holds in findings.items() if isinstance(holds, bool)}
        if not waivers and len(simple) == len(findings):
            return replace(made, findings=simple)
        apart = self._read({"findings": findings, WAIVERS: waivers}).unwrap()
        return replace(
            made,
            findings=apart.findings,
            waivers=apart.waivers,
            judgements=apart.judgements,
            elsewhere=(*made.elsewhere, *apart.elsewhere),
        )

    def restored(self, data: Mapping[str, Any]) -> Held:
        """What `Held.to_data` gave.

        Raises:
            DiagnosticError: the values do not fit the vocabulary.
        """
        values: Mapping[str, Written] = data["values"]
        lists: Mapping[str, Mapping[str, Written]] = data["lists"]
        types = self._vocabulary.types
        facts: dict[str, object] = {
            name: read_back(value, types[name]) for name, value in values.items() if not name.startswith(FINDINGS)
        }
        for name, records in lists.items():
            if name != WAIVERS:
                item = self._item(name)
                facts[name] = [read_back(record, item) for record in records.values()]
        read = self._quick(facts)
        if read is None:
            read = dict(self._read(facts).unwrap().facts)
        return Held(
            {name: read.get(name, value) for name, value in values.items()},
            {
                name: dict(zip(records, read.get(name) or records.values(), strict=True))
                for name, records in lists.items()
            },
            frozenset(data["closed"]),
            frozenset(data["elsewhere"]),
            data["given"],
        )

    def as_written(self, event: OfDossier) -> OfDossier:
        """An event from the log, its numbers numbers again."""
        types = self._vocabulary.types
        match event:
            case AssertRecord(name=name, record=record) if name in types:
                return replace(event, record=_read_back(record, self._item(name)))
            case SetFact(name=name, value=value) if name in types:
                return replace(event, value=_read_back(value, types[name]))
            case _:
                return event

    def _assert(self, held: Held, event: AssertRecord, places: Places) -> Found[Admitted]:
        name = event.name
        if self._is_elsewhere(name):
            return Found(Admitted(replace(held, elsewhere=held.elsewhere | {name}), event))
        if name not in self._lists and name != WAIVERS:
            return self._no_list(name, "assert", places)
        records = held.lists.get(name, {})
        if event.id in records:
            message = f"`{name}` already has a record with the id `{event.id}`"
            remedy = "retract that one first, or leave the id out"
            zh = f"`{name}`中已有标识为`{event.id}`的记录；请先撤回那一条，或不写标识"
            return Found(None, (Diagnostic("WR623", message, places("id"), "", remedy, zh),))
        found = self._record(name, tuple(records.values()), event.record, places("record"))
        if found.errors:
            return Found(None, found.diagnostics)
        after, one = held.with_record(name, event.id, found.value)
        return Found(Admitted(after, replace(event, record=found.value, id=one)), found.diagnostics)

    def _record(self, name: str, others: tuple[object, ...], record: object, place: Span | None) -> Found[object]:
        """The record, validated as the next one of its list."""
        quick = self._quick({name: [record]}) if name != WAIVERS else None
        if quick is not None:
            return Found(quick[name][0])
        found = self._read({name: (*others, record)})
        if found.value is None:
            return Found(None, _placed(found.diagnostics, place))
        given = written(record) if name == WAIVERS else found.value.facts[name][-1]  # type: ignore[index]  # a list
        return Found(given, found.diagnostics)

    def _set(self, held: Held, event: SetFact, places: Places) -> Found[Admitted]:
        name = event.name
        if self._is_elsewhere(name):
            return Found(Admitted(replace(held, elsewhere=held.elsewhere | {name}), event))
        if name in self._lists or name == WAIVERS:
            message = f"`{name}` is a list: its records come one by one"
            zh = f"`{name}`是列表，记录应逐条加入；请用`assert`"
            return Found(None, (Diagnostic("WR621", message, places("set"), "", "assert each record", zh),))
        if name in {"findings", "incomplete"}:
            return self._apart(name, places("set"))
        found = self._value(name, event.value, places)
        if found.errors:
            return Found(None, found.diagnostics)
        after = held.without_value(name) if found.value is None else held.with_value(name, found.value)
        return Found(Admitted(after, replace(event, value=found.value)), found.diagnostics)

    def _value(self, name: str, value: object, places: Places) -> Found[object]:
        """The value of a fact or finding, validated; None where it says nothing."""
        finding = name.removeprefix(FINDINGS) if name.startswith(FINDINGS) else None
        facts = {name: value} if finding is None else {"findings": {finding: value}}
        quick = self._quick(facts)
        if quick is not None:
            return Found(quick[name] if finding is None else quick["findings"][finding])
        found = self._read(facts)
        if found.value is None:
            unknown = _placed([one for one in found.diagnostics if one.code == "WR401"], places("set"))
            others = _placed([one for one in found.diagnostics if one.code != "WR401"], places("value"))
            return Found(None, (*unknown, *others))
        read = found.value
        if finding is None:
            return Found(read.facts.get(name), found.diagnostics)
        supplied = finding in read.findings or read.elsewhere
        return Found(written(value) if supplied else None, found.diagnostics)

    def _retract(self, held: Held, event: Retract, places: Places) -> Found[Admitted]:
        name = event.name
        if name in held.elsewhere:
            return Found(Admitted(replace(held, elsewhere=held.elsewhere - {name}), event))
        if name in self._lists or name == WAIVERS:
            return self._retract_record(held, event, places)
        if event.id is not None or event.record is not None:
            return self._no_list(name, "retract", places)
        if name in held.values:
            return Found(Admitted(held.without_value(name), event))
        known = self._value(name, True, places)
        unknown = [one for one in known.errors if one.code == "WR401"]
        if unknown:
            return Found(None, _placed(unknown, places("retract")))
        message = f"there is no `{name}` to retract"
        zh = f"没有可撤回的`{name}`；请去掉这个事件"
        return Found(None, (Diagnostic("WR622", message, places("retract"), "", "leave the event out", zh),))

    def _retract_record(self, held: Held, event: Retract, places: Places) -> Found[Admitted]:
        name, one = event.name, event.id
        records = held.lists.get(name, {})
        if one is None and event.record is None:
            message = f"`{name}` is a list, and the event does not say which of its records to retract"
            remedy = "give the record's `id`, or the `record` itself"
            zh = f"`{name}`是列表，而事件没有说明撤回哪一条；请写出该记录的`id`或`record`"
            return Found(None, (Diagnostic("WR622", message, places("retract"), "", remedy, zh),))
        if one is None:
            found = self._record(name, tuple(records.values()), event.record, places("record"))
            if found.errors:
                return Found(None, found.diagnostics)
            one = next((other for other, record in records.items() if record == found.value), None)
        if one is None or one not in records:
            message = f"`{name}` has no such record" if event.id is None else f"`{name}` has no record `{event.id}`"
            place = places("record" if event.id is None else "id")
            has = ", ".join(f"`{other}`" for other in list(records)[:5])
            remedy = f"it has {has}" + (", …" if len(records) > 5 else "") if records else "it has none"  # noqa: PLR2004
            zh = f"`{name}`中没有这条记录" if event.id is None else f"`{name}`中没有记录`{event.id}`"
            zh += f"；现有：{has.replace(', ', '、')}" if records else "；一条也没有"
            return Found(None, (Diagnostic("WR622", message, place, "", remedy, zh),))
        return Found(Admitted(held.without_record(name, one), replace(event, id=one, record=None)))

    def _list_that_ends(self, name: str, place: Span | None) -> Diagnostic | None:
        """Why a list cannot be closed or opened; None where it can."""
        found = self._read({"incomplete": (name,)})
        return _placed(found.errors, place)[0] if found.errors else None

    def _no_list(self, name: str, verb: str, places: Places) -> Found[Admitted]:
        if name in {"findings", "incomplete"}:
            return self._apart(name, places(verb))
        if name not in self._vocabulary.types and not name.startswith(FINDINGS):
            found = self._read({name: ()})
            if found.errors:
                return Found(None, _placed(found.errors, places(verb)))
        remedy = "set it" if verb == "assert" else "retract it by its name alone"
        message = f"`{name}` is no list"
        zh = f"`{name}`不是列表；请" + ("用`set`填写" if verb == "assert" else "只写名称来撤回")
        return Found(None, (Diagnostic("WR621", message, places(verb), "", remedy, zh),))

    @staticmethod
    def _apart(name: str, place: Span | None) -> Found[Admitted]:
        remedy = "set each by itself: `findings.NAME`" if name == "findings" else "open or close each list"
        zh = f"`{name}`不是单项事实；请" + ("逐项填写`findings.名称`" if name == "findings" else "逐个结束或重开列表")
        return Found(None, (Diagnostic("WR621", f"`{name}` is no single fact", place, "", remedy, zh),))

    def _is_elsewhere(self, name: str) -> bool:
        """Whether only other packs know the name."""
        if name in self._vocabulary.types or name.startswith(FINDINGS) or name in {WAIVERS, "findings", "incomplete"}:
            return False
        return name in self._known_elsewhere().facts

    def _known_elsewhere(self) -> Elsewhere:
        return known_elsewhere(self._search_path)

    def _read(self, facts: Mapping[str, object]) -> Found[Dossier]:
        return read_dossier(facts, self._vocabulary, self._known_elsewhere)

    def _item(self, name: str) -> Type | None:
        type_ = self._vocabulary.types.get(name)
        return type_.item if isinstance(type_, ListOf) else None

    @cached_property
    def _lists(self) -> Mapping[str, ListOf]:
        return {name: type_ for name, type_ in self._vocabulary.types.items() if isinstance(type_, ListOf)}


def _read_back(value: Any, type_: Type | None) -> object:  # noqa: ANN401 (a written value)
    return read_back(value, type_)


def _placed(diagnostics: Iterable[Diagnostic], place: Span | None) -> tuple[Diagnostic, ...]:
    """The diagnostics, those without a place at this one."""
    return tuple(one if one.span is not None else replace(one, span=place) for one in diagnostics)
