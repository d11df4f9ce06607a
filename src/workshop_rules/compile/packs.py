"""The whole pack, lowered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workshop_rules.check.checked import CheckedDecision, CheckedPack
from workshop_rules.check.outcomes import outcomes_of
from workshop_rules.compile.kinds import lower_kind
from workshop_rules.compile.lowering import Lowered, Lowering
from workshop_rules.compile.plan import (
    Bounds,
    Clause,
    Decision,
    Definition,
    EnumerationWords,
    Fact,
    FactField,
    Finding,
    Interpretation,
    OutcomeName,
    Plan,
    PolicyParameter,
    Reading,
)
from workshop_rules.compile.reads import decisions_used, facts_read
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import ListOf, RecordOf, Type
from workshop_rules.pack.boundary_values import read_number
from workshop_rules.pack.models import ClauseEntry, EnumerationEntry, FactEntry, FieldEntry, Manifest


def compile_pack(checked: CheckedPack) -> Plan:
    """The plan of a pack in which the check found no error; evaluators need nothing else of it."""
    parsed = checked.parsed
    manifest, vocabulary = parsed.manifest, parsed.vocabulary
    return Plan(
        id=manifest.id,
        version=manifest.version,
        digest=parsed.digest,
        title=manifest.title,
        document=manifest.document.title,
        document_number=manifest.document.number or "",
        authority=manifest.authority,
        applies_from=manifest.applies.from_,
        applies_until=manifest.applies.until,
        interpretations=_interpretations(manifest),
        parameters={
            name: PolicyParameter(name, entry.title, entry.clause, found.type, found.value, entry.since, entry.unit)
            for name, entry in manifest.parameters.items()
            for found in (parsed.parameters[name],)
        },
        findings={
            name: Finding(name, entry.title, entry.by, entry.clause) for name, entry in manifest.findings.items()
        },
        facts={
            name: _fact(name, entry, vocabulary.types[name], checked.derivations.get(name))
            for name, entry in vocabulary.facts.items()
        },
        enumerations={name: _enumeration(name, entry) for name, entry in vocabulary.enumerations.items()},
        clauses={entry.id: _clause(entry) for entry in parsed.outline.clauses},
        decisions=_decisions(checked),
        personal=frozenset(_personal(vocabulary.facts)),
    )


def _interpretations(manifest: Manifest) -> Mapping[str, Interpretation]:
    return {
        name: Interpretation(
            name,
            entry.title,
            entry.clause,
            tuple(Reading(reading, words) for reading, words in entry.readings.items()),
            entry.default,
            entry.reason,
        )
        for name, entry in manifest.interpretations.items()
    }


def _fact(name: str, entry: FactEntry, type_: Type, derivation: Expr | None) -> Fact:
    period = None if entry.period is None else (entry.period.start, entry.period.end, entry.period.ongoing or "")
    return Fact(
        name,
        entry.title,
        type_,
        entry.personal,
        derivation,
        _fields(entry, type_),
        entry.unit,
        entry.one,
        entry.change,
        _bounds(entry),
        period,
    )


def _bounds(entry: FieldEntry) -> Bounds:
    minimum, maximum = (None if one is None else read_number(one) for one in (entry.minimum, entry.maximum))
    return Bounds(minimum, maximum, entry.whole)


def _fields(entry: FieldEntry, type_: Type) -> tuple[FactField, ...]:
    """The fields of a record, or of each record of a list."""
    record = type_.item if isinstance(type_, ListOf) else type_
    entries = entry.fields if entry.fields is not None else entry.item
    if not isinstance(record, RecordOf) or entries is None or isinstance(entries, str):
        return ()
    return tuple(
        FactField(name, one.title, field, one.unit, one.change, _bounds(one))
        for name, field in record.fields
        for one in (entries[name],)
    )


def _personal(entries: Mapping[str, FieldEntry], around: str = "") -> Iterable[str]:
    """The paths of what is personal, at every depth; nothing below what is personal as a whole."""
    for name, entry in entries.items():
        inner = entry.fields if entry.fields is not None else entry.item
        if entry.personal:
            yield around + name
        elif inner is not None and not isinstance(inner, str):
            yield from _personal(inner, f"{around}{name}.")


def _enumeration(name: str, entry: EnumerationEntry) -> EnumerationWords:
    return EnumerationWords(name, entry.title, tuple(entry.members.items()), entry.ordered)


def _clause(entry: ClauseEntry) -> Clause:
    reason = entry.judge if entry.judge is not None else entry.reason
    return Clause(entry.id, entry.title, entry.coverage.value, reason, entry.by, entry.numbering or "")


def _decisions(checked: CheckedPack) -> Mapping[str, Decision]:
    findings = checked.parsed.manifest.findings
    lowered = {
        name: (decision, lower_kind(Lowering(decision, findings))) for name, decision in checked.decisions.items()
    }
    expressions = {name: tuple(_expressions(*parts)) for name, parts in lowered.items()}
    return {
        name: _decision(decision, kind, _reached(name, expressions), checked.derivations)
        for name, (decision, kind) in lowered.items()
    }


def _decision(
    checked: CheckedDecision, lowered: Lowered, reached: Iterable[Expr], derivations: Mapping[str, Expr]
) -> Decision:
    entry = checked.entry
    definitions = tuple(
        Definition(name, entry.let[name].title, expression) for name, expression in checked.definitions.items()
    )
    return Decision(
        id=entry.id,
        kind=entry.kind,
        title=entry.title,
        clause=entry.clause,
        about=entry.about,
        as_of=entry.as_of,
        criteria=lowered.criteria,
        groups=lowered.groups,
        definitions=(*definitions, *lowered.definitions),
        outcomes=tuple(OutcomeName(name, words) for name, words in outcomes_of(entry)),
        outcome=lowered.outcome,
        value=lowered.value,
        facts=facts_read(reached, derivations),
        uses=decisions_used(_expressions(checked, lowered)),
        span=entry.span,
    )


def _expressions(checked: CheckedDecision, lowered: Lowered) -> Iterable[Expr]:
    """Every expression of a decision, criteria first."""
    for criterion in lowered.criteria:
        if criterion.applies is not None:
            yield criterion.applies
        yield criterion.condition
    yield from checked.definitions.values()
    yield from (definition.expression for definition in lowered.definitions)
    yield lowered.outcome
    if lowered.value is not None:
        yield lowered.value


def _reached(name: str, expressions: Mapping[str, tuple[Expr, ...]]) -> Iterable[Expr]:
    """The expressions of a decision and of all that it uses, however far."""
    waiting, seen = [name], {name}
    while waiting:
        current = waiting.pop()
        yield from expressions[current]
        for used in decisions_used(expressions[current]):
            if used not in seen:
                seen.add(used)
                waiting.append(used)
