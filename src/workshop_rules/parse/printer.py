"""Trees to text, with as few brackets as keep the meaning: what is printed parses to the same tree.

Nodes that the checker makes are printed as a pack's author would write them, nodes that only YAML can make (`AtLeast`,
`Presupposes`) as functions. Names are printed as they are: text with names of several words needs to be told of them
to be parsed again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from workshop_rules.language.tree import (
    And,
    Argument,
    Arithmetic,
    AtLeast,
    AtLiteral,
    Between,
    BooleanLiteral,
    BuiltinCall,
    Call,
    Compare,
    ContextLiteral,
    CriterionRef,
    DecisionRef,
    DecisionTable,
    DefinitionRef,
    EnumConstant,
    Every,
    Expr,
    FactRef,
    Filter,
    For,
    FormalParameter,
    FunctionLiteral,
    If,
    In,
    InputValue,
    InstanceOf,
    Iterator,
    Labelled,
    ListLiteral,
    Name,
    Negate,
    Not,
    NullLiteral,
    NumberLiteral,
    Or,
    ParameterRef,
    Path,
    Presupposes,
    RangeLiteral,
    ReadingRef,
    Some,
    StringLiteral,
    TypeName,
    UnaryTests,
)
from workshop_rules.parse.cursor import RESERVED
from workshop_rules.parse.grammar import Level

_PLAIN_KEY = re.compile(r"(?![0-9])[^\W\uff00-\uffef]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSAFE = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029]')
_JOINS = re.compile(r"(?:^|\W)(date|years|days)$"), re.compile(r"(time|months)\b")
"""`date and time` is one name, the conjunction of the two needs brackets."""


def print_expression(expr: Expr) -> str:
    """The text of an expression, or of the tests of a decision table's cell."""
    if isinstance(expr, UnaryTests):
        return _unary_tests(expr)
    return _print(expr, Level.ANY)


def print_type(name: TypeName) -> str:
    """The text of a type."""
    match name.name:
        case "context" if name.fields:
            return f"context<{', '.join(f'{key}: {print_type(entry)}' for key, entry in name.fields)}>"
        case "function" if name.arguments:
            *parameters, result = map(print_type, name.arguments)
            return f"function<{', '.join(parameters)}> -> {result}"
        case _ if name.arguments:
            return f"{name.name}<{', '.join(map(print_type, name.arguments))}>"
        case _:
            return name.name


def _print(expr: Expr, level: Level) -> str:
    """The text of an expression where operators of `level` and tighter may stand without brackets."""
    text = _text(expr)
    return text if _level(expr) >= level else f"({text})"


def _level(expr: Expr) -> Level:
    match expr:
        case For() | Some() | Every() | If() | FunctionLiteral() | UnaryTests() | DecisionTable():
            return Level.ANY
        case Or(operands) | And(operands) if len(operands) == 1:
            return _level(operands[0])
        case Or():
            return Level.OR
        case And():
            return Level.AND
        case Compare() | Between() | In():
            return Level.COMPARISON
        case Arithmetic("+" | "-"):
            return Level.SUM
        case Arithmetic("**"):
            return Level.POWER
        case Arithmetic():
            return Level.PRODUCT
        case Negate():
            return Level.SIGN
        case NumberLiteral(value) if value.is_signed():
            return Level.SIGN
        case InstanceOf():
            return Level.INSTANCE
        case Labelled(operand=operand):
            return _level(operand)
        case _:
            return Level.POSTFIX


def _text(expr: Expr) -> str:
    match expr:
        case NumberLiteral(value):
            return str(value)
        case StringLiteral(value):
            return _quoted(value)
        case BooleanLiteral(value):
            return "true" if value else "false"
        case NullLiteral():
            return "null"
        case AtLiteral(text):
            return f"@{_quoted(text)}"
        case ListLiteral(items):
            return f"[{_list(items)}]"
        case ContextLiteral(entries):
            return "{" + ", ".join(f"{_key(entry.key)}: {_print(entry.value, Level.ANY)}" for entry in entries) + "}"
        case RangeLiteral():
            return _range(expr)
        case FunctionLiteral(parameters, body, external):
            head = f"function({', '.join(map(_parameter, parameters))})"
            return f"{head}{' external' if external else ''} {_print(body, Level.ANY)}"
        case Name(name) | ReadingRef(name) | ParameterRef(name) | DecisionRef(name) | DefinitionRef(name):
            return _PREFIXES.get(type(expr), "") + name
        case FactRef(path):
            return path
        case EnumConstant(enumeration, member):
            return f"{enumeration}.{member}"
        case CriterionRef(id):
            return f"criterion.{id}"
        case InputValue():
            return "?"
        case Path(source, name):
            return f"{_print(source, Level.POSTFIX)}.{name}"
        case Filter(source, condition):
            return f"{_print(source, Level.POSTFIX)}[{_print(condition, Level.ANY)}]"
        case Call(function, arguments):
            return f"{_print(function, Level.POSTFIX)}({', '.join(map(_argument, arguments))})"
        case BuiltinCall(function, arguments):
            return f"{function}({_list(arguments)})"
        case Negate(operand):
            return "-" + _print(operand, Level.SIGN if isinstance(operand, Negate) else Level.POSTFIX)
        case Arithmetic(op, left, right):
            own = _level(expr)
            return f"{_print(left, own)} {op} {_print(right, Level(own + 1))}"
        case Compare(op, left, right):
            return f"{_print(left, Level.SUM)} {op} {_print(right, Level.SUM)}"
        case Between(value, low, high):
            return f"{_print(value, Level.SUM)} between {_print(low, Level.SUM)} and {_print(high, Level.SUM)}"
        case In(value, tests):
            return f"{_print(value, Level.SUM)} in {_tests_after_in(tests)}"
        case UnaryTests():
            return _unary_tests(expr)
        case InstanceOf(value, type_name):
            return f"{_print(value, Level.POSTFIX)} instance of {print_type(type_name)}"
        case And(operands):
            return _conjunction(operands)
        case Or(operands):
            return " or ".join(_print(operand, Level.AND) for operand in operands)
        case Not(operand):
            return f"not({_print(operand, Level.ANY)})"
        case AtLeast(count, operands):
            return f"at least({_list((count, *operands))})"
        case Labelled(operand=operand):
            return _text(operand)
        case Presupposes(given, operand):
            return f"presupposes({_list((given, operand))})"
        case If(condition, then, otherwise):
            parts = (_print(part, Level.ANY) for part in (condition, then, otherwise))
            return "if {} then {} else {}".format(*parts)
        case For(iterators, body):
            return f"for {_iterators(iterators)} return {_print(body, Level.ANY)}"
        case Some(iterators, condition):
            return f"some {_iterators(iterators)} satisfies {_print(condition, Level.ANY)}"
        case Every(iterators, condition):
            return f"every {_iterators(iterators)} satisfies {_print(condition, Level.ANY)}"
        case DecisionTable():
            return _decision_table(expr)
        case _:
            assert_never(expr)


