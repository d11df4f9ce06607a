"""Text to tokens: words, numbers, strings, symbols. Every text has tokens; what is wrong with one the parser says.

A name of several words or with operators in it (`Pre-bureau risk category`) is several tokens here; which of them make
a name depends on what is in scope, so the parser decides it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

from workshop_rules.language.dialect import Dialect
from workshop_rules.parse.slips import SLIPS


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    NUMBER = auto()
    STRING = auto()
    SYMBOL = auto()
    UNCLOSED_STRING = auto()
    UNCLOSED_COMMENT = auto()
    STRANGE = auto()
    """A character that means nothing in the language."""
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One token.

    Attributes:
        text: what it means: for a slip such as `&&` or `（`, what was meant (`and`, `(`); for a string, as written.
        raw: as written.
        start, end: its place in the text, the end excluded.
        spaced: whether white space or a comment stands before it.
    """

    kind: Kind
    text: str
    raw: str
    start: int
    end: int
    spaced: bool

    @property
    def is_slip(self) -> bool:
        """Whether it was written as another language would, or with a full-width character."""
        return self.text != self.raw


_SPACE = "\t-\r \x85\xa0\u1680\u180e\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
_LINE_END = "\n\r\x0b\x0c\x85\u2028\u2029"
_DIGITS = r"[0-9]+"
_NOT_IN_PATH = r"(?<![\w)\]}\"'?])"
_EXPONENT = r"(?:[eE][+-]?[0-9]+)?"

# FEEL's name characters (DMN 1.5, 10.3.1.2) without `?`, which also is the input of a unary test, and
# without CJK and full-width punctuation, of which the parser says what was meant.
_DMN_START = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3005-\u3007\u3021-\u302f\u3031-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uffdf"
    "\U00010000-\U000effff"
)
_DMN_PART = _DMN_START + "0-9\xb7\u0300-\u036f\u203f\u2040"
_WORD = {
    # A pack's names are letters, digits and `_` of any script, in their plain (not full-width) form.
    Dialect.PACK: r"(?![0-9\uff00-\uffef])[^\W\uff00-\uffef]+",
    Dialect.DMN: f"[{_DMN_START}][{_DMN_PART}]*",
}
_FULL_WIDTH_RUN = {
    Dialect.PACK: "(?P<wide_number>[\uff10-\uff19]+)|(?P<wide_word>[\uff10-\uff19\uff21-\uff3a\uff3f\uff41-\uff5a]+)",
    Dialect.DMN: "(?P<wide_number>(?!))|(?P<wide_word>(?!))",
}
_SYMBOLS = r"===|!==|\*\*|\.\.|<=|>=|!=|->|==|=>|=<|<>|&&|\|\||[-+*/=<>()\[\]{},.:?@'!&|^]"


def _pattern(dialect: Dialect) -> re.Pattern[str]:
    slips = "|".join(re.escape(slip) for slip in sorted(SLIPS, key=len, reverse=True))
    return re.compile(
        rf"(?P<trivia>(?:[{_SPACE}]+|//[^{_LINE_END}]*|/\*(?s:.*?)\*/)+)"
        r"|(?P<unclosed_comment>/\*(?s:.*))"
        rf'|(?P<string>"(?:[^"\\{_LINE_END}]|\\[^{_LINE_END}])*")'
        rf"|(?P<curly_string>[“”][^“”\"{_LINE_END}]*[“”\"]|[‘’][^‘’{_LINE_END}]*[‘’])"
        rf"|(?P<unclosed_string>[\"“”‘’][^{_LINE_END}]*)"
        rf"|(?P<number>{_DIGITS}(?:\.{_DIGITS})?{_EXPONENT}|{_NOT_IN_PATH}\.{_DIGITS}{_EXPONENT})"
        rf"|(?P<word>{_WORD[dialect]})"
        rf"|{_FULL_WIDTH_RUN[dialect]}"
        rf"|(?P<symbol>{_SYMBOLS}|{slips})"
        r"|(?P<strange>(?s:.))"
    )


_PATTERNS = {dialect: _pattern(dialect) for dialect in Dialect}
_KINDS = {
    "unclosed_comment": Kind.UNCLOSED_COMMENT,
    "string": Kind.STRING,
    "curly_string": Kind.STRING,
    "unclosed_string": Kind.UNCLOSED_STRING,
    "number": Kind.NUMBER,
    "word": Kind.WORD,
    "wide_number": Kind.NUMBER,
    "wide_word": Kind.WORD,
    "symbol": Kind.SYMBOL,
    "strange": Kind.STRANGE,
}


def tokenize(text: str, dialect: Dialect) -> tuple[Token, ...]:
    """The tokens of a text, the last of kind `END`; in time proportional to its length."""
    tokens: list[Token] = []
    spaced = False
    for match in _PATTERNS[dialect].finditer(text):
        group = match.lastgroup or ""
        if group == "trivia":
            spaced = True
            continue
        raw = match.group()
        tokens.append(Token(_KINDS[group], _meant(group, raw), raw, match.start(), match.end(), spaced))
        spaced = False
    tokens.append(Token(Kind.END, "", "", len(text), len(text), spaced))
    return tuple(tokens)


def _meant(group: str, raw: str) -> str:
    if group == "symbol":
        return SLIPS.get(raw, raw)
    if group == "curly_string":
        return f'"{raw[1:-1]}"'
    if group in {"wide_number", "wide_word"}:
        return unicodedata.normalize("NFKC", raw)
    return raw
