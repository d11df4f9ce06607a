"""An adopter's own readings and thresholds, kept in a file: `pack.decide("mentor", facts, **office)`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from workshop_rules.diagnostics import Diagnostic, Found, Span, require_type
from workshop_rules.errors import DecisionError
from workshop_rules.evaluate.request import circumstances
from workshop_rules.pack.models.overrides import OverridesFile
from workshop_rules.pack.reading import read_text, read_yaml
from workshop_rules.pack.validation import held_against

if TYPE_CHECKING:
    from workshop_rules.loaded import Pack

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Overrides(Mapping[str, Mapping[str, Any]]):
    """Readings and thresholds that an adopter puts in place of a pack's own.

    It can be spread into whatever takes both: `pack.decide("mentor", facts, **office)`. Verdicts show them.

    Attributes:
        readings: the reading chosen, by interpretation.
        parameters: the value, by parameter.
    """

    readings: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    parameters: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)

    def __getitem__(self, key: str) -> Mapping[str, Any]:
        match key:
            case "readings":
                return self.readings
            case "parameters":
                return self.parameters
            case _:
                raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(("readings", "parameters"))

    def __len__(self) -> int:
        return 2


def load_overrides(file: str | os.PathLike[str], pack: Pack) -> Overrides:
    """An adopter's own readings and thresholds, from a file.

    The file is YAML with `readings` and `parameters`, and perhaps `pack`, the id of the pack that they are for.

    Args:
        file: its path.
        pack: the pack that they are to be used with.

    Raises:
        DecisionError: the file cannot be read, is for another pack, or names a reading or parameter, or gives one a
            value, that the pack does not have; with every complaint, each with its place in the file.
        TypeError: the file is no path, or the pack none that was loaded.
    """
    from workshop_rules.loaded import Pack

    require_type(file, (str, os.PathLike), "file", "the path of a file")
    require_type(pack, Pack, "pack", "a pack, as `load_pack` gives it")
    return read_overrides(Path(file), pack).unwrap(DecisionError)


def read_overrides(file: Path, pack: Pack) -> Found[Overrides]:
    """As `load_overrides`, but with the diagnostics as data."""
    source = read_text(file)
    if source.value is None:
        return Found(None, source.diagnostics)
    document = read_yaml(source.value)
    if document.value is None or document.errors:
        return Found(None, document.diagnostics)
    held = held_against(OverridesFile, document.value)
    if held.value is None:
        return Found(None, held.diagnostics)
    diagnostics = tuple(_complaints(held.value, pack))
    return Found(Overrides(MappingProxyType(held.value.readings), MappingProxyType(held.value.parameters)), diagnostics)


def _complaints(file: OverridesFile, pack: Pack) -> Iterator[Diagnostic]:
    if file.pack is not None and file.pack != pack.id:
        message = f"these overrides are for the pack `{file.pack}`, not for `{pack.id}`"
        zh = f"这份设置是为规则包`{file.pack}`制作的，不是为`{pack.id}`；请用为本规则包制作的文件"
        yield Diagnostic("WR612", message, file.place("pack"), "", "give the file that was made for this pack", zh)
        return
    for name, reading in file.readings.items():
        yield from _placed(_asked(pack, {name: reading}, {}), file, "readings", name)
    for name, value in file.parameters.items():
        yield from _placed(_asked(pack, {}, {name: value}), file, "parameters", name)


def _asked(pack: Pack, readings: Mapping[str, str], parameters: Mapping[str, object]) -> tuple[Diagnostic, ...]:
    return circumstances(pack.plan, pack._parsed, None, readings, parameters).diagnostics  # noqa: SLF001 (its front door)


def _placed(diagnostics: tuple[Diagnostic, ...], file: OverridesFile, part: str, name: str) -> Iterator[Diagnostic]:
    """The complaints, each with its place: the name where there is none such, else the value."""
    for diagnostic in diagnostics:
        unknown = diagnostic.code in {"WR602", "WR413"}
        place: Span = file.key_place(part, name) if unknown else file.place(part, name)
        yield replace(diagnostic, span=place)
