"""Functions over contexts, and the remaining conversions (DMN 1.5, tables 73 and 81).

Packs declare their records, so those over contexts are left to the dmn dialect.
"""

from __future__ import annotations

from workshop_rules.language.functions.row import COMPARABLE, DMN, PACK, Category, Function, example, maybe, takes
from workshop_rules.language.types import ANY, BOOLEAN, NUMBER, STRING, ListOf, RangeOf

_TEXT = "write the range itself, so that its type is known"

_RECORDS = "packs declare their records, so that every field is known"

CONVERSION_FUNCTIONS = (
    Function(
        "number",
        Category.CONVERSION,
        "The number that a text writes; the separators, where given, are space, comma or point.",
        (
            takes(("from", STRING), gives=NUMBER),
            takes(
                ("from", STRING),
                maybe("grouping separator", STRING),
                maybe("decimal separator", STRING),
                gives=NUMBER,
                dialects=DMN,
            ),
        ),
        (example('number("1.5")', "1.5"),),
    ),
    Function(
        "string",
        Category.CONVERSION,
        "A value as text; in packs one without parts.",
        (
            takes(("from", COMPARABLE), gives=STRING, dialects=PACK),
            takes(("from", ANY), gives=STRING, dialects=DMN),
        ),
        (example("string(1.1)", '"1.1"'), example('string(@"2012-12-25")', '"2012-12-25"')),
    ),
    Function(
        "range",
        Category.CONVERSION,
        "The range that a text writes.",
        (takes(("from", STRING), gives=RangeOf(ANY), dialects=DMN),),
        (example('range("[18..21)")', "[18..21)"),),
        refused=_TEXT,
    ),
)

BOOLEAN_FUNCTIONS = (
    Function(
        "not",
        Category.BOOLEAN,
        "True of false, false of true.",
        (takes(("negand", BOOLEAN), gives=BOOLEAN),),
        (example("not(true)", "false"),),
    ),
)

CONTEXT_FUNCTIONS = (
    Function(
        "get value",
        Category.CONTEXT,
        "The value of an entry of a context, by its key or by a list of keys into nested contexts.",
        (
            takes(("m", ANY), ("key", STRING), gives=ANY, dialects=DMN),
            takes(("m", ANY), ("keys", ListOf(STRING)), gives=ANY, dialects=DMN),
        ),
        (example('get value({key1: "value1"}, "key1")', '"value1"'),),
        refused=_RECORDS,
    ),
    Function(
        "get entries",
        Category.CONTEXT,
        "The entries of a context, each as a context of `key` and `value`.",
        (takes(("m", ANY), gives=ListOf(ANY), dialects=DMN),),
        (example('get entries({key1: "value1"})', '[{key: "key1", value: "value1"}]'),),
        refused=_RECORDS,
    ),
    Function(
        "context",
        Category.CONTEXT,
        "The context of a list of entries, each with `key` and `value`.",
        (takes(("entries", ListOf(ANY)), gives=ANY, dialects=DMN),),
        (example('context([{key: "a", value: 1}, {key: "b", value: 2}])', "{a: 1, b: 2}"),),
        refused=_RECORDS,
    ),
    Function(
        "context put",
        Category.CONTEXT,
        "The context with an entry added or replaced, by its key or by a list of keys into nested contexts.",
        (
            takes(("context", ANY), ("key", STRING), ("value", ANY), gives=ANY, dialects=DMN),
            takes(("context", ANY), ("keys", ListOf(STRING)), ("value", ANY), gives=ANY, dialects=DMN),
        ),
        (
            example('context put({x: 1}, "y", 2)', "{x: 1, y: 2}"),
            example('context put({x: 1, y: {a: 0}}, ["y", "a"], 2)', "{x: 1, y: {a: 2}}"),
        ),
        refused=_RECORDS,
    ),
    Function(
        "context merge",
        Category.CONTEXT,
        "The entries of several contexts in one; the later wins.",
        (takes(("contexts", ListOf(ANY)), gives=ANY, dialects=DMN),),
        (example("context merge([{x: 1}, {x: 2, y: 3}])", "{x: 2, y: 3}"),),
        refused=_RECORDS,
    ),
)
