"""How criteria end, by the truths that the network holds; and the outcome, where the states say it."""

from __future__ import annotations

from collections.abc import Mapping

from workshop_rules.evaluate._durable.ruleset import Ruleset
from workshop_rules.evaluate._durable.truths import Verity
from workshop_rules.evaluate.evaluation import State
from workshop_rules.language import tree as t
from workshop_rules.language.truth import Truth, at_least, conjunction, disjunction, negation
from workshop_rules.language.values import Unknown

UNDETERMINED = "undetermined"
_OPEN = Unknown(frozenset({"criterion"}))
_KNOWN = {Verity.TRUE: True, Verity.FALSE: False}
_HOLDS = {State.MET: True, State.WAIVED: True, State.NOT_APPLICABLE: True, State.NOT_MET: False}


class States(dict[str, State]):
    """How criteria end, by id.

    Attributes:
        grounds: the truths of what the outcome depends on beside them, in the order of the ruleset.
    """

    grounds: tuple[Verity, ...] = ()


def state_of(condition: Verity, applies: Verity, *, waived: bool) -> State:
    """How a criterion ends: it holds as `not applies or condition` does."""
    if applies is Verity.FALSE:
        return State.NOT_APPLICABLE
    truth = condition if applies is Verity.TRUE else max(applies.negated, condition)
    if truth is Verity.TRUE:
        return State.MET
    if waived:
        return State.WAIVED
    if truth is Verity.FALSE:
        return State.NOT_MET
    return State.NEEDS_JUDGEMENT if truth is Verity.JUDGEMENT else State.UNKNOWN


def outcome_of(ruleset: Ruleset, states: Mapping[str, State]) -> str | None:
    """The outcome of a decision whose criteria end so.

    Args:
        ruleset: the decision.
        states: of all criteria, as the network gave them.

    Returns:
        An outcome, or `undetermined`; None where that does not follow: where a state is lacking, or the outcome depends
        on what has no form as patterns, or a value stands beside it, the computation of which could fail.
    """
    if ruleset.has_value:
        return None
    truths: dict[str | int, Truth] = {name: _HOLDS.get(state, _OPEN) for name, state in states.items()}
    if isinstance(states, States):
        truths |= {
            id(ground.condition): _KNOWN.get(verity, _OPEN)
            for ground, verity in zip(ruleset.grounds, states.grounds, strict=True)
        }
    try:
        outcome = _value(ruleset.outcome, truths)
    except LookupError:
        return None
    return UNDETERMINED if outcome is None else outcome


def _value(node: t.Expr, truths: Mapping[str | int, Truth]) -> str | None:
    """An outcome; None where it is open.

    Raises:
        LookupError: it is no matter of criteria.
    """
    match node:
        case t.StringLiteral(value=text):
            return text
        case t.Labelled(operand=operand):
            return _value(operand, truths)
        case t.If(condition=condition, then=then, otherwise=otherwise):
            truth = _truth(condition, truths)
            if truth is True:
                return _value(then, truths)
            if truth is False:
                return _value(otherwise, truths)
            first, second = _value(then, truths), _value(otherwise, truths)
            return first if first == second else None
        case _:
            raise LookupError(type(node).__name__)


def _truth(node: t.Expr, truths: Mapping[str | int, Truth]) -> Truth:
    """The truth of a condition: of a criterion by its id, of one about facts by the identity of its node."""
    if id(node) in truths:
        return truths[id(node)]
    match node:
        case t.CriterionRef(id=name):
            return truths[name]
        case t.BooleanLiteral(value=value):
            return value
        case t.Labelled(operand=operand):
            return _truth(operand, truths)
        case t.Not(operand=operand):
            return negation(_truth(operand, truths))
        case t.And(operands=operands):
            return conjunction([_truth(operand, truths) for operand in operands])
        case t.Or(operands=operands):
            return disjunction([_truth(operand, truths) for operand in operands])
        case t.AtLeast(count=t.NumberLiteral(value=count), operands=operands) if count == int(count):
            return at_least(int(count), [_truth(operand, truths) for operand in operands])
        case _:
            raise LookupError(type(node).__name__)
