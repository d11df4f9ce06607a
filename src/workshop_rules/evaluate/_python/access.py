"""Literals and names: what is written out, what the dossier has, and what stands inside of that."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from workshop_rules.evaluate._python import runtime
from workshop_rules.evaluate._python.source import Block, Refused
from workshop_rules.evaluate.interpreter.numbers import exact
from workshop_rules.language import tree as t
from workshop_rules.language.iso8601 import read_temporal
from workshop_rules.language.types import ANY, BOOLEAN, DATE, DATE_TIME, Enumeration, ListOf, RangeOf, RecordOf, Type
from workshop_rules.language.values import Range, Value
from workshop_rules.language.walk import walk

if TYPE_CHECKING:
    from workshop_rules.evaluate._python.translation import Translator

AS_OF = "as_of"
FINDINGS = "findings."
INPUT = "?"
_DATE_PARTS = frozenset({"year", "month", "day"})


def constant_of(node: t.Expr, translator: Translator) -> object:
    """The value of a node that is the same for every case, in its form in programs; None for any other."""
    match node:
        case t.NumberLiteral(value=decimal):
            return exact(Fraction(decimal))
        case t.StringLiteral(value=value) | t.BooleanLiteral(value=value):
            return value
        case t.AtLiteral(text=text):
            return read_temporal(text)
        case t.EnumConstant(member=member):
            return node.type.members.index(member) if isinstance(node.type, Enumeration) else None
        case t.ReadingRef(name=name):
            return translator.readings[name]
        case t.ParameterRef(name=name):
            threshold = translator.parameters.get(name)
            return None if threshold is None else lowered(threshold, node.type)
        case _:
            return None


def literal(node: t.Expr, translator: Translator) -> str:
    """A constant."""
    value = constant_of(node, translator)
    if value is None:
        return "indefinite()"
    return written(value, translator)


def written(value: object, translator: Translator) -> str:
    """A constant as Python source: short ones as they are, others by name."""
    if isinstance(value, bool | str):
        return repr(value)
    if type(value) is int and 0 <= value < 10**15:
        return str(value)
    return translator.writer.constant(value, (type(value), value) if isinstance(value, int | Fraction | date) else None)


def lowered(value: Value, type_: Type) -> object:
    """A value in its form in programs."""
    lowers = runtime.lowering(type_)
    return value if lowers is None else lowers(value)


def list_literal(node: t.ListLiteral, translator: Translator) -> str:
    """A tuple of the items."""
    items = [translator.expression(item) for item in node.items]
    return f"({', '.join(items)}{',' if items else ''})"


def range_literal(node: t.RangeLiteral, translator: Translator) -> str:
    """A range as a value; tests against one that is written out need none."""
    low = "None" if node.low is None else translator.expression(node.low)
    high = "None" if node.high is None else translator.expression(node.high)
    maker = translator.writer.constant(Range, "Range")
    return f"{maker}({low}, {high}, {node.low_closed}, {node.high_closed})"


def variable(node: t.Name, translator: Translator) -> str:
    """The Python name of the variable."""
    if node.name not in translator.variables:
        raise Refused(f"nothing binds `{node.name}`")
    return translator.variables[node.name]


def input_value(_: t.InputValue, translator: Translator) -> str:
    """The Python name of what a unary test is about."""
    if INPUT not in translator.variables:
        raise Refused("nothing binds `?`")
    return translator.variables[INPUT]


def fact(node: t.FactRef, translator: Translator) -> str:
    """The name of a fact, which is read once, at the beginning; one that is absent is derived where it can be."""
    if node.path == AS_OF:
        return _date_of_decision(translator)
    reads = translator.writer.reads
    if node.path not in reads.known:
        reads.known[node.path] = _read(node, translator)
    return reads.known[node.path]


def _date_of_decision(translator: Translator) -> str:
    before = translator.writer.before
    if AS_OF not in before.known:
        before.lines += ["if as_of is None:", Block(lines=["raise Indefinite"])]
        before.known[AS_OF] = AS_OF
    return AS_OF


def _read(node: t.FactRef, translator: Translator) -> str:
    writer = translator.writer
    name = writer.fresh("f")
    if node.path.startswith(FINDINGS):
        place = f"findings[{node.path.removeprefix(FINDINGS)!r}]"
        writer.reads.lines.append(f"{name} = TRUTHS[{place}]")
        return name
    known = translator.plan.facts.get(node.path)
    derivation = None if known is None else known.derivation
    if derivation is None:
        with writer.writing(writer.reads):
            _assigned(name, f"facts[{node.path!r}]", node.type, translator)
        return name
    writer.reads.lines.append(f"{name} = facts.get({node.path!r})")
    absent, present = writer.reads.inner(), writer.reads.inner()
    _derived(name, derivation, absent, translator)
    with writer.writing(present):
        _assigned(name, name, node.type, translator)
    with writer.writing(writer.reads):
        writer.nested(f"if {name} is None:", absent)
        if present.lines:
            writer.nested("else:", present)
    return name


def _derived(name: str, derivation: t.Expr, block: Block, translator: Translator) -> None:
    """Work out a fact that is not supplied: only where everything that its derivation reads is."""
    writer = translator.writer
    around = writer.reads, writer.block, translator.variables
    writer.reads = writer.block = block
    translator.variables = {}
    try:
        for node in walk(derivation):
            if isinstance(node, t.FactRef) and node.path != AS_OF:
                place, key = "facts", node.path
                if key.startswith(FINDINGS):
                    place, key = "findings", key.removeprefix(FINDINGS)
                writer.line(f"given({place}.get({key!r}))")
        if any(isinstance(node, t.FactRef) and node.path == AS_OF for node in walk(derivation)):
            _date_of_decision(translator)
        text = translator.expression(derivation)
        writer.line(f"{name} = {text}")
    finally:
        writer.reads, writer.block, translator.variables = around


def _assigned(name: str, value: str, type_: Type, translator: Translator) -> None:
    """Name a value of the dossier, in its form in programs; give up where it is none."""
    text = _converted(value, type_, translator)
    if text != name:
        translator.writer.line(f"{name} = {text}")
    if text == value != name and not isinstance(type_, ListOf | RecordOf):
        translator.writer.line(f"if {name} is None: raise Indefinite")


def _converted(text: str, type_: Type, translator: Translator) -> str:
    match type_:
        case Enumeration():
            return f"{places(type_, translator)}[{text}]"
        case ListOf(item=Enumeration() as item):
            return f"tuple(map({places(item, translator)}.__getitem__, {text}))"
        case ListOf(item=RecordOf()) | RecordOf():
            return text
        case ListOf(item=ListOf() | RangeOf()) | RangeOf():
            return f"{translator.writer.constant(runtime.unfiling(type_), ('unfiles', type_))}({text})"
        case ListOf(item=item):
            return f"tuple(map(TRUTHS.__getitem__, {text}))" if item == BOOLEAN else f"all_given({text})"
        case _ if type_ == BOOLEAN:
            return f"TRUTHS[{text}]"
        case _ if type_ == ANY:
            raise Refused("a fact has no type")
        case _:
            return text


def places(type_: Enumeration, translator: Translator) -> str:
    """The name of the mapping from members to their places."""
    return translator.writer.constant(runtime.places(type_), ("places", type_))


def definition(node: t.DefinitionRef, translator: Translator) -> str:
    """What the definition comes to."""
    around, translator.variables = translator.variables, {}
    try:
        return translator.expression(translator.definition(node.name))
    finally:
        translator.variables = around


def decision(node: t.DecisionRef, translator: Translator) -> str:
    """The outcome of another decision, or its value."""
    answer = translator.used.get(node.name)
    if answer is None:
        raise Refused("it refers to another decision")
    if translator.plan.decisions[node.name].kind != "value":
        return f"{answer}[0]"
    lowers = runtime.lowering(node.type)
    value = f"given({answer}[2])"
    return value if lowers is None else f"{translator.writer.constant(lowers, ('lowers', node.type))}({value})"


def criterion(node: t.CriterionRef, translator: Translator) -> str:
    """Whether a criterion holds."""
    if node.id not in translator.criteria:
        raise Refused("it refers to a criterion")
    return translator.criteria[node.id]


def path(node: t.Path, translator: Translator) -> str:
    """A field or component; of a list, that of each member."""
    text = unchecked_path(node, translator)
    item = node.source.type
    if isinstance(item, RecordOf) and text.endswith("]"):
        return _field(text, node.type, translator)
    return text


def unchecked_path(node: t.Path, translator: Translator) -> str:
    """As `path`, but a field may turn out to be None: for operations that do not take that."""
    source = translator.expression(node.source)
    match node.source.type:
        case RecordOf():
            return f"{source}[{node.name!r}]"
        case ListOf(item=RecordOf() as record):
            member = translator.writer.fresh("m")
            type_ = record.field(node.name)
            if type_ is None:
                raise Refused("a field has no type")
            field = _field(f"{member}[{node.name!r}]", type_, translator)
            return f"tuple([{field} for {member} in {source}])"
        case ListOf(item=item):
            member = translator.writer.fresh("m")
            return f"tuple([{_component(member, item, node.name)} for {member} in {source}])"
        case kind:
            return _component(source, kind, node.name)


def _field(text: str, type_: Type, translator: Translator) -> str:
    converted = _converted(text, type_, translator)
    return f"given({text})" if converted == text else converted


def _component(text: str, type_: Type, name: str) -> str:
    if type_ == ANY:
        raise Refused("something has no type")
    if type_ in {DATE, DATE_TIME} and name in _DATE_PARTS:
        return f"{text}.{name}"
    return f"component({text}, {name!r})"
