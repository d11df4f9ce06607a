"""Sentences, as people would write them."""

import re
import shutil

import pytest

import workshop_rules as wr
from tests.bundled import bundled
from tests.riverside import criterion
from workshop_rules import State

CITY_2019 = {"level": "city", "awarded_on": "2019-05-01"}
CITY_2021 = {"level": "city", "awarded_on": "2021-09-10"}
COUNTY_2021 = {"level": "county", "awarded_on": "2021-05-01"}
PAPER = {"kind": "paper", "formal": True, "published_on": "2021-03-01"}

SENTENCES = [
    # numbers with their units, against a threshold of the document
    (
        "years",
        {"homeroom_years": 8},
        "years as a homeroom teacher: 8 (required: at least 9)",
        "担任班主任年限为8年，要求不少于9年",
    ),
    (
        "years",
        {"homeroom_years": None},
        "years as a homeroom teacher: not known (required: at least 9)",
        "担任班主任年限不详，要求不少于9年",
    ),
    (
        "years",
        {"homeroom_years": 12, "parameters": {"min_years": 15}},
        "years as a homeroom teacher: 12 (required: at least 15)",
        "担任班主任年限为12年，要求不少于15年",
    ),
    # a threshold that the document leaves open
    (
        "marks",
        {"marks": 55.5},
        "marks: 55.5 points (required: at least the pass mark, for which the document gives no value)",
        "考核得分为55.5分，要求不少于合格线（文件未作规定）",
    ),
    # dates and ranges
    (
        "age",
        {"birth_date": "1999-05-05"},
        "age: 23 years (required: from 25 to 55 years)",
        "年龄为23周岁，要求在25至55周岁之间",
    ),
    # ordered and plain enumerations, true or false
    (
        "title",
        {"title": "junior"},
        "grade of professional title: junior (required: intermediate or above)",
        "职称等级为初级，要求不低于中级",
    ),
    (
        "on_post",
        {"in_service": False, "post": "subject_teacher"},
        "in service: no (required: yes); post: subject teacher (required: homeroom teacher)",
        "在职：否，应为“是”；岗位为科任教师，要求为班主任",
    ),
    (
        "on_post",
        {},
        "in service: yes; post: homeroom teacher, as required",
        "在职：是；岗位为班主任，符合要求",
    ),
    (
        "not_other",
        {"school_affiliation": "private"},
        "affiliation of the school: private (required: not “private”)",
        "学校隶属为民办，要求不为“民办”",
    ),
    # findings
    ("conduct", {"findings": {"conduct": True}}, "conduct: found to hold", "师德：已认定符合"),
    (
        "conduct",
        {"findings": {"conduct": {"holds": False, "by": "第三中学"}}},
        "conduct: found not to hold by 第三中学",
        "师德：第三中学已认定不符合",
    ),
    ("conduct", {"findings": {}}, "conduct: still to be judged by the school", "师德：尚待学校认定"),
    # some
    (
        "honor",
        {"honors": [CITY_2021]},
        "honours: city honour of 2021-09-10 qualifies",
        "个人荣誉：2021年9月10日的市级荣誉符合要求",
    ),
    (
        "honor",
        {"honors": [CITY_2019, COUNTY_2021]},
        "honours: none of 2 qualifies; nearest is the city honour of 2019-05-01: outside the window by 5 months",
        "个人荣誉：2项均不符合要求；最接近的是2019年5月1日的市级荣誉：不在规定期间内，相差5个月",
    ),
    (
        "honor",
        {"honors": [COUNTY_2021]},
        (
            "honours: the only one, the county honour of 2021-05-01, does not qualify: level: county "
            "(required: city or above)"
        ),
        "个人荣誉：仅有的2021年5月1日的县（区、旗）级荣誉不符合要求：级别为县（区、旗）级，要求不低于市级",
    ),
    ("honor", {"honors": []}, "honours: none recorded", "个人荣誉：无记录"),
    ("honor", {"honors": None}, "honours: not known", "个人荣誉不详"),
    (
        "honor",
        {"honors": [{"level": "city"}]},
        (
            "honours: not known whether one qualifies; city honour: date of award: not known (required: "
            "from 2019-10-01 to 2022-10-01)"
        ),
        "个人荣誉：尚不能确定是否有一项符合；市级荣誉：获得日期不详，要求在2019年10月1日至2022年10月1日之间",
    ),
    (
        "honor",
        {"honors": [], "incomplete": ["honors"]},
        "honours: none recorded, but the list may lack entries",
        "个人荣誉：无记录，但清单可能不全",
    ),
    (
        "honor",
        {"honors": [COUNTY_2021], "incomplete": ["honors"]},
        "honours: none of those recorded qualifies, but the list may lack entries",
        "个人荣誉：已记录的均不符合要求，但清单可能不全",
    ),
    (
        "honor",
        {"honors": [CITY_2021, {**CITY_2021, "name": "模范"}, COUNTY_2021]},
        "honours: city honour of 2021-09-10 qualifies, and 1 more",
        "个人荣誉：2021年9月10日的市级荣誉符合要求，另有1项也符合",
    ),
    # every
    (
        "formal",
        {},
        "papers, monographs and shared experience: all 2 qualify",
        "论文、专著与经验交流：2项全部符合要求",
    ),
    (
        "formal",
        {"publications": [PAPER, {**PAPER, "published_on": "1999-12-31"}]},
        (
            "papers, monographs and shared experience: not met by the publication of 1999-12-31: date of "
            "publication: 1 day too early"
        ),
        "论文、专著与经验交流：1999年12月31日的成果不符合要求：发表日期早了1天",
    ),
    (
        "formal",
        {"publications": [{"kind": "paper", "formal": True}]},
        (
            "papers, monographs and shared experience: not known whether all qualify; publication no. 1: "
            "date of publication: not known (required: on or after 2000-01-01)"
        ),
        "论文、专著与经验交流：尚不能确定是否全部符合；第1项成果：发表日期不详，要求不早于2000年1月1日",
    ),
    # counts
    (
        "papers",
        {"publications": [PAPER]},
        "number of papers in registered journals: 1 (required: at least 2)",
        "正规刊物论文的数量为1项，要求不少于2项",
    ),
    (
        "papers",
        {"publications": [PAPER, {"kind": "paper"}]},
        "number of papers in registered journals: between 1 and 2, not known exactly (required: at least 2)",
        "正规刊物论文的数量为1至2项（确切数目不详），要求不少于2项",
    ),
    # groups
    (
        "one_of",
        {"mentored_teachers": 1},
        (
            "none of these holds: hosted a project: research projects: none recorded; number of young "
            "homeroom teachers mentored with success: 1 (required: at least 5)"
        ),
        "以下各项均不成立：主持课题：课题：无记录；成功带教的年轻班主任人数为1名，要求不少于5名",
    ),
    (
        "two_of",
        {"mentored_teachers": 1, "school_stage": "vocational"},
        (
            "1 of 3 met (required: at least 2): number of young homeroom teachers mentored with success: 1 "
            "(required: at least 3); school stage: secondary vocational school (required: primary school or "
            "kindergarten)"
        ),
        (
            "3项中有1项成立，要求不少于2：成功带教的年轻班主任人数为1名，要求不少于3名；"
            "学段为中等职业学校，要求为小学或幼儿园"
        ),
    ),
    # readings
    ("extra", {}, "the reading “It does not” is chosen", "采用“不适用”的理解"),
    (
        "extra",
        {"readings": {"strictness": "strict"}, "absent": 1, "held": 3},
        "sessions missed ÷ sessions held: about 0.33 (required: less than 0.5)",
        "缺勤次数 ÷ 活动次数为约0.33，要求少于0.5",
    ),
    # a sentence of the pack's own
    (
        "direct",
        {"school_affiliation": "direct", "homeroom_consecutive_years": 4.25},
        "In post for 4.25 years without a break, enough for a city school.",
        "连续任班主任4.25年，符合直属学校的要求。",
    ),
    (
        "direct",
        {},
        (
            "does not apply here: only where the affiliation of the school is run by the city bureau"
            " (affiliation of the school: run by a county or district)"
        ),
        "此处不适用；仅在以下情形适用：学校隶属为市直属（学校隶属：县（市、区）属）",
    ),
]


