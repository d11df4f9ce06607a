"""Quota: limits over a list of records, each about the groups that some fields make."""

from __future__ import annotations

from workshop_rules.check.relations import in_words, is_comparable
from workshop_rules.check.stating import Stating
from workshop_rules.diagnostics import nearest
from workshop_rules.language.types import ANY, BOOLEAN, NUMBER, ListOf, RecordOf, Type
from workshop_rules.pack.models import LimitEntry, QuotaFile


def check_quota(decision: QuotaFile, stating: Stating) -> None:
    """`over` is a list of records; a limit sees one of them as `item`, and groups by their fields."""
    over = stating.expression(decision, "over")
    item: Type = ANY
    if over is not None and isinstance(over.type, ListOf) and isinstance(over.type.item, RecordOf):
        item = over.type.item
    elif over is not None and over.type != ANY:
        message = f"a quota is over a list of records, and this is {in_words(over.type)}"
        stating.report("WR322", message, decision.place("over"))
    for limit in decision.limits:
        _check_limit(limit, item, stating)
    for criterion in decision.criteria:
        stating.criterion(criterion)


def _check_limit(limit: LimitEntry, item: Type, stating: Stating) -> None:
    inner = stating.scope.binding("item", item)
    if limit.where is not None:
        stating.expression(limit, "where", expected=BOOLEAN, scope=inner)
    stating.expression(limit, "at_most", expected=NUMBER, scope=inner)
    if not isinstance(item, RecordOf):
        return
    for place, name in enumerate(limit.by):
        field = item.field(name)
        if field is None:
            meant = nearest(name, [known for known, _ in item.fields])
            stating.report(
                "WR303",
                f"the records have no `{name}`",
                limit.place("by", place),
                help_=f"did you mean {meant}?" if meant else "",
            )
        elif not is_comparable(field):
            stating.report("WR307", f"`{name}` is {in_words(field)}, which makes no groups", limit.place("by", place))
