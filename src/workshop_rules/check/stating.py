"""Checking what the entries of a decision state, where they state it."""

from __future__ import annotations

from dataclasses import dataclass, field

from workshop_rules.check.checked import Typed
from workshop_rules.check.conditions import condition_tree
from workshop_rules.check.expressions import check_expression
from workshop_rules.check.scope import Scope
from workshop_rules.diagnostics import Diagnostic, Found, Span, SpannedText, nearest
from workshop_rules.language.places import PLACE
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import BOOLEAN, Type
from workshop_rules.pack.document import PathPart
from workshop_rules.pack.models import Condition, CriterionEntry
from workshop_rules.pack.models.written import Written
from workshop_rules.parse import parse_expression

LANGUAGES = ("zh", "en")
"""The languages of a pack's words."""


@dataclass(slots=True)
class Stating:
    """The check of one decision's entries: it keeps what is typed, and what is wrong.

    Attributes:
        scope: what the decision's expressions may name, its `let`s included.
    """

    scope: Scope
    typed: Typed = field(default_factory=Typed)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def expression(
        self, entry: Written, *path: PathPart, expected: Type | None = None, scope: Scope | None = None
    ) -> Expr | None:
        """The expression at a path of an entry, checked and kept; None where it cannot be parsed."""
        parsed = parse_expression(entry.text(*path))
        checked = self.checked(parsed, expected, scope)
        if checked is not None:
            self.typed.put(checked, entry, *path)
        return checked

    def condition(self, entry: Condition, scope: Scope | None = None) -> None:
        """The condition that an entry states, in whatever form, checked and kept."""
        checked = self.checked(condition_tree(entry), BOOLEAN, scope)
        if checked is not None:
            self.typed.put_condition(checked, entry)

    def criterion(self, entry: CriterionEntry) -> None:
        """A criterion: its condition, where it applies, and what it presupposes."""
        self.condition(entry)
        for key in ("applies", "presupposes"):
            if getattr(entry, key) is not None:
                self.expression(entry, key, expected=BOOLEAN)
        for state in entry.texts:
            for language in LANGUAGES:
                self._text(entry.text("texts", state, language))

    def _text(self, text: SpannedText) -> None:
        """A sentence of the pack's own: each of its places has to name something that has a value."""
        for place in PLACE.finditer(text.value):
            name = place[1]
            if name not in self._named():
                near = nearest(name, self._named())
                help_ = f"did you mean `{{{near}}}`?" if near else "name a fact, a `let` or `parameter.NAME`"
                self.report("WR324", f"the sentence names `{name}`, which is nothing", text.span(*place.span(1)), help_)

    def _named(self) -> set[str]:
        scope = self.scope
        return {
            "as_of",
            *scope.facts,
            *scope.definitions,
            *(f"parameter.{name}" for name in scope.parameters),
            *(f"reading.{name}" for name in scope.readings),
            *(f"findings.{name}" for name in scope.findings),
        }

    def checked(self, parsed: Found[Expr], expected: Type | None, scope: Scope | None = None) -> Expr | None:
        """A parsed tree, checked; what parser and checker say of it is kept."""
        self.diagnostics.extend(parsed.diagnostics)
        if parsed.value is None:
            return None
        found = check_expression(parsed.value, scope or self.scope, expected)
        self.diagnostics.extend(found.diagnostics)
        return found.value

    def report(self, code: str, message: str, span: Span, help_: str = "") -> None:
        """Keep a complaint."""
        self.diagnostics.append(Diagnostic(code, message, span, "", help_))
