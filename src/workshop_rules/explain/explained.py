"""The explanation of a case: a tree for who reads it, JSON from parts that cases share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from workshop_rules.explain.keeping import Told
from workshop_rules.explain.one_case import OneCase
from workshop_rules.explain.tree import CriterionReason, Reasons
from workshop_rules.explain.writing import between, inside, members, names, of_criteria, written

_CRITERIA, _USES = "criteria", "uses"


class Explained:
    """An explanation."""

    def __init__(
        self,
        one: OneCase,
        uses: tuple[Explained, ...] = (),
        told: Sequence[Told[CriterionReason]] | None = None,
    ) -> None:
        """Hold what is to be said.

        Args:
            one: the case.
            uses: the explanations of the decisions that the decision refers to.
            told: the reasons of the criteria of which is to be spoken; None for all.
        """
        self._one = one
        self._uses = uses
        self._told = told

    @cached_property
    def reasons(self) -> Reasons:
        """The explanation as a tree."""
        parts: dict[str, Any] = {name: told.part for name, told in self._parts.items()}
        one = self._one
        told = one.explainer.told(one) if self._told is None else self._told
        criteria = tuple([criterion.part for criterion in told])
        return Reasons(**one.explainer.sections.fixed, **parts, criteria=criteria, uses=self._used)

    def written(self, depth: int) -> list[str]:
        """The members of its JSON object, which stands so deep, in pieces that follow on one another."""
        one = self._one
        sections = one.explainer.sections
        on = sections.rests_on(one)
        if on is None:
            before, after = self._around(depth)
        else:
            before, after = sections.around.of((depth, on), lambda: self._around(depth))
        if self._told is not None:
            told = [criterion.json(of_criteria(depth)) for criterion in self._told]
            return [before, between(inside(depth)).join(told), after]
        return [before, *one.explainer.written(one, depth), after]

    def _around(self, depth: int) -> tuple[str, str]:
        """What stands before the criteria, and after them."""
        fixed, parts, inner = self._one.explainer.sections.written(depth), self._parts, inside(depth)
        order = names(Reasons)
        place = order.index(_CRITERIA)
        texts = {name: fixed.get(name) or parts[name].json(inner) for name in order if name not in {_CRITERIA, _USES}}
        texts[_USES] = written(self._used, inner)
        first, last = (f"[{between(inner)[1:]}", f"{between(depth)[1:]}]") if self._one.ended else ("[", "]")
        before = members([*((name, texts[name]) for name in order[:place]), (_CRITERIA, first)], depth)
        after = members(((name, texts[name]) for name in order[place + 1 :]), depth)
        return before, f"{last}{between(depth)}{after}"

    @cached_property
    def _parts(self) -> dict[str, Told[Any]]:
        return self._one.explainer.sections.of(self._one)

    @property
    def _used(self) -> tuple[Reasons, ...]:
        return tuple([used.reasons for used in self._uses])
