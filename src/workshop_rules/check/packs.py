"""The check of a whole pack: every expression, and whether its files agree with one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from workshop_rules.check.cases import check_cases
from workshop_rules.check.checked import CheckedDecision, CheckedPack
from workshop_rules.check.circles import check_circles
from workshop_rules.check.clauses import check_clauses
from workshop_rules.check.decisions import check_decision
from workshop_rules.check.derivations import check_derivations
from workshop_rules.check.outcomes import gives_list, outcomes_of
from workshop_rules.check.outline import check_numbering
from workshop_rules.check.scope import Scope
from workshop_rules.check.unused import check_unused
from workshop_rules.diagnostics import Diagnostic, Found
from workshop_rules.language.types import ANY, Choice, Type
from workshop_rules.pack.models import DecisionFile, TableFile, ValueFile
from workshop_rules.pack.parsed import ParsedPack


def check_pack(parsed: ParsedPack) -> Found[CheckedPack]:
    """Check a pack, with every complaint at once; there is a value also after errors, which nothing should run."""
    checks = _DecisionChecks(parsed)
    found = [checks.of(name) for name in parsed.decisions]
    derivations = check_derivations(parsed.vocabulary)
    checked = CheckedPack(
        parsed,
        {name: one.value for name, one in zip(parsed.decisions, found, strict=True) if one.value is not None},
        derivations.value or {},
    )
    diagnostics: list[Diagnostic] = [d for one in found for d in one.diagnostics]
    diagnostics.extend(derivations.diagnostics)
    diagnostics.extend(check_circles(checked))
    diagnostics.extend(check_clauses(parsed))
    diagnostics.extend(check_numbering(parsed.outline))
    diagnostics.extend(check_cases(parsed))
    if not Found(None, tuple(diagnostics)).errors:
        diagnostics.extend(check_unused(checked))
    return Found(checked, tuple(_in_order(diagnostics)))


def pack_scope(parsed: ParsedPack, decisions: Mapping[str, Type]) -> Scope:
    """What every expression of a pack's decisions may name."""
    return Scope(
        facts=parsed.vocabulary.types,
        enumerations=parsed.vocabulary.enumeration_types,
        readings={name: Choice(name, tuple(entry.readings)) for name, entry in parsed.manifest.interpretations.items()},
        parameters={name: parameter.type for name, parameter in parsed.parameters.items()},
        findings=frozenset(parsed.manifest.findings),
        decisions=decisions,
        called=_called(parsed),
    )


def _called(parsed: ParsedPack) -> Mapping[str, str]:
    """The Chinese names of facts and of members of enumerations, by which authors may call them."""
    vocabulary = parsed.vocabulary
    return {
        **{fact.title.zh: name for name, fact in vocabulary.facts.items()},
        **{
            f"{name}.{words.zh}": f"{name}.{member}"
            for name, enumeration in vocabulary.enumerations.items()
            for member, words in enumeration.members.items()
        },
    }


@dataclass(eq=False)
class _DecisionChecks(Mapping[str, Type]):
    """The decisions' types, and the check of each, made when first asked for.

    The type of a `value` decision is known once it has been checked, which may need the type of another one. Where that
    goes in a circle it is `Any`, and the circle is complained of elsewhere.
    """

    parsed: ParsedPack
    found: dict[str, Found[CheckedDecision]] = field(default_factory=dict)
    _asking: set[str] = field(default_factory=set)

    def of(self, name: str) -> Found[CheckedDecision]:
        """The check of a decision."""
        if name not in self.found:
            self._asking.add(name)
            self.found[name] = check_decision(self.parsed.decisions[name], pack_scope(self.parsed, self))
            self._asking.discard(name)
        return self.found[name]

    def __getitem__(self, name: str) -> Type:
        decision = self.parsed.decisions[name]
        if outcomes := outcomes_of(decision):
            return Choice(name, tuple(outcome for outcome, _ in outcomes))
        if name in self._asking:
            return ANY
        checked = self.of(name).value
        return ANY if checked is None else _value_type(decision, checked)

    def __iter__(self) -> Iterator[str]:
        return iter(self.parsed.decisions)

    def __len__(self) -> int:
        return len(self.parsed.decisions)


def _value_type(decision: DecisionFile, checked: CheckedDecision) -> Type:
    try:
        match decision:
            case ValueFile():
                return checked.typed.expression(decision, "value").type
            case TableFile() if gives_list(decision):
                return checked.typed.expression(decision, "rules").type
            case _:
                return ANY
    except KeyError:  # it could not be parsed, which has been complained of
        return ANY


def _in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """By file and place; those without a place last."""
    return sorted(
        dict.fromkeys(diagnostics),
        key=lambda d: ("\uffff", 0) if d.span is None else (d.span.source.name, d.span.start),
    )
