"""The smallest sets of changed facts that turn an outcome, each found by deciding again with the change made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any, overload

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.diagnostics import Diagnostic, Found, nearest, require_type
from workshop_rules.evaluate._python import Prepared
from workshop_rules.evaluate.evaluation import Case, Dossier, Evaluation, EvaluationError
from workshop_rules.evaluate.interpreter import UNDETERMINED, evaluate
from workshop_rules.explain.change.edits import NO_EDITS, Edit, Edits, edited, facts_changed, joined, order
from workshop_rules.explain.change.goals import Search
from workshop_rules.explain.change.landmarks import Landmarks
from workshop_rules.explain.change.trying import Budget, Trial
from workshop_rules.explain.change.waiting import waits
from workshop_rules.explain.change.ways import MORE_FACTS
from workshop_rules.explain.change.words import Telling
from workshop_rules.language.words import Words
from workshop_rules.pack.facts_model import as_json

_EVALUATIONS = 40_000
"""How many expressions may be evaluated in one search."""
_DECISIONS = 2_000
"""How many times the case may be decided again in one search."""
_BY_INTERPRETER = 60
"""How many sets of edits are decided by the interpreter, before a program is written."""
_EXACTLY_SMALLEST = 9
"""Up to this many edits every smaller selection of a set is tried; of larger ones edits are left out one by one."""
_RECORDS = 20
"""With so many records in its lists a case gets half of that, with twice as many a fifth: evaluation takes longer."""
_REPAIRS = 6
"""How many sets that lead nowhere, as one of their edits undoes what held, are taken further."""

_BETTER = {"eligible": "ineligible", "compliant": "non_compliant", "within_quota": "exceeded"}
"""The better outcome of the kinds that have two, and the other."""


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes that turn the outcome together, while none of them can be left out.

    Attributes:
        edits: the changes, in the order of their names.
        outcome: what the outcome is then.
        sentences: each change, in words.
        sentence: all of them, in words.
        dossier: the facts with the changes made; `as_of` the date, None for the decision's own.
    """

    edits: tuple[Edit, ...]
    outcome: str
    sentences: tuple[Words, ...]
    sentence: Words
    dossier: Dossier = field(repr=False, compare=False)
    as_of: dt.date | None = None

    @property
    def paths(self) -> tuple[str, ...]:
        """What changes: `homeroom_years`, `honors`, `findings.conduct`, `waivers.title`, `as_of`."""
        return tuple(edit.path for edit in self.edits)

    def __len__(self) -> int:
        return facts_changed(frozenset(self.edits))

    def to_dict(self) -> dict[str, Any]:
        """The set as plain data for JSON: numbers that are not whole and dates as text."""
        return {
            "outcome": self.outcome,
            "changes": [
                {
                    "kind": edit.kind.value,
                    "path": edit.path,
                    "before": as_json(edit.before),
                    "after": as_json(edit.after),
                    "count": edit.count,
                    "sentence": {"zh": said.zh, "en": said.en},
                }
                for edit, said in zip(self.edits, self.sentences, strict=True)
            ],
        }


@dataclass(frozen=True)
class Changes(Sequence[ChangeSet]):
    """The smallest sets of changes that turn an outcome, the smallest first: fewest facts, then least changed.

    Attributes:
        outcome: the outcome as it is.
        wanted: the outcomes that were looked for; empty where there is none to look for.
        complete: whether nothing was left out; where something was, there may be other sets, and smaller ones.
        heading: what they are, in words; or that there are none. note: that the search was ended early, or nothing.
    """

    sets: tuple[ChangeSet, ...]
    outcome: str
    wanted: tuple[str, ...]
    complete: bool
    heading: Words
    note: Words

    def __len__(self) -> int:
        return len(self.sets)

    @overload
    def __getitem__(self, index: int) -> ChangeSet: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[ChangeSet, ...]: ...
    def __getitem__(self, index: int | slice) -> ChangeSet | tuple[ChangeSet, ...]:
        return self.sets[index]

    def to_dict(self) -> dict[str, Any]:
        """The sets as plain data for JSON."""
        return {
            "outcome": self.outcome,
            "wanted": list(self.wanted),
            "complete": self.complete,
            "sets": [one.to_dict() for one in self.sets],
        }

    def to_text(self, lang: str = "zh") -> str:
        """The sets as plain text, one a line, in Chinese (`zh`) or English (`en`).

        Raises:
            ValueError: where there is no such language.
        """
        lines = [self.heading[lang], *(f"  {n}. {one.sentence[lang]}" for n, one in enumerate(self.sets, 1))]
        lines.extend(note for note in (self.note[lang],) if note)
        return "\n".join(lines) + "\n"


