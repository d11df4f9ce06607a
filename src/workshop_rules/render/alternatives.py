"""The layout of what would turn a verdict: changes, the earliest day, questions, thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workshop_rules.explain.alternatives import Alternatives, ChangeSetReason, ThresholdReason
from workshop_rules.explain.change.phrases import PHRASES
from workshop_rules.explain.tree import View
from workshop_rules.explain.wording import Language
from workshop_rules.render.entries import Entry, Section


def alternative_sections(alternatives: Alternatives, language: Language, view: View) -> Iterator[Section]:
    """The sections about what would turn the verdict; none of them is empty.

    Args:
        alternatives: what would.
        language: in which it is said.
        view: for an auditor with paths.
    """
    speaking = replace(language, phrases={**language.phrases, **PHRASES[language.code]})
    layout = _Layout(alternatives, speaking, view)
    for heading, entries in (
        ("change.section", tuple(layout.changes())),
        ("change.section.questions", tuple(layout.questions())),
        ("change.section.thresholds", tuple(layout.thresholds())),
    ):
        if entries:
            yield Section(speaking.say(heading), entries)


class _Layout:
    def __init__(self, alternatives: Alternatives, language: Language, view: View) -> None:
        self._alternatives = alternatives
        self._language = language
        self._auditor = view is View.AUDITOR

    def changes(self) -> Iterator[Entry]:
        """The sets of changes, and the earliest day."""
        changes, earliest, of = self._alternatives.changes, self._alternatives.earliest, self._language.of
        if not changes.wanted:
            return
        several = len(changes.wanted) > 1
        sets = tuple(self._set(number, one, tell=several) for number, one in enumerate(changes.sets, 1))
        counted = self._language.say("change.sets", count=len(sets))
        yield Entry(of(changes.heading), note=of(changes.note), summary=counted, children=sets)
        doors = tuple(Entry(of(door.sentence), code=door.criterion if self._auditor else "") for door in earliest.doors)
        yield Entry(of(earliest.sentence), children=doors)

    def _set(self, number: int, found: ChangeSetReason, *, tell: bool) -> Entry:
        """One set; what it leads to is told where that could be one of several outcomes."""
        of, say = self._language.of, self._language.say
        parts = tuple(Entry(of(edit.sentence), code=edit.path if self._auditor else "") for edit in found.edits)
        outcome = say("change.set.leads_to", outcome=of(found.outcome.title)) if tell else ""
        if len(parts) == 1:
            return replace(parts[0], text=say("change.set.one", number=number, change=parts[0].text), note=outcome)
        text = say("change.set.of", number=number, count=len(parts))
        return Entry(text, note=outcome, summary=say("change.set.parts", count=len(parts)), children=parts)

    def questions(self) -> Iterator[Entry]:
        """What to ask first."""
        for question in self._alternatives.questions:
            yield Entry(self._language.of(question.title), code=question.path if self._auditor else "")

    def thresholds(self) -> Iterator[Entry]:
        """Other values of thresholds."""
        for one in self._alternatives.thresholds:
            text = self._language.say(
                "change.threshold",
                parameter=self._language.of(one.title),
                value=self._language.of(one.value),
                outcome=self._outcome(one),
            )
            yield Entry(text, code=f"parameter.{one.parameter}={one.exact}" if self._auditor else "")

    def _outcome(self, threshold: ThresholdReason) -> str:
        outcome = self._language.of(threshold.outcome.title)
        if len(threshold.possible_outcomes) <= 1:
            return outcome
        titles = [self._language.of(one.title) for one in threshold.possible_outcomes]
        possible = self._language.outcomes(titles)
        return self._language.say("report.outcome.open", outcome=outcome, possible=possible)
