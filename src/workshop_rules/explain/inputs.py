"""What the explanation of a criterion depends on: two cases that agree in it are explained alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from workshop_rules.compile.plan import Criterion, Decision, Plan
from workshop_rules.explain.templates import named_in
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.walk import children
from workshop_rules.pack.dossier import Judgement

FINDINGS = "findings."
_AS_THEY_ARE = frozenset({str, int, dt.date, type(None)})
"""Types of values that equal nothing of another type that stands here without its type."""
_WITHOUT_END = frozenset({int, dt.date, type(None)})
"""Of these, those that are short whatever they are."""
_TRUE_OR_FALSE: Mapping[bool, Hashable] = {True: (bool, True), False: (bool, False)}
LONGEST = 200
_MOST = 20
"""Longer texts and lists are not kept."""


class TooLongError(Exception):
    """A value is too long to be kept."""


class About(Protocol):
    """What a criterion may read of a case."""

    @property
    def facts(self) -> Mapping[str, object]:
        """Its facts: lists may be of any kind, and None stands for what was not supplied."""

    @property
    def findings(self) -> Mapping[str, bool]:
        """What people found, by name."""

    @property
    def judgements(self) -> Mapping[str, Judgement]:
        """Who found it."""

    @property
    def incomplete(self) -> frozenset[str]:
        """The lists that may lack entries."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a criterion reads beside readings, thresholds and the date.

    Attributes:
        facts: their paths, with those that derived facts are worked out from.
        findings: human findings, by name.
    """

    facts: tuple[str, ...]
    findings: tuple[str, ...]

    def of(self, about: About) -> Hashable:
        """All that tells a case from others for the criterion; None where that is not to be kept.

        Args:
            about: what is known of the case.
        """
        given, read = about.facts, []
        try:
            for path in self.facts:
                value: Any = given.get(path)
                read.append(value if type(value) in _WITHOUT_END else mark(value))
            key: Hashable = tuple(read)
            hash(key)
        except (TooLongError, TypeError):
            return None
        if self.findings:
            key = key, tuple([(about.findings.get(name), _by(about, name)) for name in self.findings])
        return (key, about.incomplete) if about.incomplete else key


def inputs(plan: Plan, decision: Decision, criterion: Criterion, without: Container[int] = ()) -> Inputs | None:
    """What a criterion reads; None where it depends on another decision.

    Args:
        plan: the pack.
        decision: the decision.
        criterion: the criterion.
        without: parts of its condition, by their identity, that are left out.
    """
    return inputs_of(plan, decision, _expressions(plan, decision, criterion), without)


def inputs_of(
    plan: Plan, decision: Decision, expressions: Iterable[Expr], without: Container[int] = ()
) -> Inputs | None:
    """What expressions of a decision read; None where they depend on another decision."""
    facts: dict[str, None] = {}
    findings: dict[str, None] = {}
    definitions = {definition.name: definition.expression for definition in decision.definitions}
    waiting = list(expressions)
    seen: set[str] = set()
    while waiting:
        for node in _walk(waiting.pop(), without):
            match node:
                case tree.DecisionRef() | tree.CriterionRef():
                    return None
                case tree.FactRef(path=path) if path.startswith(FINDINGS):
                    findings[path.removeprefix(FINDINGS)] = None
                case tree.FactRef(path=path) if path not in facts:
                    facts[path] = None
                    fact = plan.facts.get(path)
                    if fact is not None and fact.derivation is not None:
                        waiting.append(fact.derivation)
                case tree.DefinitionRef(name=name) if name not in seen and name in definitions:
                    seen.add(name)
                    waiting.append(definitions[name])
                case _:
                    pass
    return Inputs(tuple(facts), tuple(findings))


def _walk(node: Expr, without: Container[int]) -> Iterator[Expr]:
    """A node and all below it, but for what is left out."""
    if id(node) not in without:
        yield node
        for child in children(node):
            yield from _walk(child, without)


def _expressions(plan: Plan, decision: Decision, criterion: Criterion) -> Iterable[Expr]:
    yield criterion.condition
    if criterion.applies is not None:
        yield criterion.applies
    for template in criterion.templates.values():
        yield from named_in(plan, decision, template.zh)
        yield from named_in(plan, decision, template.en)


def mark(value: Any) -> Hashable:  # noqa: ANN401 (whatever a dossier has, and a trusted one should not have)
    """What tells a value from all others, so that 1 is not taken for true.

    Raises:
        TooLongError: the value is too long to be kept.
        TypeError: it is of no type that a dossier has.
    """
    kind: Any = type(value)
    if kind in _AS_THEY_ARE:
        if kind is str and len(value) > LONGEST:
            raise TooLongError
        return value  # type: ignore[no-any-return]  # of a type that can be hashed
    if kind is bool:
        return _TRUE_OR_FALSE[value]
    if kind is Fraction:
        return Fraction, value.numerator, value.denominator  # which are quicker to look up
    if kind is dict:
        return dict, tuple([(name, mark(field)) for name, field in value.items()])
    if kind is tuple or kind is list:
        if len(value) > _MOST:
            raise TooLongError
        return tuple, tuple(map(mark, value))
    return kind, value


def _by(about: About, finding: str) -> str:
    judgement = about.judgements.get(finding)
    return "" if judgement is None else judgement.by
