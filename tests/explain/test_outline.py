"""What is said around records is put together as if nothing had come before them."""

import datetime as dt
import itertools
import shutil
from pathlib import Path

import pytest

import workshop_rules as wr
from workshop_rules.evaluate.interpreter import Tracing, evaluate
from workshop_rules.explain.from_evaluation import explain
from workshop_rules.render.json import to_json

BENCH_B = wr.load_pack(Path(__file__).parents[2] / "benchmarks" / "packs" / "bench_b")
PRIZES = """
facts:
  prizes:
    title: {zh: 个人荣誉, en: prizes}
    type: list
    change: add_records
    one: {zh: 荣誉|项, en: honour}
    item:
      level: {title: {zh: 级别, en: level}, type: level}
      awarded_on: {title: {zh: 获得日期, en: date of award}, type: date}
"""
EARLY, LATE = dt.date(2006, 3, 1), dt.date(2011, 3, 1)


def days_of(case):
    return [one["awarded_on"] for one in case["honors"]]


def is_told_as_alone(decide, case, pack=BENCH_B):
    verdict = decide(case)
    traced = evaluate(pack.plan, "mentor", verdict._case, Tracing())
    alone = explain(pack.plan, pack.decisions["mentor"], verdict._case, traced)
    return verdict.explanation.to_json() == to_json(alone)


def warm(cases, pack=BENCH_B):
    """A decider that has explained all of these before, some of them often: it has met their dates."""
    decide = pack.decider("mentor")
    for case in [*cases, *cases]:
        decide(case).explanation.to_json()
    return decide


def test_lists_that_are_alike_are_told_with_their_own_dates(put_together):
    days = [dt.timedelta(days=3 * day) for day in range(4)]
    cases = [
        {
            "honors": [
                {"level": "county", "awarded_on": EARLY + first},
                {"level": "city", "awarded_on": LATE + second},
            ]
        }
        for first, second in itertools.product(days, days)
    ]
    decide = warm(cases[::3])
    for case in cases:
        put_together.clear()
        assert is_told_as_alone(decide, case)
        assert any(f"{case['honors'][1]['awarded_on']}" in text for _, text in put_together), (
            "it was put into words by itself"
        )


def test_where_none_qualifies_the_dates_say_which_comes_nearest(put_together):
    days = [dt.date(2001, 1, 1) + dt.timedelta(days=100 * step) for step in range(4)]
    cases = [
        {"honors": [{"level": "city", "awarded_on": day} for day in pair]} for pair in itertools.permutations(days, 2)
    ]
    decide = warm(cases)
    for case in cases:
        put_together.clear()
        assert is_told_as_alone(decide, case)
        assert any("honors[1]" in text for _, text in put_together), "it was put into words by itself"
        reason = next(one for one in decide(case).explanation.reasons.criteria if one.id == "honor")
        assert str(max(days_of(case))) in reason.sentence.en


def test_two_lists_are_told_with_the_dates_of_each(put_together):
    cases = [
        {
            "publications": [{"formal": False, "published_on": LATE + dt.timedelta(days=first)}] * 2,
            "project_awards": [{"level": "county", "awarded_on": LATE + dt.timedelta(days=second)}],
        }
        for first, second in itertools.product(range(4), range(4))
    ]
    decide = warm(cases)
    for case in cases:
        put_together.clear()
        assert is_told_as_alone(decide, case)
        assert any("publications[2]" in text and "project_awards[1]" in text for _, text in put_together)


@pytest.fixture
def either_list(tmp_path):
    """The pack with a criterion that either of two lists of like records meets."""
    folder = tmp_path / "bench_b"
    shutil.copytree(BENCH_B.folder, folder)
    decision = folder / "decisions" / "mentor.yaml"
    text = decision.read_text("utf-8")
    text = text.replace(
        "some p in publications satisfies p.formal and p.published_on in three_years",
        "some h in honors satisfies h.level >= level.city and h.awarded_on in three_years",
    )
    text = text.replace("some a in project_awards satisfies a.level", "some a in prizes satisfies a.level")
    decision.write_text(text, "utf-8")
    (folder / "facts.yaml").write_text(PRIZES, "utf-8")
    return wr.load_pack(folder)


def test_how_long_each_of_two_lists_is_counts(either_list, put_together):
    records = [{"level": "county", "awarded_on": LATE + dt.timedelta(days=step)} for step in range(3)]
    cases = [{"honors": records[:place], "prizes": records[place:]} for place in range(4)]
    decide = warm(cases * 4, either_list)
    assert all(is_told_as_alone(decide, case, either_list) for case in cases)
    assert any("prizes[3]" in text for _, text in put_together)


def test_records_of_two_lists_that_are_called_the_same_are_told_once(either_list, put_together):
    dates = [LATE + dt.timedelta(days=step) for step in range(3)]
    cases = [
        {"honors": [{"level": "school", "awarded_on": one}], "prizes": [{"level": "school", "awarded_on": other}]}
        for one, other in itertools.product(dates, dates)
    ]
    decide = warm(cases, either_list)
    for case in cases:
        put_together.clear()
        assert is_told_as_alone(decide, case, either_list)
        together = any("prizes[1]" in text for _, text in put_together)
        assert together == (case["honors"][0]["awarded_on"] != case["prizes"][0]["awarded_on"])
