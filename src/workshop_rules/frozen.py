"""Frozen data classes and named tuples, made many times faster than `dataclasses` and `typing` make them.

A program that wants one verdict would spend more time on making the classes of the tree and the plan than on deciding.
The standard library writes and compiles up to seven methods for each class, compiles every annotation of a named tuple,
and loads the means to look into any code. Here all classes share their methods but the one that makes instances, which
is compiled when it is first called; and what `dataclasses` asks of its own classes (`fields`, `is_dataclass`) is made
when it is first asked for. Otherwise classes made here are what its decorator and `typing.NamedTuple` make, `match`
included.
"""

from __future__ import annotations

from functools import partial

try:
    # What `collections.namedtuple` reads fields by.
    from _collections import _tuplegetter as field_getter  # type: ignore[import-not-found]  # there are no stubs
except ImportError:  # another Python than CPython
    from operator import itemgetter

    def field_getter(place: int, _: str) -> property:
        """What reads a field of a named tuple."""
        return property(itemgetter(place))


TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from dataclasses import dataclass, field, replace
    from typing import Any, NamedTuple

    from _typeshed import DataclassInstance

__all__ = ["NamedTuple", "dataclass", "field", "fields_of", "replace"]

_set = object.__setattr__
_MISSING = object()
"""Stands for a default that there is none of."""

_FACTORY = object()
"""Stands for a value that a factory makes."""


class _Field:
    """What is said about a field beside its type."""

    __slots__ = ("compare", "default", "default_factory", "kw_only", "repr")

    def __init__(self, default: object, default_factory: Any, *, compare: bool, repr: bool, kw_only: bool) -> None:  # noqa: A002, ANN401 (as `dataclasses` says it)
        self.default = default
        self.default_factory = default_factory
        self.compare = compare
        self.repr = repr
        self.kw_only = kw_only


if not TYPE_CHECKING:

    def dataclass(
        cls: type | None = None,
        *,
        frozen: bool,
        slots: bool = False,
        eq: bool = True,
        repr: bool = True,  # noqa: A002 (as its namesake says it)
        kw_only: bool = False,
    ) -> object:
        """As `dataclasses.dataclass`, of classes that are frozen."""
        if not frozen:
            raise TypeError("classes made here are frozen")
        make = partial(_made, slots=slots, eq=eq, shown=repr, kw_only=kw_only)
        return make if cls is None else make(cls)

    def field(
        *,
        default: object = _MISSING,
        default_factory: object = _MISSING,
        compare: bool = True,
        repr: bool = True,  # noqa: A002 (as its namesake says it)
        kw_only: bool = False,
    ) -> _Field:
        """As `dataclasses.field`, of a class that is made here."""
        return _Field(default, default_factory, compare=compare, repr=repr, kw_only=kw_only)

    def replace(whole: object, /, **changes: object) -> object:
        """As `dataclasses.replace`, of an instance of a class that was made here."""
        kept = {name: getattr(whole, name) for name in whole.__frozen_fields__ if name not in changes}
        return whole.__class__(**kept, **changes)

    class _NamedTuples(type):
        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            return _named_tuple(name, body) if bases else super().__new__(cls, name, bases, body)

    class NamedTuple(metaclass=_NamedTuples):
        """As `typing.NamedTuple`, to make classes of."""


def fields_of(whole: DataclassInstance) -> Iterable[str]:
    """The names of the fields of an instance of a class that was made here, in order."""
    names: Iterable[str] = whole.__frozen_fields__  # type: ignore[attr-defined]  # as classes made here have it
    return names


