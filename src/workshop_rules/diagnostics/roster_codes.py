"""What can be wrong with rosters and their files. Part of the table of codes."""

from __future__ import annotations

from workshop_rules.diagnostics.code import Code

ROSTERS: dict[str, Code] = {
    "WR901": Code(
        "unknown-column",
        "files",
        "A column or field of a roster is no fact, but nearly has the name of one; or a column that was asked for "
        "is not there.",
        "Write the nearest right name; a column that is no fact is kept apart by naming it.",
    ),
    "WR902": Code(
        "column-taken",
        "files",
        "A column of a roster has the name of one of the results, or is both a fact and to be kept apart.",
        "Rename the column.",
    ),
    "WR903": Code(
        "cell-not-understood",
        "files",
        "A cell of a roster does not say what its fact could be. The row has no verdict; the others are not affected.",
        "Correct the cell: numbers in digits, dates as YYYY-MM-DD, true or false (是 or 否), members by id or title, "
        "records as JSON.",
    ),
    "WR904": Code(
        "roster-unreadable",
        "files",
        "A roster cannot be read, or not written: it is not there, or is in another format than its name says.",
        "Name a .csv, .jsonl, .parquet or .xlsx file that can be opened.",
    ),
    "WR905": Code(
        "other-pack-on-worker",
        "files",
        "A worker of a cluster has another content in the folder of the pack than the program that asked.",
        "Install the same version of the pack on every machine.",
    ),
}
