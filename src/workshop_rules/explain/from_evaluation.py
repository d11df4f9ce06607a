"""An evaluation with its trace, made into an explanation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.evaluate.evaluation import Case, Evaluation
from workshop_rules.evaluate.request import Circumstances
from workshop_rules.explain import explainer, sections
from workshop_rules.explain.switching import ReadingSwitch
from workshop_rules.explain.tracing import decision_environment
from workshop_rules.explain.tree import Reasons

__all__ = ["decision_environment", "explain", "unused_facts"]


def explain(
    plan: Plan, decision: Decision, case: Case, evaluation: Evaluation, switches: Iterable[ReadingSwitch] = ()
) -> Reasons:
    """Why the decision came out as it did.

    Args:
        plan: the pack.
        decision: the one that was decided.
        case: the facts, readings, parameters and date that it was decided on.
        evaluation: what an evaluator found; traces that it has are used.
        switches: the other readings that would change the outcome.
    """
    circumstances = Circumstances(case.as_of, case.readings, case.parameters)
    return explainer.Explainer(plan, decision, circumstances).explain(case, evaluation, switches).reasons


def unused_facts(
    decision: Decision, facts: Mapping[str, object], findings: Mapping[str, bool | None], elsewhere: Iterable[str] = ()
) -> tuple[str, ...]:
    """The facts that were supplied and that the decision does not read, in the order in which they were.

    Args:
        decision: the decision.
        facts: by name, perhaps with the findings under `findings`; None stands for what was not supplied.
        findings: what people found, by name, as `facts`.
        elsewhere: facts that only other packs know.
    """
    supplied = [name for name, value in facts.items() if value is not None and name != "findings"]
    supplied += [f"findings.{name}" for name, holds in findings.items() if holds is not None]
    doubtful = [path for path in supplied if path not in decision.facts]
    return (*(sections.unused_facts(sections.heads(decision), doubtful) if doubtful else ()), *elsewhere)
