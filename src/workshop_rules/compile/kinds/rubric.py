"""Rubric: scores added up to a total, which makes a grade."""

from __future__ import annotations

from decimal import Decimal

from workshop_rules.check.kinds.rubric import TOTAL
from workshop_rules.compile.lowering import Lowered, Lowering
from workshop_rules.compile.plan import Criterion, Definition, Group
from workshop_rules.language.tree import (
    BuiltinCall,
    DefinitionRef,
    Expr,
    In,
    ListLiteral,
    NumberLiteral,
    Presupposes,
    RangeLiteral,
)
from workshop_rules.language.types import BOOLEAN, NUMBER, ListOf, RangeOf
from workshop_rules.language.words import Words
from workshop_rules.pack.models import RubricFile, RubricItemEntry

_TOTAL_WORDS = Words(zh="总分", en="total")


def lower_rubric(entry: RubricFile, lowering: Lowering) -> Lowered:
    """Every item a criterion; the total is known where every score is there and in order."""
    items = (*entry.items, *((entry.bonus,) if entry.bonus is not None else ()))
    total = DefinitionRef(TOTAL, span=lowering.span, type=NUMBER)
    *conditional, last = entry.grades
    branches = [(lowering.decision.typed.condition(grade), grade.id) for grade in conditional]
    return Lowered(
        tuple(_criterion(item, lowering) for item in items),
        lowering.chain(branches, last.id),
        tuple(
            Group(group.id, group.title, tuple(item.id for item in items if item.group == group.id))
            for group in entry.groups
        ),
        (Definition(TOTAL, _TOTAL_WORDS, _sum([_valid_score(item, lowering) for item in items], lowering)),),
        total,
    )


def _criterion(item: RubricItemEntry, lowering: Lowering) -> Criterion:
    condition = _in_order(item, lowering)
    return Criterion(item.id, item.title, item.clause, condition, item.span, judged_by=lowering.judge(condition))


def _in_order(item: RubricItemEntry, lowering: Lowering) -> Expr:
    """That a score lies from 0 to its maximum."""
    score = lowering.decision.typed.expression(item, "score")
    span = item.place("maximum")
    zero, most = (NumberLiteral(Decimal(number), span=span, type=NUMBER) for number in (0, item.maximum))
    allowed = RangeLiteral(zero, most, low_closed=True, high_closed=True, span=span, type=RangeOf(NUMBER))
    return In(score, (allowed,), span=score.span, type=BOOLEAN)


def _valid_score(item: RubricItemEntry, lowering: Lowering) -> Expr:
    """The score; where it is out of order, unknown for want of the fact."""
    score = lowering.decision.typed.expression(item, "score")
    return Presupposes(_in_order(item, lowering), score, span=score.span, type=NUMBER)


def _sum(scores: list[Expr], lowering: Lowering) -> Expr:
    listed = ListLiteral(tuple(scores), span=lowering.span, type=ListOf(NUMBER))
    return BuiltinCall("sum", (listed,), span=lowering.span, type=NUMBER)
