"""From the conditions of YAML to trees: `all`, `any`, `not` and `at_least` become nodes around parsed expressions."""

from __future__ import annotations

from dataclasses import dataclass, field

from workshop_rules.diagnostics import Diagnostic, Found, SpannedText
from workshop_rules.language.tree import And, AtLeast, Expr, Labelled, Name, Not, Or, Path
from workshop_rules.pack.document import PathPart
from workshop_rules.pack.models import Condition, LabelledCondition
from workshop_rules.parse import parse_expression


def condition_tree(entry: Condition) -> Found[Expr]:
    """The tree of a condition, not yet checked; none where a part of it cannot be parsed."""
    builder = _Builder()
    tree = builder.condition(entry)
    return Found(tree, tuple(builder.diagnostics))


@dataclass(slots=True)
class _Builder:
    """Builds the tree of one condition and collects what the parser says."""

    diagnostics: list[Diagnostic] = field(default_factory=list)

    def condition(self, entry: Condition) -> Expr | None:
        match entry.form:
            case "when":
                return self._parsed(entry.text("when"))
            case "finding":
                span = entry.place("finding")
                return Path(Name("findings", span=span), str(entry.finding), span=span)
            case "not":
                operand = self._member(entry, "not")
                return None if operand is None else Not(operand, span=entry.key_place("not"))
            case "all":
                operands = self._members(entry, "all")
                return None if operands is None else _group(And, operands, entry, "all")
            case "any":
                operands = self._members(entry, "any")
                return None if operands is None else _group(Or, operands, entry, "any")
            case "at_least":
                count = self._parsed(entry.text("at_least"))
                operands = self._members(entry, "of")
                if count is None or operands is None:
                    return None
                return AtLeast(count, operands, span=entry.key_place("at_least"))
            case _:
                return None

    def _members(self, entry: Condition, key: str) -> tuple[Expr, ...] | None:
        members = [self._member(entry, key, place) for place in range(len(getattr(entry, key)))]
        found = tuple(member for member in members if member is not None)
        return found if len(found) == len(members) else None

    def _member(self, entry: Condition, *path: PathPart) -> Expr | None:
        member = entry.not_ if path == ("not",) else getattr(entry, str(path[0]))[path[1]]
        if not isinstance(member, LabelledCondition):
            return self._parsed(entry.text(*path))
        operand = self.condition(member)
        if operand is None or (member.id is None and member.title is None):
            return operand
        return Labelled(member.id or "", operand, member.title, span=operand.span)

    def _parsed(self, text: SpannedText) -> Expr | None:
        found = parse_expression(text)
        self.diagnostics.extend(found.diagnostics)
        return None if found.errors else found.value


def _group(node: type[And | Or], operands: tuple[Expr, ...], entry: Condition, key: str) -> Expr:
    """A group; of one member it is that member."""
    return operands[0] if len(operands) == 1 else node(operands, span=entry.key_place(key))
