"""What expressions are called: as much of them in brackets as would otherwise be taken apart."""

import pytest

from tests.bundled import bundled
from workshop_rules.evaluate.evaluation import Case, Dossier
from workshop_rules.explain.terms import Terms
from workshop_rules.explain.wording import LANGUAGES, Speech
from workshop_rules.explain.wording.expressions import noun
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.values import Unknown
from workshop_rules.parse import parse_expression


def known(expression):
    """Nothing is, so that all is worked out in words."""
    return Unknown(frozenset({"nothing"}))


def said(text):
    plan = bundled("ordos_2013").decide("mentor", {})._plan
    terms = Terms(plan, plan.decisions["mentor"], Case(Dossier({}), None, {}, {}), known)
    node = parse_expression(text, dialect=Dialect.PACK).unwrap()
    return [noun(Speech(language, terms), node) for language in LANGUAGES]


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("(1 + 2) * 3", "（1 + 2） × 3", "(1 + 2) × 3"),
        ("1 + 2 * 3", "1 + 2 × 3", "1 + 2 × 3"),
        ("1 - 2 - 3", "1 − 2 − 3", "1 − 2 − 3"),
        ("1 - (2 - 3)", "1 − （2 − 3）", "1 − (2 − 3)"),
        ("-(1 + 2) - 3", "负（1 + 2） − 3", "minus (1 + 2) − 3"),
        ("(-(1 + 2)) ** 3", "（负（1 + 2）） ** 3", "(minus (1 + 2)) ** 3"),
    ],
)
def test_what_is_worked_out_first_stands_in_brackets(text, chinese, english):
    assert said(text) == [chinese, english]
