import itertools
import json
from hashlib import sha256
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.riverside import PACK, decide, facts
from workshop_rules.explanation import Explanation
from workshop_rules.render.schema import VERSIONS, make_schema, published_schema

WAIVER = {"pack": "riverside", "decision": "guide", "criterion": "title"}
CASES: list[dict[str, Any]] = [
    {},
    {"homeroom_years": 8.5, "honors": [{"level": "city", "awarded_on": "2019-05-01"}]},
    {"birth_date": None, "findings": {}, "as_of": None},
    {"decision": "rank"},
    {"decision": "share", "absent": 1, "held": 3},
    {"decision": "after_guide", "absent": 1, "held": 0},
    {"title": "junior", "waivers": [{**WAIVER, "granted_on": "2022-01-01"}]},
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_explanation_keeps_to_the_published_schema(case):
    document = json.loads(decide(**case).explanation.to_json(), parse_float=pytest.fail)
    Draft202012Validator.check_schema(published_schema())
    assert list(Draft202012Validator(published_schema()).iter_errors(document)) == []
    assert document["schema"] == "workshop-rules/explanation/1"


@pytest.mark.parametrize("case", [one for one in CASES if one.get("decision", "guide") == "guide"], ids=str)
def test_with_what_would_turn_it_an_explanation_keeps_to_the_second_schema(case):
    verdict = decide(**case)
    explanation = verdict.explanation.with_alternatives(verdict.alternatives())
    document = json.loads(explanation.to_json(), parse_float=pytest.fail)
    assert document["schema"] == "workshop-rules/explanation/2"
    assert list(Draft202012Validator(published_schema(2)).iter_errors(document)) == []
    assert list(Draft202012Validator(published_schema(1)).iter_errors(document))
    assert {**document, "schema": "workshop-rules/explanation/1", "alternatives": None} == {
        **verdict.explanation.to_dict(),
        "alternatives": None,
    }


def as_data_says(explanation):
    data = explanation.to_dict()
    indented = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    compact = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return explanation.to_json() == indented and explanation.to_json(compact=True) == compact


def test_the_text_is_that_of_the_data_indented_or_on_one_line():
    for case in CASES:
        assert as_data_says(decide(**case).explanation)
    verdict = decide()
    assert as_data_says(verdict.explanation.with_alternatives(verdict.alternatives()))
    assert as_data_says(Explanation(verdict.explanation.reasons))


def test_records_that_come_again_are_put_together_on_one_line_as_well():
    decider = PACK.decider("guide")
    days = ("2019-05-01", "2021-06-30", "2005-01-02")
    for day, other in itertools.product(days, days):
        honors = [{"level": "city", "awarded_on": day}, {"level": "school", "awarded_on": other}]
        assert as_data_says(decider(facts(honors=honors)).explanation)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_shipped_schema_is_the_one_that_the_types_ask_for(version):
    assert published_schema(version) == make_schema(version), "what documents newly have makes a new version"


@pytest.mark.parametrize(
    ("version", "digest"),
    [
        (1, "e15ddff551d370249d5aa0027e33df70e610148c4f036537433f90a43bb50cd1"),
        (2, "32273d526e985964409df45049b000defde1ade576e457f7ad6bd56ae9ce9c14"),
    ],
)
def test_a_published_schema_does_not_change(version, digest):
    text = json.dumps(published_schema(version), ensure_ascii=False, sort_keys=True)
    assert sha256(text.encode()).hexdigest() == digest


def test_what_the_schema_does_not_know_is_refused():
    document = {**decide().explanation.to_dict(), "another": 1}
    assert list(Draft202012Validator(published_schema()).iter_errors(document))


def test_both_languages_and_the_whole_tree_are_there():
    document = decide(honors=[{"level": "city", "awarded_on": "2019-05-01"}]).explanation.to_dict()
    honor = next(one for one in document["criteria"] if one["id"] == "honor")
    (record,) = honor["condition"]["children"]
    assert record["sentence"] == {
        "zh": "2019年5月1日的市级荣誉：不在规定期间内，相差5个月",
        "en": "city honour of 2019-05-01: outside the window by 5 months",
    }
    assert [part["decided"] for part in record["children"]] == [False, True]
