"""Decision tables: cells against their columns, results against one another."""

from __future__ import annotations

from dataclasses import replace

from workshop_rules.check.checking import Checking, quote
from workshop_rules.check.relations import in_words, join
from workshop_rules.check.scope import Scope
from workshop_rules.language.tree import (
    Arithmetic,
    DecisionTable,
    Expr,
    NumberLiteral,
    TableInput,
    TableOutput,
    TableRule,
    UnaryTests,
)
from workshop_rules.language.types import ANY, BOOLEAN, NUMBER, ListOf, RecordOf, Type


def infer_table(checking: Checking, node: DecisionTable, scope: Scope) -> Expr:
    """A table: its type is that of the results, of the list of them, or of their aggregate."""
    inputs = tuple(_input(checking, column, scope) for column in node.inputs)
    rules = tuple(_rule(checking, rule, inputs, scope) for rule in node.rules)
    outputs = tuple(_output(checking, output, scope) for output in node.outputs)
    result = _result(checking, rules, outputs)
    if node.hit_policy == "C" and node.aggregation not in {None, "#"}:
        for rule in rules:
            for found in rule.results:
                checking.require(found, NUMBER)
    return replace(node, inputs=inputs, rules=rules, outputs=outputs, type=_aggregate(node, result))


def _input(checking: Checking, column: TableInput, scope: Scope) -> TableInput:
    expression = checking.infer(column.expression, scope)
    allowed = column.allowed
    if allowed is not None:
        allowed = _cell(checking, allowed, expression.type, scope)
    return replace(column, expression=expression, allowed=allowed)


def _output(checking: Checking, output: TableOutput, scope: Scope) -> TableOutput:
    allowed = output.allowed
    if allowed is not None:  # the values in order of priority, not tests
        allowed = replace(allowed, tests=tuple(checking.infer(v, scope) for v in allowed.tests), type=BOOLEAN)
    default = None if output.default is None else checking.infer(output.default, scope)
    return replace(output, allowed=allowed, default=default)


def _cell(checking: Checking, cell: UnaryTests, type_: Type, scope: Scope) -> UnaryTests:
    found = checking.infer(cell, scope.testing(type_))
    if not isinstance(found, UnaryTests):
        raise TypeError(found)
    for test in found.tests:
        match test:
            case Arithmetic(op="-", left=NumberLiteral(value=low), right=NumberLiteral(value=high)) if low < high:
                message = f"{quote(test)} is a difference, less than 0, and no range"
                checking.report(
                    "WR321", message, test.span, "", f"write [{test.left.span.text}..{test.right.span.text}]"
                )
            case _:
                pass
    return found


def _rule(checking: Checking, rule: TableRule, inputs: tuple[TableInput, ...], scope: Scope) -> TableRule:
    if len(rule.cells) != len(inputs):
        checking.report(
            "WR307",
            f"the rule `{rule.id}` has {len(rule.cells)} cells, and the table {len(inputs)} columns",
            rule.span,
            help_="write one cell for each input; `-` is any",
        )
    cells = tuple(
        _cell(checking, cell, column.expression.type, scope) for cell, column in zip(rule.cells, inputs, strict=False)
    )
    return replace(rule, cells=cells, results=tuple(checking.infer(result, scope) for result in rule.results))


def _result(checking: Checking, rules: tuple[TableRule, ...], outputs: tuple[TableOutput, ...]) -> Type:
    """The type of the one output, or of the record of several."""
    types = [_column(checking, rules, place, output) for place, output in enumerate(outputs)]
    if len(types) == 1:
        return types[0]
    return RecordOf("", tuple((output.name, type_) for output, type_ in zip(outputs, types, strict=True)))


def _column(checking: Checking, rules: tuple[TableRule, ...], place: int, output: TableOutput) -> Type:
    type_: Type = ANY
    results = [rule.results[place] for rule in rules]
    for result in results if output.default is None else (*results, output.default):
        joined = join(type_, result.type)
        if joined is None:
            checking.report(
                "WR307",
                f"the results of a table have one type; {quote(result)} is {in_words(result.type)}, those above it "
                f"are each {in_words(type_)}",
                result.span,
            )
            return ANY
        type_ = joined
    return type_


def _aggregate(node: DecisionTable, result: Type) -> Type:
    match node.hit_policy, node.aggregation:
        case ("R" | "O", _) | ("C", None):
            return ListOf(result)
        case "C", _:
            return NUMBER
        case _:
            return result
