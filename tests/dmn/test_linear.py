"""What it takes to read a model grows as the model does, counted in calls: those of Python and of its libraries."""

import sys

import pytest

from workshop_rules.dmn import read_model

PART = (
    '<itemDefinition name="t{n}"><typeRef>number</typeRef><allowedValues><text>[0..9]</text></allowedValues>'
    '</itemDefinition>{end}<itemDefinition name="r{n}"><itemComponent name="first name {n}" typeRef="t{n}"/>{end}'
    "</itemDefinition>{end}"
    '<inputData id="i{n}" name="age {n}"><variable name="age {n}" typeRef="t{n}"/></inputData>{end}'
    '<decision id="d{n}" name="d{n}"><variable name="d{n}" typeRef="no{n}"/>'
    '<informationRequirement><requiredInput href="#i{n}"/></informationRequirement>{end}'
    "<literalExpression><text>age {n} &lt; 18</text></literalExpression></decision>{end}"
)


def calls(folder, size, end):
    parts = "".join(PART.format(n=n, end=end) for n in range(size))
    file = folder / f"{size}.dmn"
    head = '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="m">'
    file.write_text(f"{head}{parts}</definitions>", "utf-8")
    made = 0

    def count(_frame, event, _argument):
        nonlocal made
        made += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        found = read_model(file)
    finally:
        sys.setprofile(before)
    assert found.errors == ()
    assert found.value is not None
    assert len(found.value.elements) == 2 * size
    return made


@pytest.mark.parametrize("end", ["", "\n"], ids=["on one line", "on lines"])
def test_twice_the_model_takes_twice_as_much(tmp_path, end):
    calls(tmp_path, 10, end)  # what is made once for all
    small, large = calls(tmp_path, 50, end), calls(tmp_path, 100, end)
    assert large < 2.05 * small
