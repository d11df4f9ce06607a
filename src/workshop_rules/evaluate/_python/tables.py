"""Decision tables in which at most one rule decides."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workshop_rules.evaluate._python import access, logic
from workshop_rules.evaluate._python.source import Refused
from workshop_rules.language import tree as t

if TYPE_CHECKING:
    from workshop_rules.evaluate._python.translation import Translator


def decision_table(node: t.DecisionTable, translator: Translator) -> str:
    """The result of the first rule that matches, or of the only one."""
    if node.hit_policy not in {"F", "U", "A"} or len(node.outputs) != 1:
        raise Refused(f"tables with the hit policy {node.hit_policy}, or several outputs, are left to the interpreter")
    writer = translator.writer
    inputs = [writer.named(translator.expression(column.expression), "v") for column in node.inputs]
    for column, value in zip(node.inputs, inputs, strict=True):
        if column.allowed is not None:
            block, text = translator.apart(column.allowed, **{access.INPUT: value})
            writer.block.lines += block.lines
            writer.line(f"if not {text}: raise Indefinite")
    if node.hit_policy == "F":
        return _first(node, inputs, translator)
    return _only(node, inputs, translator)


def _matches(rule: t.TableRule, inputs: list[str], translator: Translator) -> str:
    """Whether all cells of a rule are passed."""
    cells = zip(rule.cells, inputs, strict=True)
    parts = [partial(translator.apart, cell, **{access.INPUT: value}) for cell, value in cells]
    return logic.joined(parts, translator, "and")


def _default(node: t.DecisionTable, translator: Translator) -> str:
    default = node.outputs[0].default
    return "indefinite()" if default is None else translator.expression(default)


def _first(node: t.DecisionTable, inputs: list[str], translator: Translator) -> str:
    writer = translator.writer
    name = writer.fresh("r")

    def rules(rest: tuple[t.TableRule, ...]) -> None:
        if not rest:
            writer.line(f"{name} = {_default(node, translator)}")
            return
        match = _matches(rest[0], inputs, translator)
        with writer.writing(writer.block.inner()) as then:
            writer.line(f"{name} = {translator.expression(rest[0].results[0])}")
        with writer.writing(writer.block.inner()) as otherwise:
            rules(rest[1:])
        writer.nested(f"if {match}:", then)
        writer.nested("else:", otherwise)

    rules(node.rules)
    return name


def _only(node: t.DecisionTable, inputs: list[str], translator: Translator) -> str:
    """Every rule is tried: where several match, the interpreter says whether they agree."""
    writer = translator.writer
    matches = [writer.named(_matches(rule, inputs, translator), "b") for rule in node.rules]
    name = writer.fresh("r")
    if len(matches) > 1:
        writer.line(f"if {' + '.join(matches)} > 1: raise Indefinite")
    word = "if"
    for rule, match in zip(node.rules, matches, strict=True):
        with writer.writing(writer.block.inner()) as then:
            writer.line(f"{name} = {translator.expression(rule.results[0])}")
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
