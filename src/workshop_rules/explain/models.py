"""How a decision of a DMN model was made, as an explanation: which rules matched, and why the others did not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from workshop_rules.compile.plan import Plan
from workshop_rules.evaluate._dmn.deciding import Decided, Rule, outcome_of, rules_of, shortest, span_of
from workshop_rules.evaluate._dmn.graph import DecisionRecord
from workshop_rules.evaluate._dmn.printing import written
from workshop_rules.evaluate._dmn.values import FeelValue, Null
from workshop_rules.evaluate.evaluation import State
from workshop_rules.explain.tree import (
    Condition,
    CriterionReason,
    GroupReason,
    Holding,
    MissingFact,
    OutcomeWords,
    ReadValue,
    Reasons,
)
from workshop_rules.language.tree import TableInput, UnaryTests
from workshop_rules.language.words import Words
from workshop_rules.pack.versions import engine_version
from workshop_rules.parse import print_expression

LONGEST = 200
"""Characters of a value that a sentence shows."""
DEEPEST = 20
"""Decisions told of within one another; what lies deeper stands side by side."""


def explain_model(plan: Plan, decided: Decided, unused: Iterable[str]) -> Reasons:
    """Why a decision of a model came out as it did.

    Args:
        plan: the model, as `deciding.plan_of` gives it.
        decided: the decision, made.
        unused: inputs that were given and that it did not read.
    """
    evaluation = decided.evaluation
    return replace(
        _reasons(plan, decided.record, evaluation.missing),
        uses=tuple(_required(plan, decided.record, {id(decided.record)}, 1)),
        missing=_not_given(evaluation.missing | evaluation.irrelevant),
        unused=_facts(unused),
    )


def _reasons(plan: Plan, record: DecisionRecord, missing: frozenset[str]) -> Reasons:
    value = record.value
    outcome = OutcomeWords(outcome_of(value, missing), _value_words(value))
    criteria = tuple(_criterion(rule, record) for rule in rules_of(record))
    exact = None if isinstance(value, Null) else written(value)
    name = _same(record.decision.name)
    return Reasons(
        pack=plan.id,
        version=plan.version,
        digest=plan.digest,
        engine=engine_version(),
        pack_title=plan.title,
        document=plan.document,
        authority=plan.authority,
        decision=record.decision.name,
        kind="table" if criteria else "value",
        title=name,
        clause=record.decision.name,
        numbering="",
        as_of=None,
        fixed_as_of=None,
        outcome=outcome,
        possible_outcomes=(outcome,),
        value=None if criteria else _value_words(value),
        value_exact=None if criteria else exact,
        criteria=criteria,
        groups=_groups(record, criteria),
        missing=(),
        irrelevant=(),
        unused=(),
        waivable=(),
        waived=(),
        waivers_ignored=(),
        readings=(),
        parameters=(),
        definitions=(),
    )


def _required(plan: Plan, record: DecisionRecord, told: set[int], level: int) -> Iterator[Reasons]:
    """How the decisions that a decision requires were made, each told once, where it is required first.

    Args:
        plan: the model.
        record: how the decision was made.
        told: the records that are told of elsewhere; those told of here are added.
        level: how many decisions this stands in.
    """
    deepest = level == DEEPEST
    fresh = [one for one in (record.in_order() if deepest else record.requires) if id(one) not in told]
    told.update(map(id, fresh))
    for one in fresh:
        inner = () if deepest else tuple(_required(plan, one, told, level + 1))
        yield replace(_reasons(plan, one, frozenset()), uses=inner)


def _criterion(rule: Rule, record: DecisionRecord) -> CriterionReason:
    matched = rule.record.matched
    nothing_matched = not any(one.matched for one in rule.table.rules)
    cells = tuple(_cells(rule))
    found = _joined([cell.found for cell in cells])
    failed = next((cell for cell in cells if cell.holding is Holding.FAILS), None)
    sentence = _result(rule, record) if failed is None else failed.sentence
    required = _joined([cell.required for cell in cells]) if cells else Words(zh="任何情况", en="anything")
    condition = Condition(
        id=rule.record.id,
        kind="all",
        holding=Holding.HOLDS if matched else Holding.FAILS,
        title=rule.criterion.title,
        sentence=required,
        required=required,
        found=found,
        record="",
        expression=print_expression(rule.criterion.condition),
        place=str(rule.criterion.span),
        children=cells,
    )
    return CriterionReason(
        id=rule.criterion.id,
        title=rule.criterion.title,
        clause="",
        numbering="",
        clause_title=None,
        state=State.MET if matched else State.NOT_MET,
        decided=matched or nothing_matched,
        advisory=False,
        sentence=sentence,
        required=required,
        found=found,
        missing=(),
        judged_by=None,
        waivable_by=None,
        waiver=None,
        expression=condition.expression,
        place=condition.place,
        condition=condition,
    )


def _result(rule: Rule, record: DecisionRecord) -> Words:
    """What a rule that matched says."""
    results = rule.table.table.rules[rule.number - 1].results
    text = ", ".join(map(print_expression, results))
    place = str(span_of(record.decision)) if not results else text
    return Words(zh=f"各格都符合，结果为 {place}", en=f"all cells hold; the result is {place}")


def _cells(rule: Rule) -> Iterable[Condition]:
    """The cells of a rule up to the first that failed, those that hold anything apart."""
    row = rule.table.table.rules[rule.number - 1]
    failed = rule.record.failed_input
    for index, (column, cell, value) in enumerate(
        zip(rule.table.table.inputs, row.cells, rule.table.inputs, strict=True)
    ):
        if cell.tests:
            yield _cell(column, cell, value, holds=index != failed)
        if index == failed:
            return


def _cell(column: TableInput, cell: UnaryTests, value: FeelValue, *, holds: bool) -> Condition:
    label, test, seen = column.label, print_expression(cell), _short(value)
    why = ""
    if isinstance(value, Null) and value.reason is not None:
        why = f" ({value.reason.message})"
    return Condition(
        id="",
        kind="comparison",
        holding=Holding.HOLDS if holds else Holding.FAILS,
        title=_same(label),
        sentence=Words(
            zh=f"{label} 为 {seen}{why}，{'符合' if holds else '不符合'} {test}",
            en=f"{label} is {seen}{why}, which {'passes' if holds else 'does not pass'} {test}",
        ),
        required=_same(f"{label}: {test}"),
        found=_same(f"{label}: {seen}"),
        record="",
        expression=print_expression(column.expression),
        place=str(cell.span),
        read=(ReadValue(label, _same(label), _same(seen), None if isinstance(value, Null) else written(value)),),
    )


def _groups(record: DecisionRecord, criteria: tuple[CriterionReason, ...]) -> tuple[GroupReason, ...]:
    if len(record.tables) < 2:  # noqa: PLR2004 (one table needs no heading)
        return ()
    groups = []
    for place, _table in enumerate(record.tables, start=1):
        members = [one for one in criteria if one.id.startswith(f"table_{place}.")]
        state = State.MET if any(one.state is State.MET for one in members) else State.NOT_MET
        title = Words(zh=f"决策表 {place}", en=f"decision table {place}")
        groups.append(
            GroupReason(
                id=f"table_{place}",
                title=title,
                clause="",
                numbering="",
                state=state,
                criteria=tuple(one.id for one in members),
            )
        )
    return tuple(groups)


def _value_words(value: FeelValue) -> Words:
    if isinstance(value, Null):
        why = "" if value.reason is None else value.reason.message
        return Words(zh=f"空值：{why}" if why else "空值", en=f"null: {why}" if why else "null")
    return _same(shortest(value) if isinstance(value, str | Decimal) else _short(value))


def _short(value: FeelValue) -> str:
    text = written(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _facts(paths: Iterable[str]) -> tuple[MissingFact, ...]:
    return tuple(MissingFact(path, _same(path)) for path in sorted(paths))


def _not_given(inputs: Iterable[str]) -> tuple[MissingFact, ...]:
    """Inputs that count as null, whatever came of it: with a value there might be another outcome."""
    return tuple(
        MissingFact(one, Words(zh=f"{one}（未给出，按空值计）", en=f"{one} (not given, so null)"))
        for one in sorted(inputs)
    )


def _joined(words: list[Words]) -> Words:
    return Words(zh="；".join(one.zh for one in words), en="; ".join(one.en for one in words))


def _same(text: str) -> Words:
    return Words(zh=text, en=text)
