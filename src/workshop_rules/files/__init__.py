"""Rosters as files: read batch by batch, typed by the facts of a pack, and written whole or not at all."""

from workshop_rules.files.encoding import in_utf8, wrong_encoding
from workshop_rules.files.parts import OtherRunError, Parts, RunningError, file_digest
from workshop_rules.files.reading import BATCH, RosterBatch, Rows, read_roster, roster_rows, unheaded_columns
from workshop_rules.files.summary import Summary
from workshop_rules.files.typing import Cells, TypedBatch, typed
from workshop_rules.files.unreadable import UnreadableError, no_place, no_roster, told
from workshop_rules.files.writing import FORMATS, writing

__all__ = [
    "BATCH",
    "FORMATS",
    "Cells",
    "OtherRunError",
    "Parts",
    "RosterBatch",
    "Rows",
    "RunningError",
    "Summary",
    "TypedBatch",
    "UnreadableError",
    "file_digest",
    "in_utf8",
    "no_place",
    "no_roster",
    "read_roster",
    "roster_rows",
    "told",
    "typed",
    "unheaded_columns",
    "writing",
    "wrong_encoding",
]
