"""What facts are called that are missing."""

import pytest

from tests.bundled import bundled


@pytest.mark.parametrize(
    ("opinion", "english", "chinese"),
    [
        (
            {"body": "school", "given_on": "2013-12-01", "sealed": True},
            "whether it is signed (opinion no. 1)",
            "第1份意见：是否“已签字”",
        ),
        ({"given_on": "2013-12-01", "sealed": True, "signed": True}, "body of opinion no. 1", "第1份意见的出具单位"),
    ],
)
def test_of_what_is_true_or_false_it_is_missing_whether_it_is(opinion, english, chinese):
    verdict = bundled("ordos_2013").decide("application", {"opinions": [opinion]})
    criterion = next(one for one in verdict.explanation.reasons.criteria if one.id == "school_opinion")
    assert [(fact.title.en, fact.title.zh) for fact in criterion.missing] == [(english, chinese)]


@pytest.mark.parametrize(
    ("pack", "decision", "path", "english", "chinese"),
    [
        (
            "ordos_2013",
            "appointment",
            "materials_read",
            "whether experts have read the material",
            "是否“专家已审阅申报材料”",
        ),
        ("ordos_2013", "mentor", "in_service", "whether this is so: on the payroll and on post", "是否“在编在岗”"),
        ("ordos_2013", "mentor", "post", "post", "岗位"),
        ("ordos_2013", "evaluation", "scores.A1", "overall plan (marks of the evaluation)", "规划制定（评估得分）"),
    ],
)
def test_what_is_asked_for(pack, decision, path, english, chinese):
    missing = {
        one.path: one.title for one in bundled(pack).decide(decision, {"scores": {"A2": 1}}).explanation.reasons.missing
    }
    assert (missing[path].en, missing[path].zh) == (english, chinese)


def test_a_fact_that_was_given_is_called_by_its_name():
    reasons = bundled("ordos_2013").decide("application", {"in_service": True}).explanation.reasons
    assert [(one.title.en, one.title.zh) for one in reasons.unused] == [("on the payroll and on post", "在编在岗")]
