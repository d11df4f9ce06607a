"""The page of a pack, as Markdown: what it decides and by which criteria, in words, and how it covers its document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from workshop_rules.compile.plan import Criterion, Decision, Plan, PolicyParameter, Words
from workshop_rules.evaluate.evaluation import Case
from workshop_rules.evaluate.interpreter import Tracing, evaluate
from workshop_rules.explain.exact import exact_text
from workshop_rules.explain.from_evaluation import explain
from workshop_rules.explain.tree import CriterionReason
from workshop_rules.explain.wording import CHINESE, ENGLISH
from workshop_rules.pack.dossier import Dossier
from workshop_rules.pack.models import CaseEntry, TableFile
from workshop_rules.pack.parsed import ParsedPack
from workshop_rules.parse import print_expression
from workshop_rules.render.markdown import code, escaped

_LANGS = ("zh", "en")
_LANGUAGES = ("中文", "English")

_COVERAGE = {
    "encoded": Words("已编码", "encoded"),
    "judgement": Words("由人认定", "judged"),
    "procedure": Words("程序", "procedure"),
    "out_of_scope": Words("不涉及", "out of scope"),
}


def pack_page(plan: Plan, parsed: ParsedPack) -> str:
    """The page of a pack.

    Args:
        plan: the pack.
        parsed: the same pack as its files state it; with its worked cases, if they are to be shown.
    """
    lines = [f"# {escaped(plan.title.zh)} ({code(plan.id)})", "", escaped(plan.title.en), "", *_head(plan, parsed)]
    for decision in plan.decisions.values():
        lines += ["", *_decision(plan, parsed, decision)]
    lines += ["", *_choices(plan)]
    lines += ["", *_clauses(plan)]
    return "\n".join(lines).rstrip() + "\n"


def _head(plan: Plan, parsed: ParsedPack) -> Iterator[str]:
    document = parsed.manifest.document
    number = f", {escaped(plan.document_number)}" if plan.document_number else ""
    issued = f", {document.issued.isoformat()}" if document.issued is not None else ""
    yield f"- 文件 / document: {_both(plan.document)}{number}{issued}"
    yield f"- 发文机关 / authority: {_both(plan.authority)}"
    yield f"- 适用 / applies: {_period(plan.applies_from, plan.applies_until)}"
    yield f"- 版本 / version: {plan.version}"
    for note in parsed.manifest.notes:
        yield f"- {_both(note)}"


def _decision(plan: Plan, parsed: ParsedPack, decision: Decision) -> Iterator[str]:
    yield f"## {code(decision.id)}: {escaped(decision.title.zh)}"
    yield ""
    yield f"{escaped(decision.title.en)}."
    yield ""
    yield f"- 类型 / kind: {decision.kind}; about: {decision.about}"
    yield f"- 条款 / clause: {_clause(plan, decision.clause)}"
    if decision.as_of is not None:
        yield f"- 基准日期 / as of: {decision.as_of.isoformat()}"
    for outcome in decision.outcomes:
        yield f"- {code(outcome.id)}: {_both(outcome.title)}"
    reasons = _required(plan, decision)
    grouped = {one for group in decision.groups for one in group.criteria}
    for group in decision.groups:
        yield from ["", f"### {escaped(group.title.zh)} / {escaped(group.title.en)}", ""]
        yield from _criteria([c for c in decision.criteria if c.id in group.criteria], reasons)
    alone = [criterion for criterion in decision.criteria if criterion.id not in grouped]
    if alone:
        yield ""
        yield from _criteria(alone, reasons)
    table = parsed.decisions[decision.id]
    if isinstance(table, TableFile):
        yield ""
        yield from _rules(table)
    if decision.definitions:
        yield ""
        rows = [(code(d.name), d.title.zh, d.title.en) for d in decision.definitions]
        yield from _table(("let", *_LANGUAGES), rows)
        yield ""
        expressions = (f"{d.name}: {print_expression(d.expression)}" for d in decision.definitions)
        yield from ("```text", *expressions, "```")
    cases = [case for file in parsed.cases.values() if file.decision == decision.id for case in file.cases]
    if cases:
        yield ""
        yield from _table(("case", "", "decided with", "expected"), map(_case, cases))


def _required(plan: Plan, decision: Decision) -> dict[str, CriterionReason]:
    """What each criterion asks for, in words: as the explanation of a case says it of which nothing is known."""
    readings = {name: interpretation.default for name, interpretation in plan.interpretations.items()}
    parameters = {name: parameter.value for name, parameter in plan.parameters.items()}
    case = Case(Dossier({}, {}), None, readings, parameters)
    reasons = explain(plan, decision, case, evaluate(plan, decision.id, case, Tracing()))
    return {criterion.id: criterion for criterion in reasons.criteria}


def _criteria(criteria: Sequence[Criterion], reasons: dict[str, CriterionReason]) -> Iterator[str]:
    rows = []
    for criterion in criteria:
        reason = reasons[criterion.id]
        words = [f"**{escaped(criterion.title[lang])}**: {escaped(_asked(criterion, reason, lang))}" for lang in _LANGS]
        rows.append((code(criterion.id.rpartition(".")[2]), *words, escaped(criterion.clause)))
    yield from _written(("criterion", *_LANGUAGES, "clause"), rows)
    yield ""
    yield from ("```text", *(f"{c.id.rpartition('.')[2]}: {reasons[c.id].expression}" for c in criteria), "```")


def _asked(criterion: Criterion, reason: CriterionReason, lang: str) -> str:
    said = {
        "zh": ("仅当", "可酌情放宽：", "仅供参考", "；"),
        "en": ("only where ", "may be waived by ", "advisory", "; "),
    }
    where, waived, advisory, between = said[lang]
    parts = [reason.required[lang]]
    if reason.applies is not None:
        parts.append(where + reason.applies.required[lang])
    if criterion.waivable is not None:
        parts.append(waived + criterion.waivable.by[lang])
    if criterion.advisory:
        parts.append(advisory)
    return between.join(parts)


def _rules(table: TableFile) -> Iterator[str]:
    heads = [f"{one.label.zh} / {one.label.en}" for one in table.inputs]
    rows = [(code(rule.id), *map(code, rule.when), code(rule.then), escaped(rule.clause)) for rule in table.rules]
    if table.otherwise is not None:
        rows.append(("otherwise", *("" for _ in heads), code(table.otherwise), ""))
    yield from _written((table.hit_policy, *map(escaped, heads), "outcome", "clause"), rows)


def _case(case: CaseEntry) -> tuple[str, ...]:
    title = case.title if isinstance(case.title, str) else f"{case.title.zh} / {case.title.en}"
    expected = case.expect
    outcome = expected.outcome if expected.outcome is not None else expected.value
    states = [f"{name}: {state}" for name, state in expected.criteria.items()]
    shown = ([] if outcome is None else [str(outcome)]) + states
    given = [] if case.as_of is None else [case.as_of.isoformat()]
    given += [f"{name}={value}" for name, value in (*case.readings.items(), *case.parameters.items())]
    return code(case.id), title, "; ".join(given), "; ".join(shown)


def _choices(plan: Plan) -> Iterator[str]:
    """Readings, thresholds and findings: what is left to whoever applies the document."""
    if plan.interpretations:
        yield from ["## 不同理解 / Interpretations", ""]
        rows = []
        for one in plan.interpretations.values():
            for reading in one.readings:
                name = f"{one.id}={reading.id}"
                chosen = f"**{code(name)}**" if reading.id == one.default else code(name)
                rows.append((chosen, f"{one.title.zh}：{reading.title.zh}", f"{one.title.en}: {reading.title.en}"))
        yield from _table(("reading", *_LANGUAGES), rows)
        yield ""
        why = ((code(one.id), one.reason.zh, one.reason.en, one.clause) for one in plan.interpretations.values())
        yield from _table(("default because", *_LANGUAGES, "clause"), why)
        yield ""
    if plan.parameters:
        yield from ["## 参数 / Parameters", ""]
        values = ((code(p.id), p.title.zh, p.title.en, _value(p), p.clause) for p in plan.parameters.values())
        yield from _table(("parameter", *_LANGUAGES, "value", "clause"), values)
        yield ""
    if plan.findings:
        yield from ["## 人的认定 / Findings", ""]
        judged = plan.findings.values()
        findings = ((code(f.id), f"{f.title.zh}（{f.by.zh}）", f"{f.title.en} ({f.by.en})", f.clause) for f in judged)
        yield from _table(("finding", *_LANGUAGES, "clause"), findings)


def _value(parameter: PolicyParameter) -> str:
    return "–" if parameter.value is None else exact_text(parameter.value)


def _clauses(plan: Plan) -> Iterator[str]:
    yield from ["## 条款 / Clauses", ""]
    rows = []
    for clause in plan.clauses.values():
        how = _COVERAGE[clause.coverage]
        why = "; ".join(filter(None, (", ".join(map(code, clause.encoded_by)), _said(clause.reason))))
        cells = (clause.id, clause.numbering, clause.title.zh, clause.title.en)
        rows.append((*(escaped(_one_line(cell)) for cell in cells), f"{how.zh} / {how.en}: {why}".removesuffix(": ")))
    yield from _written(("clause", "条款", *_LANGUAGES, "coverage"), rows)


def _said(words: Words | None) -> str:
    return "" if words is None else _both(words)


def _clause(plan: Plan, locator: str) -> str:
    clause = plan.clauses.get(locator)
    numbering = f"{escaped(clause.numbering)} / " if clause is not None and clause.numbering else ""
    return numbering + escaped(locator)


def _both(words: Words) -> str:
    return f"{escaped(_one_line(words.zh))} / {escaped(_one_line(words.en))}"


def _period(first: dt.date | None, last: dt.date | None) -> str:
    return f"{CHINESE.span(first, last)} / {ENGLISH.span(first, last)}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A table whose first column is Markdown already, and the others are text."""
    return _written(head, ((row[0], *(escaped(_one_line(cell)) for cell in row[1:])) for row in rows))


def _written(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(row)} |"


def _one_line(text: str) -> str:
    return " ".join(text.split())
