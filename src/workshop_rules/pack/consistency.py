"""What a model cannot see in one mapping alone: ids that clash, names that refer to nothing in their file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from workshop_rules.diagnostics import Diagnostic, Span, nearest
from workshop_rules.pack.models import (
    ChecklistFile,
    Condition,
    DecisionFile,
    EligibilityFile,
    LabelledCondition,
    LadderFile,
    Manifest,
    Outline,
    QuotaFile,
    RubricFile,
    TableFile,
    ValueFile,
)
from workshop_rules.pack.models.written import Written
from workshop_rules.pack.versions import engine_version, within
from workshop_rules.pack.vocabulary import RESERVED

UNDETERMINED = "undetermined"
"""The outcome of every kind of decision where the facts do not suffice; no other outcome is called so."""


def check_manifest(manifest: Manifest) -> Iterator[Diagnostic]:
    """Defaults that are no reading, dates in the wrong order, an engine range that leaves this engine out."""
    for name, interpretation in manifest.interpretations.items():
        if interpretation.default not in interpretation.readings:
            span = interpretation.place("default")
            yield refers_to_nothing(interpretation.default, "reading", interpretation.readings, span)
        if len(interpretation.readings) == 1:
            span = manifest.key_place("interpretations", name)
            yield Diagnostic("WR124", f"`{name}` has only one reading", span, "", "state the other, or take it out")
    applies = manifest.applies
    if applies.from_ is not None and applies.until is not None and applies.until < applies.from_:
        yield Diagnostic("WR124", "the pack stops applying before it starts", applies.place("until"))
    try:
        here = engine_version()
        if not within(here, manifest.engine):
            message = f"the pack needs an engine {manifest.engine}; this one is {here}"
            yield Diagnostic("WR136", message, manifest.place("engine"))
    except ValueError as error:
        yield Diagnostic("WR124", str(error), manifest.place("engine"))


def check_outline(outline: Outline) -> Iterator[Diagnostic]:
    """Two entries with one locator."""
    yield from duplicates([(clause.id, clause) for clause in outline.clauses], "clause")


def check_decision(decision: DecisionFile) -> Iterator[Diagnostic]:
    """Ids that clash within a decision, and references within it that lead nowhere."""
    for name in decision.let:
        if name in RESERVED:
            span = decision.key_place("let", name)
            yield Diagnostic("WR134", f"`{name}` has a meaning of its own", span, "", "choose another name")
    match decision:
        case EligibilityFile() | ChecklistFile() | ValueFile():
            yield from _check_criteria(decision.criteria)
        case QuotaFile():
            named = [*((limit.id, limit) for limit in decision.limits), *((c.id, c) for c in decision.criteria)]
            yield from duplicates(named, "criterion")
            yield from _check_labels(decision.criteria)
        case LadderFile():
            yield from _check_ladder(decision)
        case RubricFile():
            yield from _check_rubric(decision)
        case TableFile():
            yield from _check_table(decision)


def duplicates(named: Iterable[tuple[str, Written]], what: str) -> Iterator[Diagnostic]:
    """Complaints about each id that was there before."""
    first: dict[str, Written] = {}
    for name, entry in named:
        before = first.setdefault(name, entry)
        if before is not entry:
            here, there = entry.place("id"), before.place("id")
            where = f"line {there.source.position(there.start)[0]}" if here.source is there.source else str(there)
            message = f"there are two {_plural(what)} with the id `{name}`"
            yield Diagnostic("WR132", message, here, "", f"the first is in {where}; rename one")


def refers_to_nothing(name: str, what: str, known: Iterable[str], span: Span) -> Diagnostic:
    """The complaint about a name that leads nowhere, with the nearest one that leads somewhere."""
    names = list(known)
    meant = nearest(name, names)
    remedy = f"write `{meant}`" if meant else (f"there are {', '.join(names)}" if names else f"define the {what}")
    return Diagnostic("WR137", f"there is no {what} `{name}`", span, "", remedy)


def _plural(what: str) -> str:
    return "criteria" if what == "criterion" else f"{what}s"


def _check_criteria(criteria: Sequence[Condition]) -> Iterator[Diagnostic]:
    yield from duplicates([(str(getattr(c, "id", "")), c) for c in criteria], "criterion")
    yield from _check_labels(criteria)


def _check_labels(criteria: Iterable[Condition]) -> Iterator[Diagnostic]:
    for criterion in criteria:
        yield from duplicates([(c.id, c) for c in _labelled(criterion) if c.id is not None], "condition")


def _labelled(condition: Condition) -> Iterator[LabelledCondition]:
    for member in (*(condition.all or ()), *(condition.any or ()), *(condition.of or ()), condition.not_):
        if isinstance(member, LabelledCondition):
            yield member
            yield from _labelled(member)


def _check_outcomes(named: Sequence[tuple[str, Written]], taken: frozenset[str]) -> Iterator[Diagnostic]:
    yield from duplicates(named, "outcome")
    for name, entry in named:
        if name in taken:
            yield Diagnostic("WR134", f"`{name}` has a meaning of its own", entry.place("id"), "", "choose another id")


def _check_ladder(ladder: LadderFile) -> Iterator[Diagnostic]:
    yield from _check_criteria(ladder.common)
    common = {criterion.id: criterion for criterion in ladder.common}
    outcomes = [*((tier.id, tier) for tier in ladder.tiers), *((base.id, base) for base in ladder.base_outcomes)]
    yield from _check_outcomes(outcomes, frozenset({UNDETERMINED, "none"}))
    included: Counter[str] = Counter()
    for tier in ladder.tiers:
        for i, name in enumerate(tier.include):
            included[name] += 1
            if name not in common:
                yield refers_to_nothing(name, "common criterion", common, tier.place("include", i))
            elif name in tier.include[:i]:
                yield Diagnostic("WR132", f"`{name}` is included twice", tier.place("include", i))
        yield from _check_criteria(tier.criteria)
        for criterion in tier.criteria:
            if criterion.id in tier.include:
                message = f"the tier includes a common criterion of the id `{criterion.id}` already"
                yield Diagnostic("WR132", message, criterion.place("id"), "", "rename one")
        if not tier.include and not tier.criteria:
            yield Diagnostic("WR121", f"the tier `{tier.id}` has no criterion", tier.place("id"))
    if not included.keys() <= common.keys():
        return  # one of them is misspelt, and said to be
    for name, criterion in common.items():
        if not included[name]:
            message = f"no tier includes the common criterion `{name}`"
            yield Diagnostic("WR137", message, criterion.place("id"), "", "include it, or take it out")


def _check_rubric(rubric: RubricFile) -> Iterator[Diagnostic]:
    groups = {group.id: group for group in rubric.groups}
    yield from duplicates([(group.id, group) for group in rubric.groups], "group")
    items = [*rubric.items, *([rubric.bonus] if rubric.bonus else [])]
    yield from duplicates([(item.id, item) for item in items], "item")
    for item in items:
        if item.group is not None and item.group not in groups:
            yield refers_to_nothing(item.group, "group", groups, item.place("group"))
        if item.maximum < 0:
            yield Diagnostic("WR124", "a maximum is not negative", item.place("maximum"))
    yield from _check_outcomes([(grade.id, grade) for grade in rubric.grades], frozenset({UNDETERMINED}))
    for grade in rubric.grades[:-1]:
        if grade.form is None:
            message = f"the grade `{grade.id}` has no condition, and is not the last"
            yield Diagnostic("WR125", message, grade.place("id"), "", "add `when`, or put it last")
    last = rubric.grades[-1]
    if last.form is not None:
        message = f"the last grade, `{last.id}`, has a condition, so that some totals would have no grade"
        yield Diagnostic("WR125", message, last.place("id"), "", "take the condition out")


def _check_table(table: TableFile) -> Iterator[Diagnostic]:
    yield from duplicates([(rule.id, rule) for rule in table.rules], "rule")
    for rule in table.rules:
        if len(rule.when) != len(table.inputs):
            message = f"the rule has {len(rule.when)} cells for {len(table.inputs)} inputs"
            yield Diagnostic("WR124", message, rule.key_place("when"), "", "write one cell for each input, `-` for any")
    if table.aggregation is not None and table.hit_policy != "collect":
        message = "only the hit policy `collect` puts results together"
        yield Diagnostic("WR124", message, table.key_place("aggregation"), "", "take `aggregation` out")
    if table.hit_policy == "collect" and not table.outcomes:
        return
    results = [(rule.then, rule.place("then")) for rule in table.rules]
    if table.otherwise is not None:
        results.append((table.otherwise, table.place("otherwise")))
    for result, span in results:
        if result not in table.outcomes:
            yield refers_to_nothing(result, "outcome", table.outcomes, span)
    if UNDETERMINED in table.outcomes:
        span = table.key_place("outcomes", UNDETERMINED)
        yield Diagnostic("WR134", f"`{UNDETERMINED}` has a meaning of its own", span, "", "choose another id")
