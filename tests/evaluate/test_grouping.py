import pytest

from workshop_rules.evaluate.evaluation import State
from workshop_rules.evaluate.grouping import together


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], State.MET),
        ([State.MET, State.WAIVED, State.NOT_APPLICABLE], State.MET),
        ([State.MET, State.NOT_MET, State.UNKNOWN], State.NOT_MET),
        ([State.MET, State.NEEDS_JUDGEMENT], State.NEEDS_JUDGEMENT),
        ([State.UNKNOWN, State.NEEDS_JUDGEMENT], State.UNKNOWN),
    ],
)
def test_together(states, expected):
    assert together(states) is expected
