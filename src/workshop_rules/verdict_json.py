"""A verdict as data, for other programs.

Whole numbers are JSON numbers while every reader keeps them exactly; all others, dates and durations are text, so that
no digit passes through binary floating point (`explain.exact`).

As JSON it is put together from texts: what all verdicts on one question have in common is written once (`VerdictForm`),
and so is what is said of a criterion or a tier that ended in one way.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from workshop_rules.evaluate.evaluation import State, Waiver
from workshop_rules.evaluate.grouping import counted_for, together
from workshop_rules.explain.exact import exact_json

if TYPE_CHECKING:
    from workshop_rules.compile.plan import Criterion, Decision, Group, Words
    from workshop_rules.ended import CriterionVerdict, TierVerdict
    from workshop_rules.verdict import Verdict

    Own: TypeAlias = Callable[[Verdict, Mapping[str, State]], str]
    """Writes what is a verdict's own; the states of its criteria are read once for all."""


def verdict_data(verdict: Verdict) -> dict[str, Any]:
    """The verdict in the form that `decide --format json` prints."""
    return {
        "pack": verdict.pack,
        "version": verdict.version,
        "digest": verdict.digest,
        "engine": verdict.engine,
        "decision": verdict.decision,
        "kind": verdict.kind,
        "as_of": None if verdict.as_of is None else verdict.as_of.isoformat(),
        "applicable": verdict.applicable,
        "outcome": verdict.outcome,
        "possible_outcomes": list(verdict.possible_outcomes),
        **_of_kind(verdict),
        "criteria": [_criterion(one, one.state, one.missing) for one in verdict.criteria.values()],
        "missing": list(verdict.missing),
        "irrelevant": list(verdict.irrelevant),
        "unused": list(verdict.unused),
        "waivable": list(verdict.waivable),
        "waived": [_waiver(waiver) for waiver in verdict.waived],
        "waivers_ignored": [_waiver(waiver) for waiver in verdict.waivers_ignored],
        "readings": dict(verdict.readings),
        "parameters": {name: exact_json(value) for name, value in verdict.parameters.items()},
        "overridden": list(verdict.overridden),
    }


def what_matters(verdict: Verdict) -> dict[str, Any]:
    """Which other readings and thresholds would turn the verdict, each by itself."""
    return {
        "readings_that_matter": [
            {
                "interpretation": one.interpretation,
                "reading": one.reading,
                "outcome": one.outcome,
                "possible_outcomes": list(one.possible_outcomes),
                "criteria": {id_: state.value for id_, state in one.criteria.items()},
                **({"error": one.error} if one.error else {}),
            }
            for one in verdict.readings_that_matter
        ],
        "parameters_that_matter": [
            {
                "parameter": one.parameter,
                "value": exact_json(one.value),
                "outcome": one.outcome,
                "possible_outcomes": list(one.possible_outcomes),
                "criteria": {id_: state.value for id_, state in one.criteria.items()},
            }
            for one in verdict.parameters_that_matter
        ],
    }


