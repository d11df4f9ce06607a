"""An evaluation with its trace, made into an explanation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from workshop_rules.compile.plan import Criterion, Decision, Plan, Words
from workshop_rules.evaluate.evaluation import Case, CriterionResult, Evaluation, State, Waiver
from workshop_rules.evaluate.grouping import together
from workshop_rules.evaluate.interpreter import UNDETERMINED, Environment, evaluate_expression
from workshop_rules.explain.conditions import condition
from workshop_rules.explain.deciding import deciding_criteria
from workshop_rules.explain.dependencies import dependencies
from workshop_rules.explain.exact import exact_text, shown
from workshop_rules.explain.switching import ReadingSwitch
from workshop_rules.explain.tables import table_rules
from workshop_rules.explain.templates import filled
from workshop_rules.explain.terms import Terms, plain
from workshop_rules.explain.tree import (
    Condition,
    CriterionReason,
    DefinitionReason,
    GroupReason,
    MissingFact,
    OutcomeWords,
    ParameterReason,
    ReadingReason,
    Reasons,
    SwitchReason,
    WaiverReason,
)
from workshop_rules.explain.wording import CHINESE, ENGLISH, Speech, Voices
from workshop_rules.explain.wording.expressions import clause
from workshop_rules.explain.wording.names import path_words
from workshop_rules.explain.wording.values import value_words
from workshop_rules.language.tree import Expr
from workshop_rules.language.values import Error, Outcome, Unknown
from workshop_rules.pack.versions import engine_version
from workshop_rules.parse import print_expression

NOBODY = Words(zh="", en="")

_OPEN = frozenset({State.NOT_MET, State.UNKNOWN, State.NEEDS_JUDGEMENT})


def explain(
    plan: Plan, decision: Decision, case: Case, evaluation: Evaluation, switches: Iterable[ReadingSwitch] = ()
) -> Reasons:
    """Why the decision came out as it did.

    Args:
        plan: the pack.
        decision: the one that was decided.
        case: the facts, readings, parameters and date that it was decided on.
        evaluation: the interpreter's, with traces.
        switches: the other readings that would change the outcome.
    """
    as_of = case.as_of or decision.as_of
    environment = decision_environment(plan, decision, replace(case, as_of=as_of), evaluation)
    terms = Terms(plan, decision, case, lambda expression: evaluate_expression(expression, environment))
    voices = Voices(Speech(CHINESE, terms), Speech(ENGLISH, terms))
    needs = dependencies(plan, decision)
    decided = set() if evaluation.trace is None else set(deciding_criteria(evaluation.trace))
    criteria = tuple(
        _criterion(voices, criterion, evaluation.criteria[criterion.id], criterion.id in decided)
        for criterion in decision.criteria
    )
    states = {criterion.id: criterion.state for criterion in criteria}
    return Reasons(
        pack=plan.id,
        version=plan.version,
        digest=plan.digest,
        engine=engine_version(),
        pack_title=plan.title,
        document=plan.document,
        authority=plan.authority,
        decision=decision.id,
        kind=decision.kind,
        title=decision.title,
        clause=decision.clause,
        numbering=_numbering(plan, decision.clause),
        as_of=as_of,
        fixed_as_of=decision.as_of,
        outcome=_outcome(voices, evaluation.outcome),
        possible_outcomes=tuple(_outcome(voices, outcome) for outcome in evaluation.possible_outcomes),
        value=_value(voices, decision, evaluation),
        value_exact=None if evaluation.value is None else shown(evaluation.value),
        criteria=criteria,
        groups=_groups(plan, decision, states),
        missing=_missing(voices, evaluation.missing),
        irrelevant=_missing(voices, evaluation.irrelevant),
        unused=_missing(voices, unused_facts(decision, case)),
        waivable=tuple(_open_waivers(voices, states)),
        waived=tuple(_granted(decision, case, states)),
        waivers_ignored=tuple(_waiver(decision, waiver) for waiver in evaluation.waivers_ignored),
        readings=tuple(_reading(plan, case, name) for name in needs.readings),
        parameters=tuple(_parameter(voices, name) for name in needs.parameters),
        definitions=tuple(_definitions(voices)),
        rules=() if evaluation.trace is None else table_rules(voices, evaluation.trace),
        document_number=plan.document_number,
        applies_from=plan.applies_from,
        applies_until=plan.applies_until,
        switches=tuple(_switch(voices, switch) for switch in switches),
        uses=tuple(_used(plan, plan.decisions[name], case, as_of, used) for name, used in evaluation.uses.items()),
    )


def decision_environment(plan: Plan, decision: Decision, case: Case, evaluation: Evaluation) -> Environment:
    """What the names in a decision's expressions mean for a case that has been evaluated."""
    return Environment(
        case=case,
        derivations={path: fact.derivation for path, fact in plan.facts.items() if fact.derivation is not None},
        definitions={definition.name: definition.expression for definition in decision.definitions},
        decisions={name: _referred(plan.decisions[name], evaluation.uses.get(name)) for name in decision.uses},
        decision_facts={name: plan.decisions[name].facts for name in decision.uses},
    )


