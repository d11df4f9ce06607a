"""An explanation as one self-contained HTML page: no network, no meaning by colour alone, whole without its script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape
from importlib import resources
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

_LANG = {"zh": "zh-Hans", "en": "en"}


def to_html(
    reasons: Reasons,
    lang: str = "zh",
    view: View | str = View.AUDITOR,
    *,
    record: str = "",
    alternatives: Alternatives | None = None,
) -> str:
    """The explanation as a page of its own; everything that a dossier says is escaped.

    Args:
        reasons: the explanation.
        lang: `zh` or `en`.
        view: `short`, `full` or `auditor`.
        record: the SHA-256 of the verdict's record, shown where given.
        alternatives: what would turn the verdict, shown where given.

    Raises:
        ValueError: where there is no such language or view.
    """
    return "\n".join(_page(report(reasons, lang, view, alternatives), record)) + "\n"


def to_fragment(reasons: Reasons, lang: str = "zh", view: View | str = View.SHORT) -> str:
    """The explanation as an element to stand in another page, such as a notebook's; it brings its own style."""
    laid_out = report(reasons, lang, view)
    start = f'<article class="workshop-rules" lang="{_LANG[laid_out.lang]}">'
    return "\n".join((start, f"<style>\n{_template('fragment.css')}</style>", *_body(laid_out, top=3), "</article>"))


def _template(name: str) -> str:
    return resources.files(__package__).joinpath("templates", name).read_text("utf-8")


def _page(laid_out: Report, record: str) -> Iterator[str]:
    words = language(laid_out.lang)
    script = f"\n{_template('page.js')}"
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    yield "<!doctype html>"
    yield f'<html lang="{_LANG[laid_out.lang]}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield f"<title>{_text(laid_out.title)} – {_text(laid_out.outcome)}</title>"
    yield f"<style>\n{_template('page.css')}</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    yield from _body(laid_out, top=1, tools=tuple(_tools(words)), record=record)
    yield "</main>"
    yield f"<script>{script}</script>"
    yield "</body>"
    yield "</html>"


def _tools(words: Language) -> Iterator[str]:
    """Search and folding; hidden until the script runs, as neither works without it."""
    yield '<form class="tools" role="search" hidden>'
    yield f'<label for="find">{words.say("page.search")}</label> <input id="find" type="search" autocomplete="off">'
    yield f'<output for="find" data-matches="{words.say("page.matches", "{0}")}"></output>'
    yield f'<button type="button" data-fold="open">{words.say("page.unfold")}</button>'
    yield f'<button type="button" data-fold="closed">{words.say("page.fold")}</button>'
    yield "</form>"


def _body(laid_out: Report, *, top: int, tools: Sequence[str] = (), record: str = "") -> Iterator[str]:
    words = language(laid_out.lang)
    yield f"<h{top}>{_text(laid_out.title)}</h{top}>"
    outcome = words.say("report.labelled", label=laid_out.outcome_label, text=laid_out.outcome)
    yield f'<p class="outcome" data-outcome="{_text(laid_out.outcome_id)}">{_text(outcome)}</p>'
    recorded = (Label(words.say("report.record"), record, exact=True),) if record else ()
    yield from _labels((*laid_out.facts, *recorded))
    yield from tools
    for section in laid_out.sections:
        yield "<section>"
        yield f"<h{top + 1}>{_text(section.heading)}</h{top + 1}>"
        yield "<ul>"
        for entry in section.entries:
            yield from _entry(words, entry)
        yield "</ul>"
        yield "</section>"


def _entry(words: Language, entry: Entry) -> Iterator[str]:
    kind = " ".join((*(["criterion"] if entry.clause_words else []), *(["folded"] if entry.folded else [])))
    yield f'<li class="{kind}">' if kind else "<li>"
    if entry.clause_words:
        yield f'<p class="source">{_text(entry.clause_words)}</p>'
    yield f'<p class="headline">{_headline(words, entry)}</p>'
    yield from _labels(tuple(label for label in entry.labels if not label.exact))
    exact = tuple(label for label in entry.labels if label.exact)
    if exact:
        yield '<details class="exact">'
        yield f"<summary>{words.say('page.source')}</summary>"
        yield from _labels(exact)
        yield "</details>"
    if entry.children:
        idle = entry.folded or entry.state is State.NOT_APPLICABLE
        yield "<details>" if idle else "<details open>"
        summary = entry.summary or words.say("report.conditions", count=len(entry.children))
        yield f"<summary>{_text(summary)}</summary>"
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
    mark = f'<span class="mark {entry.state}" aria-hidden="true">{MARKS[entry.state]}</span>'
    if isinstance(entry.state, State):
        return f"{mark}{text}"
    said = words.say("report.labelled", label=entry.state_words, text="")
    return f'{mark}<span class="aloud">{_text(said)}</span>{text}'


def _labels(labels: tuple[Label, ...]) -> Iterator[str]:
    if labels:
        yield "<dl>"
        for label in labels:
            text = f"<code>{_text(label.text)}</code>" if label.exact else _text(label.text)
            yield f"<dt>{_text(label.label)}</dt><dd>{text}</dd>"
        yield "</dl>"


def _text(text: str) -> str:
    return escape(visible(text))
