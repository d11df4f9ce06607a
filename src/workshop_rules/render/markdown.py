"""An explanation as Markdown (CommonMark), for pages and merge requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from workshop_rules.diagnostics.drawing import visible
from workshop_rules.evaluate.evaluation import State
from workshop_rules.explain.tree import Reasons, View
from workshop_rules.explain.wording import Language
from workshop_rules.render.entries import Entry, Label
from workshop_rules.render.report import Report, language, report
from workshop_rules.render.text import MARKS

if TYPE_CHECKING:
    from workshop_rules.explain.alternatives import Alternatives

_MEANS_SOMETHING = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")
"""Characters that Markdown may read as a sign of its own, or that HTML would."""

_NUMBERED = re.compile(r"^(\d+)([.)])")


def to_markdown(
    reasons: Reasons, lang: str = "zh", view: View | str = View.FULL, *, alternatives: Alternatives | None = None
) -> str:
    """The explanation as Markdown; whatever a dossier says stays text.

    Args:
        reasons: the explanation.
        lang: `zh` or `en`.
        view: `short`, `full` or `auditor`.
        alternatives: what would turn the verdict, shown where given.

    Raises:
        ValueError: where there is no such language or view.
    """
    return "\n".join(_lines(report(reasons, lang, view, alternatives))) + "\n"


def escaped(text: str) -> str:
    """The text, so that Markdown shows it as it is."""
    return _NUMBERED.sub(r"\1\\\2", _MEANS_SOMETHING.sub(r"\\\1", visible(text)))


def _lines(laid_out: Report) -> Iterator[str]:
    words = language(laid_out.lang)
    yield f"# {escaped(laid_out.title)}"
    yield ""
    yield f"**{laid_out.outcome_label}{_colon(words)}{escaped(laid_out.outcome)}**"
    yield ""
    for fact in laid_out.facts:
        yield f"- {_labelled(words, fact)}"
    for section in laid_out.sections:
        yield ""
        yield f"## {escaped(section.heading)}"
        yield ""
        for entry in section.entries:
            yield from _entry(words, entry, "")


def _entry(words: Language, entry: Entry, indent: str) -> Iterator[str]:
    mark = "" if entry.state is None else f"{MARKS[entry.state]} "
    yield f"{indent}- {mark}{_headline(words, entry)}"
    deeper = f"{indent}  "
    for label in entry.labels:
        yield f"{deeper}- {_labelled(words, label)}"
    for child in entry.children:
        yield from _entry(words, child, deeper)


def _headline(words: Language, entry: Entry) -> str:
    text = escaped(entry.text)
    if isinstance(entry.state, State):
        text = words.say("entry.state", text=f"**{text}**", state=entry.state_words)
    if entry.clause:
        text = words.say("entry.clause", text=text, clause=escaped(entry.clause))
    if entry.note:
        text = words.say("entry.note", text=text, note=f"*{entry.note}*")
    return f"{text} {code(entry.code)}" if entry.code else text


def _labelled(words: Language, label: Label) -> str:
    return words.say("report.labelled", label=label.label, text=escaped(label.text))


def _colon(words: Language) -> str:
    return words.say("report.labelled", label="", text="")


def code(text: str) -> str:
    """A code span that holds the text whatever backticks are in it."""
    shown = visible(text)
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {shown} {fence}" if longest else f"`{shown}`"
