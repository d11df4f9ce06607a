"""What people write by habit from other languages and from Chinese input methods, and what they meant."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

FOREIGN: Mapping[str, str] = MappingProxyType(
    {
        "==": "=",
        "===": "=",
        "!==": "!=",
        "<>": "!=",
        "=>": ">=",
        "=<": "<=",
        "&&": "and",
        "&": "and",
        "||": "or",
        "|": "or",
        "^": "**",
        "≥": ">=",
        "⩾": ">=",
        "≧": ">=",
        "≤": "<=",
        "⩽": "<=",
        "≦": "<=",
        "≠": "!=",
        "×": "*",
        "÷": "/",
        "−": "-",
        "–": "-",
        "—": "-",
        "…": "..",
    }
)
"""Operators as other languages and mathematics write them."""

FULL_WIDTH: Mapping[str, str] = MappingProxyType(
    {
        "（": "(",
        "）": ")",
        "［": "[",
        "］": "]",
        "【": "[",
        "】": "]",
        "｛": "{",
        "｝": "}",
        "，": ",",
        "、": ",",
        "：": ":",
        "．": ".",
        "。": ".",
        "＝": "=",
        "！＝": "!=",
        "＞＝": ">=",
        "＜＝": "<=",
        "＞": ">",
        "＜": "<",
        "＋": "+",
        "－": "-",
        "＊": "*",
        "／": "/",
        "？": "?",
        "＠": "@",
        "！": "!",
        "～": "..",
    }
)
"""Full-width punctuation of Chinese input methods."""

SLIPS: Mapping[str, str] = MappingProxyType({**FOREIGN, **FULL_WIDTH})

WORDS_MEANT: Mapping[str, str] = MappingProxyType(
    {
        "且": "and",
        "并且": "and",
        "和": "and",
        "与": "and",
        "或": "or",
        "或者": "or",
        "非": "not",
        "不": "not",
        "如果": "if",
        "则": "then",
        "那么": "then",
        "否则": "else",
        "属于": "in",
        "在": "in",
        "介于": "between",
        "真": "true",
        "假": "false",
        "大于": ">",
        "大于等于": ">=",
        "不小于": ">=",
        "小于": "<",
        "小于等于": "<=",
        "不大于": "<=",
        "不超过": "<=",
        "等于": "=",
        "不等于": "!=",
        "elif": "else if",
        "elseif": "else if",
        "none": "null",
        "mod": "modulo(a, b)",
        "div": "/",
        "is": "=",
        "equals": "=",
        "eq": "=",
        "ne": "!=",
        "gt": ">",
        "ge": ">=",
        "lt": "<",
        "le": "<=",
        "where": "a filter: list[condition]",
    }
)
"""Words that people use for keywords and operators, by what they are called here."""
