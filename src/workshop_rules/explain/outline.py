"""What is said of a criterion around the records of its lists, kept with blanks for all that is said of these."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from workshop_rules.compile.plan import Criterion
from workshop_rules.evaluate.evaluation import State
from workshop_rules.explain.blanks import (
    MOST_LISTS,
    Conditions,
    StandIn,
    Template,
    blank,
    conditions_of,
    name_number,
)
from workshop_rules.explain.comparisons import comparisons
from workshop_rules.explain.inputs import Inputs, inputs
from workshop_rules.explain.keeping import KeptIfRepeated, Told
from workshop_rules.explain.parts import NOTHING
from workshop_rules.explain.records import Records, ToldRecords
from workshop_rules.explain.tree import CriterionReason
from workshop_rules.explain.writing import written
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.walk import children, walk
from workshop_rules.language.words import Words

if TYPE_CHECKING:
    from workshop_rules.explain.explained import OneCase
    from workshop_rules.explain.explainer import Explainer

_MOST = 256
"""How many texts of a criterion are kept."""
_DEPTH = 2
"""How deep criteria stand in the JSON of an explanation."""
_NAME, _LACKING, _WITH_ARTICLE = 0, 2, 4
"""The words of a list: the name of the record that is told of, what it lacks, and the name with an article."""
_OF_LIST = 4
"""How many of them take no article: both in two languages."""
_LOGIC = (tree.And, tree.Or, tree.Not, tree.AtLeast, tree.If, tree.Presupposes, tree.Labelled)


class _Blank(NamedTuple):
    """What a blank is for.

    Attributes:
        list: which of the lists.
        word: which of its words; or how deep the conditions of its records stand, and whether they had a part.
    """

    list: int
    word: int | tuple[int, bool]


class _Text(NamedTuple):
    """The JSON of a reason, with what its blanks are for."""

    template: Template
    blanks: tuple[_Blank, ...]


class Outline:
    """A criterion that is about the records of lists, of which `Records` can speak."""

    def __init__(self, explainer: Explainer, criterion: Criterion, lists: Sequence[Records], read: Inputs) -> None:
        """Prepare to speak of it.

        Args:
            explainer: of its decision.
            criterion: the criterion.
            lists: the records under its quantifiers.
            read: what else the criterion reads.
        """
        self._explainer = explainer
        self._criterion = criterion
        self._lists = lists
        self._read = read
        self._texts: KeptIfRepeated[Hashable, _Text] = KeptIfRepeated(_MOST)
        self._standing = {id(one.node): _stand_in(number) for number, one in enumerate(lists)}

    def told(
        self, one: OneCase, state: State, make: Callable[[], CriterionReason], *, decided: bool
    ) -> Told[CriterionReason] | None:
        """Why the criterion ended as it did; None where that is to be put into words by itself.

        Args:
            one: the case.
            state: how it ended.
            make: puts it into words by itself.
            decided: whether the outcome rests on it.
        """
        around = None if state is State.WAIVED or one.dossier.incomplete else one.given(self._read)
        if around is None:
            return None
        lists: list[ToldRecords] = []
        for records in self._lists:
            listed = one.dossier.facts.get(records.path)
            told = None if listed is None else records.of(listed)  # type: ignore[arg-type]  # records, as validated
            if told is None:
                return None
            lists.append(told)
        words = [told.words() for told in lists]
        names = [one[_NAME] for one in words if one[_NAME]]
        if len(set(names)) < len(names):
            return None  # what is told of two records might be the same, and be told once
        key = state, decided, around, *[(len(told.all), told.qualifying) for told in lists]
        text = self._texts.of(key, lambda: self._made(one, make, lists, decided=decided))
        return None if text is None else Told(make, _filled(text, lists, words), _DEPTH)

    def _made(
        self, one: OneCase, make: Callable[[], CriterionReason], lists: Sequence[ToldRecords], *, decided: bool
    ) -> _Text | None:
        """The reason with blanks; None where filled in that would not be the reason."""
        voices = replace(self._explainer.voices(one.dossier, one.evaluation), standing=self._standing)
        template = Template(written(one.reason_by(voices, self._criterion, decided=decided), _DEPTH))
        text = _Text(template, tuple(map(_blank, template.numbers)))
        said = _filled(text, lists, [told.words() for told in lists])
        return text if said == written(make(), _DEPTH) else None


def outline(explainer: Explainer, criterion: Criterion) -> Outline | None:
    """What is said of a criterion around its records; None where it is about none that `Records` could speak of."""
    plan, decision = explainer.plan, explainer.decision
    terms = explainer.shared.terms
    found = [one for node in _quantifiers(criterion.condition) if (one := comparisons(terms, node)) is not None]
    nodes = {id(one.node) for one in found}
    applies = () if criterion.applies is None else walk(criterion.applies)
    if not 0 < len(nodes) == len(found) <= MOST_LISTS or any(id(node) in nodes for node in applies):
        return None
    read = inputs(plan, decision, criterion, nodes)
    facts = [plan.facts.get(one.path) for one in found]
    lists = [
        Records(one, fact, explainer.speaking_of_none, explainer.no_case)
        for one, fact in zip(found, facts, strict=True)
        if fact is not None and fact.fields and fact.derivation is None
    ]
    if read is None or len(lists) < len(found) or len({one.path for one in lists}) < len(lists):
        return None
    return Outline(explainer, criterion, lists, read)


def _quantifiers(node: Expr) -> Iterator[Expr]:
    """The quantifiers that a condition puts together."""
    if isinstance(node, _LOGIC):
        for child in children(node):
            yield from _quantifiers(child)
    elif isinstance(node, tree.Some):
        yield node


def _stand_in(number: int) -> StandIn:
    """What stands for the records of a list."""
    first = _OF_LIST * number
    return StandIn(
        name=Words(zh=blank(first + _NAME), en=blank(name_number(number))),
        lacking=Words(zh=blank(first + _LACKING), en=blank(first + _LACKING + 1)),
        conditions=Conditions(
            id="",
            kind="",
            holding=None,
            title=NOTHING,
            sentence=NOTHING,
            required=NOTHING,
            found=NOTHING,
            record="",
            expression="",
            place="",
            number=number,
        ),
    )


def _blank(number: int) -> _Blank:
    """What the blank of a number is for."""
    conditions = conditions_of(number)
    if conditions is not None:
        return _Blank(conditions[0], conditions[1:])
    if number < name_number(0):
        return _Blank(*divmod(number, _OF_LIST))
    of, with_article = divmod(number - name_number(0), 2)
    return _Blank(of, _WITH_ARTICLE if with_article else _NAME + 1)


def _filled(text: _Text, lists: Sequence[ToldRecords], words: Sequence[tuple[str, ...]]) -> str:
    """The text with what is said of the records of a case."""
    filled = []
    for of, word in text.blanks:
        if isinstance(word, int):
            filled.append(words[of][word])
        else:
            depth, decided = word
            filled.append(lists[of].conditions(depth, decided=decided))
    return text.template.filled(filled)
