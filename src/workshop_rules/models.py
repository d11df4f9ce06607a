"""A DMN model that is ready to decide: read once, then asked as often as wished."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from workshop_rules.compile.plan import Plan
from workshop_rules.diagnostics import Diagnostic, require_type
from workshop_rules.errors import AuditError, DecisionError, FactsError, MissingExtraError, ModelError
from workshop_rules.evaluate.evaluation import Case, Dossier
from workshop_rules.verdict import Verdict

if TYPE_CHECKING:
    from workshop_rules.audit.masking import Masking
    from workshop_rules.dmn import Definitions
    from workshop_rules.evaluate._dmn.deciding import Decided
    from workshop_rules.evaluate._dmn.externals import External
    from workshop_rules.evaluate._dmn.values import FeelValue
    from workshop_rules.explain.change.earliest import Earliest
    from workshop_rules.explain.change.questions import Questions
    from workshop_rules.explain.change.sets import Changes
    from workshop_rules.explain.switching import ReadingSwitch
    from workshop_rules.explain.thresholds import ParameterSwitch
    from workshop_rules.explanation import Explanation

Externals = Mapping[tuple[str, str], "External"]
"""Python functions in the place of Java's static methods, by class and method signature."""


@dataclass(frozen=True, eq=False, repr=False)
class ModelVerdict(Verdict):
    """What a DMN model says about a case: a verdict like a pack's, its criteria the rules of the decision's tables."""

    _decided: Decided = field(kw_only=True)
    _inputs: Mapping[str, FeelValue] = field(kw_only=True)
    _known: tuple[str, ...] = field(kw_only=True)

    @cached_property
    def readings_that_matter(self) -> tuple[ReadingSwitch, ...]:
        """None: a DMN model has no doubtful passages."""
        return ()

    @cached_property
    def parameters_that_matter(self) -> tuple[ParameterSwitch, ...]:
        """None: a DMN model has no thresholds with names."""
        return ()

    @cached_property
    def explanation(self) -> Explanation:
        """Which rules matched, and of those that did not, the first cell that failed and the value it saw."""
        from workshop_rules.explain.models import explain_model
        from workshop_rules.explanation import Explanation

        return Explanation(explain_model(self._plan, self._decided, self.unused))

    def changes(self, to: str | None = None, *, limit: int = 10) -> Changes:  # noqa: ARG002 (those of every verdict)
        """Refused: nothing says how a model's inputs can change.

        Raises:
            DecisionError: always (WR611).
        """
        raise _no_vocabulary()

    def earliest(self, to: str | None = None, *, years: int = 60) -> Earliest:  # noqa: ARG002 (those of every verdict)
        """Refused: nothing says how a model's inputs can change.

        Raises:
            DecisionError: always (WR611).
        """
        raise _no_vocabulary()

    def questions(self) -> Questions:
        """Refused: nothing says what a model's inputs can be.

        Raises:
            DecisionError: always (WR611).
        """
        raise _no_vocabulary()

    def record(self, masking: Masking | None = None) -> str:
        """The verdict as a record; `workshop-rules verify` replays it with the model on its search path.

        Nothing says which inputs of a model are personal: a masking names them (`also`).

        Args:
            masking: how inputs are kept; in full if left out.

        Raises:
            AuditError: a value has no literal in FEEL, or a text is no Unicode (WR803); the masking names no input
                (WR804).
            MissingExtraError: the packages that make records are not installed.
        """
        try:
            from workshop_rules.audit.models import make_model_record
            from workshop_rules.audit.record import IN_FULL
        except ModuleNotFoundError as error:
            raise MissingExtraError("audit", "making records") from error
        made = make_model_record(self._plan, self._decided, self._inputs, self._known, masking or IN_FULL)
        return made.unwrap(AuditError)


