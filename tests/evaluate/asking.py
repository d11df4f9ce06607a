"""Expressions put to facts: parsed, checked and evaluated, as a pack's are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from workshop_rules.check.expressions import check_expression
from workshop_rules.check.scope import Scope
from workshop_rules.diagnostics import Source, Span
from workshop_rules.evaluate.evaluation import Case, Dossier, Trace
from workshop_rules.evaluate.interpreter import Environment, Tracing, evaluate_expression
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import (
    BOOLEAN,
    DATE,
    NUMBER,
    STRING,
    Choice,
    Enumeration,
    ListOf,
    RecordOf,
)
from workshop_rules.language.values import Error, Outcome, Unknown
from workshop_rules.parse import parse_expression

LEVEL = Enumeration("level", ("school", "county", "city", "province", "national"), ordered=True)
KIND = Enumeration("honor_kind", ("education", "homeroom", "other"))
HONOR = RecordOf(
    "honors", (("level", LEVEL), ("kind", KIND), ("awarded_on", DATE), ("name", STRING), ("points", NUMBER))
)
SCORES = RecordOf("scores", (("A1", NUMBER), ("A2", NUMBER)))
PERIODS = ListOf(RecordOf("periods", (("from", DATE), ("to", DATE), ("ongoing", BOOLEAN))))

SCOPE = Scope(
    facts={
        **dict.fromkeys("pqrst", BOOLEAN),
        **dict.fromkeys("xyz", NUMBER),
        "d": DATE,
        "name": STRING,
        "level_held": LEVEL,
        "honors": ListOf(HONOR),
        "groups": ListOf(ListOf(NUMBER)),
        "numbers": ListOf(NUMBER),
        "flags": ListOf(BOOLEAN),
        "scores": SCORES,
        "homeroom_periods": PERIODS,
        "derived": NUMBER,
    },
    enumerations={"level": LEVEL, "honor_kind": KIND},
    readings={"window": Choice("window", ("anniversary", "day_after"))},
    parameters={"least": NUMBER, "unstated": NUMBER, "least_level": LEVEL},
    findings=frozenset({"conduct", "expertise"}),
)
NOWHERE = Span(Source("test", ""), 0, 0)
DATE_ASKED = dt.date(2013, 10, 1)


def checked(text: str) -> Expr:
    """The expression, parsed and checked; it must be right."""
    return check_expression(parse_expression(text).unwrap(), SCOPE).unwrap()


def unquestioned(text: str) -> Expr:
    """The expression, parsed and typed, whatever the checker says of its sense: that it reads no fact, say."""
    found = check_expression(parse_expression(text).unwrap(), SCOPE).value
    assert found is not None
    return found


def case(
    facts: Mapping[str, object] | None = None,
    *,
    as_of: dt.date | None = DATE_ASKED,
    incomplete: frozenset[str] = frozenset(),
    findings: Mapping[str, bool] | None = None,
) -> Case:
    """A case with the given facts."""
    dossier = Dossier(facts or {}, findings=findings or {}, incomplete=incomplete)
    return Case(dossier, as_of, {"window": "anniversary"}, {"least": 9, "unstated": None, "least_level": "city"})


def evaluated(expression: Expr, asked: Case) -> Any:
    """What a checked expression comes to; recorded or not, that must be the same."""
    derivations = {"derived": checked("completed years(d, as_of) + x")}
    silent = evaluate_expression(expression, Environment(asked, derivations))
    tracing = Tracing()
    traced = evaluate_expression(expression, Environment(asked, derivations), tracing)
    assert silent == traced
    assert (trace := tracing.finished()) is not None
    assert trace.value == traced
    return silent


def value_of(text: str, asked: Case | None = None, /, **facts: Any) -> Any:
    """What an expression comes to."""
    return evaluated(checked(text), asked or case(facts))


def unknown(*paths: str, low: int | None = None, high: int | None = None) -> Unknown:
    """The unknown that stands for these paths."""
    return Unknown(frozenset(paths), low, high)


def error(outcome: Outcome) -> str:
    """The code of an error."""
    assert isinstance(outcome, Error)
    assert outcome.span is not None
    return outcome.code


def children_of(trace: Trace | None) -> tuple[Trace, ...]:
    """What was recorded right below a node."""
    assert trace is not None
    return trace.children
