"""Tokens to trees: the expressions and unary tests of FEEL (DMN 1.5, 10.3.1.2), by precedence.

The levels, loosest first: `or`; `and`; comparison, `between` and `in`; `+ -`; `* /`; `**`; sign; `instance of`; path,
filter and call. All binary operators group to the left. `for`, `if`, `some`, `every` and `function` reach as far to
the right as they can. Every token is looked at a bounded number of times.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from workshop_rules.language.dialect import Dialect
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
    Or,
    Path,
    RangeLiteral,
    Some,
    TypeName,
    UnaryTests,
)
from workshop_rules.parse.cursor import Complaint
from workshop_rules.parse.literals import read_number, read_string, read_text
from workshop_rules.parse.precedence import COMPARISONS, Level
from workshop_rules.parse.scope import ScopedCursor
from workshop_rules.parse.tokens import Kind, Token, tokenize
from workshop_rules.parse.types import type_name

_BETWEEN_OPERANDS = frozenset({"and", "between", "else", "in", "or", "return", "satisfies", "then"})
_STARTS = frozenset({"(", "[", "{", "-", "?", "@", "!"})


class Parser(ScopedCursor):
    """One parse of one text."""

    _endpoints = 0
    """How many ranges there are around here whose end is being read."""

    # Whole texts

    def whole_expression(self) -> Expr:
        """All of the text as one expression."""
        expression = self.expression()
        self._expect_end()
        return expression

    def whole_unary_tests(self) -> UnaryTests:
        """All of the text as the cell of a decision table."""
        whole = self.text.span()
        if self.token.kind is Kind.END:
            if self.dialect is Dialect.DMN:
                return UnaryTests((), span=whole)
            self.fail("WR201", "expected a test, found nothing", whole, "", "write `-` where any value will do")
        if self.at("-") and self.tokens[1].kind is Kind.END:
            self.take()
            return UnaryTests((), span=whole)
        if self.token.text == "not" and self.tokens[1].text == "(":
            return self._perhaps_negated_tests()
        return self._plain_tests()

    def _perhaps_negated_tests(self) -> UnaryTests:
        """`not(a, < b)`; but `not(a) and ? > b` is one test, and `not(a), b` are two."""
        again = Parser(self.text, self.dialect, self.names, self.fields)
        try:
            self.take()
            opener = self.take()
            tests = self._tests()
            self.close(opener, ")")
            self._expect_end()
        except Complaint as complaint:
            try:
                plain = again._plain_tests()
            except Complaint as other:
                # The reading that went further is the one that was meant.
                raise max(complaint, other, key=_place) from None
            self.diagnostics = again.diagnostics
            return plain
        return UnaryTests(tests, negated=True, span=self.text.span())

    def _plain_tests(self) -> UnaryTests:
        tests = self._tests()
        self._expect_end()
        return UnaryTests(tests, span=self.text.span())

    def whole_type(self) -> TypeName:
        """All of the text as a type."""
        found = type_name(self, within=False)
        if self.token.kind is not Kind.END:
            self.unexpected("the end of the type")
        return found

    def _expect_end(self) -> None:
        token = self.token
        if token.kind is Kind.SYMBOL and token.text in {")", "]", "}"}:
            self.fail("WR201", f"`{token.raw}` closes nothing", self.span_of(token), "", "delete it, or open a bracket")
        if token.kind is not Kind.END:
            self.unexpected("an operator or the end")

    # Expressions

    def expression(self, level: Level = Level.ANY, begun: tuple[int, Expr] | None = None) -> Expr:
        """An expression of operators that bind at least as tightly as `level`.

        Args:
            level: of the loosest operator that may stand in it.
            begun: where it starts and its first operand, if that is read already.
        """
        self.deeper()
        start, left = begun or (self.token.start, None)
        if left is None:
            read = _PREFIX.get(self.token.text)
            match self.token.kind:
                case Kind.NUMBER if not self.begins_long_name():
                    left = read_number(self)
                case Kind.STRING:
                    left = read_string(self)
                case Kind.SYMBOL | Kind.WORD if read is not None and not self.begins_long_name():
                    left = read(self, start)
                case _:
                    left = self._name(start)
        while (infix := _INFIX.get(self.token.text)) is not None:
            binding, operator = infix
            if binding < level or (self.token.text == "[" and self._ends_range()):
                break
            left = operator(self, left, start)
        self.depth -= 1
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

    def _at_literal(self, start: int) -> Expr:
        self.take()
        return AtLiteral(read_text(self), span=self.span_from(start))

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

    def _name(self, start: int) -> Expr:
        name = self.variable()
        if name is None:
            self.unexpected("an expression")
        return Name(name, span=self.span_from(start))

    # Brackets: groups, lists, ranges, contexts

    def _group(self, start: int) -> Expr:
        """`(a)`, `(a..b)`, `(< a)`."""
        opener = self.take()
        if self.at(*COMPARISONS):
            operator = self.take().text
            operand = self.expression()
            self.close(opener, ")")
            return self._half_range(operator, operand, start)
        inner = self.expression()
        if self.at(".."):
            return self._range(opener, inner, start)
        self.close(opener, ")")
        return inner

    def _half_range(self, operator: str, operand: Expr, start: int) -> RangeLiteral:
        """The range that `(< a)` and the like are where they are no test."""
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
        if not self._starts_expression(self.index + 1):
            self.unexpected("an expression")
        opener = self.take()
        low = self.expression()
        if not self.at(".."):
            self.unexpected("`..`")
        return self._range(opener, low, start)

    def _range(self, opener: Token, low: Expr, start: int) -> Expr:
        """A range whose start is read."""
        self.deeper()
        self.take()
        self._endpoints += 1
        high = self.expression()
        self._endpoints -= 1
        closer = self.close(opener, "]", ")", "[")
        self.depth -= 1
        return RangeLiteral(low, high, opener.text == "[", closer.text == "]", span=self.span_from(start))

    def _context(self, start: int) -> Expr:
        """`{key: value, …}`; later entries see earlier ones."""
        opener = self.take()
        entries: list[ContextEntry] = []
        with self.scope() as names:
            while not (self.at("}") and not entries):
                place = self.token.start
                if self.token.kind is Kind.STRING:
                    key = read_text(self)
                    key_span, tokens = self.span_from(place), tokenize(key, self.dialect)[:-1]
                else:
                    key, key_span, tokens = self.new_name("a key", ":")
                self.expect(":")
                entries.append(ContextEntry(key, self.expression(), key_span))
                self.bind_key(names, tokens)
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
        self.complain("WR206", "`!` is not an operator here", place, "", f"write `not({operand.span.text})`")
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
        with self.scope() as names:
            while not iterators or self.accept(","):
                name, _, tokens = self.new_name("a name for the iteration", "in", ",", "return", "satisfies")
                self.expect("in")
                source = self.expression()
                end = self.expression() if self.accept("..") else None
                iterators.append(Iterator(name, source, end))
                self.bind(names, tokens)
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
        with self.scope() as names:
            while not (self.at(")") and not parameters):
                name, _, tokens = self.new_name("a parameter's name", ":", ",", ")")
                annotation = type_name(self, within=False) if self.accept(":") else None
                parameters.append(FormalParameter(name, annotation))
                self.bind(names, tokens)
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
        named = type_name(self, within=True)
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
        subject = InputValue(span=self.text.span(token.start, token.end))
        return Compare(token.text, subject, self.expression(Level.SUM), span=self.span_from(token.start))

    def _in(self, left: Expr, start: int) -> Expr:
        self.take()
        tests = self._bracketed_tests() if self.at("(") else (self._test(Level.SUM),)
        return In(left, tests, span=self.span_from(start))

    def _bracketed_tests(self) -> tuple[Expr, ...]:
        """`(a, < b)`; but `(a)`, `(a..b)` and `(< a)` may also begin a longer expression, such as `(a) + 1`."""
        self.deeper()
        start = self.token.start
        opener = self.take()
        half = self.at(*COMPARISONS)
        tests = [self._test()]
        if self.at("..") and not half:
            tests = [self._range(opener, tests[0], start)]
        else:
            while self.accept(","):
                tests.append(self._test())
            self.close(opener, ")")
        infix = _INFIX.get(self.token.text)
        if len(tests) == 1 and infix is not None and infix[0] >= Level.SUM:
            first = tests[0]
            if half and isinstance(first, Compare):
                first = self._half_range(first.op, first.right, start)
            tests = [self.expression(Level.SUM, (start, first))]
        self.depth -= 1
        return tuple(tests)

    # Postfixes

    def _path(self, left: Expr, start: int) -> Expr:
        self.take()
        return Path(left, self.property(), span=self.span_from(start))

    def _filter(self, left: Expr, start: int) -> Expr:
        opener = self.take()
        if self.at("]") and not self._starts_expression(self.index + 1):
            self.unexpected("a condition or a position")
        self.filters += 1
        condition = self.expression()
        self.filters -= 1
        self.close(opener, "]")
        return Filter(left, condition, span=self.span_from(start))

    def _call(self, left: Expr, start: int) -> Expr:
        opener = self.take()
        arguments: list[Argument] = []
        while not (self.at(")") and not arguments):
            name = self.argument_name()
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


def _place(complaint: Complaint) -> int:
    span = complaint.diagnostic.span
    return -1 if span is None else span.start


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
