"""What an expression can see: variables, the model's types, and the bounds of the evaluation."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from workshop_rules.dmn.definitions import Definitions, ItemDefinition
from workshop_rules.evaluate._dmn.externals import JAVA, External
from workshop_rules.evaluate._dmn.limits import ITEMS_A_STEP, MOST_SECONDS, MOST_STEPS, OutOfBoundsError
from workshop_rules.evaluate._dmn.values import FeelValue

if TYPE_CHECKING:
    from workshop_rules.evaluate._dmn.recorder import Recorder

_NO_ITEMS: Mapping[str, ItemDefinition] = MappingProxyType({})


@dataclass(slots=True)
class World:
    """What one evaluation shares, wherever it stands.

    Attributes:
        externals: the external functions that models may call, by class and method signature.
        recorder: told what decision tables did; None where nobody asked.
        steps: how many iterations and calls are left.
        calls: how many calls are under way within one another.
        deadline: when to give up, on the monotonic clock: for what the steps do not count.
    """

    externals: Mapping[tuple[str, str], External] = field(default_factory=lambda: JAVA)
    recorder: Recorder | None = None
    steps: int = MOST_STEPS
    calls: int = 0
    deadline: float = field(default_factory=lambda: time.monotonic() + MOST_SECONDS)

    def step(self, *handled: FeelValue) -> None:
        """Count one iteration or call, and more of them for long texts and lists that it made or went through.

        Raises:
            OutOfBoundsError: there were too many, or time is up.
        """
        self.steps -= 1
        for value in handled:
            if isinstance(value, str | tuple):
                self.steps -= len(value) // ITEMS_A_STEP
        if self.steps < 0 or time.monotonic() > self.deadline:
            raise OutOfBoundsError


class Scope:
    """Variables, within those of the scope around; a function keeps the scope in which it was made."""

    __slots__ = ("_outer", "_variables", "model", "world")

    def __init__(
        self,
        variables: Mapping[str, FeelValue],
        *,
        world: World,
        model: Definitions | None = None,
        outer: Scope | None = None,
    ) -> None:
        self._variables = variables
        self._outer = outer
        self.world = world
        self.model = model

    def within(self, variables: Mapping[str, FeelValue]) -> Scope:
        """A scope inside this one."""
        return Scope(variables, world=self.world, model=self.model, outer=self)

    def find(self, name: str) -> FeelValue | None:
        """The value of a variable, or None where there is none of that name."""
        scope: Scope | None = self
        while scope is not None:
            value = scope._variables.get(name)  # noqa: SLF001 (of the same class)
            if value is not None:
                return value
            scope = scope._outer  # noqa: SLF001
        return None

    def item(self, name: str) -> tuple[ItemDefinition, Definitions] | None:
        """A type of the model, or of one that it imports (`import.type`), and the model that defines it."""
        return None if self.model is None else self.model.item(name)

    def of_model(self, model: Definitions | None) -> Scope:
        """The same variables, with the types of another model."""
        return self if model is self.model else Scope({}, world=self.world, model=model, outer=self)
