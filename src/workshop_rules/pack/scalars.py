"""What a plain YAML scalar stands for, read narrowly: where YAML readers disagree, nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from workshop_rules.pack.document import ScalarValue

MOST_DIGITS = 400
"""The longest number that is read, in characters."""

_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+")
_STARTS_OF_NUMBERS = frozenset("+-.0123456789")
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"y", "yes", "on", "true"})
_FALSE = frozenset({"n", "no", "off", "false"})

# A number to some reader of YAML 1.1 or 1.2: octal, binary, hexadecimal, underscores, base 60, exponents, no digit on
# one side of the point, infinity and not-a-number.
_AMBIGUOUS_NUMBER = re.compile(
    r"""[-+]?(?:
        [0-9][0-9_]*
      | 0b[01_]+ | 0o[0-7_]+ | 0x[0-9a-f_]+
      | [0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?
      | (?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9_]*[0-9][0-9_]*)(?:e[-+]?[0-9]+)?
      | \.inf | \.nan
    )""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A plain scalar that YAML readers read differently: the code of the complaint, what is wrong, and the remedy.

    Attributes:
        zh: both in Chinese.
    """

    code: str
    message: str
    help: str
    zh: str


def resolve(written: str) -> ScalarValue | Ambiguous:
    """The value of a plain scalar: `true`, `false`, an exact decimal number, null (`null`, `~`, nothing), else text."""
    if written in _NULL:
        return None
    if written in {"true", "false"}:
        return written == "true"
    if (lower := written.lower()) in _TRUE | _FALSE:
        truth = "true" if lower in _TRUE else "false"
        return Ambiguous(
            "WR111",
            f"`{written}` is a truth value to some readers of YAML and a text to others",
            f'write {truth} for the truth value, "{written}" for the text',
            f"各种程序对`{written}`的理解不同；真假值请写{truth}，文字请加引号",
        )
    if written[0] not in _STARTS_OF_NUMBERS:
        return written
    whole = _WHOLE.fullmatch(written)
    if (whole or _DECIMAL.fullmatch(written)) and len(written) <= MOST_DIGITS:
        return int(written) if whole else Decimal(written)
    if _AMBIGUOUS_NUMBER.fullmatch(written):
        shown = written if len(written) <= MOST_DIGITS else written[:20] + "…"
        return Ambiguous(
            "WR112",
            f"`{shown}` looks like a number, but readers of YAML disagree on which",
            f'write "{shown}" for the text; for a number, decimal digits only, as in 12 or 0.5',
            f"`{shown}`像是数字，但各种程序的理解不同；文字请加引号，数字请只用十进制数字，如12或0.5",
        )
    return written
