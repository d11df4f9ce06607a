"""Cases with gaps, and what fills them: for what must hold of unknown facts, whatever the expression."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from tests.strategies_cases import FACTS, FINDINGS, cases, dates, values
from workshop_rules.evaluate.evaluation import Case
from workshop_rules.language.types import ListOf, RecordOf

DERIVED = "教龄"
DERIVED_FROM = frozenset({"hired_on", "as_of"})
"""The sample vocabulary works out one fact from these, where it is not supplied."""
_IN_A_RECORD = re.compile(r"(\w+)(?:\[(\d+)\])?\.(\w+)")


@dataclass(frozen=True)
class Gappy:
    """A case of the sample vocabulary, and what one day becomes known.

    Attributes:
        case: what is known now.
        later: what is not: path to value; for an open list the entries that it lacks, `None` for what stays unknown.
    """

    case: Case
    later: Mapping[str, Any]

    @property
    def lacking(self) -> frozenset[str]:
        """The paths of all that is unknown."""
        return frozenset(self.later)

    def filled(self, paths: frozenset[str]) -> Case:
        """The case once these paths are supplied."""
        facts: dict[str, Any] = dict(self.case.dossier.facts)
        findings = dict(self.case.dossier.findings)
        incomplete = self.case.dossier.incomplete
        as_of = self.case.as_of
        # Entries are added last: the fields of those there are stand at their places.
        for path in sorted(paths, key=lambda path: path in incomplete):
            value = self.later[path]
            if value is None:
                continue
            if path == "as_of":
                as_of = value
            elif path.startswith("findings."):
                findings[path.removeprefix("findings.")] = value
            elif path in incomplete:
                facts[path] = (*facts[path], *value)
            elif match := _IN_A_RECORD.fullmatch(path):
                facts[match[1]] = _with_field(facts[match[1]], match[2], match[3], value)
            else:
                facts[path] = value
        dossier = replace(self.case.dossier, facts=facts, findings=findings, incomplete=incomplete - paths)
        return replace(self.case, dossier=dossier, as_of=as_of)

    def filled_but_for(self, paths: frozenset[str]) -> Case:
        """The case once everything else is supplied, and nothing from which these could be worked out."""
        kept = paths | (DERIVED_FROM if DERIVED in paths else frozenset())
        return self.filled(self.lacking - kept)


def _with_field(value: Any, place: str | None, field: str, content: object) -> Any:
    if place is None:
        return {**value, field: content}
    index = int(place) - 1
    return (*value[:index], {**value[index], field: content}, *value[index + 1 :])


def _gaps(case: Case) -> Iterator[tuple[str, st.SearchStrategy[Any]]]:
    """Each path that a case lacks, with what may fill it."""
    if case.as_of is None:
        yield "as_of", dates()
    yield from ((f"findings.{name}", st.booleans()) for name in FINDINGS if name not in case.dossier.findings)
    yield "parameter.unstated", st.none()
    for name, type_ in FACTS.items():
        value: Any = case.dossier.facts.get(name)
        if value is None:
            derivable = name == DERIVED and "hired_on" in case.dossier.facts and case.as_of is not None
            if not derivable:
                yield name, values(type_)
        elif isinstance(type_, RecordOf):
            yield from _fields(name, value, type_)
        elif isinstance(type_, ListOf):
            if name in case.dossier.incomplete:
                yield name, values(type_)
            if isinstance(type_.item, RecordOf):
                for place, record in enumerate(value, start=1):
                    yield from _fields(f"{name}[{place}]", record, type_.item)


def _fields(path: str, record: Mapping[str, Any], type_: RecordOf) -> Iterator[tuple[str, st.SearchStrategy[Any]]]:
    yield from ((f"{path}.{name}", values(inner)) for name, inner in type_.fields if name not in record)


@st.composite
def gappy_cases(draw: st.DrawFn) -> Gappy:
    """A case and what fills its gaps."""
    case = draw(cases())
    return Gappy(case, {path: draw(filling) for path, filling in _gaps(case)})


@st.composite
def some_of(draw: st.DrawFn, paths: frozenset[str]) -> frozenset[str]:
    """Some paths of many."""
    return frozenset(draw(st.lists(st.sampled_from(sorted(paths)), max_size=6)))