def _referred(decision: Decision, used: Evaluation | None) -> Outcome:
    if used is None:
        return Error("not_decided", f"the decision `{decision.id}` could not be made")
    if decision.kind == "value" and used.value is not None:
        return used.value
    return Unknown(used.missing) if used.outcome == UNDETERMINED else used.outcome


def _used(plan: Plan, decision: Decision, case: Case, as_of: dt.date | None, evaluation: Evaluation) -> Reasons:
    """The explanation of a decision that another refers to: without a date of its own, as of that of the other."""
    own = case.as_of or decision.as_of or as_of
    return explain(plan, decision, replace(case, as_of=own), evaluation)


def unused_facts(decision: Decision, case: Case) -> tuple[str, ...]:
    """The facts that were supplied and that the decision does not read, in the order of the dossier."""
    dossier = case.dossier
    supplied = (*dossier.facts, *(f"findings.{name}" for name in dossier.findings))
    heads = {path.partition("[")[0] for path in decision.facts}
    unused = [path for path in supplied if path not in heads and path.partition(".")[0] not in heads]
    return (*unused, *dossier.elsewhere)


def _criterion(voices: Voices, criterion: Criterion, result: CriterionResult, decided: bool) -> CriterionReason:
    plan = voices.terms.plan
    if result.trace is None:
        raise ValueError(f"criterion {criterion.id} was evaluated without a trace")
    made = condition(voices, result.trace)
    applies = None if result.applies_trace is None else condition(voices, result.applies_trace)
    waiver = (
        _granted_to(voices.terms.decision, voices.terms.case, criterion.id) if result.state is State.WAIVED else None
    )
    source = plan.clauses.get(criterion.clause)
    return CriterionReason(
        id=criterion.id,
        title=criterion.title,
        clause=criterion.clause,
        numbering=_numbering(plan, criterion.clause),
        clause_title=None if source is None else source.title,
        state=result.state,
        decided=decided,
        advisory=criterion.advisory,
        sentence=_sentence(voices, criterion, result, made, waiver),
        required=made.required,
        found=made.found,
        missing=_missing(voices, result.missing),
        judged_by=criterion.judged_by,
        waivable_by=None if criterion.waivable is None else criterion.waivable.by,
        waiver=waiver,
        expression=print_expression(criterion.condition),
        place=str(criterion.span),
        condition=made,
        applies=applies,
    )


def _sentence(
    voices: Voices, criterion: Criterion, result: CriterionResult, made: Condition, waiver: Waiver | None
) -> Words:
    template = criterion.templates.get(result.state)
    if template is not None:
        return Words(zh=filled(voices.zh, template.zh), en=filled(voices.en, template.en))
    if result.state is State.NOT_APPLICABLE:
        applies = criterion.applies
        if applies is None:
            return voices.say("criterion.not_applicable")
        asked = voices.words(lambda speech: clause(speech, applies))
        return voices.say("criterion.not_applicable.as", condition=asked)
    if result.state is State.UNKNOWN and result.applies_trace is not None and result.applies_trace.value is not True:
        applies_words = condition(voices, result.applies_trace).sentence
        return voices.say("criterion.applies_unknown", applies=applies_words, sentence=made.sentence)
    if result.state is State.WAIVED and waiver is not None:
        if waiver.by:
            return voices.say("criterion.waived", sentence=made.sentence, by=_as_told(waiver.by))
        return voices.say("criterion.waived.anonymous", sentence=made.sentence)
    return made.sentence


def _numbering(plan: Plan, clause_id: str) -> str:
    source = plan.clauses.get(clause_id)
    return "" if source is None else source.numbering


def _outcome(voices: Voices, outcome: str) -> OutcomeWords:
    if outcome == UNDETERMINED:
        return OutcomeWords(outcome, voices.say("outcome.undetermined"))
    return OutcomeWords(outcome, voices.terms.outcome(outcome) or _as_told(outcome))


