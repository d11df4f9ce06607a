"""What a pack declares and nothing uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workshop_rules.check.checked import CheckedPack
from workshop_rules.diagnostics import Diagnostic
from workshop_rules.language.tree import Expr, FactRef, ParameterRef, ReadingRef
from workshop_rules.language.walk import walk

_FINDINGS = "findings."


def check_unused(pack: CheckedPack) -> Iterator[Diagnostic]:
    """Interpretations, parameters and findings that no decision reads."""
    manifest = pack.parsed.manifest
    nodes = list(_nodes(pack))
    declared: tuple[tuple[str, str, Iterable[str], set[str]], ...] = (
        (
            "interpretation",
            "interpretations",
            manifest.interpretations,
            {node.name for node in nodes if isinstance(node, ReadingRef)},
        ),
        (
            "parameter",
            "parameters",
            manifest.parameters,
            {node.name for node in nodes if isinstance(node, ParameterRef)},
        ),
        (
            "finding",
            "findings",
            manifest.findings,
            {node.path.removeprefix(_FINDINGS) for node in nodes if isinstance(node, FactRef)},
        ),
    )
    for what, key, names, used in declared:
        for name in names:
            if name not in used:
                yield Diagnostic(
                    "WR330",
                    f"no decision reads the {what} `{name}`",
                    manifest.key_place(key, name),
                    "",
                    "use it, or take it out",
                )


def _nodes(pack: CheckedPack) -> Iterator[Expr]:
    for decision in pack.decisions.values():
        for expr in decision.typed:
            yield from walk(expr)
