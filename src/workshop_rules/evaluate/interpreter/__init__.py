"""The tracing interpreter: the reference for what an expression means, which every other evaluator is held to.

Plan ── evaluate ──▶ Evaluation              checked expression ── evaluate_expression ──▶ Outcome

`meaning.MEANING` has a function for each kind of node. A recorder stands between them: every node is evaluated through
its `visit`, so that `Tracing` sees all and `Silent` costs nothing. `docs/reference/semantics.md` states the rules.
"""

from workshop_rules.evaluate.interpreter.decision import SILENT, UNDETERMINED, evaluate, evaluate_expression
from workshop_rules.evaluate.interpreter.recorder import Silent, Tracing
from workshop_rules.evaluate.interpreter.scope import Environment, Recorder

__all__ = ["SILENT", "UNDETERMINED", "Environment", "Recorder", "Silent", "Tracing", "evaluate", "evaluate_expression"]
