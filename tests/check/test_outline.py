"""The numbering of outlines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_rules.check.outline import check_numbering, chinese_number, chinese_numeral, read_number
from workshop_rules.pack.models import Outline

WORDS = {"zh": "题", "en": "title"}


def complaints(*numbering):
    clauses = tuple(
        {"id": str(i), "numbering": one, "title": WORDS, "coverage": "procedure", "reason": WORDS}
        for i, one in enumerate(numbering)
    )
    return [d.message for d in check_numbering(Outline.model_validate({"clauses": clauses}))]


@given(st.integers(1, 999))
def test_chinese_numerals_are_read_back(number):
    assert chinese_number(chinese_numeral(number)) == number


@pytest.mark.parametrize(
    ("number", "numeral"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
    ],
)
def test_numerals_as_documents_write_them(number, numeral):
    assert chinese_numeral(number) == numeral


@pytest.mark.parametrize(
    ("part", "value", "next_"),
    [
        ("一", 1, "二"),
        ("（十）", 10, "(十一)"),
        ("(九)", 9, "(十)"),
        ("第十九条", 19, "第二十条"),
        ("第3条", 3, "第4条"),
        ("3", 3, "4"),
        ("3.", 3, "4."),
        ("(3)", 3, "(4)"),
        ("B", 2, "C"),
        ("A3", 3, "A4"),
        ("5.1", 1, "5.2"),
        ("②", 2, "③"),
        ("附件1", 1, "附件2"),
    ],
)
def test_the_number_in_a_part(part, value, next_):
    number = read_number(part)
    assert number is not None
    assert number.value == value
    assert str(number._replace(value=value + 1)) == next_
    following = read_number(next_)
    assert following is not None
    assert following.style == number.style


@pytest.mark.parametrize("part", ["申报表", "附加", "基本条件", "初级二档", ""])
def test_a_part_without_a_number(part):
    assert read_number(part) is None


@pytest.mark.parametrize(
    "numbering",
    [
        ("一", "二", "二/(一)", "二/(二)", "三"),
        ("附件1/一", "附件1/二", "附件1/二/(一)", "附件1/申报表", "附件2/一"),
        ("第一章", "第一章/第一条", "第一章/第二条", "第二章", "第二章/第三条"),
        ("一", "一/A", "一/A/A1", "一/A/A2", "一/B", "一/B/B1"),
        ("1", "2", "2/2.1", "2/2.2", "3", "3/3.1"),
        ("一", None, "二"),
    ],
)
def test_an_outline_in_order(numbering):
    assert complaints(*numbering) == []


@pytest.mark.parametrize(
    ("numbering", "message"),
    [
        (("一", "三"), "no `二` before `三`"),
        (("二",), "no `一` before `二`"),
        (("一", "一/(二)"), "no `一/(一)` before `一/(二)`"),
        (("一", "六"), "no `二`, `三`, `四` and 1 more before `六`"),
        (("一", "二", "二"), "`二` comes after `二`"),
        (("二", "一"), "`一` comes after `二`"),
        (("一", "二/(一)"), "`二/(一)` stands under `二`"),
        (("附件1/一", "附件1/三"), "no `附件1/二` before"),
        (("第一章", "第一章/第一条", "第二章", "第二章/第三条"), "no `第二章/第二条` before"),
        (("1", "1/1.1", "1/1.3"), "no `1/1.2` before"),
        (("一", "一/A/A1"), "stands under `一/A`"),
        (("一", "一/(一)", "二", "一/(二)"), "`一/(二)` comes after `二`, apart from the rest of `一`"),
        (("附件1/一", "附件2/一", "附件1/二"), "`附件1/二` comes after `附件2/一`, apart from the rest of `附件1`"),
    ],
)
def test_an_outline_out_of_order(numbering, message):
    assert any(message in complaint for complaint in complaints(*numbering))
