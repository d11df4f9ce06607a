"""Hypothesis strategies for well-typed expressions of the pack dialect, over the vocabulary of `strategies_cases`.

`texts(type)` gives expressions as people write them, `checked(type)` their trees after parsing and checking. They have
every operator and every function of packs, quantifiers, filters, counts, windows, ranges, and names bound in every way.
An evaluator that refuses something says so in `avoiding`, as it stands in the templates below: `sort(`, `**`, `{time}`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import TypeVar

from hypothesis import reject
from hypothesis import strategies as st

from tests.strategies_cases import FACTS, FINDINGS, HONOR, KIND, LEVEL, PARAMETERS, PERIOD, PROJECT, RANK, SCOPE, below
from workshop_rules.check.expressions import check_expression
from workshop_rules.check.scope import Scope
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import (
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS_TIME,
    NUMBER,
    STRING,
    TIME,
    YEARS_MONTHS,
    Enumeration,
    ListOf,
    RecordOf,
    Type,
)
from workshop_rules.parse import parse_expression

HOLES: Mapping[str, Type] = {
    "number": NUMBER,
    "string": STRING,
    "boolean": BOOLEAN,
    "date": DATE,
    "time": TIME,
    "moment": DATE_TIME,
    "months": YEARS_MONTHS,
    "length": DAYS_TIME,
    "level": LEVEL,
    "rank": RANK,
    "kind": KIND,
    "numbers": ListOf(NUMBER),
    "strings": ListOf(STRING),
    "booleans": ListOf(BOOLEAN),
    "dates": ListOf(DATE),
    "levels": ListOf(LEVEL),
    "honors": ListOf(HONOR),
    "projects": ListOf(PROJECT),
    "periods": ListOf(PERIOD),
}
"""What a template leaves open, by the type of what goes there."""

ORDERED = ("number", "string", "date", "time", "moment", "months", "length", "level", "rank")
COMPARABLE = (*ORDERED, "boolean", "kind")
LISTED = {"numbers": "number", "strings": "string", "booleans": "boolean", "dates": "date", "levels": "level"}
RECORDS = ("honors", "projects", "periods")
TYPES = tuple(HOLES.values())
"""The types that expressions can be asked for."""

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "ordered": ORDERED,
    "comparable": COMPARABLE,
    "lists": (*LISTED, *RECORDS),
    "listed": tuple(LISTED),
}
"""Holes that are filled with one type of several, the same throughout a template; `item` is that of a `listed`."""

WRITTEN: Mapping[str, tuple[str, ...]] = {
    "place": ("1", "2", "-1", "4"),
    "scale": ("0", "1", "2", "-1"),
    "small": ("0", "1", "2", "3"),
    "exponent": ("0", "1", "2", "3", "-1"),
    "compared": ("<", "<=", ">", ">=", "=", "!="),
    "ordering": ("<", "<=", ">", ">="),
    "open": ("[", "("),
    "close": ("]", ")"),
    "step": ('@"P1Y"', '@"P1M"', '@"P3M"'),
    "day": ('"Monday"', '"Sunday"', '"Friday"'),
    "month": ('"February"', '"October"'),
    "rounded": ("floor", "ceiling", "round up", "round down", "round half up", "round half down"),
    "folded": ("sum", "product", "mean", "median", "min", "max"),
    "two_points": ("before", "after", "coincides"),
    "point_range": ("before", "after", "during", "starts", "finishes"),
    "range_point": ("before", "after", "includes", "started by", "finished by"),
    "two_ranges": (
        *("before", "after", "meets", "met by", "overlaps", "overlaps before", "overlaps after"),
        *("finishes", "finished by", "includes", "during", "starts", "started by", "coincides"),
    ),
    "date_part": ("year", "month", "day", "weekday"),
    "time_part": ("hour", "minute", "second"),
    "months_part": ("years", "months"),
    "length_part": ("days", "hours", "minutes", "seconds"),
}
"""Holes that are filled with one of several texts."""

_BRANCHES = "if {boolean} then {self} else {self}"
_OF_LISTS = (
    "append({self}, {item})",
    "concatenate({self}, {self})",
    "reverse({self})",
    "sublist({self}, {place})",
    "sublist({self}, {place}, {small})",
    "distinct values({self})",
    "union({self}, {self})",
    "flatten([{self}, {self}])",
    "[{item}, {item}]",
    "[{item}]",
    _BRANCHES,
)
_RANGE = "{open}{ordered}..{ordered}{close}"

TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "number": (
        *(f"{{number}} {op} {{number}}" for op in ("+", "-", "*", "/")),
        "-{number}",
        "{number} ** {exponent}",
        "abs({number})",
        "{rounded}({number})",
        "{rounded}({number}, {scale})",
        "decimal({number}, {scale})",
        "modulo({number}, {number})",
        "count({lists})",
        "count({lists}) + {small}",
        "{folded}({numbers})",
        "{folded}({number}, {number})",
        "string length({string})",
        "{date}.{date_part}",
        "{moment}.{date_part}",
        "{moment}.{time_part}",
        "{time}.{time_part}",
        "{months}.{months_part}",
        "{length}.{length_part}",
        "completed years({date}, {date})",
        "completed months({date}, {date})",
        "years in periods({periods}, {date})",
        "day of year({date})",
        "week of year({date})",
        "{months} / {months}",
        "{length} / {length}",
        "{numbers}[{place}]",
        "count(index of({listed}, {item}))",
        "count(periods({date}, {date}, {step}))",
        "{made: {number}}.made",
        "{made: {number}, more: made + {number}}.more",
        "count([{made: {number}, kept: {honors}}, {made: {number}, kept: {honors}}][made {ordering} {small}].kept[1])",
        "({open}{number}..{number}{close}).start",
        'number("1.25")',
        _BRANCHES,
    ),
    "string": (
        "{string} + {string}",
        "substring({string}, {place})",
        "substring({string}, {place}, {small})",
        "upper case({string})",
        "lower case({string})",
        "substring before({string}, {string})",
        "substring after({string}, {string})",
        "string join({strings})",
        'string join({strings}, "-")',
        "string({number})",
        "string({date})",
        "{strings}[{place}]",
        _BRANCHES,
    ),
    "boolean": (
        "{boolean} and {boolean}",
        "{boolean} and {boolean} and {boolean}",
        "{boolean} or {boolean}",
        "not({boolean})",
        "{ordered} {ordering} {ordered}",
        "{comparable} = {comparable}",
        "{comparable} != {comparable}",
        "count({lists}) {compared} {small}",
        "count({lists}) - {small} {compared} {number}",
        "{ordered} between {ordered} and {ordered}",
        f"{{ordered}} in {_RANGE}",
        f"{{ordered}} in ({_RANGE}, {{ordering}} {{ordered}})",
        "{comparable} in ({comparable}, {comparable})",
        "{comparable} in [{comparable}, {comparable}]",
        "{ordered} in (? {ordering} {ordered} or ? = {ordered})",
        "{item} in {listed}",
        "{date} in periods({date}, {date}, {step})",
        "{date} in [{date} - {months} .. {date}]",
        "list contains({listed}, {item})",
        "all({booleans})",
        "any({booleans})",
        "all({boolean}, {boolean})",
        "contains({string}, {string})",
        "starts with({string}, {string})",
        "ends with({string}, {string})",
        "odd({number})",
        "even({number})",
        "{two_points}({ordered}, {ordered})",
        f"{{point_range}}({{ordered}}, {_RANGE})",
        f"{{range_point}}({_RANGE}, {{ordered}})",
        f"{{two_ranges}}({_RANGE}, {_RANGE})",
        "day of week({date}) = {day}",
        "month of year({date}) in ({month}, {month})",
        "({open}{date}..{date}{close}).end included",
        _BRANCHES,
    ),
    "date": (
        "{date} + {months}",
        "{date} - {months}",
        "{months} + {date}",
        "{date} + {length}",
        "{date} - {length}",
        "date({number}, {small}, {small})",
        "date({moment})",
        "min({dates})",
        "max({date}, {date})",
        "{dates}[{place}]",
        "({open}{date}..{date}{close}).end",
        _BRANCHES,
    ),
    "moment": (
        "{moment} + {length}",
        "{moment} - {length}",
        "{moment} + {months}",
        "date and time({date}, {time})",
        "date and time({moment}, {time})",
        _BRANCHES,
    ),
    "time": ("{time} + {length}", "{time} - {length}", "time({small}, {small}, {small})", "time({moment})", _BRANCHES),
    "months": (
        "{months} + {months}",
        "{months} - {months}",
        "{months} * {number}",
        "{small} * {months}",
        "{months} / {number}",
        "-{months}",
        "abs({months})",
        "years and months duration({date}, {date})",
        _BRANCHES,
    ),
    "length": (
        "{date} - {date}",
        "{moment} - {moment}",
        "{time} - {time}",
        "{length} + {length}",
        "{length} - {length}",
        "{length} * {number}",
        "{length} / {number}",
        "-{length}",
        "abs({length})",
        _BRANCHES,
    ),
    "level": (
        "{made: {level}, kept: {levels}}.made",
        "min({levels})",
        "max({level}, {level})",
        "{levels}[{place}]",
        _BRANCHES,
    ),
    "rank": ("max({rank}, {rank})", _BRANCHES),
    "kind": (_BRANCHES,),
    "numbers": (*_OF_LISTS, "sort({self})", "mode({self})", "{honors}.points", "index of({strings}, {string})"),
    "strings": (*_OF_LISTS, "sort({self})", "{honors}.label"),
    "booleans": (*_OF_LISTS, "{projects}.ongoing"),
    "dates": (*_OF_LISTS, "sort({self})", "{honors}.awarded_on", "{periods}.to"),
    "levels": (
        *_OF_LISTS,
        "sort({self})",
        "{honors}.grade",
        "[{made: {level}}, {made: {level}}].made",
        "concatenate([{made: {self}}], [{made: {self}}])[1].made",
    ),
    **dict.fromkeys(RECORDS, ("concatenate({self}, {self})", "reverse({self})", "sublist({self}, {small})", _BRANCHES)),
}
"""What is made of smaller expressions, by the hole that it fills; `self` is that hole's own type."""

