"""From a checked expression to the text of a Python expression, with lines before it where one is not enough."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.evaluate._python import runtime
from workshop_rules.evaluate._python.indefinite import Indefinite
from workshop_rules.evaluate._python.source import Block, Refused, Writer
from workshop_rules.language import tree as t
from workshop_rules.language.values import Value
from workshop_rules.language.walk import children

Translate = Callable[[Any, "Translator"], str]

AS_OF = "as_of"
INPUT = "?"


@dataclass(slots=True)
class Translator:
    """Translates the expressions of one decision, for one choice of readings and parameters.

    Attributes:
        variables: the Python name of each variable in sight; that of `?` under `?`.
        criteria: the Python expression for the truth of each criterion, once it is there.
        used: the Python name for the answer of each decision that this one refers to.
    """

    plan: Plan
    decision: Decision
    readings: Mapping[str, str]
    parameters: Mapping[str, Value | None]
    writer: Writer = field(default_factory=Writer)
    variables: dict[str, str] = field(default_factory=dict)
    criteria: dict[str, str] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)
    _fixed: dict[int, bool] = field(default_factory=dict)
    _open: dict[int, bool] = field(default_factory=dict)

    def expression(self, node: t.Expr) -> str:
        """The Python expression for a node; lines that it needs are added to the block being written.

        Raises:
            Refused: there is none.
        """
        translate = TRANSLATE.get(type(node))
        if translate is None:
            raise Refused(REFUSES.get(type(node), f"{type(node).__name__} is not known"))
        if type(node) in _WORTH_A_NAME:
            if self.is_fixed(node):
                return self._before(node, translate)
            if not self.is_open(node):
                return self._once(node, translate)
        return translate(node, self)

    def apart(self, node: t.Expr, **variables: str) -> tuple[Block, str]:
        """An expression that is evaluated only sometimes, or again and again: its lines apart, and its text."""
        before = self.variables
        self.variables = before | variables
        try:
            with self.writer.writing(self.writer.block.inner()) as block:
                text = self.expression(node)
        finally:
            self.variables = before
        return block, text

    def definition(self, name: str) -> t.Expr:
        """The expression that a definition names."""
        return next(one.expression for one in self.decision.definitions if one.name == name)

    def is_fixed(self, node: t.Expr) -> bool:
        """Whether a node depends on nothing but the date, readings and parameters."""
        key = id(node)
        if key not in self._fixed:
            match node:
                case t.FactRef(path=path):
                    fixed = path == AS_OF
                case t.Name() | t.InputValue() | t.CriterionRef() | t.DecisionRef() | t.DecisionTable():
                    fixed = False
                case t.DefinitionRef(name=name):
                    fixed = self.is_fixed(self.definition(name))
                case _:
                    fixed = all(self.is_fixed(child) for child in children(node))
            self._fixed[key] = fixed
        return self._fixed[key]

    def is_open(self, node: t.Expr) -> bool:
        """Whether a node has a variable in it (perhaps bound in it, too)."""
        key = id(node)
        if key not in self._open:
            self._open[key] = isinstance(node, t.Name | t.InputValue) or any(map(self.is_open, children(node)))
        return self._open[key]

    def _before(self, node: t.Expr, translate: Translate) -> str:
        """What depends on the date alone is worked out once for a date."""
        known = self.writer.before.known
        if node not in known:
            with self.writer.writing(self.writer.before):
                known[node] = self.writer.named(translate(node, self), "d")
        return known[node]

    def _once(self, node: t.Expr, translate: Translate) -> str:
        """What has no variables in it is worked out once in a block."""
        known = self.writer.block.known
        if node not in known:
            name = self.writer.named(translate(node, self))
            self.writer.block.known[node] = name
        return self.writer.block.known[node]


_WORTH_A_NAME = frozenset(
    {
        t.Arithmetic,
        t.BuiltinCall,
        t.ContextLiteral,
        t.DefinitionRef,
        t.Filter,
        t.For,
        t.ListLiteral,
        t.Negate,
        t.Path,
        t.RangeLiteral,
    }
)
"""Nodes that are worked out once where they occur again."""

from workshop_rules.evaluate._python import (  # noqa: E402 (they build on what is above)
    access,
    comparison,
    computation,
    iteration,
    logic,
    records,
    tables,
)

TRANSLATE: Mapping[type, Translate] = MappingProxyType(
    {
        t.NumberLiteral: access.literal,
        t.StringLiteral: access.literal,
        t.BooleanLiteral: access.literal,
        t.AtLiteral: access.literal,
        t.EnumConstant: access.literal,
        t.ReadingRef: access.literal,
        t.ParameterRef: access.literal,
        t.ListLiteral: access.list_literal,
        t.ContextLiteral: records.context_literal,
        t.RangeLiteral: access.range_literal,
        t.Name: access.variable,
        t.InputValue: access.input_value,
        t.FactRef: access.fact,
        t.DefinitionRef: access.definition,
        t.DecisionRef: access.decision,
        t.CriterionRef: access.criterion,
        t.Path: access.path,
        t.Filter: iteration.filter_,
        t.BuiltinCall: computation.builtin_call,
        t.Negate: computation.negate,
        t.Arithmetic: computation.arithmetic,
        t.Compare: comparison.compare,
        t.Between: comparison.between,
        t.In: comparison.is_in,
        t.UnaryTests: comparison.unary_tests,
        t.DecisionTable: tables.decision_table,
        t.And: logic.and_,
        t.Or: logic.or_,
        t.Not: logic.not_,
        t.AtLeast: logic.at_least,
        t.Labelled: logic.labelled,
        t.Presupposes: logic.presupposes,
        t.If: logic.if_,
        t.For: iteration.for_,
        t.Some: iteration.some,
        t.Every: iteration.every,
    }
)
"""How each kind of node is translated."""

REFUSES: Mapping[type, str] = MappingProxyType(
    {
        t.NullLiteral: "only the dmn dialect has `null`",
        t.FunctionLiteral: "only the dmn dialect has functions of one's own",
        t.Call: "the checker resolves every call",
        t.InstanceOf: "only the dmn dialect asks for types",
    }
)
"""What the interpreter decides instead, and why."""

SUPPORT: Mapping[str, Any] = MappingProxyType(
    {
        "Indefinite": Indefinite,
        "indefinite": runtime.indefinite,
        "given": runtime.given,
        "all_given": runtime.all_given,
        "computed": runtime.computed,
        "negated": runtime.negated,
        "component": runtime.component,
        "at_place": runtime.at_place,
        "steps": runtime.steps,
        "within": runtime.within,
        "one_of": runtime.one_of,
        "the_one_of": runtime.the_one_of,
        "in_order": runtime.in_order,
        "place_among": runtime.place_among,
        "TRUTHS": runtime.TRUTHS,
    }
)
"""The names from outside that every program may use."""
