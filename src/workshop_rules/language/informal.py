"""Dates, durations and numbers as people write them by habit, and how they are written here.

For remedies, never to decide by. What can be read in two ways (`3/4/2013`) means nothing here.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

_DATE = r"(\d{4})(?:\s*年\s*|[-/.]|(?=\d{4}$))(\d{1,2})(?:\s*月\s*|[-/.]|(?=\d{2}$))(\d{1,2})\s*[日号]?"
_PART = r"(\d{1,4})\s*(个?月|周?年|周岁|岁|[日天]|years?|months?|days?|[YMD])"
_LETTERS = {"年": "Y", "岁": "Y", "月": "M", "日": "D", "天": "D", "y": "Y", "m": "M", "d": "D"}
_NUMBER = r"([-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+]?\d+(?:\.\d+)?)\s*(%?)\s*[^\W\d_]*"


def date_meant(text: str) -> str | None:
    """The date that a text such as `2013年10月1日`, `2013/10/1` or `20131001` means, as `2013-10-01`; else None."""
    written = re.fullmatch(_DATE, _plain(text))
    if written is None:
        return None
    try:
        return dt.date(int(written[1]), int(written[2]), int(written[3])).isoformat()
    except ValueError:
        return None


def duration_meant(text: str) -> str | None:
    """The duration that a text such as `5年`, `3 months` or `5Y` means, as `P5Y`; else None."""
    plain = _plain(text).removeprefix("P").removeprefix("p")
    parts = re.findall(_PART, plain, re.IGNORECASE)
    if not parts or re.sub(_PART, "", plain, flags=re.IGNORECASE).strip():
        return None
    sizes = [(count, _LETTERS[unit[-1] if unit[-1] in _LETTERS else unit[0].lower()]) for count, unit in parts]
    letters = "".join(letter for _, letter in sizes)
    return "P" + "".join(f"{int(count)}{letter}" for count, letter in sizes) if letters in {*"YMD", "YM"} else None


def number_meant(text: str) -> str | None:
    """The number that a text such as `４５`, `45周岁`, `30%` or `1,200` means, in plain digits; else None."""
    written = re.fullmatch(_NUMBER, _plain(text))
    if written is None:
        return None
    number = Decimal(written[1].replace(",", ""))
    return format(number.scaleb(-2).normalize() if written[2] else number, "f")


def _plain(text: str) -> str:
    """The text with characters of full width as those of half width."""
    return unicodedata.normalize("NFKC", text).strip()
