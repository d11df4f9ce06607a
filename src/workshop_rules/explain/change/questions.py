"""What to ask first about an undetermined case, so that it is settled soonest, and without what cannot matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Any, overload

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.evaluate.evaluation import Case, Evaluation, EvaluationError
from workshop_rules.evaluate.interpreter import UNDETERMINED, evaluate
from workshop_rules.explain.change.edits import AS_OF, FINDINGS, Edit, Kind, edited
from workshop_rules.explain.change.landmarks import Landmarks, decision_expressions, landmarks
from workshop_rules.explain.change.possible import Possible
from workshop_rules.explain.change.words import Telling
from workshop_rules.language.types import BOOLEAN, Enumeration, ListOf, RecordOf, Type
from workshop_rules.language.words import Words

_ANSWERS = 6
"""How many answers to one question are tried."""
_COMBINATIONS = 512
"""Up to so many combinations of answers are gone through, to leave out what cannot matter whatever the answers are."""
_TRIALS = 1_200
"""How many answers are tried in all; questions beyond that come by name."""

Answer = Any
"""A value that a missing fact could have."""


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask for.

    Attributes:
        path: the fact that is missing.
        sentence: what it is called.
        settles: whether some answer settles the case at once, when those before it are answered.
    """

    path: str
    sentence: Words
    settles: bool

    def to_dict(self) -> dict[str, Any]:
        """The question as plain data for JSON."""
        return {
            "path": self.path,
            "sentence": {"zh": self.sentence.zh, "en": self.sentence.en},
            "settles": self.settles,
        }


@dataclass(frozen=True)
class Questions(Sequence[Question]):
    """The facts to ask for, in order."""

    asked: tuple[Question, ...]
    heading: Words

    def __len__(self) -> int:
        return len(self.asked)

    @overload
    def __getitem__(self, index: int) -> Question: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Question, ...]: ...
    def __getitem__(self, index: int | slice) -> Question | tuple[Question, ...]:
        return self.asked[index]

    def to_dict(self) -> list[dict[str, Any]]:
        """The questions as plain data for JSON."""
        return [one.to_dict() for one in self.asked]

    def to_text(self, lang: str = "zh") -> str:
        """The questions as plain text, one a line, in Chinese (`zh`) or English (`en`).

        Raises:
            ValueError: where there is no such language.
        """
        lines = [self.heading[lang], *(f"  {n}. {one.sentence[lang]}" for n, one in enumerate(self.asked, 1))]
        return "\n".join(lines) + "\n"


def questions(plan: Plan, decision: Decision, case: Case, evaluation: Evaluation, telling: Telling) -> Questions:
    """The facts to ask for, in order; none where the case is determined.

    The first is the one after whose answer fewest are left, on the average of the answers that can be told apart; the
    next is chosen as if that one had been answered so that the case stays open, and so on. An answer may bring up
    questions that are not missing yet, such as a date in a record: then ask again.
    """
    in_order = () if evaluation.outcome != UNDETERMINED else _Asking(plan, decision, case).in_order(evaluation)
    asked = tuple(Question(path, telling.asked(path), settles) for path, settles in in_order)
    return Questions(asked, telling.say("questions" if asked else "questions.none"))


