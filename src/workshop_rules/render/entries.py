"""Entries of a report: a criterion, and the conditions under it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workshop_rules.evaluate.evaluation import State
from workshop_rules.explain.tree import Condition, CriterionReason, Holding, View
from workshop_rules.explain.wording import Language

_GROUPS = frozenset({"all", "any", "if"})
_ASKS_APART = frozenset({"some", "every"})
"""Kinds of conditions whose sentence does not say what was asked for."""
_NEEDS_FACTS = frozenset({State.UNKNOWN, State.NEEDS_JUDGEMENT})


@dataclass(frozen=True, slots=True)
class Label:
    """A label and what it says: `Required: at least 9 years`; `exact` where it is code, such as an expression."""

    label: str
    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that a report says, and what belongs under it.

    Attributes:
        state: of a criterion or a condition; None for other entries.
        state_words: the state, said.
        clause: the locator of the clause that it rests on.
        clause_words: what the clause says, in short; for forms of output that have room beside the rule.
        note: a remark in brackets, such as that it is advisory.
        folded: whether it is without effect.
        code: what programs call it: an id, a path, an expression.
        summary: what is said of the entries under it where they are folded; empty where they are conditions.
    """

    text: str
    state: State | Holding | None = None
    state_words: str = ""
    clause: str = ""
    clause_words: str = ""
    note: str = ""
    folded: bool = False
    code: str = ""
    summary: str = ""
    labels: tuple[Label, ...] = ()
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    entries: tuple[Entry, ...]


def criterion_entry(criterion: CriterionReason, language: Language, view: View) -> Entry:
    """A criterion: its state and clause, what was required, found and is missing; for more, its conditions."""
    auditor = view is View.AUDITOR
    idle = criterion.state is State.NOT_APPLICABLE and not auditor
    shown = not idle and view is not View.SHORT
    children = _under(criterion.condition, language, view, hidden=not criterion.decided) if shown else ()
    return Entry(
        text=language.of(criterion.title),
        state=criterion.state,
        state_words=language.say(f"state.{criterion.state}"),
        clause=criterion.numbering if language.code == "zh" and criterion.numbering else criterion.clause,
        clause_words="" if criterion.clause_title is None else language.of(criterion.clause_title),
        note=language.say("report.advisory") if criterion.advisory else "",
        folded=False,
        code=criterion.id if auditor else "",
        labels=tuple(_criterion_labels(criterion, language, view)),
        children=children,
    )


def _criterion_labels(criterion: CriterionReason, language: Language, view: View) -> list[Label]:
    labels = []
    if criterion.clause_text:
        labels.append(Label(language.say("report.clause_text"), " ".join(criterion.clause_text.split())))
    if criterion.state is State.NOT_APPLICABLE:
        labels.append(Label(language.say("report.why"), language.of(criterion.sentence)))
    else:
        labels.append(Label(language.say("report.required"), language.of(criterion.required)))
        if criterion.sentence != criterion.condition.sentence:
            labels.append(Label(language.say("report.why"), language.of(criterion.sentence)))
        labels.append(Label(language.say("report.found"), language.of(criterion.found)))
    if criterion.missing and criterion.state in _NEEDS_FACTS:
        missing = [language.of(fact.title) for fact in criterion.missing]
        labels.append(Label(language.say("report.missing"), language.join(missing, "semicolon", shown=8)))
    if view is View.AUDITOR:
        labels.append(Label(language.say("report.expression"), criterion.expression, exact=True))
        labels.append(Label(language.say("report.place"), criterion.place, exact=True))
        labels.extend(_read(criterion.condition, language))
    return labels


def _under(condition: Condition, language: Language, view: View, *, hidden: bool) -> tuple[Entry, ...]:
    """What stands under a condition: its parts, or the records that it looked at.

    Why a record does or does not qualify is said in its sentence; only an auditor sees every comparison behind it.
    """
    if view is View.AUDITOR:
        shown = list(condition.children)
    elif condition.record:
        shown = []
    else:
        shown = [_essence(child) for child in condition.children if child.kind != "reading"]
        if len(shown) == 1 and shown[0].sentence == condition.sentence:
            shown = list(shown[0].children)
    return tuple(_condition_entry(child, language, view, hidden=hidden) for child in shown)


def _essence(condition: Condition) -> Condition:
    """What is left of a group of conditions where all but one ask how a doubtful passage is read.

    Where the reading alone made the group what it is, the condition that is left came out otherwise and says nothing of
    it: the group then says how the passage is read.
    """
    while condition.kind in _GROUPS and not condition.id:
        asking = [child for child in condition.children if child.kind != "reading"]
        if len(asking) != 1 or len(asking) == len(condition.children) or asking[0].holding is not condition.holding:
            break
        condition = replace(asking[0], decided=condition.decided)
    return condition


def _condition_entry(condition: Condition, language: Language, view: View, *, hidden: bool) -> Entry:
    auditor = view is View.AUDITOR
    labels = []
    if condition.kind in _ASKS_APART:
        labels.append(Label(language.say("report.required"), language.of(condition.required)))
    if auditor:
        labels.append(Label(language.say("report.expression"), condition.expression, exact=True))
        labels.extend(_read(condition, language))
    folded = not condition.decided
    return Entry(
        text=language.of(condition.sentence),
        state=condition.holding,
        state_words="" if condition.holding is None else language.say(f"condition.{condition.holding}"),
        note=language.say("report.folded") if folded and not hidden else "",
        folded=folded,
        code=" ".join(part for part in (condition.id, condition.record) if part) if auditor else "",
        labels=tuple(labels),
        children=_under(condition, language, view, hidden=hidden or folded),
    )


def _read(condition: Condition, language: Language) -> list[Label]:
    read = [f"{value.path} = {'?' if value.exact is None else value.exact}" for value in condition.read]
    said = language.join(read, "semicolon", shown=20)
    return [Label(language.say("report.read"), said, exact=True)] if read else []
