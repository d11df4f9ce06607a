"""Why rows of a roster have their outcomes, in a sentence: what decided it, or what is missing.

It is said of a pattern (an outcome with states and missing facts), of which a roster has few, and not of each row.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.evaluate.evaluation import Case, State
from workshop_rules.evaluate.interpreter import UNDETERMINED, Environment, Tracing, evaluate_expression
from workshop_rules.explain.deciding import deciding_criteria
from workshop_rules.files.outcome_words import OutcomeWords
from workshop_rules.files.words import say
from workshop_rules.language import tree as t
from workshop_rules.language.truth import Truth
from workshop_rules.language.values import Unknown
from workshop_rules.language.walk import walk
from workshop_rules.pack.dossier import Dossier

_SHOWN = 4
"""So many names are said before the rest is counted."""
_MOST_KEPT = 20_000
_HOLDING = {State.MET, State.WAIVED, State.NOT_APPLICABLE}
_OF_CRITERIA = (
    t.CriterionRef
    | t.And
    | t.Or
    | t.Not
    | t.AtLeast
    | t.If
    | t.Labelled
    | t.StringLiteral
    | t.BooleanLiteral
    | t.NumberLiteral
)


class RowReasons:
    """Says why a row has its outcome."""

    def __init__(self, plan: Plan, decision: Decision, lang: str) -> None:
        """For the language `zh` or `en`."""
        self._decision = decision
        self._words = OutcomeWords(plan, decision, lang)
        self._groups = {name: group for group in decision.groups for name in group.criteria}
        self._of_criteria = rests_on_criteria(decision)
        self._facts = sorted(decision.facts)
        self._known = lru_cache(maxsize=_MOST_KEPT)(self._said)

    def __call__(self, outcome: str, states: tuple[str, ...], missing: tuple[str, ...]) -> str:
        """The reason, in a sentence.

        Args:
            outcome: an outcome, or `undetermined`.
            states: of the criteria, in their order.
            missing: the paths of the facts on which the outcome depends.
        """
        return self._known(outcome, states, missing)

    def _said(self, outcome: str, states: tuple[str, ...], missing: tuple[str, ...]) -> str:
        if outcome == UNDETERMINED:
            parts = [self._part("missing", [self._words.missing(path) for path in missing])]
        else:
            parts = self._decided(outcome, states)
        told = say(self._lang, "reason.semicolon").join(part for part in parts if part)
        return say(self._lang, "reason", outcome=self._words.outcome(outcome), parts=told)

    @property
    def _lang(self) -> str:
        return self._words.lang

    def _decided(self, outcome: str, states: tuple[str, ...]) -> list[str]:
        """The criteria that decided it, by their states; the facts that it comes from, where no criteria did."""
        by_state: dict[State, list[str]] = {}
        deciding = self._deciding(states) if self._of_criteria else frozenset()
        for criterion, state in zip(self._decision.criteria, states, strict=True):
            if criterion.id in deciding:
                by_state.setdefault(State(state), []).append(self._name(criterion.id, outcome))
        if not by_state:
            return [self._part("facts", [self._words.fact(path) for path in self._facts])]
        return [self._part(state.value, by_state[state]) for state in State if state in by_state]

    def _deciding(self, states: tuple[str, ...]) -> frozenset[str]:
        criteria = self._decision.criteria
        truths: dict[str, Truth] = {
            one.id: state in _HOLDING if state in {*_HOLDING, State.NOT_MET} else Unknown(frozenset({one.id}))
            for one, state in zip(criteria, states, strict=True)
        }
        recorder = Tracing()
        environment = Environment(Case(Dossier({}), None, {}, {}), criteria=truths)
        evaluate_expression(self._decision.outcome, environment, recorder)
        trace = recorder.finished()
        return frozenset() if trace is None else frozenset(deciding_criteria(trace))

    def _name(self, criterion: str, outcome: str) -> str:
        """A criterion; with the tier that it belongs to, where that is not the outcome."""
        title = next(one.title for one in self._decision.criteria if one.id == criterion)
        group = self._groups.get(criterion)
        if group is None or group.id == outcome:
            return self._words.of(title)
        return say(self._lang, "field", record=group.title, field=title)

    def _part(self, kind: str, names: Sequence[str]) -> str:
        names = list(dict.fromkeys(names))
        if not names:
            return ""
        listed = say(self._lang, "comma").join(names[:_SHOWN])
        if len(names) > _SHOWN:
            listed = say(self._lang, "reason.more", listed=listed, rest=len(names) - _SHOWN)
        return say(self._lang, f"reason.{kind}", names=listed)


def rests_on_criteria(decision: Decision) -> bool:
    """Whether an outcome depends on nothing but how the criteria ended."""
    return all(isinstance(node, _OF_CRITERIA) for node in walk(decision.outcome))