_PREFIXES: dict[type, str] = {ReadingRef: "reading.", ParameterRef: "parameter.", DecisionRef: "decision."}


def _list(items: Iterable[Expr]) -> str:
    return ", ".join(_print(item, Level.ANY) for item in items)


def _quoted(text: str) -> str:
    return f'"{_UNSAFE.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) and key not in RESERVED else _quoted(key)


def _parameter(parameter: FormalParameter) -> str:
    annotation = "" if parameter.type_name is None else f": {print_type(parameter.type_name)}"
    return parameter.name + annotation


def _argument(argument: Argument) -> str:
    value = _print(argument.value, Level.ANY)
    return value if argument.name is None else f"{argument.name}: {value}"


def _iterators(iterators: Iterable[Iterator]) -> str:
    return ", ".join(map(_iterator, iterators))


def _iterator(iterator: Iterator) -> str:
    source = _print(iterator.source, Level.OR)
    if iterator.end is None:
        return f"{iterator.name} in {source}"
    return f"{iterator.name} in {source}..{_print(iterator.end, Level.OR)}"


def _range(literal: RangeLiteral) -> str:
    low = None if literal.low is None else _print(literal.low, Level.SUM)
    high = None if literal.high is None else _print(literal.high, Level.SUM)
    if literal.unary:
        return f"({literal.unary} {low})"
    if low is None:
        return f"({'<=' if literal.high_closed else '<'} {high})"
    if high is None:
        return f"({'>=' if literal.low_closed else '>'} {low})"
    return f"{'[' if literal.low_closed else '('}{low}..{high}{']' if literal.high_closed else ')'}"


def _conjunction(operands: tuple[Expr, ...]) -> str:
    texts = [_print(operand, Level.COMPARISON) for operand in operands]
    before, after = _JOINS
    for place in range(len(texts) - 1):
        if before.search(texts[place]) and after.match(texts[place + 1]):
            texts[place] = f"({texts[place]})"
    return " and ".join(texts)


def _test(test: Expr) -> str:
    match test:
        case Compare(op, InputValue(), right):
            return f"{op} {_print(right, Level.SUM)}"
        case _:
            return _print(test, Level.ANY)


def _tests_after_in(tests: tuple[Expr, ...]) -> str:
    if len(tests) != 1:
        return f"({', '.join(map(_test, tests))})"
    match tests[0]:
        case Compare(_, InputValue(), _):
            return _test(tests[0])
        case test:
            text = _print(test, Level.SUM)
            return f"({text})" if text.startswith(("(<", "(>", "(=", "(!")) else text


def _unary_tests(cell: UnaryTests) -> str:
    if not cell.tests:
        return "-"
    if cell.negated:
        return f"not({', '.join(map(_test, cell.tests))})"
    match cell.tests:
        case (Not() as test,) | (Call(Name("not")) as test,) | (BuiltinCall("not") as test,):
            return f"({_text(test)})"
        case tests:
            return ", ".join(map(_test, tests))


def _decision_table(table: DecisionTable) -> str:
    """Not FEEL: one line for the head, one for each rule."""
    inputs = ", ".join(_print(column.expression, Level.ANY) for column in table.inputs)
    outputs = ", ".join(column.name for column in table.outputs)
    lines = [f"table {table.hit_policy}{table.aggregation or ''}: {inputs}" + (f" | {outputs}" if outputs else "")]
    lines += [f"  {'; '.join(map(_unary_tests, rule.cells))} | {_list(rule.results)}" for rule in table.rules]
    return "\n".join(lines)