def better_outcomes(decision: Decision, outcome: str, to: str | None) -> Found[frozenset[str]]:
    """The outcomes to wait for: the one asked for; else the better ones, also where the outcome is among them."""
    known = [one.id for one in decision.outcomes]
    better = next((one for one in _BETTER if one in known), None)
    return Found(frozenset({better})) if to is None and better is not None else wanted_outcomes(decision, outcome, to)


def wanted_outcomes(decision: Decision, outcome: str, to: str | None) -> Found[frozenset[str]]:
    """The outcomes to look for: the one asked for; else the better ones, or where there is none any other."""
    known = [one.id for one in decision.outcomes]
    if to is not None:
        if to in known:
            return Found(frozenset({to}))
        meant = nearest(str(to), known)
        remedy = f"write `{meant}`" if meant else f"there is {', '.join(f'`{one}`' for one in known) or 'none'}"
        zh = f"`{decision.id}`没有结论`{to}`；" + (f"是否应为`{meant}`" if meant else f"可用：`{'`、`'.join(known)}`")
        return Found(None, (Diagnostic("WR609", f"`{decision.id}` has no outcome `{to}`", None, "", remedy, zh),))
    match decision.kind:
        case "ladder":
            tiers = [group.id for group in decision.groups]
            return Found(frozenset(tiers[tiers.index(outcome) + 1 if outcome in tiers else 0 :]))
        case "rubric":
            return Found(frozenset(known[: known.index(outcome)] if outcome in known else known[:1]))
        case _:
            for better, other in _BETTER.items():
                if better in known:
                    return Found(frozenset({other if outcome == better else better}))
            return Found(frozenset(known) - {outcome})


def changes(
    plan: Plan, decision: Decision, case: Case, outcome: str, wanted: frozenset[str], limit: int, telling: Telling
) -> Changes:
    """Look for the smallest sets of changes that lead from `outcome` to one of those wanted.

    Args:
        plan: the pack.
        decision: the decision.
        case: the case as it is.
        outcome: what was decided.
        wanted: the outcomes to look for; `outcome` is not looked for.
        limit: how many sets are given back at most.
        telling: puts changes into words.
    """
    require_type(limit, int, "limit", "how many sets are given back at most")
    targets = wanted - {outcome, UNDETERMINED}
    search = _Sets(plan, decision, case, targets)
    found = _least_of_each(search.found())[:limit] if targets else []
    sets = tuple(search.change_set(way, telling) for way in found)
    named = tuple(one.id for one in decision.outcomes if one.id in targets)
    note = Words(zh="", en="") if search.complete else telling.say("heading.more")
    heading = telling.heading(outcome, named, len(sets), complete=search.complete)
    return Changes(sets, outcome, named, search.complete, heading, note)


def _least_of_each(found: Iterable[Edits]) -> list[Edits]:
    """In order, and of the sets that change the same things only the one that changes them least."""
    least: dict[frozenset[tuple[str, str]], Edits] = {}
    for way in sorted(found, key=order):
        least.setdefault(frozenset((edit.kind, edit.path) for edit in way), way)
    most = min(map(facts_changed, least.values()), default=0) + MORE_FACTS
    return [way for way in least.values() if facts_changed(way) <= most]


def _records(decision: Decision, case: Case) -> int:
    """How many records the lists have that a decision reads: each evaluation takes the longer, the more there are."""
    supplied = (case.dossier.facts.get(path) for path in decision.facts)
    return sum(len(records) for records in supplied if isinstance(records, tuple))


