"""A record held against its pack: decided again from what it says, and compared.

A fact that the record hides is unknown to the replay. Knowing more never changes what was determined without it, so a
replay counts as long as none of its criteria lacks a hidden fact; otherwise the facts have to be supplied again. Two
states are not determined in that sense: `met` may turn into `not_applicable`, and `waived` into either, by what is
known besides; there the facts that decide between them have to be there, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from workshop_rules.audit.archive import ArchivedPack, Place, pack_with_digest
from workshop_rules.audit.form import RecordForm
from workshop_rules.audit.masking import Kept, Mask, Masking
from workshop_rules.audit.record import Record, dossier_written, masked_dossier, verdict_written
from workshop_rules.audit.values import Written, differences, masked_paths, read_back
from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.compile.reads import decisions_used, facts_read
from workshop_rules.diagnostics import Diagnostic, Found
from workshop_rules.evaluate.evaluation import Dossier, Evaluation, EvaluationError, State
from workshop_rules.evaluate.interpreter import evaluate
from workshop_rules.evaluate.request import circumstances, decision_named
from workshop_rules.language.tree import CriterionRef, DefinitionRef, Expr
from workshop_rules.language.walk import walk
from workshop_rules.pack.discovery import Elsewhere
from workshop_rules.pack.facts import read_dossier
from workshop_rules.pack.versions import engine_version

MODEL = "DMN "
"""How the version of what decided begins where that is a DMN model, and no pack."""


class Answer(StrEnum):
    """What a replay says about a record."""

    SAME = "same"
    DIFFERENT = "different"
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the replay gave something else: `criteria.conduct.state`."""

    path: str
    recorded: Written
    replayed: Written


