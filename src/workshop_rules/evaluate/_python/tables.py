"""Decision tables, by every hit policy. Where all is certain, a rule matches or does not, and results are compared.

Rules whose results are written out are put in the order of their priority here; others when they are known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from workshop_rules.evaluate._python import access, computation, logic, records, runtime
from workshop_rules.evaluate._python.source import Refused
from workshop_rules.language import tree as t
from workshop_rules.language.types import NUMBER, ListOf, RangeOf, RecordOf

if TYPE_CHECKING:
    from workshop_rules.evaluate._python.translation import Translator

_AGGREGATES = {"+": "sum", "<": "min", ">": "max"}
_RANKED = frozenset({"P", "O"})


def decision_table(node: t.DecisionTable, translator: Translator) -> str:
    """What the table comes to."""
    if may_be_alone(node):
        raise Refused("a table gives a list, or one result where no rule matches: no other expression takes that")
    return whole_table(node, translator)


def may_be_alone(node: t.DecisionTable) -> bool:
    """Whether a table that gives lists gives something else where no rule matches: the result it states for that."""
    return node.hit_policy in {"R", "O", "C"} and node.aggregation is None and _states_default(node)


def whole_table(node: t.DecisionTable, translator: Translator) -> str:
    """The result, also one that stands alone where lists are given."""
    inputs = _inputs(node, translator)
    in_order = _in_order(node, translator) if node.hit_policy in _RANKED else node.rules
    match node.hit_policy:
        case "F" | "P" if in_order is not None:
            return _first(node, in_order, inputs, translator)
        case "U":
            return _only(node, inputs, translator)
        case "A":
            found = _hits(node.rules, inputs, translator, partial(_result, node))
            settled = "one_of" if _tell_apart(node) else "the_one_of"
            return _unless_none(node, found, f"{settled}({found})", translator)
        case _:
            return _several(node, in_order, inputs, translator)


def _inputs(node: t.DecisionTable, translator: Translator) -> list[str]:
    """The names of the inputs, which have to be allowed."""
    writer = translator.writer
    inputs = [writer.named(translator.expression(column.expression), "v") for column in node.inputs]
    for column, value in zip(node.inputs, inputs, strict=True):
        if column.allowed is not None:
            block, text = translator.apart(column.allowed, **{access.INPUT: value})
            writer.block.lines += block.lines
            writer.line(f"if not {text}: raise Indefinite")
    return inputs


def _matches(rule: t.TableRule, inputs: list[str], translator: Translator) -> str:
    """Whether all cells of a rule are passed."""
    cells = zip(rule.cells, inputs, strict=True)
    parts = [partial(translator.apart, cell, **{access.INPUT: value}) for cell, value in cells]
    return logic.joined(parts, translator, "and")


def _result(node: t.DecisionTable, rule: t.TableRule, translator: Translator) -> str:
    return _of_outputs(node, rule.results, translator)


def _of_outputs(node: t.DecisionTable, results: Sequence[t.Expr], translator: Translator) -> str:
    """The result where there is one output, else a record of them."""
    if len(node.outputs) == 1:
        return translator.expression(results[0])
    texts = [records.filed(translator.expression(one), one.type, translator) for one in results]
    return records.written(zip((output.name for output in node.outputs), texts, strict=True))


def _states_default(node: t.DecisionTable) -> bool:
    return all(output.default is not None for output in node.outputs)


def _default(node: t.DecisionTable, translator: Translator) -> str:
    defaults = [output.default for output in node.outputs if output.default is not None]
    return _of_outputs(node, defaults, translator) if _states_default(node) else "indefinite()"


def _tell_apart(node: t.DecisionTable) -> bool:
    """Whether two results can be said to be the same: lists, records and ranges never are."""
    return len(node.outputs) == 1 and not isinstance(node.type, ListOf | RecordOf | RangeOf)


# The order of rules


def _in_order(node: t.DecisionTable, translator: Translator) -> tuple[t.TableRule, ...] | None:
    """The rules by the places of their results among the values that the outputs list; None where some are computed."""
    listed = [_constants(() if o.allowed is None else o.allowed.tests, translator) for o in node.outputs]
    results = [_constants(rule.results, translator) for rule in node.rules]
    if None in listed or None in results:
        return None
    ranks = [
        tuple(runtime.place_among(value, values or ()) for value, values in zip(row or (), listed, strict=True))
        for row in results
    ]
    return tuple(rule for _, rule in sorted(zip(ranks, node.rules, strict=True), key=lambda ranked: ranked[0]))


def _constants(nodes: Sequence[t.Expr], translator: Translator) -> tuple[object, ...] | None:
    """The values of nodes, as the interpreter has them; None where one is not the same for every case."""
    values = []
    for node in nodes:
        value = access.constant_of(node, translator)
        if value is None:
            return None
        raises = runtime.raising(node.type)
        values.append(value if raises is None else raises(value))
    return tuple(values)


def _ranked(node: t.DecisionTable, rule: t.TableRule, translator: Translator) -> str:
    """The places of a rule's results among the values that the outputs list, and the result."""
    places = []
    for output, result in zip(node.outputs, rule.results, strict=True):
        value = computation.raised(translator.expression(result), result.type, translator)
        tests = () if output.allowed is None else output.allowed.tests
        listed = [computation.raised(translator.expression(test), test.type, translator) for test in tests]
        places.append(f"place_among({value}, ({''.join(f'{one}, ' for one in listed)}))")
    return f"(({''.join(f'{place}, ' for place in places)}), {_result(node, rule, translator)})"


