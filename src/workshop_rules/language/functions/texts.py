"""Functions over strings (DMN 1.5, table 74). Places are counted from 1, in characters, not in bytes or code units.

Those with regular expressions are left to the dmn dialect: a pattern may take time without bound, and engines differ
in how they read one.
"""

from __future__ import annotations

from workshop_rules.language.functions.row import DMN, Category, Function, example, maybe, takes
from workshop_rules.language.types import BOOLEAN, NUMBER, STRING, ListOf

_PATTERN = "it takes a regular expression, which may run without bound"

STRING_FUNCTIONS = (
    Function(
        "substring",
        Category.STRING,
        "The part of a text from a place on, of a given length or to the end; a negative place counts from the end.",
        (takes(("string", STRING), ("start position", NUMBER), maybe("length", NUMBER), gives=STRING),),
        (
            example('substring("班主任工作室", 4)', '"工作室"'),
            example('substring("workshop", 1, 4)', '"work"'),
            example('substring("workshop", -4, 2)', '"sh"'),
        ),
    ),
    Function(
        "string length",
        Category.STRING,
        "How many characters a text has.",
        (takes(("string", STRING), gives=NUMBER),),
        (example('string length("教师")', "2"), example('string length("")', "0")),
    ),
    Function(
        "upper case",
        Category.STRING,
        "The text in capitals.",
        (takes(("string", STRING), gives=STRING),),
        (example('upper case("aBc4")', '"ABC4"'),),
    ),
    Function(
        "lower case",
        Category.STRING,
        "The text without capitals.",
        (takes(("string", STRING), gives=STRING),),
        (example('lower case("aBc4")', '"abc4"'),),
    ),
    Function(
        "substring before",
        Category.STRING,
        "What stands before the first occurrence of another text; empty where there is none.",
        (takes(("string", STRING), ("match", STRING), gives=STRING),),
        (example('substring before("2013-10", "-")', '"2013"'), example('substring before("2013", "-")', '""')),
    ),
    Function(
        "substring after",
        Category.STRING,
        "What stands after the first occurrence of another text; empty where there is none.",
        (takes(("string", STRING), ("match", STRING), gives=STRING),),
        (example('substring after("2013-10", "-")', '"10"'), example('substring after("2013", "-")', '""')),
    ),
    Function(
        "contains",
        Category.STRING,
        "Whether a text has another somewhere in it.",
        (takes(("string", STRING), ("match", STRING), gives=BOOLEAN),),
        (example('contains("长安区第一中学", "长安")', "true"), example('contains("foobar", "of")', "false")),
    ),
    Function(
        "starts with",
        Category.STRING,
        "Whether a text begins with another.",
        (takes(("string", STRING), ("match", STRING), gives=BOOLEAN),),
        (example('starts with("foobar", "fo")', "true"),),
    ),
    Function(
        "ends with",
        Category.STRING,
        "Whether a text ends with another.",
        (takes(("string", STRING), ("match", STRING), gives=BOOLEAN),),
        (example('ends with("foobar", "r")', "true"),),
    ),
    Function(
        "string join",
        Category.STRING,
        "The texts of a list, one after another, with a delimiter between them.",
        (takes(("list", ListOf(STRING)), maybe("delimiter", STRING), gives=STRING),),
        (
            example('string join(["a", "b", "c"], "_and_")', '"a_and_b_and_c"'),
            example('string join(["a", "b"])', '"ab"'),
        ),
    ),
    Function(
        "replace",
        Category.STRING,
        "The text with every match of a regular expression (XPath syntax) replaced; `$1` is the first group.",
        (
            takes(
                ("input", STRING),
                ("pattern", STRING),
                ("replacement", STRING),
                maybe("flags", STRING),
                gives=STRING,
                dialects=DMN,
            ),
        ),
        (example('replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '"[1=ab][2=]cd"'),),
        refused=_PATTERN,
    ),
    Function(
        "matches",
        Category.STRING,
        "Whether a regular expression (XPath syntax) occurs in a text.",
        (takes(("input", STRING), ("pattern", STRING), maybe("flags", STRING), gives=BOOLEAN, dialects=DMN),),
        (example('matches("foobar", "^fo*b")', "true"),),
        refused=_PATTERN,
    ),
    Function(
        "split",
        Category.STRING,
        "The parts of a text between the matches of a regular expression (XPath syntax).",
        (takes(("string", STRING), ("delimiter", STRING), gives=ListOf(STRING), dialects=DMN),),
        (example('split("John Doe", "\\\\s")', '["John", "Doe"]'),),
        refused=_PATTERN,
    ),
)
