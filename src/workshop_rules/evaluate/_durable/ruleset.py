"""A decision as a ruleset of the engine, with all that it takes to assert a dossier and read the answers: pure data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workshop_rules.evaluate._durable.encoding import Encoding
from workshop_rules.evaluate._durable.terms import Term
from workshop_rules.evaluate._durable.truths import Verity
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import Type

RETE = "rete"
COMPILED = "compiled"


@dataclass(frozen=True, slots=True)
class Route:
    """What decides a criterion.

    Attributes:
        by: `rete`, the network; or `compiled`, the compiled evaluator, on the dossiers touched.
        reason: why not the network; empty where it does.
    """

    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A term as an attribute of a fact: its ends are `NAMEl` and `NAMEh`.

    Attributes:
        exact: whether it is compared with other facts, so that its number must be its value, and not one like it.
    """

    name: str
    term: Term
    type: Type
    exact: bool = False


@dataclass(frozen=True, slots=True)
class CellFact:
    """A fact about the dossier as a whole."""

    number: int
    attributes: tuple[Attribute, ...]


@dataclass(frozen=True, slots=True)
class RecordFact:
    """A fact about each record of a list; a list with many fields has several."""

    number: int
    source: str
    attributes: tuple[Attribute, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A condition whose truth is a fact: derived from others, once for each way to bind the records of its lists.

    Attributes:
        number: operands have smaller numbers than what they are operands of.
        kind: `pattern` is derived as soon as what it reads is asserted; `beyond`, likewise, is the unknown truth about
            the records that a list may lack; `all`, `any` and `tally` answer a question.
        lists: the lists to whose records it is bound, the outermost first.
        up: the node of which it is an operand; 0: none.
        place: its place among the operands; 0 where that is the place of the innermost record.
        counts: of a `tally` the list that it goes through (empty where it counts operands); of a `beyond` the list.
        sums: of a `tally` that adds up a term of records, the number of the fact with that term.
    """

    number: int
    label: str
    kind: str
    lists: tuple[str, ...]
    up: int = 0
    place: int = 0
    counts: str = ""
    sums: int = 0

    @property
    def asked(self) -> bool:
        """Whether it answers a question."""
        return self.kind in {"all", "any", "tally"}


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What follows when a rule matches.

    Attributes:
        step: `derive` the truth of a pattern, `answer` a question, or `begin`, `go_on` with or `end` a tally.
        bound: for each list of the node, the name in the rule of what is matched, and the attribute with its place.
        operands: of a tally that counts operands, how many there are.
        adds: of a tally that adds up, the attribute whose ends are added.
    """

    step: str
    node: int
    verity: Verity = Verity.UNKNOWN
    bound: tuple[tuple[str, str], ...] = ()
    operands: int = 0
    adds: str = ""


@dataclass(frozen=True, slots=True)
class Root:
    """Where the truth of a criterion is read: a node's number, or what is the same for every dossier."""

    condition: int | Verity
    applies: int | Verity


@dataclass(frozen=True, slots=True)
class Ground:
    """A condition that the outcome depends on beside the criteria, and where its truth is read."""

    condition: Expr
    root: int | Verity


@dataclass(frozen=True, slots=True)
class Constant:
    """An operand that is the same for every dossier."""

    up: int
    place: int
    verity: Verity


@dataclass(frozen=True, slots=True)
class Ruleset:
    """A decision for the network.

    Attributes:
        rules: as the engine takes them, but for their actions.
        conclusions: by rule, what follows when it matches.
        roots: for each criterion that the network decides.
        routes: for each criterion, what decides it.
        lists: the number of each list that is gone through.
        as_of: the document's fixed date.
        outcome: the outcome over the criteria; `grounds` are its conditions that are about facts.
        has_value: whether a value stands beside the outcome.
    """

    decision: str
    rules: Mapping[str, Mapping[str, Any]]
    conclusions: Mapping[str, Conclusion]
    nodes: Mapping[int, Node]
    cells: tuple[CellFact, ...]
    records: tuple[RecordFact, ...]
    lists: Mapping[str, int]
    constants: tuple[Constant, ...]
    roots: Mapping[str, Root]
    routes: Mapping[str, Route]
    encoding: Encoding
    as_of: dt.date | None
    waivable: frozenset[str]
    outcome: Expr
    grounds: tuple[Ground, ...]
    has_value: bool
