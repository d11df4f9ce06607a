"""The kit's files: folders of models, and of cases with inputs and expected results, as XML."""

from __future__ import annotations

import decimal
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from workshop_rules.dmn.xml import Element, local_name, read_xml
from workshop_rules.evaluate._dmn import iso
from workshop_rules.evaluate._dmn.values import DECIMAL128, NULL, FeelValue, Null

_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_NUMBERS = {"decimal", "double", "float", "integer", "int", "long"}


class KitError(Exception):
    """A file of the kit cannot be read."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One expected result.

    Attributes:
        name: of the decision (or output of a service) whose value is meant.
        value: what it should be.
        error: that the evaluation is expected to have an error, and to be null.
    """

    name: str
    value: FeelValue
    error: bool

    @property
    def bears_value(self) -> bool:
        """Whether it expects anything but null."""
        return not self.error and not isinstance(self.value, Null)


@dataclass(frozen=True, slots=True)
class Case:
    """One test case.

    Attributes:
        invocable: the business knowledge model or service to call; empty where decisions are asked for.
    """

    id: str
    inputs: dict[str, FeelValue]
    expected: tuple[Expected, ...]
    invocable: str = ""

    @property
    def bears_value(self) -> bool:
        """Whether any of its results is expected to be something."""
        return any(expected.bears_value for expected in self.expected)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file of cases.

    Attributes:
        level: the folder of the compliance level, such as `compliance-level-3`.
        folder: the folder of the model, such as `0001-filter`.
        path: the file.
    """

    level: str
    folder: str
    path: Path


def find_case_files(root: Path) -> list[CaseFile]:
    """All files of cases under a folder: the kit, one of its levels, or one of its tests' folders.

    Raises:
        KitError: there are none.
    """
    files = [
        CaseFile(path.parent.parent.name, path.parent.name, path)
        for path in sorted(root.rglob("*.xml"))
        if "-test-" in path.name
    ]
    if not files:
        raise KitError(f"{root} holds no files of test cases (*-test-*.xml)")
    return files


def read_cases(path: Path) -> tuple[Path, tuple[Case, ...]]:
    """The model and the cases of a file.

    Raises:
        KitError: the file cannot be read.
    """
    try:
        found = read_xml(str(path), path.read_bytes())
    except OSError as error:
        raise KitError(f"{path} cannot be read: {error.strerror}") from error
    if found.value is None:
        raise KitError("\n".join(str(diagnostic) for diagnostic in found.diagnostics))
    root = found.value.root
    name = next((child.text or "" for child in root if local_name(child) == "modelName"), "")
    model = path.parent / Path(name.strip()).name
    if not model.is_file():
        model = next(iter(sorted(path.parent.glob("*.dmn"))), model)
    return model, tuple(_case(child) for child in root if local_name(child) == "testCase")


def _case(element: Element) -> Case:
    inputs = {child.get("name") or "": _value(child) for child in _named(element, "inputNode")}
    expected = tuple(
        Expected(
            child.get("name") or "",
            next((_value(inner) for inner in _named(child, "expected")), NULL),
            (child.get("errorResult") or "") in {"true", "1"},
        )
        for child in _named(element, "resultNode")
    )
    invocable = "" if element.get("type") in {None, "decision"} else element.get("invocableName") or ""
    return Case(element.get("id") or "", inputs, expected, invocable)


def _named(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if local_name(child) == name)


def _value(element: Element) -> FeelValue:
    """The value that stands in a node: a context of components, a list, or a simple value."""
    if element.get(_NIL) in {"true", "1"}:
        return NULL
    components = {child.get("name") or "": _value(child) for child in _named(element, "component")}
    if components:
        return components
    for child in element:
        match local_name(child):
            case "list":
                return tuple(_value(item) for item in _named(child, "item"))
            case "value":
                return _simple(child)
            case _:
                pass
    return NULL


def _simple(element: Element) -> FeelValue:
    if element.get(_NIL) in {"true", "1"}:
        return NULL
    text = element.text or ""
    kind = (element.get(_TYPE) or "string").rpartition(":")[2]
    value: FeelValue | None
    match kind:
        case "boolean":
            value = text.strip() in {"true", "1"}
        case "date":
            value = iso.read_date(text.strip())
        case "time":
            value = iso.read_time(text.strip())
        case "dateTime":
            value = iso.read_date_time(text.strip())
        case "duration" | "dayTimeDuration" | "yearMonthDuration":
            value = iso.read_duration(text.strip())
        case _ if kind in _NUMBERS:
            value = _number(text.strip())
        case _:
            value = text
    return text if value is None else value  # an odd value spoils its own case only


def _number(text: str) -> Decimal | None:
    try:
        return DECIMAL128.create_decimal(text)
    except decimal.DecimalException:
        return None
