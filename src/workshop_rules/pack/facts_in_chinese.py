"""What is wrong with facts, in Chinese: for those who filled in a roster, and read of it in their row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workshop_rules.pack.boundary_values import shown_value

_SHAPES = {
    "missing": "没有填写",
    "tuple_type": "应为列表，而不是{given}",
    "model_type": "应为一项记录，而不是{given}",
    "model_attributes_type": "应为一项记录，而不是{given}",
    "dict_type": "应为一项记录，而不是{given}",
    "string_type": "应为文字，而不是{given}",
    "string_unicode": "名称{given}中有半个字符；请更正",
}
"""By pydantic's types of errors."""
_KINDS = {
    "a number": "应为数字，而不是{given}；请只写数字，不加引号",
    "a text": "应为文字，而不是{given}；请加引号",
    "a text without halves of characters": "{given}中有半个字符；请在文字的来源处更正",
    "true or false": "应为“是”或“否”（true、false），而不是{given}；请写true或false，不加引号",
    "true, false or a record": "应为true、false或一项记录，而不是{given}",
    "a date": "应为日期，而不是{given}；请按2013-10-01的形式填写，不带时刻",
}
_ONE_OF = "one of "
_GIVEN = {"a mapping": "一项记录", "a list": "列表", "true": "“是”（true）", "false": "“否”（false）", "null": "空值"}


def in_chinese(kind: str, context: Mapping[str, Any], given: object) -> str:
    """What is wrong with a fact, without the fact.

    Args:
        kind: the type of the error of pydantic, or a code of ours, such as `WR405`.
        context: what the error says of itself.
        given: the value.
    """
    shown = _GIVEN.get(shown_value(given), shown_value(given))
    return _phrase(kind, context).format(**{**context, "given": shown})


def _phrase(kind: str, context: Mapping[str, Any]) -> str:
    match kind:
        case "WR402":
            expected = str(context.get("expected", "true, false or a record"))
            if expected.startswith(_ONE_OF):
                return f"应为“{expected.removeprefix(_ONE_OF).replace(', ', '、')}”之一，而不是{{given}}"
            return _KINDS.get(expected, "类型不对：{given}")
        case "WR403" if "meant" in context:
            return "{given}不在可选的值之中，是否应为“{meant}”"
        case "WR403":
            return "{given}不在可选的值之中，可填：“{may_be}”"
        case "WR404" if "meant" in context:
            return "{given}的写法不对；请写成{meant}"
        case "WR404":
            return "{given}不是这样的日期或时间；日期请按2013-10-01的形式填写"
        case "WR405" if "least" in context:
            return "{shown}小于最小值{least}"
        case "WR405" if "most" in context:
            return "{shown}大于最大值{most}"
        case "WR405":
            return "{shown}不是整数"
        case "WR406" if "most" in context:
            return "数字超过{most}位"
        case "WR406":
            return "{shown}不能用来判定"
        case "WR407":
            return "是空的"
        case "WR408" if "start" in context:
            return "结束于{end}，早于起始的{start}"
        case "WR408":
            return "既有结束日期，又说仍在继续；两者只能有一个"
        case "WR409":
            return "没有填写"
        case _:
            return _SHAPES.get(kind, "")
