"""Conditions over the records of a list, and filters within others."""

import pytest

from tests.bundled import bundled


def criterion(pack, decision, name, facts, **given):
    """How a criterion of a bundled pack is explained."""
    criteria = bundled(pack).decide(decision, facts, **given).explanation.reasons.criteria
    return next(one for one in criteria if one.id == name)


def under(condition):
    """All conditions under one."""
    for child in condition.children:
        yield child
        yield from under(child)


def test_of_some_records_of_a_list_it_is_said_which():
    period = {"checked_from": "2014-03-01", "checked_to": "2014-03-31"}
    every = criterion("ordos_2013", "operations", "practice_day", period)
    assert every.required.en == "for every activity of the sessions of practical training: the days are exactly 1"
    assert every.required.zh == "实训活动中每次活动都符合：天数等于1天"
    some = criterion("ordos_2013", "operations", "practice_monthly", period)
    of_practice = "at least one activity of the sessions of practical training"
    assert some.required.en == f"for every period: {of_practice} where the date is within the period"
    assert some.required.zh == "每个时段都符合：实训活动中至少一次活动符合：日期在时段之内"


def test_what_may_yet_count_is_not_said_not_to():
    training = [{"hours": 24, "completed_on": "2013-07-10"}, {"hours": 8, "completed_on": "2014-01-01"}]
    facts = {"current_rank": "junior_1", "training": training}
    hours = criterion("taiyuan_ranks", "training_hours", "junior_hours", facts, as_of="2013-09-01")
    selections = [one for one in under(hours.condition) if one.kind == "selection"]
    assert [one.found.en for one in selections] == ["1 of 2", "0 of 2 and perhaps 1 more"]
    assert [one.found.zh for one in selections] == ["2次中的1次", "2次中的0次，另有1次不能确定"]
    assert selections[1].sentence.en.startswith("training: 0 of 2 and perhaps 1 more where ")
    assert selections[1].sentence.zh.startswith("培训：2次中有0次符合，另有1次不能确定：")


def test_a_list_that_nobody_gave_is_not_one_of_no_records():
    facts = {"host": {"school": "甲校"}}
    own = criterion("county_studio", "composition", "own_school", facts)
    selection = next(one for one in under(own.condition) if one.kind == "selection")
    assert (selection.found.en, selection.found.zh) == ("not known", "不详")
    assert selection.sentence.en == "members of the studio: not known"
    assert selection.sentence.zh == "工作室成员不详"


def test_of_a_list_that_may_lack_entries_it_is_said():
    facts = {"host": {"school": "甲校"}, "members": [{"school": "甲校"}, {"school": "乙校"}], "incomplete": ["members"]}
    own = criterion("county_studio", "composition", "own_school", facts)
    selection = next(one for one in under(own.condition) if one.kind == "selection")
    assert selection.found.en == "1 of 2; the list may lack entries"
    assert selection.found.zh == "2名中的1名；清单可能不全"
    assert selection.sentence.en.endswith("the same as the school of the host; the list may lack entries")


def test_a_person_has_no_date():
    year = {"starts_on": "2020-09-01", "ends_on": "2021-08-31"}
    member = {"name": "丙", "growth_file": False, "assessed_on": "2020-06-30"}
    assessed = criterion("taicang_community", "operations", "assessed", {"school_year": year, "members": [member]})
    within = "required: within the school year under check (2020-09-01 to 2021-08-31)"
    assert assessed.found.en == f"member “丙”: date of the last yearly assessment: 2020-06-30 ({within})"
    assert assessed.found.zh.startswith("成员“丙”：最近一次学年考核日期为2020年6月30日")
    meeting = criterion("taicang_community", "operations", "experts", {"expert_sessions": [{"held_on": "2020-06-30"}]})
    assert meeting.found.en.startswith("session of 2020-06-30: ")


