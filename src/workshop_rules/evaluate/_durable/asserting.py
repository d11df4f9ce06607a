"""The facts of the engine that a dossier makes: terms worked out, and put as whole numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TypeAlias, cast

from workshop_rules.evaluate._durable.encoding import FARTHEST
from workshop_rules.evaluate._durable.ruleset import Attribute, Ruleset
from workshop_rules.evaluate._durable.terms import Supplied, worked_out
from workshop_rules.pack.dossier import Dossier

Key: TypeAlias = "tuple[str, int, int]"
"""What a fact is about: a `cell`, a `record` at a place, a `list`, or an `operand` that is the same for all."""
Attributes: TypeAlias = Mapping[str, int]


def asserted(ruleset: Ruleset, dossier: Dossier, as_of: dt.date | None, texts: dict[str, int]) -> dict[Key, Attributes]:
    """The facts that a dossier makes.

    Args:
        ruleset: what is decided.
        dossier: the case.
        as_of: the date asked for; None for the document's own.
        texts: the dossier's texts so far, each with its number; new ones are added.

    Raises:
        Beyond: a computation has no result.
    """
    supplied = Supplied(dossier, as_of or ruleset.as_of)
    facts: dict[Key, Attributes] = {}
    for cell in ruleset.cells:
        facts["cell", cell.number, 0] = {"c": cell.number, **_ends(ruleset, cell.attributes, supplied, {}, texts)}
    sizes: dict[str, int] = {}
    for source, number in ruleset.lists.items():
        records = cast("tuple[object, ...] | None", supplied.value(source))
        sizes[source] = len(records or ())
        open_ = int(records is None or source in dossier.incomplete)
        facts["list", number, 0] = {"s": number, "size": sizes[source], "open": open_}
    for fact in ruleset.records:
        records = cast("tuple[object, ...]", supplied.value(fact.source) or ())
        for place, record in enumerate(records, start=1):
            ends = _ends(ruleset, fact.attributes, supplied, record, texts)
            facts["record", fact.number, place] = {"k": fact.number, "r": place, "one": 1, **ends}
    for constant in ruleset.constants:
        verity = constant.verity
        facts["operand", constant.up, constant.place] = {
            "up": constant.up,
            "p": constant.place,
            "a": verity.in_all,
            "o": int(verity),
        }
    return facts


def _ends(
    ruleset: Ruleset, attributes: tuple[Attribute, ...], supplied: Supplied, record: object, texts: dict[str, int]
) -> dict[str, int]:
    """Both ends of each term: the same number, or far apart where it is unknown."""
    ends: dict[str, int] = {}
    encoding = ruleset.encoding
    for one in attributes:
        low, high = f"{one.name}l", f"{one.name}h"
        value = worked_out(one.term, supplied, record)
        if value is None:
            ends[low], ends[high] = -FARTHEST, FARTHEST
        else:
            ends[low] = ends[high] = encoding.supplied(value, one.type, texts, exact=one.exact)
    return ends