def _made(cls: type, *, slots: bool, eq: bool, shown: bool, kw_only: bool) -> type:
    if any("ClassVar" in str(type_) for type_ in cls.__annotations__.values()):
        raise TypeError(f"`{cls.__qualname__}` says of something that it is no field, which is not read here")
    inherited = _inherited(cls)
    own = {name: _stated(cls, name, kw_only=kw_only) for name in cls.__annotations__}
    fields = inherited | own
    body: dict[str, Any] = {
        "__frozen_fields__": fields,
        "__frozen_compared__": tuple([name for name, one in fields.items() if one.compare]),
        "__frozen_shown__": tuple([name for name, one in fields.items() if one.repr]),
        "__match_args__": tuple([name for name, one in fields.items() if not one.kw_only]),
    }
    for method in (*_CHANGING, *(_COMPARING if eq else ()), *(_SHOWING if shown else ()), *(_COPYING if slots else ())):
        if method.__name__ not in cls.__dict__:
            body[method.__name__] = method
    for name, make in _MADE_LATER.items():
        if name not in cls.__dict__:
            body[name] = _Later(make)
    return _with_slots(cls, body, [name for name in own if name not in inherited]) if slots else _within(cls, body)


def _inherited(cls: type) -> dict[str, _Field]:
    """The fields of the classes that it is made of, those furthest away first."""
    fields: dict[str, _Field] = {}
    for base in reversed(cls.__mro__[1:]):
        fields |= base.__dict__.get("__frozen_fields__", {})
    return fields


def _stated(cls: type, name: str, *, kw_only: bool) -> _Field:
    """A field as its class states it."""
    stated = cls.__dict__.get(name, _MISSING)
    if not isinstance(stated, _Field):
        if type(stated).__module__ == "dataclasses":
            raise TypeError(f"`{cls.__qualname__}.{name}` is a field of `dataclasses`: take `field` of `frozen`")
        return _Field(stated, _MISSING, compare=True, repr=True, kw_only=kw_only)
    return _Field(
        stated.default,
        stated.default_factory,
        compare=stated.compare,
        repr=stated.repr,
        kw_only=stated.kw_only or kw_only,
    )


def _with_slots(cls: type, body: Mapping[str, Any], slots: list[str]) -> type:
    """The class made again, with slots for its fields."""
    left_out = {"__dict__", "__weakref__", *cls.__annotations__}
    kept = {name: value for name, value in cls.__dict__.items() if name not in left_out}
    made = type(cls)(cls.__name__, cls.__bases__, {**kept, **body, "__slots__": tuple(slots)})
    made.__qualname__ = cls.__qualname__
    return made


def _within(cls: type, body: Mapping[str, Any]) -> type:
    """The same class, with its defaults as attributes."""
    for name in cls.__annotations__:
        default = body["__frozen_fields__"][name].default
        if default is not _MISSING:
            setattr(cls, name, default)
        elif name in cls.__dict__:
            delattr(cls, name)
    for name, value in body.items():
        setattr(cls, name, value)
        if isinstance(value, _Later):
            value.__set_name__(cls, name)
    return cls


class _Later:
    """An attribute of a class that is made when it is first asked for."""

    __slots__ = ("_cls", "_make", "_name")

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self._make = make

    def __set_name__(self, cls: type, name: str) -> None:
        self._cls, self._name = cls, name

    def __get__(self, instance: object, cls: type | None = None) -> Any:  # noqa: ANN401 (whatever is made)
        made = self._make(self._cls)
        setattr(self._cls, self._name, made)
        return made.__get__(instance, cls) if hasattr(made, "__get__") else made


def _initializer(cls: Any) -> Any:  # noqa: ANN401 (a method)
    names: dict[str, object] = {"_set": _set, "_FACTORY": _FACTORY}
    parameters, body = ["self"], []
    fields: Mapping[str, _Field] = cls.__frozen_fields__
    for name, field in sorted(fields.items(), key=lambda one: one[1].kw_only):
        parameter, value = name, name
        if field.default is not _MISSING:
            names[f"_default_{name}"] = field.default
            parameter = f"{name}=_default_{name}"
        elif field.default_factory is not _MISSING:
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
    made["__init__"].__module__ = cls.__module__
    return made["__init__"]