def test_two_lists_together_are_no_pairs_of_one():
    semesters = [{"starts_on": "2015-09-01", "ends_on": "2016-01-20"}]
    members = [{"name": "甲"}, {"name": "乙"}]
    reports = [{"member": one["name"], "reported_on": "2016-01-10"} for one in members]
    facts = {"semesters": semesters, "members": members, "member_reports": reports}
    told = criterion("shijiazhuang", "operations", "member_reports", facts)
    assert (told.found.en, told.found.zh) == ("every combination qualifies", "每一组合都符合")
    steps = [{"step": "nominated", "done_on": "2020-06-01"}, {"step": "presented", "done_on": "2020-06-02"}]
    told = criterion("joint_school", "award_procedure", "in_order", {"selection_steps": steps})
    assert (told.found.en, told.found.zh) == ("every two qualify", "每两个之间都符合")


def test_a_record_beside_itself_is_one():
    opinions = [{"body": "school", "given_on": "2013-12-01"}, {"body": "city", "given_on": "2014-01-15"}]
    order = criterion("ordos_2013", "application", "opinions_in_order", {"opinions": opinions})
    assert [one.sentence.en for one in order.condition.children][:2] == [
        "school opinion of 2013-12-01: qualifies",
        "school opinion of 2013-12-01 and city bureau opinion of 2014-01-15: qualify",
    ]


def test_an_audit_that_was_refused_is_said_to_be():
    audits = [{"bureau": "county", "approved": False, "decided_on": "2013-10-20"}]
    facts = {"school_affiliation": "county", "reviewed_rank": "junior_1", "audits": audits}
    audited = criterion("taiyuan_ranks", "recognition", "audited", facts, as_of="2013-11-01")
    assert audited.found.en == "nearest: audit of 2013-10-20: it was approved: no (required: yes)"


def test_a_day_that_is_not_stated_is_held_against_what_the_reading_asks():
    facts = {"nominees": [{"district": "东胜区", "school_stage": "primary", "school_affiliation": "county"}]}
    for reading, asked in (("inclusive", "no later than 2013-12-31"), ("exclusive", "before 2013-12-31")):
        in_time = criterion("ordos_2013", "nomination", "in_time", facts, readings={"deadline_day": reading})
        assert in_time.found.en.endswith(f"date of submission: not known (required: {asked})")


def test_how_many_there_may_be_is_said_once():
    members = criterion("shijiazhuang", "composition", "members", {})
    assert members.required.en == "the members of the workshop are at most 10"
    assert members.required.zh == "工作室成员不超过10名"
    own = criterion("shijiazhuang", "nomination", "direct_schools", {})
    among = "the nominated workshops where the affiliation of the school is run by the city bureau"
    assert own.required.en == f"at most 1 for each school among {among}"
    assert own.required.zh == "推荐的工作室中学校隶属为市直属者，同一学校不超过1个"
    none = criterion("ordos_2013", "nomination", "no_kindergarten", {})
    assert none.required.zh == "推荐人选中不得有学校隶属不为“市直属”，且学段为幼儿园者"


def test_a_number_of_which_only_the_most_is_known_is_at_most_that():
    nominees = [{"school_stage": "primary"}] * 2
    places = criterion("ordos_2013", "nomination", "per_district_and_stage", {"nominees": nominees})
    assert "between" not in places.found.en
    assert "at most 2, not known exactly" in places.found.en
    assert "至多2名（确切数目不详）" in places.found.zh


def test_how_far_what_is_divided_goes_is_seen():
    rounds = [{"award": "advanced", "held_on": "2011-09-10"}]
    held = criterion("taiyuan_ranks", "awards", "advanced_years", {"award_rounds": rounds}, as_of="2013-12-31")
    said = [one.title for one in under(held.condition)]
    assert "remainder of (entry − 2010) divided by the cycle of the awards" in [title.en for title in said]
    assert "（该项 − 2010）除以评选周期的余数" in [title.zh for title in said]


def test_what_only_another_reading_asks_for_is_not_called_required():
    facts = {"applied_on": "2013-09-05", "list_filed_on": "2013-09-29"}
    filed = criterion("taiyuan_ranks", "application_window", "filed_in_time", facts)
    said = [one.sentence for one in under(filed.condition) if one.kind == "comparison"][-1]
    assert said.en == "day of the date on which the school filed its list: 29"
    assert said.zh == "学校报送评定名单的日期的日：29"
    strict = criterion(
        "taiyuan_ranks", "application_window", "filed_in_time", facts, readings={"filing_day": "last_ten_days"}
    )
    said = [one.sentence for one in under(strict.condition) if one.kind == "comparison"][-1]
    assert said.en == "day of the date on which the school filed its list: 29 (required: more than 20)"


