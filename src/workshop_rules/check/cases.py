"""Worked cases: what they name exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workshop_rules.check.outcomes import criteria_of, outcomes_of
from workshop_rules.diagnostics import Diagnostic, Span, nearest
from workshop_rules.pack.consistency import UNDETERMINED
from workshop_rules.pack.document import PathPart
from workshop_rules.pack.models import CaseEntry, DecisionFile, RubricFile
from workshop_rules.pack.parsed import ParsedPack


def check_cases(parsed: ParsedPack) -> Iterator[Diagnostic]:
    """Complaints about readings, parameters, outcomes and criteria that the cases name and the pack does not have."""
    for file in parsed.cases.values():
        decision = parsed.decisions.get(file.decision)
        if decision is None:  # complained of where the pack was read
            continue
        for case in file.cases:
            yield from _choices(case, parsed)
            yield from _expected(case, decision)


def _choices(case: CaseEntry, parsed: ParsedPack) -> Iterator[Diagnostic]:
    interpretations = parsed.manifest.interpretations
    for name, reading in case.readings.items():
        if name not in interpretations:
            yield _nothing("interpretation", name, interpretations, case.key_place("readings", name))
        elif reading not in interpretations[name].readings:
            yield _nothing("reading", reading, interpretations[name].readings, case.place("readings", name))
    for name in case.parameters:
        if name not in parsed.parameters:
            yield _nothing("parameter", name, parsed.parameters, case.key_place("parameters", name))


def _expected(case: CaseEntry, decision: DecisionFile) -> Iterator[Diagnostic]:
    expect = case.expect
    outcomes = [name for name, _ in outcomes_of(decision)]
    if outcomes:
        named: list[tuple[str, tuple[PathPart, ...]]] = []
        if expect.outcome is not None and expect.outcome != UNDETERMINED:
            named.append((expect.outcome, ("outcome",)))
        named.extend((name, ("possible_outcomes", i)) for i, name in enumerate(expect.possible_outcomes or ()))
        for outcome, path in named:
            if outcome not in outcomes:
                yield _nothing("outcome", outcome, outcomes, expect.place(*path))
        if expect.value is not None and not isinstance(decision, RubricFile):
            yield Diagnostic("WR337", "the decision has no value beside its outcome", expect.place("value"))
    criteria = criteria_of(decision)
    for name in expect.criteria:
        if name not in criteria:
            yield _nothing("criterion", name, criteria, expect.key_place("criteria", name))


def _nothing(what: str, name: str, known: Iterable[str], span: Span) -> Diagnostic:
    meant = nearest(name, known)
    return Diagnostic("WR337", f"there is no {what} `{name}`", span, "", f"did you mean `{meant}`?" if meant else "")
