"""The DMN Technology Compatibility Kit (TCK): its cases read, run and counted."""

from __future__ import annotations

from workshop_rules.conformance.kit import Case, CaseFile, find_case_files, read_cases
from workshop_rules.conformance.runner import Result, Verdict, run_folder, run_kit

__all__ = ["Case", "CaseFile", "Result", "Verdict", "find_case_files", "read_cases", "run_folder", "run_kit"]
