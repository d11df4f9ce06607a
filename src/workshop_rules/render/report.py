"""The layout of an explanation: headings, entries and labels, the same for every form of output."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workshop_rules.evaluate.evaluation import State
from workshop_rules.explain.tree import (
    CriterionReason,
    GroupReason,
    MissingFact,
    ParameterReason,
    ReadingReason,
    Reasons,
    SwitchReason,
    View,
    WaiverReason,
)
from workshop_rules.explain.wording import LANGUAGES, Language
from workshop_rules.language.tree import HELD
from workshop_rules.language.words import Words
from workshop_rules.render.entries import Entry, Label, Section, criterion_entry
from workshop_rules.render.facts_used import facts_used

if TYPE_CHECKING:
    from workshop_rules.explain.alternatives import Alternatives

_OPEN = frozenset({State.UNKNOWN, State.NEEDS_JUDGEMENT})


@dataclass(frozen=True, slots=True)
class Report:
    """A whole explanation, laid out.

    Attributes:
        outcome: the outcome in words; `outcome_id` as programs know it.
        facts: what stands under the outcome: pack, document, date, …
    """

    lang: str
    title: str
    outcome_label: str
    outcome: str
    outcome_id: str
    facts: tuple[Label, ...]
    sections: tuple[Section, ...]


def language(lang: str) -> Language:
    """The language of that code.

    Raises:
        ValueError: where there is none.
    """
    found = next((one for one in LANGUAGES if one.code == lang), None)
    if found is None:
        raise ValueError(f"no explanations in {lang!r}: there are {', '.join(one.code for one in LANGUAGES)}")
    return found


def report(
    reasons: Reasons, lang: str, view: View | str = View.FULL, alternatives: Alternatives | None = None
) -> Report:
    """Lay out an explanation.

    Args:
        reasons: the explanation.
        lang: `zh` or `en`.
        view: how much of it is shown.
        alternatives: what would turn the verdict, where that was asked for.

    Raises:
        ValueError: where there is no such language or view.
    """
    return _Layout(reasons, language(lang), View(view), alternatives).report()


class _Layout:
    """Lays out one explanation in one language and view."""

    def __init__(
        self, reasons: Reasons, language: Language, view: View, alternatives: Alternatives | None = None
    ) -> None:
        self.reasons = reasons
        self.alternatives = alternatives
        self.language = language
        self.view = view

    def report(self) -> Report:
        reasons = self.reasons
        sections = (
            self._decided(),
            *self._rest(),
            self._listed("report.facts_missing", reasons.missing),
            *self._waivers(),
            *self._alternatives(),
            self._switches(),
            *self._circumstances(),
        )
        return Report(
            lang=self.language.code,
            title=self._of(reasons.title),
            outcome_label=self._say("report.outcome"),
            outcome=self._of(reasons.outcome.title),
            outcome_id=reasons.outcome.id,
            facts=tuple(self._facts()),
            sections=tuple(section for section in sections if section.entries),
        )

    def _say(self, key: str, /, *parts: str, **named: str | int) -> str:
        return self.language.say(key, *parts, **named)

    def _of(self, words: Words) -> str:
        return self.language.of(words)

    def _facts(self) -> list[Label]:
        reasons = self.reasons
        facts = []
        if len(reasons.possible_outcomes) > 1:
            possible = self.language.outcomes([self._of(one.title) for one in reasons.possible_outcomes])
            facts.append(Label(self._say("report.possible"), possible))
        facts += self._held()
        if reasons.value is not None:
            key = "report.total" if reasons.kind == "rubric" else "report.value"
            facts.append(Label(self._say(key), self._of(reasons.value)))
        version = self._say("report.version", reasons.version)
        document = self._say(
            "report.document.numbered" if reasons.document_number else "report.document.at",
            document=self._of(reasons.document),
            number=reasons.document_number,
            clause=self._clause(reasons.clause, reasons.numbering),
        )
        facts.append(Label(self._say("report.document"), document))
        facts.append(Label(self._say("report.as_of"), self._as_of()))
        departures = self._departures()
        if departures is not None:
            facts.append(departures)
        if self.view is View.AUDITOR:
            facts.append(Label(self._say("report.pack"), f"{reasons.pack} {version}"))
            facts.append(Label(self._say("report.digest"), reasons.digest, exact=True))
            facts.append(Label(self._say("report.engine"), reasons.engine))
        return facts

    def _held(self) -> Iterator[Label]:
        """The tier that somebody holds already, where a ladder names it."""
        if self.reasons.kind == "ladder":
            for one in self.reasons.definitions:
                if one.name == HELD:
                    yield Label(self._of(one.title), self._of(one.value))

    def _as_of(self) -> str:
        as_of, fixed = self.reasons.as_of, self.reasons.fixed_as_of
        if as_of is None:
            return self._say("report.as_of.unknown")
        date = self.language.date(as_of)
        if fixed is not None:
            key = "report.as_of.fixed" if fixed == as_of else "report.as_of.instead"
            date = self._say(key, date=date, fixed=self.language.date(fixed))
        first, last = self.reasons.applies_from, self.reasons.applies_until
        if (first is None or first <= as_of) and (last is None or as_of <= last):
            return date
        return self._say("report.as_of.outside", date=date, range=self.language.span(first, last))

    def _clause(self, clause: str, numbering: str = "") -> str:
        return numbering if self.language.code == "zh" and numbering else clause

    def _decided(self) -> Section:
        decided = [criterion for criterion in self._criteria_and_rules() if criterion.decided]
        return Section(self._say("report.decided"), tuple(self._criteria(decided)))

    def _rest(self) -> list[Section]:
        rest = [criterion for criterion in self._criteria_and_rules() if not criterion.decided]
        if not rest:
            return []
        if self.view is View.SHORT:
            key = "report.rest.folded.one" if len(rest) == 1 else "report.rest.folded"
            return [Section(self._say("report.rest"), (Entry(self._say(key, count=len(rest))),))]
        heading = "report.rest" if len(rest) < len(self._criteria_and_rules()) else "report.criteria"
        return [Section(self._say(heading), tuple(self._criteria(rest)))]

    def _criteria_and_rules(self) -> tuple[CriterionReason, ...]:
        return (*self.reasons.criteria, *self.reasons.rules)

    def _criteria(self, criteria: list[CriterionReason]) -> list[Entry]:
        """The criteria, under their tiers (lowest first) where the decision has any."""
        if not self.reasons.groups:
            return [criterion_entry(criterion, self.language, self.view) for criterion in criteria]
        wanted = {criterion.id: criterion for criterion in criteria}
        shown = [group for group in self.reasons.groups if any(one in wanted for one in group.criteria)]
        closely = self._looked_at_closely(shown)
        entries = []
        for group in shown:
            members = [wanted.pop(one) for one in group.criteria if one in wanted]
            entries.append(self._group(group, members, brief=group.id not in closely))
        ungrouped = [criterion_entry(criterion, self.language, self.view) for criterion in wanted.values()]
        return [*entries, *ungrouped]

    def _looked_at_closely(self, groups: list[GroupReason]) -> set[str]:
        """In brief, only the tier reached, the one after it, and those still open are gone into."""
        if self.view is not View.SHORT or self.reasons.kind != "ladder":
            return {group.id for group in groups}
        ids = [group.id for group in groups]
        reached = ids.index(self.reasons.outcome.id) if self.reasons.outcome.id in ids else -1
        still_open = {group.id for group in groups if group.state in _OPEN}
        if reached < 0 and still_open:
            return still_open
        return still_open | set(ids[max(reached, 0) : reached + 2])

    def _group(self, group: GroupReason, members: list[CriterionReason], *, brief: bool) -> Entry:
        titles = self.language.join([self._of(criterion.title) for criterion in members], "semicolon", 20)
        children = (criterion_entry(criterion, self.language, self.view) for criterion in members)
        return Entry(
            self._of(group.title),
            state=group.state,
            state_words=self._say(f"state.{group.state}"),
            clause=self._clause(group.clause, group.numbering),
            labels=(Label(self._say("report.decided.by"), titles),) if brief else (),
            children=() if brief else tuple(children),
        )

    def _listed(self, heading: str, facts: tuple[MissingFact, ...]) -> Section:
        auditor = self.view is View.AUDITOR
        entries = (Entry(self._of(fact.title), code=fact.path if auditor else "") for fact in facts)
        return Section(self._say(heading), tuple(entries))

    def _waivers(self) -> list[Section]:
        reasons = self.reasons
        waivable = tuple(
            Entry(
                self._say(
                    "report.waivable.by",
                    criterion=self._of(one.title),
                    by=self._of(one.by),
                    clause=self._clause(one.clause, one.numbering),
                )
            )
            for one in reasons.waivable
        )
        ignored = tuple(
            Entry(self._of(one.title), code=one.criterion, labels=self._granted(one)) for one in reasons.waivers_ignored
        )
        waived = tuple(Entry(self._of(one.title), labels=self._granted(one)) for one in reasons.waived)
        return [
            Section(self._say("report.waived"), waived),
            Section(self._say("report.waivable"), waivable),
            Section(self._say("report.waivers_ignored"), ignored),
        ]

    def _granted(self, waiver: WaiverReason) -> tuple[Label, ...]:
        labels = []
        if self._of(waiver.by):
            labels.append(Label(self._say("report.granted_by"), self._of(waiver.by)))
        if waiver.granted_on is not None:
            labels.append(Label(self._say("report.granted_on"), self.language.date(waiver.granted_on)))
        if waiver.reason:
            labels.append(Label(self._say("report.reason"), waiver.reason))
        return tuple(labels)

    def _alternatives(self) -> list[Section]:
        if self.alternatives is None:
            return []
        from workshop_rules.render.alternatives import alternative_sections

        return list(alternative_sections(self.alternatives, self.language, self.view))

    def _switches(self) -> Section:
        entries = []
        for one in self.reasons.switches:
            named = {"interpretation": self._of(one.title), "reading": self._of(one.reading_title)}
            if one.outcome is None:
                text = self._say("report.reading_error", error=one.error, **named)
            else:
                text = self._say("report.reading_switch", outcome=self._switched(one), **named)
            code = f"{one.interpretation}={one.reading}" if self.view is View.AUDITOR else ""
            entries.append(Entry(text, code=code))
        return Section(self._say("report.readings_matter"), tuple(entries))

    def _switched(self, switch: SwitchReason) -> str:
        """What another reading would lead to; where that is open, with all that would be possible."""
        if switch.outcome is None:
            return switch.error
        outcome = self._of(switch.outcome.title)
        if len(switch.possible_outcomes) <= 1:
            return outcome
        possible = self.language.outcomes([self._of(one.title) for one in switch.possible_outcomes])
        return self._say("report.outcome.open", outcome=outcome, possible=possible)

    def _circumstances(self) -> list[Section]:
        """Readings, thresholds and what was worked out: all of them, or those that are not as in the pack."""
        reasons = self.reasons
        if self.view is View.SHORT:
            return []
        sections = [
            Section(self._say("report.readings"), tuple(self._readings())),
            Section(self._say("report.parameters"), tuple(self._parameters())),
        ]
        if self._worked_out:
            sections.append(Section(self._say("report.definitions"), tuple(self._definitions())))
        if self.view is View.AUDITOR:
            sections.append(Section(self._say("report.facts_used"), tuple(self._used_facts())))
        sections.append(Section(self._say("report.uses"), tuple(self._uses())))
        sections.append(self._listed("report.facts_irrelevant", reasons.irrelevant))
        if self.view is View.AUDITOR:
            sections.append(self._listed("report.facts_unused", reasons.unused))
        return sections

    @property
    def _worked_out(self) -> bool:
        """Whether all that a result rests on is shown: for an auditor, and of a value, which no criteria explain."""
        return self.view is View.AUDITOR or self.reasons.kind == "value"

    def _departures(self) -> Label | None:
        """In brief, one line with the readings and thresholds that are not the pack's."""
        texts = [
            *(self._reading_text(one) for one in self.reasons.readings if one.chosen != one.default),
            *(self._parameter_text(one) for one in self.reasons.parameters if one.overridden),
        ]
        if not texts or self.view is not View.SHORT:
            return None
        return Label(self._say("report.departures"), self.language.join(texts, "semicolon", len(texts)))

    def _reading_text(self, one: ReadingReason) -> str:
        key = "report.reading.switched" if one.chosen != one.default else "report.reading"
        return self._say(
            key,
            interpretation=self._of(one.title),
            reading=self._of(one.chosen_title),
            default=self._of(one.default_title),
        )

    def _parameter_text(self, one: ParameterReason) -> str:
        title = self._of(one.title)
        if one.value is None:
            return self._say("report.parameter.none", parameter=title)
        if not one.overridden:
            return self._say("report.parameter", parameter=title, value=self._of(one.value))
        if one.documented is None:
            return self._say("report.parameter.filled", parameter=title, value=self._of(one.value))
        value, documented = self._of(one.value), self._of(one.documented)
        return self._say("report.parameter.changed", parameter=title, value=value, documented=documented)

    def _readings(self) -> list[Entry]:
        entries = []
        for one in self.reasons.readings:
            switched = one.chosen != one.default
            if not switched and not self._worked_out:
                continue
            text = self._reading_text(one)
            labels = (Label(self._say("report.reason"), self._of(one.reason)),) if self.view is View.AUDITOR else ()
            code = f"{one.id}={one.chosen}" if self.view is View.AUDITOR else ""
            entries.append(Entry(text, clause=self._clause(one.clause, one.numbering), code=code, labels=labels))
        return entries

    def _parameters(self) -> list[Entry]:
        entries = []
        for one in self.reasons.parameters:
            if not self._worked_out and not one.overridden and one.value is not None:
                continue
            text = self._parameter_text(one)
            code = f"parameter.{one.id}" if self.view is View.AUDITOR else ""
            entries.append(Entry(text, clause=self._clause(one.clause, one.numbering), code=code))
        return entries

    def _definitions(self) -> list[Entry]:
        return [
            Entry(
                self._say("report.definition", definition=self._of(one.title), value=self._of(one.value)),
                code=f"{one.name}: {one.expression}" if self.view is View.AUDITOR else "",
            )
            for one in self.reasons.definitions
        ]

    def _used_facts(self) -> list[Entry]:
        return [
            Entry(self._say("report.labelled", label=self._of(read.title), text=self._of(read.value)), code=read.path)
            for read in facts_used(self.reasons)
        ]

    def _uses(self) -> list[Entry]:
        return [
            Entry(
                self._say("report.labelled", label=self._of(used.title), text=self._of(used.outcome.title)),
                children=tuple(
                    criterion_entry(criterion, self.language, self.view)
                    for criterion in used.criteria
                    if criterion.decided or self.view is View.AUDITOR
                ),
            )
            for used in self.reasons.uses
        ]
