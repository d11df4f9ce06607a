"""A place in a row of tokens: what both parsers, of types and of expressions, stand on."""

from __future__ import annotations

from typing import NoReturn

from workshop_rules.diagnostics import Diagnostic, Span, SpannedText, nearest
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.functions import FUNCTIONS
from workshop_rules.language.informal import number_meant
from workshop_rules.parse.limits import MAX_DEPTH
from workshop_rules.parse.slips import FOREIGN, ORDER, PHRASES, WORDS_MEANT
from workshop_rules.parse.tokens import Kind, Token, tokenize

RESERVED = frozenset(
    {
        "and",
        "between",
        "else",
        "every",
        "false",
        "for",
        "function",
        "if",
        "in",
        "null",
        "or",
        "return",
        "satisfies",
        "some",
        "then",
        "true",
    }
)
"""Words that no name of one word can be."""

_BETWEEN_OPERANDS = ("and", "between", "else", "instance", "or", "return", "satisfies", "then")
_CONDITION_ADVICE = "separate tests by `,`, of which one must hold, or write a condition on `?`: `? > 3 and ? < 9`"
_ADVICE = {
    "%": "the remainder is `modulo(a, b)`",
    ";": "separate by `,`",
    "and": _CONDITION_ADVICE,
    "or": _CONDITION_ADVICE,
    "~": "a range is written `[60..85]`",
    "where": "a filter is written `list[condition]`",
}
_UNITS = {
    **dict.fromkeys(("year", "years", "年", "周年"), "Y"),
    **dict.fromkeys(("month", "months", "月", "个月"), "M"),
    **dict.fromkeys(("day", "days", "日", "天"), "D"),
}
_QUANTIFIERS = {"any": "some", "exists": "some", "all": "every", "each": "every", "forall": "every"}
_CLOSERS = {"(": "`)`", "[": "`]`", "{": "`}`", "<": "`>`"}


