from textwrap import dedent

import pytest

from tests.bundled import bundled
from tests.riverside import decide

HONORS = [{"level": "city", "awarded_on": "2019-05-01"}, {"level": "county", "awarded_on": "2021-05-01"}]


def text(lang, view, **change):
    return decide(**change).explanation.to_text(lang=lang, view=view)


def test_outcome_first_then_what_decided_it():
    assert text("en", "short", homeroom_years=8.5, honors=HONORS) == dedent("""\
        Eligibility as a guide
        Outcome: not eligible
        Document: Rules for homeroom work, 临教〔2020〕1号 (1)
        As of: 2022-10-01

        What decided it
          ✗ Years: not met (1(1))
              Required: at least 9 years
              Found: 8.5 years
          ✗ A recent honour: not met (1(2))
              Required: at least one honour where the level is city or above, and the date of award is from \
2019-10-01 to 2022-10-01
              Found: none of 2; nearest: city honour of 2019-05-01: outside the window by 5 months

        The rest
          · 12 more criteria did not decide it
        """)


def test_in_chinese_with_the_documents_own_numbering():
    assert text("zh", "short", homeroom_years=8.5, honors=HONORS) == dedent("""\
        带教教师条件
        结论：不符合条件
        文件：班主任工作办法，临教〔2020〕1号（一）
        基准日期：2022年10月1日

        决定结论的条件
          ✗ 班主任年限：不符合（一/(一)）
              要求：不少于9年
              实际：8.5年
          ✗ 近三年荣誉：不符合（一/(二)）
              要求：至少一项荣誉符合：级别不低于市级，且获得日期在2019年10月1日至2022年10月1日之间
              实际：2项均不符合；最接近的是2019年5月1日的市级荣誉：不在规定期间内，相差5个月

        其余条件
          · 另有12项条件不影响结论
        """)


def test_what_is_missing_is_named_where_it_is_missing_and_together():
    found = text("en", "short", birth_date=None, findings={})
    assert "Outcome: undetermined\nStill possible: eligible or not eligible\n" in found
    assert "      Missing: date of birth\n" in found
    assert "Facts still missing\n  · date of birth\n  · conduct (decided by the school)\n" in found


def test_the_full_view_has_every_criterion_and_folds_what_had_no_effect():
    found = text("en", "full", honors=[*HONORS, {"level": "city", "awarded_on": "2021-09-10"}])
    assert "  ✓ Years: met (1(1))\n      Required: at least 9 years\n      Found: 12 years\n" in found
    assert "  ✗ city honour of 2019-05-01: outside the window by 5 months [without effect here]\n" in found
    assert "  ✓ city honour of 2021-09-10: qualifies\n" in found
    one_of = "      ✗ hosted a project: research projects: none recorded [without effect here]\n"
    assert one_of in found
    assert "parameter.min_years" not in found


def test_the_auditor_sees_expressions_paths_places_readings_and_thresholds():
    found = text("en", "auditor", honors=HONORS, school="A")
    for line in (
        "Expression: homeroom_years >= parameter.min_years",
        "Read: homeroom_years = 12; parameter.min_years = 9",
        "`honors[1]`",
        "decisions/guide.yaml:",
        "Where the three years begin: On the same day three years before (1(2)) `window=anniversary`",
        "least years: 9 years (1(1)) `parameter.min_years`",
        "first day of the three years: 2019-10-01",
        "school `school`",
        "Digest: ",
        "Engine: ",
    ):
        assert line in found


@pytest.mark.parametrize("view", ["short", "full", "auditor"])
def test_another_reading_and_another_threshold_are_said(view):
    found = text("en", view, readings={"window": "calendar"}, parameters={"min_years": 10, "pass_mark": 60})
    assert (
        "Where the three years begin: On 1 January three years before "
        "(the pack's default is On the same day three years before)"
    ) in found
    assert "least years: 10 years (the document says 9 years)" in found
    assert "pass mark: 60 (set by the user; the document gives none)" in found


