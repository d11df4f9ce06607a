"""Workbooks as bureaus use them: a form made from a pack, read when it is filled in, and given back with verdicts.

plan, decision ── layout ──▶ sheets and columns ── form ──▶ a workbook to fill in
                                                ── filled ─▶ a row for each case, and what is wrong with which cell
                                                ── verdicts ▶ the same workbook with verdicts beside each case
"""

from workshop_rules.files.workbooks.filled import FilledWorkbook, read_workbook
from workshop_rules.files.workbooks.form import write_form

__all__ = ["FilledWorkbook", "read_workbook", "write_form"]