@dataclass(frozen=True, slots=True)
class Replay:
    """The answer, and why.

    Attributes:
        answer: `same`, `different` or `cannot`.
        differences: where the verdicts differ.
        diagnostics: what to know about it; for `cannot` what is missing.
        masked: paths of hidden facts that made no difference.
    """

    answer: Answer
    differences: tuple[Difference, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    masked: tuple[str, ...] = ()


def replay(
    record: Record,
    *,
    facts: object = None,
    key: bytes = b"",
    archive: Place | None = None,
    search_path: Sequence[Place] = (),
    pack: ArchivedPack | None = None,
) -> Found[Replay]:
    """Decide again what a record says was decided.

    Args:
        record: as `read_record` found it.
        facts: the facts of the case, or those that the record hides, as `Pack.decide` takes them.
        key: of a record with digests, the key that made them, to check the facts with.
        archive: the folder with old packs; that of `WORKSHOP_RULES_ARCHIVE` if left out.
        search_path: folders to look in for packs, beside the usual ones.
        pack: the pack, where `pack_with_digest` has found it before; not looked for if it is the right one.

    Returns:
        The replay; nothing where the facts supplied are not in order.
    """
    form = record.form
    if form.pack.version.startswith(MODEL):
        try:
            from workshop_rules.audit.models import replay_model
        except ModuleNotFoundError:
            message = "the packages that read DMN models are not installed"
            remedy = "pip install 'workshop-rules[dmn]'"
            missing = Diagnostic("WR810", message, None, "", remedy, f"没有安装读取DMN模型的组件：{remedy}")
            return Found(Replay(Answer.CANNOT, diagnostics=(missing,)))
        return replay_model(form, facts=facts, key=key, archive=archive, search_path=search_path)
    if pack is None or pack.plan.digest != form.pack.digest:
        found = pack_with_digest(form.pack, archive=archive, search_path=search_path)
        if found.value is None:
            return Found(Replay(Answer.CANNOT, diagnostics=found.diagnostics))
        pack = found.value
    supplied = Supplied({}, {}, ())
    if facts is not None:
        read = read_dossier(facts, pack.parsed.vocabulary, Elsewhere)
        if read.value is None or read.errors:
            return Found(None, read.diagnostics)
        held = _held_against(form, pack.plan, read.value, key)
        if held.diagnostics:
            code = held.diagnostics[0].code
            answer = Answer.CANNOT if code == "WR815" else Answer.DIFFERENT
            return Found(Replay(answer, diagnostics=held.diagnostics))
        supplied = held
    return Found(_replayed(form, pack, supplied))


@dataclass(frozen=True, slots=True)
class Supplied:
    """Facts supplied for a replay that are those of the record; findings as the record's form has them."""

    facts: Mapping[str, object]
    findings: Mapping[str, Written]
    diagnostics: tuple[Diagnostic, ...]


def _held_against(form: RecordForm, plan: Plan, dossier: Dossier, key: bytes) -> Supplied:
    """The facts supplied, masked as those of the record are, have to be what it has."""
    full = dossier_written(dossier)
    masking = Masking(also=tuple(form.masking.also))
    if form.masking.kept is Kept.LEFT_OUT:
        masking = Masking.left_out(form.masking.also)
    elif form.masking.kept is Kept.DIGESTS:
        if not key:
            message = "the record has digests in place of facts, and only their key tells whether those supplied fit"
            remedy = "give the key: `--mask-key FILE`"
            zh = "记录以摘要代替事实，只有用密钥才能核对所给的事实；请给出`--mask-key 文件`"
            return Supplied({}, {}, (Diagnostic("WR815", message, None, "", remedy, zh),))
        masking = Masking.digests(key, form.masking.also)
    masked = masked_dossier(full, Mask(masking, plan.personal | set(masking.also), form.masking.salt))
    complaints = tuple(other_facts(form, masked))
    return Supplied(dossier.facts, full["findings"], complaints)


def other_facts(form: RecordForm, masked: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Where facts that were supplied, masked as the record's are, are others."""
    for part, recorded in (("", form.facts), ("findings.", form.findings)):
        for name, value in masked["findings" if part else "facts"].items():
            for path, _, _ in differences(recorded.get(name), value, f"{part}{name}"):
                message, zh = f"`{path}`: the record was made from something else", f"`{path}`与记录所依据的不同"
                if name not in recorded:
                    message = f"`{path}` was not supplied when the record was made"
                    zh = f"作出记录时没有提供`{path}`"
                remedy = "supply the facts as they were then, or check the key"
                yield Diagnostic("WR813", message, None, "", remedy, f"{zh}；请提供当时的事实，或检查密钥")
    if masked["waivers"] and masked["waivers"] != form.waivers:
        message, zh = "`waivers`: the record was made from others", "`waivers`与记录所依据的不同；请不要写"
        yield Diagnostic("WR813", message, None, "", "leave them out", zh)


def _replayed(form: RecordForm, pack: ArchivedPack, supplied: Supplied) -> Replay:
    plan = pack.plan
    warnings = tuple(other_engine(form))
    hidden = _hidden(form, supplied)
    dossier = _dossier(form, pack, supplied)
    request = circumstances(plan, pack.parsed, form.as_of, form.readings, _parameters(form, plan))
    decision = decision_named(plan, form.decision)
    complaints = (*dossier.errors, *request.errors, *decision.errors)
    if complaints or dossier.value is None or request.value is None or decision.value is None:
        message = "the pack refuses what the record says was decided on"
        refusal = Diagnostic("WR817", message, zh="规则包不接受记录所说的判定依据")
        return Replay(Answer.DIFFERENT, diagnostics=(*warnings, refusal, *complaints))
    case = request.value.case(dossier.value)
    try:
        evaluation = evaluate(plan, form.decision, case)
    except EvaluationError as error:
        if hidden:
            return Replay(Answer.CANNOT, diagnostics=(*warnings, _needs(hidden)))
        message = "the computation of the record's verdict has no result"
        refusal = Diagnostic("WR817", message, zh="按记录重新计算没有结果")
        return Replay(Answer.DIFFERENT, diagnostics=(*warnings, refusal, error.diagnostic))
    needed = _needed(hidden, plan, decision.value, evaluation)
    if needed:
        return Replay(Answer.CANNOT, diagnostics=(*warnings, _needs(needed)))
    return compared(form, verdict_written(decision.value, case, evaluation), warnings, hidden)


def compared(
    form: RecordForm, now: dict[str, Written], warnings: tuple[Diagnostic, ...], hidden: Sequence[str] = ()
) -> Replay:
    """What was decided again, held against what the record says."""
    recorded = _by_criterion(form.verdict.model_dump(mode="json"))
    found = tuple(Difference(*difference) for difference in differences(recorded, _by_criterion(now), ""))
    complaint = tuple(_differs(difference) for difference in found)
    answer = Answer.DIFFERENT if found else Answer.SAME
    return Replay(answer, found, (*warnings, *complaint), tuple(hidden))


def _by_criterion(verdict: dict[str, Any]) -> dict[str, Written]:
    """The verdict with each criterion under its id, so that a difference is named by it."""
    return {**verdict, "criteria": {criterion["id"]: criterion for criterion in verdict["criteria"]}}


def _dossier(form: RecordForm, pack: ArchivedPack, supplied: Supplied) -> Found[Dossier]:
    types = {name: fact.type for name, fact in pack.plan.facts.items()}
    facts: dict[str, object] = {name: read_back(value, types.get(name)) for name, value in form.facts.items()}
    facts.update(supplied.facts)
    facts["findings"] = {
        name: {part: read_back(inner, None) for part, inner in value.items()} if isinstance(value, dict) else value
        for name, value in {**form.findings, **supplied.findings}.items()
    }
    facts["waivers"] = [{part: read_back(inner, None) for part, inner in waiver.items()} for waiver in form.waivers]
    facts["incomplete"] = form.incomplete
    read = read_dossier(facts, pack.parsed.vocabulary, Elsewhere)
    if read.value is None:
        return read
    return Found(replace(read.value, elsewhere=tuple(form.elsewhere)), read.diagnostics)


def _parameters(form: RecordForm, plan: Plan) -> dict[str, object]:
    known = plan.parameters
    return {
        name: read_back(value, known[name].type if name in known else None) for name, value in form.parameters.items()
    }


def _hidden(form: RecordForm, supplied: Supplied) -> list[str]:
    """The paths of the facts that the record hides and nobody supplied."""
    return [
        path for name, value in form.facts.items() if name not in supplied.facts for path in masked_paths(value, name)
    ]


def _needed(hidden: Sequence[str], plan: Plan, decision: Decision, evaluation: Evaluation) -> list[str]:
    """The hidden facts without which it is not certain that the verdict is the one that they gave."""
    if not hidden:
        return []
    derivations = {name: fact.derivation for name, fact in plan.facts.items() if fact.derivation is not None}
    lacking = set(_lacking(evaluation))
    unsettled = set(_unsettled(plan, decision, evaluation))
    return [
        path
        for path in hidden
        if path in lacking
        or _head(path) in unsettled
        or (path in derivations and path in decision.facts)
        or any(
            name in lacking and _head(path) in facts_read([derivation], derivations)
            for name, derivation in derivations.items()
        )
    ]


def _unsettled(plan: Plan, decision: Decision, evaluation: Evaluation) -> Iterator[str]:
    """The facts behind states that more knowledge could turn into another of those that count as met."""
    derivations = {name: fact.derivation for name, fact in plan.facts.items() if fact.derivation is not None}
    for criterion in decision.criteria:
        match evaluation.criteria[criterion.id].state:
            case State.MET if criterion.applies is not None:
                deciding = [criterion.applies]
            case State.WAIVED:
                deciding = [criterion.condition, *([criterion.applies] if criterion.applies is not None else [])]
            case _:
                continue
        for expression in _reached(deciding, decision):
            yield from facts_read([expression], derivations)
            for used in decisions_used([expression]):
                yield from plan.decisions[used].facts


def _reached(expressions: Iterable[Expr], decision: Decision) -> Iterator[Expr]:
    """Expressions, with the definitions and criteria that they refer to, however far."""
    definitions = {definition.name: definition.expression for definition in decision.definitions}
    criteria = {criterion.id: criterion.condition for criterion in decision.criteria}
    waiting, seen = list(expressions), set[str]()
    while waiting:
        expression = waiting.pop()
        yield expression
        for node in walk(expression):
            match node:
                case DefinitionRef(name=name) if name not in seen and name in definitions:
                    seen.add(name)
                    waiting.append(definitions[name])
                case CriterionRef(id=name) if name not in seen and name in criteria:
                    seen.add(name)
                    waiting.append(criteria[name])
                case _:
                    pass


def _head(path: str) -> str:
    """The fact that a path is in: `members` of `members[2].name`."""
    return path.partition("[")[0].partition(".")[0]


def _lacking(evaluation: Evaluation) -> Iterator[str]:
    yield from evaluation.missing
    yield from evaluation.irrelevant
    for criterion in evaluation.criteria.values():
        yield from criterion.missing
    for used in evaluation.uses.values():
        yield from _lacking(used)


def _needs(paths: Sequence[str]) -> Diagnostic:
    listed = ", ".join(f"`{path}`" for path in paths)
    zh = f"记录隐去了{'、'.join(f'`{path}`' for path in paths)}；请用`--facts 文件`重新提供"
    return Diagnostic("WR812", f"the record hides {listed}", None, "", "supply the facts again: `--facts FILE`", zh)


def other_engine(form: RecordForm) -> Iterator[Diagnostic]:
    """That another version of this library made the record."""
    if form.engine != engine_version():
        message = f"the record was made by version {form.engine}, and this is {engine_version()}"
        yield Diagnostic("WR814", message, zh=f"记录由{form.engine}版作出，而当前是{engine_version()}版")


def _differs(difference: Difference) -> Diagnostic:
    recorded, replayed = _shown(difference.recorded), _shown(difference.replayed)
    message = f"`{difference.path}`: the record says {recorded}, deciding again {replayed}"
    return Diagnostic("WR811", message, zh=f"`{difference.path}`：记录为{recorded}，重新判定为{replayed}")


def _shown(value: Written) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case str():
            return f"`{value}`"
        case list():
            return f"[{', '.join(map(_shown, value))}]"
        case dict():
            return "{" + ", ".join(f"{name}: {_shown(inner)}" for name, inner in value.items()) + "}"
