"""What columns say of generated expressions is what the interpreter says: outcome, states, value and missing facts."""

from collections import Counter
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evaluate.rosters import fits, frame_of
from tests.strategies_cases import FACTS, FINDINGS, cases, values
from tests.strategies_plans import DERIVATIONS, NOWHERE, WORDS, plan_of
from tests.strategies_typed import checked
from workshop_rules.compile.plan import Criterion, Decision, OutcomeName
from workshop_rules.compile.reads import facts_read
from workshop_rules.evaluate._polars import Request, Roster, RowAnswer
from workshop_rules.evaluate.evaluation import Dossier, EvaluationError
from workshop_rules.evaluate.interpreter import evaluate
from workshop_rules.evaluate.interpreter.functions.texts import as_text
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN, DATE_TIME, DAYS_TIME, NUMBER, STRING, TIME, YEARS_MONTHS
from workshop_rules.language.types import ListOf, RecordOf

UNSUPPLIED = {DATE_TIME, TIME, DAYS_TIME, YEARS_MONTHS}
"""Types that rosters have no columns of."""
REFUSED = (
    *("{moment}", "{time}", "{length}", "{months}.", "**", "string(", "substring", "string", "contains(", "starts with"),
    *("ends with", " case(", "sort(", "mode(", "reverse(", "sublist", "index of", "union(", "append(", "concatenate("),
    *("{place}]", "decimal(", "round", "of year", "of week", "odd(", "even(", "{two_", "{point_range}", "{range_point}"),
    *("years and months", "date(", "{months} /", "number(", "mean", "product", "median", "{scale}", "flatten(", "{made"),
    *("periods({date}", ".start", ".end", "{folded}"),
)
"""Pieces of templates that columns refuse, so that most of what is generated has a form in columns."""
OPEN = RowAnswer(None, (), error="left open")


def supplied(type_):
    """Values of a type as rosters have them; of five fields of a record one is not supplied."""
    match type_:
        case ListOf(item=item):
            return st.lists(supplied(item), max_size=4).map(tuple)
        case RecordOf(fields=fields):
            return st.tuples(*(st.one_of(st.none(), *[supplied(field)] * 4) for _, field in fields)).map(
                lambda parts: {name: part for (name, _), part in zip(fields, parts, strict=True) if part is not None}
            )
        case _ if type_ == NUMBER:
            return values(NUMBER).map(lambda number: number if fits(number) else Fraction(1, 2))
        case _ if type_ == STRING:
            return values(STRING).filter(str.strip)
        case _:
            return values(type_)


@st.composite
def dossiers(draw, read):
    """Those facts that are read, of which one in ten is not supplied."""
    known = sorted(name for name in read & FACTS.keys() if FACTS[name] not in UNSUPPLIED)
    facts = {name: draw(supplied(FACTS[name])) for name in known if draw(st.integers(0, 9))}
    findings = [name for name in FINDINGS if f"findings.{name}" in read]
    return Dossier(facts, findings={name: draw(st.booleans()) for name in findings if draw(st.integers(0, 9))})


def decided_by(condition, value):
    """A plan with a criterion, and a value beside it."""
    criterion = Criterion("c", WORDS, "1", condition, NOWHERE)
    outcomes = tuple(t.StringLiteral(name, span=NOWHERE, type=STRING) for name in ("yes", "no"))
    outcome = t.If(t.CriterionRef("c", span=NOWHERE, type=BOOLEAN), *outcomes, span=NOWHERE, type=STRING)
    names = tuple(OutcomeName(one.value, WORDS) for one in outcomes)
    read = facts_read([condition, value], DERIVATIONS)
    decision = Decision(
        "asked", "rubric", WORDS, "1", "teacher", None, (criterion,), (), (), names, outcome, value, read, (), NOWHERE
    )
    return plan_of({"asked": decision})


@st.composite
def questions(draw, type_):
    """An expression of a type, and what it is asked of: a case for its date and parameters, dossiers for its facts."""
    expression = draw(checked(type_, REFUSED))
    asked_of = dossiers(facts_read([expression], DERIVATIONS))
    return expression, draw(cases({})), draw(st.lists(asked_of, min_size=8, max_size=8))


def judged(condition, value, case, dossiers_, told):
    """Hold what columns settle against the interpreter, and count it."""
    plan = decided_by(condition, value)
    request = Request(plan, plan.decisions["asked"], case.as_of, case.readings, case.parameters)
    roster = Roster(request, lambda facts, as_of: OPEN)
    frame = frame_of(plan, dossiers_, [case.as_of] * len(dossiers_)).drop("day")
    for row, dossier in zip(roster.decide(frame).iter_rows(named=True), dossiers_, strict=True):
        told["rows"] += 1
        if row["error"] is None:
            told["settled"] += 1
            told["certain"] += not row["missing"]
            agrees(row, plan, case.__class__(dossier, case.as_of, case.readings, case.parameters))


def agrees(row, plan, case):
    expected = evaluate(plan, "asked", case)
    assert row["outcome"] == expected.outcome
    assert row["state.c"] == expected.criteria["c"].state
    assert row["missing"] == sorted(expected.missing)
    if row["value"] is not None:
        assert row["value"] == as_text(expected.value)


QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
ALWAYS = t.BooleanLiteral(True, span=NOWHERE, type=BOOLEAN)
ONE = t.NumberLiteral(1, span=NOWHERE, type=NUMBER)


def test_conditions():
    told = Counter()

    @QUICK
    @given(questions(BOOLEAN))
    def hold(question):
        judged(question[0], ONE, question[1], question[2], told)

    hold()
    assert told["certain"] > told["rows"] / 4, told


def test_numbers():
    told = Counter()

    @QUICK
    @given(questions(NUMBER))
    def hold(question):
        judged(ALWAYS, question[0], question[1], question[2], told)

    hold()
    assert told["settled"] > told["rows"] / 4, told
