"""Calls of built-in functions: which signature fits, and the arguments in its order."""

from __future__ import annotations

from dataclasses import replace

from workshop_rules.check.checking import Checking, one_of, quote
from workshop_rules.check.relations import bind, in_words, substitute
from workshop_rules.check.scope import Scope
from workshop_rules.diagnostics import nearest
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.functions import FUNCTIONS, Function, Signature
from workshop_rules.language.tree import (
    Argument,
    AtLiteral,
    BuiltinCall,
    Call,
    Expr,
    ListLiteral,
    Name,
    Not,
    StringLiteral,
)
from workshop_rules.language.types import ANY, BOOLEAN, ListOf, Type, Variable

_HABITUAL = {
    **dict.fromkeys(("len", "length", "size", "exists", "countif"), "count"),
    **dict.fromkeys(("avg", "average"), "mean"),
    **dict.fromkeys(("age", "years", "datediff", "datedif"), "completed years"),
    **dict.fromkeys(("lower", "lowercase"), "lower case"),
    **dict.fromkeys(("upper", "uppercase"), "upper case"),
}
"""Functions as they are called elsewhere."""

_FROM_TEXT = frozenset({"date", "time", "date and time", "duration"})
"""Functions that read a temporal value; with a literal they are literals themselves."""


def infer_call(checking: Checking, node: Call, scope: Scope) -> Expr:
    """`f(a, b)` or `f(x: a, y: b)`."""
    arguments = tuple(replace(a, value=checking.infer(a.value, scope)) for a in node.arguments)
    call = replace(node, arguments=arguments)
    if not isinstance(node.function, Name):
        checking.report("WR313", f"{quote(node.function)} is no function", node.function.span, help_=_NO_OWN)
        return call
    function = FUNCTIONS.get(node.function.name)
    if function is None:
        _report_unknown(checking, node.function, scope)
        return call
    if not function.of(Dialect.PACK):
        checking.report("WR313", f"packs do not have `{function.name}`", node.function.span, help_=function.refused)
        return call
    signatures = _of_right_form(checking, function, call)
    if any(argument.value.type == ANY for argument in arguments):
        return replace(call, type=_only_result(signatures))
    for signature in signatures:
        ordered = _in_order(signature, arguments)
        bindings: dict[Variable, Type] = {}
        if all(bind(type_, argument.type, bindings) for type_, argument in _paired(signature, ordered)):
            return _resolved(checking, function, signature, ordered, substitute(signature.result, bindings), call)
    if signatures:
        _report_types(checking, function, signatures, arguments)
    return call


_NO_OWN = "packs define no functions of their own; a `let` may name what several criteria share"


def _report_unknown(checking: Checking, name: Name, scope: Scope) -> None:
    plain = name.name.casefold()
    meant = _HABITUAL.get(plain) or nearest(plain, [f.name for f in FUNCTIONS.values() if f.of(Dialect.PACK)])
    if scope.fact(name.name) is not None or name.name in scope.definitions:
        checking.report("WR304", f"`{name.name}` is a value, not a function", name.span)
    else:
        help_ = f"did you mean {meant}(…)?" if meant else _NO_OWN
        checking.report("WR304", f"there is no function `{name.name}`", name.span, help_=help_)


def _of_right_form(checking: Checking, function: Function, call: Call) -> tuple[Signature, ...]:
    """The signatures that take so many arguments, by these names; none after a complaint."""
    signatures = function.of(Dialect.PACK)
    fitting = tuple(s for s in signatures if _has_form(s, call.arguments))
    if fitting:
        return fitting
    forms = "call it as " + " or ".join(f"{function.name}{_form(s)}" for s in signatures)
    unknown = [a for a in call.arguments if a.name is not None and not any(s.parameter(a.name) for s in signatures)]
    if unknown:
        names = [p.name for s in signatures for p in s.parameters]
        meant = nearest(unknown[0].name or "", names)
        checking.report(
            "WR305",
            f"`{function.name}` has no parameter `{unknown[0].name}`",
            unknown[0].value.span,
            help_=f"did you mean {meant}?" if meant else forms,
        )
    else:
        given = len(call.arguments)
        checking.report(
            "WR305",
            f"`{function.name}` does not take {given} argument{'' if given == 1 else 's'}"
            + (" by these names" if any(a.name for a in call.arguments) else ""),
            call.span,
            help_=forms,
        )
    return ()


