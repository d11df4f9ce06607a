"""What is asked for, by name: a decision, a date, readings, parameters; checked against the pack and made complete."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.diagnostics import Diagnostic, Found, nearest
from workshop_rules.evaluate.evaluation import Case
from workshop_rules.frozen import dataclass
from workshop_rules.language.iso8601 import read_date
from workshop_rules.language.values import Value
from workshop_rules.language.words import Words
from workshop_rules.pack.dossier import Dossier

if TYPE_CHECKING:
    from workshop_rules.pack.parsed import ParsedPack


@dataclass(frozen=True, slots=True)
class Circumstances:
    """All that a verdict depends on beside the facts: every reading and every parameter, defaults filled in.

    Attributes:
        as_of: the date asked for; None where nobody gave one.
    """

    as_of: dt.date | None
    readings: Mapping[str, str]
    parameters: Mapping[str, Value | None]

    def case(self, dossier: Dossier) -> Case:
        """These circumstances with the facts of one case."""
        return Case(dossier, self.as_of, self.readings, self.parameters)


def decision_named(plan: Plan, name: object) -> Found[Decision]:
    """The decision of that name."""
    decision = plan.decisions.get(name) if isinstance(name, str) else None
    if decision is not None:
        return Found(decision)
    message = f"the pack `{plan.id}` has no decision `{name}`"
    remedy = _nearest_of(name, plan.decisions)
    zh = f"规则包`{plan.id}`没有决定`{name}`；{remedy.zh}"
    return Found(None, (Diagnostic("WR601", message, None, "", remedy.en, zh),))


def circumstances(
    plan: Plan, parsed: ParsedPack | None, as_of: object, readings: Mapping[str, str], parameters: Mapping[str, object]
) -> Found[Circumstances]:
    """The circumstances asked for, with every complaint about them at once.

    Args:
        plan: the pack.
        parsed: the same pack as its files state it, whose vocabulary says what parameters may be; it may be left out
            where none is given.
        as_of: a date, its ISO text, or None.
        readings: the readings to choose, by interpretation.
        parameters: the values that an adopter gives parameters; None leaves one without a value.
    """
    unnamed = tuple(_unnamed("readings", readings)) + tuple(_unnamed("parameters", parameters))
    if unnamed:
        return Found(None, unnamed)
    date = date_asked(as_of)
    chosen = _readings(plan, readings)
    values: dict[str, Value | None] = {name: parameter.value for name, parameter in plan.parameters.items()}
    diagnostics = [*date.diagnostics, *chosen.diagnostics]
    if parameters:
        overrides = _overrides(parsed, parameters)
        diagnostics.extend(overrides.diagnostics)
        values |= overrides.value or {}
    if Found(None, tuple(diagnostics)).errors or chosen.value is None:
        return Found(None, tuple(diagnostics))
    return Found(Circumstances(date.value, chosen.value, values), tuple(diagnostics))


def _unnamed(what: str, given: object) -> Iterator[Diagnostic]:
    if not isinstance(given, Mapping):
        message = f"`{what}` are given by name, not as a value of the type `{type(given).__name__}`"
        yield Diagnostic("WR613", message, None, "", f"write `{what}={{name: value}}`")


def _overrides(parsed: ParsedPack | None, parameters: Mapping[str, object]) -> Found[dict[str, Value | None]]:
    """The values that an adopter gives parameters, those that they may have."""
    from workshop_rules.pack.parameters import parameter_override

    if parsed is None:
        raise TypeError("what parameters may be is said by the pack's files")
    values: dict[str, Value | None] = {}
    diagnostics: list[Diagnostic] = []
    for name, value in parameters.items():
        override = parameter_override(name, value, parsed.parameters, parsed.vocabulary)
        diagnostics.extend(override.diagnostics)
        if not override.errors:
            values[name] = override.value
    return Found(values, tuple(diagnostics))


def _readings(plan: Plan, readings: Mapping[str, str]) -> Found[dict[str, str]]:
    chosen = {name: interpretation.default for name, interpretation in plan.interpretations.items()}
    return Found({**chosen, **readings}, tuple(_complaints(plan, readings)))


def _complaints(plan: Plan, readings: Mapping[str, str]) -> Iterator[Diagnostic]:
    for name, reading in readings.items():
        interpretation = plan.interpretations.get(name)
        if interpretation is None:
            message = f"the pack `{plan.id}` has no interpretation `{name}`"
            remedy = _nearest_of(name, plan.interpretations)
            zh = f"规则包`{plan.id}`没有解释问题`{name}`；{remedy.zh}"
            yield Diagnostic("WR602", message, None, "", remedy.en, zh)
            continue
        known = [one.id for one in interpretation.readings]
        if reading not in known:
            message = f"the interpretation `{name}` has no reading `{reading}`"
            remedy = _nearest_of(reading, known)
            zh = f"解释问题`{name}`没有`{reading}`这种解释；{remedy.zh}"
            yield Diagnostic("WR603", message, None, "", remedy.en, zh)


def date_asked(as_of: object) -> Found[dt.date | None]:
    """The date of decision that was asked for: a date, its text, or None."""
    match as_of:
        case None:
            return Found(None)
        case dt.datetime():
            problem = "a moment is not a date"
        case dt.date():
            return Found(as_of)
        case str():
            try:
                return Found(read_date(as_of))
            except ValueError as error:
                problem = str(error)
        case _:
            problem = f"it is of the type `{type(as_of).__name__}`"
    message = f"`as_of` is not a date: {problem}"
    zh = f"基准日期`{as_of}`不是日期；请按2013-10-01的形式填写"
    return Found(None, (Diagnostic("WR604", message, None, "", "write it as YYYY-MM-DD, such as 2013-10-01", zh),))


def _nearest_of(name: object, known: Iterable[str]) -> Words:
    """The nearest name, or those that there are."""
    names = list(known)
    meant = nearest(str(name), names)
    if meant is not None:
        return Words(f"是否应为`{meant}`", f"write `{meant}`")
    listed = [f"`{one}`" for one in names]
    if not listed:
        return Words("一个也没有", "it has none")
    return Words(f"可用：{'、'.join(listed)}", f"there is {', '.join(listed)}")
