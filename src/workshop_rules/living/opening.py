"""Opening a live set: what is asked, by which version of the pack, with which engine, kept where."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

from workshop_rules.audit.values import written
from workshop_rules.diagnostics import require_type
from workshop_rules.errors import DecisionError, MissingExtraError
from workshop_rules.evaluate.request import circumstances, date_asked, decision_named
from workshop_rules.living.admission import Admission
from workshop_rules.living.dossiers import SNAPSHOT_EVERY, LiveDossiers
from workshop_rules.living.journal import Journal, Kept, Unkept
from workshop_rules.living.settling import Asked, Engine
from workshop_rules.loaded import NOTHING, Pack, load_pack
from workshop_rules.pack.quick_facts import quick_reader, shape_of
from workshop_rules.places import Place


def live(
    pack: Pack | Place,
    decision: str,
    as_of: dt.date | str | None = None,
    readings: Mapping[str, str] = NOTHING,
    parameters: Mapping[str, Any] = NOTHING,
    *,
    path: str | os.PathLike[str] | None = None,
    workers: int = 0,
    snapshot_every: int = SNAPSHOT_EVERY,
) -> LiveDossiers:
    """A live set of dossiers: facts come and go one at a time, and each time the verdicts that changed are told.

    Args:
        pack: a pack, its id, or the path of its folder.
        decision: the id of one of its decisions.
        as_of: the date of decision at which a new set begins; a set that is opened again stays where it was. Left out,
            it is the date that the document fixes, or unknown, until `advance` gives one.
        readings: how to read doubtful passages, by interpretation, where not by default.
        parameters: thresholds to put in place of the document's.
        path: a file that keeps the set, to be opened again later; left out, the set is gone with its process.
        workers: processes for the Rete engine, each of which is replaced if the engine takes it down; with 0 it runs
            in this one. They are started as `multiprocessing` does: a script guards its own doing by
            `if __name__ == "__main__":`.
        snapshot_every: after how many events a snapshot is taken, from which opening the set again goes on.

    Raises:
        PackError: there is no such pack, or something is wrong in its files.
        DecisionError: there is no such decision, reading or parameter, or the date is none.
        LiveError: the file cannot be opened (WR624), or belongs to a set that asks something else (WR625).
        MissingExtraError: durable-rules is not installed.
        TypeError: the path is none, or a number is none.
    """
    require_type(path, (str, os.PathLike, type(None)), "path", "the path of a file")
    require_type(workers, int, "workers", "a number of processes")
    require_type(snapshot_every, int, "snapshot_every", "a number of events")
    found = date_asked(as_of)
    if found.errors:
        raise DecisionError(found.diagnostics)
    date = found.value
    newest = pack if isinstance(pack, Pack) else load_pack(pack)
    journal: Journal = Unkept() if path is None else Kept(path)
    with ExitStack() as where_it_fails:
        where_it_fails.callback(journal.close)
        applying = newest.version_for(date)
        if isinstance(journal, Kept):
            applying = _as_kept(newest, journal) or applying
        asked = what_is_asked(applying, newest, decision, readings, parameters)
        if isinstance(journal, Kept):
            journal.ask(_in_words(asked))
        engine = _engine(asked, workers)
        where_it_fails.callback(engine.close)
        dossiers = LiveDossiers(asked, admission(applying), engine, journal, snapshot_every=snapshot_every)
        if date is not None and not dossiers.count:
            dossiers.advance(date)
        where_it_fails.pop_all()
    return dossiers


def what_is_asked(
    pack: Pack, newest: Pack, decision: str, readings: Mapping[str, str], parameters: Mapping[str, Any]
) -> Asked:
    """What every dossier is asked, checked against the pack.

    Raises:
        DecisionError: there is no such decision, reading or parameter.
    """
    one = decision_named(pack.plan, decision).unwrap(DecisionError)
    parsed = pack._parsed if parameters else None  # noqa: SLF001 (the front door's own)
    chosen = circumstances(pack.plan, parsed, None, readings, parameters).unwrap(DecisionError)
    return Asked(pack, newest, one, chosen, pack._programs.prepared(one, chosen))  # noqa: SLF001


def admission(pack: Pack) -> Admission:
    """What may be said of dossiers in the vocabulary of a pack."""
    vocabulary = pack._parsed.vocabulary  # noqa: SLF001
    return Admission(vocabulary, quick_reader(shape_of(vocabulary)), pack._search_path)  # noqa: SLF001


def _as_kept(newest: Pack, journal: Kept) -> Pack | None:
    """The version of the pack that the file was begun with, where it can be found."""
    version = journal.asked.get("version")
    if version is None or version == newest.version or not newest._by_id:  # noqa: SLF001
        return newest if version is not None else None
    return load_pack(f"{newest.id}@{version}", search_path=newest._search_path)  # noqa: SLF001


def _in_words(asked: Asked) -> dict[str, str]:
    """What is asked, as a file keeps it."""
    chosen = asked.circumstances
    return {
        "pack": asked.pack.id,
        "version": asked.pack.version,
        "digest": asked.pack.digest,
        "decision": asked.decision.id,
        "readings": json.dumps(dict(chosen.readings), ensure_ascii=False, sort_keys=True),
        "parameters": json.dumps(
            {name: written(value) for name, value in chosen.parameters.items()}, ensure_ascii=False, sort_keys=True
        ),
    }


def _engine(asked: Asked, workers: int) -> Engine:
    """The Rete network.

    Raises:
        MissingExtraError: durable-rules is not installed.
    """
    try:
        from workshop_rules.evaluate import _durable
    except ModuleNotFoundError as error:
        raise MissingExtraError("live", "keeping dossiers live") from error
    chosen = asked.circumstances
    ruleset = _durable.compile_ruleset(asked.pack.plan, asked.decision, chosen.readings, chosen.parameters)
    return _durable.Workers(ruleset, workers) if workers else _durable.Network(ruleset)
