"""What an evaluation is asked to remember: which rules of decision tables matched, and why the others did not."""

from __future__ import annotations

from dataclasses import dataclass, field

from workshop_rules.evaluate._dmn.values import FeelValue
from workshop_rules.language.tree import DecisionTable


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """What became of one rule.

    Attributes:
        matched: whether all its cells held.
        failed_input: the index of the first column whose cell did not hold; None where all did.
    """

    id: str
    matched: bool
    failed_input: int | None = None


@dataclass(frozen=True, slots=True)
class TableRecord:
    """What a decision table did once.

    Attributes:
        inputs: the values of the columns of conditions, in order.
        rules: every rule, in order, none skipped.
        value: what the table gave.
    """

    table: DecisionTable
    inputs: tuple[FeelValue, ...]
    rules: tuple[RuleRecord, ...]
    value: FeelValue


@dataclass(slots=True)
class Recorder:
    """Collects what the tables of one decision did, in order."""

    tables: list[TableRecord] = field(default_factory=list)
