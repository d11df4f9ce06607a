"""Arguments of a type that they cannot have: a slip in a program, not in what somebody wrote."""

from __future__ import annotations


def require_type(value: object, kinds: type | tuple[type, ...], name: str, expected: str) -> None:
    """Refuse an argument of another type.

    Args:
        value: the argument.
        kinds: the types that it may have.
        name: what it is called.
        expected: what it is, in words: `the path of a file`.

    Raises:
        TypeError: with what was expected, and what was given.
    """
    if not isinstance(value, kinds):
        given = "None" if value is None else f"a value of the type `{type(value).__name__}`"
        raise TypeError(f"`{name}` is {expected}, not {given}")
