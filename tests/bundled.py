"""The bundled packs with their worked cases, each read once for all tests of a process."""

from __future__ import annotations

from functools import cache

import workshop_rules as wr
from workshop_rules.conformance.cases import case_facts
from workshop_rules.pack.discovery import policies_folder
from workshop_rules.pack.models.cases import CaseEntry, CasesFile

PACKS = sorted(manifest.parent.name for manifest in policies_folder().glob("*/pack.yaml"))


@cache
def bundled(name: str) -> wr.Pack:
    """A pack with its worked cases."""
    return wr.load_pack(name, with_cases=True)


def verdict_on(pack: wr.Pack, file: CasesFile, case: CaseEntry) -> wr.Verdict:
    """The verdict on a worked case."""
    return pack.decide(file.decision, case_facts(file, case), case.as_of, case.readings, case.parameters)
