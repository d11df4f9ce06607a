"""A model's decision as verdicts have it: what was asked, and what came of it, in the form that packs' decisions have.

The rules of the decision tables that it went through are its criteria.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from workshop_rules.compile.plan import Criterion, Decision, Group, Plan
from workshop_rules.diagnostics import Diagnostic, Found, Source, Span, nearest
from workshop_rules.dmn import definitions as dmn
from workshop_rules.evaluate._dmn.externals import JAVA, External
from workshop_rules.evaluate._dmn.graph import DecisionRecord, Run
from workshop_rules.evaluate._dmn.plain import plain
from workshop_rules.evaluate._dmn.printing import text_of
from workshop_rules.evaluate._dmn.recorder import RuleRecord, TableRecord
from workshop_rules.evaluate._dmn.scope import World
from workshop_rules.evaluate._dmn.values import DECIMAL128, FeelValue, Null
from workshop_rules.evaluate.evaluation import CriterionResult, Evaluation, State
from workshop_rules.language.tree import And, Expr, In, Not, NullLiteral, UnaryTests
from workshop_rules.language.values import Error
from workshop_rules.language.words import Words

UNDETERMINED = "undetermined"
NO_VALUE = "null"
"""The outcome of a decision that has none although everything was given."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of a model, made.

    Attributes:
        decision: what was asked, its criteria the rules of the tables it went through.
        evaluation: what came of it.
        record: how it was made.
        reason: why it is null; None where it is not, or was meant to be.
    """

    decision: Decision
    evaluation: Evaluation
    record: DecisionRecord
    reason: Error | None


def plan_of(model: dmn.Definitions) -> Plan:
    """A model as a plan, without its decisions, which are made anew each time."""
    title = _same(model.name)
    return Plan(
        id=model.name or model.id,
        version=f"DMN {model.version}",
        digest=model.digest,
        title=title,
        document=title,
        authority=_same(model.namespace),
        applies_from=None,
        applies_until=None,
        interpretations={},
        parameters={},
        findings={},
        facts={},
        enumerations={},
        clauses={},
        decisions={},
    )


def decision_named(model: dmn.Definitions, name: object) -> Found[dmn.Decision]:
    """The model's decision of that name (WR714 where there is none)."""
    decisions = {one.name: one for one in model.elements.values() if isinstance(one, dmn.Decision)}
    if isinstance(name, str) and name in decisions:
        return Found(decisions[name])
    known = nearest(str(name), decisions)
    hint = f"did you mean {known!r}?" if known else f"its decisions are {', '.join(map(repr, decisions)) or 'none'}"
    return Found(None, (Diagnostic("WR714", f"the model has no decision {name!r}", None, "", hint),))


def decide(
    model: dmn.Definitions,
    decision: dmn.Decision,
    inputs: Mapping[str, FeelValue],
    externals: Mapping[tuple[str, str], External] = JAVA,
) -> Decided:
    """Make a decision of a model.

    Args:
        model: the model.
        decision: one of its decisions.
        inputs: its inputs, as `facts.read_facts` gives them.
        externals: the functions to call in the place of Java's.
    """
    run = Run(model, inputs, World(externals))
    value = run.value_of(decision)
    record = run.record_of(decision) or DecisionRecord(decision, value, ())
    lacking = frozenset(run.lacking())
    missing = lacking if isinstance(value, Null) else frozenset[str]()
    used, nothing = run.used(), frozenset[str]()
    made: dict[int, Evaluation] = {}
    for one in record.in_order():
        made[id(one)] = _made(one, used, nothing, nothing, made)[1]
    asked, evaluation = _made(record, used, missing, lacking - missing, made)
    return Decided(asked, evaluation, record, value.reason if isinstance(value, Null) else None)


def _made(
    record: DecisionRecord,
    facts: frozenset[str],
    missing: frozenset[str],
    irrelevant: frozenset[str],
    made: Mapping[int, Evaluation],
) -> tuple[Decision, Evaluation]:
    """A decision and what came of it; `made` has what came of those it requires, by their records."""
    decision, value = record.decision, record.value
    rules = tuple(rules_of(record))
    uses = {one.decision.name: made[id(one)] for one in record.requires}
    outcome = outcome_of(value, missing)
    asked = Decision(
        id=decision.name,
        kind="table" if rules else "value",
        title=_same(decision.name),
        clause=decision.name,
        about="",
        as_of=None,
        criteria=tuple(rule.criterion for rule in rules),
        groups=_groups(record, rules),
        definitions=(),
        outcomes=(),
        outcome=NullLiteral(span=span_of(decision)),
        value=None,
        facts=facts,
        uses=tuple(uses),
        span=span_of(decision),
    )
    results = {
        rule.criterion.id: CriterionResult(rule.criterion.id, State.MET if rule.record.matched else State.NOT_MET)
        for rule in rules
    }
    shown = plain(value)
    return asked, Evaluation(outcome, (outcome,), results, missing, irrelevant, shown, uses=uses)


def outcome_of(value: FeelValue, missing: frozenset[str]) -> str:
    """The outcome of a decision: its value as text; where that is null, `undetermined` for want of facts, or `null`."""
    if isinstance(value, Null):
        return UNDETERMINED if missing else NO_VALUE
    return shortest(value)


def shortest(value: FeelValue) -> str:
    """A value as `string()` gives it, a number without zeros at the end."""
    return f"{value.normalize(DECIMAL128):f}" if isinstance(value, Decimal) else text_of(value)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a table that a decision went through, as a criterion.

    Attributes:
        number: its place in the table, from 1.
    """

    criterion: Criterion
    table: TableRecord
    record: RuleRecord
    number: int


def rules_of(record: DecisionRecord) -> Iterator[Rule]:
    """The rules of all tables that a decision went through, in order."""
    for place, table in enumerate(record.tables, start=1):
        prefix = f"table_{place}." if len(record.tables) > 1 else ""
        for number, (rule, outcome) in enumerate(zip(table.table.rules, table.rules, strict=True), start=1):
            cells = tuple(
                _test(column.expression, cell)
                for column, cell in zip(table.table.inputs, rule.cells, strict=True)
                if cell.tests
            )
            condition: Expr = cells[0] if len(cells) == 1 else And(cells, span=rule.span)
            title = Words(zh=f"规则 {number}", en=f"rule {number}")
            yield Rule(Criterion(f"{prefix}rule_{number}", title, "", condition, rule.span), table, outcome, number)


def _test(expression: Expr, cell: UnaryTests) -> Expr:
    test = In(expression, cell.tests, span=cell.span)
    return Not(test, span=cell.span) if cell.negated else test


def _groups(record: DecisionRecord, rules: tuple[Rule, ...]) -> tuple[Group, ...]:
    if len(record.tables) < 2:  # noqa: PLR2004 (one table needs no heading)
        return ()
    return tuple(
        Group(
            f"table_{place}",
            Words(zh=f"决策表 {place}", en=f"decision table {place}"),
            tuple(rule.criterion.id for rule in rules if rule.table is table),
        )
        for place, table in enumerate(record.tables, start=1)
    )


def span_of(decision: dmn.Decision) -> Span:
    """The place of a decision in its file."""
    return decision.span or Span(Source(decision.name, ""), 0, 0)


def _same(text: str) -> Words:
    return Words(zh=text, en=text)
