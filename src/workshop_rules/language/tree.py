"""The syntax tree of FEEL, for both dialects and for every evaluator.

Nodes are frozen; their place (`span`) and type are kept out of equality. The parser leaves `type` at `ANY`; the checker
returns a tree of the same nodes in which every name is resolved (`Name` stays only for variables that the expression
itself binds) and every node has its type. The groups of YAML (`all`, `any`, `at_least`, `not`) become `And`, `Or`,
`AtLeast` and `Not`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from workshop_rules.diagnostics import Span
from workshop_rules.frozen import dataclass, field
from workshop_rules.language.types import ANY, Type
from workshop_rules.language.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What every node has: its place in the source and, once checked, its type."""

    span: Span = field(compare=False, repr=False)
    type: Type = field(default=ANY, compare=False, repr=False)


# Literals


@dataclass(frozen=True, slots=True)
class NumberLiteral(Node):
    """`1`, `.5`, `1.2e3`. The decimal is exact, whatever its length."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class StringLiteral(Node):
    """`"text"`, its escapes resolved."""

    value: str


@dataclass(frozen=True, slots=True)
class BooleanLiteral(Node):
    """`true`, `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class NullLiteral(Node):
    """`null`: dmn only; the pack dialect refuses it when checking."""


@dataclass(frozen=True, slots=True)
class AtLiteral(Node):
    """`@"2013-10-01"`, `@"P5Y"`: a temporal value by its ISO 8601 text. The text is not interpreted by the parser."""

    text: str


@dataclass(frozen=True, slots=True)
class ListLiteral(Node):
    """`[a, b, c]`."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class ContextEntry:
    """`key: value` in a context."""

    key: str
    value: Expr
    key_span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ContextLiteral(Node):
    """`{a: 1, "b c": 2}`; later entries see earlier ones."""

    entries: tuple[ContextEntry, ...]


@dataclass(frozen=True, slots=True)
class RangeLiteral(Node):
    """`[a..b]`, `(a..b)`, `]a..b[`; with None for an endpoint: `(< b)`, `(>= a)`.

    `unary` is `=` or `!=` for `(= a)` and `(!= a)`, of which `a` is both ends, and empty for all others; it keeps
    `(= a)` apart from `[a..a]`, which DMN says it is not equal to.
    """

    low: Expr | None
    high: Expr | None
    low_closed: bool
    high_closed: bool
    unary: str = ""


@dataclass(frozen=True, slots=True)
class FormalParameter:
    """A formal parameter of a function definition; `type_name` as written, or None."""

    name: str
    type_name: TypeName | None = None


@dataclass(frozen=True, slots=True)
class FunctionLiteral(Node):
    """`function(a, b: number) a + b`; dmn only. `external` functions keep their body context."""

    parameters: tuple[FormalParameter, ...]
    body: Expr
    external: bool = False


# Names, as written and as resolved by the checker


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name as written; after checking, a variable bound by `for`, `some`, `every`, a filter (`item`) or a context."""

    name: str


@dataclass(frozen=True, slots=True)
class FactRef(Node):
    """A fact of the dossier by its path: `homeroom_years`, `findings.conduct`, `as_of`."""

    path: str


@dataclass(frozen=True, slots=True)
class EnumConstant(Node):
    """`level.city`; its type is the enumeration."""

    enumeration: str
    member: str


@dataclass(frozen=True, slots=True)
class ReadingRef(Node):
    """`reading.NAME`: the reading chosen for an interpretation; its type is a `Choice`."""

    name: str


@dataclass(frozen=True, slots=True)
class ParameterRef(Node):
    """`parameter.NAME`: the value of a named threshold; unknown where the document gives none and no adopter set it."""

    name: str


@dataclass(frozen=True, slots=True)
class DefinitionRef(Node):
    """A named expression of the same decision (`let`), evaluated at most once."""

    name: str


HELD = "held"
"""The named expression of a ladder that says which tier somebody holds already: it is shown beside the outcome."""


@dataclass(frozen=True, slots=True)
class DecisionRef(Node):
    """`decision.NAME`: the outcome of another decision of the pack on the same facts; of a `value` decision its value.

    Its type is a `Choice` of outcomes, or the value's type.
    """

    name: str


@dataclass(frozen=True, slots=True)
class CriterionRef(Node):
    """The truth of a criterion, waivers applied: in the outcome of a decision only; it cannot be written in FEEL."""

    id: str


@dataclass(frozen=True, slots=True)
class InputValue(Node):
    """`?`: the value that unary tests are about."""


# Access and calls


@dataclass(frozen=True, slots=True)
class Path(Node):
    """`source.name`: a field of a record, of each record of a list, or a component such as `.year`."""

    source: Expr
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """`source[condition]`: by a condition on `item`; where it is a number by place, from 1, negative from the end."""

    source: Expr
    condition: Expr


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument; `name` where it is passed by name."""

    value: Expr
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`f(a, b)` or `f(x: a, y: b)`, as written."""

    function: Expr
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class BuiltinCall(Node):
    """A call of a built-in function, resolved: arguments in the order of its signature in `functions.FUNCTIONS`."""

    function: str
    arguments: tuple[Expr, ...]


# Arithmetic and comparison


@dataclass(frozen=True, slots=True)
class Negate(Node):
    """`-operand`."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """`left op right`, with `op` one of `+ - * / **`."""

    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """`left op right`, with `op` one of `= != < <= > >=`."""

    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Between(Node):
    """`value between low and high`, both included."""

    value: Expr
    low: Expr
    high: Expr


@dataclass(frozen=True, slots=True)
class In(Node):
    """`value in test` or `value in (test, test)`.

    Each test is a range, a list, a value to equal, or a boolean expression over `?` (`< 5` is read as `? < 5`).
    """

    value: Expr
    tests: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class UnaryTests(Node):
    """A cell of a decision table: `-` (no tests), `test, test`, or `not(test, test)`, about `?`."""

    tests: tuple[Expr, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    """`value instance of type`; dmn only."""

    value: Expr
    type_name: TypeName


@dataclass(frozen=True, slots=True)
class TypeName:
    """A type as written: `number`, `list<string>`, `context<a: number>`, `function<number> -> string`, a model's own.

    Attributes:
        name: the head: a type's name, or `list`, `context`, `function`, `range`.
        arguments: for `list` and `range` the item's type; for `function` its parameters and then its result.
        fields: for `context<…>`, its entries.
    """

    name: str
    arguments: tuple[TypeName, ...] = ()
    fields: tuple[tuple[str, TypeName], ...] = ()


# Decision tables (DMN 1.5, 8.2); a pack's `table` decision and a DMN model's boxed table alike


@dataclass(frozen=True, slots=True)
class TableInput:
    """A column of conditions: what its cells test, and the values it may have (None: any)."""

    expression: Expr
    label: str = ""
    allowed: UnaryTests | None = None
    title: Words | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class TableOutput:
    """A column of results: its name (empty where it is the only one), values in order of priority, and default."""

    name: str = ""
    allowed: UnaryTests | None = None
    default: Expr | None = None


@dataclass(frozen=True, slots=True)
class TableRule:
    """A row: one cell for each input, one result for each output."""

    id: str
    cells: tuple[UnaryTests, ...]
    results: tuple[Expr, ...]
    span: Span = field(compare=False, repr=False)
    annotations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionTable(Node):
    """A decision table.

    Attributes:
        hit_policy: `U` unique, `A` any, `P` priority, `F` first, `R` rule order, `O` output order, `C` collect.
        aggregation: with `C` only: `+` sum, `<` minimum, `>` maximum, `#` count, or None for the list.
    """

    inputs: tuple[TableInput, ...]
    outputs: tuple[TableOutput, ...]
    rules: tuple[TableRule, ...]
    hit_policy: str = "U"
    aggregation: str | None = None


# Logic


@dataclass(frozen=True, slots=True)
class And(Node):
    """Conjunction of two or more; a chain without brackets is one node."""

    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """Disjunction of two or more; a chain without brackets is one node."""

    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """Negation: `not(x)` in packs (once checked), and the group `not` of YAML."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class AtLeast(Node):
    """At least `count` of the operands hold; from YAML only."""

    count: Expr
    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Labelled(Node):
    """A condition that the pack gives an id or a title, for explanations to name; it means what its operand means."""

    id: str
    operand: Expr
    title: Words | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Presupposes(Node):
    """`operand` where `given` holds; else unknown, for the facts that `given` reads. From YAML's `presupposes`."""

    given: Expr
    operand: Expr


@dataclass(frozen=True, slots=True)
class If(Node):
    """`if condition then a else b`."""

    condition: Expr
    then: Expr
    otherwise: Expr


@dataclass(frozen=True, slots=True)
class Iterator:
    """`name in source`; with `end`, `name in source..end`, counting up or down by one."""

    name: str
    source: Expr
    end: Expr | None = None


@dataclass(frozen=True, slots=True)
class For(Node):
    """`for x in xs, y in ys return body`."""

    iterators: tuple[Iterator, ...]
    body: Expr


@dataclass(frozen=True, slots=True)
class Some(Node):
    """`some x in xs satisfies condition`."""

    iterators: tuple[Iterator, ...]
    condition: Expr


@dataclass(frozen=True, slots=True)
class Every(Node):
    """`every x in xs satisfies condition`."""

    iterators: tuple[Iterator, ...]
    condition: Expr


Expr: TypeAlias = (
    NumberLiteral
    | StringLiteral
    | BooleanLiteral
    | NullLiteral
    | AtLiteral
    | ListLiteral
    | ContextLiteral
    | RangeLiteral
    | FunctionLiteral
    | Name
    | FactRef
    | EnumConstant
    | ReadingRef
    | ParameterRef
    | DefinitionRef
    | DecisionRef
    | CriterionRef
    | InputValue
    | Path
    | Filter
    | Call
    | BuiltinCall
    | Negate
    | Arithmetic
    | Compare
    | Between
    | In
    | UnaryTests
    | DecisionTable
    | InstanceOf
    | And
    | Or
    | Not
    | AtLeast
    | Labelled
    | Presupposes
    | If
    | For
    | Some
    | Every
)
