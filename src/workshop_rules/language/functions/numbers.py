"""Functions over numbers (DMN 1.5, table 76).

Those whose results are irrational are left to the dmn dialect: packs compute exactly.
"""

from __future__ import annotations

from workshop_rules.language.functions.row import DMN, DURATION, Category, Example, Function, example, maybe, takes
from workshop_rules.language.types import BOOLEAN, NUMBER


def _rounding(name: str, doc: str, *examples: Example) -> Function:
    return Function(name, Category.NUMBER, doc, (takes(("n", NUMBER), maybe("scale", NUMBER), gives=NUMBER),), examples)


_IRRATIONAL = "its result is irrational, and packs compute exactly"

NUMBER_FUNCTIONS = (
    Function(
        "decimal",
        Category.NUMBER,
        "The number rounded to a scale (digits after the point), halves to the even neighbour.",
        (takes(("n", NUMBER), ("scale", NUMBER), gives=NUMBER),),
        (example("decimal(1/3, 2)", "0.33"), example("decimal(2.5, 0)", "2"), example("decimal(3.5, 0)", "4")),
    ),
    _rounding(
        "floor",
        "The greatest number of the scale (0 if left out) that is not above it.",
        example("floor(1.5)", "1"),
        example("floor(-1.56, 1)", "-1.6"),
    ),
    _rounding(
        "ceiling",
        "The least number of the scale (0 if left out) that is not below it.",
        example("ceiling(1.5)", "2"),
        example("ceiling(-1.56, 1)", "-1.5"),
    ),
    _rounding(
        "round up", "Rounded away from zero.", example("round up(5.5, 0)", "6"), example("round up(-1.121, 2)", "-1.13")
    ),
    _rounding(
        "round down",
        "Rounded towards zero.",
        example("round down(5.5, 0)", "5"),
        example("round down(-1.126, 2)", "-1.12"),
    ),
    _rounding(
        "round half up",
        "Rounded to the nearest, halves away from zero.",
        example("round half up(5.5, 0)", "6"),
        example("round half up(-5.5, 0)", "-6"),
    ),
    _rounding(
        "round half down",
        "Rounded to the nearest, halves towards zero.",
        example("round half down(5.5, 0)", "5"),
        example("round half down(-1.126, 2)", "-1.13"),
    ),
    Function(
        "abs",
        Category.NUMBER,
        "The size of a number or duration, without its sign.",
        (takes(("n", NUMBER), gives=NUMBER), takes(("n", DURATION), gives=DURATION)),
        (example("abs(-10)", "10"), example('abs(@"-P1D")', '@"P1D"')),
    ),
    Function(
        "modulo",
        Category.NUMBER,
        "What is left of a division, with the divisor's sign: dividend - divisor * floor(dividend / divisor).",
        (takes(("dividend", NUMBER), ("divisor", NUMBER), gives=NUMBER),),
        (example("modulo(12, 5)", "2"), example("modulo(-12, 5)", "3"), example("modulo(10.1, 4.5)", "1.1")),
    ),
    Function(
        "odd",
        Category.NUMBER,
        "Whether a whole number is odd.",
        (takes(("number", NUMBER), gives=BOOLEAN),),
        (example("odd(5)", "true"), example("odd(2)", "false")),
    ),
    Function(
        "even",
        Category.NUMBER,
        "Whether a whole number is even.",
        (takes(("number", NUMBER), gives=BOOLEAN),),
        (example("even(5)", "false"), example("even(2)", "true")),
    ),
    Function(
        "sqrt",
        Category.NUMBER,
        "The square root.",
        (takes(("number", NUMBER), gives=NUMBER, dialects=DMN),),
        (example("sqrt(16)", "4"),),
        refused=_IRRATIONAL,
    ),
    Function(
        "log",
        Category.NUMBER,
        "The natural logarithm.",
        (takes(("number", NUMBER), gives=NUMBER, dialects=DMN),),
        (example("decimal(log(10), 8)", "2.30258509"),),
        refused=_IRRATIONAL,
    ),
    Function(
        "exp",
        Category.NUMBER,
        "Euler's number to a power.",
        (takes(("number", NUMBER), gives=NUMBER, dialects=DMN),),
        (example("decimal(exp(5), 6)", "148.413159"),),
        refused=_IRRATIONAL,
    ),
)
