"""An explanation as one self-contained HTML page: no network, no script, no meaning by colour alone."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib import resources

from workshop_rules.diagnostics.drawing import visible
from workshop_rules.evaluate.evaluation import State
from workshop_rules.explain.tree import Reasons, View
from workshop_rules.explain.wording import Language
from workshop_rules.render.entries import Entry, Label
from workshop_rules.render.report import Report, language, report
from workshop_rules.render.text import MARKS

_LANG = {"zh": "zh-Hans", "en": "en"}


def to_html(reasons: Reasons, lang: str = "zh", view: View | str = View.AUDITOR) -> str:
    """The explanation as a page of its own; everything that a dossier says is escaped.

    Args:
        reasons: the explanation.
        lang: `zh` or `en`.
        view: `short`, `full` or `auditor`.

    Raises:
        ValueError: where there is no such language or view.
    """
    return "\n".join(_page(report(reasons, lang, view))) + "\n"


def to_fragment(reasons: Reasons, lang: str = "zh", view: View | str = View.SHORT) -> str:
    """The explanation as an element to stand in another page, such as a notebook's."""
    laid_out = report(reasons, lang, view)
    return "\n".join((f'<article lang="{_LANG[laid_out.lang]}">', *_body(laid_out, top=3), "</article>"))


def _page(laid_out: Report) -> Iterator[str]:
    style = resources.files(__package__).joinpath("templates", "page.css").read_text("utf-8")
    title = f"{_text(laid_out.title)} – {_text(laid_out.outcome)}"
    yield "<!doctype html>"
    yield f'<html lang="{_LANG[laid_out.lang]}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<title>{title}</title>"
    yield f"<style>\n{style}</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    yield from _body(laid_out, top=1)
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _body(laid_out: Report, *, top: int) -> Iterator[str]:
    words = language(laid_out.lang)
    yield f"<h{top}>{_text(laid_out.title)}</h{top}>"
    outcome = words.say("report.labelled", label=laid_out.outcome_label, text=laid_out.outcome)
    yield f'<p class="outcome" data-outcome="{_text(laid_out.outcome_id)}">{_text(outcome)}</p>'
    yield from _labels(laid_out.facts)
    for section in laid_out.sections:
        yield "<section>"
        yield f"<h{top + 1}>{_text(section.heading)}</h{top + 1}>"
        yield "<ul>"
        for entry in section.entries:
            yield from _entry(words, entry)
        yield "</ul>"
        yield "</section>"


def _entry(words: Language, entry: Entry) -> Iterator[str]:
    yield '<li class="folded">' if entry.folded else "<li>"
    yield _headline(words, entry)
    yield from _labels(entry.labels)
    if entry.children:
        yield "<details>" if entry.folded else "<details open>"
        yield f"<summary>{_text(words.say('report.conditions', count=len(entry.children)))}</summary>"
        yield "<ul>"
        for child in entry.children:
            yield from _entry(words, child)
        yield "</ul>"
        yield "</details>"
    yield "</li>"


def _headline(words: Language, entry: Entry) -> str:
    text = _text(entry.text)
    if isinstance(entry.state, State):
        state = f'<span class="{entry.state}">{_text(entry.state_words)}</span>'
        text = words.say("entry.state", text=f"<strong>{text}</strong>", state=state)
    if entry.clause:
        text = words.say("entry.clause", text=text, clause=f'<span class="clause">{_text(entry.clause)}</span>')
    if entry.note:
        text = words.say("entry.note", text=text, note=f'<span class="note">{_text(entry.note)}</span>')
    if entry.code:
        text = f"{text} <code>{_text(entry.code)}</code>"
    if entry.state is None:
        return text
    return f'<span class="mark {entry.state}" aria-hidden="true">{MARKS[entry.state]}</span>{text}'


def _labels(labels: tuple[Label, ...]) -> Iterator[str]:
    if labels:
        yield "<dl>"
        for label in labels:
            yield f"<dt>{_text(label.label)}</dt><dd>{_text(label.text)}</dd>"
        yield "</dl>"


def _text(text: str) -> str:
    return escape(visible(text))
