"""The pack of `packs_fixture/riverside`, and cases to put to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import workshop_rules as wr
from workshop_rules.conformance.cases import case_facts

FOLDER = Path(__file__).parent / "packs_fixture" / "riverside"
AS_OF = "2022-10-01"

PACK = wr.load_pack(FOLDER, with_cases=True)
TYPICAL: dict[str, Any] = dict(case_facts(file := PACK._parsed.cases["cases/guide.yaml"], file.cases[0]))


def facts(**change: Any) -> dict[str, Any]:
    """The typical facts with some changed; None takes one away."""
    return {name: value for name, value in {**TYPICAL, **change}.items() if value is not None}


def decide(
    decision: str = "guide", *, as_of: str | None = AS_OF, readings=None, parameters=None, **change: Any
) -> wr.Verdict:
    """The verdict on the typical facts with some changed."""
    return PACK.decide(decision, facts(**change), as_of, readings or {}, parameters or {})


def criterion(name: str, **change: Any) -> wr.CriterionVerdict:
    """A criterion of the verdict on whether the case is eligible as a guide."""
    return decide(**change).criteria[name]
