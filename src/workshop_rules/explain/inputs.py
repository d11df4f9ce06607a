"""What the explanation of a criterion depends on: two cases that agree in it are explained alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import contains
from typing import Any, Protocol

from workshop_rules.compile.plan import Criterion, Decision, Fact, Plan
from workshop_rules.explain.keeping import Kept
from workshop_rules.explain.picking import picking
from workshop_rules.explain.templates import named_in
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import BOOLEAN, Enumeration
from workshop_rules.language.walk import children
from workshop_rules.pack.dossier import Judgement

FINDINGS = "findings."
_AS_THEY_ARE = frozenset({str, int, dt.date, type(None)})
"""Types of values that equal nothing of another type that stands here without its type."""
_SHORT: frozenset[type] = frozenset({int, dt.date, type(None)})
_SHORT_IF_BOOLEAN: frozenset[type] = frozenset({bool, type(None)})
_SHORT_IF_NAME: frozenset[type] = frozenset({str, int, dt.date, type(None)})
"""Of the types of values of a fact, those that are short whatever they are and equal nothing else that it may be."""
_TRUE_OR_FALSE: Mapping[bool, Hashable] = {True: (bool, True), False: (bool, False)}
LONGEST = 200
_MOST = 20
"""Longer texts and lists are not kept."""
_MOST_KINDS = 256
"""Of how many ways in which cases have values it is known whether these stand for themselves."""
_NOT_KEPT = object()


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
        short: for each fact the types of its values that stand for themselves.
    """

    facts: tuple[str, ...]
    findings: tuple[str, ...]
    short: tuple[frozenset[type], ...]


class Keys:
    """What tells a case from others for each of several criteria: looked at once for all of them."""

    def __init__(self, each: Sequence[Inputs | None]) -> None:
        """Prepare to look.

        Args:
            each: what each of them reads; None where that is not to be kept.
        """
        short = {path: types for read in each if read for path, types in zip(read.facts, read.short, strict=True)}
        self._facts, self._short = tuple(short), tuple(short.values())
        self._findings = tuple(dict.fromkeys(name for read in each if read for name in read.findings))
        places = {name: place for place, name in enumerate((*self._facts, *map(_finding, self._findings)))}
        self._picks = [
            None if read is None else picking([places[name] for name in (*read.facts, *map(_finding, read.findings))])
            for read in each
        ]
        self._are_short: Kept[tuple[type, ...], bool] = Kept(_MOST_KINDS)

    def of(self, about: About) -> list[Hashable]:
        """All that counts for each of them; None where that is not to be kept.

        Args:
            about: what is known of the case.
        """
        values: tuple[Any, ...] = tuple(map(about.facts.get, self._facts))
        kinds = tuple(map(type, values))
        all_short = self._are_short.get(kinds)
        if all_short is None:
            all_short = self._are_short.keep(kinds, all(map(contains, self._short, kinds)))
        if not all_short:
            values = tuple(map(_told_apart, values, self._short))
        if self._findings:
            values += tuple([(about.findings.get(name), _by(about, name)) for name in self._findings])
        if all_short and not about.incomplete:
            return [pick and pick(values) for pick in self._picks]
        keys = [pick and pick(values) for pick in self._picks]
        return [None if key is None or _NOT_KEPT in key else (key, about.incomplete) for key in keys]


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
    return Inputs(tuple(facts), tuple(findings), tuple(_short(plan.facts.get(path)) for path in facts))


def _short(fact: Fact | None) -> frozenset[type]:
    """The types of values of a fact that stand for themselves."""
    if fact is not None and fact.type == BOOLEAN:
        return _SHORT_IF_BOOLEAN
    return _SHORT_IF_NAME if fact is not None and isinstance(fact.type, Enumeration) else _SHORT


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


def _told_apart(value: object, short: frozenset[type]) -> Hashable:
    """What tells a value from all others of a fact; `_NOT_KEPT` where it is too long, or of a strange type."""
    if type(value) in short:
        return value
    try:
        key = (type(value), mark(value)) if bool in short else mark(value)
        hash(key)
    except (TooLongError, TypeError):
        return _NOT_KEPT
    return key


def _finding(name: str) -> str:
    return FINDINGS + name


def _by(about: About, finding: str) -> str:
    judgement = about.judgements.get(finding)
    return "" if judgement is None else judgement.by