class _Sets:
    """Searches for sets, deciding each."""

    def __init__(self, plan: Plan, decision: Decision, case: Case, targets: frozenset[str]) -> None:
        self._plan = plan
        self._decision = decision
        self._case = case
        self._targets = targets
        share = 1 + (_records(decision, case) // _RECORDS) ** 2
        self._budget = Budget(_EVALUATIONS // share)
        self._decisions = Budget(_DECISIONS // share)
        self._turning: dict[Edits, bool] = {}
        self.complete = True

    def found(self) -> set[Edits]:
        """Every smallest set that the ways lead to.

        A way that leads nowhere has undone something that held before, such as an honour that is too old once time
        has passed: it is taken further from where it leads. Where that does not help either, single criteria are
        brought about first, and the others after that.
        """
        smallest: set[Edits] = set()
        search = self._search(NO_EDITS)
        astray = self._follow(search, NO_EDITS, smallest)
        for way in sorted(astray, key=order)[:_REPAIRS]:
            self._follow(self._search(way), way, smallest)
        self.complete &= len(astray) <= _REPAIRS
        if not smallest and astray:
            for way in sorted(set(search.steps()), key=order)[:_REPAIRS]:
                self._follow(self._search(way), way, smallest)
            self.complete = False
        self.complete &= not self._budget.spent and not self._decisions.spent
        return smallest

    def _follow(self, search: Search, given: Edits, smallest: set[Edits]) -> list[Edits]:
        """Take the ways that go on from some edits; those that lead nowhere are given back."""
        ways = search.to_outcomes(self._targets)
        self.complete &= ways.whole
        astray = []
        for further in ways.sets:
            way = joined(given, further)
            if way and self._turns(way):
                smallest.update(self._smallest(way))
            elif further:
                astray.append(way)
        return astray

    def _search(self, given: Edits) -> Search:
        return Search(Trial(self._plan, self._decision, self._case, self._waits, self._budget, given))

    def change_set(self, way: Edits, telling: Telling) -> ChangeSet:
        edits = tuple(sorted(way, key=lambda edit: (edit.path, repr(edit.after))))
        case = self._edited(way)
        said = tuple(telling.edit(edit) for edit in edits)
        outcome = self._decided(case)
        return ChangeSet(
            edits, "" if outcome is None else outcome.outcome, said, telling.together(said), case.dossier, case.as_of
        )

    def _smallest(self, way: Edits) -> Iterator[Edits]:
        """The selections of the edits that turn the outcome, and of which no part does."""
        if len(way) > _EXACTLY_SMALLEST:
            yield self._without_the_idle(way)
            return
        edits = sorted(way, key=lambda edit: (edit.path, repr(edit.after)))
        found: list[Edits] = []
        for count in range(1, len(edits) + 1):
            for chosen in combinations(edits, count):
                selection = frozenset(chosen)
                if not any(one < selection for one in found) and self._turns(selection):
                    found.append(selection)
        yield from found

    def _without_the_idle(self, way: Edits) -> Edits:
        """The edits without those that can be left out, one after the other, the largest first."""
        for edit in sorted(way, key=lambda one: (-one.size, one.path)):
            fewer = way - {edit}
            if fewer and self._turns(fewer):
                way = fewer
        return way

    def _turns(self, way: Edits) -> bool:
        if way not in self._turning:
            if not self._decisions.take():
                return False
            self._turning[way] = self._outcome(self._edited(way)) in self._targets
        return self._turning[way]

    def _outcome(self, case: Case) -> str | None:
        """What is decided; by a program, once so much was decided that writing one takes less time."""
        if len(self._turning) > _BY_INTERPRETER:
            settled = self._prepared.settled(case.dossier, case.as_of)
            if settled is not None:
                return settled[0]
        decided = self._decided(case)
        return None if decided is None else decided.outcome

    @cached_property
    def _prepared(self) -> Prepared:
        return Prepared(self._plan, self._decision.id, self._case.readings, self._case.parameters)

    def _edited(self, way: Edits) -> Case:
        return edited(self._case, self._decision.id, self._plan.id, way)

    def _decided(self, case: Case) -> Evaluation | None:
        try:
            return evaluate(self._plan, self._decision.id, case)
        except EvaluationError:
            return None

    def _waits(self, marks: Landmarks) -> Iterable[Edit]:
        return waits(self._plan, self._decision, self._case, marks)
