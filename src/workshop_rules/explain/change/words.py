"""Changes, dates and questions in words, in Chinese and English."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from workshop_rules.compile.plan import Decision, FactField, Plan
from workshop_rules.evaluate.evaluation import Case
from workshop_rules.explain.change.edits import AS_OF, FINDINGS, WAIVERS, Edit, Kind
from workshop_rules.explain.change.phrases import PHRASES
from workshop_rules.explain.terms import Terms, plain
from workshop_rules.explain.wording import CHINESE, ENGLISH, Speech, Voices
from workshop_rules.explain.wording.names import missing_words, path_words
from workshop_rules.explain.wording.values import value_words
from workshop_rules.language.change import Change
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import ANY, BOOLEAN, Enumeration, Type
from workshop_rules.language.values import Outcome
from workshop_rules.language.words import Words


def _no_constants(expression: Expr) -> Outcome:
    """Facts and values are said by their names: a constant expression among them would be a mistake of ours."""
    raise AssertionError(f"no expression belongs into the words of a change: {expression}")


class Telling:
    """Puts into words what would change one decision on one case."""

    def __init__(self, plan: Plan, decision: Decision, case: Case) -> None:
        """Speak with the pack's names."""
        terms = Terms(plan, decision, case, _no_constants)
        zh, en = (
            replace(language, phrases={**language.phrases, **PHRASES[language.code]}) for language in (CHINESE, ENGLISH)
        )
        self.voices = Voices(Speech(zh, terms), Speech(en, terms))
        self._plan = plan
        self._decision = decision

    def say(self, key: str, /, **named: Words | str | int) -> Words:
        """A phrase in both languages."""
        return self.voices.say(f"change.{key}", **named)

    def join(self, items: Sequence[Words], how: str = "semicolon") -> Words:
        """A list of phrases in both languages, none left out."""
        return self.voices.words(
            lambda speech: speech.language.join([speech.of(one) for one in items], how, len(items) + 1)
        )

    def date(self, day: dt.date) -> Words:
        """A date."""
        return self.voices.words(lambda speech: speech.language.date(day))

    def path(self, path: str) -> Words:
        """What a fact is called."""
        return self.voices.words(lambda speech: path_words(speech, path))

    def asked(self, path: str) -> Words:
        """What is asked for where a fact is missing."""
        return self.voices.words(lambda speech: missing_words(speech, path))

    def outcome(self, outcome: str) -> Words:
        """What an outcome is called."""
        known = self.voices.terms.outcome(outcome)
        return known or (self.voices.say("outcome.undetermined") if outcome == "undetermined" else plain(outcome))

    def outcomes(self, outcomes: Sequence[str]) -> Words:
        """What outcomes are called, any of which will do; of a ladder the lowest tier."""
        if len(outcomes) > 1 and self._decision.kind == "ladder":
            return self.say("or_higher", outcome=self.outcome(outcomes[0]))
        titles = [self.outcome(one) for one in outcomes]
        return self.voices.words(lambda speech: speech.language.outcomes([speech.of(one) for one in titles]))

    def criterion(self, name: str) -> Words:
        """What a criterion is called."""
        found = next((one.title for one in self._decision.criteria if one.id == name), plain(name))
        group = next((one.title for one in self._decision.groups if name in one.criteria), None)
        return found if group is None else self.voices.say("report.labelled", label=group, text=found)

    def heading(self, outcome: str, wanted: Sequence[str], count: int, *, complete: bool) -> Words:
        """What a list of sets of changes is, or that there are none."""
        if not wanted:
            return self.say("heading.nothing_to_want", outcome=self.outcome(outcome))
        key = "heading.some" if count else "heading.none" if complete else "heading.gave_up"
        return self.say(key, outcome=self.outcome(outcome), wanted=self.outcomes(wanted))

    def together(self, sentences: Sequence[Words]) -> Words:
        """Changes that are made together."""
        return self.join(sentences)

    def edit(self, edit: Edit) -> Words:
        """One change."""
        match edit.kind:
            case Kind.WAIT:
                return self.say("wait", date=self.date(edit.after))
            case Kind.WAIVE:
                return self._waiver(edit.path.removeprefix(WAIVERS))
            case Kind.FIND:
                return self._finding(edit)
            case Kind.ADD:
                key = "add" if edit.count == 1 else "add.many"
                list_, record = self.path(edit.path), self._record(edit.path, edit.after)
                return self.say(key, list=list_, record=record, count=edit.count)
            case Kind.REMOVE:
                name = edit.path.partition("[")[0]
                return self.say("remove", record=self.path(edit.path), fields=self._record(name, edit.before))
            case Kind.SET:
                return self._set(edit)

    def _waiver(self, name: str) -> Words:
        criterion = next(one for one in self._decision.criteria if one.id == name)
        by = Words(zh="", en="") if criterion.waivable is None else criterion.waivable.by
        return self.say("waive", by=by, criterion=self.criterion(name))

    def _finding(self, edit: Edit) -> Words:
        finding = self._plan.findings[edit.path.removeprefix(FINDINGS)]
        key = "find.again" if edit.before is not None else "find"
        truth = self.voices.words(lambda speech: speech.say("true" if edit.after else "false"))
        return self.say(key, finding=finding.title, by=finding.by, truth=truth)

    def _set(self, edit: Edit) -> Words:
        type_, unit, change = self._of(edit.path)
        after = self._value(edit.after, type_, unit)
        named = {"fact": self.path(edit.path) if edit.path != AS_OF else self.path(AS_OF), "after": after}
        key = "set" if edit.before is not None else "set.unknown"
        if edit.before is not None:
            named["before"] = self._value(edit.before, type_, unit)
        said = self.say(key, **named)
        return self.say("with_time", sentence=said) if change is Change.GROWS_WITH_TIME else said

    def _of(self, path: str) -> tuple[Type, Words | None, Change | None]:
        """Type, unit and way to change of a fact or field."""
        head, _, rest = path.partition(".")
        fact = self._plan.facts[head.partition("[")[0]]
        if not rest:
            return fact.type, fact.unit, fact.change
        field = next(one for one in fact.fields if one.id == rest)
        return field.type, field.unit, field.change

    def _value(self, value: Any, type_: Type, unit: Words | None = None) -> Words:  # noqa: ANN401 (a fact of any type)
        return self.voices.words(lambda speech: value_words(speech, value, type_, unit))

    def _record(self, name: str, record: Mapping[str, Any]) -> Words:
        """A record by its fields: `level: city, kind: homeroom work, date of award: 2013-10-01`."""
        fields = [one for one in self._plan.facts[name].fields if one.id in record]
        if not fields:
            return self.say("record.any")
        return self.join([self._field(one, record[one.id]) for one in fields], "comma")

    def _field(self, field: FactField, value: Any) -> Words:  # noqa: ANN401 (a fact of any type)
        if field.type == BOOLEAN:
            return self.say("field.so" if value else "field.not_so", field=field.title)
        type_ = field.type if isinstance(field.type, Enumeration) else ANY
        return self.say("field", field=field.title, value=self._value(value, type_, field.unit))
