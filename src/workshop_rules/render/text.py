"""An explanation as plain text, for terminals and letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workshop_rules.diagnostics.drawing import visible
from workshop_rules.evaluate.evaluation import State
from workshop_rules.explain.tree import Holding, Reasons, View
from workshop_rules.explain.wording import Language
from workshop_rules.render.entries import Entry
from workshop_rules.render.report import Report, language, report

if TYPE_CHECKING:
    from workshop_rules.explain.alternatives import Alternatives

MARKS: dict[State | Holding, str] = {
    State.MET: "✓",
    State.NOT_MET: "✗",
    State.UNKNOWN: "?",
    State.NEEDS_JUDGEMENT: "?",
    State.WAIVED: "~",
    State.NOT_APPLICABLE: "–",
    Holding.HOLDS: "✓",
    Holding.FAILS: "✗",
    Holding.UNKNOWN: "?",
    Holding.ERROR: "!",
}
"""A sign for each state; the state's words stand beside that of a criterion."""


def to_text(
    reasons: Reasons, lang: str = "zh", view: View | str = View.FULL, *, alternatives: Alternatives | None = None
) -> str:
    """The explanation as text, its last line ended.

    Args:
        reasons: the explanation.
        lang: `zh` or `en`.
        view: `short`, `full` or `auditor`.
        alternatives: what would turn the verdict, shown where given.

    Raises:
        ValueError: where there is no such language or view.
    """
    return "\n".join(_lines(report(reasons, lang, view, alternatives))) + "\n"


def _lines(laid_out: Report) -> Iterator[str]:
    words = language(laid_out.lang)
    yield visible(laid_out.title)
    yield _labelled(words, laid_out.outcome_label, laid_out.outcome)
    for fact in laid_out.facts:
        yield _labelled(words, fact.label, fact.text)
    for section in laid_out.sections:
        yield ""
        yield section.heading
        for entry in section.entries:
            yield from _entry(words, entry, "  ")


def _labelled(words: Language, label: str, text: str) -> str:
    return words.say("report.labelled", label=label, text=visible(text))


def _entry(words: Language, entry: Entry, indent: str) -> Iterator[str]:
    mark = "·" if entry.state is None else MARKS[entry.state]
    yield f"{indent}{mark} {headline(words, entry)}"
    deeper = f"{indent}    "
    for label in entry.labels:
        yield f"{deeper}{_labelled(words, label.label, label.text)}"
    for child in entry.children:
        yield from _entry(words, child, deeper)


def headline(words: Language, entry: Entry) -> str:
    """The first line of an entry: text, state, clause, remark and code, as far as it has them."""
    text = visible(entry.text)
    if isinstance(entry.state, State):
        text = words.say("entry.state", text=text, state=entry.state_words)
    if entry.clause:
        text = words.say("entry.clause", text=text, clause=visible(entry.clause))
    if entry.note:
        text = words.say("entry.note", text=text, note=entry.note)
    return words.say("entry.code", text=text, code=visible(entry.code)) if entry.code else text
