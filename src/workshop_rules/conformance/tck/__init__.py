"""The DMN Technology Compatibility Kit (TCK): its cases read, run and counted."""

from __future__ import annotations

from workshop_rules.conformance.tck.kit import KitError
from workshop_rules.conformance.tck.report import Tally, lines, tally, vendor_csv
from workshop_rules.conformance.tck.runner import EXTERNAL, Result, Verdict, run_kit

__all__ = ["EXTERNAL", "KitError", "Result", "Tally", "Verdict", "lines", "run_kit", "tally", "vendor_csv"]
