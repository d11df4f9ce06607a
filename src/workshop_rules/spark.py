"""Rosters for more than one machine: `workshop_rules.spark.decide(frame, pack, decision)` on Apache Spark."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from workshop_rules.diagnostics import Diagnostic
from workshop_rules.errors import MissingExtraError, PackError
from workshop_rules.loaded import NOTHING, Pack, load_pack

if TYPE_CHECKING:
    from workshop_rules.evaluate._polars import Roster
    from workshop_rules.evaluate._spark import DataFrame

__all__ = ["decide"]


def decide(
    frame: DataFrame,
    pack: Pack,
    decision: str,
    as_of: dt.date | str | None = None,
    readings: Mapping[str, str] = NOTHING,
    parameters: Mapping[str, Any] = NOTHING,
    *,
    as_of_column: str | None = None,
    keep: Iterable[str] = (),
) -> DataFrame:
    """The verdicts on a Spark frame, one row a case; the same as `Pack.decide_frame` gives.

    Outcomes and states are text here. Every worker loads the pack from the folder that it was loaded from here, so that
    must be there, with the same content. The arguments are those of `Pack.decide_frame`.

    Raises:
        DecisionError: there is no such decision, reading or parameter, or the date is none.
        FactsError: a column has nearly the name of a fact, or that of a result.
        MissingExtraError: Spark is not installed.
    """
    try:
        from workshop_rules.evaluate import _spark
        from workshop_rules.rosters import check_columns, row_decider
    except ModuleNotFoundError as error:
        raise MissingExtraError("spark", "deciding Spark frames") from error
    applying = pack.version_for(as_of)
    decider = row_decider(applying, decision, as_of, readings, parameters)
    check_columns(applying, decider.decision, _spark.columns_of(frame), as_of_column, keep)
    make = partial(
        _roster,
        str(applying.folder),
        applying.digest,
        decision,
        as_of,
        tuple(readings.items()),
        tuple(parameters.items()),
        has_versions=as_of_column is not None and pack.has_versions,
    )
    return _spark.decide(frame, decider.decision, make, as_of_column)


@lru_cache(maxsize=16)
def _roster(
    folder: str,
    digest: str,
    decision: str,
    as_of: dt.date | str | None,
    readings: tuple[tuple[str, str], ...],
    parameters: tuple[tuple[str, Any], ...],
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
    roster = make_roster(row_decider(pack, decision, as_of, dict(readings), dict(parameters)))
    return of_this_version(roster, pack) if has_versions else roster