def _value(voices: Voices, decision: Decision, evaluation: Evaluation) -> Words | None:
    node, value = decision.value, evaluation.value
    if node is None or value is None:
        return None
    return voices.words(lambda speech: value_words(speech, value, node.type, speech.unit(node)))


def _groups(plan: Plan, decision: Decision, states: Mapping[str, State]) -> tuple[GroupReason, ...]:
    advisory = {criterion.id for criterion in decision.criteria if criterion.advisory}
    return tuple(
        GroupReason(
            group.id,
            group.title,
            group.clause,
            together(states[one] for one in group.criteria if one not in advisory),
            group.criteria,
            _numbering(plan, group.clause),
        )
        for group in decision.groups
    )


def _missing(voices: Voices, paths: Iterable[str]) -> tuple[MissingFact, ...]:
    ordered = paths if isinstance(paths, tuple) else sorted(paths)
    return tuple(_missing_fact(voices, path) for path in ordered)


def _missing_fact(voices: Voices, path: str) -> MissingFact:
    return MissingFact(path, voices.words(lambda speech: path_words(speech, path)))


def _open_waivers(voices: Voices, states: Mapping[str, State]) -> Iterable[WaiverReason]:
    decision = voices.terms.decision
    groups = {one: group.title for group in decision.groups for one in group.criteria}
    for criterion in decision.criteria:
        waivable = criterion.waivable
        if waivable is not None and states[criterion.id] in _OPEN:
            group = groups.get(criterion.id)
            title = criterion.title
            if group is not None:
                title = voices.say("report.labelled", label=group, text=title)
            numbering = _numbering(voices.terms.plan, waivable.clause)
            yield WaiverReason(criterion.id, title, waivable.by, waivable.clause, numbering=numbering)


def _granted(decision: Decision, case: Case, states: Mapping[str, State]) -> Iterable[WaiverReason]:
    for criterion in decision.criteria:
        waiver = _granted_to(decision, case, criterion.id)
        if states[criterion.id] is State.WAIVED and waiver is not None:
            yield _waiver(decision, waiver)


def _granted_to(decision: Decision, case: Case, criterion: str) -> Waiver | None:
    granted = (w for w in case.dossier.waivers if w.decision == decision.id and w.criterion == criterion)
    return next(granted, None)


def _waiver(decision: Decision, waiver: Waiver) -> WaiverReason:
    criterion = next((c for c in decision.criteria if c.id == waiver.criterion), None)
    title = plain(waiver.criterion) if criterion is None else criterion.title
    clause_id = "" if criterion is None or criterion.waivable is None else criterion.waivable.clause
    return WaiverReason(waiver.criterion, title, _as_told(waiver.by), clause_id, waiver.granted_on, waiver.reason)


def _reading(plan: Plan, case: Case, name: str) -> ReadingReason:
    interpretation = plan.interpretations[name]
    titles = {reading.id: reading.title for reading in interpretation.readings}
    chosen = case.readings[name]
    return ReadingReason(
        name,
        interpretation.title,
        interpretation.clause,
        chosen,
        titles[chosen],
        interpretation.default,
        titles[interpretation.default],
        interpretation.reason,
        _numbering(plan, interpretation.clause),
    )


def _switch(voices: Voices, switch: ReadingSwitch) -> SwitchReason:
    interpretation = voices.terms.plan.interpretations[switch.interpretation]
    titles = {reading.id: reading.title for reading in interpretation.readings}
    return SwitchReason(
        interpretation.id,
        interpretation.title,
        switch.reading,
        titles[switch.reading],
        None if switch.outcome is None else _outcome(voices, switch.outcome),
        tuple(_outcome(voices, outcome) for outcome in switch.possible_outcomes),
        tuple(switch.criteria.items()),
        switch.error,
    )


def _parameter(voices: Voices, name: str) -> ParameterReason:
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
        _numbering(voices.terms.plan, parameter.clause),
    )


def _definitions(voices: Voices) -> Iterable[DefinitionReason]:
    for definition in voices.terms.decision.definitions:
        node = definition.expression
        value = voices.terms.evaluate(node)

        def say(speech: Speech, value: Outcome = value, node: Expr = node) -> str:
            return value_words(speech, value, node.type, speech.unit(node))

        exact = None if isinstance(value, Unknown) else shown(value)
        yield DefinitionReason(definition.name, definition.title, voices.words(say), exact, print_expression(node))


def _as_told(text: str) -> Words:
    """A text that somebody supplied: the same in both languages."""
    return Words(zh=text, en=text)
