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

ORDER = frozenset({">", ">=", "<", "<="})
"""Operators that Chinese puts after the number: `5年以上`."""

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
        "不多于": "<=",
        "不高于": "<=",
        "不晚于": "<=",
        "至多": "<=",
        "最多": "<=",
        "以下": "<=",
        "以内": "<=",
        "不少于": ">=",
        "不低于": ">=",
        "不早于": ">=",
        "至少": ">=",
        "最少": ">=",
        "以上": ">=",
        "超过": ">",
        "多于": ">",
        "高于": ">",
        "晚于": ">",
        "少于": "<",
        "低于": "<",
        "不足": "<",
        "不满": "<",
        "未满": "<",
        "早于": "<",
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
    }
)
"""Words that people use for keywords and operators, by what they are called here."""

PHRASES: Mapping[str, str] = MappingProxyType(
    {
        "at least": ">=",
        "no less": ">=",
        "not less": ">=",
        "or more": ">=",
        "at most": "<=",
        "no more": "<=",
        "not more": "<=",
        "up to": "<=",
        "more than": ">",
        "older than": ">",
        "less than": "<",
        "younger than": "<",
        "fewer than": "<",
    }
)
"""The same in two words."""
