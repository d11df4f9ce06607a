"""The same work for OpenFisca, the quickest of the engines that decide in columns: one variable for each criterion.

Of A, teachers are its persons, of which it makes so many by itself. Of B, records are persons and teachers are groups
of them, so that `any` over a teacher's records is the engine's own. A simulation is made for so many teachers with such
records; then the facts are handed over, as arrays, and the criteria calculated. Nothing is validated.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from workloads import AS_OF, FIVE_YEARS, THREE_YEARS

Values = Callable[[str], Any]
"""From the name of a fact to its values."""

PERIOD = "2013-10"
LISTS = ("honors", "class_honors", "projects", "papers", "awards")

_EPOCH = dt.date(1970, 1, 1).toordinal()
"""Dates are compared as ordinals."""

# fmt: off
_TIERS: tuple[tuple[Callable[[Values], Any], ...], ...] = (
    (lambda v: v("term_years") >= 1, lambda v: v("term_years") <= 3, lambda v: v("title") >= 1),
    (lambda v: v("term_years") > 3, lambda v: v("term_years") <= 6, lambda v: v("title") >= 1,
     lambda v: v("current_rank") == 1),
    (lambda v: v("term_years") > 6, lambda v: v("term_years") <= 9, lambda v: v("title") >= 1,
     lambda v: v("current_rank") == 2, lambda v: v("honor_level") >= 1),
    (lambda v: v("term_years") > 9, lambda v: v("term_years") <= 12, lambda v: v("title") >= 2,
     lambda v: v("current_rank") == 3, lambda v: v("honor_level") >= np.where(v("direct_or_private"), 1, 2)),
    (lambda v: v("term_years") > 12, lambda v: v("term_years") <= 15, lambda v: v("title") >= 3,
     lambda v: v("current_rank") == 4, lambda v: v("honor_level") >= 3,
     lambda v: v("renown_level") >= np.where(v("direct_or_private"), 3, 2)),
    (lambda v: v("term_years") > 15, lambda v: v("current_rank") == 5, lambda v: v("honor_level") >= 4,
     lambda v: v("renown_level") >= 3),
)
# fmt: on


@dataclass(frozen=True)
class Peer:
    """A roster for OpenFisca, in three parts.

    Attributes:
        make: makes a simulation, of which it is known who has which records.
        put: hands over the facts, in place of those that were there.
        calculate: answers the criteria.
    """

    make: Callable[[], Any]
    put: Callable[[Any], None]
    calculate: Callable[[Any], list[Any]]

    def anew(self) -> list[Any]:
        """All three parts."""
        simulation = self.make()
        self.put(simulation)
        return self.calculate(simulation)

    def again(self, simulation: Any) -> list[Any]:  # noqa: ANN401 (untyped)
        """The facts of the same teachers with as many records each, once more."""
        self.put(simulation)
        return self.calculate(simulation)


def prepared(work: str, frame: pl.DataFrame) -> Peer:
    """What answers all criteria of a piece of work for all rows of a frame."""
    return _prepared_a(frame) if work == "A" else _prepared_b(frame)


def _prepared_a(frame: pl.DataFrame) -> Peer:
    teacher = build_entity("teacher", "teachers", "a teacher", is_person=True)
    tests = [test for own in _TIERS for test in (lambda v: v("basic_ok"), lambda v: v("work_ok"), *own)]
    criteria = [_criterion(f"criterion_{place}", teacher, test) for place, test in enumerate(tests)]
    facts = {column.name: column.to_numpy() for column in frame}
    return _peer([(teacher, facts)], None, criteria)


def _prepared_b(frame: pl.DataFrame) -> Peer:
    record = build_entity("record", "records", "a record", is_person=True)
    teacher = build_entity("teacher", "teachers", "a teacher", roles=[{"key": "of"}])
    until = AS_OF.toordinal()

    def some(name: str, since: int, *tests: str) -> Callable[[Any, Any], Any]:
        def formula(population: Any, period: Any) -> Any:  # noqa: ANN401 (arrays)
            members = population.members
            on = members("on", period)
            holds = (members("list", period) == LISTS.index(name)) & (on >= since) & (on <= until)
            for test in tests:
                fact, _, least = test.partition(">=")
                values = members(fact, period)
                holds = holds & (values >= int(least) if least else values)
            return population.any(holds)

        return formula

    five, three = FIVE_YEARS.toordinal(), THREE_YEARS.toordinal()
    papers, awards = some("papers", three, "flag"), some("awards", three, "level>=2")
    criteria = [
        _criterion("criterion_0", teacher, lambda v: v("in_service")),
        _criterion("criterion_1", teacher, lambda v: v("homeroom_years") >= 9),
        _criterion("criterion_2", teacher, lambda v: v("title") >= 3),
        _variable("criterion_3", teacher, bool, some("honors", five, "level>=3")),
        _variable("criterion_4", teacher, bool, some("class_honors", five, "level>=2")),
        _variable("criterion_5", teacher, bool, some("projects", three, "flag", "level>=2")),
        _variable("criterion_6", teacher, bool, lambda p, period: papers(p, period) | awards(p, period)),
        _criterion("criterion_7", teacher, lambda v: v("mentees") >= 5),
    ]
    flat = _records(frame)
    records = {name: flat[name].to_numpy() for name in ("list", "level", "flag", "on")}
    facts = {name: frame[name].to_numpy() for name in ("in_service", "homeroom_years", "title", "mentees")}
    return _peer([(record, records), (teacher, facts)], flat["teacher"].to_numpy(), criteria)


def _records(frame: pl.DataFrame) -> pl.DataFrame:
    """All records of all lists, each with its teacher's place, and one of no list for each teacher."""
    fields = {
        "level": lambda names: pl.col("level") if "level" in names else pl.lit(0),
        "flag": lambda names: next((pl.col(one) for one in ("led", "national") if one in names), pl.lit(value=False)),
    }
    parts = []
    for place, name in enumerate(LISTS):
        of = frame.select(pl.col(name)).with_row_index("teacher").explode(name).drop_nulls(name).unnest(name)
        parts.append(
            of.select(
                pl.col("teacher").cast(pl.Int64),
                pl.lit(place).alias("list"),
                *(
                    make(of.columns).cast(pl.Int64 if key == "level" else pl.Boolean).alias(key)
                    for key, make in fields.items()
                ),
                (pl.col("on").cast(pl.Int64) + _EPOCH).alias("on"),
            )
        )
    none = pl.DataFrame({"teacher": range(frame.height)}).select(
        "teacher", list=pl.lit(-1), level=pl.lit(0, pl.Int64), flag=pl.lit(value=False), on=pl.lit(0, pl.Int64)
    )
    return pl.concat([*parts, none]).sort("teacher")


