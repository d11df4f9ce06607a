"""Why what is asked of lists is null: the fields that their records lack, lists that nobody gave or that may lack some.

A list is followed as its members are (`Members`): beside each level of rows stands what those lack.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING

import polars as pl

from workshop_rules.evaluate._polars import lists as of_lists_made
from workshop_rules.evaluate._polars import members as of_lists
from workshop_rules.evaluate._polars import quantifiers
from workshop_rules.evaluate._polars.comparison import compared_shapes
from workshop_rules.evaluate._polars.facts import INCOMPLETE
from workshop_rules.evaluate._polars.levels import FactList, Fold, Level, Pairs
from workshop_rules.evaluate._polars.paths import (
    NOT_TOLD,
    NOTHING,
    Lacking,
    RecordField,
    Within,
    together,
    told_where,
    where,
)
from workshop_rules.evaluate._polars.scopes import ITEM
from workshop_rules.evaluate._polars.shapes import Constant, Members, Shape
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, ListOf, RecordOf
from workshop_rules.language.values import Error, Unknown

if TYPE_CHECKING:
    from workshop_rules.evaluate._polars.lacking import Reasons

STRICT = frozenset({"sum", "min", "max", "years in periods", "any", "all", "list contains"})
"""Functions of lists whose result has no bounds where it is unknown."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The members of a list, and what is lacking about them.

    Attributes:
        keep: why it is not known whether a member counts; of the level of the members.
        item: why it is not known what a member is; of that level. Of records, nothing.
        whole: why nothing is known about the list, or not all that is in it; of the level further out.
    """

    members: Members
    keep: Lacking = NOTHING
    item: Lacking = NOTHING
    whole: Lacking = NOTHING


def listed(node: t.Expr, reasons: Reasons) -> Listed | Lacking | None:
    """The members of a list, at the level where they are; why all of it is unknown; None where that is not told."""
    by = reasons.translator
    with by.at(reasons.home(node) or by.stages.roster, {}):
        match node:
            case t.FactRef():
                return _of_fact(node, reasons)
            case t.DefinitionRef():
                return listed(by.definition(node.name), reasons)
            case t.Labelled():
                return listed(node.operand, reasons)
            case t.If():
                picked = by.shape(node.condition)
                if isinstance(picked, Constant) and isinstance(picked.value, bool):
                    return listed(node.then if picked.value else node.otherwise, reasons)
                return None
            case t.Path():
                return _of_each(node, reasons)
            case t.Filter():
                return _filtered(node, reasons)
            case t.For():
                return _made(node, reasons)
            case t.BuiltinCall(function="periods"):
                return _stretches(node, reasons)
            case t.BuiltinCall(function="flatten"):
                return _joined(node, reasons)
            case _:
                return None


def _of_fact(node: t.FactRef, reasons: Reasons) -> Listed | Lacking | None:
    by = reasons.translator
    fact = by.plan.facts.get(node.path)
    if fact is None or fact.derivation is not None:
        return None
    members, path = by.shape(node), reasons.paths.lacking([node.path])
    if not isinstance(members, Members):
        return path
    gaps = [~pl.col(node.path)] if node.path in reasons.gaps else []
    gaps += [pl.col(INCOMPLETE + node.path)] if INCOMPLETE + node.path in by.columns else []
    return Listed(members, whole=where(reduce(operator.or_, gaps), path) if gaps else NOTHING)


def _of_each(node: t.Path, reasons: Reasons) -> Listed | Lacking | None:
    found = listed(node.source, reasons)
    if not isinstance(found, Listed) or not isinstance(node.source.type, ListOf) or isinstance(node.type, RecordOf):
        return found if isinstance(found, Lacking) else None
    record = node.source.type.item
    if not isinstance(record, RecordOf) or isinstance(record.field(node.name), ListOf | RecordOf):
        return None
    by, level = reasons.translator, found.members.level
    item = t.Name(ITEM, span=node.span, type=record)
    field = t.Path(item, node.name, span=node.span, type=node.type.item if isinstance(node.type, ListOf) else node.type)
    with by.at(level, {ITEM: (level, found.members.item)}), reasons.bound(ITEM, level, found.item):
        part = reasons.of(field)
    members = replace(found.members, item=of_lists.field_of(found.members, record, node.name, by))
    return replace(found, members=members, item=part)


def _filtered(node: t.Filter, reasons: Reasons) -> Listed | Lacking | None:
    found = listed(node.source, reasons)
    if not isinstance(found, Listed) or node.condition.type != BOOLEAN:
        return found if isinstance(found, Lacking) else None
    found, rest = _narrowed(found, ITEM, node.condition, reasons)
    if rest:
        found = _at_hand(found, reasons)
        found = _keeping(found, ITEM, rest, reasons)
    keep = found.members.keep
    if keep is None:
        return found
    members = of_lists.barred_by(found.members, keep.is_null(), node.condition, reasons.translator)
    return replace(found, members=members)


def _made(node: t.For, reasons: Reasons) -> Listed | Lacking | None:
    if len(node.iterators) != 1 or isinstance(node.body.type, ListOf | RecordOf):
        return None
    found = listed(node.iterators[0].source, reasons)
    if not isinstance(found, Listed):
        return found
    by, name = reasons.translator, node.iterators[0].name
    found = _at_hand(found, reasons)
    level = found.members.level
    with by.at(level, {name: (level, found.members.item)}), reasons.bound(name, level, found.item):
        item, part = by.shape(node.body), reasons.of(node.body)
    made = replace(found, members=replace(found.members, item=item), item=part)
    if not by.may_fail(node.body):
        return made
    return replace(made, whole=together([made.whole, _of_members(where(part.column != 0, NOT_TOLD), level, reasons)]))


def _stretches(node: t.BuiltinCall, reasons: Reasons) -> Listed | Lacking | None:
    members, part = reasons.translator.shape(node), reasons.all(node.arguments[:2])
    if part is None:
        return None
    return Listed(members, whole=part) if isinstance(members, Members) else part


def _joined(node: t.BuiltinCall, reasons: Reasons) -> Listed | Lacking | None:
    loop = node.arguments[0]
    if not isinstance(loop, t.For) or len(loop.iterators) != 1:
        return None
    by, name = reasons.translator, loop.iterators[0].name
    found = listed(loop.iterators[0].source, reasons)
    if not isinstance(found, Listed):
        return found
    outer = _apart(_at_hand(found, reasons), reasons)
    level = outer.members.level
    with by.at(level, {name: (level, outer.members.item)}), reasons.bound(name, level, outer.item):
        inner = listed(loop.body, reasons)
        if not isinstance(inner, Listed):
            return None
        inner = _at_hand(inner, reasons)
    if inner.members.open is not None:
        return None
    members = of_lists_made.in_one(outer.members, inner.members, by)
    keep = [reasons.lifted(one.keep, one.members.level, members.level) for one in (outer, inner)]
    item = reasons.lifted(inner.item, inner.members.level, members.level)
    unknown = inner.whole.column != 0
    if outer.members.keep is not None:
        unknown = unknown & outer.members.keep.fill_null(True)
    parts = _of_members(where(unknown, together([outer.keep, inner.whole])), level, reasons)
    whole = together([parts, where(parts.column == 0, outer.whole)])  # a list that is unknown is neither open nor not
    return Listed(members, together(keep), item, whole)


def _apart(found: Listed, reasons: Reasons) -> Listed:
    """The members as a level that is met nowhere else."""
    by, source = reasons.translator, found.members.level
    members = of_lists.set_apart(found.members, by.level, by)
    keep, item = (reasons.lifted(part, source, members.level) for part in (found.keep, found.item))
    return replace(found, members=members, keep=keep, item=item)


# Members elsewhere


def _at_hand(found: Listed, reasons: Reasons) -> Listed:
    """The members for each row of the level in question."""
    by, source = reasons.translator, found.members.level
    members = of_lists.at_hand(found.members, by)
    if members.level is source:
        return found
    keep, item = (_carried(part, source, members.level, reasons) for part in (found.keep, found.item))
    parent = source.parent
    whole = found.whole if parent is None else reasons.lifted(found.whole, parent, by.level)
    return Listed(members, keep, item, whole)


def _carried(part: Lacking, source: Level, pairs: Level, reasons: Reasons) -> Lacking:
    """What members lack, said of the pairs that they are in: which of their own records that is, is said anew."""
    if isinstance(part.bits, int) or not isinstance(pairs.origin, Pairs):
        return part
    kept, stages = pairs.origin.inner, reasons.translator.stages

    def there(column: pl.Expr) -> pl.Expr:
        return stages.lifted(stages.lifted(column, source, kept), kept, pairs)

    bits = there(part.bits)
    own = [(bit, one) for bit, one in reasons.paths.inner(part.most) if one.home.parent is not None]
    others = part.most & ~sum(bit for bit, _ in own)
    parts = [Lacking(bits & pl.lit(others, pl.UInt64), others)]
    for bit, one in own:
        new = NOT_TOLD
        if isinstance(one, RecordField) and one.home is source:
            place = there(pl.col(one.place)).meta.output_name()
            new = reasons.paths.lacking([replace(one, home=pairs, place=place)])
        parts.append(where(bits & pl.lit(bit, pl.UInt64) != 0, new))
    return together(parts)


def _narrowed(found: Listed, name: str, condition: t.Expr, reasons: Reasons) -> tuple[Listed, list[t.Expr]]:
    """The members without those that fail parts which are about them alone; and the other parts of the condition."""
    before = found.members
    members, rest = of_lists.narrowed(before, name, condition, reasons.translator)
    parts = [*condition.operands] if isinstance(condition, t.And) else [condition]
    alone = [part for part in parts if part not in rest]
    return (_keeping(found, name, alone, reasons, members) if alone else found), rest


def _keeping(
    found: Listed, name: str, parts: Sequence[t.Expr], reasons: Reasons, members: Members | None = None
) -> Listed:
    """The members for which conditions hold too."""
    by, level = reasons.translator, found.members.level
    if members is None:
        members = found.members
        for part in parts:
            members = of_lists.keeping(members, name, part, by)
    with by.at(level, {name: (level, found.members.item)}), reasons.bound(name, level, found.item):
        lacks = [reasons.of(part) for part in parts]
    lack = together([found.keep, *lacks])
    if lack.most and members.keep is not None:
        lack = told_where(members.keep.is_null(), lack)
    return replace(found, members=members, keep=lack)


def _of_members(part: Lacking, level: Level, reasons: Reasons) -> Lacking:
    """What any of the members lacks, said of the rows that they belong to."""
    parent = level.parent
    if not part.most:
        return NOTHING
    if parent is None:
        return part
    stages = reasons.translator.stages
    name = stages.derived(level, part.column)
    found = stages.folded(level, Fold.BITS, pl.col(name)).fill_null(0)
    own = [(bit, one) for bit, one in reasons.paths.inner(part.most) if not parent.reaches(one.home)]
    mask = sum(bit for bit, _ in own)
    if not own:
        return Lacking(found, part.most)

    def lists(column: str, home: Level) -> str:
        there = stages.lifted(pl.col(column), home, level)
        return stages.folded(level, Fold.LISTED, there).meta.output_name()

    def moved(one: RecordField | Within, home: Level) -> RecordField | Within:
        if isinstance(one, RecordField):
            return replace(one, home=parent, place=lists(one.place, home))
        parts = tuple((bit, moved(inner, home)) for bit, inner in one.parts)
        return Within(parent, lists(one.bits, home), parts)

    within = Within(parent, lists(name, level), tuple((bit, moved(one, one.home)) for bit, one in own))
    inside = reasons.paths.lacking([within])
    others = part.most & ~mask
    return together(
        [
            Lacking(found & pl.lit(others, pl.UInt64), others),
            where(found & pl.lit(mask, pl.UInt64) != 0, inside),
        ]
    )


def _told(node: t.Expr, found: Listed, part: Lacking, reasons: Reasons) -> Lacking:
    """What is lacking where something asked of a list is null."""
    null = reasons.null(node)
    barred, by_itself = found.members.barred, isinstance(found.members.level.origin, FactList)
    if null is False or (barred is None and by_itself and not part.most | found.whole.most):
        return NOTHING
    of_all = [found.whole, _of_members(part, found.members.level, reasons)]
    if barred is not None:
        of_all.append(where(barred, NOT_TOLD))
    return told_where(pl.lit(True) if null is True else null, together(of_all))


# What is asked


def some(node: t.Some, reasons: Reasons) -> Lacking | None:
    """What leaves open whether a condition holds for some member."""
    return _quantified(node, reasons)


def every(node: t.Every, reasons: Reasons) -> Lacking | None:
    """What leaves open whether a condition holds for all members."""
    return _quantified(node, reasons)


def _quantified(node: t.Some | t.Every, reasons: Reasons) -> Lacking | None:
    by = reasons.translator
    first, rest = quantifiers.first_of(node)
    written = quantifiers.one_by_one(first, by)
    if written is not None:
        return _of_written(node, written, first, rest, reasons)
    found = listed(first.source, reasons)
    if not isinstance(found, Listed):
        return found
    if len(node.iterators) > 1 and found.keep.most:
        # The reason why a member is doubtful counts with each of the others, also where one of those settles it.
        found = replace(found, keep=where(found.keep.column != 0, NOT_TOLD))
    parts: list[t.Expr] = [rest]
    if isinstance(node, t.Some):
        found, parts = _narrowed(found, first.name, rest, reasons)
    found = _at_hand(found, reasons)
    level = found.members.level
    with by.at(level, {first.name: (level, found.members.item)}), reasons.bound(first.name, level, found.item):
        truths = [by.truth(part) for part in parts]
        lacks = [reasons.of(part) for part in parts]
    hits = truths if isinstance(node, t.Some) else [~truth for truth in truths]
    return _told(node, found, _of_cases(found, hits, lacks), reasons)


def _of_cases(found: Listed, hits: Sequence[pl.Expr], lacks: Sequence[Lacking]) -> Lacking:
    """What leaves a case open: whether the member counts, or whether the condition holds for it."""
    part = together([found.keep, *lacks])
    if not part.most:
        return NOTHING
    keep = [] if found.members.keep is None else [found.members.keep]
    case = reduce(operator.and_, [*keep, *hits, pl.lit(True)])
    return told_where(case.is_null(), part)


def _of_written(
    node: t.Some | t.Every, written: Sequence[Shape], first: t.Iterator, rest: t.Expr, reasons: Reasons
) -> Lacking | None:
    by, null = reasons.translator, reasons.null(node)
    if null is False:
        return NOTHING
    items = first.source.items if isinstance(first.source, t.ListLiteral) else [None] * len(written)
    parts = []
    for member, item in zip(written, items, strict=True):
        lacks = NOTHING if item is None else reasons.of(item)
        if item is None and isinstance(member, Constant) and isinstance(member.value, Unknown | Error):
            lacks = NOT_TOLD
        with by.at(by.level, {first.name: (by.level, member)}), reasons.bound(first.name, by.level, lacks):
            parts.append(reasons.of(rest))
        if item is not None and by.may_fail(item):
            parts.append(where(lacks.column != 0, NOT_TOLD))
    return told_where(pl.lit(True) if null is True else null, together(parts))


def call(node: t.BuiltinCall, reasons: Reasons) -> Lacking | None:
    """What a function of a list lacks."""
    if node.function == "list contains":
        return among(node, node.arguments[0], node.arguments[1], reasons)
    if node.function == "years in periods":
        return _years(node, reasons)
    if node.function not in {"count", "sum", "min", "max", "any", "all"} or len(node.arguments) != 1:
        return None
    found = listed(node.arguments[0], reasons)
    if not isinstance(found, Listed):
        return found
    found = _at_hand(found, reasons)
    keep = found.members.keep
    if node.function == "count":
        return _told(node, found, found.keep, reasons)
    if node.function in {"any", "all"}:
        truth = reasons.translator.column(found.members.item, BOOLEAN).cast(pl.Boolean)
        hits = truth if node.function == "any" else ~truth
        return _told(node, found, _of_cases(found, [hits], [found.item]), reasons)
    item = found.item if keep is None else where(keep.fill_null(True), found.item)
    return _told(node, found, together([found.keep, item]), reasons)


def _years(node: t.BuiltinCall, reasons: Reasons) -> Lacking | None:
    """What years in periods lack: the days and ends of periods only where all else is known."""
    source, *days = node.arguments
    by, found, until = reasons.translator, listed(source, reasons), reasons.all(days)
    if not isinstance(found, Listed) or not isinstance(source.type, ListOf) or until is None:
        return found if isinstance(found, Lacking) and until is NOTHING else None
    found = _at_hand(found, reasons)
    level, record = found.members.level, source.type.item
    item = t.Name(ITEM, span=node.span, type=record)
    if not isinstance(record, RecordOf):
        return None
    types = (("from", DATE), ("to", DATE), ("ongoing", BOOLEAN))
    fields = [t.Path(item, name, span=node.span, type=type_) for name, type_ in types]
    with by.at(level, {ITEM: (level, found.members.item)}), reasons.bound(ITEM, level, NOTHING):
        start, end, ongoing = (reasons.of(field) for field in fields)
        first, last = (by.truth(field).cast(pl.Date) for field in fields[:2])
        goes_on = by.truth(fields[2]).cast(pl.Boolean).fill_null(False)
    doubt = where(end.column != 0, ongoing)
    ended = together([end, doubt, where(last < first, NOT_TOLD)])
    part = together([start, where(~goes_on, ended)])
    if found.members.keep is not None:
        part = where(found.members.keep, part)
    about = together([found.whole, until, _of_members(found.keep, level, reasons)])
    of_periods = _of_members(part, level, reasons)
    barred = [] if found.members.barred is None else [where(found.members.barred, NOT_TOLD)]
    return reasons.explained(node, together([about, where(about.column == 0, of_periods), *barred]))


def among(node: t.Expr, source: t.Expr, value: t.Expr, reasons: Reasons) -> Lacking | None:
    """What leaves open whether a value equals one of the members."""
    by = reasons.translator
    found = listed(source, reasons)
    if not isinstance(found, Listed) or not isinstance(source.type, ListOf):
        return found if isinstance(found, Lacking) else None
    if reasons.all([value]) is None:
        return None
    found = _at_hand(found, reasons)
    level = found.members.level
    asked = by.lifted(by.shape(value), by.level, level)
    equal = by.column(compared_shapes("=", asked, found.members.item, source.type.item, by), BOOLEAN)
    lacks = [found.item, reasons.lifted(reasons.of(value), by.level, level)]
    if source.type.item == NUMBER:  # not all are compared with one another
        lacks.append(where(equal.is_null() & (together(lacks).column == 0), NOT_TOLD))
    return _told(node, found, _of_cases(found, [equal.cast(pl.Boolean)], lacks), reasons)