@dataclass(frozen=True, eq=False, repr=False)
class DmnModel:
    """A decision model, as a DMN modeller saves it.

    Attributes:
        definitions: its types and its requirement graph.
        warnings: complaints that do not keep the model from being used.
    """

    definitions: Definitions
    _plan: Plan
    _externals: Externals
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def name(self) -> str:
        """What the model is called."""
        return self.definitions.name

    @property
    def version(self) -> str:
        """The version of the DMN standard that it is written in."""
        return self.definitions.version

    @property
    def digest(self) -> str:
        """The SHA-256 of its file, and of those that it imports."""
        return self.definitions.digest

    @cached_property
    def decisions(self) -> tuple[str, ...]:
        """The names of its decisions."""
        from workshop_rules.dmn.definitions import Decision

        return tuple(one.name for one in self.definitions.elements.values() if isinstance(one, Decision))

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The names of what it is to be given: input data, and decisions without logic."""
        from workshop_rules.evaluate._dmn.facts import inputs_of

        return tuple(element.name for element in inputs_of(self.definitions))

    def decide(self, decision: str, facts: object) -> ModelVerdict:
        """The verdict on a case.

        Args:
            decision: the name of one of the model's decisions.
            facts: a mapping of values by the names of the model's inputs; those of an imported model in a mapping
                under the name of the import. Dates, times and durations may be text where the model declares their
                type. What is left out is null.

        Raises:
            DecisionError: there is no such decision (WR714).
            FactsError: a name is no input (WR715), or a value does not have the declared type (WR716).
        """
        from workshop_rules.evaluate._dmn.deciding import decide, decision_named
        from workshop_rules.evaluate._dmn.facts import read_facts
        from workshop_rules.evaluate._dmn.plain import plain
        from workshop_rules.evaluate._dmn.values import Null

        asked = decision_named(self.definitions, decision).unwrap(DecisionError)
        inputs = read_facts(self.definitions, facts).unwrap(FactsError)
        decided = decide(self.definitions, asked, inputs, self._externals)
        given = {name: plain(value) for name, value in inputs.items() if not isinstance(value, Null)}
        case = Case(Dossier(given), None, {}, {})
        known = (*self.inputs, *self.definitions.imports)
        return ModelVerdict(
            self._plan, decided.decision, case, decided.evaluation, _decided=decided, _inputs=inputs, _known=known
        )

    def __repr__(self) -> str:
        return f"<DmnModel {self.name}: {', '.join(self.decisions)}>"


def _no_vocabulary() -> DecisionError:
    message = "a DMN model does not say how its inputs can change"
    zh = "DMN模型没有说明输入会怎样变化；请把政策写成规则包"
    return DecisionError((Diagnostic("WR611", message, None, "", "write the policy as a pack", zh),))


def load_dmn(path: str | os.PathLike[str], *, externals: Externals = MappingProxyType({})) -> DmnModel:
    """A DMN model (1.1 to 1.5), ready to decide.

    Args:
        path: its file. Models that it imports are looked for in the same folder.
        externals: Python functions for the Java methods that it names, beside those of `java.lang` that are built in:
            by class and method signature, such as `("java.lang.Math", "cos(double)")`.

    Raises:
        ModelError: the file is no model, or something is wrong in it; with every diagnostic.
        MissingExtraError: the packages that read DMN are not installed.
        TypeError: the path is none, or the functions are no mapping.
    """
    require_type(path, (str, os.PathLike), "path", "the path of a model's file")
    require_type(externals, Mapping, "externals", "a mapping of functions by class and method signature")
    try:
        from workshop_rules.dmn import read_model
        from workshop_rules.evaluate._dmn.deciding import plan_of
        from workshop_rules.evaluate._dmn.externals import JAVA
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("workshop_rules"):
            raise
        raise MissingExtraError("dmn", "reading DMN models") from error
    found = read_model(Path(path))
    definitions = found.unwrap(ModelError)
    return DmnModel(definitions, plan_of(definitions), {**JAVA, **externals}, found.diagnostics)
