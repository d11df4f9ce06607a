"""A decision compiled to a ruleset, criterion by criterion."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from fractions import Fraction

from workshop_rules.compile.plan import Criterion, Decision, Plan
from workshop_rules.evaluate._durable import conditions as c
from workshop_rules.evaluate._durable.composing import Composition
from workshop_rules.evaluate._durable.encoding import Encoding
from workshop_rules.evaluate._durable.lowering import Lowering
from workshop_rules.evaluate._durable.refused import Refused
from workshop_rules.evaluate._durable.ruleset import COMPILED, RETE, Ground, Root, Route, Ruleset
from workshop_rules.evaluate._durable.truths import Verity
from workshop_rules.language import tree as t
from workshop_rules.language.types import DAYS_TIME, NUMBER, STRING
from workshop_rules.language.values import DaysTime, Value
from workshop_rules.language.walk import walk

DECIMALS = 10_000
"""What numbers are multiplied with at least where facts are compared with one another: four decimals are whole then."""


def compile_ruleset(
    plan: Plan, decision: Decision, readings: Mapping[str, str], parameters: Mapping[str, Value | None]
) -> Ruleset:
    """The ruleset of a decision, for one choice of readings and parameters.

    Args:
        plan: the pack.
        decision: one of its decisions.
        readings: the reading of every interpretation.
        parameters: the value of every parameter.
    """
    lowering = Lowering(plan, decision, readings, parameters)
    lowered: dict[str, tuple[c.Condition, c.Condition]] = {}
    routes: dict[str, Route] = {}
    for criterion in decision.criteria:
        try:
            lowered[criterion.id] = _conditions(criterion, lowering)
        except Refused as refused:
            routes[criterion.id] = Route(COMPILED, str(refused))
    grounds = list(_grounds(decision.outcome, lowering))
    conditions = [one for pair in lowered.values() for one in pair]
    composition = Composition(_encoding((*conditions, *(one for _, one in grounds))))
    roots: dict[str, Root] = {}
    known: dict[c.Condition, int | Verity] = {}
    for name, pair in lowered.items():
        try:
            for part, condition in zip(("", " applies"), pair, strict=True):
                if condition not in known:
                    known[condition] = composition.root(name + part, condition)
        except Refused as refused:
            routes[name] = Route(COMPILED, str(refused))
        else:
            roots[name] = Root(known[pair[0]], known[pair[1]])
            routes[name] = Route(RETE)
    read: list[Ground] = []
    for expression, condition in grounds:
        with suppress(Refused):
            read.append(Ground(expression, composition.root("outcome", condition)))
    cells, records = composition.facts.finished()
    return Ruleset(
        decision=decision.id,
        rules=composition.rules,
        conclusions=composition.conclusions,
        nodes=composition.nodes,
        cells=cells,
        records=records,
        lists=composition.facts.lists,
        constants=tuple(composition.constants),
        roots=roots,
        routes={criterion.id: routes[criterion.id] for criterion in decision.criteria},
        encoding=composition.encoding,
        as_of=decision.as_of,
        waivable=frozenset(one.id for one in decision.criteria if one.waivable is not None),
        outcome=decision.outcome,
        grounds=tuple(read),
        has_value=decision.value is not None,
    )


def _conditions(criterion: Criterion, lowering: Lowering) -> tuple[c.Condition, c.Condition]:
    """What a criterion asks for, where it applies; and whether it does."""
    applies = c.TRUE if criterion.applies is None else lowering.condition(criterion.applies)
    return lowering.condition(criterion.condition), applies


def _grounds(outcome: t.Expr, lowering: Lowering) -> Iterator[tuple[t.Expr, c.Condition]]:
    """The conditions of an outcome that are about facts and have a form as patterns."""
    while isinstance(outcome, t.If):
        condition = outcome.condition
        if not any(isinstance(node, t.CriterionRef) for node in walk(condition)):
            with suppress(Refused):
                yield condition, lowering.condition(condition)
        outcome = outcome.otherwise


def _encoding(conditions: Iterable[c.Condition]) -> Encoding:
    """The encoding in which all numbers of some conditions are whole, and decimals where facts are compared."""
    scale = 1
    texts: dict[str, int] = {}
    for fixed in _compared(conditions):
        if not isinstance(fixed, c.Fixed):
            scale = math.lcm(scale, DECIMALS if fixed.type in {NUMBER, DAYS_TIME} else 1)
            continue
        match fixed.value:
            case str() as text if fixed.type == STRING:
                texts.setdefault(text, len(texts))
            case DaysTime(nanoseconds=nanoseconds) if fixed.type == DAYS_TIME:
                scale = math.lcm(scale, 10**9 // math.gcd(10**9, nanoseconds))
            case int() | Fraction() as number if fixed.type == NUMBER:
                scale = math.lcm(scale, number.denominator)
    return Encoding(scale, texts)


def _compared(conditions: Iterable[c.Condition]) -> Iterator[c.Operand]:
    """What stands on the right of comparisons; a sum is compared with a number, and made of others."""
    for condition in conditions:
        for one in c.within(condition):
            match one:
                case c.Test(right=right):
                    yield right
                case c.Summed(source=source, depth=depth, term=term, limit=limit):
                    yield from (limit, c.Field(depth, source, term, NUMBER))
                case _:
                    pass
