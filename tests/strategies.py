"""Hypothesis strategies for syntax trees: every tree that the parser can make, in either dialect.

Names come from small pools that hold the odd ones: Chinese, emoji, spaces, operators and keywords within a name. No
two of them together with an operator make a third, so that printed text has one reading; `names(dialect)` is what to
tell the parser.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from workshop_rules.diagnostics import Source, Span
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.functions import FUNCTIONS
from workshop_rules.language.tree import (
    And,
    Argument,
    Arithmetic,
    AtLiteral,
    Between,
    BooleanLiteral,
    Call,
    Compare,
    ContextEntry,
    ContextLiteral,
    Every,
    Expr,
    Filter,
    For,
    FormalParameter,
    FunctionLiteral,
    If,
    In,
    InputValue,
    InstanceOf,
    Iterator,
    ListLiteral,
    Name,
    Negate,
    NullLiteral,
    NumberLiteral,
    Or,
    Path,
    RangeLiteral,
    Some,
    StringLiteral,
    TypeName,
    UnaryTests,
)

NOWHERE = Span(Source("generated", ""), 0, 0)
"""The place of every generated node; places do not count in equality."""

WORDS = ("x", "honors", "as_of", "教龄", "item", "date", "time", "years", "of", "external", "instance")
LONG_NAMES = (
    "Pre-bureau risk",
    "Previous incidents?",
    "Person's name",
    "a+b",
    "price/unit",
    "no. 2.1",
    "🐎 x",
    "if only",
)
NAMES_WITH_IN = ("days in weekend",)
COMPONENTS = ("year", "time offset", "start included", "end", "in", "satisfies")
ODD_KEYS = ("", "two  spaces", 'foo+bar((!!],"foo', "and", "1st", "𝑥\n")
OPERATORS = ("=", "!=", "<", "<=", ">", ">=")
BUILT_IN_TYPES = (
    "number",
    "string",
    "boolean",
    "date",
    "time",
    "date and time",
    "days and time duration",
    "Any",
    "list",
)


def names(dialect: Dialect) -> tuple[str, ...]:
    """The names that the parser has to be told of to read what these strategies make."""
    return (*LONG_NAMES, *NAMES_WITH_IN) if dialect is Dialect.DMN else ()


def new_names(dialect: Dialect) -> st.SearchStrategy[str]:
    """Names that an iterator, a parameter or a context may bind."""
    return st.sampled_from((*WORDS, *LONG_NAMES) if dialect is Dialect.DMN else WORDS)


def texts() -> st.SearchStrategy[str]:
    """Texts of characters that are characters: no halves of surrogate pairs."""
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


def numbers() -> st.SearchStrategy[Decimal]:
    """Numbers as they are written: without a sign, with any number of digits."""
    return st.one_of(
        st.integers(0, 10**40).map(Decimal),
        st.decimals(min_value=0, max_value=10**6, places=3, allow_nan=False),
        st.builds(Decimal, st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,3})?[eE][+-]?[0-9]{1,3}", fullmatch=True)),
    )


@cache
def type_names(dialect: Dialect) -> st.SearchStrategy[TypeName]:
    """Types as written."""
    own = ("tPerson", "ns.tPerson") + (("Pre-bureau risk",) if dialect is Dialect.DMN else ())
    plain = st.sampled_from((*BUILT_IN_TYPES, *own)).map(TypeName)

    def nested(inner: st.SearchStrategy[TypeName]) -> st.SearchStrategy[TypeName]:
        entries = st.lists(st.tuples(new_names(dialect), inner), min_size=1, max_size=2)
        return st.one_of(
            st.builds(lambda name, item: TypeName(name, (item,)), st.sampled_from(("list", "range")), inner),
            st.lists(inner, min_size=1, max_size=3).map(lambda types: TypeName("function", tuple(types))),
            entries.map(lambda fields: TypeName("context", fields=tuple(fields))),
        )

    return st.recursive(plain, nested, max_leaves=4)


@cache
def leaves(dialect: Dialect) -> st.SearchStrategy[Expr]:
    """Expressions without parts."""
    known = (*WORDS, *names(dialect), *(_functions_of(dialect) if dialect is Dialect.DMN else ()))
    return st.one_of(
        st.sampled_from(known).map(_name),
        numbers().map(lambda value: NumberLiteral(value, span=NOWHERE)),
        texts().map(lambda value: StringLiteral(value, span=NOWHERE)),
        st.booleans().map(lambda value: BooleanLiteral(value, span=NOWHERE)),
        texts().map(lambda text: AtLiteral(text, span=NOWHERE)),
        st.sampled_from((NullLiteral(span=NOWHERE), InputValue(span=NOWHERE))),
    )


@cache
def expressions(dialect: Dialect, max_leaves: int = 12) -> st.SearchStrategy[Expr]:
    """Expressions that `parse_expression` can give."""
    return st.recursive(leaves(dialect), lambda inner: _composed(inner, dialect), max_leaves=max_leaves)


@cache
def tests(dialect: Dialect) -> st.SearchStrategy[Expr]:
    """Single unary tests."""
    return _tests(expressions(dialect, max_leaves=5))


@cache
def unary_tests(dialect: Dialect) -> st.SearchStrategy[UnaryTests]:
    """Cells of decision tables."""
    some = st.lists(tests(dialect), min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.just(UnaryTests((), span=NOWHERE)),
        st.builds(lambda given, negated: UnaryTests(given, negated, span=NOWHERE), some, st.booleans()),
    )


def _functions_of(dialect: Dialect) -> tuple[str, ...]:
    return tuple(name for name, function in FUNCTIONS.items() if dialect in function.dialects)


def _name(name: str) -> Name:
    return Name(name, span=NOWHERE)


def _tests(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    compared = st.builds(
        lambda operator, right: Compare(operator, InputValue(span=NOWHERE), right, span=NOWHERE),
        st.sampled_from(OPERATORS),
        inner,
    )
    return st.one_of(inner, compared)


def _some(inner: st.SearchStrategy[Expr], least: int = 1) -> st.SearchStrategy[tuple[Expr, ...]]:
    return st.lists(inner, min_size=least, max_size=3).map(tuple)


def _composed(inner: st.SearchStrategy[Expr], dialect: Dialect) -> st.SearchStrategy[Expr]:
    fields = st.sampled_from((*COMPONENTS, *WORDS, *names(dialect)))
    return st.one_of(
        st.builds(
            lambda op, a, b: Arithmetic(op, a, b, span=NOWHERE),
            st.sampled_from(("+", "-", "*", "/", "**")),
            inner,
            inner,
        ),
        st.builds(lambda op, a, b: Compare(op, a, b, span=NOWHERE), st.sampled_from(OPERATORS), inner, inner),
        st.builds(lambda operand: Negate(operand, span=NOWHERE), inner),
        _some(inner, 2).map(lambda operands: And(operands, span=NOWHERE)),
        _some(inner, 2).map(lambda operands: Or(operands, span=NOWHERE)),
        st.builds(lambda *parts: Between(*parts, span=NOWHERE), inner, inner, inner),
        st.builds(lambda value, given: In(value, given, span=NOWHERE), inner, _some(_tests(inner))),
        st.builds(lambda *parts: If(*parts, span=NOWHERE), inner, inner, inner),
        st.builds(lambda source, name: Path(source, name, span=NOWHERE), inner, fields),
        st.builds(lambda source, condition: Filter(source, condition, span=NOWHERE), inner, inner),
        _some(inner, 0).map(lambda items: ListLiteral(items, span=NOWHERE)),
        st.builds(lambda value, name: InstanceOf(value, name, span=NOWHERE), inner, type_names(dialect)),
        _ranges(inner),
        _contexts(inner, dialect),
        _calls(inner, dialect),
        _functions(inner, dialect),
        _iterations(inner, dialect),
    )


def _ranges(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    def unary(operator: str, end: Expr) -> Expr:
        closed = operator == "="
        return RangeLiteral(end, end, closed, closed, operator, span=NOWHERE)

    return st.one_of(
        st.builds(lambda *parts: RangeLiteral(*parts, span=NOWHERE), inner, inner, st.booleans(), st.booleans()),
        st.builds(lambda low, closed: RangeLiteral(low, None, closed, False, span=NOWHERE), inner, st.booleans()),
        st.builds(lambda high, closed: RangeLiteral(None, high, False, closed, span=NOWHERE), inner, st.booleans()),
        st.builds(unary, st.sampled_from(("=", "!=")), inner),
    )


def _contexts(inner: st.SearchStrategy[Expr], dialect: Dialect) -> st.SearchStrategy[ContextLiteral]:
    keys = st.one_of(new_names(dialect), st.sampled_from(ODD_KEYS))
    entries = st.lists(st.builds(lambda key, value: ContextEntry(key, value, NOWHERE), keys, inner), max_size=3)
    return entries.map(lambda given: ContextLiteral(tuple(given), span=NOWHERE))


def _calls(inner: st.SearchStrategy[Expr], dialect: Dialect) -> st.SearchStrategy[Expr]:
    functions = st.sampled_from(_functions_of(dialect)).map(_name)
    by_place = st.lists(st.builds(Argument, inner), max_size=3)
    by_name = st.lists(st.builds(Argument, inner, new_names(dialect)), max_size=3)
    return st.builds(
        lambda function, arguments: Call(function, tuple(arguments), span=NOWHERE),
        st.one_of(functions, inner),
        st.one_of(by_place, by_name),
    )


def _functions(inner: st.SearchStrategy[Expr], dialect: Dialect) -> st.SearchStrategy[Expr]:
    parameter = st.builds(FormalParameter, new_names(dialect), st.none() | type_names(dialect))
    parameters = st.lists(parameter, max_size=3).map(tuple)
    return st.one_of(
        st.builds(lambda given, body: FunctionLiteral(given, body, span=NOWHERE), parameters, inner),
        st.builds(
            lambda given, body: FunctionLiteral(given, body, external=True, span=NOWHERE),
            parameters,
            _contexts(inner, dialect),
        ),
    )


def _iterations(inner: st.SearchStrategy[Expr], dialect: Dialect) -> st.SearchStrategy[Expr]:
    iterator = st.builds(Iterator, new_names(dialect), inner, st.none() | inner)
    return st.builds(
        lambda kind, iterators, body: kind(iterators, body, span=NOWHERE),
        st.sampled_from((For, Some, Every)),
        st.lists(iterator, min_size=1, max_size=2).map(tuple),
        inner,
    )
