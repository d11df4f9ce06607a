"""The columnar evaluator: a roster of any length, decided by Polars expressions over Arrow data.

frame ── arrived ────▶ arrays, where nothing is missing or amiss ──▶ states and outcomes
      ── read_batch ─▶ columns and doubts ── columns_of ──▶ states and outcomes where all is certain
                                          ── decide_row ─▶ the rest, one by one

Null in a computed column means that something is unknown or an error, or may be. Such rows go to the evaluators of
single cases, so that a roster says what single verdicts would, to the last cell. `translation.TRANSLATE` has what each
kind of node becomes, `REFUSES` why one becomes nothing.
"""

from workshop_rules.evaluate._polars.frames import Frame, decide_frame, frame_columns, with_complaints
from workshop_rules.evaluate._polars.plain import plain_rows
from workshop_rules.evaluate._polars.program import Request
from workshop_rules.evaluate._polars.results import STATE, RowAnswer, result_schema
from workshop_rules.evaluate._polars.roster import DecideRow, Kept, Roster, row_facts

__all__ = [
    "STATE",
    "DecideRow",
    "Frame",
    "Kept",
    "Request",
    "Roster",
    "RowAnswer",
    "decide_frame",
    "frame_columns",
    "plain_rows",
    "result_schema",
    "row_facts",
    "with_complaints",
]