MOST_LOOPS = 2
"""So many loops and filters stand in one another at most; the check allows one more, which a list function may be."""

LOOPS = ("some", "every", "for", "filter")
"""What binds names. Each is a word for `avoiding`."""

LISTS_WRITTEN, LISTS_CHOSEN = "[…]", "if … then list"
"""Lists that are written out, and those that are one of two: words for `avoiding` too."""

_PAIRWISE = ("distinct values(", "union(", "sort(")
_ATOM = re.compile(r'[\w.]+|@?"[^"]*"')
_HOLE = re.compile(r"\{(\w+)\}")
_LITERALS: Mapping[Type, tuple[str, ...]] = {
    NUMBER: ("0", "1", "2", "3", "9", "0.1", "2.5", "12.75", "-1"),
    STRING: ('""', '"a"', '"班主任"', '"A b"'),
    BOOLEAN: ("true", "false", 'reading.window = "day_after"', 'reading.window in ("calendar", "anniversary")'),
    DATE: ('@"2013-10-01"', '@"2012-02-29"', '@"2008-10-01"', '@"2008-10-02"', '@"9999-12-31"'),
    TIME: ('@"00:00:00"', '@"08:30:00"', '@"23:59:59"'),
    DATE_TIME: ('@"2013-10-01T00:00:00"', '@"2012-02-29T08:30:00"'),
    YEARS_MONTHS: ('@"P1Y"', '@"P5Y"', '@"P1M"', '@"-P7M"'),
    DAYS_TIME: ('@"P1D"', '@"PT36H"', '@"P30D"', '@"-PT1S"'),
}

