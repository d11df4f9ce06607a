"""Classes made here are what `dataclasses` would have made."""

from __future__ import annotations

import copy
import dataclasses
import functools
import inspect
import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError
from typing import Any, ClassVar, NamedTuple

import pytest

from workshop_rules import frozen


@frozen.dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A place."""

    span: int = frozen.field(compare=False, repr=False)
    kind: str = frozen.field(default="any", compare=False, repr=False)


@frozen.dataclass(frozen=True, slots=True)
class Leaf(Base):
    """Something with defaults."""

    name: str
    parts: tuple[object, ...] = ()
    notes: dict[str, int] = frozen.field(default_factory=dict)


@frozen.dataclass(frozen=True, slots=True)
class Other(Base):
    """Another class with the same fields."""

    name: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PlainBase:
    """As `Base`."""

    span: int = dataclasses.field(compare=False, repr=False)
    kind: str = dataclasses.field(default="any", compare=False, repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class PlainLeaf(PlainBase):
    """As `Leaf`."""

    name: str
    parts: tuple[object, ...] = ()
    notes: dict[str, int] = dataclasses.field(default_factory=dict)


def test_fields_and_patterns_are_the_same() -> None:
    described = [
        [(one.name, one.kw_only, one.compare, one.repr) for one in dataclasses.fields(cls)] for cls in (Leaf, PlainLeaf)
    ]
    assert described[0] == described[1]
    assert Leaf.__match_args__ == PlainLeaf.__match_args__
    assert not hasattr(Leaf("a", span=1), "__dict__")


@pytest.mark.parametrize(("arguments", "named"), [(("a",), {"span": 1}), (("a", (1, 2)), {"span": 2, "kind": "k"})])
def test_instances_are_made_alike(arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
    made, plain = Leaf(*arguments, **named), PlainLeaf(*arguments, **named)
    assert dataclasses.asdict(made) == dataclasses.asdict(plain)
    assert repr(made) == repr(plain).replace("PlainLeaf", "Leaf")


def test_what_is_not_given_is_asked_for() -> None:
    with pytest.raises(TypeError, match="span"):
        Leaf("a")  # type: ignore[call-arg]  # that is the mistake
    assert Leaf("a", span=1).notes is not Leaf("a", span=1).notes


def test_equality_leaves_out_what_is_not_compared() -> None:
    assert Leaf("a", span=1) == Leaf("a", span=2, kind="other")
    assert Leaf("a", (1,), span=1) != Leaf("a", (2,), span=1)
    other: object = Other("a", span=1)
    assert Leaf("a", span=1) != other
    assert hash(Other("a", span=1)) == hash(Other("a", span=2))
    assert len({Other("a", span=1), Other("a", span=2), Other("b", span=1)}) == 2


def test_nothing_can_be_changed() -> None:
    leaf = Leaf("a", span=1)
    with pytest.raises(FrozenInstanceError):
        leaf.name = "b"  # type: ignore[misc]  # that is the mistake
    with pytest.raises(FrozenInstanceError):
        del leaf.name


def test_copies_are_equal_in_every_field() -> None:
    leaf = Leaf("a", (Other("b", span=3),), {"n": 1}, span=1, kind="k")
    for other in (pickle.loads(pickle.dumps(leaf)), copy.deepcopy(leaf)):
        assert (other, other.span, other.kind) == (leaf, 1, "k")
    for replace in (dataclasses.replace, frozen.replace):
        assert replace(leaf, name="c") == Leaf("c", leaf.parts, leaf.notes, span=9)
    assert list(frozen.fields_of(leaf)) == [one.name for one in dataclasses.fields(leaf)]


def test_a_method_of_its_own_is_kept() -> None:
    @frozen.dataclass(frozen=True, slots=True)
    class Named:
        """A class that says how it is shown."""

        name: str

        def __repr__(self) -> str:
            return f"<{self.name}>"

    assert repr(Named("a")) == "<a>"


@frozen.dataclass(frozen=True, eq=False, repr=False)
class Open:
    """A class without slots, compared and shown as any object."""

    name: str
    kind: str = "any"
    notes: dict[str, int] = frozen.field(default_factory=dict, kw_only=True)

    @functools.cached_property
    def length(self) -> int:
        """Worked out once, and kept beside the fields."""
        return len(self.name)


def test_a_class_without_slots_keeps_what_it_works_out() -> None:
    made = Open("abc")
    assert (made.length, made.kind, Open.kind, made.notes) == (3, "any", "any", {})
    assert not hasattr(Open, "notes")
    assert made.__dict__["length"] == 3
    assert made != Open("abc")
    assert vars(copy.copy(made)) == vars(made)
    assert repr(made).startswith("<")
    with pytest.raises(FrozenInstanceError):
        made.name = "b"  # type: ignore[misc]  # that is the mistake


def test_signatures_and_classes_that_inherit_are_those_of_data_classes() -> None:
    assert list(inspect.signature(Leaf).parameters) == list(inspect.signature(PlainLeaf).parameters)

    @dataclasses.dataclass(frozen=True)
    class Further(Leaf):
        """A class of the standard library that inherits from one made here."""

        more: int = 0

    assert dataclasses.is_dataclass(Leaf)
    assert Further("a", more=2, span=1).more == 2
    with pytest.raises(TypeError, match="frozen"):

        @dataclasses.dataclass
        class Loose(Leaf):  # type: ignore[misc]  # that is the mistake
            """What can be changed cannot inherit from what cannot."""


def test_what_is_not_done_is_refused() -> None:
    with pytest.raises(TypeError, match="frozen"):
        frozen.dataclass(frozen=False)
    with pytest.raises(TypeError, match="take `field` of `frozen`"):

        @frozen.dataclass(frozen=True)
        class Mixed:
            """With a field of the standard library."""

            name: str = dataclasses.field(default="a")

    with pytest.raises(TypeError, match="no field"):

        @frozen.dataclass(frozen=True)
        class Counted:
            """With what is no field."""

            name: str
            count: ClassVar[int] = 0


def test_no_method_is_compiled_before_it_is_called() -> None:
    program = """
