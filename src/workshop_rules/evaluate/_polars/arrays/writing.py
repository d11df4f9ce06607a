"""Programs on arrays, written one step after the other; what is there already is not written twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from workshop_rules.evaluate._polars.arrays.kernels import COMPARE, Kernel
from workshop_rules.evaluate._polars.arrays.program import Program, Read, Step
from workshop_rules.evaluate._polars.comparison import is_known
from workshop_rules.evaluate._polars.facts import Form
from workshop_rules.evaluate._polars.refused import Refused
from workshop_rules.evaluate._polars.scopes import INPUT
from workshop_rules.evaluate._polars.shapes import Constant
from workshop_rules.evaluate._polars.translation import Translator
from workshop_rules.language import tree as t

_AS_IT_IS = Form()
_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True, slots=True)
class Register:
    """What there is of each row, or of each member of a list.

    Attributes:
        place: among all that is read and computed.
        form: how numbers stand there.
    """

    place: int
    form: Form


@dataclass(frozen=True, slots=True)
class Member:
    """The record of the list that is gone through."""


Found: TypeAlias = Register | Constant | Member
Computed: TypeAlias = tuple[Kernel, tuple[int, ...]]
Translations: TypeAlias = "Mapping[type, Callable[[Any, Writer], Found]]"


@dataclass(slots=True)
class Writer:
    """Writes a program.

    Attributes:
        by: what translates for Polars: it tells what is known beforehand, and how facts stand in their columns.
        gaps: what cannot be read.
        translate: what each kind of node becomes.
        written: what is read or computed, each from what stands before it.
        list_: the list fact about whose members something is asked; None where it is asked about rows.
        names: what names mean of them.
    """

    by: Translator
    gaps: frozenset[str]
    translate: Translations
    written: list[Read | Computed] = field(default_factory=list)
    list_: str | None = None
    names: Mapping[str, Found] = field(default_factory=dict)
    _reads: dict[Read, int] = field(default_factory=dict)
    _compared: dict[tuple[int, str, object], int] = field(default_factory=dict)
    _known: dict[tuple[str | None, Found | None, t.Expr], Found] = field(default_factory=dict)

    def result(self, condition: t.Expr) -> int:
        """Where the truth of a condition is.

        Raises:
            Refused: it has no form.
        """
        found = self.truth(condition)
        if not isinstance(found, Register):
            raise Refused("it is known beforehand")
        if isinstance(self.written[found.place], Read):
            found = self.compare("=", found, value=True)
        return found.place

    def truth(self, node: t.Expr) -> Register | Constant:
        """A condition: of each row, or known beforehand."""
        found = self.found(node)
        if isinstance(found, Member) or (isinstance(found, Constant) and not isinstance(found.value, bool)):
            raise Refused("no truth value")
        return found

    def found(self, node: t.Expr) -> Found:
        """What a node is of each row or member; the same for all nodes that are equal."""
        if not isinstance(node, t.RangeLiteral) and self.by.is_fixed(node):
            return self.known(node)
        key = (self.list_, self.names.get(INPUT), node)
        if key not in self._known:
            translate = self.translate.get(type(node))
            if translate is None:
                raise Refused("no form on arrays", node.span)
            self._known[key] = translate(node, self)
        return self._known[key]

    def known(self, node: t.Expr) -> Constant:
        """What is known beforehand."""
        found = self.by.shape(node)
        if not isinstance(found, Constant) or not is_known(found.value):
            raise Refused("nothing is known about it", node.span)
        return found

    def read(self, list_: str | None, column: str | None, form: Form = _AS_IT_IS) -> Register:
        """A column, or (of no column) which members of a list belong to which row."""
        path = column if list_ is None else list_ if column is None else f"{list_}.{column}"
        if list_ in self.gaps or path in self.gaps:
            raise Refused("it has gaps")
        read = Read(list_, column)
        if read not in self._reads:
            self._reads[read] = len(self.written)
            self.written.append(read)
        return Register(self._reads[read], form)

    def compute(self, kernel: Kernel, *of: Register, form: Form = _AS_IT_IS) -> Register:
        """What a kernel makes of registers."""
        self.written.append((kernel, tuple(one.place for one in of)))
        return Register(len(self.written) - 1, form)

    def compare(self, op: str, register: Register, value: object) -> Register:
        """A comparison with what is known beforehand; the same for all that are equal."""
        key = (register.place, op, value)
        if key not in self._compared:
            self._compared[key] = self.compute(_with(op, value), register).place
        return Register(self._compared[key], _AS_IT_IS)

    @contextmanager
    def among(self, list_: str, names: Mapping[str, Found]) -> Iterator[None]:
        """Ask about the members of a list."""
        if self.list_ is not None:
            raise Refused("a list within a list")
        self.list_, self.names = list_, names
        try:
            yield
        finally:
            self.list_, self.names = None, {}

    @contextmanager
    def testing(self, value: Found) -> Iterator[None]:
        """Ask about a value, `?`."""
        around, self.names = self.names, {**self.names, INPUT: value}
        try:
            yield
        finally:
            self.names = around

    def program(self, found: Mapping[str, int]) -> Program:
        """What was written, as far as truths need it; what nobody reads any more is given up at once."""
        lines, opposites = self._lines(found)
        last: dict[int, int] = dict.fromkeys(lines, len(self.written))
        for place in reversed(range(len(self.written))):
            one = self.written[place]
            if place in last and not isinstance(one, Read):
                _, of = one
                for each in of:
                    last.setdefault(each, place)
        order = sorted(last, key=lambda place: (not isinstance(self.written[place], Read), place))
        register = {place: number for number, place in enumerate(order)}
        line = {place: number for number, place in enumerate(lines)}
        over: dict[int, list[int]] = {}
        for place, reader in last.items():
            over.setdefault(reader, []).append(register[place])
        steps = []
        for place in order:
            one = self.written[place]
            if not isinstance(one, Read):
                kernel, of = one
                read = tuple(map(register.__getitem__, of))
                steps.append(Step(kernel, read, line.get(place), tuple(over.get(place, ()))))
        reads = tuple(one for place in order if isinstance(one := self.written[place], Read))
        opposite = tuple((line[place], names) for place, names in opposites.items())
        return Program(reads, tuple(steps), tuple(map(tuple, lines.values())), opposite)

    def _lines(self, found: Mapping[str, int]) -> tuple[dict[int, list[str]], dict[int, tuple[str, ...]]]:
        """By places the truths found there, and those of which the opposite is: of two such comparisons one is made."""
        opposite = {
            place: self._compared.get((of, _OPPOSITE[op], value)) for (of, op, value), place in self._compared.items()
        }
        same: dict[int, list[str]] = {}
        turned: dict[int, tuple[str, ...]] = {}
        for name, place in found.items():
            other = opposite.get(place)
            if other is not None and other in same and place not in same:
                turned[other] = (*turned.get(other, ()), name)
            else:
                same.setdefault(place, []).append(name)
        return same, turned


def _with(op: str, value: object) -> Kernel:
    """Comparison with what is known beforehand."""
    compare = COMPARE[op]
    return lambda array, out=None: compare(array, value, out=out)
