"""Text to trees and back: lexer, precedence parser and printer of FEEL, for both dialects.

```
text --tokens--> tokens --grammar, types--> tree (language.tree) --printer--> text
```
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from workshop_rules.diagnostics import Diagnostic, Found, SpannedText
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.tree import Expr, TypeName, UnaryTests
from workshop_rules.parse.cursor import Complaint
from workshop_rules.parse.grammar import Parser
from workshop_rules.parse.limits import MAX_DEPTH, MAX_LENGTH, too_high
from workshop_rules.parse.names import MAX_NAME_TOKENS, normalized_name, too_long
from workshop_rules.parse.printer import print_expression, print_type

__all__ = [
    "MAX_DEPTH",
    "MAX_LENGTH",
    "normalized_name",
    "parse_expression",
    "parse_type",
    "parse_unary_tests",
    "print_expression",
    "print_type",
]

Tree = TypeVar("Tree", bound=Expr | TypeName)


def parse_expression(
    text: SpannedText | str,
    dialect: Dialect = Dialect.PACK,
    names: Iterable[str] = (),
    fields: frozenset[str] = frozenset(),
) -> Found[Expr]:
    """The tree of an expression.

    A slip whose meaning is plain (`==`, `&&`, `，`) is an error, but the tree of what was meant is there, so that
    what follows can be checked too.

    Args:
        text: the expression.
        dialect: in which language it is written.
        names: what is in scope: the variables, and the fields of records, as far as their names have several words or
            operators in them (dmn). Other names need no telling.
        fields: more such names; those that many expressions share, as they are made ready once.
    """
    return _parsed(text, dialect, names, Parser.whole_expression, fields)


def parse_unary_tests(
    text: SpannedText | str,
    dialect: Dialect = Dialect.PACK,
    names: Iterable[str] = (),
    fields: frozenset[str] = frozenset(),
) -> Found[UnaryTests]:
    """The tests of a cell of a decision table: `-`, `< 5, > 9`, `not("a", "b")`. In dmn an empty cell is `-`.

    Args:
        text: the cell.
        dialect: in which language it is written.
        names: as for `parse_expression`.
        fields: as for `parse_expression`.
    """
    return _parsed(text, dialect, names, Parser.whole_unary_tests, fields)


def parse_type(text: SpannedText | str, dialect: Dialect = Dialect.DMN, names: Iterable[str] = ()) -> Found[TypeName]:
    """A type as it is written: `list<number>`, `date and time`, a model's own.

    Args:
        text: the type.
        dialect: in which language it is written.
        names: the names of a model's own types, where they have operators in them.
    """
    return _parsed(text, dialect, names, Parser.whole_type)


def _parsed(
    text: SpannedText | str,
    dialect: Dialect,
    names: Iterable[str],
    parse: Callable[[Parser], Tree],
    fields: frozenset[str] = frozenset(),
) -> Found[Tree]:
    spanned = SpannedText.whole(text) if isinstance(text, str) else text
    names = frozenset(names)
    if len(spanned.value) > MAX_LENGTH:
        message = f"an expression has at most {MAX_LENGTH} characters, this one {len(spanned.value)}"
        remedy = "name parts of it, and use the names"
        return Found(None, (Diagnostic("WR209", message, spanned.span(0, 1), "", remedy),))
    if (long := too_long(names, dialect) or too_long(fields, dialect)) is not None:
        message = f"the name `{long[:60]}…` has more than {MAX_NAME_TOKENS} words"
        return Found(None, (Diagnostic("WR213", message, None, "", "shorten the name"),))
    parser = Parser(spanned, dialect, names, fields)
    try:
        tree = parse(parser)
    except Complaint as complaint:
        return Found(None, (*parser.diagnostics, complaint.diagnostic))
    deep = None if isinstance(tree, TypeName) else too_high(tree)
    if deep is not None:
        message = f"the expression is nested more than {MAX_DEPTH} levels deep"
        remedy = "name a part of it and use the name, or use a list: sum([a, b, c])"
        return Found(None, (*parser.diagnostics, Diagnostic("WR210", message, deep.span, "too deep here", remedy)))
    return Found(tree, tuple(parser.diagnostics))
