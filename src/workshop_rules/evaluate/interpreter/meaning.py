"""What each kind of node of a checked tree means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from workshop_rules.evaluate.interpreter import (
    access,
    arithmetic,
    comparison,
    iteration,
    literals,
    logic,
    names,
    tables,
)
from workshop_rules.evaluate.interpreter.functions import builtin_call
from workshop_rules.evaluate.interpreter.scope import Scope
from workshop_rules.language import tree as t
from workshop_rules.language.values import Outcome

MEANING: Mapping[type, Callable[[Any, Scope], Outcome]] = MappingProxyType(
    {
        t.NumberLiteral: literals.number_literal,
        t.StringLiteral: literals.string_literal,
        t.BooleanLiteral: literals.boolean_literal,
        t.AtLiteral: literals.at_literal,
        t.ListLiteral: literals.list_literal,
        t.ContextLiteral: literals.context_literal,
        t.RangeLiteral: literals.range_literal,
        t.Name: names.variable,
        t.FactRef: names.fact,
        t.EnumConstant: names.enum_constant,
        t.ReadingRef: names.reading,
        t.ParameterRef: names.parameter,
        t.DefinitionRef: names.definition,
        t.DecisionRef: names.decision,
        t.CriterionRef: names.criterion,
        t.InputValue: names.input_value,
        t.Path: access.path,
        t.Filter: access.filter_,
        t.BuiltinCall: builtin_call,
        t.Negate: arithmetic.negate,
        t.Arithmetic: arithmetic.arithmetic,
        t.Compare: comparison.compare,
        t.Between: comparison.between,
        t.In: comparison.is_in,
        t.UnaryTests: comparison.unary_tests,
        t.DecisionTable: tables.decision_table,
        t.And: logic.and_,
        t.Or: logic.or_,
        t.Not: logic.not_,
        t.AtLeast: logic.at_least_so_many,
        t.Labelled: logic.labelled,
        t.Presupposes: logic.presupposes,
        t.If: logic.if_,
        t.For: iteration.for_,
        t.Some: iteration.some,
        t.Every: iteration.every,
    }
)
"""A function for each node of the pack dialect; `null`, functions and `instance of` are left to the dmn dialect."""