def _dataclass(cls: Any) -> Any:  # noqa: ANN401 (a data class)
    """A class of `dataclasses` with the same fields."""
    import dataclasses

    body: dict[str, Any] = {"__annotations__": _annotations(cls)}
    for name, one in cls.__frozen_fields__.items():
        default: dict[str, Any] = {} if one.default is _MISSING else {"default": one.default}
        if one.default_factory is not _MISSING:
            default["default_factory"] = one.default_factory
        body[name] = dataclasses.field(**default, compare=one.compare, repr=one.repr, kw_only=one.kw_only)
    return dataclasses.dataclass(frozen=True, init=False, repr=False, eq=False)(type(cls.__name__, (), body))


def _annotations(cls: Any) -> dict[str, object]:  # noqa: ANN401 (a class made here)
    stated: dict[str, object] = {}
    for base in reversed(cls.__mro__):
        if "__frozen_fields__" in base.__dict__:
            stated |= base.__annotations__
    return {name: stated[name] for name in cls.__frozen_fields__}


_MADE_LATER: Mapping[str, Callable[[Any], Any]] = {
    "__init__": _initializer,
    "__dataclass_fields__": lambda cls: _dataclass(cls).__dataclass_fields__,
    "__dataclass_params__": lambda cls: _dataclass(cls).__dataclass_params__,
}


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
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def __delattr__(_: object, name: str) -> None:  # noqa: N807 (a method)
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def __getstate__(self: Any) -> tuple[object, ...]:  # noqa: ANN401, N807 (a method)
    return tuple([getattr(self, name) for name in self.__frozen_fields__])


def __setstate__(self: Any, state: tuple[object, ...]) -> None:  # noqa: ANN401, N807 (a method)
    for name, value in zip(self.__frozen_fields__, state, strict=True):
        _set(self, name, value)


def _named_tuple(name: str, body: dict[str, Any]) -> type:
    fields = tuple(body["__annotations__"])
    defaults = {field: body[field] for field in fields if field in body}
    made: dict[str, Any] = {one.__name__: one for one in (__getnewargs__, _asdict, _replace)}
    made |= {"_make": classmethod(_make), "__repr__": _shown, "__new__": _Later(_tuple_maker), "__slots__": ()}
    made |= {"_fields": fields, "_field_defaults": defaults, "__match_args__": fields}
    return type(name, (tuple,), made | body | {field: field_getter(place, "") for place, field in enumerate(fields)})


def _tuple_maker(cls: Any) -> Any:  # noqa: ANN401 (a static method)
    parameters = ", ".join(cls._fields)
    source = f"lambda _cls, {parameters}: _new(_cls, ({parameters},))"
    made = eval(source, {"_new": tuple.__new__})  # noqa: S307 (names of fields, as `collections.namedtuple` does)
    made.__defaults__ = tuple(cls._field_defaults.values())
    made.__name__, made.__qualname__, made.__module__ = "__new__", f"{cls.__qualname__}.__new__", cls.__module__
    return staticmethod(made)


def __getnewargs__(self: Any) -> tuple[object, ...]:  # noqa: ANN401, N807 (a method)
    return tuple(self)


def _asdict(self: Any) -> dict[str, object]:  # noqa: ANN401 (a method)
    return dict(zip(self._fields, self, strict=True))


def _make(cls: Any, values: Iterable[object]) -> Any:  # noqa: ANN401 (a method)
    return cls(*values)


def _replace(self: Any, /, **changes: object) -> Any:  # noqa: ANN401 (a method)
    return self.__class__(**_asdict(self) | changes)


def _shown(self: Any) -> str:  # noqa: ANN401 (a method)
    fields = ", ".join([f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True)])
    return f"{self.__class__.__name__}({fields})"


_CHANGING = (__setattr__, __delattr__)
_COMPARING = (__eq__, __hash__)
_SHOWING = (__repr__,)
_COPYING = (__getstate__, __setstate__)
