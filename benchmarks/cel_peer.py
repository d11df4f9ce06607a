"""The same work for cel-python: all criteria as one expression that gives a list, dates as numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import celpy
from celpy.adapter import json_to_cel
from workloads import AS_OF, FIVE_YEARS, THREE_YEARS, Case
from zen_peer import A as ZEN_A

A = tuple(text.replace(" and ", " && ") for text in ZEN_A)


def _within(since: int) -> str:
    return f"r.on >= {since} && r.on <= {AS_OF.toordinal()}"


_FIVE, _THREE = _within(FIVE_YEARS.toordinal()), _within(THREE_YEARS.toordinal())
B = (
    "in_service",
    "homeroom_years >= 9",
    "title >= 3",
    f"honors.exists(r, r.level >= 3 && {_FIVE})",
    f"class_honors.exists(r, r.level >= 2 && {_FIVE})",
    f"projects.exists(r, r.led && r.level >= 2 && {_THREE})",
    f"papers.exists(r, r.national && {_THREE}) || awards.exists(r, r.level >= 2 && {_THREE})",
    "mentees >= 5",
)


def decider(expressions: Sequence[str]) -> Callable[[Case], Any]:
    """A function that answers all expressions for a case of `cases`."""
    environment = celpy.Environment(runner_class=celpy.CompiledRunner)
    return environment.program(environment.compile(f"[{', '.join(expressions)}]")).evaluate


def cases(of: Sequence[Case]) -> list[Any]:
    """The cases as the engine's own values, made beforehand; floats are compared as such."""
    return [dict(json_to_cel(case).items()) for case in of]  # type: ignore[union-attr]