def _form(signature: Signature) -> str:
    names = [p.name + ("…" if p.variadic else "?" if p.optional else "") for p in signature.parameters]
    return f"({', '.join(names)})"


def _has_form(signature: Signature, arguments: tuple[Argument, ...]) -> bool:
    if any(a.name is not None for a in arguments):
        names = [a.name for a in arguments]
        required = {p.name for p in signature.parameters[: signature.required]}
        return (
            len(set(names)) == len(names)
            and all(n is not None and signature.parameter(n) is not None for n in names)
            and required <= set(names)
        )
    most = signature.most
    return signature.required <= len(arguments) and (most is None or len(arguments) <= most)


def _in_order(signature: Signature, arguments: tuple[Argument, ...]) -> tuple[Expr, ...]:
    if any(a.name is not None for a in arguments):
        by_name = {a.name: a.value for a in arguments}
        return tuple(by_name[p.name] for p in signature.parameters if p.name in by_name)
    return tuple(a.value for a in arguments)


def _paired(signature: Signature, arguments: tuple[Expr, ...]) -> list[tuple[Type, Expr]]:
    last = signature.parameters[-1] if signature.parameters else None
    parameters = list(signature.parameters)
    while last is not None and len(parameters) < len(arguments):
        parameters.append(last)
    return [(p.type, argument) for p, argument in zip(parameters, arguments, strict=False)]


def _only_result(signatures: tuple[Signature, ...]) -> Type:
    """The result type where an argument could not be typed: what all signatures give, if that is one plain type."""
    results = {s.result for s in signatures}
    only = results.pop() if len(results) == 1 else ANY
    return ANY if isinstance(only, Variable | ListOf) else only


def _resolved(
    checking: Checking,
    function: Function,
    signature: Signature,
    arguments: tuple[Expr, ...],
    type_: Type,
    call: Call,
) -> Expr:
    """The node that every evaluator is given for the call."""
    if function.name == "not":
        return Not(arguments[0], span=call.span, type=BOOLEAN)
    if function.name in _FROM_TEXT and len(arguments) == 1:
        (text,) = arguments
        if isinstance(text, StringLiteral):
            literal = checking.infer(AtLiteral(text.value, span=call.span), Scope())
            if literal.type != ANY and not bind(signature.result, literal.type, {}):
                checking.report(
                    "WR314", f"`{text.value}` is {in_words(literal.type)}, not a {function.name}", text.span
                )
                return replace(literal, type=ANY)
            return literal
        if function.name == "duration":
            checking.report(
                "WR313",
                "packs take a duration from a literal only, so that its kind is known",
                call.span,
                help_='write @"P5Y" or @"P30D"',
            )
            return call
    if len(function.of(Dialect.PACK)) > 1 and signature.parameters[0].variadic:
        # `min(a, b)` is `min([a, b])`: evaluators have one form to know.
        item = _item_type(signature, arguments)
        span = arguments[0].span.to(arguments[-1].span)
        arguments = (ListLiteral(arguments, span=span, type=ListOf(item)),)
    return BuiltinCall(function.name, arguments, span=call.span, type=type_)


def _item_type(signature: Signature, arguments: tuple[Expr, ...]) -> Type:
    """The type of the items of a variadic call's list."""
    bindings: dict[Variable, Type] = {}
    for type_, argument in _paired(signature, arguments):
        bind(type_, argument.type, bindings)
    return substitute(signature.parameters[-1].type, bindings)


def _report_types(
    checking: Checking, function: Function, signatures: tuple[Signature, ...], arguments: tuple[Argument, ...]
) -> None:
    """Complain of the first argument that no signature with the ones before it takes."""
    furthest, culprit, wanted = -1, arguments[0].value, [*signatures]
    for signature in signatures:
        bindings: dict[Variable, Type] = {}
        ordered = _in_order(signature, arguments)
        for place, (type_, argument) in enumerate(_paired(signature, ordered)):
            if not bind(type_, argument.type, bindings):
                if place > furthest:
                    furthest, culprit, wanted = place, argument, []
                if place == furthest:
                    wanted.append(signature)
                break
    forms = one_of([f"{function.name}{s}" for s in wanted])
    checking.report(
        "WR306",
        f"`{function.name}` does not take {in_words(culprit.type)} here",
        culprit.span,
        label=in_words(culprit.type),
        help_=f"it is {forms}",
    )
