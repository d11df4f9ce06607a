"""A verdict as a record: canonical JSON with all that the verdict depended on, and its own digest.

Canonical is RFC 8785: one text for one content, byte for byte.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

import rfc8785
from pydantic import ValidationError

from workshop_rules.audit.form import SCHEMA, RecordForm
from workshop_rules.audit.masking import Mask, Masking
from workshop_rules.audit.values import Written, written
from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.diagnostics import Diagnostic, Found
from workshop_rules.evaluate.evaluation import Case, Dossier, Evaluation
from workshop_rules.language.types import ListOf, RecordOf, Type
from workshop_rules.pack.versions import engine_version

IN_FULL = Masking()


@dataclass(frozen=True, slots=True)
class Record:
    """A record that was read and is in order.

    Attributes:
        text: the record itself, canonical.
        form: what it says.
    """

    text: str
    form: RecordForm

    @property
    def data(self) -> dict[str, Any]:
        """What it says, as plain data."""
        return self.form.model_dump(mode="json", by_alias=True)


def make_record(
    plan: Plan, decision: Decision, case: Case, evaluation: Evaluation, masking: Masking = IN_FULL
) -> Found[str]:
    """The record of a verdict.

    Args:
        plan: the pack.
        decision: the one of its decisions that was asked for.
        case: what was decided on.
        evaluation: what was decided.
        masking: how what is personal is kept.

    Raises:
        AuditError: the masking names a fact that the pack does not have (WR804).
    """
    masking.check_paths(fact_paths(plan))
    return sealed(_content(plan, decision, case, evaluation), plan.personal, masking)


def sealed(content: Mapping[str, Any], personal: frozenset[str], masking: Masking) -> Found[str]:
    """The record with that content, masked, and with its digest.

    Args:
        content: all but `masking` and `digest`, its dossier in full.
        personal: paths of what is personal.
        masking: how that is kept.
    """
    try:
        salt = masking.salt_for(content)
        mask = Mask(masking, personal | set(masking.also), salt)
        masked = {
            **content,
            **masked_dossier(content, mask),
            "masking": {"kept": masking.kept.value, "salt": salt, "also": list(masking.also)},
        }
        return Found(canonical({**masked, "digest": _digest(masked)}))
    except rfc8785.CanonicalizationError:
        message = "a text of the dossier is no Unicode: it has half of a surrogate pair"
        zh = "事实中有文字不是合法的Unicode（半个代理对）；请在来源处更正"
        return Found(None, (Diagnostic("WR803", message, None, "", "mend the text where it comes from", zh),))


def verdict_written(decision: Decision, case: Case, evaluation: Evaluation) -> dict[str, Written]:
    """What was decided, as a record has it."""
    as_of = case.as_of or decision.as_of
    results = (evaluation.criteria[criterion.id] for criterion in decision.criteria)
    return {
        "as_of": written(as_of),
        "outcome": evaluation.outcome,
        "possible_outcomes": list(evaluation.possible_outcomes),
        "value": written(evaluation.value),
        "criteria": [
            {"id": result.id, "state": result.state.value, "missing": [*sorted(result.missing)]} for result in results
        ],
        "missing": [*sorted(evaluation.missing)],
        "irrelevant": [*sorted(evaluation.irrelevant)],
        "waivers_ignored": [waiver.criterion for waiver in evaluation.waivers_ignored],
    }


def dossier_written(dossier: Dossier) -> dict[str, Any]:
    """The facts, findings and waivers of a dossier, as a record has them, in full."""
    findings = {name: _finding(name, holds, dossier) for name, holds in dossier.findings.items()}
    waivers = [
        _said(
            pack=waiver.pack,
            decision=waiver.decision,
            criterion=waiver.criterion,
            by=waiver.by,
            granted_on=waiver.granted_on,
            reason=waiver.reason,
        )
        for waiver in dossier.waivers
    ]
    return {
        "facts": {name: written(value) for name, value in dossier.facts.items()},
        "findings": findings,
        "waivers": waivers,
    }


def masked_dossier(full: Mapping[str, Any], mask: Mask) -> dict[str, Any]:
    """What `dossier_written` made, masked."""
    return {
        "facts": mask.facts(full["facts"]),
        "findings": mask.findings(full["findings"]),
        "waivers": mask.waivers(full["waivers"]),
    }


def fact_paths(plan: Plan) -> Iterator[str]:
    """The path of every fact that a dossier may have, and of every field, without places in lists."""
    for name, fact in plan.facts.items():
        yield from _paths(name, fact.type)


def read_record(content: bytes, name: str = "the record") -> Found[Record]:
    """A record from its bytes: canonical, of the right form, and with the digest that it states.

    A single line end after it does not count.

    Args:
        content: what a file holds.
        name: what diagnostics call it.
    """
    bare = content.removesuffix(b"\n").removesuffix(b"\r")
    try:
        data = json.loads(bare.decode("utf-8"), parse_constant=_no_number, parse_float=_no_number, parse_int=_no_number)
    except (ValueError, RecursionError) as error:
        return _no_record(f"`{name}` is not the JSON of a record: {_reason(error)}", f"`{name}`不是记录的JSON")
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        found = data.get("schema") if isinstance(data, dict) else None
        stated = f", but `{found}`" if isinstance(found, str) else ""
        zh = f"`{name}`没有注明是`{SCHEMA}`" + (f"，而是`{found}`" if isinstance(found, str) else "")
        return _no_record(f"`{name}` does not say that it is a `{SCHEMA}`{stated}", zh)
    try:
        form = RecordForm.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        return _no_record(f"`{name}`: `{place}`: {first['msg'].lower()}", f"`{name}`的`{place}`缺失或不合格式")
    try:
        text = canonical(data)
    except rfc8785.CanonicalizationError:
        return _no_record(f"`{name}` has a text that is no Unicode", f"`{name}`中有文字不是合法的Unicode")
    if text.encode("utf-8") != bare:
        zh = f"`{name}`不是规范形式的JSON，已不是生成时的原样"
        return _no_record(f"`{name}` is not canonical JSON, so it is not as it was made", zh)
    stated = str(data.pop("digest"))
    if _digest(data) != stated:
        right, wrong = _told_apart(_digest(data), stated)
        message = f"`{name}` was altered: its digest is {right}, and it states {wrong}"
        zh = f"`{name}`被改动过：内容的摘要是{right}，而所写的是{wrong}"
        return Found(None, (Diagnostic("WR802", message, zh=zh),))
    return Found(Record(text, form))


def _told_apart(*digests: str) -> tuple[str, ...]:
    """Their first characters, or all of them where these are the same."""
    short = tuple(f"{digest[:12]}…" for digest in digests)
    return short if len(set(short)) == len(digests) else digests


def canonical(data: Mapping[str, Any]) -> str:
    """Data as canonical JSON (RFC 8785).

    Raises:
        rfc8785.CanonicalizationError: a text in it is no Unicode.
    """
    return rfc8785.dumps(dict(data)).decode("utf-8")


def sha256(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _digest(data: Mapping[str, Any]) -> str:
    return sha256(canonical(data))


def _content(plan: Plan, decision: Decision, case: Case, evaluation: Evaluation) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "pack": {"id": plan.id, "version": plan.version, "digest": plan.digest},
        "engine": engine_version(),
        "decision": decision.id,
        "as_of": written(case.as_of),
        "readings": dict(case.readings),
        "parameters": {name: written(value) for name, value in case.parameters.items()},
        **dossier_written(case.dossier),
        "incomplete": sorted(case.dossier.incomplete),
        "elsewhere": list(case.dossier.elsewhere),
        "verdict": verdict_written(decision, case, evaluation),
    }


def _finding(name: str, holds: bool, dossier: Dossier) -> Written:
    judgement = dossier.judgements.get(name)
    if judgement is None:
        return holds
    return _said(holds=holds, by=judgement.by, decided_on=judgement.decided_on, note=judgement.note)


def _said(**parts: str | bool | dt.date | None) -> dict[str, Written]:
    """The parts that somebody filled in."""
    return {name: written(part) for name, part in parts.items() if part is not None and part != ""}


def _paths(path: str, type_: Type) -> Iterator[str]:
    yield path
    record = type_.item if isinstance(type_, ListOf) else type_
    if isinstance(record, RecordOf):
        for name, inner in record.fields:
            yield from _paths(f"{path}.{name}", inner)


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"a record has no bare numbers such as {text[:20]}")


def _no_record(message: str, zh: str) -> Found[Record]:
    remedy = "give the file as it was made, byte for byte"
    return Found(None, (Diagnostic("WR801", message, None, "", remedy, f"{zh}；请给出生成时的原文件"),))


def _reason(error: Exception) -> str:
    match error:
        case json.JSONDecodeError():
            return f"{error.msg.lower()} (line {error.lineno}, column {error.colno})"
        case UnicodeDecodeError():
            return "it is not UTF-8"
        case RecursionError():
            return "it is nested too deeply"
        case _:
            return str(error)