@pytest.mark.parametrize(
    ("lang", "label"), [("en", "Set otherwise than in the pack: "), ("zh", "与规则包不同的设定：")]
)
def test_in_brief_what_was_set_otherwise_takes_one_line(lang, label):
    found = text(lang, "short", readings={"window": "calendar"}, parameters={"min_years": 10})
    (line,) = (line for line in found.splitlines() if line.startswith(label))
    assert line.count("10") == 1
    assert label not in text(lang, "short")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_of_a_value_all_that_it_rests_on_is_shown(lang):
    facts = {
        "semesters": [
            {"starts_on": "2024-09-01", "ends_on": "2025-01-17"},
            {"starts_on": "2025-02-17", "ends_on": "2025-06-30"},
        ],
        "training": [
            {"hours": 19, "kind": "lecture", "completed_on": "2024-10-10"},
            {"hours": 45, "kind": "practice", "completed_on": "2025-02-01"},
        ],
    }
    explanation = bundled("putuo_2024").decide("credits", facts, as_of="2025-06-30").explanation
    told = {
        "zh": ["各学期末计入的讲座课时：19和0", "各学期末计入的实践课时：0和45", "讲座类学分：1", "实践类学分：2"],
        "en": [
            "hours of lectures counted at the end of each semester: 19 and 0",
            "hours of practice counted at the end of each semester: 0 and 45",
            "credits for lectures: 1",
            "credits for practice: 2",
        ],
    }[lang]
    rates = {
        "zh": ["一学分的讲座课时：10课时（五/3）", "一学分的实践课时：20课时（五/3）"],
        "en": [
            "class hours of lectures for one credit: 10 class hours (5.3)",
            "class hours of practice for one credit: 20 class hours (5.3)",
        ],
    }[lang]
    full = explanation.to_text(lang).splitlines()
    assert [line for line in full if line in {f"  · {one}" for one in [*rates, *told]}] == [
        f"  · {one}" for one in [*rates, *told]
    ]
    short = explanation.to_text(lang, "short")
    assert not any(one in short for one in [*rates, *told])


def test_one_criterion_that_did_not_decide_is_one():
    explanation = bundled("county_studio").decide("targets", {"city_studios": 5}, as_of="2026-01-01").explanation
    assert "  · 2 more criteria did not decide it\n" in explanation.to_text("en", "short")
    explanation = bundled("putuo_2024").decide("study_hours", {"fixed_study_time": False}).explanation
    assert "  · 1 more criterion did not decide it\n" in explanation.to_text("en", "short")
    assert "  · 另有1项条件不影响结论\n" in explanation.to_text("zh", "short")


def test_dates():
    assert "As of: not given" in text("en", "short", as_of=None)
    assert "(outside the dates for which the pack judges: from 2020-01-01 to 2029-12-31)" in text(
        "en", "short", as_of="2019-12-31"
    )


def test_control_characters_of_a_dossier_are_shown_not_obeyed():
    found = text("en", "auditor", honors=[{"level": "city", "awarded_on": "2021-09-10", "name": "\u202egnp\u202d"}])
    assert "\u202e" not in found
    assert "‹U+202E›gnp" in found


@pytest.mark.parametrize(("lang", "view"), [("fr", "short"), ("en", "long")])
def test_there_are_no_other_languages_and_views(lang, view):
    with pytest.raises(ValueError, match=lang if lang == "fr" else view):
        text(lang, view)


@pytest.mark.parametrize(
    ("lang", "held"),
    [("en", "Rank held (not lost by this): first intermediate tier"), ("zh", "现有职级（不因本次评定失去）：中级一档")],
)
def test_the_tier_held_stands_beside_the_outcome_of_a_ladder(lang, held):
    facts = {"homeroom_years": 5, "current_rank": "intermediate_1", "in_service": False}
    explanation = bundled("taiyuan_ranks").decide("rank", facts, as_of="2014-09-01").explanation
    for view in ("short", "full", "auditor"):
        assert held in explanation.to_text(lang, view).splitlines()[:5]
    assert held.partition(":")[0].partition("：")[0] in explanation.to_html(lang)
