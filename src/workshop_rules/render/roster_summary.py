"""What came of a roster, as one self-contained page: tables whose bars are drawn beside their numbers.

No number stands in a bar alone, and the parts of a bar differ in their pattern, so the page reads without colour, and
without seeing the bars at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from importlib import resources

from workshop_rules.compile.plan import Criterion, Decision, Plan
from workshop_rules.diagnostics.drawing import visible
from workshop_rules.evaluate.evaluation import State
from workshop_rules.files.outcome_words import OutcomeWords
from workshop_rules.files.row_errors import error_title
from workshop_rules.files.summary import Summary
from workshop_rules.files.words import say
from workshop_rules.files.workbooks.layout import clause_words, criterion_words
from workshop_rules.language.words import Words

_LANG = {"zh": "zh-Hans", "en": "en"}
_SHOWN = 15
_PROBLEMS_SHOWN = 100
_STATES = (
    State.NOT_MET,
    State.UNKNOWN,
    State.NEEDS_JUDGEMENT,
    State.WAIVED,
    State.NOT_APPLICABLE,
    State.MET,
)
"""In the order of a bar's parts: what stands in the way first."""

_PATTERNS = {
    State.UNKNOWN: '<path d="M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4" stroke="#1b1b1b" stroke-width="1.6"/>',
    State.NEEDS_JUDGEMENT: '<circle cx="4" cy="4" r="1.8" fill="#1b1b1b"/>',
    State.WAIVED: '<path d="M0,4 h8" stroke="#1b1b1b" stroke-width="1.6"/>',
    State.NOT_APPLICABLE: '<path d="M4,0 v8 M0,4 h8" stroke="#9a9a9a" stroke-width="1"/>',
}


def summary_page(
    summary: Summary, plan: Plan, decision: Decision, lang: str, about: Sequence[tuple[str, str]] = ()
) -> str:
    """The summary of a roster as an HTML page; everything that comes from files is escaped.

    Args:
        summary: what was counted.
        plan: the pack.
        decision: what was decided.
        lang: `zh` or `en`.
        about: labels and what they say, to stand at the top: files, date, engine.
    """
    return "\n".join(_Page(summary, plan, decision, OutcomeWords(plan, decision, lang)).lines(about)) + "\n"


