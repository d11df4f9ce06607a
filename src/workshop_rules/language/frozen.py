"""Frozen data classes with slots, made several times faster than `dataclasses` makes them.

A program that wants one verdict spends more time on making the classes of the tree and the plan than on deciding. The
standard library writes and compiles seven methods for each class; here all classes share six of them, and only
`__init__` is compiled. Otherwise `dataclass(frozen=True, slots=True)` of this module gives what its namesake gives,
`fields`, `replace` and `match` included.
"""

from __future__ import annotations

import dataclasses
from dataclasses import FrozenInstanceError
from functools import partial
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

_set = object.__setattr__
_FACTORY = object()
"""Stands for a value that a factory makes."""

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, *, frozen: bool, slots: bool, kw_only: bool = False) -> object:
        """As `dataclasses.dataclass(frozen=True, slots=True)`."""
        if not frozen or not slots:
            raise TypeError("classes made here are frozen and have slots")
        return partial(_made, kw_only=kw_only) if cls is None else _made(cls, kw_only=kw_only)


def _made(cls: type, *, kw_only: bool) -> type:
    bare = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)
    made: Any = bare(cls)
    fields = dataclasses.fields(made)
    made.__init__ = _initializer(made, fields)
    made.__frozen_fields__ = tuple(field.name for field in fields)
    made.__frozen_compared__ = tuple(field.name for field in fields if field.compare)
    made.__frozen_shown__ = tuple(field.name for field in fields if field.repr)
    for method in _SHARED:
        if method.__name__ not in cls.__dict__:
            setattr(made, method.__name__, method)
    return made  # type: ignore[no-any-return]  # the class, with slots


def _initializer(cls: type, fields: tuple[dataclasses.Field[Any], ...]) -> Any:  # noqa: ANN401 (a method)
    names: dict[str, object] = {"_set": _set, "_FACTORY": _FACTORY}
    parameters, body = ["self"], []
    for field in sorted(fields, key=lambda one: one.kw_only is True):
        name = field.name
        parameter, value = name, name
        if field.default is not dataclasses.MISSING:
            names[f"_default_{name}"] = field.default
            parameter = f"{name}=_default_{name}"
        elif field.default_factory is not dataclasses.MISSING:
            names[f"_make_{name}"] = field.default_factory
            parameter = f"{name}=_FACTORY"
            value = f"_make_{name}() if {name} is _FACTORY else {name}"
        if field.kw_only and "*" not in parameters:
            parameters.append("*")
        parameters.append(parameter)
        body.append(f"_set(self, {name!r}, {value})")
    made: dict[str, Any] = {}
    source = f"def __init__({', '.join(parameters)}):\n  {'; '.join(body) or 'pass'}\n"
    exec(source, names, made)  # noqa: S102 (names of fields, as `dataclasses` does)
    made["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    return made["__init__"]


def __eq__(self: Any, other: Any) -> Any:  # noqa: ANN401, N807 (a method)
    if other.__class__ is not self.__class__:
        return NotImplemented
    for name in self.__frozen_compared__:
        mine, theirs = getattr(self, name), getattr(other, name)
        if mine is not theirs and mine != theirs:
            return False
    return True


def __hash__(self: Any) -> int:  # noqa: ANN401, N807 (a method)
    return hash(tuple([getattr(self, name) for name in self.__frozen_compared__]))


def __repr__(self: Any) -> str:  # noqa: ANN401, N807 (a method)
    shown = ", ".join([f"{name}={getattr(self, name)!r}" for name in self.__frozen_shown__])
    return f"{self.__class__.__qualname__}({shown})"


def __setattr__(_: object, name: str, __: object) -> None:  # noqa: N807 (a method)
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def __delattr__(_: object, name: str) -> None:  # noqa: N807 (a method)
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def __getstate__(self: Any) -> list[object]:  # noqa: ANN401, N807 (a method)
    return [getattr(self, name) for name in self.__frozen_fields__]


def __setstate__(self: Any, state: list[object]) -> None:  # noqa: ANN401, N807 (a method)
    for name, value in zip(self.__frozen_fields__, state, strict=True):
        _set(self, name, value)


_SHARED = (__eq__, __hash__, __repr__, __setattr__, __delattr__, __getstate__, __setstate__)
