"""What goes over lists: filters, `for`, `some` and `every`."""

from __future__ import annotations

from dataclasses import replace

from workshop_rules.check.checking import Checking, quote
from workshop_rules.check.relations import in_words
from workshop_rules.check.scope import AS_OF, PREFIXES, Scope
from workshop_rules.diagnostics import Span
from workshop_rules.language.tree import Every, Expr, Filter, For, Iterator, Some
from workshop_rules.language.types import ANY, BOOLEAN, NUMBER, ListOf, RecordOf, Type


def infer_filter(checking: Checking, node: Filter, scope: Scope) -> Expr:
    """`list[condition]`, with `item` and its fields in scope; `list[2]` is the second item."""
    source = checking.infer(node.source, scope)
    item = _item_of(checking, source, "a filter")
    condition = checking.infer(node.condition, scope.filtering(item))
    if condition.type == NUMBER:
        return replace(node, source=source, condition=condition, type=item)
    checking.require(condition, BOOLEAN)
    return replace(node, source=source, condition=condition, type=ListOf(item))


def infer_for(checking: Checking, node: For, scope: Scope) -> Expr:
    """`for x in xs return body`: the list of what the body gives."""
    iterators, inner = _iterators(checking, node.iterators, scope, node.span)
    body = checking.infer(node.body, inner)
    return replace(node, iterators=iterators, body=body, type=ListOf(body.type))


def infer_quantifier(checking: Checking, node: Some | Every, scope: Scope) -> Expr:
    """`some x in xs satisfies condition`, `every …`."""
    iterators, inner = _iterators(checking, node.iterators, scope, node.span)
    condition = checking.condition(node.condition, inner)
    return replace(node, iterators=iterators, condition=condition, type=BOOLEAN)


def _iterators(
    checking: Checking, iterators: tuple[Iterator, ...], scope: Scope, span: Span
) -> tuple[tuple[Iterator, ...], Scope]:
    """The iterators, typed, and the scope of what they go around; each sees the variables of those before it."""
    checked = []
    for iterator in iterators:
        _refuse_shadowing(checking, iterator.name, scope, span)
        if iterator.end is None:
            source = checking.infer(iterator.source, scope)
            variable = _item_of(checking, source, "a loop")
            checked.append(replace(iterator, source=source))
        else:
            source = checking.expect(iterator.source, NUMBER, scope)
            end = checking.expect(iterator.end, NUMBER, scope)
            variable = NUMBER
            checked.append(replace(iterator, source=source, end=end))
        scope = scope.binding(iterator.name, variable)
    return tuple(checked), scope


def _item_of(checking: Checking, source: Expr, what: str) -> Type:
    match source.type:
        case ListOf(item=item):
            return item
        case _ if source.type == ANY:
            return ANY
        case type_:
            checking.report(
                "WR322",
                f"{what} goes over a list; {quote(source)} is {in_words(type_)}",
                source.span,
                label=in_words(type_),
                help_="a record has no items: name its field, as in a.b" if isinstance(type_, RecordOf) else "",
            )
            return type_  # as if the list were of such items, so that what follows is checked, too


def _refuse_shadowing(checking: Checking, name: str, scope: Scope, span: Span) -> None:
    if name in scope.variables:
        taken = "another variable"
    elif scope.fact(name) is not None:
        taken = "the date of decision" if name == AS_OF else "a fact"
    elif name in scope.definitions:
        taken = "a `let`"
    elif scope.item is not None and scope.item.field(name) is not None:
        taken = "a field of `item`"
    elif name in scope.entries:
        taken = "an entry of the context"
    elif name in scope.enumerations:
        taken = "an enumeration"
    elif name in PREFIXES:
        taken = "what leads to the pack's declarations"
    else:
        return
    checking.report("WR315", f"the variable `{name}` has the name of {taken}", span, help_="give it another name")
