"""Small plans, built by hand: what the compiler makes of packs, without packs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from tests.evaluate.asking import NOWHERE, SCOPE
from workshop_rules.check.expressions import check_expression
from workshop_rules.compile.plan import Criterion, Decision, Definition, Fact, OutcomeName, Plan, Waivable, Words
from workshop_rules.language import tree as t
from workshop_rules.language.types import DATE, NUMBER, STRING, Choice
from workshop_rules.parse import parse_expression

WORDS = Words("", "")
OUTCOMES = Choice("outcomes", ("eligible", "ineligible"))


def expression(text: str, definitions: Iterable[str] = ()) -> t.Expr:
    """A checked expression; `decision.other` is the outcome of another decision, `decision.total` a number."""
    scope = SCOPE.__class__(
        **{name: getattr(SCOPE, name) for name in ("facts", "enumerations", "readings", "parameters", "findings")},
        definitions=dict.fromkeys(definitions, NUMBER),
        decisions={"other": OUTCOMES, "deeper": OUTCOMES, "total": NUMBER},
    )
    found = check_expression(parse_expression(text).unwrap(), scope).value
    assert found is not None
    return found


def criterion(
    name: str, condition: str | t.Expr, *, applies: str | None = None, waivable: bool = False, advisory: bool = False
) -> Criterion:
    """A criterion."""
    return Criterion(
        id=name,
        title=WORDS,
        clause="",
        condition=expression(condition) if isinstance(condition, str) else condition,
        span=NOWHERE,
        applies=None if applies is None else expression(applies),
        waivable=Waivable(WORDS, "") if waivable else None,
        advisory=advisory,
    )


def chain(*branches: tuple[str, str], otherwise: str) -> t.Expr:
    """`if a and b then "x" else if c then "y" else "z"`, over criteria: `("a b", "x"), ("c", "y"), otherwise="z"`."""
    rest: t.Expr = text(otherwise)
    for criteria, outcome in reversed(branches):
        refs = tuple(t.CriterionRef(name, span=NOWHERE) for name in criteria.split())
        condition = refs[0] if len(refs) == 1 else t.And(refs, span=NOWHERE)
        rest = t.If(condition, text(outcome), rest, span=NOWHERE, type=STRING)
    return rest


def text(value: str) -> t.Expr:
    """A text."""
    return t.StringLiteral(value, span=NOWHERE, type=STRING)


def decision(
    name: str,
    criteria: Iterable[Criterion],
    outcome: t.Expr | None = None,
    *,
    outcomes: Iterable[str] = ("eligible", "ineligible"),
    kind: str = "eligibility",
    as_of: dt.date | None = None,
    definitions: Mapping[str, t.Expr] | None = None,
    value: t.Expr | None = None,
    uses: tuple[str, ...] = (),
) -> Decision:
    """A decision; without an outcome expression it is an eligibility by all its criteria."""
    criteria = tuple(criteria)
    counting = " ".join(c.id for c in criteria if not c.advisory)
    return Decision(
        id=name,
        kind=kind,
        title=WORDS,
        clause="",
        about="teacher",
        as_of=as_of,
        criteria=criteria,
        groups=(),
        definitions=tuple(Definition(n, WORDS, e) for n, e in (definitions or {}).items()),
        outcomes=tuple(OutcomeName(o, WORDS) for o in outcomes),
        outcome=outcome or chain((counting, "eligible"), otherwise="ineligible"),
        value=value,
        facts=frozenset({"x"}),
        uses=uses,
        span=NOWHERE,
    )


def plan(*decisions: Decision) -> Plan:
    """A pack of these decisions, in which `derived` has a derivation."""
    derivation = expression("completed years(d, as_of) + x")
    return Plan(
        id="test",
        version="1",
        digest="",
        title=WORDS,
        document=WORDS,
        authority=WORDS,
        applies_from=None,
        applies_until=None,
        interpretations={},
        parameters={},
        findings={},
        facts={"derived": Fact("derived", WORDS, NUMBER, derivation=derivation), "d": Fact("d", WORDS, DATE)},
        enumerations={},
        clauses={},
        decisions={d.id: d for d in decisions},
    )
