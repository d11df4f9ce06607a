"""Where an expression is evaluated: the case, what the decision has worked out so far, and the variables in sight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from workshop_rules.evaluate.evaluation import Case, Trace
from workshop_rules.frozen import NamedTuple, dataclass, field
from workshop_rules.language.tree import Expr
from workshop_rules.language.truth import Truth
from workshop_rules.language.values import Outcome

INPUT = "?"
"""The variable that unary tests are about. No name can be written so."""


class Noted(NamedTuple):
    """What something came to that others refer to by name, and how, if that was recorded."""

    value: Outcome
    trace: Trace | None = None


@dataclass(frozen=True, slots=True)
class Environment:
    """What names mean while one decision of one case is evaluated.

    Attributes:
        case: the facts, readings and parameters; its `as_of` is the date that counts.
        derivations: expressions for facts that are worked out where they are not supplied.
        definitions: the decision's named expressions, each only referring to earlier ones.
        decisions: what the decisions that this one refers to came to.
        decision_facts: the facts that those decisions may read.
        criteria: the truth of this decision's criteria, waivers applied.
        facts: the facts that have been asked for, in the form in which they are computed with.
        defined: what the definitions came to.
    """

    case: Case
    derivations: Mapping[str, Expr] = field(default_factory=dict)
    definitions: Mapping[str, Expr] = field(default_factory=dict)
    decisions: Mapping[str, Outcome] = field(default_factory=dict)
    decision_facts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    criteria: dict[str, Truth] = field(default_factory=dict)
    facts: dict[str, Noted] = field(default_factory=dict)
    defined: dict[str, Noted] = field(default_factory=dict)


class Recorder(Protocol):
    """Who watches an evaluation. Every node is evaluated through `visit`.

    Attributes:
        thorough: asks that operands be evaluated even where they can no longer change the result.
    """

    @property
    def thorough(self) -> bool: ...

    def visit(self, node: Expr, scope: Scope, label: str = "") -> Outcome:
        """The value of a node; `label` names the record that it is about."""

    def adopt(self, trace: Trace | None) -> None:
        """Take in what was recorded earlier, as part of the node that is being evaluated."""

    def finished(self) -> Trace | None:
        """Take back what was recorded of the node visited last; None where nothing is recorded."""


class Scope:
    """An environment, a recorder, and the variables that the expressions around this one have bound. Never changed."""

    __slots__ = ("environment", "recorder", "variables", "visit")

    def __init__(self, environment: Environment, recorder: Recorder, variables: Mapping[str, Outcome]) -> None:
        self.environment = environment
        self.recorder = recorder
        self.variables = variables
        self.visit = recorder.visit

    def bind(self, name: str, value: Outcome) -> Scope:
        """This scope with one variable more."""
        return Scope(self.environment, self.recorder, {**self.variables, name: value})