# What the rules that match come to


def _first(node: t.DecisionTable, rules: tuple[t.TableRule, ...], inputs: list[str], translator: Translator) -> str:
    """The result of the first that matches; a loop that is gone through once can be left from anywhere."""
    writer = translator.writer
    name = writer.fresh("r")
    with writer.writing(writer.block.inner()) as once:
        for rule in rules:
            match = _matches(rule, inputs, translator)
            with writer.writing(writer.block.inner()) as then:
                writer.line(f"{name} = {_result(node, rule, translator)}")
                writer.line("break")
            writer.nested(f"if {match}:", then)
        writer.line(f"{name} = {_default(node, translator)}")
        writer.line("break")
    writer.nested("while True:", once)
    return name


def _only(node: t.DecisionTable, inputs: list[str], translator: Translator) -> str:
    """Every rule is tried: where several match, the interpreter says that they conflict."""
    writer = translator.writer
    matches = [writer.named(_matches(rule, inputs, translator), "b") for rule in node.rules]
    name = writer.fresh("r")
    if len(matches) > 1:
        writer.line(f"if {' + '.join(matches)} > 1: raise Indefinite")
    word = "if"
    for rule, match in zip(node.rules, matches, strict=True):
        with writer.writing(writer.block.inner()) as then:
            writer.line(f"{name} = {_result(node, rule, translator)}")
        writer.nested(f"{word} {match}:", then)
        word = "elif"
    with writer.writing(writer.block.inner()) as otherwise:
        writer.line(f"{name} = {_default(node, translator)}")
    if not node.rules:
        writer.line("if True:")
        writer.block.lines.append(otherwise)
        return name
    writer.nested("else:", otherwise)
    return name


def _hits(
    rules: tuple[t.TableRule, ...],
    inputs: list[str],
    translator: Translator,
    entry: Callable[[t.TableRule, Translator], str],
) -> str:
    """The name of the list of what the rules that match give."""
    writer = translator.writer
    found = writer.fresh("l")
    writer.line(f"{found} = []")
    for rule in rules:
        match = _matches(rule, inputs, translator)
        with writer.writing(writer.block.inner()) as then:
            writer.line(f"{found}.append({entry(rule, translator)})")
        writer.nested(f"if {match}:", then)
    return found


def _unless_none(node: t.DecisionTable, found: str, text: str, translator: Translator) -> str:
    """What a text gives where some rule matches, else the result that the table states for that."""
    writer = translator.writer
    name = writer.fresh("r")
    with writer.writing(writer.block.inner()) as otherwise:
        writer.line(f"{name} = {_default(node, translator)}")
    writer.line(f"if {found}: {name} = {text}")
    writer.nested("else:", otherwise)
    return name


def _several(
    node: t.DecisionTable, rules: tuple[t.TableRule, ...] | None, inputs: list[str], translator: Translator
) -> str:
    """The results of all rules that match, or an aggregate of them; the foremost one by priorities yet to be known."""
    if rules is None:
        found = _hits(node.rules, inputs, translator, partial(_ranked, node))
        translator.writer.line(f"{found} = in_order({found})")
        if node.hit_policy == "P":
            return _unless_none(node, found, f"{found}[0]", translator)
    else:
        found = _hits(rules, inputs, translator, partial(_result, node))
    text = _collected(node, found, translator)
    return _unless_none(node, found, text, translator) if _states_default(node) else text


def _collected(node: t.DecisionTable, found: str, translator: Translator) -> str:
    match node.aggregation:
        case None:
            return f"tuple({found})"
        case "#":
            return f"len({found})"
        case sign:
            name = _AGGREGATES[sign]
            return f"{translator.writer.constant(runtime.aggregate(name, NUMBER), ('aggregate', name))}({found})"
