"""Why a row has no verdict: what is wrong with its facts, or which computation has no result."""

from __future__ import annotations

import datetime as dt

from workshop_rules.compile.plan import Decision
from workshop_rules.diagnostics import CODES, Diagnostic, DiagnosticError
from workshop_rules.evaluate.evaluation import EvaluationError
from workshop_rules.files.words import say


def of_facts(error: DiagnosticError, lang: str) -> str:
    """What is wrong with facts and what mends it, each with its code; in English where it has no Chinese."""
    return say(lang, "join").join(f"{one.code} {_told(one, lang)}" for one in error.diagnostics)


def _told(one: Diagnostic, lang: str) -> str:
    if lang == "zh" and one.zh:
        return one.zh
    return f"{one.message}; {one.help}" if one.help else one.message


def of_evaluation(error: EvaluationError, decision: Decision, lang: str) -> str:
    """Which computation has no result, with the code and the criterion that it reached."""
    told = error.diagnostic
    if lang != "zh" or not told.entry.zh:
        return f"{told.code} {told.message}"
    criterion = next((one for one in decision.criteria if one.id == error.criterion), None)
    if criterion is None:
        return f"{told.code} {say(lang, 'error.outcome', why=told.entry.zh)}"
    return f"{told.code} {say(lang, 'error.criterion', id=criterion.id, title=criterion.title, why=told.entry.zh)}"


def of_version(day: dt.date, version: str, why: str, lang: str) -> str:
    """That the version of the pack for the date of a row cannot decide it; `why` is empty where its form differs."""
    why = why or say(lang, "row.other_version.form")
    return f"WR910 {say(lang, 'row.other_version', day=day.isoformat(), version=version, why=why)}"


def of_no_date(column: str, text: str, lang: str) -> str:
    """That a cell of the column with the date of each row is no date: `text` is what stands there."""
    wrong = "cell.date.time"
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        wrong = "cell.date"
    return f"WR903 {say(lang, 'cell.column.untitled', name=column, said=text, wrong=say(lang, wrong))}"


def error_title(code: str, lang: str) -> str:
    """What kind of error a code stands for, in a few words; in English where it has no Chinese."""
    if code not in CODES:
        return ""
    return (CODES[code].zh if lang == "zh" else "") or CODES[code].slug.replace("-", " ")
