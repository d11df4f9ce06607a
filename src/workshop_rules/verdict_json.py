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
from workshop_rules.frozen import dataclass

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


def written(value: object, *, compact: bool = False) -> str:
    """A document: indented for people, with a line end, or compact on one line without blanks."""
    return _compact(value) if compact else _indented(value) + "\n"


@dataclass(frozen=True, slots=True)
class _Style:
    """How JSON is laid out: what stands before a member of the document, around entries of a list and at the end."""

    write: Callable[..., str]
    name: str
    opening: str
    between: str
    closing: str
    end: str

    def list(self, entries: Sequence[str]) -> str:
        """A list one deep in a document, of entries that are written."""
        return self.opening + self.between.join(entries) + self.closing if entries else "[]"


def _indented(value: object, depth: int = 0) -> str:
    """A value that stands so deep in a document."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return text.replace("\n", "\n" + "  " * depth) if depth else text


def _compact(value: object, _: int = 0) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_INDENTED = _Style(_indented, '\n  "{}": ', "[\n    ", ",\n    ", "\n  ]", "\n}\n")
_ON_ONE_LINE = _Style(_compact, '"{}":', "[", ",", "]", "}")


class VerdictForm:
    """What the verdicts on one question have in common in JSON: all but how they ended, and what was missing."""

    def __init__(self, decision: Decision, verdict: Verdict, *, compact: bool = False) -> None:
        """Prepare to write verdicts.

        Args:
            decision: what was decided.
            verdict: any verdict on the question.
            compact: whether they are written on one line without blanks.
        """
        self._decision = decision
        self._compact: VerdictForm | None = None
        self._style = style = _ON_ONE_LINE if compact else _INDENTED
        write = style.write
        self._outcomes = _Kept(write)
        self._ended = [_Kept(partial(self._criterion, one)) for one in decision.criteria]
        self._groups = [(counted, _Kept(partial(self._tier, group))) for group, counted in counted_for(decision)]
        waivable = any(one.waivable is not None for one in decision.criteria)
        own: dict[str, Own] = {
            "outcome": lambda verdict, _: self._outcomes[verdict.outcome],
            "possible_outcomes": lambda verdict, _: style.list(
                [self._outcomes[one] for one in verdict.possible_outcomes]
            ),
            "tiers": self._tiers,
            "criteria": self._criteria,
            "missing": lambda verdict, _: self._texts(verdict.missing),
            "irrelevant": lambda verdict, _: self._texts(verdict.irrelevant),
            "unused": lambda verdict, _: self._texts(verdict.unused),
            "waivable": lambda verdict, _: self._texts(verdict.waivable if waivable else ()),
            "waived": lambda verdict, _: self._waivers(verdict.waived),
            "waivers_ignored": lambda verdict, _: self._waivers(verdict.waivers_ignored),
            "total": lambda verdict, _: write(exact_json(verdict.value), 1),
            "value": lambda verdict, _: write(exact_json(verdict.value), 1),
            "grade": lambda verdict, _: write(verdict.outcome if verdict.determined else None),
        }
        self._parts: list[tuple[str, Own]] = []
        before = "{"
        for name, value in verdict_data(verdict).items():
            before += style.name.format(name)
            if name in own:
                self._parts.append((before, own[name]))
                before = ","
            else:
                before += write(value, 1) + ","
        self._end = before.removesuffix(",") + style.end

    def text(self, verdict: Verdict) -> str:
        """A verdict on the question, as JSON."""
        states = verdict.states
        return "".join([text + own(verdict, states) for text, own in self._parts]) + self._end

    def on_one_line(self, verdict: Verdict) -> VerdictForm:
        """The form that writes without line breaks and blanks; `verdict` is any on the question."""
        if self._compact is None:
            self._compact = VerdictForm(self._decision, verdict, compact=True)
        return self._compact

    def _criteria(self, verdict: Verdict, states: Mapping[str, State]) -> str:
        list_, write = self._style.list, self._style.write
        if not verdict.missing and not verdict.irrelevant:
            return list_([texts[state] for texts, state in zip(self._ended, states.values(), strict=True)])
        return list_([write(_criterion(one, one.state, one.missing), 2) for one in verdict.criteria.values()])

    def _tiers(self, _: Verdict, states: Mapping[str, State]) -> str:
        return self._style.list([texts[together([states[one] for one in counted])] for counted, texts in self._groups])

    def _criterion(self, criterion: Criterion, state: State) -> str:
        return self._style.write(_criterion(criterion, state), 2)

    def _tier(self, group: Group, state: State) -> str:
        return self._style.write(_tier(group, state), 2)

    def _texts(self, texts: Iterable[str]) -> str:
        return self._style.list([self._style.write(text) for text in texts])

    def _waivers(self, waivers: Iterable[Waiver]) -> str:
        return self._style.list([self._style.write(_waiver(one), 2) for one in waivers])


class _Kept(dict[Any, str]):
    """Texts by what they say, each written when it is first asked for; there are few."""

    def __init__(self, write: Callable[[Any], str]) -> None:
        self._write = write

    def __missing__(self, said: Any) -> str:  # noqa: ANN401 (a state or an outcome)
        text = self[said] = self._write(said)
        return text


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
