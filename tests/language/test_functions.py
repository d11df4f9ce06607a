"""The table of functions is true: its examples hold in every dialect that it says, and its signatures can be called."""

import pytest

from tests.evaluate.examples import value_in
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.functions import FUNCTIONS, Category

EXAMPLES = [
    pytest.param(example, dialect, id=f"{dialect}: {example.expression}")
    for function in FUNCTIONS.values()
    for example in function.examples
    for dialect in sorted(example.dialects & function.dialects)
]
ROWS = pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda function: function.name)


@pytest.mark.parametrize(("example", "dialect"), EXAMPLES)
def test_an_example_gives_what_it_says(example, dialect):
    assert value_in(dialect, example.expression) == value_in(dialect, example.result)


@ROWS
def test_a_function_has_an_example_in_every_dialect_unless_it_reads_the_clock(function):
    shown = {dialect for example in function.examples for dialect in example.dialects}
    assert function.name in {"now", "today"} or function.dialects <= shown


@ROWS
def test_a_function_that_packs_lack_says_why_and_others_do_not(function):
    assert bool(function.refused) == (not function.of(Dialect.PACK))


@ROWS
def test_optional_and_variadic_parameters_come_last(function):
    for signature in function.signatures:
        optional = [parameter.optional for parameter in signature.parameters]
        variadic = [parameter.variadic for parameter in signature.parameters]
        assert optional == sorted(optional)
        assert not any(variadic[:-1])
        assert signature.required + sum(optional) == len(signature.parameters)
        assert signature.most == (None if any(variadic) else len(signature.parameters))


@ROWS
def test_parameters_of_a_signature_have_names_of_their_own(function):
    for signature in function.signatures:
        names = [parameter.name for parameter in signature.parameters]
        assert len(set(names)) == len(names)
        for parameter in signature.parameters:
            assert signature.parameter(parameter.name) == (None if parameter.variadic else parameter)


@ROWS
def test_a_doc_is_one_sentence(function):
    assert function.doc[0].isupper()
    assert function.doc.endswith(".")
    assert "\n" not in function.doc


def test_packs_have_no_clock_nothing_irrational_and_no_patterns():
    lacking = {name for name, function in FUNCTIONS.items() if Dialect.PACK not in function.dialects}
    assert lacking >= {"now", "today", "sqrt", "log", "exp", "stddev", "matches", "replace", "split"}


def test_the_dmn_dialect_has_everything_but_what_is_for_policies():
    lacking = {name for name, function in FUNCTIONS.items() if Dialect.DMN not in function.dialects}
    assert lacking == {name for name, function in FUNCTIONS.items() if function.category is Category.POLICY}
