"""Cases run, and their results compared with what the kit expects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from workshop_rules.conformance.tck.kit import Case, CaseFile, Expected, KitError, find_case_files, read_cases
from workshop_rules.dmn import Definitions, read_model
from workshop_rules.dmn.definitions import BusinessKnowledgeModel, DecisionService
from workshop_rules.evaluate._dmn.calendar import offset_of
from workshop_rules.evaluate._dmn.graph import Run
from workshop_rules.evaluate._dmn.printing import written
from workshop_rules.evaluate._dmn.values import DateTime, FeelValue, Null, Time, null

TOLERANCE = Decimal("1e-8")
"""How far a number may lie from the expected one, often given with few digits; the vendors' runners allow the same."""
EXTERNAL = frozenset({"0076-feel-external-java"})
"""Folders whose cases call Java: counted apart, because what they call is stood in for by Python."""


class Verdict(StrEnum):
    """How a case ended."""

    PASSED = "passed"
    FAILED = "failed"
    ERRORED = "errored"
    """It could not be run at all."""


@dataclass(frozen=True, slots=True)
class Result:
    """One case, run.

    Attributes:
        bears_value: whether it expects anything but null.
        message: what was expected and what came; empty where it passed.
    """

    level: str
    folder: str
    file: str
    case: str
    verdict: Verdict
    bears_value: bool
    message: str = ""

    @property
    def key(self) -> str:
        """A name that tells it from all other cases."""
        return f"{self.level}/{self.folder}/{self.file}/{self.case}"


def run_kit(root: Path) -> Iterator[Result]:
    """The results of all cases under a folder, in the order of their files.

    Raises:
        KitError: there are no cases there.
    """
    models: dict[Path, Definitions | None] = {}
    for file in find_case_files(root):
        yield from run_folder(file, models)


def run_folder(file: CaseFile, models: dict[Path, Definitions | None]) -> Iterator[Result]:
    """The results of the cases of one file.

    Args:
        file: the file.
        models: models already read; those read here are added.
    """
    name = file.path.stem
    try:
        path, cases = read_cases(file.path)
    except KitError as error:
        yield Result(file.level, file.folder, name, "*", Verdict.ERRORED, True, str(error))
        return
    if path not in models:
        models[path] = read_model(path).value
    model = models[path]
    for case in cases:
        if model is None:
            message = f"{path.name} cannot be read"
            yield Result(file.level, file.folder, name, case.id, Verdict.ERRORED, case.bears_value, message)
            continue
        problems = [problem for problem in _problems(model, case) if problem]
        verdict = Verdict.FAILED if problems else Verdict.PASSED
        yield Result(file.level, file.folder, name, case.id, verdict, case.bears_value, "; ".join(problems))


def _problems(model: Definitions, case: Case) -> Iterable[str]:
    run = Run(model, case.inputs)
    called = run.call(case.invocable, case.inputs) if case.invocable else None
    for expected in case.expected:
        if called is None:
            actual = _decided(run, expected.name)
        elif isinstance(called, dict) and expected.name in called:
            actual = called[expected.name]
        else:
            actual = called
        yield _compared(expected, actual)


def _decided(run: Run, name: str) -> FeelValue:
    element = next((one for one in run.model.elements.values() if one.name == name), None)
    if element is None:
        return null("no_such_name", f"the model has no {name!r}")
    if isinstance(element, BusinessKnowledgeModel | DecisionService):
        return run.call(name, run.inputs)
    return run.value_of(element)


def _compared(expected: Expected, actual: FeelValue) -> str:
    """What is wrong with a result; empty where nothing is."""
    wanted = Null() if expected.error else expected.value
    if agrees(wanted, actual):
        return ""
    why = f" ({actual.reason.message})" if isinstance(actual, Null) and actual.reason else ""
    return f"{expected.name}: expected {written(wanted)}, got {written(actual)}{why}"


def agrees(wanted: FeelValue, actual: FeelValue) -> bool:
    """Whether a result is as expected: numbers within the tolerance, times on one clock, null like a missing entry."""
    match wanted, actual:
        case Decimal(), Decimal():
            return abs(wanted - actual) <= TOLERANCE
        case tuple(), tuple():
            return len(wanted) == len(actual) and all(map(agrees, wanted, actual))
        case dict(), dict():
            keys = wanted.keys() | actual.keys()
            return all(agrees(wanted.get(key, Null()), actual.get(key, Null())) for key in keys)
        case (Time() | DateTime() as one, Time() | DateTime() as other):
            return type(one) is type(other) and _clock(one) == _clock(other)
        case _:
            return type(wanted) is type(actual) and wanted == actual


def _clock(value: Time | DateTime) -> tuple[object, ...]:
    time = value if isinstance(value, Time) else value.time
    day = value.date if isinstance(value, DateTime) else None
    return (day, time.hour, time.minute, time.second, time.nanosecond, offset_of(value))
