"""Classes made here are what `dataclasses` would have made."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest

from workshop_rules.language.frozen import dataclass as quick


@quick(frozen=True, slots=True, kw_only=True)
class Base:
    """A place."""

    span: int = field(compare=False, repr=False)
    kind: str = field(default="any", compare=False, repr=False)


@quick(frozen=True, slots=True)
class Leaf(Base):
    """Something with defaults."""

    name: str
    parts: tuple[object, ...] = ()
    notes: dict[str, int] = field(default_factory=dict, hash=False)


@quick(frozen=True, slots=True)
class Other(Base):
    """Another class with the same fields."""

    name: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PlainBase:
    """As `Base`."""

    span: int = field(compare=False, repr=False)
    kind: str = field(default="any", compare=False, repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class PlainLeaf(PlainBase):
    """As `Leaf`."""

    name: str
    parts: tuple[object, ...] = ()
    notes: dict[str, int] = field(default_factory=dict, hash=False)


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
    assert dataclasses.replace(leaf, name="c") == Leaf("c", leaf.parts, leaf.notes, span=9)


def test_a_method_of_its_own_is_kept() -> None:
    @quick(frozen=True, slots=True)
    class Named:
        """A class that says how it is shown."""

        name: str

        def __repr__(self) -> str:
            return f"<{self.name}>"

    assert repr(Named("a")) == "<a>"
