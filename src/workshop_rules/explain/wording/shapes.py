"""Expressions that people would say in a way of their own: a share of something, a limit for each group, an age."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from workshop_rules.explain.terms import Terms
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import BOOLEAN

OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
"""What holds where the comparison does not."""

TURNED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""The comparison with its sides exchanged."""

_WHOLE = {">": (">=", 1), "<": ("<=", -1)}
_HUNDRED = 100
_AS_OF = "as_of"


@dataclass(frozen=True, slots=True)
class Share:
    """A comparison of one thing with a share of another: `trained * 100 >= all * 95`.

    Attributes:
        subject: what is compared.
        of: what it is a share of; `ratio`, how much of it.
    """

    subject: Expr
    op: str
    of: Expr
    ratio: Fraction

    @property
    def text(self) -> str:
        """The share: `95%`, `1/3`."""
        percent = self.ratio * _HUNDRED
        return f"{percent.numerator}%" if percent.denominator == 1 else str(self.ratio)


@dataclass(frozen=True, slots=True)
class Quota:
    """How many members of a list there may be for each group: `every m in list satisfies count(list[…]) <= n`."""

    list: Expr
    same: tuple[tree.Path, ...]
    limit: tree.Compare


def oriented(terms: Terms, node: tree.Compare) -> tuple[Expr, str, Expr]:
    """The comparison with what varies from case to case on the left; of what counts, with a limit that counts too.

    More than none are at least one.
    """
    left, op, right = node.left, node.op, node.right
    if terms.constant(left) is not None and terms.constant(right) is None:
        left, op, right = right, TURNED[op], left
    if isinstance(right, tree.NumberLiteral) and op in _WHOLE and _is_whole(terms, left):
        op, step = _WHOLE[op]
        right = tree.NumberLiteral(right.value + step, span=right.span, type=right.type)
    return left, op, right


def selected(node: Expr) -> tree.Filter | None:
    """The records that the expression counts, where they are some of a list."""
    match node:
        case tree.BuiltinCall(function="count", arguments=(tree.Filter(condition=condition) as counted,)):
            return None if isinstance(condition, tree.NumberLiteral) else counted
        case _:
            return None


def is_selection(terms: Terms, source: Expr) -> bool:
    """Whether the list holds but some of the records of a list, so that what it is called says which."""
    match source:
        case tree.Filter(condition=condition):
            return not isinstance(condition, tree.NumberLiteral)
        case tree.DefinitionRef(name=name):
            definition = terms.definition(name)
            return definition is not None and is_selection(terms, definition.expression)
        case _:
            return False


def _is_whole(terms: Terms, node: Expr) -> bool:
    """Whether the expression is a number that counts: of records, or a fact that can only be a whole one."""
    if isinstance(node, tree.FactRef):
        fact = terms.plan.facts.get(node.path)
        return fact is not None and fact.bounds.whole
    return isinstance(node, tree.BuiltinCall) and node.function == "count"


def share(terms: Terms, node: tree.Compare) -> Share | None:
    """The comparison as one with a share; None where it is none."""
    (subject, times), (of, part) = _factored(terms, node.left), _factored(terms, node.right)
    if times == part == 1 or min(times, part) <= 0 or any(terms.constant(side) is not None for side in (subject, of)):
        return None
    ratio = part / times
    return Share(subject, node.op, of, ratio) if ratio < 1 else Share(of, TURNED[node.op], subject, 1 / ratio)


def _factored(terms: Terms, node: Expr) -> tuple[Expr, Fraction]:
    """An expression as something times a constant."""
    if isinstance(node, tree.Arithmetic) and node.op in {"*", "/"}:
        right, left = terms.constant(node.right), terms.constant(node.left)
        if isinstance(right, int | Fraction) and right > 0:
            inner, factor = _factored(terms, node.left)
            return inner, factor * Fraction(right) if node.op == "*" else factor / Fraction(right)
        if isinstance(left, int | Fraction) and left > 0 and node.op == "*":
            inner, factor = _factored(terms, node.right)
            return inner, factor * Fraction(left)
    return node, Fraction(1)


def quota(node: Expr) -> Quota | None:
    """The quantifier as a limit for each group; None where it is none."""
    match node:
        case tree.Every(
            iterators=(tree.Iterator(source=source),),
            condition=tree.Compare(op="<=", left=tree.BuiltinCall(function="count", arguments=(counted,))) as limit,
        ):
            if counted == source:
                return Quota(source, (), limit)
            if isinstance(counted, tree.Filter) and counted.source == source:
                fields = same_fields(counted.condition)
                return None if fields is None else Quota(source, fields, limit)
        case _:
            pass
    return None


def same_fields(node: Expr) -> tuple[tree.Path, ...] | None:
    """The fields in which two records are asked to be the same; None where anything else is asked."""
    operands = node.operands if isinstance(node, tree.And) else (node,)
    fields = tuple(field for one in operands if (field := same_field(one)) is not None)
    return fields if len(fields) == len(operands) else None


def same_field(node: Expr) -> tree.Path | None:
    """Of a comparison that asks for the same field of two records: that field."""
    match node:
        case tree.Compare(
            op="=",
            left=tree.Path(source=tree.Name(), name=one) as field,
            right=tree.Path(source=tree.Name(), name=other),
        ) if one == other and node.left != node.right:
            return field
        case _:
            return None


def is_as_of(node: Expr) -> bool:
    """Whether the expression is the as-of date itself."""
    return isinstance(node, tree.FactRef) and node.path == _AS_OF


def asked_truth(node: Expr) -> tuple[Expr, bool] | None:
    """Of a comparison with `true` or `false`: what is compared, and whether it shall be true."""
    match node:
        case tree.Compare(op="=" | "!=", left=subject, right=tree.BooleanLiteral(value=wanted)) if (
            subject.type == BOOLEAN or not isinstance(subject, tree.BooleanLiteral)
        ):
            return subject, wanted is (node.op == "=")
    return None


def asked_reading(node: Expr) -> tuple[str, str, bool] | None:
    """Of a comparison with a reading: the interpretation, the reading asked for, and whether it shall be chosen."""
    match node:
        case (
            tree.Compare(op="=" | "!=", left=tree.ReadingRef(name=name), right=tree.StringLiteral(value=option))
            | tree.Compare(op="=" | "!=", left=tree.StringLiteral(value=option), right=tree.ReadingRef(name=name))
        ):
            return name, option, node.op == "="
        case _:
            return None


def opposite(node: tree.Compare) -> tree.Compare:
    """The comparison that holds where this one does not."""
    return tree.Compare(OPPOSITE[node.op], node.left, node.right, span=node.span, type=node.type)


def subject_of(node: Expr) -> Expr | None:
    """What a comparison is about, if it is a fact or a field: several about the same one share its name."""
    match node:
        case tree.Compare(left=tree.FactRef() | tree.Path() | tree.DefinitionRef() | tree.BuiltinCall() as subject):
            return subject if asked_truth(node) is None else None
        case _:
            return None
