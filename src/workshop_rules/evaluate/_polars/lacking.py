"""Why columns are null: the facts that an expression lacks, as sets of bits; what else it may be is left open.

The rules are those of the interpreter for the paths of an unknown, said of all rows at once. Where a null may have
another reason (an error, a number that columns do not compute with), the bit `OPEN` is set, and the row is decided by
itself.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import reduce

import polars as pl

from workshop_rules.evaluate._polars import lacking_lists, numbers
from workshop_rules.evaluate._polars.lacking_nodes import FINDS, OF_SINGLE_VALUES, TOTAL, is_list_of_values, of_a_list
from workshop_rules.evaluate._polars.levels import Level
from workshop_rules.evaluate._polars.paths import (
    NOT_TOLD,
    NOTHING,
    OPEN,
    Lacking,
    Paths,
    together,
    told_where,
    where,
)
from workshop_rules.evaluate._polars.scopes import free_names
from workshop_rules.evaluate._polars.shapes import Constant, NumberColumn
from workshop_rules.evaluate._polars.translation import AS_OF, Translator
from workshop_rules.evaluate.evaluation import Case, Dossier
from workshop_rules.evaluate.interpreter import Environment, evaluate_expression
from workshop_rules.evaluate.interpreter.strict import lacking
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN, NUMBER, ListOf, RangeOf, RecordOf
from workshop_rules.language.values import Error, Outcome, Unknown
from workshop_rules.language.walk import children


@dataclass(slots=True)
class Reasons:
    """What the expressions of one decision lack.

    Attributes:
        translator: what columns they have become.
        criteria: what criteria lack, for the outcome.
        gaps: the columns of facts with nulls.
        paths: the bits.
        items: of the names bound around, what those lack that are no records.
    """

    translator: Translator
    gaps: frozenset[str]
    criteria: dict[str, Lacking] = field(default_factory=dict)
    paths: Paths = field(default_factory=Paths)
    items: dict[str, tuple[Level, Lacking]] = field(default_factory=dict)
    _found: dict[t.Expr, Lacking] = field(default_factory=dict)
    _explained: dict[t.Expr, Lacking] = field(default_factory=dict)

    def of(self, node: t.Expr) -> Lacking:
        """What an expression lacks: nothing in the rows in which its column is not null, something in all others.

        Said of the rows that the translator is at, and worked out where the column is.
        """
        by = self.translator
        here = by.level
        level = self.home(node)
        if level is None:
            with by.at(by.stages.roster, {}):
                if node not in self._found:
                    self._found[node] = self._of(node)
                return self.lifted(self._found[node], by.stages.roster, here)
        with by.at(level, {}):
            found = self._of(node)
        return self.lifted(found, level, here)

    def home(self, node: t.Expr) -> Level | None:
        """The level of the names in an expression that are bound around it; None where there are none."""
        by = self.translator
        bound = [by.variables[name][0] for name in free_names(node) if name in by.variables]
        return max(bound, key=lambda one: one.depth, default=None)

    @contextmanager
    def bound(self, name: str, level: Level, part: Lacking) -> Iterator[None]:
        """With a name for something that lacks this."""
        around = self.items
        self.items = {**around, name: (level, part)}
        try:
            yield
        finally:
            self.items = around

    def lifted(self, part: Lacking, source: Level, level: Level) -> Lacking:
        """What rows of a level lack each of which has one row of another."""
        if isinstance(part.bits, int) or source is level:
            return part
        return Lacking(self.translator.stages.lifted(part.bits, source, level), part.most)

    def _of(self, node: t.Expr) -> Lacking:
        if self.translator.is_fixed(node):
            return self._fixed(node)
        find = FINDS.get(type(node))
        found = None if find is None else find(node, self)
        return self._opaque(node) if found is None else found

    def _fixed(self, node: t.Expr) -> Lacking:
        found = lacking(self.supposing_nothing(node))
        return NOTHING if found is None else self.told(found)

    def told(self, outcome: Outcome) -> Lacking:
        """What an unknown lacks."""
        return self.paths.lacking(outcome.paths) if isinstance(outcome, Unknown) else NOT_TOLD

    def null(self, node: t.Expr) -> pl.Expr | bool:
        """Where the column of an expression is null."""
        match self.translator.shape(node):
            case Constant(value=value):
                return isinstance(value, Unknown | Error)
            case NumberColumn(top=top):
                return top.is_null()
            case shape:
                return self.translator.column(shape, node.type).is_null()

    def explained(self, node: t.Expr, part: Lacking) -> Lacking:
        """What an expression lacks where it is null; open where that does not explain it.

        What was explained before is taken as it is: said anew it would hold itself twice, and so at every level.
        """
        if not isinstance(part.bits, int) and self._explained.get(node) is part:
            return part
        self._explained[node] = found = self._where_null(node, part)
        return found

    def _where_null(self, node: t.Expr, part: Lacking) -> Lacking:
        """The same, of what was not explained before."""
        if not part.most and self._is_exact(node):
            return NOTHING
        null = self.null(node)
        if null is False:
            return NOTHING
        if null is True and isinstance(part.bits, int):
            return part if part.bits else NOT_TOLD
        return told_where(pl.lit(True) if null is True else null, part)

    def _is_exact(self, node: t.Expr) -> bool:
        """Whether the column of a comparison is null only where one of the facts is that it compares."""
        match node:
            case t.Compare(left=left, right=right):
                operands = [left, right]
            case t.In(value=value, tests=(t.RangeLiteral(low=low, high=high),)):
                operands = [one for one in (value, low, high) if one is not None]
            case t.In(value=value, tests=tests):
                operands = [value, *tests]
            case _:
                return False
        facts = [one for one in operands if not self.translator.is_fixed(one)]
        if any(one.type == NUMBER for one in facts) and len(facts) > 1:  # not all are compared with one another
            return False
        return all(map(self._is_supplied, facts))

    def _is_supplied(self, node: t.Expr) -> bool:
        """Whether a value stands in the roster as it is."""
        match node:
            case t.FactRef(path=path):
                fact = self.translator.plan.facts.get(path)
                return not isinstance(node.type, ListOf | RecordOf) and (fact is None or fact.derivation is None)
            case t.Path(source=t.Name() | t.FactRef() as source):
                return isinstance(source.type, RecordOf) and not isinstance(node.type, ListOf | RecordOf)
            case _:
                return False

    def all(self, nodes: Iterable[t.Expr]) -> Lacking | None:
        """What operands of a strict operation lack together; None where they are no operands of one."""
        parts = []
        for node in nodes:
            if not self._is_single(node):
                return None
            parts.append(self.of_operand(node))
        return together(parts)

    def of_operand(self, node: t.Expr) -> Lacking:
        """What an operand lacks; open where it may be an error, which counts before what the other operands lack."""
        part = self.of(node)
        return self.explained(node, part) if self.translator.may_fail(node) else part

    def _is_single(self, node: t.Expr) -> bool:
        """Whether a node is known or unknown as a whole, and without bounds."""
        if self.translator.is_fixed(node):
            return True
        if type(node) not in FINDS or isinstance(node.type, ListOf | RecordOf | RangeOf):
            return False
        match node:
            case t.DefinitionRef(name=name):
                return self._is_single(self.translator.definition(name))
            case t.Name() | t.Path(source=t.FactRef() | t.Name()) | t.Some() | t.Every():
                return True
            case t.Arithmetic(op="*" | "/", left=left, right=right):
                return self._is_whole(left) and self._is_whole(right)
            case t.BuiltinCall() if node.function in lacking_lists.STRICT and of_a_list(node):
                return True
            case t.BuiltinCall(arguments=(t.ListLiteral(items=parts),)) if node.function == "sum":
                return all(map(self._is_single, parts))
            case t.BuiltinCall(arguments=(t.ListLiteral(items=parts),)) if node.function in OF_SINGLE_VALUES:
                return all(map(self._is_single, parts))
            case t.BuiltinCall() if node.function not in TOTAL | OF_SINGLE_VALUES:
                return False
            case _:
                return all(map(self._is_single, children(node)))

    def _is_whole(self, node: t.Expr) -> bool:
        """Whether a node is known or unknown as a whole, with such bounds as its column has."""
        return self._is_single(node) or self.knows_bounds(node)

    def knows_bounds(self, node: t.Expr) -> bool:
        """Whether a node has a column with bounds of what is unknown."""
        shape = self.translator.shape(node) if node.type == NUMBER else None
        return isinstance(shape, NumberColumn) and shape.between is not None

    def compared(self, nodes: Iterable[t.Expr]) -> Lacking | None:
        """What operands of comparisons lack; None where bounds decide one that columns do not have, or one of two."""
        operands = list(nodes)
        several = len(operands) > 2 and sum(not self.translator.is_fixed(one) for one in operands) > 1  # noqa: PLR2004
        bounded = any(map(self.knows_bounds, operands))
        if not all(map(self._is_whole, operands)) or (several and bounded):
            return None
        parts = [self.of_operand(one) for one in operands]
        if several or bounded:  # a number that is known, but not computed with, may decide it
            parts = [self.computed(one, part) for one, part in zip(operands, parts, strict=True)]
        return together(parts)

    def computed(self, node: t.Expr, part: Lacking) -> Lacking:
        """What a number lacks that is computed with; open where it is not, as one with too many places."""
        shape = self.translator.shape(node)
        if isinstance(shape, NumberColumn) and shape.floats is not None:
            return told_where(numbers.whole(shape).top.is_null(), part)
        return self.explained(node, part)

    def supposing_nothing(self, node: t.Expr) -> Outcome:
        """What the interpreter makes of an expression of which no fact is supplied."""
        by = self.translator
        case = Case(Dossier({}), by.as_of, by.readings, by.parameters)
        derivations = {path: one.derivation for path, one in by.plan.facts.items() if one.derivation is not None}
        definitions = {one.name: one.expression for one in by.decision.definitions}
        return evaluate_expression(node, Environment(case, derivations=derivations, definitions=definitions))

    def _opaque(self, node: t.Expr) -> Lacking:
        """What is lacking where all that an expression starts from is: what the interpreter says. Else it is open."""
        null = self.null(node)
        if null is False:
            return NOTHING
        part = self._of_nothing(node)
        return part if null is True else where(null, part)

    def _of_nothing(self, node: t.Expr) -> Lacking:
        facts = frozenset() if self.home(node) is not None else self._starts_from(node)
        if not facts or not all(map(self._is_told, facts)):
            return NOT_TOLD
        absences = [self.absent(path) for path in sorted(facts)]
        if any(one is False for one in absences):
            return NOT_TOLD
        told = self.told(self.supposing_nothing(node))
        gaps = [one for one in absences if isinstance(one, pl.Expr)]
        if not gaps:
            return told
        bits = pl.when(reduce(operator.and_, gaps)).then(told.column).otherwise(pl.lit(OPEN, pl.UInt64))
        return Lacking(bits, told.most | OPEN)

    def _is_told(self, path: str) -> bool:
        """Whether it is known of a fact if it is supplied, and there is no other way to it."""
        fact = self.translator.plan.facts.get(path)
        return fact is not None and fact.derivation is None and not is_list_of_values(fact.type)

    def absent(self, path: str) -> pl.Expr | bool:
        """Where a fact is not supplied."""
        if path not in self.translator.columns:
            return True
        type_ = self.translator.plan.facts[path].type if path in self.translator.plan.facts else BOOLEAN
        if isinstance(type_, RecordOf | ListOf):
            return ~pl.col(path)
        return pl.col(path).is_null() if path in self.gaps else False

    def _starts_from(self, node: t.Expr) -> frozenset[str] | None:
        """The facts that are read before any condition on members of a list; None where there is more to it."""
        match node:
            case t.FactRef(path=path):
                return frozenset() if path == AS_OF else frozenset({path})
            case t.DecisionRef() | t.CriterionRef() | t.DecisionTable() | t.InputValue() | t.For():
                return None
            case t.DefinitionRef(name=name):
                return self._starts_from(self.translator.definition(name))
            case t.Filter(source=source, condition=condition) if condition.type == BOOLEAN:
                return self._starts_from(source)
            case t.Some(iterators=(one,)) | t.Every(iterators=(one,)):
                parts = [one.source, *([] if one.end is None else [one.end])]
            case t.Some() | t.Every():
                return None
            case _:
                parts = list(children(node))
        found: frozenset[str] = frozenset()
        for part in parts:
            more = self._starts_from(part)
            if more is None:
                return None
            found |= more
        return found
