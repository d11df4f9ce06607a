"""A verdict: what was decided, on what, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from functools import cache, cached_property, partial
from itertools import repeat
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.ended import CriterionVerdict, TierVerdict
from workshop_rules.evaluate.evaluation import STATES, Case, Dossier, Evaluation, State, Waiver
from workshop_rules.evaluate.grouping import counted_for, together
from workshop_rules.frozen import dataclass, fields_of

if TYPE_CHECKING:
    from workshop_rules.audit.masking import Masking
    from workshop_rules.deciding import Question
    from workshop_rules.diagnostics import Diagnostic
    from workshop_rules.evaluate._python import Settled
    from workshop_rules.evaluate.request import Circumstances
    from workshop_rules.explain.alternatives import Alternatives
    from workshop_rules.explain.change.earliest import Earliest
    from workshop_rules.explain.change.questions import Questions
    from workshop_rules.explain.change.sets import Changes
    from workshop_rules.explain.chosen import Chosen
    from workshop_rules.explain.explainer import Explainer
    from workshop_rules.explain.switching import ReadingSwitch
    from workshop_rules.explain.thresholds import ParameterSwitch
    from workshop_rules.explanation import Explanation
    from workshop_rules.language.values import Unknown, Value
    from workshop_rules.verdict_json import VerdictForm

UNDETERMINED = "undetermined"

_new = object.__new__
_set = object.__setattr__
_STATE = STATES.__getitem__
_PUT_OFF = frozenset({"_plan", "_decision", "_case", "_evaluation"})
"""What a verdict that a program reached works out when it is first read."""

_OPEN = frozenset({State.NOT_MET, State.UNKNOWN, State.NEEDS_JUDGEMENT})


@cache
def _explanation_type() -> type[Explanation]:
    """What shows an explanation, imported when the first of them is read."""
    from workshop_rules.explanation import Explanation

    return Explanation


@dataclass(frozen=True, eq=False, repr=False)
class Verdict:
    """What a pack says about a case. It does not change.

    Made by `Pack.decide`; `explanation` and `readings_that_matter` are worked out when first read.
    """

    _plan: Plan
    _decision: Decision
    _case: Case
    _evaluation: Evaluation

    @classmethod
    def settled(cls, question: Question, facts: Mapping[str, object] | Dossier, settled: Settled) -> Verdict:
        """The verdict that a program reached; its case and evaluation are put together when they are first read."""
        verdict = _new(cls)
        verdict.__dict__["_settled"] = question, facts, settled
        return verdict

    @classmethod
    def answered(cls, question: Question, case: Case, evaluation: Evaluation) -> Verdict:
        """The verdict that an evaluator reached on a question."""
        verdict = cls(question.plan, question.decision, case, evaluation)
        verdict.__dict__["_question"] = question
        return verdict

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (what a settled verdict puts off)
        settled = self.__dict__.get("_settled")
        if settled is None or name not in _PUT_OFF:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        question, facts, answer = settled
        match name:
            case "_case":
                value = question.case(facts)
            case "_evaluation":
                value = question.evaluation(answer)
            case _:
                value = getattr(question, name.removeprefix("_"))
        _set(self, name, value)
        return value

    def __getstate__(self) -> dict[str, Any]:
        """What a copy in another process needs: what it was made from, and nothing that was worked out from that."""
        return {name: getattr(self, name) for name in fields_of(self)}

    @property
    def _is_open(self) -> bool:
        """Whether something may be missing or waived: a program answers only where all is certain."""
        return "_settled" not in self.__dict__

    @property
    def _asked(self) -> Case | Circumstances:
        """What was asked beside the facts."""
        settled = self.__dict__.get("_settled")
        return self._case if settled is None else settled[0].circumstances

    @property
    def outcome(self) -> str:
        """What was decided: an outcome of the decision, or `undetermined`."""
        settled = self.__dict__.get("_settled")
        return self._evaluation.outcome if settled is None else settled[2][0]

    @property
    def possible_outcomes(self) -> tuple[str, ...]:
        """Every outcome that the missing facts leave open; just the outcome where it is determined."""
        return self._evaluation.possible_outcomes if self._is_open else (self.outcome,)

    @property
    def determined(self) -> bool:
        """Whether there is an outcome already."""
        return self.outcome != UNDETERMINED

    @property
    def pack(self) -> str:
        """The id of the pack."""
        return self._plan.id

    @property
    def version(self) -> str:
        """The version of the pack."""
        return self._plan.version

    @property
    def digest(self) -> str:
        """The SHA-256 of the pack's content."""
        return self._plan.digest

    @property
    def engine(self) -> str:
        """The version of this library."""
        from workshop_rules.pack.versions import engine_version

        return engine_version()

    @property
    def decision(self) -> str:
        """The id of the decision."""
        return self._decision.id

    @property
    def kind(self) -> str:
        """The kind of decision, such as `eligibility` or `ladder`."""
        return self._decision.kind

    @property
    def as_of(self) -> dt.date | None:
        """The date of decision: the one asked for, else the one that the document fixes, else None."""
        return self._asked.as_of or self._decision.as_of

    @property
    def applicable(self) -> bool:
        """Whether the date of decision is one for which the pack judges; true where there is no date."""
        as_of, first, last = self.as_of, self._plan.applies_from, self._plan.applies_until
        return as_of is None or ((first is None or first <= as_of) and (last is None or as_of <= last))

    @property
    def states(self) -> Mapping[str, State]:
        """How every criterion ended, by id, in the order of the document; quicker to read than `criteria`."""
        settled = self.__dict__.get("_settled")
        if settled is not None:
            names = [one.id for one in settled[0].decision.criteria]
            return MappingProxyType(dict(zip(names, map(_STATE, settled[2][1]), strict=True)))
        results = self._evaluation.criteria
        return MappingProxyType({one.id: results[one.id].state for one in self._decision.criteria})

    @cached_property
    def criteria(self) -> Mapping[str, CriterionVerdict]:
        """Every criterion by id, in the order of the document."""
        settled = self.__dict__.get("_settled")
        if settled is not None:
            criteria = settled[0].decision.criteria
            made = map(CriterionVerdict, criteria, map(_STATE, settled[2][1]), repeat(()), repeat(self))
            return MappingProxyType(dict(zip([one.id for one in criteria], made, strict=True)))
        results = self._evaluation.criteria
        ended = ((one, results[one.id]) for one in self._decision.criteria)
        return MappingProxyType(
            {one.id: CriterionVerdict(one, result.state, tuple(sorted(result.missing)), self) for one, result in ended}
        )

    @cached_property
    def tiers(self) -> Mapping[str, TierVerdict]:
        """The tiers of a ladder, lowest first, or the groups of a rubric; empty for other kinds."""
        states, tiers = self.states, {}
        for group, counted in counted_for(self._decision):
            state = together([states[one] for one in counted])
            tiers[group.id] = TierVerdict(group.id, state, group.title, group.clause, group.criteria)
        return MappingProxyType(tiers)

    @property
    def value(self) -> Value | Unknown | None:
        """The value of a value decision, the total of a rubric; None for other kinds."""
        settled = self.__dict__.get("_settled")
        return self._evaluation.value if settled is None else settled[2][2]

    @property
    def missing(self) -> tuple[str, ...]:
        """Paths of the facts on which the outcome still depends, sorted."""
        return tuple(sorted(self._evaluation.missing)) if self._is_open else ()

    @property
    def irrelevant(self) -> tuple[str, ...]:
        """Paths of other facts that some criterion lacks, which cannot change the outcome."""
        return tuple(sorted(self._evaluation.irrelevant)) if self._is_open else ()

    @cached_property
    def unused(self) -> tuple[str, ...]:
        """Facts that were supplied and that the decision does not read."""
        from workshop_rules.explain.from_evaluation import unused_facts

        settled = self.__dict__.get("_settled")
        facts = self._case.dossier if settled is None else settled[1]
        if isinstance(facts, Dossier):
            return unused_facts(self._decision, facts.facts, facts.findings, facts.elsewhere)
        return unused_facts(self._decision, facts, facts.get("findings", {}))

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What is odd about the facts, though no error: a finding for a pack that is not installed."""
        return self._case.dossier.warnings

    @cached_property
    def waivable(self) -> tuple[str, ...]:
        """Criteria that stand in the way, or may, and that the document lets a body waive."""
        states = self.states
        return tuple(
            [one.id for one in self._decision.criteria if one.waivable is not None and states[one.id] in _OPEN]
        )

    @cached_property
    def waived(self) -> tuple[Waiver, ...]:
        """The waivers that counted."""
        if not self._is_open:
            return ()
        counted = {name for name, state in self.states.items() if state is State.WAIVED}
        granted = self._case.dossier.waivers
        return tuple(w for w in granted if w.decision == self.decision and w.criterion in counted)

    @property
    def waivers_ignored(self) -> tuple[Waiver, ...]:
        """Waivers for criteria that nobody may waive, or that there are none of."""
        return self._evaluation.waivers_ignored if self._is_open else ()

    @property
    def readings(self) -> Chosen[str, ReadingSwitch]:
        """The reading chosen for each interpretation of the pack; `that_matter` are the others that would turn it."""
        from workshop_rules.explain.chosen import Chosen

        return Chosen(self._asked.readings, partial(getattr, self, "readings_that_matter"))

    @property
    def parameters(self) -> Chosen[Value | None, ParameterSwitch]:
        """The value of each parameter of the pack; None where neither the document nor the asker gives one.

        `that_matter` are other values that would turn the verdict.
        """
        from workshop_rules.explain.chosen import Chosen

        return Chosen(self._asked.parameters, partial(getattr, self, "parameters_that_matter"))

    @cached_property
    def overridden(self) -> tuple[str, ...]:
        """The parameters whose value is not the document's."""
        documented = self._plan.parameters
        return tuple(name for name, value in self._asked.parameters.items() if value != documented[name].value)

    @cached_property
    def readings_that_matter(self) -> tuple[ReadingSwitch, ...]:
        """The readings that, each switched by itself, would change the outcome; found by deciding again with them."""
        from workshop_rules.evaluate.interpreter import evaluate
        from workshop_rules.explain.switching import reading_switches

        def decide(case: Case) -> Evaluation:
            return evaluate(self._plan, self.decision, case)

        return reading_switches(self._plan, self._decision, self._case, self._evaluation, decide)

    @cached_property
    def parameters_that_matter(self) -> tuple[ParameterSwitch, ...]:
        """For each threshold the nearest value below and above it that, put in its place, would change the outcome."""
        from workshop_rules.evaluate.interpreter import Tracing, evaluate
        from workshop_rules.explain.thresholds import parameter_switches

        def decide(case: Case) -> Evaluation:
            return evaluate(self._plan, self.decision, case)

        traced = evaluate(self._plan, self.decision, self._case, Tracing())
        return parameter_switches(self._plan, self._decision, self._case, traced, decide)

    def changes(self, to: str | None = None, *, limit: int = 10) -> Changes:
        """The smallest sets of changed facts that turn the outcome, each decided again with the change made.

        How facts can change says the vocabulary: a date of birth never, years of service only with time, an honour can
        be added but not dated before the date of decision. A finding can be made and, where the document allows it, a
        waiver granted.

        Args:
            to: the outcome to look for; left out, the better one or ones: of a ladder the tiers above the one reached.
            limit: how many sets are given back at most; the smallest come first.

        Raises:
            DecisionError: the decision has no such outcome (WR609), or nothing says how facts can change (WR611).
        """
        from workshop_rules.errors import DecisionError
        from workshop_rules.explain.change.sets import changes, wanted_outcomes
        from workshop_rules.explain.change.words import Telling

        wanted = wanted_outcomes(self._decision, self.outcome, to).unwrap(DecisionError)
        telling = Telling(self._plan, self._decision, self._case)
        return changes(self._plan, self._decision, self._case, self.outcome, wanted, limit, telling)

    def earliest(self, to: str | None = None, *, years: int = 60) -> Earliest:
        """The first day with the better outcome if nothing but time passes; or never, and what shuts the door.

        Args:
            to: the outcome to look for; left out, the better one or ones, as for `changes`.
            years: how far to look ahead.

        Raises:
            DecisionError: the decision has no such outcome (WR609), or nothing says how facts can change (WR611).
        """
        from workshop_rules.errors import DecisionError
        from workshop_rules.explain.change.earliest import earliest
        from workshop_rules.explain.change.sets import better_outcomes
        from workshop_rules.explain.change.words import Telling

        wanted = better_outcomes(self._decision, self.outcome, to).unwrap(DecisionError)
        telling = Telling(self._plan, self._decision, self._case)
        return earliest(self._plan, self._decision, self._case, wanted, years, telling)

    def questions(self) -> Questions:
        """The missing facts, those first whose answers settle the case soonest, without those that cannot matter.

        An answer may bring up others, such as a date in a record: ask the verdict that is made with it.

        Raises:
            DecisionError: nothing says what facts can be (WR611).
        """
        from workshop_rules.explain.change.questions import questions
        from workshop_rules.explain.change.words import Telling

        telling = Telling(self._plan, self._decision, self._case)
        return questions(self._plan, self._decision, self._case, self._evaluation, telling)

    def alternatives(self, to: str | None = None, *, limit: int = 5) -> Alternatives:
        """What would turn the verdict, all together, to be shown beside the reasons (`Explanation.with_alternatives`).

        Args:
            to: the outcome to look for, as for `changes`.
            limit: how many sets of changes are shown at most.

        Raises:
            DecisionError: the decision has no such outcome (WR609), or nothing says how facts can change (WR611).
        """
        from workshop_rules.explain.alternatives import alternatives

        found = self.changes(to, limit=limit), self.earliest(to), self.questions()
        return alternatives(self._plan, self._decision, self._case, found, self.parameters_that_matter)

    @cached_property
    def explanation(self) -> Explanation:
        """Why the outcome is what it is."""
        show, explainer = _explanation_type(), self._explainer()
        settled = self.__dict__.get("_settled")
        if settled is not None and explainer.is_by_itself:
            return show(explainer.explain_settled(*settled))
        switches = self.readings_that_matter if explainer.needs.readings else ()
        return show(explainer.explain(self._case, self._evaluation, switches))

    def _explainer(self) -> Explainer:
        """Who explains: for cases that were asked as one question the same."""
        settled = self.__dict__.get("_settled")
        question: Question | None = self.__dict__.get("_question") if settled is None else settled[0]
        if question is not None:
            return question.explainer
        from workshop_rules.evaluate.request import Circumstances
        from workshop_rules.explain.explainer import Explainer

        case = self._case
        return Explainer(self._plan, self._decision, Circumstances(case.as_of, case.readings, case.parameters))

    def to_dict(self, *, matters: bool = False) -> dict[str, Any]:
        """The verdict as plain data for JSON: exact numbers that are not whole, dates and durations as text.

        Args:
            matters: also which other readings and thresholds would turn it, which takes deciding again.
        """
        from workshop_rules.verdict_json import verdict_data, what_matters

        return verdict_data(self) | (what_matters(self) if matters else {})

    def to_json(self, *, matters: bool = False, compact: bool = False) -> str:
        """The verdict as a JSON document, as `workshop-rules decide --format json` prints it.

        Args:
            matters: also which other readings and thresholds would turn it, which takes deciding again.
            compact: whether it is one line without blanks between its parts, and not indented.
        """
        if matters:
            from workshop_rules.verdict_json import written

            return written(self.to_dict(matters=True), compact=compact)
        form = self._form.on_one_line(self) if compact else self._form
        return form.text(self)

    @property
    def _form(self) -> VerdictForm:
        """What writes the verdict: for cases that were asked as one question the same."""
        settled = self.__dict__.get("_settled")
        question: Question | None = self.__dict__.get("_question") if settled is None else settled[0]
        if question is not None:
            return question.form(self)
        from workshop_rules.verdict_json import VerdictForm

        return VerdictForm(self._decision, self)

    def record(self, masking: Masking | None = None) -> str:
        """The verdict with all that it depended on, as canonical JSON (RFC 8785): what `workshop-rules verify` replays.

        The same verdict always makes the same record. Its form is `docs/reference/records.md`.

        Args:
            masking: how what is personal is kept; in full if left out.

        Raises:
            AuditError: a text of the dossier is no Unicode (WR803), or the masking names no fact (WR804).
            MissingExtraError: the packages that make records are not installed.
        """
        from workshop_rules.errors import AuditError, MissingExtraError

        try:
            from workshop_rules.audit.errors import refused
            from workshop_rules.audit.masking import Masking
            from workshop_rules.audit.record import IN_FULL, make_record
        except ModuleNotFoundError as error:
            raise MissingExtraError("audit", "making records") from error
        if masking is not None and not isinstance(masking, Masking):
            message = f"a masking belongs here, not a value of the type `{type(masking).__name__}`"
            raise refused("WR804", message, "give `wr.Masking.left_out()` or `wr.Masking.digests(key)`")
        made = make_record(self._plan, self._decision, self._case, self._evaluation, masking or IN_FULL)
        return made.unwrap(AuditError)

    def to_html(
        self,
        lang: str = "zh",
        view: str = "auditor",
        clause_texts: Mapping[str, str] | None = None,
        *,
        alternatives: bool = True,
    ) -> str:
        """The explanation as one self-contained HTML page, with the digest of the record where one can be made.

        Args:
            lang: `zh` or `en`.
            view: `short`, `full` or `auditor`.
            clause_texts: texts of clauses to show beside the rules, by locator.
            alternatives: whether to look for what would turn the verdict, and say it: it takes deciding again often.

        Raises:
            ValueError: where there is no such language or view.
        """
        import hashlib

        from workshop_rules.errors import AuditError, DecisionError, MissingExtraError

        try:
            record = hashlib.sha256(self.record().encode()).hexdigest()
        except (AuditError, MissingExtraError):
            record = ""
        explanation = self.explanation.beside(clause_texts or {})
        if alternatives:
            with suppress(DecisionError):  # nothing says how facts can change
                explanation = explanation.with_alternatives(self.alternatives())
        return explanation.to_html(lang, view, record=record)

    def _repr_html_(self) -> str:
        from workshop_rules.render.html import to_fragment

        return to_fragment(self.explanation.reasons)

    def __repr__(self) -> str:
        date = "no date" if self.as_of is None else self.as_of.isoformat()
        return f"<Verdict {self.pack} {self.decision} as of {date}: {self.outcome}>"
