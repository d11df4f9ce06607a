"""Citations: every clause cited is in the outline, and outline and criteria agree on what encodes what."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from workshop_rules.check.outcomes import criteria_of, named_parts
from workshop_rules.diagnostics import Diagnostic, Span, nearest
from workshop_rules.pack.models import (
    ClauseEntry,
    Coverage,
    CriterionEntry,
    DecisionFile,
    LadderFile,
    LimitEntry,
    RubricItemEntry,
    TableFile,
)
from workshop_rules.pack.models.written import Written
from workshop_rules.pack.parsed import ParsedPack


def check_clauses(parsed: ParsedPack) -> Iterator[Diagnostic]:
    """Complaints about citations that lead nowhere, in either direction."""
    clauses = {clause.id: clause for clause in parsed.outline.clauses}
    for entry, key in _citations(parsed):
        yield from _unknown_clause(entry, key, clauses)
    parts = {name: named_parts(decision) for name, decision in parsed.decisions.items()}
    for clause in parsed.outline.clauses:
        for place, name in enumerate(clause.by):
            yield from _encoded_by_nothing(name, parts, clause.place("by", place))
    for name, decision in parsed.decisions.items():
        for criterion, entry in criteria_of(decision).items():
            if not _is_heading(entry.clause, clauses):
                yield from _not_listed(f"{name}.{criterion}", entry, clauses)


def _citations(parsed: ParsedPack) -> Iterator[tuple[Written, str]]:
    """Every entry that cites a clause, with the key that does."""
    manifest = parsed.manifest
    for declared in (manifest.interpretations, manifest.parameters, manifest.findings):
        for entry in declared.values():
            yield entry, "clause"
    for decision in parsed.decisions.values():
        yield decision, "clause"
        yield from _citations_in(decision)


def _citations_in(decision: DecisionFile) -> Iterator[tuple[Written, str]]:
    cited: dict[int, CriterionEntry | LimitEntry | RubricItemEntry] = {
        id(entry): entry for entry in criteria_of(decision).values()
    }
    for entry in cited.values():
        yield entry, "clause"
        if not isinstance(entry, RubricItemEntry) and entry.waivable is not None:
            yield entry.waivable, "clause"
    match decision:
        case LadderFile():
            yield from ((tier, "clause") for tier in decision.tiers)
        case TableFile():
            yield from ((rule, "clause") for rule in decision.rules)
        case _:
            pass


def _unknown_clause(entry: Written, key: str, clauses: Mapping[str, ClauseEntry]) -> Iterator[Diagnostic]:
    locator = getattr(entry, key)
    if locator not in clauses:
        meant = nearest(unicodedata.normalize("NFKC", locator), clauses)
        yield Diagnostic(
            "WR334",
            f"the outline has no clause `{locator}`",
            entry.place(key),
            "",
            f"did you mean `{meant}`?" if meant else "add it to clauses.yaml",
        )


def _encoded_by_nothing(name: str, parts: Mapping[str, set[str]], span: Span) -> Iterator[Diagnostic]:
    decision, _, part = name.partition(".")
    if decision in parts and (not part or part in parts[decision]):
        return
    known = [*parts, *(f"{d}.{p}" for d, names in parts.items() for p in sorted(names))]
    meant = nearest(name, known)
    yield Diagnostic(
        "WR335",
        f"there is no criterion `{name}`",
        span,
        "",
        f"did you mean `{meant}`?" if meant else "write decision.criterion, in a ladder decision.tier.criterion",
    )


def _is_heading(locator: str, clauses: Mapping[str, ClauseEntry]) -> bool:
    """Whether a clause stands above others that are encoded, so that it may be cited for them all."""
    clause = clauses.get(locator)
    if clause is None or clause.coverage is Coverage.ENCODED or clause.numbering is None:
        return False
    above = f"{clause.numbering}/"
    return any(
        (other.numbering or "").startswith(above) and other.coverage is Coverage.ENCODED for other in clauses.values()
    )


def _not_listed(
    name: str, entry: CriterionEntry | LimitEntry | RubricItemEntry, clauses: Mapping[str, ClauseEntry]
) -> Iterator[Diagnostic]:
    clause = clauses.get(entry.clause)
    if clause is None or name in clause.by:
        return
    if clause.coverage is Coverage.ENCODED:
        message = f"the clause `{clause.id}` does not list `{name}`, which cites it"
        help_ = f"add `{name}` to its `by` in clauses.yaml"
    elif clause.coverage is Coverage.JUDGEMENT and isinstance(entry, CriterionEntry):
        return
    else:
        message = f"`{name}` cites the clause `{clause.id}`, which the outline says is not encoded"
        help_ = f"write `coverage: encoded` and `by: [{name}]` there, or cite another clause"
    yield Diagnostic("WR336", message, entry.place("clause"), "", help_)
