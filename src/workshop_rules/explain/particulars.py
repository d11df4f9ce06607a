"""What an explanation says beside its criteria: outcome, groups, waivers, readings, thresholds, definitions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workshop_rules.compile.plan import Decision, Group, Plan, Words
from workshop_rules.evaluate.evaluation import Dossier, Evaluation, State, Waiver
from workshop_rules.evaluate.interpreter import UNDETERMINED
from workshop_rules.explain.criteria import as_told, numbering, waiver_for
from workshop_rules.explain.exact import exact_text, shown
from workshop_rules.explain.switching import ReadingSwitch
from workshop_rules.explain.terms import plain
from workshop_rules.explain.tree import (
    DefinitionReason,
    GroupReason,
    OutcomeWords,
    ParameterReason,
    ReadingReason,
    SwitchReason,
    WaiverReason,
)
from workshop_rules.explain.wording import Speech, Voices
from workshop_rules.explain.wording.values import value_words
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import Enumeration
from workshop_rules.language.values import Outcome, Unknown
from workshop_rules.parse import print_expression

_OPEN = frozenset({State.NOT_MET, State.UNKNOWN, State.NEEDS_JUDGEMENT})


def outcome_words(voices: Voices, outcome: str) -> OutcomeWords:
    """An outcome and what it is called."""
    if outcome == UNDETERMINED:
        return OutcomeWords(outcome, voices.say("outcome.undetermined"))
    value = voices.terms.decision.value
    if value is not None and isinstance(value.type, Enumeration) and outcome in value.type.members:
        return OutcomeWords(outcome, voices.terms.member(value.type.name, outcome))
    return OutcomeWords(outcome, voices.terms.outcome(outcome) or as_told(outcome))


def value_reason(voices: Voices, decision: Decision, evaluation: Evaluation) -> Words | None:
    """The value of a decision that has one, in words."""
    node, value = decision.value, evaluation.value
    if node is None or value is None:
        return None
    return voices.words(lambda speech: value_words(speech, value, node.type, speech.unit(node)))


def group_reason(plan: Plan, group: Group, state: State) -> GroupReason:
    """How a tier or another group ended."""
    return GroupReason(group.id, group.title, group.clause, state, group.criteria, numbering(plan, group.clause))


def open_waivers(voices: Voices, states: Mapping[str, State]) -> Iterable[WaiverReason]:
    """The waivers that could be granted."""
    decision = voices.terms.decision
    groups = {one: group.title for group in decision.groups for one in group.criteria}
    for criterion in decision.criteria:
        waivable = criterion.waivable
        if waivable is not None and states[criterion.id] in _OPEN:
            group = groups.get(criterion.id)
            title = criterion.title
            if group is not None:
                title = voices.say("report.labelled", label=group, text=title)
            place = numbering(voices.terms.plan, waivable.clause)
            yield WaiverReason(criterion.id, title, waivable.by, waivable.clause, numbering=place)


def granted_waivers(decision: Decision, dossier: Dossier, states: Mapping[str, State]) -> Iterable[WaiverReason]:
    """The waivers that counted."""
    for criterion in decision.criteria:
        waiver = waiver_for(decision, dossier, criterion.id)
        if states[criterion.id] is State.WAIVED and waiver is not None:
            yield waiver_reason(decision, waiver)


def waiver_reason(decision: Decision, waiver: Waiver) -> WaiverReason:
    """A waiver that somebody granted."""
    criterion = next((c for c in decision.criteria if c.id == waiver.criterion), None)
    title = plain(waiver.criterion) if criterion is None else criterion.title
    clause_id = "" if criterion is None or criterion.waivable is None else criterion.waivable.clause
    return WaiverReason(waiver.criterion, title, as_told(waiver.by), clause_id, waiver.granted_on, waiver.reason)


def reading_reason(plan: Plan, name: str, chosen: str) -> ReadingReason:
    """How a doubtful passage was read."""
    interpretation = plan.interpretations[name]
    titles = {reading.id: reading.title for reading in interpretation.readings}
    return ReadingReason(
        name,
        interpretation.title,
        interpretation.clause,
        chosen,
        titles[chosen],
        interpretation.default,
        titles[interpretation.default],
        interpretation.reason,
        numbering(plan, interpretation.clause),
    )


def switch_reason(voices: Voices, switch: ReadingSwitch) -> SwitchReason:
    """Another reading that would change the outcome."""
    interpretation = voices.terms.plan.interpretations[switch.interpretation]
    titles = {reading.id: reading.title for reading in interpretation.readings}
    return SwitchReason(
        interpretation.id,
        interpretation.title,
        switch.reading,
        titles[switch.reading],
        None if switch.outcome is None else outcome_words(voices, switch.outcome),
        tuple(outcome_words(voices, outcome) for outcome in switch.possible_outcomes),
        tuple(switch.criteria.items()),
        switch.error,
    )


def parameter_reason(voices: Voices, name: str) -> ParameterReason:
    """A threshold."""
    parameter = voices.terms.plan.parameters[name]
    value, documented = voices.terms.case.parameters[name], parameter.value

    def said(of: Outcome) -> Words:
        return voices.words(lambda speech: value_words(speech, of, parameter.type, parameter.unit))

    overridden = value != documented
    return ParameterReason(
        name,
        parameter.title,
        parameter.clause,
        None if value is None else said(value),
        None if value is None else exact_text(value),
        said(documented) if overridden and documented is not None else None,
        overridden,
        numbering(voices.terms.plan, parameter.clause),
    )


def definition_reasons(voices: Voices) -> Iterable[DefinitionReason]:
    """What the named expressions of the decision came to."""
    for definition in voices.terms.decision.definitions:
        node = definition.expression
        value = voices.terms.evaluate(node)

        def say(speech: Speech, value: Outcome = value, node: Expr = node) -> str:
            return value_words(speech, value, node.type, speech.unit(node))

        exact = None if isinstance(value, Unknown) else shown(value)
        yield DefinitionReason(definition.name, definition.title, voices.words(say), exact, print_expression(node))
