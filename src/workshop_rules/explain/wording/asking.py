"""What of a condition the facts decide: what a reading or a threshold settles asks for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from workshop_rules.explain.terms import Terms
from workshop_rules.explain.wording.shapes import subject_of
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.walk import walk

SAID_AT_ONCE = (tree.Compare, tree.Between, tree.In, tree.FactRef, tree.Not)
"""Conditions whose own words say more than the label that a pack gives them."""

_MERGED = {frozenset({"<", "="}): "<=", frozenset({">", "="}): ">="}
"""What two comparisons with the same thing come to where one of them is enough."""


def settled(terms: Terms, node: Expr) -> bool | None:
    """Whether a condition holds by the readings and thresholds chosen alone; None where facts decide."""
    match node:
        case tree.And(operands=operands):
            found = [settled(terms, operand) for operand in operands]
            return False if False in found else True if set(found) == {True} else None
        case tree.Or(operands=operands):
            found = [settled(terms, operand) for operand in operands]
            return True if True in found else False if set(found) == {False} else None
        case tree.Labelled(operand=operand):
            return settled(terms, operand)
        case _:
            value = terms.constant(node)
            return value if isinstance(value, bool) else None


def is_chosen(terms: Terms, node: Expr) -> bool:
    """Whether a condition is settled by what the user chose, whatever the date."""
    return settled(terms, node) is not None and not _reads_date(terms, node)


def _reads_date(terms: Terms, node: Expr) -> bool:
    for part in walk(node):
        if isinstance(part, tree.FactRef):
            return True
        if isinstance(part, tree.DefinitionRef):
            definition = terms.definition(part.name)
            if definition is None or _reads_date(terms, definition.expression):
                return True
    return False


def asking(terms: Terms, operands: Sequence[Expr], how: str) -> list[Expr]:
    """The operands that the facts decide, each cut down to the part of it that they do; `how` is `all` or `any`.

    Where a reading settles the whole, those that it settles.
    """
    kept = [reduced(terms, one) for one in _undecided(terms, operands, how)]
    kind = tree.And if how == "all" else tree.Or
    flat = [part for one in kept for part in (asking(terms, one.operands, how) if isinstance(one, kind) else [one])]
    return _merged(terms, flat, how)


def reduced(terms: Terms, node: Expr) -> Expr:
    """The part of a condition that the facts decide, where that is one alone."""
    match node:
        case tree.And(operands=operands) | tree.Or(operands=operands):
            left = asking(terms, operands, "all" if isinstance(node, tree.And) else "any")
            return left[0] if len(left) == 1 else node
        case tree.If(condition=condition, then=then, otherwise=otherwise):
            holds = settled(terms, condition)
            return node if holds is None else reduced(terms, then if holds else otherwise)
        case tree.Labelled(title=title, operand=operand) if title is None or isinstance(operand, SAID_AT_ONCE):
            return reduced(terms, operand)
        case _:
            return node


def _undecided(terms: Terms, operands: Sequence[Expr], how: str) -> Sequence[Expr]:
    found = [(one, settled(terms, one)) for one in operands]
    settling = [one for one, holds in found if holds is (how == "any")]
    return settling or [one for one, holds in found if holds is None] or operands


def _merged(terms: Terms, operands: list[Expr], how: str) -> list[Expr]:
    """Comparisons of one thing together, those left out that another one of them makes needless."""
    groups: dict[Expr | int, list[Expr]] = {}
    for place, one in enumerate(operands):
        subject = subject_of(one)
        groups.setdefault(place if subject is None else subject, []).append(one)
    return [one for group in groups.values() for one in needed(terms, group, how)]


def needed(terms: Terms, alike: list[Expr], how: str) -> list[Expr]:
    """Of conditions of one thing, all or any of which are asked for, those that ask for something; some made one."""
    compared = [one for one in dict.fromkeys(alike) if isinstance(one, tree.Compare)]
    if len(compared) < 2 or len(compared) < len(set(alike)):  # noqa: PLR2004 (one comparison needs no other)
        return list(dict.fromkeys(alike))
    if how == "any" and len({one.right for one in compared}) == 1:
        op = _MERGED.get(frozenset(one.op for one in compared))
        first = compared[0]
        if op is not None:
            return [tree.Compare(op, first.left, first.right, span=first.span, type=first.type)]
    exact = next((one for one in compared if one.op == "="), None)
    if how == "all" and exact is not None and all(_implied(terms, exact, one) for one in compared):
        return [exact]
    return list(compared)


def _implied(terms: Terms, exact: tree.Compare, other: tree.Compare) -> bool:
    value, bound = terms.constant(exact.right), terms.constant(other.right)
    if other is exact:
        return True
    if not isinstance(value, int | Fraction) or not isinstance(bound, int | Fraction):
        return False
    return {"<=": value <= bound, ">=": value >= bound, "<": value < bound, ">": value > bound}.get(other.op, False)
