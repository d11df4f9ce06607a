"""The runner of the kit, over a small kit of its own: what counts as agreement, and how results are counted."""

from decimal import Decimal
from pathlib import Path

import pytest

from workshop_rules.conformance.tck import KitError, Verdict, lines, run_kit, tally, vendor_csv
from workshop_rules.conformance.tck.runner import agrees
from workshop_rules.evaluate._dmn import iso
from workshop_rules.evaluate._dmn.values import NULL

MODELS = Path(__file__).parents[2] / "dmn" / "models"
CASES = """<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <modelName>bonus.dmn</modelName>
  <testCase id="right">
    <inputNode name="Years"><value xsi:type="xsd:decimal">2</value></inputNode>
    <inputNode name="Levels"><list><item><value xsi:type="xsd:string">city</value></item></list></inputNode>
    <resultNode name="Bonus"><expected><value xsi:type="xsd:decimal">250</value></expected></resultNode>
    <resultNode name="Base"><expected><value xsi:type="xsd:decimal">200.000000001</value></expected></resultNode>
  </testCase>
  <testCase id="wrong">
    <inputNode name="Years"><value xsi:type="xsd:decimal">2</value></inputNode>
    <resultNode name="Base"><expected><value xsi:type="xsd:decimal">201</value></expected></resultNode>
  </testCase>
  <testCase id="error">
    <inputNode name="Years"><value xsi:type="xsd:string">x</value></inputNode>
    <resultNode name="Base" errorResult="true"><expected><value xsi:nil="true"/></expected></resultNode>
  </testCase>
  <testCase id="null where a value is">
    <inputNode name="Years"><value xsi:type="xsd:decimal">2</value></inputNode>
    <resultNode name="Base" errorResult="true"><expected><value xsi:nil="true"/></expected></resultNode>
  </testCase>
  <testCase id="service" type="decisionService" invocableName="bonus service">
    <inputNode name="Years"><value xsi:type="xsd:decimal">1</value></inputNode>
    <inputNode name="Levels"><list/></inputNode>
    <resultNode name="Bonus"><expected><value xsi:type="xsd:decimal">100</value></expected></resultNode>
  </testCase>
</testCases>
"""


@pytest.fixture
def kit(tmp_path):
    folder = tmp_path / "compliance-level-9" / "0001-bonus"
    folder.mkdir(parents=True)
    (folder / "bonus.dmn").write_bytes((MODELS / "bonus.dmn").read_bytes())
    (folder / "0001-bonus-test-01.xml").write_text(CASES)
    return tmp_path


def test_cases_pass_and_fail(kit):
    assert {result.case: result.verdict for result in run_kit(kit)} == {
        "right": Verdict.PASSED,
        "wrong": Verdict.FAILED,
        "error": Verdict.PASSED,
        "null where a value is": Verdict.FAILED,
        "service": Verdict.PASSED,
    }
    (wrong,) = (result for result in run_kit(kit) if result.case == "wrong")
    assert wrong.message == "Base: expected 201, got 200"
    assert wrong.key == "compliance-level-9/0001-bonus/0001-bonus-test-01/wrong"


def test_cases_that_bear_a_value_are_counted_apart(kit):
    counted = tally(run_kit(kit))
    count = counted.levels["compliance-level-9"]
    assert (count.of(Verdict.PASSED, bears_value=True), count.of(bears_value=True)) == (2, 3)
    assert (count.of(Verdict.PASSED, bears_value=False), count.of(bears_value=False)) == (1, 2)
    assert not counted.clean
    text = "\n".join(lines(counted))
    assert "66.67 % of the value-bearing, 60.00 % of all" in text


def test_results_as_vendors_publish_them(kit):
    first, second, *_ = vendor_csv(list(run_kit(kit))).splitlines()
    assert first == '"compliance-level-9/0001-bonus","0001-bonus-test-01","right","SUCCESS",""'
    assert second.startswith('"compliance-level-9/0001-bonus","0001-bonus-test-01","wrong","ERROR","Base: expected')


def test_a_model_that_cannot_be_read_makes_its_cases_errors(kit):
    (kit / "compliance-level-9" / "0001-bonus" / "bonus.dmn").write_text("<nothing/>")
    assert {result.verdict for result in run_kit(kit)} == {Verdict.ERRORED}


def test_a_file_of_cases_that_cannot_be_read_is_an_error(kit):
    (kit / "compliance-level-9" / "0001-bonus" / "0001-bonus-test-01.xml").write_text("<testCases>")
    (result,) = run_kit(kit)
    assert result.verdict is Verdict.ERRORED
    assert "WR701" in result.message


def test_no_kit(tmp_path):
    with pytest.raises(KitError):
        list(run_kit(tmp_path))


@pytest.mark.parametrize(
    ("wanted", "actual", "same"),
    [
        (Decimal("0.1"), Decimal("0.100000001"), True),
        (Decimal("0.1"), Decimal("0.1000001"), False),
        (True, Decimal(1), False),
        ("1", Decimal(1), False),
        ({"a": NULL}, {}, True),
        ({"a": "x"}, {"a": "x", "b": "y"}, False),
        (("a",), "a", False),
        (NULL, "", False),
        (iso.read_time("10:00:00+00:00"), iso.read_time("10:00:00Z"), True),
        (iso.read_time("10:00:00.1"), iso.read_time("10:00:00.2"), False),
        (iso.read_time("10:00:00"), iso.read_time("10:00:00Z"), False),
        (iso.read_date_time("2021-01-01T10:00:00+01:00"), iso.read_date_time("2021-01-01T10:00:00@Europe/Paris"), True),
        (iso.read_duration("P12M"), iso.read_duration("P1Y"), True),
    ],
)
def test_agreement(wanted, actual, same):
    assert agrees(wanted, actual) is same
