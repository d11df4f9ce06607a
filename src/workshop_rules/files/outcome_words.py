"""Outcomes, states and missing facts of a decision, in the words of its pack."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.evaluate.evaluation import Case
from workshop_rules.evaluate.interpreter import UNDETERMINED
from workshop_rules.explain.terms import Terms
from workshop_rules.explain.wording import LANGUAGES, Speech
from workshop_rules.explain.wording.names import missing_words, path_words
from workshop_rules.language.tree import Expr
from workshop_rules.language.values import Outcome
from workshop_rules.language.words import Words
from workshop_rules.pack.dossier import Dossier


class OutcomeWords:
    """What a decision's results are called in one language.

    Attributes:
        plan, decision, lang: whose they are, and in which language.
        fact: says what a fact is called, by its path.
        missing: says what is asked for where a fact is missing.
    """

    fact: Callable[[str], str]
    missing: Callable[[str], str]

    def __init__(self, plan: Plan, decision: Decision, lang: str) -> None:
        """For the language `zh` or `en`."""
        self.plan = plan
        self.decision = decision
        self.lang = lang
        self._language = next(one for one in LANGUAGES if one.code == lang)
        self._outcomes = {one.id: one.title[lang] for one in decision.outcomes}
        terms = Terms(plan, decision, Case(Dossier({}), None, {}, {}), _nothing)
        speech = Speech(self._language, terms)
        self.fact = cache(lambda path: path_words(speech, path))
        self.missing = cache(lambda path: missing_words(speech, path))

    def outcome(self, outcome: str) -> str:
        """An outcome; a value as it is."""
        if outcome == UNDETERMINED:
            return self._language.say("outcome.undetermined")
        return self._outcomes.get(outcome, outcome)

    def state(self, state: str) -> str:
        """A state of a criterion."""
        return self._language.say(f"state.{state}")

    def of(self, words: Words) -> str:
        """These words, in the language."""
        return words[self.lang]


def _nothing(expression: Expr) -> Outcome:
    raise AssertionError(expression)  # names are said without computing anything
