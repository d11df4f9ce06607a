"""Facts that can be worked out from other facts."""

from __future__ import annotations

from collections.abc import Mapping

from workshop_rules.check.scope import Scope
from workshop_rules.check.stating import Stating
from workshop_rules.diagnostics import Found
from workshop_rules.language.tree import Expr, FactRef
from workshop_rules.language.walk import walk
from workshop_rules.pack.vocabulary import Vocabulary


def check_derivations(vocabulary: Vocabulary) -> Found[Mapping[str, Expr]]:
    """The derivation of each fact that has one; it may name facts and constants, and gives the fact's type."""
    stating = Stating(Scope(facts=vocabulary.types, enumerations=vocabulary.enumeration_types))
    derivations: dict[str, Expr] = {}
    for name, entry in vocabulary.facts.items():
        if entry.derivation is None:
            continue
        found = stating.expression(entry, "derivation", expected=vocabulary.types[name])
        if found is None:
            continue
        derivations[name] = found
        for node in walk(found):
            if isinstance(node, FactRef) and node.path == name:
                stating.report(
                    "WR332", f"`{name}` is derived from itself", node.span, help_="derive it from other facts"
                )
    return Found(derivations, tuple(stating.diagnostics))
