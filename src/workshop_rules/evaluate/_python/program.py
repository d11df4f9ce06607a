"""Programs: a whole decision as one function, and each of its conditions as a function of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

from workshop_rules.compile.plan import Criterion, Decision, Plan
from workshop_rules.evaluate._python import records, runtime, tables
from workshop_rules.evaluate._python.settled import Settled
from workshop_rules.evaluate._python.source import Block, Refused, Writer, function, made
from workshop_rules.evaluate._python.translation import SUPPORT, Translator
from workshop_rules.language import tree as t
from workshop_rules.language.types import STRING, Choice, ListOf
from workshop_rules.language.values import Value
from workshop_rules.language.walk import walk

Facts: TypeAlias = Mapping[str, object]
Findings: TypeAlias = Mapping[str, bool]
Answer: TypeAlias = Callable[[Facts, Findings], Settled]
Make: TypeAlias = Callable[[dt.date | None, dt.date | None], Answer]
"""Of the date asked for and the date that counts, makes the function that decides."""

_TOO_DEEP = (SyntaxError, RecursionError, MemoryError, OverflowError)
"""What Python says of source that is nested deeper than it can be."""


@dataclass(frozen=True, slots=True)
class Program:
    """Source, and the maker of functions that it defines.

    Attributes:
        source: to be read by people.
        make: of two dates, the function. It raises `Indefinite` or another of `NOT_CERTAIN` where the date does not do.
    """

    source: str
    make: Any


@dataclass(frozen=True)
class Programs:
    """Makes the programs of a pack, for one choice of readings and parameters."""

    plan: Plan
    readings: Mapping[str, str]
    parameters: Mapping[str, Value | None]
    _decisions: dict[str, Program | Refused] = field(default_factory=dict)

    def decision(self, name: str) -> Program:
        """The program that answers a whole decision as a `Settled`.

        Raises:
            Refused: something in it has no translation.
        """
        if name not in self._decisions:
            try:
                self._decisions[name] = self._built(self.plan.decisions[name])
            except Refused as refused:
                self._decisions[name] = refused
        found = self._decisions[name]
        if isinstance(found, Refused):
            raise found
        return found

    def condition(self, decision: Decision, expression: t.Expr) -> Program:
        """The program for one expression of a decision, which refers to no other decision or criterion.

        Raises:
            Refused: something in it has no translation.
        """
        translator = self._translator(decision)

        def write() -> str:
            _definitions_first([expression], translator)
            return translator.expression(expression)

        return _program(translator.writer, write, f"{self.plan.id} {decision.id}")

    def _translator(self, decision: Decision) -> Translator:
        return Translator(self.plan, decision, self.readings, self.parameters)

    def _built(self, decision: Decision) -> Program:
        translator = self._translator(decision)
        writer = translator.writer

        def write() -> str:
            for name in decision.uses:
                self._use(name, translator)
            expressions = [decision.outcome, *([decision.value] if decision.value is not None else [])]
            for criterion in decision.criteria:
                expressions += [one for one in (criterion.applies, criterion.condition) if one is not None]
            _definitions_first(expressions, translator)
            states = _states(decision, translator)
            value = "None"
            if decision.value is not None:
                value = writer.named(_raised(decision.value, translator), "o")
            if decision.value is decision.outcome:
                outcome = _written(decision.outcome, value, writer)
            else:
                outcome = _outcome(decision, translator)
            uses = "".join(f"{translator.used[name]}, " for name in decision.uses)
            return f"{outcome}, ({''.join(f'{state}, ' for state in states)}), {value}, ({uses})"

        return _program(writer, write, f"{self.plan.id} {decision.id}")

    def _use(self, name: str, translator: Translator) -> None:
        """Ask another decision first, on the same facts, and as of the date that counts for it."""
        writer = translator.writer
        make = writer.constant(self.decision(name).make)
        own = writer.constant(self.plan.decisions[name].as_of)
        answer, decide = writer.fresh("u"), writer.fresh("d")
        writer.before.lines.append(f"{decide} = {make}(asked, asked or {own} or as_of)")
        writer.line(f"{answer} = {decide}(facts, findings)")
        translator.used[name] = answer


def _program(writer: Writer, write: Callable[[], str], title: str) -> Program:
    try:
        result = write()
        _, source = function("decide", writer, result)
        return Program(source, made(source, {**SUPPORT, **writer.constants}, title))
    except _TOO_DEEP as error:
        raise Refused("it is nested deeper than Python takes") from error


def _definitions_first(expressions: list[t.Expr], translator: Translator) -> None:
    """Work out the definitions that are used, once and outside all loops; ranges written out are not needed."""
    used: set[str] = set()
    waiting = list(expressions)
    while waiting:
        for node in walk(waiting.pop()):
            if isinstance(node, t.DefinitionRef) and node.name not in used:
                used.add(node.name)
                waiting.append(translator.definition(node.name))
    for definition in translator.decision.definitions:
        if definition.name in used and not isinstance(definition.expression, t.RangeLiteral):
            reference = t.DefinitionRef(
                definition.name, span=definition.expression.span, type=definition.expression.type
            )
            translator.expression(reference)


def _states(decision: Decision, translator: Translator) -> list[str]:
    """The Python names for the states of the criteria; those with the same condition share one."""
    states: list[str] = []
    shared: dict[object, str] = {}
    for criterion in decision.criteria:
        key = (criterion.condition, criterion.applies)
        if key not in shared:
            shared[key] = _state(criterion, translator)
        states.append(shared[key])
        holds = shared[key] if criterion.applies is None else f"({shared[key]} is not False)"
        translator.criteria[criterion.id] = holds
    return states


def _state(criterion: Criterion, translator: Translator) -> str:
    writer = translator.writer
    if criterion.applies is None:
        return writer.named(translator.expression(criterion.condition), "c")
    applies = translator.expression(criterion.applies)
    name = writer.fresh("c")
    block, text = translator.apart(criterion.condition)
    block.lines.append(f"{name} = {text}")
    writer.nested(f"if {applies}:", block)
    writer.nested("else:", Block(lines=[f"{name} = None"]))
    return name


def _outcome(decision: Decision, translator: Translator) -> str:
    if decision.outcome.type == STRING or isinstance(decision.outcome.type, Choice):
        return translator.expression(decision.outcome)
    return _written(decision.outcome, _raised(decision.outcome, translator), translator.writer)


def _written(outcome: t.Expr, text: str, writer: Writer) -> str:
    """The outcome as text, from its form in the interpreter."""
    return f"{writer.constant(runtime.text(outcome.type))}({text})"


def _raised(expression: t.Expr, translator: Translator) -> str:
    """A result in its form in the interpreter."""
    type_ = expression.type
    if isinstance(expression, t.DecisionTable) and tables.may_be_alone(expression):
        return _list_or_alone(expression, translator)
    text = translator.expression(expression)
    if records.holds_records(type_):
        _refuse_records_of_others(expression, translator)
        return f"{translator.writer.constant(records.telling(type_))}({text}, facts)"
    raises = runtime.raising(type_)
    return text if raises is None else f"{translator.writer.constant(raises)}({text})"


def _list_or_alone(table: t.DecisionTable, translator: Translator) -> str:
    """The list of the results, or the one that is stated for where no rule matches."""
    item = cast("ListOf", table.type).item
    if isinstance(item, ListOf):
        raise Refused("the list of results that are lists themselves, or one of them, is left to the interpreter")
    either = translator.writer.constant(records.telling_either(item))
    return f"{either}({tables.whole_table(table, translator)}, facts)"


def _refuse_records_of_others(expression: t.Expr, translator: Translator) -> None:
    waiting = [expression]
    while waiting:
        for node in walk(waiting.pop()):
            if isinstance(node, t.DefinitionRef):
                waiting.append(translator.definition(node.name))
            elif isinstance(node, t.DecisionRef) and records.holds_records(node.type):
                raise Refused("a result made of the records of another decision is left to the interpreter")