@pytest.mark.parametrize(("name", "change", "english", "chinese"), SENTENCES)
def test_sentence(name, change, english, chinese):
    sentence = criterion(name, **change).sentence
    assert sentence.en == english
    assert sentence.zh == chinese


def test_a_waived_criterion_says_who_waived_it():
    waiver = {"pack": "riverside", "decision": "guide", "criterion": "title", "by": "市教育局"}
    found = criterion("title", title="junior", waivers=[waiver])
    assert (
        found.sentence.en == "grade of professional title: junior (required: intermediate or above); waived by 市教育局"
    )
    assert found.sentence.zh == "职称等级为初级，要求不低于中级；市教育局已予放宽"


def test_the_window_follows_the_reading():
    honor = {"level": "city", "awarded_on": "2019-02-01"}
    assert criterion("honor", honors=[honor]).state == "not_met"
    assert criterion("honor", honors=[honor], readings={"window": "calendar"}).state == "met"


def test_a_text_from_a_dossier_is_shortened_and_made_visible():
    name = "a\u202eb" + "c" * 10_000
    sentence = criterion("honor", honors=[{"level": "city", "awarded_on": "2021-09-10", "name": name}]).sentence
    assert "\u202e" not in sentence.en
    assert "10003 characters" in sentence.en
    assert len(sentence.en) < 300


def test_what_keeps_a_criterion_from_applying_is_said_down_to_the_age(tmp_path):
    folder = shutil.copytree(bundled("joint_school").folder, tmp_path / "joint_school")
    decision = folder / "decisions" / "homeroom_duty.yaml"
    text = decision.read_text("utf-8")
    decision.write_text(re.sub(r"\n    texts:\n(?:      .*\n)+", "\n", text), "utf-8")
    facts = {"birth_date": "1957-01-01", "sex": "male", "title": "senior", "middle_leader": False}
    verdict = wr.load_pack(folder).decide("homeroom_duty", facts, "2016-01-01")
    sentence = verdict.criteria["teacher"].sentence
    assert verdict.criteria["teacher"].state is State.NOT_APPLICABLE
    assert "age: 59 years" in sentence.en
    assert "年龄：59周岁" in sentence.zh
