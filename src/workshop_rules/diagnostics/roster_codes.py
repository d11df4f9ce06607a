"""What can be wrong with rosters and their files. Part of the table of codes."""

from __future__ import annotations

from workshop_rules.diagnostics.code import Code

ROSTERS: dict[str, Code] = {
    "WR901": Code(
        "unknown-column",
        "files",
        "A column or field of a roster is no fact, but nearly has the name of one; a column of a frame is headed by "
        "the title of a fact, which is known there by its id; a column that was asked for is not there, or one has "
        "dates of decision, and nobody said so.",
        "Write the nearest right name; a column that is no fact is kept apart by naming it.",
    ),
    "WR902": Code(
        "column-taken",
        "files",
        "A column of a roster has the name of one of the results, or is both a fact and to be kept apart; or a finding "
        "has a column and is in the column `findings` too.",
        "Rename the column, or take it out.",
    ),
    "WR903": Code(
        "cell-not-understood",
        "files",
        "A cell of a roster does not say what its fact could be. The row has no verdict; the others are not affected.",
        "Correct the cell: numbers in digits, dates as YYYY-MM-DD, yes or no (是 or 否), members by id or title, "
        "records as JSON.",
        zh="单元格无法读懂",
    ),
    "WR904": Code(
        "roster-unreadable",
        "files",
        "A roster cannot be read, or not written: it is not there, is in another format than its name says, or has "
        "quotes that make it uncertain where a row ends.",
        "Name a .csv, .jsonl, .parquet or .xlsx file that can be opened; the message says which line to mend, and how.",
    ),
    "WR905": Code(
        "other-pack-on-worker",
        "files",
        "A worker of a cluster has another content in the folder of the pack than the program that asked.",
        "Install the same version of the pack on every machine.",
    ),
    "WR906": Code(
        "row-of-nobody",
        "files",
        "In a workbook it cannot be told whose a row is: its key is blank, is that of two cases, or is that of none. "
        "While a sheet has such a row, no list on it counts as complete, since the row may belong to anybody.",
        "Correct the key; the workbook that `batch` writes lists the cells.",
        zh="不知是谁的行",
    ),
    "WR907": Code(
        "form-for-another-decision",
        "files",
        "A workbook was made as the form of another pack or decision than the one that is asked for.",
        "Make sure that it is the right one; columns that it lacks count as blank.",
        warning=True,
    ),
    "WR908": Code(
        "parts-of-another-run",
        "files",
        "Finished parts that a run left beside its output are not of the run that is to go on from them: the roster, "
        "the pack, the decision or an option is another one. Or a run that is still at work is writing them.",
        "Repeat the command as it was, or delete the folder with the parts to begin anew. Wait for a run that is at "
        "work, or stop it.",
    ),
    "WR909": Code(
        "file-exists",
        "files",
        "A form would be written over a file that is there, which somebody may have filled in; verdicts over the "
        "roster itself, whose bad cells would be lost; or a summary over the roster or the verdicts.",
        "Choose another name, or take the file away.",
    ),
    "WR910": Code(
        "row-of-another-version",
        "files",
        "The date of decision of a row belongs to another version of the pack, which has other criteria or outcomes: "
        "their columns are not those of the other rows.",
        "Decide the rows of these dates apart, with a date of that version for all of them.",
        zh="属于规则包的另一版本",
    ),
    "WR911": Code(
        "column-without-heading",
        "files",
        "A column of a roster has values, but nothing says what they are: it is not read.",
        "Head it by the id or title of its fact; or by any other name, to keep it as it is.",
        warning=True,
    ),
    "WR912": Code(
        "no-column-is-a-fact",
        "files",
        "None of the columns of a roster is headed by a fact, so that every row would lack all of them: often a title "
        "stands above the headings.",
        "Head the columns by ids or titles of facts, in the first row; or begin with the form that `template` makes.",
    ),
    "WR913": Code(
        "no-such-row",
        "files",
        "A row of a roster was asked for by a number that it does not have, or by a value that stands in no row, or in "
        "several.",
        "Name the row by its number: in a workbook as the program shows it at the left, elsewhere from 1, below the "
        "headings.",
    ),
    "WR914": Code(
        "recorded-otherwise",
        "files",
        "A roster that was decided before has another outcome for the row than the one that is decided now.",
        "See whether the version of the pack, the date of decision, the readings and the thresholds are those of that "
        "time; where the facts were corrected since, decide the roster again.",
        warning=True,
    ),
}
