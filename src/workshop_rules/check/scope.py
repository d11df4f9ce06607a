"""What an expression may name, by the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from workshop_rules.language.types import DATE, Choice, Enumeration, RecordOf, Type

AS_OF = "as_of"
"""The date as of which a case is decided: a fact that every pack has."""

PREFIXES = ("reading", "parameter", "findings", "decision")
"""Names before a dot that lead to what a pack declares; no fact, variable or enumeration may take one."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Names and their types.

    Attributes:
        facts: the facts of the vocabulary and of the pack. `as_of` is always in scope besides.
        enumerations: by name; constants are written `NAME.MEMBER`.
        readings: of each interpretation, the choice among its alternatives.
        parameters: the named thresholds.
        findings: human judgements; each is true or false.
        definitions: the `let` names that may be used here.
        later: `let` names that only what stands below may use.
        sizes: of the `let` names, how their lists grow (`cost.size_of`).
        lengths: of the `let` names, how long they are from numbers written out alone (`cost.length_of`).
        decisions: other decisions: a `Choice` of their outcomes, or the type of a `value` decision's value.
        variables: bound by the expression itself (`for`, `some`, `every`, `item`) or by the kind of decision (a quota's
            `item`).
        item: the record whose fields are in scope by their bare names, inside a filter.
        entries: earlier entries of the context that surrounds the expression.
        input: the type of `?`; None where nothing is tested.
        called: what facts and members of enumerations are called in words, and how they are written; for remedies.
    """

    facts: Mapping[str, Type] = field(default_factory=dict)
    enumerations: Mapping[str, Enumeration] = field(default_factory=dict)
    readings: Mapping[str, Choice] = field(default_factory=dict)
    parameters: Mapping[str, Type] = field(default_factory=dict)
    findings: frozenset[str] = frozenset()
    definitions: Mapping[str, Type] = field(default_factory=dict)
    later: frozenset[str] = frozenset()
    sizes: Mapping[str, int] = field(default_factory=dict)
    lengths: Mapping[str, int] = field(default_factory=dict)
    decisions: Mapping[str, Type] = field(default_factory=dict)
    variables: Mapping[str, Type] = field(default_factory=dict)
    item: RecordOf | None = None
    entries: Mapping[str, Type] = field(default_factory=dict)
    input: Type | None = None
    called: Mapping[str, str] = field(default_factory=dict)

    def fact(self, name: str) -> Type | None:
        """The type of a fact, `as_of` included; None where there is none of that name."""
        return DATE if name == AS_OF else self.facts.get(name)

    def names(self) -> Iterator[str]:
        """Every name that may stand by itself."""
        yield AS_OF
        yield from self.variables
        yield from self.entries
        if self.item is not None:
            yield from (name for name, _ in self.item.fields)
        yield from self.definitions
        yield from self.facts

    def binding(self, name: str, type_: Type) -> Scope:
        """This scope with one variable more."""
        return replace(self, variables={**self.variables, name: type_})

    def filtering(self, item: Type) -> Scope:
        """The scope of a filter's condition: `item`, and its fields where it is a record."""
        return replace(self.binding("item", item), item=item if isinstance(item, RecordOf) else None)

    def testing(self, input_type: Type) -> Scope:
        """The scope of tests about a value of the given type."""
        return replace(self, input=input_type)