_OF_THE_CASE: Mapping[str, Type] = {
    **FACTS,
    "as_of": DATE,
    **{f"parameter.{name}": type_ for name, type_ in PARAMETERS.items()},
    **{f"findings.{name}": BOOLEAN for name in FINDINGS},
}

Picked = TypeVar("Picked")


@dataclass(frozen=True)
class Growth:
    """An expression being drawn: what may be named where it stands, and how much more it may grow.

    Attributes:
        below: gives one of the first so many whole numbers from 0 on.
        loops: how many loops and filters it stands in; two at most.
        variables: bound names.
        item: what a filter is about; None outside of filters.
    """

    below: Callable[[int], int]
    avoiding: frozenset[str]
    definitions: Mapping[str, Type]
    loops: int = 0
    variables: Mapping[str, Type] = field(default_factory=dict)
    item: Type | None = None

    def grow(self, hole: str, depth: int) -> str:
        """An expression for a hole, as text."""
        if depth <= 0 or not self.below(6):
            return self._leaf(hole)
        ways: list[Callable[[], str]] = [lambda: self._filled(hole, depth)] * 3
        ways += [way for word, way in self._loops(hole, depth) if word not in self.avoiding]
        return self.pick(ways)()

    def pick(self, among: Sequence[Picked]) -> Picked:
        """One of several."""
        return among[self.below(len(among))]

    def _leaf(self, hole: str) -> str:
        """Something without parts: most often what is bound here, then what the case says, then a literal."""
        type_ = HOLES[hole]
        bound = list(_paths(self._bound(), type_))
        if isinstance(self.item, RecordOf):
            bound += [name for name, inner in self.item.fields if inner == type_]
        of_the_case = list(_paths({**_OF_THE_CASE, **self.definitions}, type_))
        written = [] if LISTS_WRITTEN in self.avoiding and isinstance(type_, ListOf) else list(_literals(type_))
        kinds = [bound] * 5 + [of_the_case] * 3 + [written] * 2
        return self.pick(self.pick([kind for kind in kinds if kind]))

    def _bound(self) -> Mapping[str, Type]:
        return self.variables if self.item is None else {**self.variables, "item": self.item}

    def _chosen(self, among: Sequence[str]) -> str:
        """One of several holes: half of the time one for what is bound here."""
        allowed = [hole for hole in among if f"{{{hole}}}" not in self.avoiding]
        likely = [hole for hole in allowed if any(_paths(self._bound(), HOLES[hole]))]
        of_what_is_bound = bool(likely) and not self.below(2)
        return self.pick(likely if of_what_is_bound else allowed)

    def _filled(self, hole: str, depth: int) -> str:
        """One of the templates of a hole, its own holes filled."""
        allowed = _allowed(hole, self.avoiding, self.loops)
        if not allowed:
            return self._leaf(hole)
        template = self.pick(allowed)
        chosen: dict[str, str] = {"self": hole}
        chosen |= {kind: self._chosen(among) for kind, among in _CHOICES.items()}
        chosen["item"] = LISTED[chosen["listed"]] if hole not in LISTED else LISTED[hole]
        if hole in LISTED:
            chosen["listed"] = hole
        return _HOLE.sub(lambda match: self._for_hole(chosen.get(match[1], match[1]), depth - 1), template)

    def _for_hole(self, hole: str, depth: int) -> str:
        return self.pick(_written(hole, self.avoiding)) if hole in WRITTEN else _bracketed(self.grow(hole, depth))

    def _loops(self, hole: str, depth: int) -> Iterator[tuple[str, Callable[[], str]]]:
        """Loops and filters that give what a hole asks for, each with its word for `avoiding`."""
        if self.loops == MOST_LOOPS:
            return
        if hole == "boolean":
            yield from ((word, partial(self._quantifier, word, depth)) for word in ("some", "every"))
        if hole == "number":
            yield "filter", lambda: f"count({self._filter(self.pick((*LISTED, *RECORDS)), depth)})"
            yield "for", lambda: f"sum({self._for('numbers', depth)})"
            yield "for", lambda: f"count({self._for(self.pick(tuple(LISTED)), depth)})"
        if hole in LISTED:
            yield "for", lambda: self._for(hole, depth)
        if hole in LISTED or hole in RECORDS:
            yield "filter", lambda: self._filter(hole, depth)

    def _quantifier(self, word: str, depth: int) -> str:
        inner, iterators = self._bind(depth)
        if inner.loops < MOST_LOOPS and not self.below(4):
            inner, more = inner._bind(depth)
            iterators += f", {more}"
        return f"{word} {iterators} satisfies {_bracketed(inner.grow('boolean', depth - 1))}"

    def _for(self, hole: str, depth: int) -> str:
        inner, iterator = self._bind(depth)
        return f"for {iterator} return {_bracketed(inner.grow(LISTED[hole], depth - 1))}"

    def _filter(self, hole: str, depth: int) -> str:
        type_ = HOLES[hole]
        assert isinstance(type_, ListOf)
        inner = replace(self, loops=self.loops + 1, item=type_.item)
        return f"{_bracketed(self.grow(hole, depth - 1))}[{inner.grow('boolean', depth - 1)}]"

    def _bind(self, depth: int) -> tuple[Growth, str]:
        """One iterator, and the growth of what it goes around."""
        name = f"v{len(self.variables)}"
        if not self.below(8):
            return self._binding(name, NUMBER), f"{name} in {self.pick(('1..3', '3..1', '-1..1'))}"
        hole = self.pick((*LISTED, *RECORDS))
        type_ = HOLES[hole]
        assert isinstance(type_, ListOf)
        return self._binding(name, type_.item), f"{name} in {_bracketed(self.grow(hole, depth - 1))}"

    def _binding(self, name: str, type_: Type) -> Growth:
        return replace(self, loops=self.loops + 1, variables={**self.variables, name: type_})


