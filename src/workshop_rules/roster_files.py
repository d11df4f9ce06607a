"""Deciding rosters that are files: one row in, one row out, and whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from workshop_rules.diagnostics import Diagnostic
from workshop_rules.errors import FactsError
from workshop_rules.evaluate._polars import frame_columns, with_complaints
from workshop_rules.files import FORMATS, Summary, read_roster, typed, writing
from workshop_rules.rosters import RowDecider, check_columns, make_roster


def decide_file(
    decider: RowDecider,
    source: Path,
    target: Path,
    *,
    as_of_column: str | None = None,
    keep: Iterable[str] = (),
    progress: Callable[[int], object] = int,
) -> Summary:
    """Decide a roster in a file, and write it with its verdicts: whole, or not at all.

    Args:
        decider: what decides single rows, and says what is asked.
        source: a CSV, JSON Lines, Parquet or Excel file with a row for each case; headings are ids or titles of facts.
        target: a file in one of these formats, which may be another.
        as_of_column: the column with the date of decision of each row.
        keep: columns that are no facts although their names come near one's.
        progress: called with the number of rows after each batch.

    Raises:
        FactsError: a file cannot be read or written, or a column cannot be what it seems.
    """
    for path in (source, target):
        if path.suffix.lower() not in FORMATS:
            message = f"`{path}` is in no format that is known"
            raise FactsError([Diagnostic("WR904", message, None, "", f"name a file {', '.join(FORMATS)}")])
    roster, summary = make_roster(decider), Summary()
    try:
        with writing(target) as write:
            for place, batch in enumerate(read_roster(source)):
                rows = typed(batch, decider.pack.plan)
                if place == 0:
                    columns = frame_columns(rows.frame)
                    check_columns(decider.pack, decider.decision, columns, as_of_column, keep)
                decided = with_complaints(roster.decide(rows.frame, as_of_column), rows.complaints, decider.decision)
                write(decided)
                summary.add(decided)
                progress(decided.height)
    except (OSError, ValueError) as error:
        message = f"`{source}` cannot be decided into `{target}`: {error}"
        raise FactsError([Diagnostic("WR904", message, None, "", "look at the file")]) from error
    return summary
