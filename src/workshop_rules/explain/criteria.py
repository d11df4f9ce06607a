"""A criterion, and why it ended as it did."""

from __future__ import annotations

from collections.abc import Iterable

from workshop_rules.compile.plan import Criterion, Decision, Plan, Words
from workshop_rules.evaluate.evaluation import CriterionResult, Dossier, State, Trace, Waiver
from workshop_rules.explain.conditions import condition, found_of
from workshop_rules.explain.templates import filled
from workshop_rules.explain.tree import Condition, CriterionReason, MissingFact
from workshop_rules.explain.wording import Voices
from workshop_rules.explain.wording.expressions import clause
from workshop_rules.explain.wording.names import missing_words, path_words
from workshop_rules.parse import print_expression


def criterion_reason(
    voices: Voices, criterion: Criterion, result: CriterionResult, traces: tuple[Trace, Trace | None], *, decided: bool
) -> CriterionReason:
    """Why a criterion ended as it did.

    Args:
        voices: both languages, and the case where its judgements, waivers or a pack's own sentences matter.
        criterion: the criterion.
        result: how it ended.
        traces: of its condition, and of what says whether it applies.
        decided: whether the outcome rests on it.
    """
    plan = voices.terms.plan
    made = condition(voices, traces[0])
    applies = None if traces[1] is None else condition(voices, traces[1])
    uncertain = traces[1] is not None and traces[1].value is not True
    waiver = None
    if result.state is State.WAIVED:
        waiver = waiver_for(voices.terms.decision, voices.terms.case.dossier, criterion.id)
    source = plan.clauses.get(criterion.clause)
    return CriterionReason(
        id=criterion.id,
        title=criterion.title,
        clause=criterion.clause,
        numbering=numbering(plan, criterion.clause),
        clause_title=None if source is None else source.title,
        state=result.state,
        decided=decided,
        advisory=criterion.advisory,
        sentence=_sentence(voices, criterion, result, made, applies if uncertain else None, waiver),
        required=_required(voices, criterion, made),
        found=made.found,
        missing=missing_facts(voices, result.missing),
        judged_by=criterion.judged_by,
        waivable_by=None if criterion.waivable is None else criterion.waivable.by,
        waiver=waiver,
        expression=voices.kept(print_expression, criterion.condition, lambda: print_expression(criterion.condition)),
        place=voices.kept(str, criterion.span, lambda: criterion.span.place),
        condition=made,
        applies=applies,
    )


def _sentence(
    voices: Voices,
    criterion: Criterion,
    result: CriterionResult,
    made: Condition,
    applies: Condition | None,
    waiver: Waiver | None,
) -> Words:
    template = criterion.templates.get(result.state)
    if template is not None:
        return _own(voices, template)
    if result.state is State.NOT_APPLICABLE:
        if criterion.applies is None or applies is None:
            return voices.say("criterion.not_applicable")
        only, found = voices.told(clause, criterion.applies), found_of(voices, applies)
        return voices.say("criterion.not_applicable.as", condition=only, found=found)
    if result.state is State.UNKNOWN and applies is not None:
        return voices.say("criterion.applies_unknown", applies=applies.sentence, sentence=made.sentence)
    if result.state is State.WAIVED and waiver is not None:
        if waiver.by:
            return voices.say("criterion.waived", sentence=made.sentence, by=as_told(waiver.by))
        return voices.say("criterion.waived.anonymous", sentence=made.sentence)
    return made.sentence


def _required(voices: Voices, criterion: Criterion, made: Condition) -> Words:
    template = criterion.templates.get("required")
    return made.required if template is None else _own(voices, template)


def _own(voices: Voices, template: Words) -> Words:
    """A sentence of the pack's own."""
    return Words(zh=filled(voices.zh, template.zh), en=filled(voices.en, template.en))


def waiver_for(decision: Decision, dossier: Dossier, criterion: str) -> Waiver | None:
    """The waiver that was granted for a criterion."""
    granted = (one for one in dossier.waivers if one.decision == decision.id and one.criterion == criterion)
    return next(granted, None)


def missing_facts(voices: Voices, paths: Iterable[str]) -> tuple[MissingFact, ...]:
    """Facts and what they are called, in the order given if they have one."""
    ordered = paths if isinstance(paths, tuple) else sorted(paths)
    return tuple(_missing_fact(voices, path) for path in ordered)


def _missing_fact(voices: Voices, path: str) -> MissingFact:
    return MissingFact(path, voices.words(lambda speech: missing_words(speech, path)))


def given_facts(voices: Voices, paths: Iterable[str]) -> tuple[MissingFact, ...]:
    """Facts that were given, and what they are called."""
    return tuple(_given_fact(voices, path) for path in paths)


def _given_fact(voices: Voices, path: str) -> MissingFact:
    return MissingFact(path, voices.words(lambda speech: path_words(speech, path)))


def numbering(plan: Plan, clause_id: str) -> str:
    """Where a clause stands in the document's own numbering."""
    source = plan.clauses.get(clause_id)
    return "" if source is None else source.numbering


def as_told(text: str) -> Words:
    """A text that somebody supplied: the same in both languages."""
    return Words(zh=text, en=text)