def texts(
    type_: Type, avoiding: Collection[str] = (), definitions: Mapping[str, Type] | None = None, depth: int = 3
) -> st.SearchStrategy[str]:
    """Expressions of a type, as people write them.

    Args:
        type_: one of `TYPES`.
        avoiding: pieces of templates, and words of `LOOPS`, that they do not have.
        definitions: `let` names that they may use besides the facts.
        depth: how many templates stand in one another at most.
    """
    return _texts(_hole_of(type_), frozenset(avoiding), definitions or {}, depth)


def grown(type_: Type, draw: random.Random, avoiding: Collection[str] = (), depth: int = 3) -> Expr:
    """One of the same at random, parsed and checked.

    Hypothesis tries most examples several times with one part replaced; of these no two are alike, and each is made
    many times as quickly. It cannot make them simpler.
    """
    while (tree := affordable(written(type_, draw, avoiding, {}, depth), type_)) is None:
        pass
    return tree


def written(
    type_: Type, draw: random.Random, avoiding: Collection[str], definitions: Mapping[str, Type], depth: int
) -> str:
    """The same, as people write it."""
    growth = Growth(draw.randrange, frozenset(avoiding), definitions)
    return growth.grow(_hole_of(type_), draw.randint(1, depth))


def _hole_of(type_: Type) -> str:
    return next(hole for hole, found in HOLES.items() if found == type_)


