"""The state of one check: what was complained of, and the way back into the recursion."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from workshop_rules.check.relations import in_words, is_assignable
from workshop_rules.check.scope import Scope
from workshop_rules.diagnostics import Diagnostic, Span
from workshop_rules.language.tree import Expr, InputValue
from workshop_rules.language.types import BOOLEAN, Type

_LONGEST_QUOTE = 48

SO_MANY = 'write how many of what: @"P5Y" is five years, @"P30D" thirty days'
"""The remedy where a bare number stands for a duration."""


class Checking:
    """One pass over an expression; each module of this package knows some kinds of node.

    Attributes:
        infer: gives a node resolved and typed, of type `Any` where it was complained of. It is a partial function, and
            not a method, so that a deep tree takes as few calls a level as can be.
    """

    def __init__(self, infer: Callable[[Checking, Expr, Scope], Expr]) -> None:
        self.infer: Callable[[Expr, Scope], Expr] = partial(infer, self)
        self.diagnostics: list[Diagnostic] = []

    def expect(self, node: Expr, type_: Type, scope: Scope) -> Expr:
        """The node, resolved and typed, with a complaint if it is not of the type that its place asks for."""
        found = self.infer(node, scope)
        self.require(found, type_)
        return found

    def condition(self, node: Expr, scope: Scope) -> Expr:
        """The node, which stands where something must be true or false."""
        found = self.infer(node, scope)
        self.require(found, BOOLEAN)
        return found

    def require(self, node: Expr, type_: Type) -> None:
        """Complain where a typed node is not of the type that its place asks for."""
        if not is_assignable(node.type, type_):
            needed = "a condition" if type_ == BOOLEAN else in_words(type_)
            self.report(
                "WR301",
                f"{quote(node)} is {in_words(node.type)}, and {needed} is needed here",
                node.span,
                label=in_words(node.type),
                help_="compare it with something" if type_ == BOOLEAN else "",
            )

    def report(self, code: str, message: str, span: Span, label: str = "", help_: str = "") -> None:
        """Keep a complaint; checking goes on."""
        self.diagnostics.append(Diagnostic(code, message, span, label, help_))


def quote(node: Expr) -> str:
    """The text of a node as a message quotes it: on one line, cut where it is long."""
    if isinstance(node, InputValue):  # in a cell of a table it is not written
        return "the value that is tested"
    text = " ".join(node.span.text.split())
    return f"`{text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + '…'}`"


def one_of(names: tuple[str, ...] | list[str]) -> str:
    """`a, b or c`, for a help line; the rest is counted where there are many."""
    shown, rest = names[:8], len(names) - 8
    if rest > 0:
        return f"{', '.join(shown)} or {rest} more"
    return " or ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))
