"""Records of verdicts of DMN models: made, and replayed by the model with the digest that they name.

A record of a model has the form of a pack's. In the place of the pack stands the model, its version `DMN 1.5`. Inputs
and the value are FEEL literals as texts (`51`, `"yes"`, `@"2013-10-01"`, `{age: 51}`): they say of themselves what they
are, as a model need not declare types. Nothing says which inputs are personal; a masking names them (`also`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from workshop_rules.audit.archive import Place, archive_folder
from workshop_rules.audit.form import SCHEMA, PackForm, RecordForm
from workshop_rules.audit.masking import Kept, Mask, Masking
from workshop_rules.audit.record import IN_FULL, sealed, verdict_written
from workshop_rules.audit.replay import Answer, Replay, compared, other_engine, other_facts
from workshop_rules.audit.values import Written, is_masked
from workshop_rules.compile.plan import Plan
from workshop_rules.diagnostics import Diagnostic, Found
from workshop_rules.dmn import Definitions, read_model
from workshop_rules.evaluate._dmn.deciding import Decided, decide, decision_named
from workshop_rules.evaluate._dmn.facts import read_facts
from workshop_rules.evaluate._dmn.interpreter import evaluate
from workshop_rules.evaluate._dmn.printing import written
from workshop_rules.evaluate._dmn.scope import Scope, World
from workshop_rules.evaluate._dmn.values import FeelValue, Null
from workshop_rules.evaluate.evaluation import Case, Dossier
from workshop_rules.language import tree
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.walk import walk
from workshop_rules.pack.versions import engine_version
from workshop_rules.parse import parse_expression

_SUFFIX = "*.dmn"
_LITERAL = (
    tree.NumberLiteral,
    tree.StringLiteral,
    tree.BooleanLiteral,
    tree.NullLiteral,
    tree.AtLiteral,
    tree.ListLiteral,
    tree.ContextLiteral,
    tree.RangeLiteral,
    tree.Negate,
)
"""What a written value is made of. Anything else in a record is no value, and is not evaluated."""


def make_model_record(
    plan: Plan, decided: Decided, inputs: Mapping[str, FeelValue], known: Sequence[str], masking: Masking = IN_FULL
) -> Found[str]:
    """The record of a verdict of a model.

    Args:
        plan: the model, as `deciding.plan_of` gives it.
        decided: what was decided.
        inputs: what it was decided on.
        known: the names of the model's inputs.
        masking: how inputs are kept: only those in `also` are masked.

    Raises:
        AuditError: the masking names an input that the model does not have (WR804).
    """
    masking.check_paths(known)
    given = {name: value for name, value in inputs.items() if not isinstance(value, Null)}
    for name, value in {**given, "the value": decided.record.value}.items():
        if _literal(written(value)) != value:
            message = f"`{name}` cannot be written as a FEEL literal and read back as it is"
            zh = f"`{name}`不能写成FEEL字面量再原样读回；请给出简单的值"
            return Found(None, (Diagnostic("WR803", message, None, "", "give a plain value", zh),))
    return sealed(_content(plan, decided, given), frozenset(), masking)


def _content(plan: Plan, decided: Decided, inputs: Mapping[str, FeelValue]) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "pack": {"id": plan.id, "version": plan.version, "digest": plan.digest},
        "engine": engine_version(),
        "decision": decided.decision.id,
        "as_of": None,
        "readings": {},
        "parameters": {},
        "facts": {name: written(value) for name, value in inputs.items()},
        "findings": {},
        "waivers": [],
        "incomplete": [],
        "elsewhere": [],
        "verdict": _verdict(decided),
    }


def _verdict(decided: Decided) -> dict[str, Written]:
    verdict = verdict_written(decided.decision, Case(Dossier({}), None, {}, {}), decided.evaluation)
    return {**verdict, "value": written(decided.record.value)}


def replay_model(
    form: RecordForm,
    *,
    facts: object = None,
    key: bytes = b"",
    archive: Place | None = None,
    search_path: Sequence[Place] = (),
) -> Found[Replay]:
    """Decide again what a record of a model's verdict says was decided; the arguments are those of `replay`."""
    found = model_with_digest(form.pack, archive=archive, search_path=search_path)
    if found.value is None:
        return Found(Replay(Answer.CANNOT, diagnostics=found.diagnostics))
    model, warnings = found.value, tuple(other_engine(form))
    inputs: dict[str, FeelValue] = {}
    if facts is not None:
        supplied = read_facts(model, facts)
        if supplied.value is None or supplied.errors:
            return Found(None, supplied.diagnostics)
        complaints = tuple(_held_against(form, supplied.value, key))
        if complaints:
            answer = Answer.CANNOT if complaints[0].code == "WR815" else Answer.DIFFERENT
            return Found(Replay(answer, diagnostics=complaints))
        inputs = supplied.value
    hidden = [name for name, value in form.facts.items() if is_masked(value) and name not in inputs]
    if hidden:
        listed = ", ".join(f"`{name}`" for name in hidden)
        remedy, zh = "supply the facts again: `--facts FILE`", f"记录隐去了{listed}；请用`--facts 文件`重新提供"
        needs = Diagnostic("WR812", f"the record hides {listed}", None, "", remedy, zh)
        return Found(Replay(Answer.CANNOT, diagnostics=(*warnings, needs)))
    for name, value in form.facts.items():
        if name not in inputs:
            read = _literal(value)
            if read is None:
                zh = f"记录中的`{name}`不是FEEL字面量"
                refusal = Diagnostic("WR817", f"`{name}` of the record is no FEEL literal", zh=zh)
                return Found(Replay(Answer.DIFFERENT, diagnostics=(*warnings, refusal)))
            inputs[name] = read
    decision = decision_named(model, form.decision)
    if decision.value is None:
        message, zh = "the model refuses what the record says was decided on", "模型不接受记录所说的判定依据"
        refusal = Diagnostic("WR817", message, zh=zh)
        return Found(Replay(Answer.DIFFERENT, diagnostics=(*warnings, refusal, *decision.diagnostics)))
    return Found(compared(form, _verdict(decide(model, decision.value, inputs)), warnings))


