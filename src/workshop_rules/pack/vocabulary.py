"""The facts and enumerations that a pack's expressions and dossiers may use: the shared ones and the pack's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workshop_rules.diagnostics import Diagnostic, Found, Span, nearest
from workshop_rules.language import types
from workshop_rules.language.change import Change
from workshop_rules.language.types import Enumeration, ListOf, RecordOf, Type
from workshop_rules.pack.models import EnumerationEntry, FactEntry, FactsFile, FieldEntry, FindingEntry
from workshop_rules.pack.models.written import Written

SCALARS: Mapping[str, Type] = {
    str(scalar): scalar
    for scalar in (
        types.NUMBER,
        types.STRING,
        types.BOOLEAN,
        types.DATE,
        types.TIME,
        types.DATE_TIME,
        types.YEARS_MONTHS,
        types.DAYS_TIME,
    )
}
"""The built-in types without parts, by the name that a pack uses."""

_HABITUAL: Mapping[str, str] = {
    **dict.fromkeys(("integer", "int", "float", "decimal", "double", "数字", "数值", "整数"), "number"),
    **dict.fromkeys(("text", "str", "varchar", "文字", "文本", "字符串"), "string"),
    **dict.fromkeys(("bool", "truth", "yes/no", "布尔", "是否"), "boolean"),
    **dict.fromkeys(("day", "日期"), "date"),
    **dict.fromkeys(("datetime", "timestamp", "日期时间"), "date and time"),
    **dict.fromkeys(("duration", "period", "years", "期限", "时长"), "years and months duration"),
    **dict.fromkeys(("array", "列表"), "list"),
    **dict.fromkeys(("object", "map", "记录"), "record"),
}
"""Types as they are called elsewhere."""

RESERVED = frozenset({
    "as_of", "reading", "parameter", "findings", "decision", "waivers", "incomplete", "item", "total",
    "if", "then", "else", "for", "return", "some", "every", "in", "satisfies", "and", "or", "not", "between",
    "instance", "of", "function", "external", "null", "true", "false",
})  # fmt: skip
"""Names that mean something of their own in expressions or dossiers: no fact, enumeration or `let` has them."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What a dossier may say.

    Attributes:
        enumerations, facts: the entries, shared ones first, each in the order in which it was written.
        types: the type of each fact.
        enumeration_types: the type of each enumeration.
        findings: the human judgements of the pack; none in the shared vocabulary.
        pack: the id of the pack, empty for the shared vocabulary.
    """

    enumerations: Mapping[str, EnumerationEntry]
    facts: Mapping[str, FactEntry]
    types: Mapping[str, Type] = field(repr=False)
    enumeration_types: Mapping[str, Enumeration] = field(repr=False)
    findings: Mapping[str, FindingEntry] = field(default_factory=dict)
    pack: str = ""

    def type_named(self, name: str) -> Type | None:
        """A type without parts by the name that a pack uses: built in or an enumeration; None where there is none."""
        return SCALARS.get(name) or self.enumeration_types.get(name)


EMPTY = Vocabulary({}, {}, {}, {})
"""A vocabulary without a fact: what the shared one is built on."""


def extend(
    shared: Vocabulary, own: FactsFile, findings: Mapping[str, FindingEntry] | None = None, pack: str = ""
) -> Found[Vocabulary]:
    """The shared vocabulary with a pack's own facts added. What is wrong with them is reported, and left out."""
    found: list[Diagnostic] = []
    enumerations = dict(shared.enumerations)
    enumeration_types = dict(shared.enumeration_types)
    for name, entry in own.enumerations.items():
        if refused := _taken(name, shared.enumerations, own.key_place("enumerations", name), "enumeration"):
            found.append(refused)
            continue
        enumerations[name] = entry
        enumeration_types[name] = Enumeration(name, tuple(entry.members), entry.ordered)

    facts = dict(shared.facts)
    fact_types = dict(shared.types)
    known = {**SCALARS, **enumeration_types}
    for name, fact in own.facts.items():
        if refused := _taken(name, shared.facts, own.key_place("facts", name), "fact"):
            found.append(refused)
            continue
        made = _type(name, fact, known)
        found.extend(made.diagnostics)
        found.extend(_check_changes(fact, known))
        if made.value is not None:
            facts[name] = fact
            fact_types[name] = made.value
    vocabulary = Vocabulary(enumerations, facts, fact_types, enumeration_types, findings or {}, pack)
    return Found(vocabulary, tuple(found))


def unknown_type(name: str, known: Iterable[str], span: Span) -> Diagnostic:
    """The complaint about a type that is not there."""
    names = list(known)
    habitual = _HABITUAL.get(name.casefold())
    meant = habitual if habitual in names else nearest(name, names)
    remedy = f"write `{meant}`" if meant else f"write one of {', '.join(names)}"
    return Diagnostic("WR135", f"there is no type `{name}`", span, "", remedy)


