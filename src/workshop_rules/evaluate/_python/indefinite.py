"""How a program says that a case is not for it."""

from __future__ import annotations


class Indefinite(Exception):  # noqa: N818 (it is no error: the interpreter takes over)
    """Something that the program needs is unknown, or has no value."""


NOT_CERTAIN = (Indefinite, LookupError, TypeError, AttributeError, ValueError, ArithmeticError, RecursionError)
"""What a program may raise where facts are absent, or are not what they should be: the interpreter has the say then."""