class Complaint(Exception):  # noqa: N818 (it never leaves this package)
    """Carries the diagnostic that ends a parse."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Cursor:
    """A text, its tokens, and how far they are read."""

    def __init__(self, text: SpannedText, dialect: Dialect) -> None:
        self.text = text
        self.dialect = dialect
        self.tokens = list(tokenize(text.value, dialect))
        self.index = 0
        self.split = 0
        """The end of the last token of which only a part was taken (`>` of `>=`)."""
        self.depth = 0
        self.diagnostics: list[Diagnostic] = []

    # Reading

    @property
    def token(self) -> Token:
        """The next token, not yet taken."""
        return self.tokens[self.index]

    def at(self, *texts: str) -> bool:
        """Whether the next token means one of these."""
        return self.token.text in texts

    def take(self) -> Token:
        """The next token; if it is a slip, that is reported and the work goes on with what was meant."""
        token = self.token
        if token.is_slip:
            self._report_slip(token)
        self.index += 1
        return token

    def accept(self, text: str) -> bool:
        """Take the next token if it means `text`."""
        if self.token.text != text:
            return False
        self.take()
        return True

    def expect(self, text: str) -> Token:
        """Take the next token, which must mean `text`."""
        if self.token.text != text:
            self.unexpected(f"`{text}`")
        return self.take()

    def close(self, opener: Token, *closers: str) -> Token:
        """Take the bracket that closes the one at `opener`."""
        if self.token.kind is Kind.END:
            self.fail(
                "WR202",
                f"`{opener.raw}` is never closed",
                self.text.span(opener.start, opener.end),
                "opened here",
                f"close it with {_CLOSERS.get(opener.text, '`]`')}",
            )
        if opener.text == "[" and self.token.text == ")" and ")" not in closers:
            span, remedy = self.span_of(self.token), "a range has two points between its ends: `[60..85)`"
            self.fail("WR201", f"expected an operator, or `]` for the `{opener.raw}` before", span, "", remedy)
        if self.token.text not in closers:
            alternatives = ", ".join(f"`{closer}`" for closer in closers)
            self.unexpected(f"an operator, or {alternatives} for the `{opener.raw}` before")
        return self.take()

    def deeper(self) -> None:
        """Go one level down; the caller goes up again by `self.depth -= 1`.

        Raises:
            Complaint: below the last level.
        """
        self.depth += 1
        if self.depth > MAX_DEPTH:
            token = self.token
            self.fail(
                "WR210",
                f"the expression is nested more than {MAX_DEPTH} levels deep",
                self.text.span(token.start, token.end),
                "too deep here",
                "name a part of it, and use the name",
            )

    # Places

    @property
    def _end(self) -> int:
        return max(self.tokens[self.index - 1].end, self.split) if self.index else 0

    def span_from(self, start: int) -> Span:
        """The place from an offset to the end of the last token taken."""
        return self.text.span(start, max(start, self._end))

    def span_of(self, token: Token) -> Span:
        """The place of a token; for the end of the text, its last character."""
        if token.kind is Kind.END:
            last = max(self._end - 1, 0)
            return self.text.span(last, max(last, self._end))
        return self.text.span(token.start, token.end)

    # Complaints

    def complain(self, code: str, message: str, span: Span, label: str = "", remedy: str = "") -> None:
        """Report what is wrong, and go on."""
        self.diagnostics.append(Diagnostic(code, message, span, label, remedy))

    def fail(self, code: str, message: str, span: Span, label: str = "", remedy: str = "") -> NoReturn:
        """End the parse."""
        raise Complaint(Diagnostic(code, message, span, label, remedy))

    def unexpected(self, wanted: str) -> NoReturn:
        """End the parse because the next token is not what is wanted here."""
        token = self.token
        span = self.span_of(token)
        match token.kind:
            case Kind.UNCLOSED_STRING:
                quote = self.text.span(token.start, token.start + 1)
                remedy = 'end the text with `"` on the same line'
                self.fail("WR203", "the text is never closed", quote, "opened here", remedy)
            case Kind.UNCLOSED_COMMENT:
                opener = self.text.span(token.start, token.start + 2)
                self.fail("WR203", "the comment is never closed", opener, "opened here", "end the comment with `*/`")
            case Kind.END if self.index == 0:
                self.fail("WR201", f"expected {wanted}, found nothing", span, "", "write an expression")
            case Kind.END:
                self.fail("WR201", f"expected {wanted}, but the expression ends here", span, "ends here")
            case _ if token.raw == "'":
                quoted = self._quoted_from(token)
                remedy = f'write `"{quoted.text[1:-1] or "text"}"`'
                self.fail("WR208", "a text stands in double quotes", quoted, "", remedy)
            case Kind.STRANGE:
                remedy = self._percent(token) or _ADVICE.get(token.raw, f"expected {wanted}")
                self.fail("WR205", f"`{token.raw}` has no meaning in an expression", span, "", remedy)
            case _:
                remedy = f"write {wanted}" if token.raw == "where" and wanted == "`satisfies`" else self._advice(token)
                self.fail("WR201", f"expected {wanted}, found `{token.raw}`", span, "", remedy)

    def _quoted_from(self, quote: Token) -> Span:
        """The place of a text in single quotes; of its first quote alone, where there is no second on its line."""
        end = self.text.value.find("'", quote.end)
        if end < 0 or "\n" in self.text.value[quote.end : end]:
            return self.span_of(quote)
        return self.text.span(quote.start, end + 1)

    def _advice(self, token: Token) -> str:
        """How to mend it that `token` stands where it cannot."""
        if token.raw in _ADVICE:
            return _ADVICE[token.raw]
        before = self.tokens[self.index - 1] if self.index else None
        after = self.tokens[min(self.index + 1, len(self.tokens) - 1)]
        if token.kind is Kind.NUMBER and WORDS_MEANT.get(after.raw, "") in ORDER:  # `5 以上`
            return f"write `{WORDS_MEANT[after.raw]} {token.text}`"
        if token.kind is not Kind.WORD or token.raw in RESERVED:
            return ""
        word = token.raw.casefold()
        if before is not None and before.kind is Kind.NUMBER and word[0] in "至到":
            return f"a range is written `[{before.text}..{word[1:] or after.raw}]`"
        if before is not None and before.raw == "not":
            return "`not` takes brackets: `not(…)`"
        if before is not None and before.kind is Kind.NUMBER and word in _UNITS:
            duration = f'`@"P{before.text}{_UNITS[word]}"`'
            return f"a duration is written {duration}; a number has no unit, write `{before.text}`"
        if word in RESERVED or word == "not":
            return f"keywords are written in small letters: `{word}`"
        if word in WORDS_MEANT:
            return f"write `{WORDS_MEANT[word]}`"
        if before is not None and word == "contains":
            return f"write `contains({before.raw}, {after.raw})`"
        if before is not None and before.raw in _QUANTIFIERS and after.raw == "in":
            return f"write `{_QUANTIFIERS[before.raw]} {token.raw} in … satisfies …`"
        if (phrase := f"{word} {after.raw}".casefold()) in PHRASES:
            return f"write `{PHRASES[phrase]}`"
        if (meant := nearest(word, _BETWEEN_OPERANDS)) is not None:
            return f"did you mean `{meant}`?"
        if before is not None and before.kind is Kind.WORD and self.dialect is Dialect.PACK:
            if after.raw == "(" and (called := nearest(f"{before.raw} {token.raw}", FUNCTIONS)) is not None:
                return f"did you mean `{called}(…)`?"
            return f"names have no spaces: `{before.raw}_{token.raw}`; or write an operator between them"
        return ""

    def _percent(self, token: Token) -> str:
        """How to write a percentage, where `token` makes one of the number before."""
        before = self.tokens[self.index - 1] if self.index else None
        if token.raw != "%" or before is None or before.kind is not Kind.NUMBER or before.end != token.start:
            return ""
        return f"write `{number_meant(before.text + '%')}` for {before.text} per cent; {_ADVICE['%']}"

    def _report_slip(self, token: Token) -> None:
        span = self.text.span(token.start, token.end)
        if token.kind is Kind.STRING:
            self.complain("WR208", "a text stands in straight double quotes", span, "", f"write {token.text}")
        elif token.raw in FOREIGN:
            self.complain("WR206", f"`{token.raw}` is not an operator here", span, "", f"write `{token.text}`")
        else:
            self.complain("WR207", f"`{token.raw}` is a full-width character", span, "", f"write `{token.text}`")
