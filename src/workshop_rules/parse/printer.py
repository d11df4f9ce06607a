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
from workshop_rules.language.walk import children
from workshop_rules.parse.cursor import RESERVED
from workshop_rules.parse.precedence import Level

_PLAIN_KEY = re.compile(r"(?![0-9])[^\W\uff00-\uffef]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSAFE = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029]')
_FIRST_HALF = re.compile(r"(?:^|\W)(?:date|years|days)$")
_SECOND_HALF = re.compile(r"(?:time|months)\b")
_OPEN_TYPE = re.compile(r"\b(?:list|range|context|function)$")


def print_expression(expr: Expr) -> str:
    """The text of an expression, or of the tests of a decision table's cell."""
    return _Printer(expr).text(expr)


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


def _level(expr: Expr) -> Level:
    match expr:
        case For() | Some() | Every() | If() | FunctionLiteral() | UnaryTests() | DecisionTable():
            return Level.ANY
        case And((operand,)) | Or((operand,)) | Labelled(operand=operand):
            return _level(operand)
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
        case _:
            return Level.POSTFIX


_PREFIXES: dict[type, str] = {ReadingRef: "reading.", ParameterRef: "parameter.", DecisionRef: "decision."}


def _before_and(text: str, after: str) -> str:
    """`text` where ` and ` follows: `date and time` is one name, the conjunction of the two needs brackets."""
    return f"({text})" if _FIRST_HALF.search(text) and _SECOND_HALF.match(after) else text


def _before_comparison(text: str, operator: str) -> str:
    """`text` where a comparison follows: `x instance of list < 5` would begin a type of items."""
    open_type = operator.startswith("<") and "instance of" in text and _OPEN_TYPE.search(text)
    return f"({text})" if open_type else text


def _quoted(text: str) -> str:
    return f'"{_UNSAFE.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) and key not in RESERVED else _quoted(key)


def _parameter(parameter: FormalParameter) -> str:
    annotation = "" if parameter.type_name is None else f": {print_type(parameter.type_name)}"
    return parameter.name + annotation


class _Printer:
    """Writes every node of a tree, from the leaves up, so that height costs no stack."""

    def __init__(self, root: Expr) -> None:
        self._texts: dict[int, str] = {}
        waiting = [root]
        order = []
        while waiting:
            order.append(node := waiting.pop())
            waiting.extend(children(node))
        for node in reversed(order):
            self._texts[id(node)] = self._write(node)

    def text(self, node: Expr) -> str:
        """The text of a node of the tree."""
        return self._texts[id(node)]

    def _print(self, node: Expr, level: Level) -> str:
        """The text of a node where operators of `level` and tighter may stand without brackets."""
        text = self.text(node)
        return text if _level(node) >= level else f"({text})"

    def _write(self, expr: Expr) -> str:
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
                return f"[{self._list(items)}]"
            case ContextLiteral(entries):
                return "{" + ", ".join(f"{_key(entry.key)}: {self.text(entry.value)}" for entry in entries) + "}"
            case RangeLiteral():
                return self._range(expr)
            case FunctionLiteral(parameters, body, external):
                head = f"function({', '.join(map(_parameter, parameters))})"
                return f"{head}{' external' if external else ''} {self.text(body)}"
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
                return f"{self._print(source, Level.POSTFIX)}.{name}"
            case Filter(source, condition):
                return f"{self._print(source, Level.POSTFIX)}[{self.text(condition)}]"
            case Call(function, arguments):
                return f"{self._print(function, Level.POSTFIX)}({', '.join(map(self._argument, arguments))})"
            case BuiltinCall(function, arguments):
                return f"{function}({self._list(arguments)})"
            case Negate(operand):
                return "-" + self._print(operand, Level.SIGN if isinstance(operand, Negate) else Level.POSTFIX)
            case Arithmetic(op, left, right):
                own = _level(expr)
                return f"{self._print(left, own)} {op} {self._print(right, Level(own + 1))}"
            case Compare(op, left, right):
                return f"{_before_comparison(self._print(left, Level.SUM), op)} {op} {self._print(right, Level.SUM)}"
            case Between(value, low, high):
                value_text, low_text, high_text = (self._print(part, Level.SUM) for part in (value, low, high))
                return f"{value_text} between {_before_and(low_text, high_text)} and {high_text}"
            case In(value, tests):
                return f"{self._print(value, Level.SUM)} in {self._tests_after_in(tests)}"
            case UnaryTests():
                return self._unary_tests(expr)
            case InstanceOf(value, type_name):
                return f"{self._print(value, Level.POSTFIX)} instance of {print_type(type_name)}"
            case And((operand,)) | Or((operand,)) | Labelled(operand=operand):
                return self.text(operand)
            case And(operands):
                return self._conjunction(operands)
            case Or(operands):
                return " or ".join(self._print(operand, Level.AND) for operand in operands)
            case Not(operand):
                return f"not({self.text(operand)})"
            case AtLeast(count, operands):
                return f"at least({self._list((count, *operands))})"
            case Presupposes(given, operand):
                return f"presupposes({self._list((given, operand))})"
            case If(condition, then, otherwise):
                return f"if {self.text(condition)} then {self.text(then)} else {self.text(otherwise)}"
            case For(iterators, body):
                return f"for {self._iterators(iterators)} return {self.text(body)}"
            case Some(iterators, condition):
                return f"some {self._iterators(iterators)} satisfies {self.text(condition)}"
            case Every(iterators, condition):
                return f"every {self._iterators(iterators)} satisfies {self.text(condition)}"
            case DecisionTable():
                return self._decision_table(expr)
            case _:
                assert_never(expr)

    def _list(self, items: Iterable[Expr]) -> str:
        return ", ".join(map(self.text, items))

    def _argument(self, argument: Argument) -> str:
        value = self.text(argument.value)
        return value if argument.name is None else f"{argument.name}: {value}"

    def _iterators(self, iterators: Iterable[Iterator]) -> str:
        return ", ".join(map(self._iterator, iterators))

    def _iterator(self, iterator: Iterator) -> str:
        source = self._print(iterator.source, Level.OR)
        if iterator.end is None:
            return f"{iterator.name} in {source}"
        return f"{iterator.name} in {source}..{self._print(iterator.end, Level.OR)}"

    def _range(self, literal: RangeLiteral) -> str:
        low = None if literal.low is None else self._print(literal.low, Level.SUM)
        high = None if literal.high is None else self._print(literal.high, Level.SUM)
        if literal.unary:
            return f"({literal.unary} {low})"
        if low is None:
            return f"({'<=' if literal.high_closed else '<'} {high})"
        if high is None:
            return f"({'>=' if literal.low_closed else '>'} {low})"
        return f"{'[' if literal.low_closed else '('}{low}..{high}{']' if literal.high_closed else ')'}"

    def _conjunction(self, operands: tuple[Expr, ...]) -> str:
        texts = [self._print(operand, Level.COMPARISON) for operand in operands]
        for place, after in enumerate(texts[1:]):
            texts[place] = _before_and(texts[place], after)
        return " and ".join(texts)

    def _test(self, test: Expr) -> str:
        match test:
            case Compare(op, InputValue(), right):
                return f"{op} {self._print(right, Level.SUM)}"
            case _:
                return self.text(test)

    def _tests_after_in(self, tests: tuple[Expr, ...]) -> str:
        if len(tests) != 1:
            return f"({', '.join(map(self._test, tests))})"
        match tests[0]:
            case Compare(_, InputValue(), _):
                return self._test(tests[0])
            case test:
                text = self._print(test, Level.SUM)
                return f"({text})" if text.startswith(("(<", "(>", "(=", "(!")) else text

    def _unary_tests(self, cell: UnaryTests) -> str:
        if not cell.tests:
            return "-"
        if cell.negated:
            return f"not({', '.join(map(self._test, cell.tests))})"
        match cell.tests:
            case (Not() as test,) | (Call(Name("not")) as test,) | (BuiltinCall("not") as test,):
                return f"({self.text(test)})"
            case tests:
                return ", ".join(map(self._test, tests))

    def _decision_table(self, table: DecisionTable) -> str:
        """Not FEEL: one line for the head, one for each rule."""
        inputs = ", ".join(self.text(column.expression) for column in table.inputs)
        outputs = ", ".join(column.name for column in table.outputs)
        lines = [f"table {table.hit_policy}{table.aggregation or ''}: {inputs}" + (f" | {outputs}" if outputs else "")]
        lines.extend(f"  {'; '.join(map(self.text, rule.cells))} | {self._list(rule.results)}" for rule in table.rules)
        return "\n".join(lines)