def model_with_digest(
    wanted: PackForm, *, archive: Place | None = None, search_path: Sequence[Place] = ()
) -> Found[Definitions]:
    """The model that a record names: from its folder in the archive, else from the folders of the search path.

    Args:
        wanted: its name, version and digest.
        archive: the archive's folder; that of `WORKSHOP_RULES_ARCHIVE` if left out.
        search_path: folders, or models' files, to look in.
    """
    kept = archive_folder(archive)
    places = [*([] if kept is None else [kept / wanted.digest]), *map(Path, search_path)]
    for place in places:
        for file in [place] if place.is_file() else sorted(place.glob(_SUFFIX)):
            found = read_model(file)
            if found.value is not None and found.value.digest == wanted.digest:
                return Found(found.value)
    message = f"no model `{wanted.id}` ({wanted.version}) with the digest {wanted.digest} can be found"
    remedy = "put the model's folder on the search path, or its file into the archive's folder of that digest"
    zh = f"找不到摘要为{wanted.digest}的模型`{wanted.id}`；请将模型的文件夹加入查找路径，或将文件放入归档"
    return Found(None, (Diagnostic("WR810", message, None, "", remedy, zh),))


def _held_against(form: RecordForm, supplied: Mapping[str, FeelValue], key: bytes) -> Iterator[Diagnostic]:
    """The facts supplied, masked as those of the record are, have to be what it has."""
    also = form.masking.also
    match form.masking.kept:
        case Kept.DIGESTS if not key:
            message = "the record has digests in place of facts, and only their key tells whether those supplied fit"
            zh = "记录以摘要代替事实，只有用密钥才能核对所给的事实；请给出`--mask-key 文件`"
            yield Diagnostic("WR815", message, None, "", "give the key: `--mask-key FILE`", zh)
            return
        case Kept.DIGESTS:
            masking = Masking.digests(key, also)
        case Kept.LEFT_OUT:
            masking = Masking.left_out(also)
        case Kept.IN_FULL:
            masking = Masking(also=tuple(also))
    facts = {name: written(value) for name, value in supplied.items() if not isinstance(value, Null)}
    masked = Mask(masking, frozenset(masking.also), form.masking.salt).facts(facts)
    yield from other_facts(form, {"facts": masked, "findings": {}, "waivers": []})


def _literal(text: Written) -> FeelValue | None:
    """The value that a FEEL literal stands for; None where the text is none."""
    if not isinstance(text, str):
        return None
    parsed = parse_expression(text, Dialect.DMN)
    if parsed.value is None or parsed.errors or not all(isinstance(node, _LITERAL) for node in walk(parsed.value)):
        return None
    return evaluate(parsed.value, Scope({}, world=World()))