def checked(
    type_: Type, avoiding: Collection[str] = (), definitions: Mapping[str, Type] | None = None, depth: int = 3
) -> st.SearchStrategy[Expr]:
    """The same, parsed and checked."""
    scope = replace(SCOPE, definitions=definitions or {})
    return texts(type_, avoiding, definitions, depth).map(lambda text: affordable(text, type_, scope) or reject())


def tree_of(text: str, type_: Type | None = None, scope: Scope = SCOPE) -> Expr:
    """The tree of an expression over the sample vocabulary, parsed and checked."""
    return check_expression(parse_expression(text).unwrap(), scope, type_).unwrap()


def affordable(text: str, type_: Type | None = None, scope: Scope = SCOPE) -> Expr | None:
    """The same; None of one that would take too long, as every pack may be told that its expressions would."""
    found = check_expression(parse_expression(text).unwrap(), scope, type_)
    return None if {one.code for one in found.errors} == {"WR320"} else found.unwrap()


@st.composite
def _texts(draw: st.DrawFn, hole: str, avoiding: frozenset[str], definitions: Mapping[str, Type], depth: int) -> str:
    return Growth(lambda count: draw(below(count)), avoiding, definitions).grow(hole, draw(below(depth + 1)))


@cache
def _allowed(hole: str, avoiding: frozenset[str], loops: int) -> tuple[str, ...]:
    """The templates of a hole with nothing to avoid; in two loops none that compares every item with every other."""
    refused = avoiding | (frozenset(_PAIRWISE) if loops == MOST_LOOPS else frozenset())
    if hole in LISTED or hole in RECORDS:
        refused |= {"[{item}"} if LISTS_WRITTEN in avoiding else frozenset()
        refused |= {_BRANCHES} if LISTS_CHOSEN in avoiding else frozenset()
    return tuple(template for template in TEMPLATES[hole] if not any(piece in template for piece in refused))


@cache
def _written(hole: str, avoiding: frozenset[str]) -> tuple[str, ...]:
    return tuple(text for text in WRITTEN[hole] if not any(piece in text for piece in avoiding))


def _paths(named: Mapping[str, Type], type_: Type) -> Iterator[str]:
    """The names, and fields of named records, that have a type."""
    for name, found in named.items():
        if found == type_:
            yield name
        if isinstance(found, RecordOf):
            yield from (f"{name}.{field}" for field, inner in found.fields if inner == type_)


def _literals(type_: Type) -> Iterator[str]:
    match type_:
        case Enumeration(name=name, members=members):
            yield from (f"{name}.{member}" for member in members)
        case ListOf(item=RecordOf()):
            pass
        case ListOf(item=item):
            one, another, *_ = _literals(item)
            yield f"[{one}, {another}, {one}]"
        case _:
            yield from _LITERALS[type_]


def _bracketed(text: str) -> str:
    return text if _ATOM.fullmatch(text) else f"({text})"
