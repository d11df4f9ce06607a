"""What facts are called that are missing."""

import pytest

from tests.bundled import bundled


@pytest.mark.parametrize(
    ("opinion", "english", "chinese"),
    [
        (
            {"body": "school", "given_on": "2013-12-01", "sealed": True},
            "whether it is signed (opinion no. 1)",
            "第1份意见是否已签字",
        ),
        ({"given_on": "2013-12-01", "sealed": True, "signed": True}, "body of opinion no. 1", "第1份意见的出具单位"),
    ],
)
def test_of_what_is_true_or_false_it_is_missing_whether_it_is(opinion, english, chinese):
    verdict = bundled("ordos_2013").decide("application", {"opinions": [opinion]})
    criterion = next(one for one in verdict.explanation.reasons.criteria if one.id == "school_opinion")
    assert [(fact.title.en, fact.title.zh) for fact in criterion.missing] == [(english, chinese)]
