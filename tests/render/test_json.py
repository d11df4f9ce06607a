import json
from hashlib import sha256
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.riverside import decide
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