def _variable(name: str, entity: Any, type_: type, formula: Any = None) -> type[Variable]:  # noqa: ANN401 (untyped)
    body = {"value_type": type_, "entity": entity, "definition_period": DateUnit.MONTH, "label": name}
    return type(name, (Variable,), body if formula is None else {**body, "formula": formula})


def _criterion(name: str, teacher: Any, test: Callable[[Values], Any]) -> type[Variable]:  # noqa: ANN401 (untyped)
    return _variable(name, teacher, bool, lambda population, period: test(lambda fact: population(fact, period)))


def _peer(
    facts: list[tuple[Any, Mapping[str, Any]]],
    teachers: Any,  # noqa: ANN401 (array)
    criteria: list[type[Variable]],
) -> Peer:
    """A roster: the facts of each entity, that of teachers last; and whose each record is, None where there is none."""
    system = TaxBenefitSystem([entity for entity, _ in facts])
    inputs: dict[str, Any] = {}
    for entity, columns in facts:
        system.add_variables(*(_variable(name, entity, _type(values)) for name, values in columns.items()))
        inputs |= columns
    system.add_variables(*criteria)
    count = len(next(iter(facts[-1][1].values())))

    def make() -> Any:  # noqa: ANN401 (untyped)
        builder = SimulationBuilder()
        if teachers is None:
            return builder.build_default_simulation(system, count)
        builder.create_entities(system)
        builder.declare_person_entity("record", np.arange(len(teachers)))
        groups, roles = builder.declare_entity("teacher", np.arange(count)), np.zeros(len(teachers), np.int64)
        builder.join_with_persons(groups, teachers, roles)
        return builder.build(system)

    def put(simulation: Any) -> None:  # noqa: ANN401 (untyped)
        for name in (*inputs, *(criterion.__name__ for criterion in criteria)):
            simulation.delete_arrays(name)
        for name, values in inputs.items():
            simulation.set_input(name, PERIOD, values)

    def calculate(simulation: Any) -> list[Any]:  # noqa: ANN401 (untyped)
        return [simulation.calculate(criterion.__name__, PERIOD) for criterion in criteria]

    return Peer(make, put, calculate)


def _type(values: Any) -> type:  # noqa: ANN401 (array)
    return bool if values.dtype.kind == "b" else int if values.dtype.kind in "iu" else float