import sys
from workshop_rules.frozen import dataclass

@dataclass(frozen=True, slots=True)
class Named:
    name: str

assert type(Named.__dict__["__init__"]).__name__ == "_Later"
assert Named("a") == Named("a")
assert type(Named.__dict__["__init__"]).__name__ == "function"
assert not {"dataclasses", "inspect"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", program], check=True)


class Place(frozen.NamedTuple):
    """A named tuple made here."""

    row: int
    column: int = 1
    names: tuple[str, ...] = ()

    @property
    def next(self) -> Place:
        """The place after it."""
        return self._replace(column=self.column + 1)


class PlainPlace(NamedTuple):
    """As `Place`."""

    row: int
    column: int = 1
    names: tuple[str, ...] = ()


def test_named_tuples_are_those_of_the_standard_library() -> None:
    for arguments, named in (((3,), {}), ((3, 4), {"names": ("a",)}), ((), {"row": 3, "column": 2})):
        made, plain = Place(*arguments, **named), PlainPlace(*arguments, **named)
        assert tuple(made) == tuple(plain)
        assert (made.row, made.column, made.names) == (plain.row, plain.column, plain.names)
        assert repr(made) == repr(plain).replace("PlainPlace", "Place")
        assert made._asdict() == plain._asdict()
        assert made == tuple(plain)
        assert {made: 1}[made] == 1
        for other in (pickle.loads(pickle.dumps(made)), copy.deepcopy(made), Place._make(plain)):
            assert (other, type(other)) == (made, Place)
    assert (Place._fields, Place._field_defaults) == (PlainPlace._fields, PlainPlace._field_defaults)
    assert list(inspect.signature(Place).parameters) == list(inspect.signature(PlainPlace).parameters)
    assert Place(1, 2) < Place(1, 3)
    assert Place(1).next == (1, 2, ())
    match Place(5, 6):
        case Place(row, column=column):
            assert (row, column) == (5, 6)
    assert not hasattr(Place(1), "__dict__")
    with pytest.raises(AttributeError):
        Place(1).row = 2  # type: ignore[misc]  # that is the mistake
    with pytest.raises(TypeError, match="row"):
        Place()  # type: ignore[call-arg]  # that is the mistake
    with pytest.raises(TypeError):
        Place(1)._replace(other=1)  # type: ignore[call-arg]  # that is the mistake
