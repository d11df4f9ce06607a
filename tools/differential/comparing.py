"""What the differential checks share: the expressions, what this library makes of them, and the report."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from workshop_rules.evaluate._dmn.interpreter import evaluate
from workshop_rules.evaluate._dmn.printing import written
from workshop_rules.evaluate._dmn.scope import Scope, World
from workshop_rules.evaluate._dmn.values import FeelValue, FunctionValue, Null
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.functions import FUNCTIONS
from workshop_rules.parse import parse_expression

HERE = Path(__file__).parent
TOLERANCE = Decimal("1e-12")
"""Relative: others compute in binary floating point."""


def expressions() -> list[str]:
    """The expressions of the file, and the examples of every function of the dmn dialect."""
    lines = (HERE / "expressions.txt").read_text("utf-8").splitlines()
    own = [line for line in lines if line and not line.startswith("#")]
    examples = [
        example.expression
        for function in FUNCTIONS.values()
        if function.of(Dialect.DMN)
        for example in function.examples
        if Dialect.DMN in example.dialects
    ]
    return list(dict.fromkeys([*own, *examples]))


def value_of(text: str) -> FeelValue:
    """What this library makes of an expression."""
    return evaluate(parse_expression(text, Dialect.DMN).unwrap(), Scope({}, world=World()))


def alike(ours: FeelValue, theirs: FeelValue) -> bool:
    """Whether two values are the same, but for the last digits of a number; all functions are."""
    match ours, theirs:
        case bool(), _:
            return ours is theirs
        case Decimal(), Decimal():
            return abs(ours - theirs) <= TOLERANCE * max(abs(ours), abs(theirs), Decimal(1))
        case tuple(), tuple():
            return len(ours) == len(theirs) and all(map(alike, ours, theirs))
        case dict(), dict():
            return ours.keys() == theirs.keys() and all(alike(one, theirs[key]) for key, one in ours.items())
        case FunctionValue(), FunctionValue():
            return True
        case _:
            return type(ours) is type(theirs) and ours == theirs


@dataclass(frozen=True)
class Answer:
    """What another implementation makes of an expression: a value, or an error, which counts as null."""

    value: FeelValue
    shown: str


def report(name: str, answers: Mapping[str, Answer], ask: Callable[[str], FeelValue] = value_of) -> int:
    """Print the disagreements, the unexplained ones marked; the exit status.

    Args:
        name: of the implementation, as in `explained.toml`.
        answers: by expression.
        ask: what this library makes of one.
    """
    explained = {
        expression: entry["reason"]
        for entry in tomllib.loads((HERE / "explained.toml").read_text("utf-8")).get(name, [])
        for expression in entry["expressions"]
    }
    disagreements = 0
    fresh = 0
    for expression, theirs in answers.items():
        ours = ask(expression)
        if alike(ours, theirs.value):
            if expression in explained:
                print(f"agrees now: {expression}")
                fresh += 1
            continue
        disagreements += 1
        why = ours.reason.message if isinstance(ours, Null) and ours.reason else ""
        print(f"{expression}\n    here:   {written(ours)} {f'({why})' if why else ''}\n    {name}: {theirs.shown}")
        if expression in explained:
            print(f"    {explained[expression]}")
        else:
            print("    NOT EXPLAINED")
            fresh += 1
    print(f"{len(answers)} expressions, {disagreements} disagreements, {fresh} to be explained")
    return 1 if fresh else 0
