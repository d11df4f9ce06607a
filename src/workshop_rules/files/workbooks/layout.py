"""What a workbook for a decision has: a sheet with a row for each case, and one for each list, keyed by case.

The same layout makes forms and reads them, by ids or by titles in either language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from workshop_rules.compile.plan import ANY_NUMBER, Bounds, Criterion, Decision, Fact, FactField, Plan
from workshop_rules.compile.reads import facts_read
from workshop_rules.explain.exact import exact_text
from workshop_rules.files.words import PHRASES, words
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, STRING, Enumeration, ListOf, RecordOf, Type
from workshop_rules.language.words import Words

CASES = "cases"
KEY = "teacher_id"
AS_OF = "as_of"
COMPLETE = "complete."
FINDINGS = "findings."
WAIVERS = "waivers"
_LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet.

    Attributes:
        id: a fact (`homeroom_years`), a part of a record (`leader.school`), a field of the records of a list (`level`),
            `findings.conduct`, `complete.honors`, `as_of`, or the key.
        type: what its cells hold; a list where they hold JSON.
        notes: how it is to be filled in, sentence by sentence.
        choices: of a text, what can be chosen.
    """

    id: str
    heading: Words
    type: Type
    bounds: Bounds = ANY_NUMBER
    notes: tuple[Words, ...] = ()
    choices: tuple[Words, ...] = ()

    def names(self) -> tuple[str, ...]:
        """The headings that it may have."""
        return (self.id, self.heading.zh, self.heading.en)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; its first column is the key.

    Attributes:
        id: the list fact whose records its rows are; `cases` for the sheet with a row for each case.
        title: its name in words; `name` is what a workbook can call it.
        period: as of the fact.
    """

    id: str
    title: Words
    name: Words
    columns: tuple[Column, ...]
    period: tuple[str, str, str] | None = None

    @property
    def key(self) -> Column:
        """The column that says whose row it is."""
        return self.columns[0]

    def names(self) -> tuple[str, ...]:
        """The names that it may have in a workbook."""
        return (self.id, self.title.zh, self.title.en, self.name.zh, self.name.en)


@dataclass(frozen=True, slots=True)
class WaivableCriterion:
    """A criterion that may be waived, as the form calls it."""

    label: Words
    decision: str
    criterion: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The sheets of a workbook.

    Attributes:
        cases: a row for each case.
        lists: the others, keyed by case.
        waivable: what the sheet `waivers` can name.
    """

    cases: Sheet
    lists: tuple[Sheet, ...]
    waivable: tuple[WaivableCriterion, ...]

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """All of them, in the order in which they are filled in."""
        return (self.cases, *self.lists)


def layout(plan: Plan, decision: Decision, *, whole: bool = False) -> Layout:
    """The sheets for a decision.

    Args:
        plan: the pack.
        decision: what is to be decided.
        whole: with all facts of the pack instead of only those that the decision reads, to read what another form has.
    """
    facts = [fact for name, fact in plan.facts.items() if (whole or name in decision.facts) and name != KEY]
    findings = [name for name in plan.findings if whole or FINDINGS + name in decision.facts]
    listed = [fact for fact in facts if isinstance(fact.type, ListOf)]
    waivable = tuple(_waivable(plan, decision))
    key = _key(plan, decision)
    about = f"about.{decision.about}"
    name_of = _names()
    title = PHRASES.get(about, PHRASES["about.other"])
    cases_name = name_of(title)
    key_of_list = replace(key, notes=(words("note.whose", sheet=cases_name, key=key.heading),))
    lists = [
        Sheet(fact.id, fact.title, name_of(fact.title), _distinct((key_of_list, *_fields(fact, plan))), fact.period)
        for fact in listed
    ]
    columns = [
        replace(key, notes=(PHRASES["note.key"],)),
        *_as_of(decision),
        *(column for fact in facts if not isinstance(fact.type, ListOf) for column in _of_fact(fact, plan)),
        *(_complete(sheet) for sheet in lists),
        *(_finding(plan, name) for name in findings),
    ]
    if waivable:
        title_of_waivers = PHRASES["waivers"]
        lists.append(
            Sheet(WAIVERS, title_of_waivers, name_of(title_of_waivers), (key_of_list, *_waiver_columns(waivable)))
        )
    return Layout(Sheet(CASES, title, cases_name, _distinct(columns)), tuple(lists), waivable)


def _key(plan: Plan, decision: Decision) -> Column:
    """Teachers have a number in the vocabulary; other cases are numbered by whoever fills in the form."""
    known = plan.facts.get(KEY)
    if known is not None and decision.about in {"teacher", "homeroom_teacher", "candidate"}:
        return Column(KEY, known.title, STRING)
    return Column("id", PHRASES["key"], STRING)


def _as_of(decision: Decision) -> Iterator[Column]:
    if decision.as_of is None and AS_OF in decision.facts:
        yield Column(AS_OF, PHRASES["as_of"], DATE, notes=(PHRASES["note.date"], PHRASES["note.as_of"]))


def _of_fact(fact: Fact, plan: Plan) -> Iterator[Column]:
    if not isinstance(fact.type, RecordOf):
        yield Column(fact.id, fact.title, fact.type, fact.bounds, _notes(fact, plan))
        return
    for field in fact.fields:
        heading = words("field", record=fact.title, field=field.title)
        yield Column(f"{fact.id}.{field.id}", heading, field.type, field.bounds, _notes(field, plan))


def _fields(fact: Fact, plan: Plan) -> Iterator[Column]:
    """The columns of a list's own sheet; of a list of plain values, one."""
    item = fact.type.item if isinstance(fact.type, ListOf) else fact.type
    if not isinstance(item, RecordOf):
        one = fact.one or fact.title
        yield Column("value", one, item, fact.bounds, _notes(replace(fact, type=item), plan))
    for field in fact.fields:
        yield Column(field.id, field.title, field.type, field.bounds, _notes(field, plan))


