"""The compiled evaluator agrees with the interpreter on generated plans and cases, with gaps and without."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evaluate.agreement.answers import answer_of
from tests.strategies_cases import FACTS, FINDINGS, cases, values
from tests.strategies_plans import plans, waivers
from workshop_rules.evaluate._python import Prepared
from workshop_rules.evaluate.evaluation import Dossier
from workshop_rules.evaluate.interpreter import evaluate
from workshop_rules.language.types import ListOf, RecordOf

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def whole(type_):
    """Values of a type with every field supplied."""
    match type_:
        case ListOf(item=RecordOf() as item):
            return st.lists(whole(item), max_size=4).map(tuple)
        case RecordOf(fields=fields):
            return st.fixed_dictionaries({name: values(field) for name, field in fields})
        case _:
            return values(type_)


COMPLETE = st.builds(
    Dossier,
    st.fixed_dictionaries({name: whole(type_) for name, type_ in FACTS.items()}),
    findings=st.fixed_dictionaries({name: st.booleans() for name in FINDINGS}),
)


def agrees(plan, case):
    prepared = Prepared(plan, "asked", case.readings, case.parameters)
    return answer_of(prepared.evaluate, case) == answer_of(evaluate, plan, "asked", case)


@settings(max_examples=50, suppress_health_check=SLOW, deadline=None)
@given(plans(valued=True), cases(), waivers())
def test_with_gaps_and_waivers(plan, case, granted):
    assert agrees(plan, replace(case, dossier=replace(case.dossier, waivers=granted)))


@settings(max_examples=50, suppress_health_check=SLOW, deadline=None)
@given(plans(valued=True), cases(), COMPLETE)
def test_where_all_is_supplied(plan, case, dossier):
    assert agrees(plan, replace(case, dossier=dossier, parameters={**case.parameters, "unstated": 3}))
