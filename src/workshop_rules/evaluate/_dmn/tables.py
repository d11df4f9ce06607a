"""Decision tables (DMN 1.5, clause 8 and 10.3.2.10): matching, hit policies and aggregation.

A cell holds where its tests give true; null does not. So a table always has an answer, at worst null with its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workshop_rules.diagnostics import Span
from workshop_rules.evaluate._dmn.builtins import IMPLEMENTATIONS
from workshop_rules.evaluate._dmn.comparison import Truth, equal
from workshop_rules.evaluate._dmn.recorder import RuleRecord, TableRecord
from workshop_rules.evaluate._dmn.scope import Scope
from workshop_rules.evaluate._dmn.values import NULL, FeelValue, Null, null
from workshop_rules.language.tree import DecisionTable, Expr, TableRule, UnaryTests

Evaluate = Callable[[Expr, Scope], FeelValue]
Test = Callable[[UnaryTests, FeelValue, Scope], Truth]

_AGGREGATES = {"+": "sum", "<": "min", ">": "max", "#": "count"}


def decide(
    table: DecisionTable,
    scope: Scope,
    evaluate: Evaluate,
    test: Test,
    convert: Callable[[FeelValue], FeelValue] = lambda value: value,
) -> FeelValue:
    """What a decision table gives.

    Args:
        table: the table.
        scope: what its expressions can see.
        evaluate: evaluates an expression.
        test: whether a value passes the tests of a cell.
        convert: what becomes of the result of each rule.
    """
    inputs = tuple(evaluate(column.expression, scope) for column in table.inputs)
    value: FeelValue | None = None
    for column, given in zip(table.inputs, inputs, strict=True):
        if column.allowed is not None and not isinstance(given, Null) and test(column.allowed, given, scope) is False:
            value = null("not_allowed", f"the value of {column.label!r} is none of those allowed", table.span)
    records = tuple(_matched(rule, inputs, scope, test) for rule in table.rules)
    if value is None:
        hits = [rule for rule, record in zip(table.rules, records, strict=True) if record.matched]
        value = _Outcome(table, scope, evaluate, test, convert).of(hits)
    if scope.world.recorder is not None:
        scope.world.recorder.tables.append(TableRecord(table, inputs, records, value))
    return value


def _matched(rule: TableRule, inputs: Sequence[FeelValue], scope: Scope, test: Test) -> RuleRecord:
    for index, (cell, value) in enumerate(zip(rule.cells, inputs, strict=True)):
        if cell.tests and test(cell, value, scope) is not True:
            return RuleRecord(rule.id, matched=False, failed_input=index)
    return RuleRecord(rule.id, matched=True)


class _Outcome:
    """The result of a table, once its matching rules are known."""

    def __init__(
        self,
        table: DecisionTable,
        scope: Scope,
        evaluate: Evaluate,
        test: Test,
        convert: Callable[[FeelValue], FeelValue],
    ) -> None:
        self._convert = convert
        self._table = table
        self._scope = scope
        self._evaluate = evaluate
        self._test = test

    def of(self, hits: list[TableRule]) -> FeelValue:
        """The table's value."""
        table = self._table
        if not hits:
            return self._default()
        match table.hit_policy:
            case "U":
                if len(hits) > 1:
                    ids = ", ".join(rule.id for rule in hits)
                    return self._wrong("several_rules", f"several rules match, where only one may: {ids}")
                return self._result(hits[0])
            case "A":
                results = [self._result(rule) for rule in hits]
                if any(equal(result, results[0]) is not True for result in results[1:]):
                    return self._wrong("rules_disagree", "the rules that match have different results")
                return results[0]
            case "F":
                return self._result(hits[0])
            case "P":
                return self._by_priority([self._result(rule) for rule in hits])[0]
            case "O":
                return tuple(self._by_priority([self._result(rule) for rule in hits]))
            case "R":
                return tuple(self._result(rule) for rule in hits)
            case _:
                return self._collected(tuple(self._result(rule) for rule in hits))

    def _collected(self, results: tuple[FeelValue, ...]) -> FeelValue:
        if self._table.aggregation is None:
            return results
        aggregate = _AGGREGATES[self._table.aggregation]
        if aggregate == "count":
            return IMPLEMENTATIONS["count"](results)
        return IMPLEMENTATIONS[aggregate](results)

    def _result(self, rule: TableRule) -> FeelValue:
        """The result of a rule: its only output's, or a context of all."""
        values = [self._evaluate(result, self._scope) for result in rule.results]
        if len(values) == 1:
            return self._convert(values[0])
        return {output.name: value for output, value in zip(self._table.outputs, values, strict=True)}

    def _default(self) -> FeelValue:
        table = self._table
        defaults = [output.default for output in table.outputs]
        if all(default is None for default in defaults):
            if table.hit_policy == "C" and table.aggregation == "#":
                return IMPLEMENTATIONS["count"](())
            return self._wrong("no_rule", "no rule matches, and there is no default")
        values = [NULL if default is None else self._evaluate(default, self._scope) for default in defaults]
        value = values[0] if len(values) == 1 else dict(zip((o.name for o in table.outputs), values, strict=True))
        return (value,) if table.hit_policy in {"O", "R"} and not isinstance(value, tuple) else value

    def _by_priority(self, results: list[FeelValue]) -> list[FeelValue]:
        """Results in the order of the outputs' allowed values; the first output counts most."""
        return sorted(results, key=self._priority)

    def _priority(self, result: FeelValue) -> tuple[int, ...]:
        outputs = self._table.outputs
        values = list(result.values()) if len(outputs) > 1 and isinstance(result, dict) else [result]
        return tuple(
            self._place(output.allowed, value) for output, value in zip(outputs, values, strict=False) if output.allowed
        )

    def _place(self, allowed: UnaryTests, value: FeelValue) -> int:
        for place, test in enumerate(allowed.tests):
            if self._test(UnaryTests((test,), span=allowed.span), value, self._scope) is True:
                return place
        return len(allowed.tests)

    def _wrong(self, code: str, message: str) -> Null:
        span: Span = self._table.span
        return null(code, message, span)
