"""What the network cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workshop_rules.language import tree as t


class Refused(Exception):  # noqa: N818 (no error: the compiled evaluator decides the criterion)
    """A condition has no form as patterns; the message names what has none, and says why."""


class Beyond(Exception):  # noqa: N818 (no error: the compiled evaluator decides the dossier)
    """A value of this dossier cannot be asserted as whole numbers, or its computation has no result."""


REFUSES: Mapping[type, str] = MappingProxyType(
    {
        t.DecisionRef: "another decision, unless it has two outcomes, and the date of this one",
        t.DecisionTable: "a decision table",
        t.For: "`for`: the records that it makes are no facts",
        t.If: "`if` over values or findings",
        t.Presupposes: "`presupposes` of a value, of findings, or inside a quantifier",
        t.ContextLiteral: "a record made by the expression",
        t.CriterionRef: "a criterion",
        t.Filter: "one record picked out of a list",
        t.Path: "a field of every record of a list",
        t.RangeLiteral: "a range as a value",
        t.ListLiteral: "a list as a value",
    }
)
"""The nodes that have no form as patterns, or have one only elsewhere, and why."""


def why(node: t.Expr) -> str:
    """Why a node has no form where it stands."""
    return REFUSES.get(type(node)) or f"`{type(node).__name__}`"


class Astray(Exception):  # noqa: N818 (met by asserting the dossier anew)
    """The engine did not do what it should have done."""
