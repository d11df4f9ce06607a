"""Hypothesis strategies for whole plans: decisions of generated criteria, with everything that a plan can have.

`plans()` gives a plan with a decision `asked`: criteria with groups, labels, presuppositions, waivers, advice and
`let`s; an outcome that is a chain of `if`s over them, or a decision table; perhaps a value; perhaps another decision,
`used`, that it uses.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from hypothesis import strategies as st

from tests.strategies_cases import FACTS, FINDINGS, HONOR, LEVEL, PARAMETERS, SCOPE, THRESHOLDS, WINDOW
from tests.strategies_typed import HOLES, affordable, tree_of, written
from workshop_rules.check.expressions import check_expression
from workshop_rules.check.scope import Scope
from workshop_rules.compile.plan import (
    Criterion,
    Decision,
    Definition,
    Fact,
    Finding,
    Interpretation,
    OutcomeName,
    Plan,
    PolicyParameter,
    Reading,
    Waivable,
)
from workshop_rules.compile.reads import decisions_used, facts_read
from workshop_rules.diagnostics import Source, Span
from workshop_rules.evaluate.evaluation import Waiver
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, STRING, Choice, ListOf, Type
from workshop_rules.language.values import Value, YearsMonths
from workshop_rules.language.words import Words
from workshop_rules.parse import parse_expression, parse_unary_tests

NOWHERE = Span(Source("generated", ""), 0, 0)
WORDS = Words("", "")
OUTCOMES = ("low", "middle", "high")
USED = Choice("used", OUTCOMES)
DERIVATIONS: Mapping[str, t.Expr] = {"教龄": tree_of("completed years(hired_on, as_of)", NUMBER)}
"""The facts that can be worked out where they are not supplied."""
LET_TYPES: tuple[Type, ...] = (NUMBER, DATE, BOOLEAN, ListOf(HONOR), ListOf(NUMBER))


@dataclass(frozen=True)
class Drawing:
    """A decision being drawn.

    Attributes:
        draw: random numbers: Hypothesis would try most plans several times with one part replaced.
        avoiding: as for `strategies_typed.texts`.
        scope: its expressions'.
        valued: whether it may come to what a table computes.
    """

    draw: random.Random
    avoiding: frozenset[str]
    scope: Scope
    valued: bool = False

    def expression(self, type_: Type, depth: int = 3) -> t.Expr:
        """A checked expression."""
        while (tree := affordable(self.text(type_, depth), type_, self.scope)) is None:
            pass
        return tree

    def text(self, type_: Type, depth: int) -> str:
        """An expression as it is written."""
        return written(type_, self.draw, self.avoiding, self.scope.definitions, depth)

    def once_in(self, times: int) -> bool:
        """Seldom true."""
        return not self.draw.randrange(times)

    def condition(self) -> t.Expr:
        """A condition as YAML states it: an expression, or a group of them."""
        if self.once_in(4):
            return _uses_another(self) if self.scope.decisions else self.expression(BOOLEAN)
        if self.once_in(3):
            operands = tuple(self._member(place) for place in range(self.draw.randint(2, 3)))
            count = self.expression(NUMBER, 1) if self.once_in(3) else _number(self.draw.randint(0, 3))
            groups: tuple[t.Expr, ...] = (
                t.And(operands, span=NOWHERE, type=BOOLEAN),
                t.Or(operands, span=NOWHERE, type=BOOLEAN),
                t.Not(operands[0], span=NOWHERE, type=BOOLEAN),
                t.AtLeast(count, operands, span=NOWHERE, type=BOOLEAN),
            )
            return self.draw.choice(groups)
        return self.expression(BOOLEAN)

    def criterion(self, name: str) -> Criterion:
        """A criterion with whatever may stand beside its condition."""
        condition = self.condition()
        if self.once_in(5):
            condition = t.Presupposes(self.expression(BOOLEAN, 2), condition, span=NOWHERE, type=BOOLEAN)
        return Criterion(
            id=name,
            title=WORDS,
            clause="1",
            condition=condition,
            span=NOWHERE,
            applies=self.expression(BOOLEAN, 2) if self.once_in(5) else None,
            waivable=Waivable(WORDS, "1") if self.once_in(3) else None,
            advisory=self.once_in(6),
        )

    def outcome(self, criteria: tuple[Criterion, ...]) -> t.Expr:
        """A chain of `if`s over criteria."""
        outcome: t.Expr = _text(self.draw.choice(OUTCOMES))
        for _ in range(self.draw.randint(1, 3)):
            named = self.draw.sample(criteria, self.draw.randint(1, min(3, len(criteria))))
            references = tuple(t.CriterionRef(c.id, span=NOWHERE, type=BOOLEAN) for c in named)
            condition = references[0] if len(references) == 1 else t.And(references, span=NOWHERE, type=BOOLEAN)
            name = self.draw.choice(OUTCOMES)
            outcome = t.If(condition, _text(name), outcome, span=NOWHERE, type=Choice("asked", OUTCOMES))
        return outcome

    def table(self) -> t.Expr:
        """A decision table whose results are the outcomes."""
        policy = self.draw.choice(("F", "U", "A", "P"))
        return self._table(policy, None, [Column("", self._outcome, [f'"{one}"' for one in OUTCOMES], self.once_in(2))])

    def table_of_values(self) -> t.Expr:
        """A decision table with any hit policy, whose results are computed, of one output or several."""
        policy = self.draw.choice(("C", "R", "O", "P", "A", "F", "U"))
        aggregation = self.draw.choice((None, "+", "<", ">", "#")) if policy == "C" else None
        hole = "number" if aggregation else self.draw.choice(tuple(RANKED))
        default = self.once_in(2)
        columns = [self._column("a", hole, default=default)]
        if aggregation is None and self.once_in(3):
            columns.append(self._column("b", "honors" if self.once_in(4) else "level", default=default))
        return self._table(policy, aggregation, columns)

    def _column(self, name: str, hole: str, *, default: bool) -> Column:
        computed = self.once_in(3) or hole not in RANKED

        def result() -> t.Expr:
            text = self.text(HOLES[hole], 1) if computed else self.draw.choice(RANKED[hole])
            return parse_expression(text).unwrap()

        return Column(name, result, RANKED.get(hole, ())[:2], default)

    def _table(self, policy: str, aggregation: str | None, columns: Sequence[Column]) -> t.Expr:
        holes = self.draw.choices(tuple(CELLS), k=self.draw.randint(1, 2))
        inputs = tuple(t.TableInput(self.raw(HOLES[hole], 1)) for hole in holes)
        rules = tuple(
            t.TableRule(f"r{place}", tuple(map(self._cell, holes)), tuple(c.result() for c in columns), NOWHERE)
            for place in range(self.draw.randint(1, 4))
        )
        outputs = tuple(
            t.TableOutput(
                column.name,
                t.UnaryTests(tuple(parse_expression(one).unwrap() for one in column.listed), span=NOWHERE),
                column.result() if column.default else None,
            )
            for column in columns
        )
        table = t.DecisionTable(inputs, outputs, rules, policy, aggregation, span=NOWHERE)
        return check_expression(table, self.scope).unwrap()

    def raw(self, type_: Type, depth: int) -> t.Expr:
        """An expression, parsed only."""
        return parse_expression(self.text(type_, depth)).unwrap()

    def _cell(self, hole: str) -> t.UnaryTests:
        template = self.draw.choice(("-", "-", *CELLS[hole]))
        return parse_unary_tests(template).unwrap()

    def _outcome(self) -> t.Expr:
        return _text(self.draw.choice(OUTCOMES))

    def _member(self, place: int) -> t.Expr:
        member = self.expression(BOOLEAN, 2)
        return t.Labelled(f"member_{place}", member, span=NOWHERE, type=BOOLEAN) if self.once_in(2) else member


@dataclass(frozen=True)
class Column:
    """An output of a table: how results are drawn, the values that it lists, and whether it has a default."""

    name: str
    result: Callable[[], t.Expr]
    listed: Sequence[str]
    default: bool


RANKED: Mapping[str, tuple[str, ...]] = {
    "number": ("2", "1", "3.5"),
    "string": ('"b"', '"a"', '"c"'),
    "level": ("level.city", "level.school", "level.national"),
}
"""Results that are written out, the first two in order of priority."""

CELLS: Mapping[str, tuple[str, ...]] = {
    "number": ("< 3", ">= 9", "[1..5)", "1, 2, > 10", "not(0)", "? > 2 and ? < 8", "parameter.least_years"),
    "date": ('< @"2013-10-01"', '[@"2008-10-01"..@"2013-10-01"]', "as_of", 'not(> @"2012-02-29")'),
    "level": ("level.city", ">= level.city", "level.school, level.county", "not(level.national)"),
    "kind": ("honor_kind.other", "honor_kind.education, honor_kind.homeroom"),
    "boolean": ("true", "false"),
    "string": ('"a", ""', 'not("a")'),
}
"""Cells of decision tables, by what their column is about."""


def plans(avoiding: Collection[str] = (), *, valued: bool = False) -> st.SearchStrategy[Plan]:
    """Plans with a decision `asked`, and sometimes `used`, which it may refer to.

    Args:
        avoiding: as for `strategies_typed.texts`.
        valued: whether decisions may come to what a table computes: a number, a list, a record.
    """
    return st.randoms(use_true_random=True).map(lambda draw: plan_drawn(draw, avoiding, valued=valued))


def plan_drawn(draw: random.Random, avoiding: Collection[str] = (), *, valued: bool = False) -> Plan:
    """One of the same."""
    drawing = Drawing(draw, frozenset(avoiding), SCOPE, valued)
    decisions = {}
    if drawing.once_in(3):
        decisions["used"] = _decision(drawing, "used")
        drawing = replace(drawing, scope=replace(SCOPE, decisions={"used": USED}))
    decisions["asked"] = _decision(drawing, "asked")
    return plan_of(decisions)


def waivers() -> st.SearchStrategy[tuple[Waiver, ...]]:
    """Waivers for criteria of `asked`, also for some that nobody may waive."""
    names = st.sampled_from([f"c{place}" for place in range(4)])
    return st.lists(st.builds(Waiver, st.just("generated"), st.just("asked"), names), max_size=2).map(tuple)


def waivers_drawn(draw: random.Random) -> tuple[Waiver, ...]:
    """One or two of the same."""
    return tuple(Waiver("generated", "asked", f"c{draw.randrange(4)}") for _ in range(draw.randint(1, 2)))


def parameters_drawn(draw: random.Random) -> dict[str, Value | None]:
    """The parameters of the sample vocabulary, most often a threshold that something may be taken for."""
    return {
        "least_years": draw.choice([3, 9, Fraction(1, 3), *THRESHOLDS]),
        "unstated": None,
        "period": YearsMonths(60),
        "least_level": draw.choice(LEVEL.members),
    }


def plan_of(decisions: Mapping[str, Decision]) -> Plan:
    """A plan of these decisions over the sample vocabulary."""
    return Plan(
        id="generated",
        version="1.0.0",
        digest="0" * 64,
        title=WORDS,
        document=WORDS,
        authority=WORDS,
        applies_from=None,
        applies_until=None,
        interpretations={
            "window": Interpretation(
                "window", WORDS, "1", tuple(Reading(o, WORDS) for o in WINDOW.options), "anniversary", WORDS
            )
        },
        parameters={name: PolicyParameter(name, WORDS, "1", type_, None) for name, type_ in PARAMETERS.items()},
        findings={name: Finding(name, WORDS, WORDS, "1") for name in FINDINGS},
        facts={name: Fact(name, WORDS, type_, derivation=DERIVATIONS.get(name)) for name, type_ in FACTS.items()},
        enumerations={},
        clauses={},
        decisions=decisions,
    )


def _decision(drawing: Drawing, name: str) -> Decision:
    definitions: list[Definition] = []
    for place in range(drawing.draw.randint(0, 2)):
        type_ = drawing.draw.choice(LET_TYPES)
        expression = drawing.expression(type_, 2)
        definitions.append(Definition(f"let_{place}", WORDS, expression))
        named = {**drawing.scope.definitions, f"let_{place}": type_}
        drawing = replace(drawing, scope=replace(drawing.scope, definitions=named))
    criteria = tuple(drawing.criterion(f"c{place}") for place in range(drawing.draw.randint(1, 4)))
    outcome = drawing.table() if drawing.once_in(5) else drawing.outcome(criteria)
    value = drawing.expression(NUMBER) if drawing.once_in(4) else None
    outcomes: tuple[str, ...] = OUTCOMES
    if drawing.valued and drawing.once_in(4):
        value = drawing.table_of_values()
        if drawing.once_in(2):
            outcome, outcomes = value, ()
    expressions = [*_conditions(criteria), *(d.expression for d in definitions), outcome, *([value] if value else [])]
    return Decision(
        id=name,
        kind="ladder",
        title=WORDS,
        clause="1",
        about="teacher",
        as_of=None,
        criteria=criteria,
        groups=(),
        definitions=tuple(definitions),
        outcomes=tuple(OutcomeName(o, WORDS) for o in outcomes),
        outcome=outcome,
        value=value,
        facts=facts_read(expressions, DERIVATIONS),
        uses=decisions_used(expressions),
        span=NOWHERE,
    )


def _conditions(criteria: tuple[Criterion, ...]) -> Iterator[t.Expr]:
    for criterion in criteria:
        yield criterion.condition
        if criterion.applies is not None:
            yield criterion.applies


def _uses_another(drawing: Drawing) -> t.Expr:
    reference = t.DecisionRef("used", span=NOWHERE, type=USED)
    expected = _text(drawing.draw.choice(OUTCOMES))
    return t.Compare(drawing.draw.choice(("=", "!=")), reference, expected, span=NOWHERE, type=BOOLEAN)


def _text(value: str) -> t.Expr:
    return t.StringLiteral(value, span=NOWHERE, type=STRING)


def _number(value: int) -> t.Expr:
    return tree_of(str(value), NUMBER)
