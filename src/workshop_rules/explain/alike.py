"""The reasons of the criteria of a decision, each kept by all that it rests on.

Criteria that read the same facts are kept together, so that one look finds what is said of all of them. Of a criterion
about records it is kept what stands around these (`outline`) and what is said of records like them (`records`). What
is kept is bounded, the oldest is forgotten first.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from workshop_rules.compile.plan import Criterion
from workshop_rules.evaluate.evaluation import State
from workshop_rules.explain.inputs import Inputs, Keys, inputs
from workshop_rules.explain.keeping import Kept, Told
from workshop_rules.explain.outline import Outline, outline
from workshop_rules.explain.picking import picking
from workshop_rules.explain.tree import CriterionReason
from workshop_rules.explain.writing import between, inside, of_criteria

if TYPE_CHECKING:
    from workshop_rules.explain.explainer import Explainer
    from workshop_rules.explain.one_case import OneCase

_MOST_REASONS = 8192
_FEWEST_REASONS = 64
"""How many reasons of criteria are kept for a decision; and for each criterion at least."""
_MOST_OUTCOMES = 8192
"""For how many patterns of states it is kept which criteria decided."""
_MOST_ENDS = 256
_MOST_ROWS = 16
"""How many different ends of criteria that read the same are known at a time; and how many of the same facts."""

End: TypeAlias = tuple[State, bool]
"""How a criterion ended, and whether the outcome rests on it."""
_WAIVED = State.WAIVED


class Ends:
    """How some criteria ended, in order: the same object for the same ends.

    Attributes:
        of: the end of each.
        is_kept: whether what is said of them may be kept: not of a waiver, which is of one case.
    """

    __slots__ = ("is_kept", "of")

    def __init__(self, of: tuple[End, ...]) -> None:
        """Hold these."""
        self.of = of
        self.is_kept = all(state is not _WAIVED for state, _ in of)


class Part(Protocol):
    """A part of the criteria of a decision."""

    @property
    def places(self) -> tuple[int, ...]:
        """Which they are."""

    def ends(self, of: tuple[End, ...]) -> Ends:
        """These ends."""

    @property
    def read(self) -> Inputs | None:
        """On what they rest beside records that are told of; None where what is said of them is not kept."""

    def told(self, one: OneCase, ends: Ends, on: Hashable) -> Sequence[Told[CriterionReason]]:
        """Why they ended so in a case; `on` is what it has of what they read, None where that is not to be kept."""

    def written(self, one: OneCase, ends: Ends, on: Hashable) -> Sequence[str | Sequence[str]]:
        """The same as JSON, a text each, or a text in pieces."""


class _Row:
    """What is said of criteria in a case, and in all others that are like it."""

    __slots__ = ("texts", "told")

    def __init__(self, told: Sequence[Told[CriterionReason]]) -> None:
        self.told = told
        self.texts: list[str] = []

    def write(self, depth: int) -> list[str]:
        """It as JSON that stands so deep, from now on in `texts`."""
        self.texts = [told.json(depth) for told in self.told]
        return self.texts


class ReadAlike:
    """Criteria that read the same facts."""

    def __init__(self, read: Inputs | None, criteria: Sequence[tuple[int, Criterion]], most: int, depth: int) -> None:
        """Prepare to speak of them.

        Args:
            read: what they read; None where their reasons cannot be kept.
            criteria: each with its place.
            most: for how many cases to keep what is said.
            depth: how deep their reasons stand.
        """
        self._depth = depth
        self.places = tuple(place for place, _ in criteria)
        self._criteria = tuple(criterion for _, criterion in criteria)
        self.read = read
        self._told: Kept[Hashable, dict[tuple[int, End], Told[CriterionReason]]] = Kept(most)
        self._rows: Kept[tuple[Hashable, Ends], _Row] = Kept(most * _MOST_ROWS)
        self._ends: Kept[tuple[End, ...], Ends] = Kept(_MOST_ENDS)

    def ends(self, of: tuple[End, ...]) -> Ends:
        """These ends."""
        return self._ends.of(of, lambda: Ends(of))

    def told(self, one: OneCase, ends: Ends, on: Hashable) -> Sequence[Told[CriterionReason]]:
        """Why they ended so in a case."""
        return (self._rows.get((on, ends)) or self._row(one, ends, on)).told

    def written(self, one: OneCase, ends: Ends, on: Hashable) -> Sequence[str | Sequence[str]]:
        """The same as JSON."""
        row = self._rows.get((on, ends)) or self._row(one, ends, on)
        return row.texts or row.write(self._depth)

    def _row(self, one: OneCase, ends: Ends, on: Hashable) -> _Row:
        if on is None:
            return _Row([self._made(one, place, end) for place, end in enumerate(ends.of)])
        told = self._told.of(on, dict)
        row = _Row([self._of(told, one, place, end) for place, end in enumerate(ends.of)])
        return self._rows.keep((on, ends), row) if ends.is_kept else row

    def _of(
        self, kept: dict[tuple[int, End], Told[CriterionReason]], one: OneCase, place: int, end: End
    ) -> Told[CriterionReason]:
        """The reason of one of them: that which was given before, where there is one."""
        if end[0] is _WAIVED:
            return self._made(one, place, end)
        told = kept.get((place, end))
        if told is None:
            told = kept[place, end] = self._made(one, place, end)
            told.part  # noqa: B018 (so that it does not hold the case)
        return told

    def _made(self, one: OneCase, place: int, end: End) -> Told[CriterionReason]:
        return Told(partial(one.reason, self._criteria[place], self.read, decided=end[1]))


class AboutRecords:
    """A criterion about records, which hardly ever come again: only the JSON of its reason has parts that are kept."""

    def __init__(self, alone: ReadAlike, criterion: Criterion, around: Outline) -> None:
        """Prepare to speak of it.

        Args:
            alone: says what cannot be put together.
            criterion: the criterion.
            around: what is said of it around the records.
        """
        self.places = alone.places
        self.read = around.read
        self._alone = alone
        self._keys = Keys([alone.read])
        self._criterion = criterion
        self._around = around

    def ends(self, of: tuple[End, ...]) -> Ends:
        """These ends."""
        return self._alone.ends(of)

    def told(self, one: OneCase, ends: Ends, on: Hashable) -> Sequence[Told[CriterionReason]]:  # noqa: ARG002 (a part's)
        """Why it ended so in a case."""
        ((_, decided),) = ends.of
        return (Told(partial(self._make, one, decided=decided)),)

    def written(self, one: OneCase, ends: Ends, on: Hashable) -> Sequence[str | Sequence[str]]:
        """The same as JSON."""
        pieces = self._around.written(one, ends, on, self._make) if ends.is_kept and on is not None else None
        return self._alone.written(one, ends, *self._keys.of(one)) if pieces is None else (pieces,)

    def _make(self, one: OneCase, *, decided: bool) -> CriterionReason:
        return one.reason(self._criterion, self._alone.read, decided=decided)


class Criteria:
    """All criteria of a decision."""

    def __init__(self, explainer: Explainer, depth: int) -> None:
        """Prepare to speak of them.

        Args:
            explainer: of the decision.
            depth: how deep explanations stand.

        Attributes:
            known: how all ended, by how the evaluator says it, where the outcome rests on them alone.
        """
        self.known: Kept[tuple[State | bool | None, ...], tuple[Ends, ...]] = Kept(_MOST_OUTCOMES)
        self._parts = tuple(_parts(explainer, of_criteria(depth)))
        self._keys = Keys([part.read for part in self._parts])
        count = len(explainer.decision.criteria)
        self._has_broken = any(isinstance(part, AboutRecords) for part in self._parts)
        comma = between(inside(depth))
        self._empty = ["" if place % 2 == 0 else comma for place in range(2 * count - 1)]
        places = [place for part in self._parts for place in part.places]
        self._in_order = picking(sorted(range(count), key=places.__getitem__))

    def ends(self, states: Sequence[State], deciding: Sequence[bool]) -> tuple[Ends, ...]:
        """How all ended, in the form in which `told` and `written` take it.

        Args:
            states: of each.
            deciding: which of them decided the outcome.
        """
        return tuple(
            part.ends(tuple([(states[place], deciding[place]) for place in part.places])) for part in self._parts
        )

    def told(self, one: OneCase, ends: Sequence[Ends]) -> Sequence[Told[CriterionReason]]:
        """Why each ended as it did in a case, in order."""
        told: list[Told[CriterionReason]] = []
        for part, ended, on in zip(self._parts, ends, self._keys.of(one), strict=True):
            told += part.told(one, ended, on)
        return self._in_order(told)

    def written(self, one: OneCase, ends: Sequence[Ends]) -> list[str]:
        """The same as members of a JSON list, in pieces."""
        texts: list[str | Sequence[str]] = []
        for part, ended, on in zip(self._parts, ends, self._keys.of(one), strict=True):
            texts += part.written(one, ended, on)
        pieces: list[Any] = self._empty.copy()
        pieces[::2] = self._in_order(texts)
        if not self._has_broken:
            return pieces
        flat: list[str] = []
        for piece in pieces:
            if type(piece) is str:
                flat.append(piece)
            else:
                flat += piece
        return flat


def _parts(explainer: Explainer, depth: int) -> Iterator[Part]:
    """Those about records by themselves, the others together with those that read the same."""
    plan, decision = explainer.plan, explainer.decision
    most = max(_FEWEST_REASONS, _MOST_REASONS // max(1, len(decision.criteria)))
    others: dict[Inputs | None, list[tuple[int, Criterion]]] = {}
    for place, criterion in enumerate(decision.criteria):
        read, around = inputs(plan, decision, criterion), outline(explainer, criterion, depth)
        if around is None:
            others.setdefault(read, []).append((place, criterion))
        else:
            yield AboutRecords(ReadAlike(read, [(place, criterion)], most, depth), criterion, around)
    for read, criteria in others.items():
        yield ReadAlike(read, criteria, most, depth)
