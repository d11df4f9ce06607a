"""Quota: each limit holds for each member of the list, so that a verdict can name the members for which it does not."""

from __future__ import annotations

from itertools import chain, count

from workshop_rules.compile.lowering import Lowered, Lowering, waivable
from workshop_rules.compile.plan import Criterion
from workshop_rules.language.tree import (
    And,
    BuiltinCall,
    Compare,
    Every,
    Expr,
    Filter,
    For,
    Iterator,
    Name,
    Path,
    Some,
)
from workshop_rules.language.types import BOOLEAN, NUMBER, ListOf, RecordOf
from workshop_rules.language.walk import renamed_item, walk
from workshop_rules.pack.models import LimitEntry, QuotaFile

_ITEM = "item"
_MEMBER = "member"
"""What the member of the list is called that a limit is held against; `item` are those of its group."""


def lower_quota(entry: QuotaFile, lowering: Lowering) -> Lowered:
    """`within_quota` where every limit holds for every member; other criteria stand beside."""
    over = lowering.decision.typed.expression(entry, "over")
    limits = tuple(_limit(limit, over, lowering) for limit in entry.limits)
    beside = tuple(lowering.criterion(criterion) for criterion in entry.criteria)
    outcome = lowering.chain([(lowering.all_met(limits), "within_quota")], "exceeded")
    return Lowered((*limits, *beside), outcome)


def _limit(limit: LimitEntry, over: Expr, lowering: Lowering) -> Criterion:
    condition = _for_each_member(limit, over, lowering)
    return Criterion(
        limit.id,
        limit.title,
        limit.clause,
        condition,
        limit.span,
        waivable=waivable(limit.waivable),
        judged_by=lowering.judge(condition),
    )


def _for_each_member(limit: LimitEntry, over: Expr, lowering: Lowering) -> Expr:
    """`every member in concerned satisfies count(concerned[item.by = member.by]) <= at_most`."""
    typed = lowering.decision.typed
    concerned = over
    if limit.where is not None:
        where = typed.expression(limit, "where")
        concerned = Filter(over, where, span=where.span, type=over.type)
    span = limit.place("at_most")
    most = typed.expression(limit, "at_most")
    member = _free_name(most)
    counted = BuiltinCall("count", (_group(limit, concerned, member),), span=span, type=NUMBER)
    within = Compare("<=", counted, renamed_item(most, member), span=span, type=BOOLEAN)
    return Every((Iterator(member, concerned),), within, span=limit.span, type=BOOLEAN)


def _free_name(most: Expr) -> str:
    """A name for the member that the limit binds nowhere itself."""
    bound = {
        iterator.name for node in walk(most) if isinstance(node, For | Some | Every) for iterator in node.iterators
    }
    return next(name for name in chain([_MEMBER], (f"{_MEMBER}_{i}" for i in count(2))) if name not in bound)


def _group(limit: LimitEntry, concerned: Expr, member: str) -> Expr:
    """The members that have the same fields as one of them."""
    same = tuple(_same_field(limit, place, concerned, member) for place in range(len(limit.by)))
    match same:
        case ():
            return concerned
        case (only,):
            condition = only
        case _:
            condition = And(same, span=limit.key_place("by"), type=BOOLEAN)
    return Filter(concerned, condition, span=limit.key_place("by"), type=concerned.type)


def _same_field(limit: LimitEntry, place: int, concerned: Expr, member: str) -> Expr:
    if not isinstance(concerned.type, ListOf) or not isinstance(concerned.type.item, RecordOf):
        raise TypeError(concerned.type)  # the check has refused it
    record, span = concerned.type.item, limit.place("by", place)
    field = record.field(limit.by[place])
    if field is None:
        raise KeyError(limit.by[place])  # the check has refused it
    of_item, of_member = (
        Path(Name(name, span=span, type=record), limit.by[place], span=span, type=field) for name in (_ITEM, member)
    )
    return Compare("=", of_item, of_member, span=span, type=BOOLEAN)
