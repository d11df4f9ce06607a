"""Which names are known where, and how far a name reaches: in dmn, a name may have spaces and operators in it.

The longest known name wins, even over a keyword with which it begins. A word that nobody announced is a name too,
together with the words right after it, for nothing else could be meant by them.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from functools import cache

from workshop_rules.diagnostics import Span, SpannedText
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.functions import FUNCTIONS
from workshop_rules.parse.cursor import RESERVED, Cursor
from workshop_rules.parse.names import MAX_NAME_TOKENS, KnownNames, known, written
from workshop_rules.parse.tokens import Kind, Token

COMPONENTS = frozenset({"start included", "end included", "time offset"})
"""Components of built-in values whose names have several words."""

_NOT_IN_NAMES = frozenset({"(", ")", "[", "]", "{", "}", ",", ":", "..", "=", "!=", "<", "<=", ">", ">=", "->"})
_IN_NAMES = frozenset({Kind.WORD, Kind.NUMBER, Kind.SYMBOL, Kind.STRANGE})


@cache
def _function_names(dialect: Dialect) -> frozenset[str]:
    """The functions that a dialect can name; packs all of them, so that the checker says which it refuses."""
    return frozenset(
        name for name, function in FUNCTIONS.items() if dialect is Dialect.PACK or dialect in function.dialects
    )


class ScopedCursor(Cursor):
    """A cursor that knows which names are in scope where it stands."""

    def __init__(
        self, text: SpannedText, dialect: Dialect, names: frozenset[str], fields: frozenset[str] = frozenset()
    ) -> None:
        super().__init__(text, dialect)
        self.names = names
        self.fields = fields
        self.given = (known(names, dialect), known(fields, dialect))
        self._functions = known(_function_names(dialect), dialect)
        self._components = known(COMPONENTS, dialect)
        self._bound = KnownNames()  # by iterators, parameters and context keys around here
        self._entries = KnownNames()  # every context key so far: what a path or a filter may name
        self.filters = 0
        """How many filters there are around here."""

    # Reading names

    def variable(self) -> str | None:
        """Take the name of a variable or function, if one stands here."""
        found = self._known_variable()
        if found is None and (self.token.kind is not Kind.WORD or self.token.text in RESERVED):
            return None
        return self._taken(found)

    def begins_long_name(self) -> bool:
        """Whether a known name of several tokens stands here, perhaps one that begins with a keyword or digit."""
        return self._known_variable() is not None

    def property(self) -> str:
        """Take the name of a field or component."""
        found = self.longest(*self.given, self._entries, self._components)
        if found is None and self.token.kind is not Kind.WORD:
            self.unexpected("the name of a field")
        return self._taken(found)

    def longest(self, *tables: KnownNames) -> int | None:
        """The index after the longest name of several tokens that one of the tables has here."""
        ends = (table.longest(self.tokens, self.index) for table in tables)
        return max((end for end in ends if end is not None), default=None)

    def argument_name(self) -> str | None:
        """Take a name and the colon behind it, if an argument passed by name begins here."""
        end = self.index
        while self._goes_on_in_argument_name(end):
            end += 1
        if end == self.index or self.tokens[end].text != ":":
            return None
        name = written(self.tokens[self.index : end])
        self.index = end
        self.take()
        return name

    def _goes_on_in_argument_name(self, index: int) -> bool:
        token = self.tokens[index]
        if token.kind is Kind.WORD:
            return True
        return (
            self.dialect is Dialect.DMN
            and index > self.index
            and token.kind in _IN_NAMES
            and token.text not in _NOT_IN_NAMES
        )

    def _taken(self, found: int | None) -> str:
        """Take a name: up to `found`, or one word, and the words that can only belong to it."""
        start = self.index
        if found is None:
            self.take()
        else:
            self.index = found
        if self.dialect is Dialect.DMN and self.tokens[start].text != "not":
            while self._runs_on():
                self.index += 1
        return written(self.tokens[start : self.index])

    def _runs_on(self) -> bool:
        token = self.token
        if token.text == "?":
            return not token.spaced
        if token.kind is not Kind.WORD or token.text.casefold() in RESERVED:
            return False
        return not (token.text == "instance" and self.tokens[self.index + 1].text == "of")

    def _known_variable(self) -> int | None:
        tables = [*self.given, self._functions, self._bound]
        if self.filters:
            tables += self._entries, self._components
        found = self.longest(*tables)
        # In packs only built-in functions have such names, and they are called.
        if found is not None and self.dialect is Dialect.PACK and self.tokens[found].text != "(":
            return None
        return found

    # Binding names

    def new_name(self, what: str, *stops: str) -> tuple[str, Span, tuple[Token, ...]]:
        """Take a name that is bound here: in packs one word, in dmn all tokens up to one that means one of `stops`."""
        start = self.index
        if self.token.kind is not Kind.WORD or (self.token.text in RESERVED and self.dialect is Dialect.PACK):
            self.unexpected(what)
        self.take()
        if self.dialect is Dialect.DMN:
            while self.token.kind in _IN_NAMES and not self.at(*stops, *_NOT_IN_NAMES):
                self.index += 1
        tokens = tuple(self.tokens[start : self.index])
        span = self.span_from(tokens[0].start)
        if len(tokens) > MAX_NAME_TOKENS:
            self.fail("WR213", f"a name has at most {MAX_NAME_TOKENS} words", span, "", "shorten the name")
        return written(tokens), span, tokens

    @contextmanager
    def scope(self) -> Generator[list[tuple[Token, ...]], None, None]:
        """A list of names; what `bind` adds to it is known until the end of the block."""
        names: list[tuple[Token, ...]] = []
        yield names
        for tokens in names:
            self._bound.remove(tokens)

    def bind(self, names: list[tuple[Token, ...]], tokens: tuple[Token, ...]) -> None:
        """Make a name known in a scope."""
        names.append(tokens)
        self._bound.add(tokens)

    def bind_key(self, names: list[tuple[Token, ...]], tokens: tuple[Token, ...]) -> None:
        """Make the key of a context known, to the entries after it and to paths and filters of the whole text."""
        if len(tokens) <= MAX_NAME_TOKENS:
            self.bind(names, tokens)
            self._entries.add(tokens)