class _Page:
    def __init__(self, summary: Summary, plan: Plan, decision: Decision, words: OutcomeWords) -> None:
        self.summary, self.plan, self.decision, self.words = summary, plan, decision, words

    def lines(self, about: Sequence[tuple[str, str]]) -> Iterator[str]:
        title = self._say("summary.title", decision=self.decision.title)
        yield "<!doctype html>"
        yield f'<html lang="{_LANG[self.words.lang]}">'
        yield "<head>"
        yield '<meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        yield f"<title>{_text(title)}</title>"
        yield f"<style>\n{_template('page.css')}{_template('roster.css')}</style>"
        yield "</head>"
        yield "<body>"
        yield from _patterns()
        yield "<main>"
        yield f"<h1>{_text(title)}</h1>"
        rows = "summary.rows.one" if self.summary.rows == 1 else "summary.rows"
        counted = self._say(rows, rows=f"{self.summary.rows:,}", errors=f"{self.summary.errors:,}")
        yield f'<p class="outcome">{_text(counted)}</p>'
        yield "<dl>"
        for label, said in self._about(about):
            yield f"<dt>{_text(label)}</dt><dd>{_text(said)}</dd>"
        yield "</dl>"
        yield from self._outcomes()
        yield from self._criteria()
        facts = {path: self.words.fact(path) for path in self.summary.missing}
        yield from self._counted("summary.missing", "summary.fact", self.summary.missing, facts)
        yield from self._errors()
        yield "</main>"
        yield "</body>"
        yield "</html>"

    def _say(self, key: str, /, **parts: Words | str | int) -> str:
        return say(self.words.lang, key, **parts)

    def _about(self, about: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        yield self._say("summary.document"), self.words.of(self.plan.document)
        yield self._say("summary.pack"), f"{self.plan.id} {self.plan.version}, {self.plan.digest}"
        yield from about

    def _outcomes(self) -> Iterator[str]:
        counts = self.summary.outcomes
        titles = {outcome: self.words.outcome(outcome) for outcome in counts}
        ids = [one.id for one in self.decision.outcomes if one.id in counts]
        ordered = [*ids, *sorted(counts.keys() - set(ids), key=lambda one: (-counts[one], one))]
        yield from self._counted("summary.outcomes", "summary.outcome", counts, titles, ordered)

    def _counted(
        self, heading: str, label: str, counts: Counter[str], titles: Mapping[str, str], order: Sequence[str] = ()
    ) -> Iterator[str]:
        """A table of counts, each with its bar, the share of all rows; the first are shown, the others folded."""
        names = list(order) or sorted(counts, key=lambda one: (-counts[one], one))
        yield "<section>"
        yield f"<h2>{_text(self._say(heading))}</h2>"
        if not names:
            yield f"<p>{_text(self._say('summary.nothing'))}</p>"
        for shown in self._folded(names):
            if isinstance(shown, str):
                yield shown
                continue
            yield from self._table(heading, (label, "summary.chart", "summary.count", "summary.share"))
            for name in shown:
                share = counts[name] / max(self.summary.rows, 1)
                yield f'<tr><th scope="row">{_text(titles.get(name, name))} <code>{_text(name)}</code></th>'
                yield f'<td class="bar">{_bar([("plain", 0, share)])}</td>'
                yield f'<td class="number">{counts[name]:,}</td><td class="number">{_percent(share)}</td></tr>'
            yield "</tbody></table></div>"
        yield "</section>"

    def _folded(self, names: Sequence[str]) -> Iterator[Sequence[str] | str]:
        """The first names, then the others within a fold."""
        if names:
            yield names[:_SHOWN]
        if len(names) > _SHOWN:
            yield f"<details><summary>{_text(self._say('summary.rest', count=len(names) - _SHOWN))}</summary>"
            yield names[_SHOWN:]
            yield "</details>"

    def _table(self, caption: str, headings: Iterable[str]) -> Iterator[str]:
        yield f'<div class="scroll" tabindex="0" role="group" aria-label="{_text(self._say(caption))}"><table>'
        yield "<thead><tr>"
        for at, heading in enumerate(headings):
            kind = ' class="number"' if at > 1 else ""
            yield f'<th scope="col"{kind}>{_text(self._say(heading))}</th>'
        yield "</tr></thead><tbody>"

    def _criteria(self) -> Iterator[str]:
        """The criteria with a bar of their states, those most often not met first."""
        criteria = {criterion.id: criterion for criterion in self.decision.criteria}
        if not criteria:
            return
        states = {name: self.summary.states.get(name, Counter()) for name in criteria}
        place = {name: at for at, name in enumerate(criteria)}
        names = sorted(criteria, key=lambda name: (-states[name][State.NOT_MET], place[name]))
        occurring = [state for state in _STATES if any(counts[state] for counts in states.values())]
        yield "<section>"
        yield f"<h2>{_text(self._say('summary.criteria'))}</h2>"
        yield f"<p>{_text(self._say('summary.order'))}</p>"
        yield f'<ul class="key" aria-label="{_text(self._say("summary.key"))}">'
        for state in occurring:
            yield f"<li>{_bar([(state, 0, 1)])}{_text(self.words.state(state))}</li>"
        yield "</ul>"
        for shown in self._folded(names):
            if isinstance(shown, str):
                yield shown
                continue
            yield f'<div class="scroll" tabindex="0" role="group" aria-label="{_text(self._say("summary.criteria"))}">'
            yield "<table><thead><tr>"
            yield f'<th scope="col">{_text(self._say("summary.criterion"))}</th>'
            yield f'<th scope="col">{_text(self._say("summary.chart"))}</th>'
            yield "".join(f'<th scope="col" class="number">{_text(self.words.state(one))}</th>' for one in occurring)
            yield "</tr></thead><tbody>"
            for name in shown:
                yield self._criterion(criteria[name], states[name], occurring)
            yield "</tbody></table></div>"
        yield "</section>"

    def _criterion(self, criterion: Criterion, counts: Counter[str], occurring: Sequence[State]) -> str:
        clause = self.words.of(clause_words(self.plan, criterion.clause))
        title = self.words.of(criterion_words(self.decision, criterion))
        parts, start = [], 0.0
        for state in occurring:
            share = counts[state] / max(counts.total(), 1)
            if share:
                parts.append((state, start, share))
            start += share
        numbers = "".join(f'<td class="number">{counts[state]:,}</td>' for state in occurring)
        return (
            f'<tr><th scope="row">{_text(title)} <span class="clause">{_text(clause)}</span> '
            f'<code>{_text(criterion.id)}</code></th><td class="bar">{_bar(parts)}</td>{numbers}</tr>'
        )

    def _errors(self) -> Iterator[str]:
        codes = self.summary.codes
        if codes:
            meanings = {code: error_title(code, self.words.lang) for code in codes}
            yield from self._counted("summary.errors", "summary.reason", codes, meanings)
        problems = self.summary.problems
        if problems:
            yield "<section>"
            yield f"<h2>{_text(self._say('summary.problems'))}</h2>"
            yield "<ul>"
            yield from (f"<li>{_text(str(problem))}</li>" for problem in problems[:_PROBLEMS_SHOWN])
            if len(problems) > _PROBLEMS_SHOWN:
                yield f"<li>{_text(self._say('summary.rest', count=len(problems) - _PROBLEMS_SHOWN))}</li>"
            yield "</ul>"
            yield "</section>"


def _bar(parts: Iterable[tuple[str, float, float]]) -> str:
    """A bar: each part with its kind, where it begins and how long it is, of the whole. It only repeats numbers."""
    drawn = "".join(
        f'<rect class="{kind}" x="{start:.4%}" width="{share:.4%}" height="100%" fill="url(#pattern-{kind})"/>'
        for kind, start, share in parts
    )
    return f'<svg aria-hidden="true" focusable="false">{drawn}</svg>'


def _patterns() -> Iterator[str]:
    yield '<svg class="patterns" aria-hidden="true" focusable="false"><defs>'
    for state, drawn in _PATTERNS.items():
        yield f'<pattern id="pattern-{state}" width="8" height="8" patternUnits="userSpaceOnUse">'
        yield f'<rect width="8" height="8" fill="#fff"/>{drawn}</pattern>'
    yield "</defs></svg>"


def _percent(share: float) -> str:
    return f"{share:.1%}"


def _template(name: str) -> str:
    return resources.files(__package__).joinpath("templates", name).read_text("utf-8")


def _text(text: str) -> str:
    return escape(visible(text))