@pytest.mark.parametrize(
    ("honors", "found"),
    [
        ([], "none recorded, but the list may lack entries"),
        (
            [{"level": "county", "awarded_on": "2012-09-10"}],
            "none of those recorded qualifies, but the list may lack entries",
        ),
    ],
)
def test_what_is_found_in_a_list_that_may_lack_entries(honors, found):
    facts = {"honors": [{"kind": "education", **one} for one in honors], "incomplete": ["honors"]}
    assert criterion("ordos_2013", "mentor", "city_honor", facts).found.en == found


def test_what_all_asks_of_a_list_that_may_lack_entries():
    facts = {"listed_projects": [{"level": "city"}], "incomplete": ["listed_projects"]}
    listed = criterion("ordos_2013", "application", "listed_projects", facts)
    assert listed.found.zh == "已记录的全部符合，但清单可能不全"


def test_the_same_field_of_two_lists():
    facts = {
        "members": [{"name": "甲"}],
        "leader": {"name": "丁"},
        "weekly_releases": [{"name": "甲", "days_a_week": 1}],
    }
    weekly = criterion("shijiazhuang", "operations", "weekly_time", facts)
    required = next(one.required for one in under(weekly.condition) if one.kind == "every")
    assert required.en == (
        "for every member: at least one arrangement where the name in the arrangement is the same, "
        "and the average days a week is at least 0.5"
    )


def test_a_record_of_a_filter_counts_or_does_not_and_nothing_is_asked_of_it():
    members = [{"name": "甲", "school": "A"}, {"name": "乙", "school": "B"}, {"name": "丙"}]
    own = criterion("county_studio", "composition", "own_school", {"host": {"school": "A"}, "members": members})
    told = next(one for one in under(own.condition) if one.kind == "selection").children
    assert [one.sentence.en for one in told] == [
        "member “甲”: counts",
        "member “乙”: does not count (school: “B”)",
        "member “丙”: not known whether it counts (school: not known)",
    ]
    assert [one.sentence.zh for one in told] == [
        "成员“甲”：计入",
        "成员“乙”：不计入（学校：“B”）",
        "成员“丙”：不能确定是否计入（学校：不详）",
    ]


def test_a_record_of_a_filter_is_off_by_as_much_as_it_is():
    visits = [{"kind": "outreach", "held_on": "2024-08-30"}, {"kind": "study_trip", "held_on": "2024-10-01"}]
    facts = {"school_years": [{"starts_on": "2024-09-01", "ends_on": "2025-08-31"}], "activities": visits}
    outreach = criterion("county_studio", "duties", "outreach", facts, as_of="2025-09-10")
    told = [one.sentence.en for one in under(outreach.condition) if ": does not count (" in one.sentence.en]
    assert told == [
        "activity of 2024-08-30: does not count (outside the window by 2 days)",
        "activity of 2024-10-01: does not count (kind: study trip)",
    ]


def test_of_activities_too_far_apart_the_next_one_is_named():
    days = ["2024-09-10", "2024-09-20", "2024-10-10", "2024-10-20"]
    facts = {
        "semesters": [{"starts_on": "2024-09-01", "ends_on": "2024-10-31"}],
        "activities": [{"kind": "group_study", "held_on": day} for day in days],
    }
    study = criterion("county_studio", "duties", "group_study", facts, as_of="2024-12-01")
    assert study.found.en.endswith(
        "not met by the activity of 2024-09-20: group study where the date of the second activity is after "
        "the date of the first activity: none of 2 qualifies; nearest is the activity of 2024-10-10: "
        "date of the second activity: 6 days too late"
    )
    assert study.found.zh.endswith("最接近的是2024年10月10日的活动：后一次活动的日期晚了6天")