def _complete(sheet: Sheet) -> Column:
    heading = words("complete", list=sheet.title)
    return Column(COMPLETE + sheet.id, heading, BOOLEAN, notes=(words("note.complete", list=sheet.name),))


def _finding(plan: Plan, name: str) -> Column:
    finding = plan.findings[name]
    note = words("note.finding", by=finding.by, clause=clause_words(plan, finding.clause))
    return Column(FINDINGS + name, finding.title, BOOLEAN, notes=(PHRASES["note.truth"], note))


def _waiver_columns(waivable: tuple[WaivableCriterion, ...]) -> Iterator[Column]:
    labels = tuple(one.label for one in waivable)
    notes = (PHRASES["note.waiver"], PHRASES["note.member"])
    yield Column("criterion", PHRASES["waivers.criterion"], STRING, notes=notes, choices=labels)
    yield Column("by", PHRASES["waivers.by"], STRING, notes=(PHRASES["note.text"],))
    yield Column("granted_on", PHRASES["waivers.granted_on"], DATE, notes=(PHRASES["note.date"],))
    yield Column("reason", PHRASES["waivers.reason"], STRING, notes=(PHRASES["note.text"],))


def _waivable(plan: Plan, decision: Decision) -> Iterator[WaivableCriterion]:
    """What may be waived of a decision and of those it refers to, each called by words that no other has."""
    decisions = list(_with_used(plan, decision))
    found = [
        WaivableCriterion(criterion_words(one, criterion), one.id, criterion.id)
        for one in decisions
        for criterion in one.criteria
        if criterion.waivable is not None
    ]
    for one in found:
        alike = [other for other in found if other.label == one.label]
        code = f"{one.decision}.{one.criterion}"
        yield one if len(alike) == 1 else replace(one, label=_with_code(one.label, code))


def _with_used(plan: Plan, decision: Decision) -> Iterator[Decision]:
    yield decision
    for name in decision.uses:
        yield from _with_used(plan, plan.decisions[name])


def criterion_words(decision: Decision, criterion: Criterion) -> Words:
    """What a criterion is called in a column's heading: in a ladder with its tier."""
    group = next((one for one in decision.groups if criterion.id in one.criteria), None)
    return criterion.title if group is None else words("field", record=group.title, field=criterion.title)


def clause_words(plan: Plan, clause: str) -> Words:
    """Where a clause stands: in Chinese by the document's own numbering."""
    entry = plan.clauses.get(clause)
    return Words(clause if entry is None or not entry.numbering else entry.numbering, clause)


def _notes(field: Fact | FactField, plan: Plan) -> tuple[Words, ...]:
    notes = [_kind_note(field.type, field.bounds)]
    if field.unit is not None:
        unit = Words(field.unit.zh.partition("|")[0], field.unit.en.partition("|")[0])
        notes.append(words("note.unit", unit=unit))
    if field.bounds.minimum is not None:
        notes.append(words("note.low", bound=exact_text(field.bounds.minimum)))
    if field.bounds.maximum is not None:
        notes.append(words("note.high", bound=exact_text(field.bounds.maximum)))
    if isinstance(field, Fact) and field.derivation is not None:
        read = facts_read([field.derivation], {})
        titles = [fact.title for name, fact in plan.facts.items() if name in read]
        titles += [PHRASES["as_of"]] if AS_OF in read else []
        notes.append(words("note.derived", facts=joined(titles)))
    return (*notes, PHRASES["note.blank"])


def joined(parts: Iterable[Words]) -> Words:
    """Words one after another."""
    parts, comma = list(parts), PHRASES["comma"]
    return Words(comma.zh.join(part.zh for part in parts), comma.en.join(part.en for part in parts))


def _kind_note(type_: Type, bounds: Bounds) -> Words:
    match type_:
        case Enumeration():
            return PHRASES["note.member"]
        case ListOf() | RecordOf():
            return PHRASES["note.json"]
        case _ if type_ == NUMBER:
            return PHRASES["note.whole" if bounds.whole else "note.number"]
        case _ if type_ == BOOLEAN:
            return PHRASES["note.truth"]
        case _ if type_ == DATE:
            return PHRASES["note.date"]
        case _:
            return PHRASES["note.text"]


def _names() -> Callable[[Words], Words]:
    """Gives titles the form that names of sheets have: short, without some signs, and no two alike."""
    taken: set[str] = {PHRASES[own][lang].lower() for own in ("instructions", "problems") for lang in ("zh", "en")}

    def name_of(title: Words) -> Words:
        return Words(_free(title.zh, taken), _free(title.en, taken))

    return name_of


def _free(title: str, taken: set[str]) -> str:
    plain = title.translate(_NOT_IN_SHEET_NAMES).strip()
    for number in count(1):
        end = "" if number == 1 else f" {number}"
        name = plain[: _LONGEST_SHEET_NAME - len(end)].strip() + end
        if name.lower() not in taken:
            break
    taken.add(name.lower())
    return name


def _distinct(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns, those that others are headed like with their ids."""
    columns = list(columns)
    headings = [heading for column in columns for heading in {column.heading.zh, column.heading.en}]
    return tuple(
        replace(column, heading=_with_code(column.heading, column.id))
        if headings.count(column.heading.zh) > 1 or headings.count(column.heading.en) > 1
        else column
        for column in columns
    )


def _with_code(said: Words, code: str) -> Words:
    return Words(f"{said.zh} [{code}]", f"{said.en} [{code}]")
