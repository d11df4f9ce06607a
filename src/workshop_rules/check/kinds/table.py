"""Table: one decision table, checked as a whole."""

from __future__ import annotations

from workshop_rules.check.stating import Stating
from workshop_rules.diagnostics import Found
from workshop_rules.language.tree import (
    DecisionTable,
    Expr,
    StringLiteral,
    TableInput,
    TableOutput,
    TableRule,
    UnaryTests,
)
from workshop_rules.pack.document import PathPart
from workshop_rules.pack.models import TableFile
from workshop_rules.pack.models.written import Written
from workshop_rules.parse import parse_expression, parse_unary_tests

HIT_POLICIES = {
    "unique": "U",
    "any": "A",
    "priority": "P",
    "first": "F",
    "rule_order": "R",
    "output_order": "O",
    "collect": "C",
}
AGGREGATIONS = {"sum": "+", "min": "<", "max": ">", "count": "#"}


def check_table(decision: TableFile, stating: Stating) -> None:
    """The table is typed as one expression, and kept as the decision's `rules`."""
    table = _table(decision, stating)
    if table is None:
        return
    checked = stating.checked(Found(table), None)
    if checked is not None:
        stating.typed.put(checked, decision, "rules")


def _table(decision: TableFile, stating: Stating) -> DecisionTable | None:
    """The table as a tree, not yet checked; None where a part of it cannot be parsed."""
    before = len(stating.diagnostics)
    inputs = [
        (
            _parsed(stating, column, "expression"),
            column.label,
            None if column.allowed is None else _tests(stating, column, "allowed"),
        )
        for column in decision.inputs
    ]
    cells = [[_tests(stating, rule, "when", i) for i in range(len(rule.when))] for rule in decision.rules]
    results = [_result(stating, decision, rule, "then") for rule in decision.rules]
    default = None if decision.otherwise is None else _result(stating, decision, decision, "otherwise")
    if Found(None, tuple(stating.diagnostics[before:])).errors:
        return None
    return DecisionTable(
        tuple(
            TableInput(expression, label.en, allowed, label)
            for expression, label, allowed in inputs
            if expression is not None
        ),
        (TableOutput("", _by_priority(decision), default),),
        tuple(
            TableRule(
                rule.id,
                tuple(cell for cell in row if cell is not None),
                (result,) if result is not None else (),
                rule.place("then"),
                (rule.clause,),
            )
            for rule, row, result in zip(decision.rules, cells, results, strict=True)
        ),
        HIT_POLICIES[decision.hit_policy],
        None if decision.aggregation is None else AGGREGATIONS[decision.aggregation],
        span=decision.key_place("rules"),
    )


def _parsed(stating: Stating, entry: Written, *path: PathPart) -> Expr | None:
    found = parse_expression(entry.text(*path))
    stating.diagnostics.extend(found.diagnostics)
    return found.value


def _tests(stating: Stating, entry: Written, *path: PathPart) -> UnaryTests | None:
    found = parse_unary_tests(entry.text(*path))
    stating.diagnostics.extend(found.diagnostics)
    return found.value


def _result(stating: Stating, decision: TableFile, entry: Written, key: str) -> Expr | None:
    """The result of a rule: one of the outcomes by its id, or else an expression."""
    if not decision.outcomes:
        return _parsed(stating, entry, key)
    text = entry.text(key)
    return StringLiteral(text.value, span=text.span())


def _by_priority(decision: TableFile) -> UnaryTests | None:
    if not decision.outcomes:
        return None
    span = decision.key_place("outcomes")
    return UnaryTests(tuple(StringLiteral(name, span=span) for name in decision.outcomes), span=span)
