"""Names and paths: what a name stands for, by the place where it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from workshop_rules.check.checking import Checking, one_of, quote
from workshop_rules.check.relations import in_words
from workshop_rules.check.scope import PREFIXES, Scope
from workshop_rules.diagnostics import Span, nearest
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.functions import FUNCTIONS
from workshop_rules.language.informal import duration_meant
from workshop_rules.language.operators import COMPONENTS, RANGE_COMPONENTS
from workshop_rules.language.tree import (
    DecisionRef,
    DefinitionRef,
    EnumConstant,
    Expr,
    FactRef,
    InputValue,
    Name,
    ParameterRef,
    Path,
    ReadingRef,
)
from workshop_rules.language.types import ANY, BOOLEAN, ListOf, RangeOf, RecordOf, Scalar, Type, Variable
from workshop_rules.parse.slips import ORDER, WORDS_MEANT

_LIMIT = re.compile(r"([^\W\d]*?)(\d+)([^\W\d]*)")
_SIZES = frozenset({"length", "size", "count", "len"})
"""What other languages call how many a list has."""

_FEW = 8
"""So many names a help line lists."""


def infer_name(checking: Checking, node: Name, scope: Scope) -> Expr:
    """A name by itself: a variable, a field of `item`, a `let`, or a fact."""
    name, span = node.name, node.span
    if (variable := scope.variables.get(name)) is not None:
        return replace(node, type=variable)
    if (entry := scope.entries.get(name)) is not None:
        _refuse_ambiguous(checking, node, scope, "an earlier entry of the context")
        return replace(node, type=entry)
    if scope.item is not None and (field := scope.item.field(name)) is not None:
        _refuse_ambiguous(checking, node, scope, "a field of `item`")
        return Path(Name("item", span=span, type=scope.item), name, span=span, type=field)
    if (definition := scope.definitions.get(name)) is not None:
        return DefinitionRef(name, span=span, type=definition)
    if (fact := scope.fact(name)) is not None:
        return FactRef(name, span=span, type=fact)
    _report_unknown(checking, node, scope)
    return node


def infer_input(checking: Checking, node: InputValue, scope: Scope) -> Expr:
    """`?`."""
    if scope.input is None:
        checking.report("WR319", "`?` has no value here", node.span, help_="`?` is the value before `in`, in its tests")
        return node
    return replace(node, type=scope.input)


def infer_path(checking: Checking, node: Path, scope: Scope) -> Expr:
    """`a.b`: a constant, something that the pack declares, a field, or a part of a value."""
    source = node.source
    if isinstance(source, Name) and source.name not in scope.variables:
        if source.name in PREFIXES and scope.fact(source.name) is None:
            return _declared(checking, node, source.name, scope)
        if source.name in scope.enumerations and not _is_record(scope, source.name):
            return _constant(checking, node, source.name, scope)
    found = checking.infer(source, scope)
    return replace(node, source=found, type=_part(checking, node, found))


def enumeration_with(member: str, scope: Scope) -> str | None:
    """The enumeration that has a member of that name, if just one has."""
    having = [name for name, enumeration in scope.enumerations.items() if member in enumeration.members]
    return having[0] if len(having) == 1 else None


def _is_record(scope: Scope, name: str) -> bool:
    type_ = scope.fact(name) or scope.definitions.get(name)
    return isinstance(type_, RecordOf)


def _refuse_ambiguous(checking: Checking, node: Name, scope: Scope, what: str) -> None:
    also = "a `let`" if node.name in scope.definitions else "a fact" if scope.fact(node.name) is not None else None
    if also is not None:
        rewrite = f"write item.{node.name} for the field; " if "item" in what else "give the entry another name; "
        checking.report(
            "WR316",
            f"`{node.name}` is {what}, and also {also}",
            node.span,
            help_=f"{rewrite}reach {also} through a variable of `some` or a `let` of another name",
        )


def _report_unknown(checking: Checking, node: Name, scope: Scope) -> None:
    name = node.name
    if name in scope.later:
        checking.report("WR323", f"`{name}` is not defined yet", node.span, help_="move its `let` above this one")
    elif name in scope.enumerations:
        members = scope.enumerations[name].members
        checking.report(
            "WR302",
            f"`{name}` is an enumeration, and one of its members is needed here",
            node.span,
            help_="write " + one_of([f"{name}.{member}" for member in members]),
        )
    elif name in PREFIXES:
        checking.report("WR302", f"`{name}` needs a name after it", node.span, help_=f"write {name}.NAME")
    elif name in FUNCTIONS:
        checking.report("WR302", f"`{name}` is a function", node.span, help_=f"call it: {name}(…)")
    elif (prefix := _prefix_of(name, scope)) is not None:
        checking.report("WR302", f"there is no `{name}`", node.span, help_=f"write {prefix}.{name}")
    elif "P" in name and (duration := duration_meant(name)) is not None:
        checking.report("WR302", f"there is no `{name}`", node.span, help_=f'write a duration @"{duration}"')
    elif (enumeration := enumeration_with(name, scope)) is not None:
        checking.report("WR302", f"there is no `{name}`", node.span, help_=f"write {enumeration}.{name}")
    else:
        written = _limit_meant(name) or _named_in_words(name, scope) or _meant(name, scope.names())
        checking.report("WR302", f"there is no `{name}`", node.span, help_=written)


def _limit_meant(name: str) -> str:
    """How to write a limit that was written as one word: `不少于10`."""
    limit = _LIMIT.fullmatch(name)
    word = WORDS_MEANT.get(limit[1] or limit[3]) if limit is not None else None
    return f"write `{word} {limit[2]}`" if limit is not None and word in ORDER else ""


def _named_in_words(name: str, scope: Scope) -> str:
    """How to write what was called by its name in Chinese, or nearly so."""
    facts = [] if name.isascii() else [words for words in scope.called if "." not in words]
    called = nearest(name, facts)
    return f"write {scope.called[called]}" if called is not None else ""


def _named_with(prefix: str, scope: Scope) -> Mapping[str, Type]:
    """What may be named after a prefix."""
    known: Mapping[str, Mapping[str, Type]] = {
        "reading": scope.readings,
        "parameter": scope.parameters,
        "findings": dict.fromkeys(scope.findings, BOOLEAN),
        "decision": scope.decisions,
    }
    return known[prefix]


def _prefix_of(name: str, scope: Scope) -> str | None:
    """The prefix without which a name was written."""
    declared = (prefix for prefix in PREFIXES if name in _named_with(prefix, scope))
    return next((prefix for prefix in declared if prefix != "decision" or enumeration_with(name, scope) is None), None)


def _declared(checking: Checking, node: Path, prefix: str, scope: Scope) -> Expr:
    """`reading.NAME`, `parameter.NAME`, `findings.NAME`, `decision.NAME`."""
    known = _named_with(prefix, scope)
    type_ = known.get(node.name)
    if type_ is None:
        what = {"reading": "interpretation", "findings": "finding"}.get(prefix, prefix)
        checking.report(
            "WR311",
            f"there is no {what} `{node.name}`",
            node.span,
            help_=_meant(node.name, known, written=lambda name: f"{prefix}.{name}"),
        )
        return node
    match prefix:
        case "reading":
            return ReadingRef(node.name, span=node.span, type=type_)
        case "parameter":
            return ParameterRef(node.name, span=node.span, type=type_)
        case "decision":
            return DecisionRef(node.name, span=node.span, type=type_)
        case _:
            return FactRef(f"findings.{node.name}", span=node.span, type=type_)


def _constant(checking: Checking, node: Path, name: str, scope: Scope) -> Expr:
    enumeration = scope.enumerations[name]
    if node.name not in enumeration.members:
        checking.report(
            "WR309",
            f"`{name}` has no member `{node.name}`",
            node.span,
            help_=f"write {scope.called[member]}"
            if (member := f"{name}.{node.name}") in scope.called
            else _meant(node.name, enumeration.members, written=lambda member: f"{name}.{member}"),
        )
    return EnumConstant(name, node.name, span=node.span, type=enumeration)


def _part(checking: Checking, node: Path, source: Expr) -> Type:
    """The type of a field or part of a value that is neither an enumeration nor declared in `pack.yaml`."""
    match source.type:
        case RecordOf(fields=fields):
            known = dict(fields)
            type_ = known.get(node.name)
        case ListOf(item=RecordOf(fields=fields)):
            known = {name: ListOf(field) for name, field in fields}
            type_ = known.get(node.name)
            if type_ is None and node.name in _SIZES:
                remedy = f"write count({source.span.text})"
                checking.report("WR303", f"{quote(source)} has no `{node.name}`", node.span, help_=remedy)
                return ANY
        case RangeOf(item=end):
            known = {c.name: end if isinstance(c.type, Variable) else c.type for c in RANGE_COMPONENTS}
            type_ = known.get(node.name)
        case Scalar() as scalar if scalar in COMPONENTS:
            known = {c.name: c.type for c in COMPONENTS[scalar] if Dialect.PACK in c.dialects}
            type_ = known.get(node.name)
        case _ if source.type == ANY:
            return ANY
        case _:
            checking.report(
                "WR303", f"{quote(source)} is {in_words(source.type)}, which has no parts", node.span, label="no parts"
            )
            return ANY
    if type_ is None:
        checking.report(
            "WR303",
            f"{quote(source)} has no `{node.name}`",
            _after(source.span, node.span),
            help_=_meant(node.name, known),
        )
        return ANY
    return type_


def _after(source: Span, whole: Span) -> Span:
    """The place of `.name` in `source.name`."""
    return Span(whole.source, max(source.end, whole.start), whole.end)


def _meant(name: str, known: Iterable[str], written: Callable[[str], str] = str) -> str:
    """The help line for a name that is not known: the nearest one, or all of a few."""
    names = list(dict.fromkeys(known))
    close = nearest(name, names)
    if close is not None:
        return f"did you mean {written(close)}?"
    return f"there is {one_of([written(n) for n in names])}" if 0 < len(names) <= _FEW else ""
