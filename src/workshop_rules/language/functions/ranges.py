"""How points and ranges lie to one another (DMN 1.5, table 78), after Allen's interval algebra."""

from __future__ import annotations

from workshop_rules.language.functions.row import ORDERED, Category, Example, Function, Signature, example, takes
from workshop_rules.language.types import BOOLEAN, RangeOf

_RANGE = RangeOf(ORDERED)
_TWO_POINTS = takes(("point1", ORDERED), ("point2", ORDERED), gives=BOOLEAN)
_POINT_RANGE = takes(("point", ORDERED), ("range", _RANGE), gives=BOOLEAN)
_RANGE_POINT = takes(("range", _RANGE), ("point", ORDERED), gives=BOOLEAN)
_TWO_RANGES = takes(("range1", _RANGE), ("range2", _RANGE), gives=BOOLEAN)


def _relation(name: str, doc: str, signatures: tuple[Signature, ...], *examples: Example) -> Function:
    return Function(name, Category.RANGE, doc, signatures, examples)


RANGE_FUNCTIONS = (
    _relation(
        "before",
        "Whether the first lies wholly before the second.",
        (_TWO_POINTS, _POINT_RANGE, _RANGE_POINT, _TWO_RANGES),
        example("before(1, 10)", "true"),
        example("before(1, [1..10])", "false"),
        example("before([1..5), [5..10])", "true"),
    ),
    _relation(
        "after",
        "Whether the first lies wholly after the second.",
        (_TWO_POINTS, _POINT_RANGE, _RANGE_POINT, _TWO_RANGES),
        example("after(10, 1)", "true"),
        example("after(12, [1..10])", "true"),
        example("after([5..10], [1..5))", "true"),
    ),
    _relation(
        "meets",
        "Whether the first range ends at the included point where the second begins.",
        (_TWO_RANGES,),
        example("meets([1..5], [5..10])", "true"),
        example("meets([1..5), [5..10])", "false"),
    ),
    _relation(
        "met by",
        "Whether the first range begins at the included point where the second ends.",
        (_TWO_RANGES,),
        example("met by([5..10], [1..5])", "true"),
        example("met by([5..10], [1..5))", "false"),
    ),
    _relation(
        "overlaps",
        "Whether two ranges have a point in common.",
        (_TWO_RANGES,),
        example("overlaps([1..5], [3..8])", "true"),
        example("overlaps([1..5), [5..8])", "false"),
    ),
    _relation(
        "overlaps before",
        "Whether the first range begins earlier, or at the same point included, and ends within the second.",
        (_TWO_RANGES,),
        example("overlaps before([1..5], [3..8])", "true"),
        example("overlaps before([1..5], [6..8])", "false"),
    ),
    _relation(
        "overlaps after",
        "Whether the first range begins within the second and ends later, or at the same point included.",
        (_TWO_RANGES,),
        example("overlaps after([3..8], [1..5])", "true"),
        example("overlaps after([6..8], [1..5])", "false"),
    ),
    _relation(
        "finishes",
        "Whether the point or range ends the second range.",
        (_POINT_RANGE, _TWO_RANGES),
        example("finishes(10, [1..10])", "true"),
        example("finishes([5..10], [1..10])", "true"),
    ),
    _relation(
        "finished by",
        "Whether the first range ends with the point or range.",
        (_RANGE_POINT, _TWO_RANGES),
        example("finished by([1..10], 10)", "true"),
        example("finished by([1..10], [5..10])", "true"),
    ),
    _relation(
        "includes",
        "Whether the point or range lies wholly in the first range.",
        (_RANGE_POINT, _TWO_RANGES),
        example("includes([1..10], 5)", "true"),
        example("includes([1..10), 10)", "false"),
        example("includes([1..10], [4..6])", "true"),
    ),
    _relation(
        "during",
        "Whether the point or range lies wholly in the second range.",
        (_POINT_RANGE, _TWO_RANGES),
        example("during(5, [1..10])", "true"),
        example("during([4..6], [1..10])", "true"),
    ),
    _relation(
        "starts",
        "Whether the point or range begins the second range.",
        (_POINT_RANGE, _TWO_RANGES),
        example("starts(1, [1..10])", "true"),
        example("starts([1..5], [1..10])", "true"),
    ),
    _relation(
        "started by",
        "Whether the first range begins with the point or range.",
        (_RANGE_POINT, _TWO_RANGES),
        example("started by([1..10], 1)", "true"),
        example("started by([1..10], [1..5])", "true"),
    ),
    _relation(
        "coincides",
        "Whether two points are equal, or two ranges have the same ends.",
        (_TWO_POINTS, _TWO_RANGES),
        example("coincides(5, 5)", "true"),
        example("coincides([1..5], [1..5))", "false"),
    ),
)
