"""What is said of a criterion around the records of its lists, kept with blanks for all that is said of these."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from workshop_rules.compile.plan import Criterion
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
from workshop_rules.explain.keeping import KeptIfRepeated
from workshop_rules.explain.parts import NOTHING
from workshop_rules.explain.records import Records, ToldRecords
from workshop_rules.explain.tree import CriterionReason
from workshop_rules.explain.writing import OF_CRITERIA, written
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.walk import children, walk
from workshop_rules.language.words import Words

if TYPE_CHECKING:
    from workshop_rules.evaluate.evaluation import State
    from workshop_rules.explain.explained import OneCase
    from workshop_rules.explain.explainer import Explainer

_MOST = 256
"""How many texts of a criterion are kept."""
_NAME, _LACKING, _WITH_ARTICLE = 0, 2, 4
"""The words of a list: the name of the record that is told of, what it lacks, and the name with an article."""
_OF_LIST = 4
"""How many of them take no article: both in two languages."""
_LOGIC = (tree.And, tree.Or, tree.Not, tree.AtLeast, tree.If, tree.Presupposes, tree.Labelled)


class Ends(Protocol):
    """How a criterion ended: the same object where it ended the same way."""

    @property
    def of(self) -> tuple[tuple[State, bool], ...]:
        """Its state, and whether the outcome rests on it."""

    def __hash__(self) -> int:
        """By what it is, not by what it holds."""


class Make(Protocol):
    """Puts the reason of a criterion in a case into words."""

    def __call__(self, one: OneCase, *, decided: bool) -> CriterionReason:
        """The reason; `decided` is whether the outcome rests on it."""


class _Text(NamedTuple):
    """The JSON of a reason, with what its blanks are for.

    Attributes:
        words: for each list the blanks for words, and which words these are.
        conditions: the places of the blanks for the conditions of records, the last first: of which list, how deep
            they stand, and whether they had a part.
    """

    template: Template
    words: tuple[tuple[tuple[int, int], ...], ...]
    conditions: tuple[tuple[int, int, int, bool], ...]

    def filled(self, lists: Sequence[ToldRecords]) -> list[str]:
        """The text with what is said of the records of a case, in pieces."""
        said = dict.fromkeys(self.template.numbers, "")
        for told, words in zip(lists, self.words, strict=True):
            one = told.told_of
            if one is not None:
                for number, word in words:
                    said[number] = one.word(word)
        pieces = self.template.filled(said)
        for place, of, depth, decided in self.conditions:
            pieces[place : place + 1] = lists[of].conditions(depth, decided=decided)
        return pieces


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
        self._reads = bool(read.facts or read.findings)
        self._texts: KeptIfRepeated[Hashable, _Text] = KeptIfRepeated(_MOST)
        self._standing = {id(one.node): _stand_in(number) for number, one in enumerate(lists)}

    def written(self, one: OneCase, ends: Ends, make: Make) -> list[str] | None:
        """Why the criterion ended as it did, as JSON in pieces; None where that is to be put into words by itself.

        Args:
            one: the case.
            ends: how it ended, not by a waiver.
            make: puts it into words by itself.
        """
        around = None if one.incomplete else one.given(self._read) if self._reads else ()
        if around is None:
            return None
        key: list[Hashable] = [ends, around]
        lists: list[ToldRecords] = []
        for records in self._lists:
            listed: Any = one.facts.get(records.path)
            told = None if listed is None else records.of(listed)
            if told is None:
                return None
            lists.append(told)
            key += len(told.all), told.qualifying
        if len(lists) > 1 and _some_alike(lists):
            return None  # what is told of two records might be the same, and be told once
        on = tuple(key)
        text = self._texts.get(on) or self._texts.of(on, partial(self._made, one, ends, make, lists))
        return None if text is None else text.filled(lists)

    def _made(self, one: OneCase, ends: Ends, make: Make, lists: Sequence[ToldRecords]) -> _Text | None:
        """The reason with blanks; None where filled in that would not be the reason."""
        ((_, decided),) = ends.of
        voices = replace(self._explainer.voices(one.dossier, one.evaluation), standing=self._standing)
        template = Template(written(one.reason_by(voices, self._criterion, decided=decided), OF_CRITERIA))
        text = _text(template, len(lists))
        return text if "".join(text.filled(lists)) == written(make(one, decided=decided), OF_CRITERIA) else None


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


def _text(template: Template, lists: int) -> _Text:
    """What the blanks of a template are for."""
    words: list[dict[int, int]] = [{} for _ in range(lists)]
    conditions: list[tuple[int, int, int, bool]] = []
    for place, number in enumerate(template.numbers):
        of_records = conditions_of(number)
        if of_records is not None:
            conditions.insert(0, (2 * place + 1, *of_records))
        elif number < name_number(0):
            of, word = divmod(number, _OF_LIST)
            words[of][number] = word
        else:
            of, with_article = divmod(number - name_number(0), 2)
            words[of][number] = _WITH_ARTICLE if with_article else _NAME + 1
    return _Text(template, tuple(tuple(one.items()) for one in words), tuple(conditions))


def _some_alike(lists: Sequence[ToldRecords]) -> bool:
    """Whether records are called the same of which several lists tell."""
    names = [one.word(_NAME) for told in lists if (one := told.told_of) is not None]
    return len(set(names)) < len(names)
