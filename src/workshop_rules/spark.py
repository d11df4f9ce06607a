"""Rosters for more than one machine, on Apache Spark.

`decide` for what Spark goes on with, `write_parquet` and `decide_parquet` for files with all verdicts. Every worker
loads the pack from the folder that it was loaded from here, so that must be there, with the same content.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from workshop_rules.diagnostics import Diagnostic, require_type
from workshop_rules.errors import FactsError, MissingExtraError, PackError
from workshop_rules.loaded import NOTHING, Pack, load_pack

if TYPE_CHECKING:
    from workshop_rules.evaluate._polars import Roster
    from workshop_rules.evaluate._spark import DataFrame, Files, MakeRoster, Results, SparkSession

__all__ = ["Asked", "decide", "decide_parquet", "write_parquet"]


class Asked(TypedDict, total=False):
    """What may be said besides; each as for `Pack.decide_frame`.

    Attributes:
        readings: how to read doubtful passages, by interpretation, where not by default.
        parameters: thresholds to put in place of the document's.
        as_of_column: a column with the date of decision of each row; where it is null, `as_of` counts. Rows that belong
            to another version of the pack have an error.
        keep: columns that are no facts although their names come near one's.
        reasons: `zh` or `en` for a column `reason` in that language.
    """

    readings: Mapping[str, str]
    parameters: Mapping[str, Any]
    as_of_column: str | None
    keep: Iterable[str]
    reasons: str | None


def decide(
    frame: DataFrame, pack: Pack, decision: str, as_of: dt.date | str | None = None, **asked: Unpack[Asked]
) -> DataFrame:
    """The verdicts on a Spark frame, one row a case; the same as `Pack.decide_frame` gives.

    Outcomes and states are text here.

    Args:
        frame: a row for each case.
        pack: the pack.
        decision: the id of one of its decisions.
        as_of: the date of decision for all rows.
        **asked: see `Asked`.

    Raises:
        DecisionError: there is no such decision, reading or parameter, or the date is none.
        FactsError: a column has nearly the name of a fact, or that of a result; two have one name; or one is of a type
            that workers cannot be handed.
        MissingExtraError: Spark is not installed.
        ValueError: there is no such language for reasons.
    """
    engine = _engine()
    _require_frame(frame)
    _refuse(tuple(engine.unsendable(frame)))
    question = _Question(pack, decision, as_of, **asked)
    results, roster = question.of(engine.columns_of(frame))
    decided: DataFrame = engine.decide(frame, results, roster, question.as_of_column)
    return decided


def write_parquet(
    frame: DataFrame, target: str, pack: Pack, decision: str, as_of: dt.date | str | None = None, **asked: Unpack[Asked]
) -> int:
    """Write a Spark frame with its verdicts as Parquet files, and say how many rows these have.

    The rows are those of `decide`. Workers write the files themselves, several times as fast as Spark writes dozens of
    columns of text. They get their places in the folder when all are whole, and then `_SUCCESS` is there too; if
    something fails, nothing is left.

    Args:
        frame: a row for each case.
        target: a folder that is not there, or empty: a path, or an address that `pyarrow.fs` knows (`hdfs://`, `s3://`,
            `gs://`, `abfss://`). All workers and this process must reach it.
        pack: the pack.
        decision: the id of one of its decisions.
        as_of: the date of decision for all rows.
        **asked: see `Asked`.

    Raises:
        DecisionError: there is no such decision, reading or parameter, or the date is none.
        FactsError: a column has nearly the name of a fact, or that of a result, or is of a type that cannot be written.
        FileExistsError: there is something in the folder.
        MissingExtraError: Spark is not installed.
        OSError: the folder cannot be written.
        ValueError: there is no such language for reasons, or no such kind of address.
    """
    engine = _engine()
    _require_frame(frame)
    _refuse(tuple(engine.unsendable(frame)))
    question = _Question(pack, decision, as_of, **asked)
    _, roster = question.of(engine.columns_of(frame))
    _refuse(engine.unwritable(engine.schema_of(frame)))
    with engine.appearing(target) as folder:
        rows: int = engine.Writer(folder, roster, question.as_of_column).write_frame(frame)
    return rows


def decide_parquet(
    session: SparkSession,
    source: str,
    target: str,
    pack: Pack,
    decision: str,
    as_of: dt.date | str | None = None,
    **asked: Unpack[Asked],
) -> int:
    """Decide Parquet files into others, and say how many rows they have.

    As `write_parquet`, but workers read the files themselves too, whole ones each: rows do not pass through Spark,
    which only says who takes which files.

    Args:
        session: what deals out the files.
        source: a folder with Parquet files (in folders below it, too), or one file; all have the same columns.
        target: a folder that is not there, or empty, as for `write_parquet`.
        pack: the pack.
        decision: the id of one of its decisions.
        as_of: the date of decision for all rows.
        **asked: see `Asked`.

    Raises:
        DecisionError: there is no such decision, reading or parameter, or the date is none.
        FactsError: what `write_parquet` says; or there are no such files, or a column is in the names of folders.
        FileExistsError: there is something in the folder for the results.
        MissingExtraError: Spark is not installed.
        OSError: a file cannot be read, or the folder not be written.
        ValueError: there is no such language for reasons, or no such kind of address.
    """
    engine = _engine()
    question = _Question(pack, decision, as_of, **asked)
    files: Files = engine.files_in(source).unwrap(FactsError)
    _, roster = question.of(files.columns)
    _refuse(engine.unwritable(files.schema))
    with engine.appearing(target) as folder:
        rows: int = engine.Writer(folder, roster, question.as_of_column).write_files(session, files)
    return rows


def _require_frame(frame: object) -> None:
    if not hasattr(frame, "mapInArrow"):
        require_type(frame, (), "frame", "a Spark frame")


def _refuse(found: Sequence[Diagnostic]) -> None:
    if found:
        raise FactsError(found)


def _engine() -> ModuleType:
    try:
        from workshop_rules.evaluate import _spark
    except ModuleNotFoundError as error:
        raise MissingExtraError("spark", "deciding Spark frames") from error
    return _spark


@dataclass(frozen=True, slots=True)
class _Question:
    pack: Pack
    decision: str
    as_of: dt.date | str | None
    readings: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    parameters: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    as_of_column: str | None = None
    keep: Iterable[str] = ()
    reasons: str | None = None

    def __post_init__(self) -> None:
        require_type(self.pack, Pack, "pack", "a pack, as `load_pack` gives it")

    def of(self, columns: Mapping[str, tuple[str, ...]]) -> tuple[Results, MakeRoster]:
        """The columns that rows with these gain, and what makes the evaluator in a worker, once all is in order."""
        from workshop_rules.rosters import check_columns, make_roster, row_decider

        applying = self.pack.version_for(self.as_of)
        decider = row_decider(applying, self.decision, self.as_of, self.readings, self.parameters)
        roster = make_roster(decider, self.reasons)
        has_reasons = self.reasons is not None
        check_columns(applying, decider.decision, columns, self.as_of_column, self.keep, reasons=has_reasons)
        make = partial(
            _roster,
            str(applying.folder),
            applying.digest,
            self.decision,
            self.as_of,
            tuple(self.readings.items()),
            tuple(self.parameters.items()),
            self.reasons,
            has_versions=self.as_of_column is not None and self.pack.has_versions,
        )
        return roster.schema, make


@lru_cache(maxsize=16)
def _roster(
    folder: str,
    digest: str,
    decision: str,
    as_of: dt.date | str | None,
    readings: tuple[tuple[str, str], ...],
    parameters: tuple[tuple[str, Any], ...],
    reasons: str | None,
    *,
    has_versions: bool = False,
) -> Roster:
    """The evaluator, made once in each process; where the pack has other versions, for the days of this one alone.

    Raises:
        PackError: the pack in this process is not the one that was asked for.
    """
    from workshop_rules.rosters import make_roster, of_this_version, row_decider

    pack = load_pack(folder)
    if pack.digest != digest:
        message = f"the pack in `{folder}` is not the one that decides here: its digest is {pack.digest}, not {digest}"
        raise PackError(
            [Diagnostic("WR905", message, None, "", "install the same version of the pack on every machine")]
        )
    roster = make_roster(row_decider(pack, decision, as_of, dict(readings), dict(parameters)), reasons)
    return of_this_version(roster, pack) if has_versions else roster