def _taken(name: str, shared: Mapping[str, Written], span: Span, what: str) -> Diagnostic | None:
    if name in shared:
        message = f"the shared vocabulary already has the {what} `{name}`"
        return Diagnostic("WR134", message, span, "", "use the shared one, or choose another name")
    if name in RESERVED:
        return Diagnostic("WR134", f"`{name}` has a meaning of its own", span, "", "choose another name")
    return None


def _type(name: str, entry: FieldEntry, known: Mapping[str, Type]) -> Found[Type]:
    """The type that an entry declares. A record's type has the fact's name."""
    match entry.type:
        case "list":
            return _list_type(name, entry, known)
        case "record":
            if not entry.fields:
                return _lacks(entry, "fields", "a record")
            return _record_type(name, entry.fields, known, entry)
        case _:
            return _scalar_type(entry, known)


def _scalar_type(entry: FieldEntry, known: Mapping[str, Type]) -> Found[Type]:
    if (found := known.get(entry.type)) is None:
        return Found(None, (unknown_type(entry.type, [*known, "list", "record"], entry.place("type")),))
    surplus = [key for key in ("item", "fields", "period") if getattr(entry, key) is not None]
    if found is not types.NUMBER:
        surplus += [key for key in ("minimum", "maximum", "unit") if getattr(entry, key) is not None]
        surplus += ["whole"] if entry.whole else []
    complaints = (
        Diagnostic("WR124", f"`{key}` means nothing here: the type is {entry.type}", entry.key_place(key))
        for key in surplus
    )
    return Found(found, tuple(complaints))


def _list_type(name: str, entry: FieldEntry, known: Mapping[str, Type]) -> Found[Type]:
    match entry.item:
        case None:
            return _lacks(entry, "item", "a list")
        case str() as item:
            if (found := known.get(item)) is None:
                return Found(None, (unknown_type(item, known, entry.place("item")),))
            return Found(ListOf(found))
        case fields:
            record = _record_type(name, fields, known, entry)
            return Found(None if record.value is None else ListOf(record.value), record.diagnostics)


def _record_type(
    name: str, fields: Mapping[str, FieldEntry], known: Mapping[str, Type], entry: FieldEntry
) -> Found[Type]:
    made = [
        (field_name, _type(f"{name}.{field_name}", field_entry, known)) for field_name, field_entry in fields.items()
    ]
    record = RecordOf(name, tuple((n, found.value) for n, found in made if found.value is not None))
    complaints = [d for _, found in made for d in found.diagnostics]
    if entry.period is not None:
        complaints.extend(_check_period(entry, record))
    return Found(record, tuple(complaints))


def _check_period(entry: FieldEntry, record: RecordOf) -> Iterable[Diagnostic]:
    if entry.period is None:
        return
    wanted = {"start": types.DATE, "end": types.DATE, "ongoing": types.BOOLEAN}
    for key, type_ in wanted.items():
        name = getattr(entry.period, key)
        if name is not None and record.field(name) != type_:
            meant = nearest(name, [n for n, t in record.fields if t == type_])
            remedy = f"write `{meant}`" if meant else ""
            yield Diagnostic("WR137", f"`{name}` is no field of type {type_}", entry.period.place(key), "", remedy)


def _check_changes(entry: FieldEntry, known: Mapping[str, Type]) -> Iterable[Diagnostic]:
    """Complaints about ways to change that a type does not have, of the entry and of its fields."""
    inner = entry.fields if entry.fields is not None else entry.item
    of_records = isinstance(entry.item, Mapping)
    type_ = known.get(entry.type)
    rising = type_ in {types.NUMBER, types.BOOLEAN} or (isinstance(type_, Enumeration) and type_.ordered)
    fits = {Change.ADD_RECORDS: of_records, Change.GROWS_WITH_TIME: type_ == types.NUMBER, Change.RISES: rising}
    if entry.change is not None and not fits.get(entry.change, True):
        message = f"`change: {entry.change}` means nothing here: the type is {entry.type}"
        remedy = f"write {' or '.join(f'`{one}`' for one in Change if fits.get(one, True))}"
        yield Diagnostic("WR124", message, entry.place("change"), "", remedy)
    if isinstance(inner, Mapping):
        for field in inner.values():
            yield from _check_changes(field, known)


def _lacks(entry: FieldEntry, key: str, what: str) -> Found[Type]:
    return Found(None, (Diagnostic("WR121", f"`{key}` is missing", entry.place("type"), f"{what} needs it"),))
