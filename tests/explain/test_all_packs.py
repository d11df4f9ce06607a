"""Every bundled pack can explain itself, and says truly what decided."""

import re
from dataclasses import replace
from functools import cache

import pytest

from tests.bundled import PACKS, bundled, verdict_on
from workshop_rules.evaluate.evaluation import State
from workshop_rules.evaluate.interpreter import Tracing, evaluate, evaluate_expression
from workshop_rules.explain.from_evaluation import decision_environment
from workshop_rules.language.values import Unknown

EVERY = 9
"""One case of so many is tried: each decision, and the boundaries of most criteria, are among them."""

HOLDS = {State.MET, State.WAIVED, State.NOT_APPLICABLE}
LEFTOVERS = re.compile(r"\bNone\b|Unknown\(|Words\(|Fraction\(|frozenset|[{}]|\b[a-z]+_[a-z_]+\b(?!`)")
"""What a sentence must not hold: names of the code, places not filled in, ids for want of words."""


@cache
def sampled(name):
    pack = bundled(name)
    cases = [(file, case) for file in pack._parsed.cases.values() for case in file.cases]
    return [verdict_on(pack, *one) for one in cases[:: max(min(EVERY, len(cases) // 5), 1)]]


def sentences(condition):
    yield from (condition.sentence, condition.required, condition.found)
    for child in condition.children:
        yield from sentences(child)


@pytest.mark.parametrize("name", PACKS)
def test_every_sentence_is_words_in_both_languages(name):
    for verdict in sampled(name):
        for criterion in verdict.explanation.reasons.criteria:
            for words in (criterion.sentence, *sentences(criterion.condition)):
                for said in (words.zh, words.en):
                    assert said
                    assert not LEFTOVERS.search(said), said


@pytest.mark.parametrize("name", PACKS)
def test_what_is_said_to_have_decided_would_have_sufficed(name):
    """Were all other criteria unknown, the outcome would be the same."""
    for verdict in sampled(name):
        if not verdict.determined or verdict.kind == "value":
            continue
        decision, case = verdict._decision, replace(verdict._case, as_of=verdict.as_of)
        evaluation = evaluate(verdict._plan, decision.id, case, Tracing())
        environment = decision_environment(verdict._plan, decision, case, evaluation)
        for criterion in verdict.explanation.reasons.criteria:
            truth = criterion.state in HOLDS
            environment.criteria[criterion.id] = truth if criterion.decided else Unknown(frozenset({criterion.id}))
        assert evaluate_expression(decision.outcome, environment) == verdict.outcome
