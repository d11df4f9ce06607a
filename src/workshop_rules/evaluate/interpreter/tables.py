"""Decision tables (DMN 1.5, clause 8.2), three-valued: a rule that is not known to match may yet decide."""

from __future__ import annotations

from typing import cast

from workshop_rules.evaluate.interpreter.comparison import compared
from workshop_rules.evaluate.interpreter.functions.lists import LIST_FUNCTIONS
from workshop_rules.evaluate.interpreter.lists import gathered
from workshop_rules.evaluate.interpreter.logic import picked, same
from workshop_rules.evaluate.interpreter.scope import INPUT, Scope
from workshop_rules.evaluate.interpreter.strict import hindrance, placed
from workshop_rules.frozen import NamedTuple
from workshop_rules.language import tree as t
from workshop_rules.language.truth import Truth, conjunction, either_unknown
from workshop_rules.language.types import NUMBER
from workshop_rules.language.values import Error, Outcome, Record, Unknown

_AGGREGATES = {"+": "sum", "<": "min", ">": "max", "#": "count"}


class Hit(NamedTuple):
    """A rule that matches, or of which that is unknown or an error."""

    match: Truth
    result: Outcome


class Candidates(NamedTuple):
    """The rules that may decide a table, in the order in which they come first.

    Attributes:
        hits: they.
        default: the result where no rule matches; an error where the table states none.
        instead: what the table comes to whichever rules match: an error where an input is not allowed, or unknown where
            results that nobody knows cannot be put in order.
    """

    hits: tuple[Hit, ...]
    default: Outcome
    instead: Unknown | Error | None = None


def decision_table(node: t.DecisionTable, scope: Scope) -> Outcome:
    """What the table comes to, by its hit policy."""
    found = candidates(node, scope)
    if found.instead is not None:
        return placed(found.instead, node)
    match node.hit_policy:
        case "F" | "P":
            return placed(_first(found), node)
        case "U" | "A":
            return placed(_agreed(found, unique=node.hit_policy == "U"), node)
        case _:
            return placed(_collected(found, node.aggregation), node)


def candidates(node: t.DecisionTable, scope: Scope) -> Candidates:
    """The rules that may decide the table: in order of priority for `P` and `O`, else as they are written."""
    inputs = [scope.bind(INPUT, scope.visit(column.expression, scope)) for column in node.inputs]
    refused = [
        Error("input_not_allowed", f"the table does not provide for this {column.label or 'input'}")
        for column, inside in zip(node.inputs, inputs, strict=True)
        if column.allowed is not None and scope.visit(column.allowed, inside) is False
    ]
    hits: list[Hit] = []
    for rule in node.rules:
        match = _matches(rule, inputs, scope)
        if match is not False:
            hits.append(Hit(match, _of_outputs(node, [scope.visit(result, scope, rule.id) for result in rule.results])))
    found = Candidates(tuple(hits), _default(node, scope), refused[0] if refused else None)
    return _by_priority(node, found, scope) if node.hit_policy in {"P", "O"} else found


def _matches(rule: t.TableRule, inputs: list[Scope], scope: Scope) -> Truth:
    """Whether all cells of a rule are passed."""
    cells: list[Truth] = []
    for cell, inside in zip(rule.cells, inputs, strict=True):
        cells.append(cast("Truth", scope.visit(cell, inside, rule.id)))
        if cells[-1] is False and not scope.recorder.thorough:
            break
    return conjunction(cells)


def _default(node: t.DecisionTable, scope: Scope) -> Outcome:
    defaults = [output.default for output in node.outputs if output.default is not None]
    if len(defaults) < len(node.outputs):
        return Error("no_rule_matches", "no rule of the table matches, and it states no other result")
    return _of_outputs(node, [scope.visit(default, scope) for default in defaults])


def _of_outputs(node: t.DecisionTable, results: list[Outcome]) -> Outcome:
    """The result where there is one output, else a record of them."""
    if len(node.outputs) == 1:
        return results[0]
    error = next((result for result in results if isinstance(result, Error)), None)
    return error or Record({output.name: result for output, result in zip(node.outputs, results, strict=True)})


def _by_priority(node: t.DecisionTable, found: Candidates, scope: Scope) -> Candidates:
    """The candidates in the order in which the outputs list their values."""
    if not any(isinstance(hit.result, Unknown | Error) for hit in found.hits):
        ordered = sorted(found.hits, key=lambda hit: _priority(node, hit.result, scope))
        return found._replace(hits=tuple(ordered))
    lacking = [one for hit in found.hits for one in hit if isinstance(one, Unknown)]
    return found._replace(instead=found.instead or _certain_error(found) or either_unknown(lacking))


def _priority(node: t.DecisionTable, result: Outcome, scope: Scope) -> tuple[int, ...]:
    values = (result,) if len(node.outputs) == 1 else tuple(cast("Record", result).fields.values())
    return tuple(_place(value, output, scope) for value, output in zip(values, node.outputs, strict=True))


def _place(value: Outcome, output: t.TableOutput, scope: Scope) -> int:
    """The place of a result among the values that its output lists; after all of them where it is not listed."""
    listed = () if output.allowed is None else output.allowed.tests
    places = (i for i, test in enumerate(listed) if compared("=", value, scope.visit(test, scope), test.type) is True)
    return next(places, len(listed))


def _first(found: Candidates) -> Outcome:
    """The result of the first rule that matches: `if`, `else if`, … in their order."""
    result = found.default
    for hit in reversed(found.hits):
        result = picked(hit.match, hit.result, result)
    return result


def _agreed(found: Candidates, *, unique: bool) -> Outcome:
    """The result of the one rule that matches (unique), or of all that do, which must be the same (any)."""
    error = next((hit.match for hit in found.hits if isinstance(hit.match, Error)), None)
    if error is not None:
        return error
    certain = [hit.result for hit in found.hits if hit.match is True]
    doubtful = [hit for hit in found.hits if isinstance(hit.match, Unknown)]
    if len(certain) > 1 and (unique or not _surely_one(certain)):
        conflict = Error("rules_conflict", "several rules of the table match")
        return conflict if unique else hindrance(*certain) or conflict
    if not doubtful:
        return certain[0] if certain else found.default
    possible = [*(certain or [found.default]), *(hit.result for hit in doubtful)]
    if not unique and _surely_one(possible):
        return possible[0]
    return either_unknown(one for one in (*possible, *(hit.match for hit in doubtful)) if isinstance(one, Unknown))


def _surely_one(results: list[Outcome]) -> bool:
    return all(same(results[0], other) for other in results)


def _certain_error(found: Candidates) -> Error | None:
    """An error in a rule that would not be spared by filling in whether the rule matches."""
    rules = (hit for hit in found.hits if not isinstance(hit.match, Unknown))
    return next((one for rule in rules for one in rule if isinstance(one, Error)), None)


def _collected(found: Candidates, aggregation: str | None) -> Outcome:
    """The list of the results of all rules that match, those of doubtful ones doubtful; or an aggregate of it."""
    if not isinstance(found.default, Error) and not any(hit.match is True for hit in found.hits):
        doubts = [hit.match for hit in found.hits if isinstance(hit.match, Unknown)]
        return either_unknown(doubts) if doubts else found.default
    members = gathered(((hit.result, hit.match) for hit in found.hits), frozenset())
    collected = _certain_error(found) or members
    return collected if aggregation is None else LIST_FUNCTIONS[_AGGREGATES[aggregation]](NUMBER, collected)
