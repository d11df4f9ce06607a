"""A pack's worked cases: each decided, held against what it expects, and what all of them together leave untried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workshop_rules.compile.plan import Plan
from workshop_rules.diagnostics import Diagnostic, Found
from workshop_rules.evaluate.evaluation import Evaluation, EvaluationError, State
from workshop_rules.evaluate.interpreter import evaluate
from workshop_rules.evaluate.request import circumstances
from workshop_rules.explain.exact import exact_text
from workshop_rules.language.values import Unknown
from workshop_rules.language.words import Words
from workshop_rules.pack.dossier import Dossier
from workshop_rules.pack.facts import read_dossier
from workshop_rules.pack.models import CaseEntry, CasesFile, Expected
from workshop_rules.pack.parsed import ParsedPack

BOTH_WAYS = (State.MET, State.NOT_MET)
"""The states that some case should bring every criterion to."""
_IN_CHINESE = {"nothing": "无", "`nothing`": "`空值`", "not there": "没有"}


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A worked case, decided.

    Attributes:
        states: how each criterion ended; empty where the case could not be decided.
        diagnostics: what differs from what the case expects, or why it could not be decided; empty where it passed.
    """

    decision: str
    id: str
    states: Mapping[str, State]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        """Whether the verdict is the one expected."""
        return not self.diagnostics


@dataclass(frozen=True, slots=True)
class Untried:
    """A criterion, and the ways to decide that no case brings about."""

    decision: str
    criterion: str
    states: tuple[State, ...]


def run_cases(parsed: ParsedPack, plan: Plan) -> tuple[CaseResult, ...]:
    """Every worked case of the pack, in the order of the files."""
    return tuple(_run(parsed, plan, file, case) for file in parsed.cases.values() for case in file.cases)


def untried(plan: Plan, results: Iterable[CaseResult]) -> tuple[Untried, ...]:
    """The criteria of the pack that no case makes decide one way or the other."""
    seen: dict[tuple[str, str], set[State]] = {}
    for result in results:
        for criterion, state in result.states.items():
            seen.setdefault((result.decision, criterion), set()).add(state)
    found = []
    for decision in plan.decisions.values():
        for one in decision.criteria:
            states = tuple(state for state in BOTH_WAYS if state not in seen.get((decision.id, one.id), ()))
            if states:
                found.append(Untried(decision.id, one.id, states))
    return tuple(found)


def case_facts(file: CasesFile, case: CaseEntry) -> dict[str, object]:
    """The facts of a case: the file's shared start with whole facts replaced, and findings one by one."""
    facts: dict[str, object] = {**file.facts, **case.change}
    shared, changed = file.facts.get("findings"), case.change.get("findings")
    if isinstance(shared, Mapping) and isinstance(changed, Mapping):
        facts["findings"] = {**shared, **changed}
    return facts


def _run(parsed: ParsedPack, plan: Plan, file: CasesFile, case: CaseEntry) -> CaseResult:
    decided = _decided(parsed, plan, file, case)
    if decided.value is None:
        return CaseResult(file.decision, case.id, {}, decided.diagnostics)
    states = {name: result.state for name, result in decided.value.criteria.items()}
    return CaseResult(file.decision, case.id, states, tuple(_differences(file, case, decided.value)))


def _decided(parsed: ParsedPack, plan: Plan, file: CasesFile, case: CaseEntry) -> Found[Evaluation]:
    dossier: Found[Dossier] = read_dossier(case_facts(file, case), parsed.vocabulary)
    request = circumstances(plan, parsed, case.as_of, case.readings, case.parameters)
    diagnostics = (*dossier.diagnostics, *request.diagnostics)
    if dossier.value is None or request.value is None or Found(None, diagnostics).errors:
        return Found(None, (_undecidable(file, case, "something is wrong with it"), *diagnostics))
    try:
        return Found(evaluate(plan, file.decision, request.value.case(dossier.value)))
    except EvaluationError as error:
        where = "" if error.span is None else f" ({error.span})"
        return Found(None, (_undecidable(file, case, f"{error}{where}"),))


def _undecidable(file: CasesFile, case: CaseEntry, reason: str) -> Diagnostic:
    message = f"case `{case.id}` of `{file.decision}` cannot be decided: {reason}"
    zh = f"`{file.decision}`的案例`{case.id}`无法判定：{reason}"
    return Diagnostic("WR607", message, case.place("id"), zh=zh)


def _differences(file: CasesFile, case: CaseEntry, evaluation: Evaluation) -> Iterator[Diagnostic]:
    expected = case.expect
    for what, wanted, found in _compared(expected, evaluation):
        if wanted != found:
            yield _difference(file, case, what, found, wanted)
    if expected.value is not None and not _same_value(expected.value, evaluation.value):
        found = "nothing" if evaluation.value is None else exact_text(evaluation.value)
        yield _difference(file, case, Words(zh="值", en="value"), f"`{found}`", f"`{expected.value}`")


def _difference(file: CasesFile, case: CaseEntry, what: Words, found: str, wanted: str) -> Diagnostic:
    message = f"case `{case.id}` of `{file.decision}`: {what.en} is {found}, expected {wanted}"
    in_zh = (_IN_CHINESE.get(found, found), _IN_CHINESE.get(wanted, wanted))
    zh = f"`{file.decision}`的案例`{case.id}`：{what.zh}为{in_zh[0]}，应为{in_zh[1]}"
    return Diagnostic("WR606", message, case.place("id"), zh=zh)


def _compared(expected: Expected, evaluation: Evaluation) -> Iterator[tuple[Words, str, str]]:
    """What the case states, as it should be and as it is."""
    if expected.outcome is not None:
        yield Words(zh="结论", en="outcome"), f"`{expected.outcome}`", f"`{evaluation.outcome}`"
    if expected.possible_outcomes is not None:
        what = Words(zh="可能的结论", en="possible outcomes")
        yield what, _listed(expected.possible_outcomes), _listed(evaluation.possible_outcomes)
    for name, state in expected.criteria.items():
        result = evaluation.criteria.get(name)
        what = Words(zh=f"条件`{name}`", en=f"criterion `{name}`")
        yield what, f"`{state}`", "not there" if result is None else f"`{result.state}`"
    if expected.missing is not None:
        yield Words(zh="缺少的事实", en="missing"), _listed(expected.missing), _listed(evaluation.missing)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names)) or "nothing"


def _same_value(wanted: bool | int | Decimal | str, found: object) -> bool:
    if found is None or isinstance(found, Unknown):
        return False
    if isinstance(wanted, bool) or isinstance(found, bool):
        return wanted is found
    if isinstance(wanted, int | Decimal) and isinstance(found, int | Fraction):
        return Fraction(wanted) == found
    return str(wanted) == exact_text(found)