class _Asking:
    """Tries answers to what is missing."""

    def __init__(self, plan: Plan, decision: Decision, case: Case) -> None:
        self._plan = plan
        self._decision = decision
        self._case = case
        expressions = decision_expressions(decision)
        self._marks: Landmarks = landmarks(plan, decision, case.parameters, expressions)
        self._trials = _TRIALS
        self._possible = Possible(plan, decision, case, case.as_of or decision.as_of)

    def in_order(self, evaluation: Evaluation) -> Iterator[tuple[str, bool]]:
        """The paths, and of each whether an answer to it can settle the case there and then."""
        case, missing = self._case, self._that_matter(case_missing(evaluation), self._case)
        at_first, asked = frozenset(missing), set[str]()
        otherwise: dict[str, None] = {}
        while missing and self._trials > 0:
            tried = {path: self._tried(case, path) for path in missing}
            path = min(missing, key=lambda one: (_left(tried[one]), one))
            outcomes = tried[path]
            asked.add(path)
            if not self._all_answers(path):
                otherwise.update((one, None) for one in missing)
            yield path, any(decided.outcome != UNDETERMINED for _, decided in outcomes)
            still_open = [(after, decided) for after, decided in outcomes if decided.outcome == UNDETERMINED]
            otherwise.update((one, None) for _, decided in still_open for one in case_missing(decided))
            if not still_open:
                missing = ()
                break
            case, decided = max(still_open, key=lambda one: len(one[1].missing))
            left = [one for one in case_missing(decided) if one in evaluation.missing and one not in asked]
            missing = self._that_matter(left, case)
        yield from ((one, False) for one in missing)
        # What may be missing if a question is answered otherwise than in the case that was followed.
        yield from ((one, False) for one in otherwise if one in at_first - asked - set(missing))

    def _tried(self, case: Case, path: str) -> list[tuple[Case, Evaluation]]:
        """The case with each answer that is tried, and what is decided then."""
        found = []
        for answer in self._answers(path):
            answered = self._answered(case, path, answer)
            self._trials -= 1
            try:
                found.append((answered, evaluate(self._plan, self._decision.id, answered)))
            except EvaluationError:
                continue
        return found

    def _answered(self, case: Case, path: str, answer: Answer) -> Case:
        if path.startswith("parameter."):
            return replace(case, parameters={**case.parameters, path.removeprefix("parameter."): answer})
        if path == AS_OF:
            return replace(case, as_of=answer)
        kind = Kind.FIND if path.startswith(FINDINGS) else Kind.SET
        answered = edited(case, self._decision.id, self._plan.id, [Edit(kind, path, answer)])
        complete = case.dossier.incomplete - {path}
        return replace(answered, dossier=replace(answered.dossier, incomplete=complete))

    def _answers(self, path: str) -> Sequence[Answer]:
        """Some answers, one at least; all there are where they are few."""
        return list(islice(self._some_answers(path), _ANSWERS))

    def _some_answers(self, path: str) -> Iterator[Answer]:
        if path.startswith(FINDINGS):
            yield from (True, False)
            return
        type_ = self._type(path)
        match type_:
            case Enumeration(members=members):
                yield from members
            case _ if type_ == BOOLEAN:
                yield from (True, False)
            case ListOf(item=RecordOf()):
                supplied: Any = self._case.dossier.facts.get(path, ())
                yield supplied
                marks = self._marks
                added = (edit for edit in self._possible.edits(path, marks) if edit.kind is Kind.ADD)
                most = sorted(added, key=lambda edit: -edit.size)
                yield from ((*supplied, edit.after) for edit in most)
            case None:
                pass
            case _:
                yield from self._possible.values(type_, path, self._marks)

    def _type(self, path: str) -> Type | None:
        """The type of a missing fact; None for what is not looked into."""
        if path.startswith("parameter."):
            return self._plan.parameters[path.removeprefix("parameter.")].type
        head, _, field = path.partition(".")
        fact = self._plan.facts.get(head.partition("[")[0])
        if fact is None:
            return None
        if not field:
            return fact.type
        return next((one.type for one in fact.fields if one.id == field), None)

    def _all_answers(self, path: str) -> bool:
        """Whether the answers tried are all there are."""
        type_ = BOOLEAN if path.startswith(FINDINGS) else self._type(path)
        return type_ == BOOLEAN or (isinstance(type_, Enumeration) and len(type_.members) <= _ANSWERS)

    def _that_matter(self, missing: Sequence[str], case: Case) -> Sequence[str]:
        """Without the facts that change nothing whatever the others are, where all combinations can be gone through."""
        if not all(self._all_answers(path) for path in missing):
            return missing
        answers = [self._answers(path) for path in missing]
        total = 1
        for some in answers:
            total *= len(some)
        if total > _COMBINATIONS:
            return missing
        outcomes: Mapping[tuple[int, ...], str] = {
            places: self._outcome(case, missing, [some[place] for some, place in zip(answers, places, strict=True)])
            for places in product(*(range(len(some)) for some in answers))
        }
        matter = [
            path
            for index, path in enumerate(missing)
            if any(
                outcome != outcomes[(*places[:index], 0, *places[index + 1 :])] for places, outcome in outcomes.items()
            )
        ]
        return (
            matter or missing
        )  # an outcome that is the same whatever the answers are is still not reached without any

    def _outcome(self, case: Case, paths: Sequence[str], answers: Sequence[Answer]) -> str:
        for path, answer in zip(paths, answers, strict=True):
            case = self._answered(case, path, answer)
        try:
            return evaluate(self._plan, self._decision.id, case).outcome
        except EvaluationError as error:
            return str(error)


def case_missing(evaluation: Evaluation) -> list[str]:
    """What is missing, by name."""
    return sorted(evaluation.missing)


def _left(tried: list[tuple[Case, Evaluation]]) -> float:
    """How many questions are left on the average after an answer; many where none could be tried."""
    if not tried:
        return float("inf")
    return sum(len(decided.missing) for _, decided in tried) / len(tried)
