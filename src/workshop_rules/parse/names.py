"""Names of several tokens, such as `Pre-bureau risk category` or `date and time`, found in a row of tokens.

Single words need no table: any word may be a name. A name of several tokens is recognised only where it is known,
and the longest known one wins. White space counts only as present or absent, so that `a-b`, the name, differs from
`a - b`, the subtraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from workshop_rules.language.dialect import Dialect
from workshop_rules.parse.tokens import Kind, Token, tokenize

MAX_NAME_TOKENS = 64
"""A name of more tokens is refused, so that looking for names takes time proportional to the text."""


@dataclass(slots=True)
class _Branch:
    onward: dict[str, _Branch] = field(default_factory=dict)
    bound: int = 0
    """How often a name that ends here has been added and not taken back."""


class KnownNames:
    """A set of names of several tokens that can be searched along a row of tokens."""

    __slots__ = ("_root",)

    def __init__(self) -> None:
        self._root = _Branch()

    def add(self, tokens: Sequence[Token]) -> None:
        """Add the name that these tokens write; a name of one token needs no adding. May be added again."""
        if len(tokens) > 1:
            branch = self._root
            for key in _keys(tokens):
                branch = branch.onward.setdefault(key, _Branch())
            branch.bound += 1

    def remove(self, tokens: Sequence[Token]) -> None:
        """Take back one `add` of the same tokens."""
        if len(tokens) > 1:
            branch = self._root
            for key in _keys(tokens):
                branch = branch.onward[key]
            branch.bound -= 1

    def longest(self, tokens: Sequence[Token], index: int) -> int | None:
        """The index after the longest known name that begins at `index`, or None."""
        found = None
        branch = self._root.onward.get(_spelling(tokens[index]))
        while branch is not None:
            index += 1
            if branch.bound:
                found = index
            branch = branch.onward.get(_key(tokens[index])) if index < len(tokens) else None
        return found


def _spelling(token: Token) -> str:
    """A token as part of a name: full-width letters of a pack's names as plain ones, all else as it is written."""
    return token.text if token.kind is Kind.WORD else token.raw


def _key(token: Token) -> str:
    return f" {_spelling(token)}" if token.spaced else _spelling(token)


def _keys(tokens: Sequence[Token]) -> list[str]:
    return [_spelling(tokens[0]), *map(_key, tokens[1:])] if tokens else []


def written(tokens: Sequence[Token]) -> str:
    """The name that tokens write: one space where there was white space, none where there was none."""
    return "".join(_keys(tokens))


@lru_cache(maxsize=16_384)
def name_tokens(name: str, dialect: Dialect) -> tuple[Token, ...]:
    """The tokens of a name, without the end."""
    return tokenize(name, dialect)[:-1]


@lru_cache(maxsize=64)
def known(names: frozenset[str], dialect: Dialect) -> KnownNames:
    """The given names as a set to search; not to be added to."""
    table = KnownNames()
    for name in names:
        table.add(name_tokens(name, dialect))
    return table


@lru_cache(maxsize=64)
def too_long(names: frozenset[str], dialect: Dialect) -> str | None:
    """The first name that has too many tokens, or None."""
    return next((name for name in names if len(name_tokens(name, dialect)) > MAX_NAME_TOKENS), None)


def normalized_name(name: str, dialect: Dialect = Dialect.DMN) -> str:
    """A name as the parser gives it: white space at its ends dropped, and within it one space for any."""
    return written(name_tokens(name, dialect))
