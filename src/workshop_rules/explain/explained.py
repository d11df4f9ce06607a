"""One case while it is explained, and its explanation: a tree for who reads it, JSON from parts that cases share."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from workshop_rules.compile.plan import Criterion
from workshop_rules.evaluate.evaluation import Dossier, Evaluation, State
from workshop_rules.explain.criteria import criterion_reason
from workshop_rules.explain.inputs import Inputs, Marks
from workshop_rules.explain.keeping import Told
from workshop_rules.explain.switching import ReadingSwitch
from workshop_rules.explain.tracing import Traces
from workshop_rules.explain.tree import CriterionReason, Reasons
from workshop_rules.explain.wording import Voices
from workshop_rules.explain.writing import between, names, written

if TYPE_CHECKING:
    from workshop_rules.explain.explainer import Explainer

_CRITERIA = "criteria"
_DEPTH = 2
"""How deep the criteria of an explanation stand in its JSON."""


class OneCase:
    """A case while it is explained: what is its own is made when it is needed."""

    def __init__(
        self, explainer: Explainer, dossier: Dossier, evaluation: Evaluation, switches: tuple[ReadingSwitch, ...] = ()
    ) -> None:
        """Hold the case.

        Args:
            explainer: of its decision.
            dossier: its facts.
            evaluation: what it came to.
            switches: the other readings that would change the outcome.
        """
        self.explainer = explainer
        self.dossier = dossier
        self.evaluation = evaluation
        self.switches = switches
        self._given: dict[int, Hashable] = {}

    @cached_property
    def states(self) -> tuple[State, ...]:
        """How its criteria ended, in order."""
        return tuple([result.state for result in self.evaluation.criteria.values()])

    @property
    def state_of(self) -> Mapping[str, State]:
        """How its criteria ended, by id."""
        return {id_: result.state for id_, result in self.evaluation.criteria.items()}

    @cached_property
    def marks(self) -> Marks:
        """What tells its facts from those of other cases."""
        return Marks(self.dossier.facts)

    def given(self, read: Inputs) -> Hashable:
        """All that tells it from others for who reads this; None where that is not to be kept."""
        if id(read) not in self._given:
            self._given[id(read)] = read.of(self.marks, self.dossier)
        return self._given[id(read)]

    @cached_property
    def traces(self) -> Traces:
        """What its conditions came to, node by node."""
        environment = self.explainer.environment(self.dossier, self.evaluation)
        return Traces(self.explainer.decision, environment, self.evaluation)

    @cached_property
    def voices(self) -> Voices:
        """Both languages, speaking of this case and no other."""
        return self.explainer.voices(self.dossier, self.evaluation)

    def speaking_of(self, read: Inputs | None) -> Voices:
        """Both languages: those that speak of this case alone, where somebody's name may be told."""
        told = self.dossier.judgements
        if told and (read is None or any(name in told for name in read.findings)):
            return self.voices
        return self.explainer.shared

    def reason(self, criterion: Criterion, read: Inputs | None, *, decided: bool) -> CriterionReason:
        """Why a criterion ended as it did."""
        own = self.evaluation.criteria[criterion.id].state is State.WAIVED or bool(criterion.templates)
        return self.reason_by(self.voices if own else self.speaking_of(read), criterion, decided=decided)

    def reason_by(self, voices: Voices, criterion: Criterion, *, decided: bool) -> CriterionReason:
        """Why a criterion ended as it did, said by these voices."""
        result = self.evaluation.criteria[criterion.id]
        return criterion_reason(voices, criterion, result, self.traces.criterion(criterion), decided=decided)


class Explained:
    """An explanation."""

    def __init__(self, one: OneCase, told: tuple[Told[CriterionReason], ...], uses: tuple[Explained, ...]) -> None:
        """Hold what is to be said.

        Args:
            one: the case.
            told: the reasons of its criteria.
            uses: the explanations of the decisions that the decision refers to.
        """
        self._one = one
        self._told = told
        self._uses = uses

    @cached_property
    def reasons(self) -> Reasons:
        """The explanation as a tree."""
        parts: dict[str, Any] = {name: told.part for name, told in self._parts.items()}
        criteria = tuple([told.part for told in self._told])
        return Reasons(**self._one.explainer.sections.fixed, **parts, criteria=criteria, uses=self._used)

    def written(self) -> list[str]:
        """The members of its JSON object, which stands outermost, in pieces that follow on one another."""
        pieces = []
        parts = self._parts
        layout, end = self._one.explainer.layout
        for text, name in layout:
            pieces.append(text)
            if name == _CRITERIA:
                pieces.append(between(1).join([told.json(_DEPTH) for told in self._told]))
            elif name == "uses":
                pieces.append(written(self._used, 1))
            else:
                pieces.append(parts[name].json(1))
        pieces.append(end)
        return pieces

    @cached_property
    def _parts(self) -> dict[str, Told[Any]]:
        return self._one.explainer.sections.of(self._one)

    @property
    def _used(self) -> tuple[Reasons, ...]:
        return tuple([used.reasons for used in self._uses])


def layout(fixed: Mapping[str, object], *, criteria: bool) -> tuple[list[tuple[str, str]], str]:
    """The JSON of explanations with gaps: each with the text before it; and the text after the last.

    Args:
        fixed: what is the same in all of them.
        criteria: whether they have any.
    """
    gaps: list[tuple[str, str]] = []
    text = ""
    for name in names(Reasons):
        text += f'{between(0) if text or gaps else ""}"{name}": '
        if name in fixed:
            text += written(fixed[name], 1)
            continue
        around = _AROUND_CRITERIA[criteria] if name == _CRITERIA else ("", "")
        gaps.append((text + around[0], name))
        text = around[1]
    return gaps, text


_AROUND_CRITERIA = {False: ("[", "]"), True: (f"[{between(1)[1:]}", f"{between(0)[1:]}]")}
"""What stands before and after the criteria, by whether there are any."""
