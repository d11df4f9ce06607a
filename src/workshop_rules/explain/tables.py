"""A decision by table: each rule is explained as a criterion is, its cells as conditions."""

from __future__ import annotations

from workshop_rules.compile.plan import Words
from workshop_rules.evaluate.evaluation import State, Trace
from workshop_rules.explain.deciding import holding, part
from workshop_rules.explain.reading import read_values
from workshop_rules.explain.tree import Condition, CriterionReason, Holding
from workshop_rules.explain.wording import Speech, Voices
from workshop_rules.explain.wording.expressions import bound_words, noun, requirement
from workshop_rules.explain.wording.values import value_words
from workshop_rules.language import tree
from workshop_rules.language.tree import DecisionTable, Expr, TableInput, TableRule, UnaryTests
from workshop_rules.language.truth import conjunction
from workshop_rules.language.types import BOOLEAN
from workshop_rules.language.values import Unknown
from workshop_rules.parse import print_expression

_STATES = {Holding.HOLDS: State.MET, Holding.FAILS: State.NOT_MET}
_VALUES = (tree.EnumConstant, tree.StringLiteral, tree.BooleanLiteral, tree.NumberLiteral)
_FIRST = frozenset({"F", "P"})
"""Hit policies by which one rule that matches settles the table."""


def table_rules(voices: Voices, trace: Trace) -> tuple[CriterionReason, ...]:
    """The rules of a table that was evaluated, in the order in which they are written; none where it is no table."""
    table = trace.node
    if not isinstance(table, DecisionTable):
        return ()
    matches = {rule.id: conjunction(_cells(trace, rule)) for rule in table.rules}  # type: ignore[arg-type]  # conditions
    states = {name: _STATES.get(holding(match), State.UNKNOWN) for name, match in matches.items()}
    decided = _deciding(table, states)
    return tuple(_rule(voices, trace, table, rule, states[rule.id], rule.id in decided) for rule in table.rules)


def _deciding(table: DecisionTable, states: dict[str, State]) -> set[str]:
    """The rules that matched, or may; where none did, all of them."""
    matched = [name for name, state in states.items() if state is State.MET]
    unknown = [name for name, state in states.items() if state is State.UNKNOWN]
    if matched and table.hit_policy in _FIRST and not unknown:
        return {matched[0]} if table.hit_policy == "F" else set(matched)
    return {*matched, *unknown} or set(states)


def _cells(trace: Trace, rule: TableRule) -> list[object]:
    return [child.value for child in trace.children if child.label == rule.id and isinstance(child.node, UnaryTests)]


def _rule(
    voices: Voices, trace: Trace, table: DecisionTable, rule: TableRule, state: State, decided: bool
) -> CriterionReason:
    shown = [
        (column, _cell(voices, column, cell, part(trace, column.expression), own))
        for column, cell in zip(table.inputs, rule.cells, strict=True)
        if cell.tests and (own := _own(trace, cell, rule)) is not None
    ]
    conditions = [one for _, one in shown]
    telling = [one for one in conditions if one.holding is Holding.FAILS] if state is State.NOT_MET else conditions
    required = voices.join([_clause(voices, column, one) for column, one in shown])
    found = voices.join([voices.say("found.part", subject=one.title, found=one.found) for one in conditions])
    sentence = voices.join([one.sentence for one in telling])
    title = voices.words(lambda speech: _result(speech, rule))
    clause = rule.annotations[0] if rule.annotations else ""
    source = voices.terms.plan.clauses.get(clause)
    text = " and ".join(f"{one.expression}" for one in conditions)
    whole = Condition(
        id=rule.id,
        kind="all",
        holding={State.MET: Holding.HOLDS, State.NOT_MET: Holding.FAILS}.get(state, Holding.UNKNOWN),
        title=title,
        sentence=sentence,
        required=required,
        found=found,
        record="",
        expression=text,
        place=rule.span.place,
        children=tuple(conditions),
    )
    return CriterionReason(
        id=rule.id,
        title=title,
        clause=clause,
        numbering="" if source is None else source.numbering,
        clause_title=None if source is None else source.title,
        state=state,
        decided=decided,
        advisory=False,
        sentence=sentence,
        required=required,
        found=found,
        missing=(),
        judged_by=None,
        waivable_by=None,
        waiver=None,
        expression=text,
        place=rule.span.place,
        condition=whole,
    )


def _clause(voices: Voices, column: TableInput, cell: Condition) -> Words:
    """What a cell asks for; of something that is true or false, that it is the one or the other."""
    if column.expression.type == BOOLEAN:
        return voices.say("found.part", subject=cell.title, found=cell.required)
    return voices.say("clause", subject=cell.title, requirement=cell.required)


def _own(trace: Trace, cell: UnaryTests, rule: TableRule) -> Trace | None:
    """What was recorded of a cell of that rule; equal cells of other rules may be the same node."""
    return next((one for one in trace.children if one.node is cell and one.label == rule.id), None)


def _cell(voices: Voices, column: TableInput, cell: UnaryTests, given: Trace | None, own: Trace) -> Condition:
    subject = column.expression
    title = column.title or voices.words(lambda speech: noun(speech, subject))
    value = None if given is None else given.value
    found = voices.words(lambda speech: value_words(speech, value, subject.type, speech.unit(subject)))
    required = voices.words(lambda speech: _asked(speech, subject, cell))
    if subject.type == BOOLEAN and len(cell.tests) == 1:
        wanted = isinstance(cell.tests[0], tree.BooleanLiteral) and cell.tests[0].value is not cell.negated
        required = voices.say("required.true" if wanted else "required.false")
        key = "truth.unknown" if isinstance(value, Unknown) else "truth.met" if own.value is True else "truth.not_met"
    elif isinstance(value, Unknown):
        key = "compared.unknown"
    elif own.value is True and isinstance(cell.tests[0], _VALUES) and not cell.negated:
        key = "compared.same"
    else:
        key = "compared"
    return Condition(
        id="",
        kind="comparison",
        holding=holding(own.value),
        title=title,
        sentence=voices.say(key, subject=title, found=found, required=required),
        required=required,
        found=found,
        record="",
        expression=f"{print_expression(subject)} in ({print_expression(cell)})",
        place=cell.span.place,
        read=() if given is None else read_values(voices, given),
    )


def _asked(speech: Speech, subject: Expr, cell: UnaryTests) -> str:
    asked = tree.In(subject, cell.tests, span=cell.span, type=BOOLEAN)
    return requirement(speech, asked, lambda other: bound_words(speech, other, asked), negated=cell.negated)[1]


def _result(speech: Speech, rule: TableRule) -> str:
    """What the rule leads to."""
    (result, *_) = rule.results
    if isinstance(result, tree.StringLiteral):
        words = speech.terms.outcome(result.value)
        return noun(speech, result) if words is None else speech.of(words)
    return bound_words(speech, result)
