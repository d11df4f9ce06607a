"""A verdict as data, for other programs.

Whole numbers are JSON numbers while every reader keeps them exactly; all others, dates and durations are text, so that
no digit passes through binary floating point (`explain.exact`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshop_rules.evaluate.evaluation import Waiver
from workshop_rules.explain.exact import exact_json

if TYPE_CHECKING:
    from workshop_rules.compile.plan import Words
    from workshop_rules.ended import CriterionVerdict, TierVerdict
    from workshop_rules.verdict import Verdict


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
        "criteria": [_criterion(criterion) for criterion in verdict.criteria.values()],
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


def _of_kind(verdict: Verdict) -> dict[str, Any]:
    match verdict.kind:
        case "ladder":
            return {"tiers": [_tier(tier) for tier in verdict.tiers.values()]}
        case "rubric":
            grade = verdict.outcome if verdict.determined else None
            return {"total": exact_json(verdict.value), "grade": grade}
        case "value":
            return {"value": exact_json(verdict.value)}
        case _:
            return {}


def _criterion(criterion: CriterionVerdict) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": criterion.id,
        "state": criterion.state.value,
        "clause": criterion.clause,
        "title": _words(criterion.title),
        "missing": list(criterion.missing),
    }
    if criterion.advisory:
        data["advisory"] = True
    if criterion.waivable is not None:
        data["waivable"] = {"by": _words(criterion.waivable.by), "clause": criterion.waivable.clause}
    return data


def _tier(tier: TierVerdict) -> dict[str, Any]:
    return {
        "id": tier.id,
        "state": tier.state.value,
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
