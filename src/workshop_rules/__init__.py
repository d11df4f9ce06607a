"""Policy documents as checked data: decide cases by them, and explain every verdict down to the clause.

```python
import workshop_rules as wr

pack = wr.load_pack("ordos_2013")
verdict = pack.decide("mentor", {"homeroom_years": 8})
verdict.outcome
print(verdict.explanation.to_text(lang="en"))
```

```
pack text ─ parse ─ check ─ compile ─▶ plan ─ evaluate ─▶ verdict ─ explain ─ render ─▶ text, Markdown, HTML, JSON
```

Names load what they need when they are first used, so that `import workshop_rules` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workshop_rules.audit.log import AuditLog
    from workshop_rules.audit.masking import Masking
    from workshop_rules.deciding import Decider
    from workshop_rules.diagnostics import Diagnostic, DiagnosticError
    from workshop_rules.ended import CriterionVerdict, TierVerdict
    from workshop_rules.errors import (
        AuditError,
        DecisionError,
        EvaluationError,
        FactsError,
        LiveError,
        MissingExtraError,
        ModelError,
        PackError,
    )
    from workshop_rules.evaluate.evaluation import Dossier, State, Waiver
    from workshop_rules.explain.alternatives import Alternatives
    from workshop_rules.explain.change.earliest import Door, Earliest
    from workshop_rules.explain.change.questions import Question, Questions
    from workshop_rules.explain.change.sets import Changes, ChangeSet
    from workshop_rules.explain.switching import ReadingSwitch
    from workshop_rules.explain.thresholds import ParameterSwitch
    from workshop_rules.explain.tree import View
    from workshop_rules.explanation import Explanation
    from workshop_rules.language.words import Words
    from workshop_rules.living import Change, LiveDossier, LiveDossiers, Standing, live
    from workshop_rules.loaded import Pack, load_pack
    from workshop_rules.models import DmnModel, ModelVerdict, load_dmn
    from workshop_rules.overrides import Overrides, load_overrides
    from workshop_rules.screening import Obstacle, Screened, screen
    from workshop_rules.verdict import Verdict

__all__ = [
    "Alternatives",
    "AuditError",
    "AuditLog",
    "Change",
    "ChangeSet",
    "Changes",
    "CriterionVerdict",
    "Decider",
    "DecisionError",
    "Diagnostic",
    "DiagnosticError",
    "DmnModel",
    "Door",
    "Dossier",
    "Earliest",
    "EvaluationError",
    "Explanation",
    "FactsError",
    "LiveDossier",
    "LiveDossiers",
    "LiveError",
    "Masking",
    "MissingExtraError",
    "ModelError",
    "ModelVerdict",
    "Obstacle",
    "Overrides",
    "Pack",
    "PackError",
    "ParameterSwitch",
    "Question",
    "Questions",
    "ReadingSwitch",
    "Screened",
    "Standing",
    "State",
    "TierVerdict",
    "Verdict",
    "View",
    "Waiver",
    "Words",
    "live",
    "load_dmn",
    "load_overrides",
    "load_pack",
    "screen",
]

_HOMES = {
    "Alternatives": "explain.alternatives",
    "AuditError": "errors",
    "AuditLog": "audit.log",
    "Change": "living",
    "ChangeSet": "explain.change.sets",
    "Changes": "explain.change.sets",
    "CriterionVerdict": "ended",
    "Decider": "deciding",
    "DecisionError": "errors",
    "Diagnostic": "diagnostics",
    "DiagnosticError": "diagnostics",
    "DmnModel": "models",
    "Door": "explain.change.earliest",
    "Dossier": "evaluate.evaluation",
    "Earliest": "explain.change.earliest",
    "EvaluationError": "errors",
    "Explanation": "explanation",
    "FactsError": "errors",
    "LiveDossier": "living",
    "LiveDossiers": "living",
    "LiveError": "errors",
    "Masking": "audit.masking",
    "MissingExtraError": "errors",
    "ModelError": "errors",
    "ModelVerdict": "models",
    "Obstacle": "screening",
    "Overrides": "overrides",
    "Pack": "loaded",
    "PackError": "errors",
    "ParameterSwitch": "explain.thresholds",
    "Question": "explain.change.questions",
    "Questions": "explain.change.questions",
    "ReadingSwitch": "explain.switching",
    "Screened": "screening",
    "Standing": "living",
    "State": "evaluate.evaluation",
    "TierVerdict": "ended",
    "Verdict": "verdict",
    "View": "explain.tree",
    "Waiver": "evaluate.evaluation",
    "Words": "language.words",
    "live": "living",
    "load_dmn": "models",
    "load_overrides": "overrides",
    "load_pack": "loaded",
    "screen": "screening",
}
"""The module in which each public name lives."""

_MODULES = frozenset({"spark"})
"""Modules that are part of the front door: `workshop_rules.spark.decide`."""

_EXTRAS = {"audit.log": "audit", "audit.masking": "audit"}
"""The extra that a module's packages come with, where they are not installed with the library itself."""


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        value = getattr(import_module(f"{__name__}.{home}"), name)
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get(home)
        if extra is None or (error.name or "").startswith(__name__):
            raise
        from workshop_rules.errors import MissingExtraError

        raise MissingExtraError(extra, f"`{name}`") from error
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
