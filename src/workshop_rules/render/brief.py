"""What decided a case, in a few lines: for a cell of a table."""

from __future__ import annotations

from collections.abc import Iterator

from workshop_rules.evaluate.evaluation import State
from workshop_rules.explain.tree import Reasons, View
from workshop_rules.explain.wording import Language
from workshop_rules.render.entries import Entry
from workshop_rules.render.report import language, report
from workshop_rules.render.text import MARKS

_SHOWN = 12
_SAID = ("report.required", "report.found", "report.missing", "report.decided.by")


def to_brief(reasons: Reasons, lang: str = "zh") -> str:
    """The criteria that decided the outcome, a line each: what was required and found, or what is missing.

    Raises:
        ValueError: where there is no such language.
    """
    words = language(lang)
    laid_out = report(reasons, lang, View.SHORT)
    decided = words.say("report.decided")
    lines = [
        line
        for section in laid_out.sections
        if section.heading == decided
        for entry in section.entries
        for line in _lines(entry, words)
    ]
    if len(lines) > _SHOWN:
        lines = [*lines[:_SHOWN], words.say("join.more", count=len(lines) - _SHOWN)]
    switches = words.say("report.readings_matter")
    for section in laid_out.sections:
        if section.heading == switches:
            lines += [switches, *(entry.text for entry in section.entries)]
    return "\n".join(lines)


def _lines(entry: Entry, words: Language) -> Iterator[str]:
    """The line of a criterion; of a group, those of its criteria."""
    if entry.children and not entry.labels and isinstance(entry.state, State) and not entry.clause_words:
        for child in entry.children:
            yield from _lines(child, words)
        return
    wanted = {words.say(key) for key in _SAID}
    said = [
        words.say("report.labelled", label=label.label, text=label.text)
        for label in entry.labels
        if label.label in wanted and not (entry.state is State.MET and label.label == words.say("report.required"))
    ]
    mark = "" if entry.state is None else f"{MARKS[entry.state]} "
    note = words.join(said, "semicolon", len(said)) or entry.state_words
    yield mark + (words.say("entry.note", text=entry.text, note=note) if note else entry.text)
