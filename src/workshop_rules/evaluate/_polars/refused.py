"""What has no form in columns."""

from __future__ import annotations

from workshop_rules.diagnostics import Span

_MOST_SHOWN = 80


class Refused(Exception):  # noqa: N818 (no error: rows are then decided one by one)
    """Something has no form in columns; the message says what, and why.

    Attributes:
        reason: why.
        place: the expression; None while it is not known.
    """

    def __init__(self, reason: str, place: Span | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place

    def at(self, place: Span) -> Refused:
        """The same of an expression, unless it is known already of which."""
        return self if self.place is not None or not place.text else Refused(self.reason, place)

    def __str__(self) -> str:
        """The reason, the expression and where it stands."""
        if self.place is None:
            return self.reason
        text = " ".join(self.place.text.split())
        shown = text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"
        return f"{self.reason}: `{shown}` ({self.place})"
