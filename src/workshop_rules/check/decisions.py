"""The check of one decision: its `let` names in order, then everything that its kind states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workshop_rules.check.checked import CheckedDecision
from workshop_rules.check.cost import length_of, size_of
from workshop_rules.check.kinds import check_kind
from workshop_rules.check.scope import Scope
from workshop_rules.check.stating import Stating
from workshop_rules.diagnostics import Diagnostic, Found
from workshop_rules.language.tree import HELD, DefinitionRef, Expr
from workshop_rules.language.types import ANY
from workshop_rules.language.walk import walk
from workshop_rules.pack.models import DecisionFile


def check_decision(decision: DecisionFile, scope: Scope) -> Found[CheckedDecision]:
    """Check every expression of a decision.

    Args:
        decision: as its file states it.
        scope: what all decisions of the pack may name.
    """
    stating = Stating(scope)
    definitions = _definitions(decision, stating)
    check_kind(decision, stating)
    checked = CheckedDecision(decision, definitions, stating.typed)
    diagnostics = [*stating.diagnostics, *([] if Found(None, tuple(stating.diagnostics)).errors else _unused(checked))]
    # Entries that YAML aliases repeat say the same of the same place.
    return Found(checked, tuple(dict.fromkeys(diagnostics)))


def _definitions(decision: DecisionFile, stating: Stating) -> dict[str, Expr]:
    """The `let` names, each of which sees those above it; they join the scope of what follows."""
    definitions: dict[str, Expr] = {}
    waiting = list(decision.let)
    for name, entry in decision.let.items():
        waiting.remove(name)
        _refuse_shadowing(decision, name, stating)
        outer = stating.scope
        found = stating.expression(entry, "value", scope=replace(outer, later=frozenset({name, *waiting})))
        if found is not None:
            definitions[name] = found
        stating.scope = replace(
            outer,
            definitions={**outer.definitions, name: ANY if found is None else found.type},
            sizes={**outer.sizes, name: 0 if found is None else size_of(found, outer)},
            lengths={**outer.lengths, name: 1 if found is None else length_of(found, outer)},
        )
    return definitions


def _refuse_shadowing(decision: DecisionFile, name: str, stating: Stating) -> None:
    taken = (
        "a fact"
        if stating.scope.fact(name) is not None
        else "an enumeration"
        if name in stating.scope.enumerations
        else None
    )
    if taken is not None:
        stating.report(
            "WR315",
            f"`{name}` is the name of {taken} already",
            decision.key_place("let", name),
            help_="give it another name",
        )


def _unused(decision: CheckedDecision) -> Iterator[Diagnostic]:
    used = {node.name for expr in decision.typed for node in walk(expr) if isinstance(node, DefinitionRef)}
    if decision.entry.kind == "ladder":
        used.add(HELD)
    for name in decision.definitions:
        if name not in used:
            yield Diagnostic(
                "WR330",
                f"nothing uses `{name}`",
                decision.entry.key_place("let", name),
                "",
                "use it, or take it out",
            )
