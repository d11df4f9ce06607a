"""What is said of a criterion around the records of its lists, kept with blanks for all that is said of these."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Protocol

from workshop_rules.compile.plan import Criterion
from workshop_rules.explain.blanks import (
    MOST_LISTS,
    BlankName,
    Conditions,
    StandIn,
    Template,
    around_conditions,
    blank,
    is_without_blanks,
    name_number,
)
from workshop_rules.explain.comparisons import comparisons
from workshop_rules.explain.inputs import Inputs, inputs
from workshop_rules.explain.keeping import Kept, KeptIfRepeated
from workshop_rules.explain.parts import NOTHING
from workshop_rules.explain.records import Likeness, Records, ToldRecords
from workshop_rules.explain.tree import CriterionReason
from workshop_rules.explain.writing import written
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.walk import children, walk
from workshop_rules.language.words import Words

if TYPE_CHECKING:
    from workshop_rules.evaluate.evaluation import State
    from workshop_rules.explain.explainer import Explainer
    from workshop_rules.explain.one_case import OneCase

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


class _Text:
    """The JSON of a reason, with blanks for what is said of one record of each list, and for the conditions of all."""

    def __init__(self, text: str) -> None:
        """Hold a text with the blanks that `_stand_in` makes."""
        parts, self._conditions = around_conditions(text)
        self._parts = tuple(map(Template, parts))
        self._of_likes: Kept[tuple[Likeness | None, ...], tuple[Template, ...]] = Kept(_MOST)

    def filled(self, lists: Sequence[ToldRecords]) -> list[str]:
        """The text with what is said of the records of a case, in pieces."""
        told = [one.told_of for one in lists]
        likes = tuple([None if one is None else one[0] for one in told])
        first, *others = self._of_likes.get(likes) or self._of_likes.keep(likes, self._telling_of(likes))
        words = told[0][1] if len(told) == 1 and told[0] else sum([one[1] for one in told if one], ())
        pieces = first.filled(words)
        for part, (of, depth, decided) in zip(others, self._conditions):  # noqa: B905 (as many; asking costs a tenth)
            lists[of].tell(pieces, depth, decided)
            pieces += part.filled(words)
        return pieces

    def _telling_of(self, likes: Sequence[Likeness | None]) -> tuple[Template, ...]:
        """The parts around the conditions, with what is said of records of certain kinds but for their dates."""
        starts = list(accumulate([0 if like is None else like.count for like in likes], initial=0))
        said: dict[int, str] = {}
        for number in {number for part in self._parts for number in part.numbers}:
            of, word = _word_of(number)
            like = likes[of]
            said[number] = "" if like is None else like.words[word].renumbered(starts[of])
        return tuple(Template("".join(part.filled(said))) for part in self._parts)


class Outline:
    """A criterion that is about the records of lists, of which `Records` can speak."""

    def __init__(
        self, explainer: Explainer, criterion: Criterion, lists: Sequence[Records], read: Inputs, depth: int
    ) -> None:
        """Prepare to speak of it.

        Args:
            explainer: of its decision.
            criterion: the criterion.
            lists: the records under its quantifiers.
            read: what else the criterion reads.
            depth: how deep its reason stands.

        Attributes:
            read: the same.
        """
        self._explainer = explainer
        self._criterion = criterion
        self._lists = lists
        self.read = read
        self._depth = depth
        self._texts: KeptIfRepeated[Hashable, _Text] = KeptIfRepeated(_MOST)
        self._standing = {id(one.node): _stand_in(number) for number, one in enumerate(lists)}

    def written(self, one: OneCase, ends: Ends, on: Hashable, make: Make) -> Sequence[str] | None:
        """Why the criterion ended as it did, as JSON in pieces; None where that is to be put into words by itself.

        Args:
            one: the case.
            ends: how it ended, not by a waiver.
            on: what the case has of what the criterion reads beside the records.
            make: puts it into words by itself.
        """
        key: list[Hashable] = [ends, on]
        lists: list[ToldRecords] = []
        for records in self._lists:
            listed: Any = one.facts.get(records.path)
            told = None if listed is None or one.incomplete else records.of(listed)
            if told is None:
                return None
            lists.append(told)
            key += len(told.all), told.qualifying
        if len(lists) > 1 and _some_alike(lists):
            return None  # what is told of two records might be the same, and be told once
        like = tuple(key)
        text = self._texts.get(like) or self._texts.made(like, partial(self._made, one, ends, make, lists))
        return None if text is None else text.filled(lists)

    def _made(self, one: OneCase, ends: Ends, make: Make, lists: Sequence[ToldRecords]) -> _Text | None:
        """The reason with blanks; None where filled in that would not be the reason."""
        ((_, decided),) = ends.of
        said = written(make(one, decided=decided), self._depth)
        if not is_without_blanks(said):
            return None
        voices = replace(self._explainer.voices(one.dossier, one.evaluation), standing=self._standing)
        text = _Text(written(one.reason_by(voices, self._criterion, decided=decided), self._depth))
        return text if "".join(text.filled(lists)) == said else None


def outline(explainer: Explainer, criterion: Criterion, depth: int) -> Outline | None:
    """What is said of a criterion around its records; None where it is about none that `Records` could speak of.

    Args:
        explainer: of its decision.
        criterion: the criterion.
        depth: how deep its reason stands.
    """
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
    return Outline(explainer, criterion, lists, read, depth)


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
        name=Words(zh=blank(first + _NAME), en=BlankName.of(number)),
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


def _word_of(number: int) -> tuple[int, int]:
    """Of which list a blank that `_stand_in` makes is for a word, and which (`Likeness.words`)."""
    if number < name_number(0):
        return divmod(number, _OF_LIST)
    of, with_article = divmod(number - name_number(0), 2)
    return of, _WITH_ARTICLE if with_article else _NAME + 1


def _some_alike(lists: Sequence[ToldRecords]) -> bool:
    """Whether records are called the same of which several lists tell."""
    told = [one.told_of for one in lists if one.told_of is not None]
    names = ["".join(like.words[_NAME].filled(words)) for like, words, _ in told]
    return len(set(names)) < len(names)
