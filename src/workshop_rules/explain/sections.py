"""What an explanation says beside its criteria: what no case changes, said once; the rest, kept by what it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from workshop_rules.compile.plan import Decision, Group, Plan
from workshop_rules.evaluate.evaluation import State
from workshop_rules.evaluate.grouping import together
from workshop_rules.evaluate.request import Circumstances
from workshop_rules.explain import particulars
from workshop_rules.explain.criteria import given_facts, missing_facts, numbering
from workshop_rules.explain.dependencies import Dependencies, dependencies
from workshop_rules.explain.exact import shown
from workshop_rules.explain.inputs import Keys, inputs_of
from workshop_rules.explain.keeping import Kept, Told
from workshop_rules.explain.tables import table_rules
from workshop_rules.explain.wording import Voices
from workshop_rules.explain.writing import OUTERMOST, inside, written
from workshop_rules.language import tree
from workshop_rules.pack.versions import engine_version

if TYPE_CHECKING:
    from workshop_rules.explain.one_case import OneCase

_MOST = 1024
_MOST_WHOLE = 256
_MOST_ENDED = 8192
"""How many different forms of the parts are kept, of all around the criteria, and of the ends of these."""
NOTHING: Told[tuple[Any, ...]] = Told(tuple)
"""A part of which there is none."""
_NO_VALUE: Told[Any] = Told(lambda: None)


class Sections:
    """The parts of the explanations of one decision, readings, thresholds and date given."""

    def __init__(
        self, plan: Plan, decision: Decision, circumstances: Circumstances, as_of: dt.date | None, voices: Voices
    ) -> None:
        """Prepare to say them.

        Args:
            plan: the pack.
            decision: the decision.
            circumstances: readings, thresholds and the date asked for.
            as_of: the date that counts.
            voices: both languages, speaking of no case.
        """
        self._plan = plan
        self._decision = decision
        self._circumstances = circumstances
        self._as_of = as_of
        self._voices = voices
        self._kept: Kept[Hashable, Told[Any]] = Kept(_MOST)
        self.around: Kept[Hashable, tuple[str, str]] = Kept(_MOST_WHOLE)
        self._written: dict[int, Mapping[str, str]] = {}
        self._by_states: Kept[Hashable, tuple[tuple[State, ...], tuple[State, ...]]] = Kept(_MOST_ENDED)

    @cached_property
    def needs(self) -> Dependencies:
        """The readings and thresholds that the decision depends on."""
        return dependencies(self._plan, self._decision)

    @cached_property
    def fixed(self) -> Mapping[str, Any]:
        """The parts that are the same for every case."""
        plan, decision, chosen = self._plan, self._decision, self._circumstances.readings
        return {
            "pack": plan.id,
            "version": plan.version,
            "digest": plan.digest,
            "engine": engine_version(),
            "pack_title": plan.title,
            "document": plan.document,
            "authority": plan.authority,
            "decision": decision.id,
            "kind": decision.kind,
            "title": decision.title,
            "clause": decision.clause,
            "numbering": numbering(plan, decision.clause),
            "as_of": self._as_of,
            "fixed_as_of": decision.as_of,
            "readings": tuple(particulars.reading_reason(plan, name, chosen[name]) for name in self.needs.readings),
            "parameters": tuple(particulars.parameter_reason(self._voices, one) for one in self.needs.parameters),
            "document_number": plan.document_number,
            "applies_from": plan.applies_from,
            "applies_until": plan.applies_until,
        }

    def written(self, depth: int) -> Mapping[str, str]:
        """The same parts as JSON of an explanation that stands so deep."""
        texts = self._written.get(depth)
        if texts is None:
            texts = self._written[depth] = {name: written(part, inside(depth)) for name, part in self.fixed.items()}
        return texts

    def rests_on(self, one: OneCase) -> Hashable:
        """What all parts of a case rest on, but for its criteria; None where that is not to be kept."""
        if not one.is_plain or self._is_table:
            return None
        (defined,) = self._defined_by.of(one)
        return None if defined is None else (one.alike, self._told_of_states(one), defined)

    def of(self, one: OneCase) -> dict[str, Told[Any]]:
        """The other parts, of one case, but for its criteria."""
        dossier, voices, switches = one.dossier, self._voices, one.switches
        evaluation = one.evaluation
        ignored = evaluation.waivers_ignored
        decision = self._decision
        return {
            "outcome": self._of("outcome", one.outcome),
            "possible_outcomes": self._of("possible outcomes", evaluation.possible_outcomes),
            "value": _NO_VALUE if decision.value is None else self._value(one),
            "value_exact": self._exact(one),
            "groups": self._groups(one) if self._counted else NOTHING,
            "missing": self._of("facts", tuple(sorted(evaluation.missing))),
            "irrelevant": self._of("facts", tuple(sorted(evaluation.irrelevant))),
            "unused": self._of("unused", (*unused_facts(self._heads, one.supplied), *one.elsewhere)),
            "waivable": self._waivable(one) if self._waived else NOTHING,
            "waived": Told(lambda: tuple(particulars.granted_waivers(decision, dossier, one.state_of)))
            if dossier.waivers
            else NOTHING,
            "waivers_ignored": Told(lambda: tuple(particulars.waiver_reason(decision, waiver) for waiver in ignored))
            if ignored
            else NOTHING,
            "definitions": self._definitions(one) if decision.definitions else NOTHING,
            "rules": Told(lambda: table_rules(one.speaking_of(None), one.traces.outcome))
            if self._is_table
            else NOTHING,
            "switches": Told(lambda: tuple(particulars.switch_reason(voices, switch) for switch in switches))
            if switches
            else NOTHING,
        }

    def _of(self, what: str, of: str | tuple[str, ...]) -> Told[Any]:
        """The outcomes or facts of these names."""
        if not of:
            return NOTHING
        found = self._kept.get((what, of))
        return found or self._kept.keep((what, of), Told(lambda: self._said(what, of)))

    def _said(self, what: str, of: Any) -> object:  # noqa: ANN401 (one name or several)
        match what:
            case "outcome":
                return particulars.outcome_words(self._voices, of)
            case "possible outcomes":
                return tuple(self._of("outcome", outcome).part for outcome in of)
            case "unused":
                return given_facts(self._voices, of)
            case _:
                return missing_facts(self._voices, of)

    def _value(self, one: OneCase) -> Told[Any]:
        return Told(lambda: particulars.value_reason(self._voices, self._decision, one.evaluation))

    def _exact(self, one: OneCase) -> Told[str | None]:
        value = one.evaluation.value
        return _NO_VALUE if value is None else Told(lambda: shown(value))

    def _told_of_states(self, one: OneCase) -> tuple[tuple[State, ...], tuple[State, ...]]:
        """How the groups ended, and the criteria that somebody may waive."""
        if not self._counted and not self._waived:
            return (), ()
        return self._by_states.get(one.ended) or self._by_states.keep(one.ended, self._ended(one.states))

    def _ended(self, states: tuple[State, ...]) -> tuple[tuple[State, ...], tuple[State, ...]]:
        groups = tuple([together([states[place] for place in counted]) for _, counted in self._counted])
        return groups, tuple([states[place] for place, _ in self._waived])

    def _groups(self, one: OneCase) -> Told[Any]:
        ended, _ = self._told_of_states(one)
        found = self._kept.get(("groups", ended))
        return found or self._kept.keep(("groups", ended), Told(lambda: self._groups_ended(ended)))

    def _groups_ended(self, ended: tuple[State, ...]) -> object:
        counted = zip(self._counted, ended, strict=True)
        return tuple(particulars.group_reason(self._plan, group, state) for (group, _), state in counted)

    def _waivable(self, one: OneCase) -> Told[Any]:
        _, ended = self._told_of_states(one)
        states = {id_: state for (_, id_), state in zip(self._waived, ended, strict=True)}
        found = self._kept.get(("waivable", ended))
        told = Told(lambda: tuple(particulars.open_waivers(self._voices, states)))
        return found or self._kept.keep(("waivable", ended), told)

    def _definitions(self, one: OneCase) -> Told[Any]:
        told: Told[Any] = Told(lambda: tuple(particulars.definition_reasons(one.voices)))
        (on,) = self._defined_by.of(one)
        if on is None:
            return told
        found = self._kept.get(("definitions", on))
        if found is None:
            found = self._kept.keep(("definitions", on), told)
            found.json(inside(OUTERMOST))  # so that it does not hold the case
        return found

    @cached_property
    def _defined_by(self) -> Keys:
        """What the definitions read."""
        return Keys([inputs_of(self._plan, self._decision, [one.expression for one in self._decision.definitions])])

    @cached_property
    def _counted(self) -> tuple[tuple[Group, tuple[int, ...]], ...]:
        """The groups, each with the places of the criteria that count for it."""
        places = {one.id: place for place, one in enumerate(self._decision.criteria) if not one.advisory}
        groups = self._decision.groups
        return tuple((group, tuple(places[one] for one in group.criteria if one in places)) for group in groups)

    @cached_property
    def _waived(self) -> tuple[tuple[int, str], ...]:
        """The criteria that somebody may waive, by place and id."""
        return tuple((place, one.id) for place, one in enumerate(self._decision.criteria) if one.waivable is not None)

    @cached_property
    def _is_table(self) -> bool:
        return isinstance(self._decision.outcome, tree.DecisionTable)

    @cached_property
    def _heads(self) -> frozenset[str]:
        return heads(self._decision)


def heads(decision: Decision) -> frozenset[str]:
    """The facts that a decision reads, without places in lists."""
    return frozenset(path.partition("[")[0] for path in decision.facts)


def unused_facts(read: frozenset[str], supplied: Iterable[str]) -> tuple[str, ...]:
    """The facts that were supplied and that are not `read`, in the order in which they were."""
    return tuple([path for path in supplied if path not in read and path.partition(".")[0] not in read])