def written(value: object, depth: int = 0) -> str:
    """A value as JSON that stands so deep in a document."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return text.replace("\n", "\n" + "  " * depth) if depth else text


class VerdictForm:
    """What the verdicts on one question have in common in JSON: all but how they ended, and what was missing."""

    def __init__(self, decision: Decision, verdict: Verdict) -> None:
        """Prepare to write verdicts.

        Args:
            decision: what was decided.
            verdict: any verdict on the question.
        """
        self._outcomes = _Kept(written)
        self._ended = [_Kept(partial(_ended, one)) for one in decision.criteria]
        self._groups = [(counted, _Kept(partial(_grouped, group))) for group, counted in counted_for(decision)]
        waivable = any(one.waivable is not None for one in decision.criteria)
        own: dict[str, Own] = {
            "outcome": lambda verdict, _: self._outcomes[verdict.outcome],
            "possible_outcomes": lambda verdict, _: _list([self._outcomes[one] for one in verdict.possible_outcomes]),
            "tiers": self._tiers,
            "criteria": self._criteria,
            "missing": lambda verdict, _: _texts(verdict.missing),
            "irrelevant": lambda verdict, _: _texts(verdict.irrelevant),
            "unused": lambda verdict, _: _texts(verdict.unused),
            "waivable": lambda verdict, _: _texts(verdict.waivable if waivable else ()),
            "waived": lambda verdict, _: _waivers(verdict.waived),
            "waivers_ignored": lambda verdict, _: _waivers(verdict.waivers_ignored),
            "total": lambda verdict, _: written(exact_json(verdict.value), 1),
            "value": lambda verdict, _: written(exact_json(verdict.value), 1),
            "grade": lambda verdict, _: written(verdict.outcome if verdict.determined else None),
        }
        self._parts: list[tuple[str, Own]] = []
        before = "{"
        for name, value in verdict_data(verdict).items():
            before += f'\n  "{name}": '
            if name in own:
                self._parts.append((before, own[name]))
                before = ","
            else:
                before += written(value, 1) + ","
        self._end = before.removesuffix(",") + "\n}\n"

    def text(self, verdict: Verdict) -> str:
        """A verdict on the question, as JSON."""
        states = verdict.states
        return "".join([text + own(verdict, states) for text, own in self._parts]) + self._end

    def _criteria(self, verdict: Verdict, states: Mapping[str, State]) -> str:
        if not verdict.missing and not verdict.irrelevant:
            return _list([texts[state] for texts, state in zip(self._ended, states.values(), strict=True)])
        return _list([written(_criterion(one, one.state, one.missing), 2) for one in verdict.criteria.values()])

    def _tiers(self, _: Verdict, states: Mapping[str, State]) -> str:
        return _list([texts[together([states[one] for one in counted])] for counted, texts in self._groups])


class _Kept(dict[Any, str]):
    """Texts by what they say, each written when it is first asked for; there are few."""

    def __init__(self, write: Callable[[Any], str]) -> None:
        self._write = write

    def __missing__(self, said: Any) -> str:  # noqa: ANN401 (a state or an outcome)
        text = self[said] = self._write(said)
        return text


def _ended(criterion: Criterion, state: State) -> str:
    return written(_criterion(criterion, state), 2)


def _grouped(group: Group, state: State) -> str:
    return written(_tier(group, state), 2)


def _texts(texts: Iterable[str]) -> str:
    return _list([written(text) for text in texts])


def _waivers(waivers: Iterable[Waiver]) -> str:
    return _list([written(_waiver(one), 2) for one in waivers])


def _list(members: Sequence[str]) -> str:
    """A list one deep in a document, of members that are written."""
    return "[\n    " + ",\n    ".join(members) + "\n  ]" if members else "[]"


def _of_kind(verdict: Verdict) -> dict[str, Any]:
    match verdict.kind:
        case "ladder":
            return {"tiers": [_tier(tier, tier.state) for tier in verdict.tiers.values()]}
        case "rubric":
            grade = verdict.outcome if verdict.determined else None
            return {"total": exact_json(verdict.value), "grade": grade}
        case "value":
            return {"value": exact_json(verdict.value)}
        case _:
            return {}


def _criterion(criterion: Criterion | CriterionVerdict, state: State, missing: Iterable[str] = ()) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": criterion.id,
        "state": state.value,
        "clause": criterion.clause,
        "title": _words(criterion.title),
        "missing": list(missing),
    }
    if criterion.advisory:
        data["advisory"] = True
    if criterion.waivable is not None:
        data["waivable"] = {"by": _words(criterion.waivable.by), "clause": criterion.waivable.clause}
    return data


def _tier(tier: Group | TierVerdict, state: State) -> dict[str, Any]:
    return {
        "id": tier.id,
        "state": state.value,
        "clause": tier.clause,
        "title": _words(tier.title),
        "criteria": list(tier.criteria),
    }


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {
        "decision": waiver.decision,
        "criterion": waiver.criterion,
        "by": waiver.by,
        "granted_on": None if waiver.granted_on is None else waiver.granted_on.isoformat(),
        "reason": waiver.reason,
    }


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}
