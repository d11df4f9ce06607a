"""Tokens to trees: the expressions and unary tests of FEEL (DMN 1.5, 10.3.1.2), by precedence.

The levels, loosest first: `or`; `and`; comparison, `between` and `in`; `+ -`; `* /`; `**`; sign; `instance of`; path,
filter and call. All binary operators group to the left. `for`, `if`, `some`, `every` and `function` reach as far to
the right as they can. Every token is looked at a bounded number of times.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from enum import IntEnum
from types import MappingProxyType
from typing import TypeAlias

from workshop_rules.diagnostics import SpannedText
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
from workshop_rules.parse.cursor import RESERVED, Cursor
from workshop_rules.parse.literals import BadLiteralError, number_value, string_value
from workshop_rules.parse.names import MAX_NAME_TOKENS, KnownNames, known, written
from workshop_rules.parse.tokens import Kind, Token, tokenize
from workshop_rules.parse.types import type_name


class Level(IntEnum):
    """How tightly an operator binds."""

    ANY = 0
    OR = 1
    AND = 2
    COMPARISON = 3
    SUM = 4
    PRODUCT = 5
    POWER = 6
    SIGN = 7
    INSTANCE = 8
    POSTFIX = 9


COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")

COMPONENTS = frozenset({"start included", "end included", "time offset"})
"""Components of built-in values whose names have several words (10.3.2.15 and 10.3.2.7)."""

_BETWEEN_OPERANDS = frozenset({"and", "between", "else", "in", "or", "return", "satisfies", "then"})
_STARTS = frozenset({"(", "[", "{", "-", "?", "@", "!"})


class Parser(Cursor):
    """One parse of one text."""

    def __init__(self, text: SpannedText, dialect: Dialect, names: Iterable[str]) -> None:
        super().__init__(text, dialect)
        self._given = known(frozenset(names), dialect)
        self._functions = known(frozenset(FUNCTIONS), dialect)
        self._components = known(COMPONENTS, dialect)
        self._bound = KnownNames()  # by iterators, parameters and context keys around here
        self._entries = KnownNames()  # every context key so far: what a path or a filter may name
        self._filters = 0
        self._endpoints = 0

    # Whole texts

    def whole_expression(self) -> Expr:
        """All of the text as one expression."""
        expression = self.expression()
        self._expect_end()
        return expression

    def whole_unary_tests(self) -> UnaryTests:
        """All of the text as the cell of a decision table."""
        whole = self.text.span()
        if self.token.kind is Kind.END and self.dialect is Dialect.DMN:
            return UnaryTests((), span=whole)
        if self.at("-") and self.tokens[1].kind is Kind.END:
            self.take()
            return UnaryTests((), span=whole)
        if self.token.text == "not" and self.tokens[1].text == "(" and self._closes_at_end():
            self.take()
            opener = self.take()
            tests = self._tests()
            self.close(opener, ")")
            return UnaryTests(tests, negated=True, span=whole)
        tests = self._tests()
        self._expect_end()
        return UnaryTests(tests, span=whole)

    def whole_type(self) -> TypeName:
        """All of the text as a type."""
        found = type_name(self, self._given, within=False)
        if self.token.kind is not Kind.END:
            self.unexpected("the end of the type")
        return found

    def _expect_end(self) -> None:
        if self.token.kind is not Kind.END:
            self.unexpected("an operator or the end")

    def _closes_at_end(self) -> bool:
        """Whether the bracket at the second token is closed by the last one, or never."""
        depth = 0
        for index, token in enumerate(self.tokens[1:-1], start=2):
            if token.kind is Kind.SYMBOL and token.text in {"(", ")"}:
                depth += 1 if token.text == "(" else -1
                if depth == 0:
                    return index == len(self.tokens) - 1
        return True

    # Expressions

    def expression(self, level: Level = Level.ANY) -> Expr:
        """An expression of operators that bind at least as tightly as `level`."""
        self.deeper()
        token = self.token
        start = token.start
        read = _PREFIX.get(token.text)
        match token.kind:
            case Kind.NUMBER:
                left: Expr = self._number()
            case Kind.STRING:
                left = self._string()
            case Kind.WORD if read is None or self._is_long_name():
                left = self._name()
            case Kind.WORD | Kind.SYMBOL if read is not None:
                left = read(self, start)
            case _:
                self.unexpected("an expression")
        left = self._operators(left, start, level)
        self.depth -= 1
        return left

    def _operators(self, left: Expr, start: int, level: Level) -> Expr:
        """`left`, with the operators that follow it."""
        while (infix := _INFIX.get(self.token.text)) is not None:
            binding, read = infix
            if binding < level or (self.token.text == "[" and self._ends_range()):
                break
            left = read(self, left, start)
        return left

    def _ends_range(self) -> bool:
        """Whether the `[` here closes an open range (`]1..5[`) rather than begins a filter."""
        return self._endpoints > 0 and not self._starts_expression(self.index + 1)

    def _starts_expression(self, index: int) -> bool:
        token = self.tokens[index]
        match token.kind:
            case Kind.WORD:
                return token.text not in _BETWEEN_OPERANDS
            case Kind.SYMBOL:
                return token.text in _STARTS
            case Kind.NUMBER | Kind.STRING | Kind.UNCLOSED_STRING:
                return True
            case _:
                return False

    # Literals

    def _number(self) -> Expr:
        token = self.take()
        try:
            return NumberLiteral(number_value(token.text), span=self.text.span(token.start, token.end))
        except BadLiteralError as bad:
            self.fail("WR211", str(bad), self.text.span(token.start, token.end), "", "write a number people can read")

    def _text(self) -> str:
        if self.token.kind is not Kind.STRING:
            self.unexpected("a text in double quotes")
        token = self.take()
        try:
            return string_value(token.text)
        except BadLiteralError as bad:
            place = self.text.span(token.start + bad.start, token.start + bad.end)
            self.fail(
                "WR204", str(bad), place, "", "write the character itself, or `\\uXXXX`, or `\\\\` for a backslash"
            )

    def _string(self) -> Expr:
        start = self.token.start
        return StringLiteral(self._text(), span=self.span_from(start))

    def _at_literal(self, start: int) -> Expr:
        self.take()
        return AtLiteral(self._text(), span=self.span_from(start))

    def _constant(self, start: int) -> Expr:
        token = self.take()
        span = self.text.span(start, token.end)
        if token.text == "null":
            return NullLiteral(span=span)
        return BooleanLiteral(token.text == "true", span=span)

    def _input(self, start: int) -> Expr:
        token = self.take()
        return InputValue(span=self.text.span(start, token.end))

    # Names

    def _longest(self, index: int) -> tuple[str, int] | None:
        """The longest known name of several tokens at `index`."""
        tables = [self._given, self._functions, self._bound]
        if self._filters:
            tables += self._entries, self._components
        found = None
        for table in tables:
            match = table.longest(self.tokens, index)
            if match is None or (found is not None and match[1] <= found[1]):
                continue
            # In packs only built-in functions have such names, and they are called.
            if self.dialect is Dialect.PACK and self.tokens[match[1]].text != "(":
                continue
            found = match
        return found

    def _is_long_name(self) -> bool:
        """Whether a name of several tokens begins here, perhaps with a keyword (`not eligible`)."""
        return self._longest(self.index) is not None

    def _name(self) -> Expr:
        start = self.index
        token = self.token
        found = self._longest(start)
        if found is None and token.text in RESERVED:
            self.unexpected("an expression")
        if found is None:
            self.take()
        else:
            self.index = found[1]
        self._run_on()
        return Name(written(self.tokens[start : self.index]), span=self.span_from(token.start))

    def _run_on(self) -> None:
        """Pass over words that can only belong to the name before them: a name that nobody announced (dmn only)."""
        if self.dialect is not Dialect.DMN:
            return
        while (self.token.kind is Kind.WORD and not self._is_operator_word()) or (
            self.token.text == "?" and not self.token.spaced
        ):
            self.index += 1

    def _is_operator_word(self) -> bool:
        token = self.token
        return token.text in RESERVED or (token.text == "instance" and self.tokens[self.index + 1].text == "of")

    @contextmanager
    def _binding(self, names: list[tuple[Token, ...]]) -> Generator[None, None, None]:
        """Within, what is appended to `names` by `_bind` is in scope; afterwards no more."""
        try:
            yield
        finally:
            for tokens in names:
                self._bound.remove(tokens)

    def _bind(self, names: list[tuple[Token, ...]], tokens: tuple[Token, ...]) -> None:
        names.append(tokens)
        self._bound.add(tokens)

    # Brackets: groups, lists, ranges, contexts

    def _group(self, start: int) -> Expr:
        """`(a)`, `(a..b)`, `(< a)`."""
        opener = self.take()
        if self.at(*COMPARISONS):
            operator = self.take().text
            operand = self._endpoint()
            self.close(opener, ")")
            return self._half_range(operator, operand, start)
        inner = self.expression()
        if self.at(".."):
            return self._range(opener, inner, start)
        self.close(opener, ")")
        return inner

    def _half_range(self, operator: str, operand: Expr, start: int) -> RangeLiteral:
        """`(< a)` and the like."""
        span = self.span_from(start)
        match operator:
            case "<" | "<=":
                return RangeLiteral(None, operand, False, operator == "<=", span=span)
            case ">" | ">=":
                return RangeLiteral(operand, None, operator == ">=", False, span=span)
            case _:
                closed = operator == "="
                return RangeLiteral(operand, operand, closed, closed, operator, span=span)

    def _list(self, start: int) -> Expr:
        """`[a, b]`, `[a..b]`."""
        opener = self.take()
        items: list[Expr] = []
        if not self.at("]"):
            items.append(self.expression())
            if self.at(".."):
                return self._range(opener, items[0], start)
            while self.accept(","):
                items.append(self.expression())
        self.close(opener, "]")
        return ListLiteral(tuple(items), span=self.span_from(start))

    def _open_range(self, start: int) -> Expr:
        """`]a..b[`."""
        opener = self.take()
        low = self._endpoint()
        if not self.at(".."):
            self.unexpected("`..`")
        return self._range(opener, low, start)

    def _range(self, opener: Token, low: Expr, start: int) -> Expr:
        """A range whose start is read."""
        self.take()
        high = self._endpoint()
        closer = self.close(opener, "]", ")", "[")
        return RangeLiteral(low, high, opener.text == "[", closer.text == "]", span=self.span_from(start))

    def _endpoint(self) -> Expr:
        self._endpoints += 1
        endpoint = self.expression()
        self._endpoints -= 1
        return endpoint

    def _context(self, start: int) -> Expr:
        """`{key: value, …}`; later entries see earlier ones."""
        opener = self.take()
        entries: list[ContextEntry] = []
        keys: list[tuple[Token, ...]] = []
        with self._binding(keys):
            while not self.at("}"):
                place = self.token.start
                if self.token.kind is Kind.STRING:
                    key = self._text()
                    key_span = self.span_from(place)
                    tokens = tokenize(key, self.dialect)[:-1]
                else:
                    key, key_span, tokens = self.binding_name("a key", ":")
                self.expect(":")
                entries.append(ContextEntry(key, self.expression(), key_span))
                if len(tokens) <= MAX_NAME_TOKENS:
                    self._bind(keys, tokens)
                    self._entries.add(tokens)
                if not self.accept(","):
                    break
        self.close(opener, "}")
        return ContextLiteral(tuple(entries), span=self.span_from(start))

    # Prefixes

    def _negate(self, start: int) -> Expr:
        self.take()
        # The sign belongs to a number literal itself, so that `-1 instance of number` is about -1.
        operand = self.expression(Level.POSTFIX if self.token.kind is Kind.NUMBER else Level.SIGN)
        return Negate(operand, span=self.span_from(start))

    def _exclamation(self, start: int) -> Expr:
        token = self.take()
        place = self.text.span(token.start, token.end)
        operand = self.expression(Level.SIGN)
        span = self.span_from(start)
        self.complain("WR206", "`!` is not an operator here", place, f"write `not({operand.span.text})`")
        return Call(Name("not", span=place), (Argument(operand),), span=span)

    def _if(self, start: int) -> Expr:
        self.take()
        condition = self.expression()
        self.expect("then")
        then = self.expression()
        self.expect("else")
        otherwise = self.expression()
        return If(condition, then, otherwise, span=self.span_from(start))

    def _iteration(self, start: int) -> Expr:
        """`for`, `some` and `every`."""
        word = self.take().text
        iterators: list[Iterator] = []
        names: list[tuple[Token, ...]] = []
        with self._binding(names):
            while True:
                name, _, tokens = self.binding_name("a name for the iteration", "in", ",", "return", "satisfies")
                self.expect("in")
                source = self.expression()
                end = None
                if self.accept(".."):
                    end = self.expression()
                iterators.append(Iterator(name, source, end))
                self._bind(names, tokens)
                if not self.accept(","):
                    break
            self.expect("return" if word == "for" else "satisfies")
            body = self.expression()
        span = self.span_from(start)
        match word:
            case "for":
                return For(tuple(iterators), body, span=span)
            case "some":
                return Some(tuple(iterators), body, span=span)
            case _:
                return Every(tuple(iterators), body, span=span)

    def _function(self, start: int) -> Expr:
        """`function(a, b: number) a + b`."""
        self.take()
        opener = self.expect("(")
        parameters: list[FormalParameter] = []
        names: list[tuple[Token, ...]] = []
        with self._binding(names):
            while not self.at(")"):
                name, _, tokens = self.binding_name("a parameter's name", ":", ",", ")")
                annotation = type_name(self, self._given, within=False) if self.accept(":") else None
                parameters.append(FormalParameter(name, annotation))
                self._bind(names, tokens)
                if not self.accept(","):
                    break
            self.close(opener, ")")
            external = self.at("external") and self.tokens[self.index + 1].text == "{"
            if external:
                self.take()
            body = self.expression()
        return FunctionLiteral(tuple(parameters), body, external, span=self.span_from(start))

    # Binary operators

    def _or(self, left: Expr, start: int) -> Expr:
        operands = [left]
        while self.accept("or"):
            operands.append(self.expression(Level.AND))
        return Or(tuple(operands), span=self.span_from(start))

    def _and(self, left: Expr, start: int) -> Expr:
        operands = [left]
        while self.accept("and"):
            operands.append(self.expression(Level.COMPARISON))
        return And(tuple(operands), span=self.span_from(start))

    def _compare(self, left: Expr, start: int) -> Expr:
        operator = self.take().text
        return Compare(operator, left, self.expression(Level.SUM), span=self.span_from(start))

    def _between(self, left: Expr, start: int) -> Expr:
        self.take()
        low = self.expression(Level.SUM)
        self.expect("and")
        high = self.expression(Level.SUM)
        return Between(left, low, high, span=self.span_from(start))

    def _sum(self, left: Expr, start: int) -> Expr:
        operator = self.take().text
        return Arithmetic(operator, left, self.expression(Level.PRODUCT), span=self.span_from(start))

    def _product(self, left: Expr, start: int) -> Expr:
        operator = self.take().text
        return Arithmetic(operator, left, self.expression(Level.POWER), span=self.span_from(start))

    def _power(self, left: Expr, start: int) -> Expr:
        operator = self.take().text
        return Arithmetic(operator, left, self.expression(Level.SIGN), span=self.span_from(start))

    def _instance_of(self, left: Expr, start: int) -> Expr:
        self.take()
        self.expect("of")
        named = type_name(self, self._given, within=True)
        return InstanceOf(left, named, span=self.span_from(start))

    # Unary tests, and `in`

    def _tests(self) -> tuple[Expr, ...]:
        tests = [self._test()]
        while self.accept(","):
            tests.append(self._test())
        return tuple(tests)

    def _test(self, level: Level = Level.ANY) -> Expr:
        """`< 5`, a range, a value, or an expression over `?`."""
        token = self.token
        if token.text not in COMPARISONS:
            return self.expression(level)
        self.take()
        right = self.expression(Level.SUM)
        subject = InputValue(span=self.text.span(token.start, token.start))
        return Compare(token.text, subject, right, span=self.span_from(token.start))

    def _in(self, left: Expr, start: int) -> Expr:
        self.take()
        tests = self._bracketed_tests() if self.at("(") else (self._test(Level.SUM),)
        return In(left, tests, span=self.span_from(start))

    def _bracketed_tests(self) -> tuple[Expr, ...]:
        """`(a, < b)`; but `(a)`, `(a..b)` and `(< a)` may also begin a longer expression, such as `(a) + 1`."""
        start = self.token.start
        opener = self.take()
        half = self.at(*COMPARISONS)
        first = self._test()
        if self.at("..") and not half:
            first = self._range(opener, first, start)
        else:
            tests = [first]
            while self.accept(","):
                tests.append(self._test())
            self.close(opener, ")")
            if len(tests) > 1:
                return tuple(tests)
        follows = _INFIX.get(self.token.text)
        if follows is None or follows[0] < Level.SUM:
            return (first,)
        if half and isinstance(first, Compare):
            first = self._half_range(first.op, first.right, start)
        return (self._operators(first, start, Level.SUM),)

    # Postfixes

    def _path(self, left: Expr, start: int) -> Expr:
        self.take()
        first = self.index
        if self.token.kind is not Kind.WORD:
            self.unexpected("the name of a field")
        found = max(
            (
                match
                for table in (self._given, self._entries, self._components)
                if (match := table.longest(self.tokens, first)) is not None
            ),
            key=lambda match: match[1],
            default=None,
        )
        if found is None:
            self.take()
        else:
            self.index = found[1]
        self._run_on()
        return Path(left, written(self.tokens[first : self.index]), span=self.span_from(start))

    def _filter(self, left: Expr, start: int) -> Expr:
        opener = self.take()
        self._filters += 1
        condition = self.expression()
        self._filters -= 1
        self.close(opener, "]")
        return Filter(left, condition, span=self.span_from(start))

    def _call(self, left: Expr, start: int) -> Expr:
        opener = self.take()
        arguments: list[Argument] = []
        while not self.at(")"):
            name = self._argument_name()
            arguments.append(Argument(self.expression(), name))
            if not self.accept(","):
                break
        self.close(opener, ")")
        named = [argument.name is not None for argument in arguments]
        if any(named) and not all(named):
            self.fail(
                "WR212",
                "arguments are passed either all by name or all by place",
                self.span_from(start),
                "",
                "name all of them, or none",
            )
        return Call(left, tuple(arguments), span=self.span_from(start))

    def _argument_name(self) -> str | None:
        """The name before a colon, if that is what comes next; it is taken."""
        end = self.index
        while self.tokens[end].kind is Kind.WORD or (
            self.dialect is Dialect.DMN
            and end > self.index
            and self.tokens[end].kind in {Kind.NUMBER, Kind.SYMBOL, Kind.STRANGE}
            and self.tokens[end].text not in set("()[]{},:")
        ):
            end += 1
        if end == self.index or self.tokens[end].text != ":":
            return None
        name = written(self.tokens[self.index : end])
        self.index = end
        self.take()
        return name


_Prefix: TypeAlias = Callable[[Parser, int], Expr]
_Infix: TypeAlias = tuple[Level, Callable[[Parser, Expr, int], Expr]]

# ruff: noqa: SLF001 (the tables belong to the class)
_PREFIX: Mapping[str, _Prefix] = MappingProxyType(
    {
        "true": Parser._constant,
        "false": Parser._constant,
        "null": Parser._constant,
        "?": Parser._input,
        "@": Parser._at_literal,
        "(": Parser._group,
        "[": Parser._list,
        "]": Parser._open_range,
        "{": Parser._context,
        "-": Parser._negate,
        "!": Parser._exclamation,
        "if": Parser._if,
        "for": Parser._iteration,
        "some": Parser._iteration,
        "every": Parser._iteration,
        "function": Parser._function,
    }
)
_INFIX: Mapping[str, _Infix] = MappingProxyType(
    {
        "or": (Level.OR, Parser._or),
        "and": (Level.AND, Parser._and),
        **dict.fromkeys(COMPARISONS, (Level.COMPARISON, Parser._compare)),
        "between": (Level.COMPARISON, Parser._between),
        "in": (Level.COMPARISON, Parser._in),
        "+": (Level.SUM, Parser._sum),
        "-": (Level.SUM, Parser._sum),
        "*": (Level.PRODUCT, Parser._product),
        "/": (Level.PRODUCT, Parser._product),
        "**": (Level.POWER, Parser._power),
        "instance": (Level.INSTANCE, Parser._instance_of),
        ".": (Level.POSTFIX, Parser._path),
        "[": (Level.POSTFIX, Parser._filter),
        "(": (Level.POSTFIX, Parser._call),
    }
)
