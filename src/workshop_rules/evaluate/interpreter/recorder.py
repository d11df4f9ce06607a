"""The two recorders: one keeps everything, for explanations, the other nothing."""

from __future__ import annotations

from workshop_rules.evaluate.evaluation import Trace
from workshop_rules.evaluate.interpreter.meaning import MEANING
from workshop_rules.evaluate.interpreter.scope import Scope
from workshop_rules.language.tree import Expr
from workshop_rules.language.values import Outcome


class Silent:
    """Records nothing, and so lets go what cannot change a result."""

    thorough = False

    def visit(self, node: Expr, scope: Scope, label: str = "") -> Outcome:  # noqa: ARG002 (nothing is labelled)
        """The value of the node."""
        return MEANING[type(node)](node, scope)

    def adopt(self, trace: Trace | None) -> None:
        """Nothing is kept."""

    def finished(self) -> Trace | None:
        """Nothing was recorded."""
        return None


class Tracing:
    """Records the value of every node that is evaluated, and under it those that its value was made from."""

    thorough = True

    def __init__(self) -> None:
        self._traces: list[Trace] = []

    def visit(self, node: Expr, scope: Scope, label: str = "") -> Outcome:
        """The value of the node."""
        around, self._traces = self._traces, []
        value = MEANING[type(node)](node, scope)
        around.append(Trace(node, value, tuple(self._traces), label))
        self._traces = around
        return value

    def adopt(self, trace: Trace | None) -> None:
        """Keep what was recorded before, where it was asked for again."""
        if trace is not None:
            self._traces.append(trace)

    def finished(self) -> Trace | None:
        """The trace of the node visited last."""
        return self._traces.pop()
