"""Functions over lists, and sorting (DMN 1.5, tables 75 and 80).

`list replace`, `insert before` and `remove`, which work by place and are null outside it, are left to the dmn dialect.
"""

from __future__ import annotations

from workshop_rules.language.dialect import Dialect
from workshop_rules.language.functions.row import (
    BOTH,
    COMPARABLE,
    DMN,
    ORDERED,
    PACK,
    Category,
    Example,
    Function,
    T,
    example,
    many,
    maybe,
    takes,
)
from workshop_rules.language.types import BOOLEAN, NUMBER, FunctionOf, ListOf, Type

_IRRATIONAL = "its result is irrational, and packs compute exactly"

_BY_PLACE = "it works by place, and has no result outside the list"


def _folding(
    name: str,
    doc: str,
    item: Type,
    gives: Type,
    *examples: Example,
    dialects: frozenset[Dialect] = BOTH,
    refused: str = "",
) -> Function:
    """A function over one list, or over its items as arguments."""
    signatures = (
        takes(("list", ListOf(item)), gives=gives, dialects=dialects),
        takes(many("items", item), gives=gives, dialects=dialects),
    )
    return Function(name, Category.LIST, doc, signatures, examples, refused)


LIST_FUNCTIONS = (
    Function(
        "list contains",
        Category.LIST,
        "Whether an element is in a list.",
        (takes(("list", ListOf(COMPARABLE)), ("element", COMPARABLE), gives=BOOLEAN),),
        (example("list contains([1, 2, 3], 2)", "true"), example("list contains([], 2)", "false")),
    ),
    Function(
        "count",
        Category.LIST,
        "How many items a list has.",
        (takes(("list", ListOf(T)), gives=NUMBER),),
        (example("count([1, 2, 3])", "3"), example("count([])", "0")),
    ),
    _folding("min", "The least item.", ORDERED, ORDERED, example("min([3, 1, 2])", "1"), example("min(3, 1, 2)", "1")),
    _folding(
        "max",
        "The greatest item.",
        ORDERED,
        ORDERED,
        example("max([3, 1, 2])", "3"),
        example('max(@"2013-10-01", @"2012-10-01")', '@"2013-10-01"'),
    ),
    _folding(
        "sum", "The items added up.", NUMBER, NUMBER, example("sum([1, 2, 3])", "6"), example("sum(1.5, 2)", "3.5")
    ),
    _folding("product", "The items multiplied.", NUMBER, NUMBER, example("product([2, 3, 4])", "24")),
    _folding("mean", "The sum divided by the number of items.", NUMBER, NUMBER, example("mean([1, 2, 6])", "3")),
    _folding(
        "median",
        "The item in the middle when sorted, or the mean of the two that are.",
        NUMBER,
        NUMBER,
        example("median([8, 2, 5, 3, 4])", "4"),
        example("median([6, 1, 2, 3])", "2.5"),
    ),
    _folding(
        "mode",
        "The items that occur most often, in ascending order.",
        NUMBER,
        ListOf(NUMBER),
        example("mode([6, 3, 9, 6, 6])", "[6]"),
        example("mode([6, 1, 9, 6, 1])", "[1, 6]"),
    ),
    _folding(
        "stddev",
        "The standard deviation of a sample.",
        NUMBER,
        NUMBER,
        example("stddev([2, 4, 7, 5])", "2.081665999466132735282297706979931"),
        dialects=DMN,
        refused=_IRRATIONAL,
    ),
    _folding(
        "all",
        "Whether every item is true.",
        BOOLEAN,
        BOOLEAN,
        example("all([true, false])", "false"),
        example("all([])", "true"),
    ),
    _folding(
        "any",
        "Whether some item is true.",
        BOOLEAN,
        BOOLEAN,
        example("any([true, false])", "true"),
        example("any([])", "false"),
    ),
    Function(
        "sublist",
        Category.LIST,
        "The items from a place on, a given number of them or to the end; a negative place counts from the end.",
        (takes(("list", ListOf(T)), ("start position", NUMBER), maybe("length", NUMBER), gives=ListOf(T)),),
        (example("sublist([4, 5, 6], 1, 2)", "[4, 5]"), example("sublist([4, 5, 6], -2)", "[5, 6]")),
    ),
    Function(
        "append",
        Category.LIST,
        "The list with items added at its end.",
        (takes(("list", ListOf(T)), many("item", T), gives=ListOf(T)),),
        (example("append([1], 2, 3)", "[1, 2, 3]"),),
    ),
    Function(
        "concatenate",
        Category.LIST,
        "The lists one after another.",
        (takes(many("list", ListOf(T)), gives=ListOf(T)),),
        (example("concatenate([1, 2], [3], [1])", "[1, 2, 3, 1]"),),
    ),
    Function(
        "insert before",
        Category.LIST,
        "The list with a new item before the one at a place.",
        (takes(("list", ListOf(T)), ("position", NUMBER), ("newItem", T), gives=ListOf(T), dialects=DMN),),
        (example("insert before([1, 3], 1, 2)", "[2, 1, 3]"),),
        refused=_BY_PLACE,
    ),
    Function(
        "remove",
        Category.LIST,
        "The list without the item at a place.",
        (takes(("list", ListOf(T)), ("position", NUMBER), gives=ListOf(T), dialects=DMN),),
        (example("remove([1, 2, 3], 2)", "[1, 3]"),),
        refused=_BY_PLACE,
    ),
    Function(
        "list replace",
        Category.LIST,
        "The list with the item at a place, or the items that a function picks, replaced.",
        (
            takes(("list", ListOf(T)), ("position", NUMBER), ("newItem", T), gives=ListOf(T), dialects=DMN),
            takes(
                ("list", ListOf(T)),
                ("match", FunctionOf((T, T), BOOLEAN)),
                ("newItem", T),
                gives=ListOf(T),
                dialects=DMN,
            ),
        ),
        (
            example("list replace([2, 4, 7, 8], 3, 6)", "[2, 4, 6, 8]"),
            example("list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", "[5, 5, 7, 8]"),
        ),
        refused=_BY_PLACE,
    ),
    Function(
        "reverse",
        Category.LIST,
        "The list from its end to its start.",
        (takes(("list", ListOf(T)), gives=ListOf(T)),),
        (example("reverse([1, 2, 3])", "[3, 2, 1]"),),
    ),
    Function(
        "index of",
        Category.LIST,
        "The places, counted from 1, at which an item stands in a list.",
        (takes(("list", ListOf(COMPARABLE)), ("match", COMPARABLE), gives=ListOf(NUMBER)),),
        (example("index of([1, 2, 3, 2], 2)", "[2, 4]"),),
    ),
    Function(
        "union",
        Category.LIST,
        "The items of all the lists, each once, in the order in which they first come.",
        (takes(many("list", ListOf(COMPARABLE)), gives=ListOf(COMPARABLE)),),
        (example("union([1, 2], [2, 3])", "[1, 2, 3]"),),
    ),
    Function(
        "distinct values",
        Category.LIST,
        "The items, each once, in the order in which they first come.",
        (takes(("list", ListOf(COMPARABLE)), gives=ListOf(COMPARABLE)),),
        (example("distinct values([1, 2, 3, 2, 1])", "[1, 2, 3]"),),
    ),
    Function(
        "flatten",
        Category.LIST,
        "The items of lists within a list, brought up into one list; in packs, by one level.",
        (
            takes(("list", ListOf(ListOf(T))), gives=ListOf(T), dialects=PACK),
            takes(("list", ListOf(T)), gives=ListOf(T), dialects=DMN),
        ),
        (example("flatten([[1, 2], [3], []])", "[1, 2, 3]"),),
    ),
    Function(
        "sort",
        Category.SORT,
        "The list in ascending order (packs), or in the order that a function over two items states.",
        (
            takes(("list", ListOf(ORDERED)), gives=ListOf(ORDERED), dialects=PACK),
            takes(("list", ListOf(T)), ("precedes", FunctionOf((T, T), BOOLEAN)), gives=ListOf(T), dialects=DMN),
        ),
        (
            example("sort([3, 1, 2])", "[1, 2, 3]", PACK),
            example("sort([3, 1, 2], function(x, y) x > y)", "[3, 2, 1]", DMN),
        ),
    ),
)
