"""XML to boxed expressions, and the FEEL in them to trees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from lxml import etree

from workshop_rules.diagnostics import Diagnostic, Found, Span, SpannedText, nearest
from workshop_rules.dmn.boxed import (
    Boxed,
    BoxedConditional,
    BoxedContext,
    BoxedEntry,
    BoxedFilter,
    BoxedFor,
    BoxedFunction,
    BoxedInvocation,
    BoxedList,
    BoxedLiteral,
    BoxedQuantified,
    BoxedRelation,
    BoxedTable,
    Unreadable,
)
from workshop_rules.dmn.definitions import Definitions
from workshop_rules.dmn.xml import Document, Element, local_name
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.tree import (
    DecisionTable,
    Expr,
    FormalParameter,
    NullLiteral,
    TableInput,
    TableOutput,
    TableRule,
    TypeName,
    UnaryTests,
)
from workshop_rules.parse import normalized_name, parse_expression, parse_type, parse_unary_tests

HIT_POLICIES: Mapping[str, str] = {
    "UNIQUE": "U",
    "ANY": "A",
    "PRIORITY": "P",
    "FIRST": "F",
    "RULE ORDER": "R",
    "OUTPUT ORDER": "O",
    "COLLECT": "C",
}
AGGREGATIONS: Mapping[str, str] = {"SUM": "+", "MIN": "<", "MAX": ">", "COUNT": "#"}

_FEEL = "FEEL"
_PASSED_OVER = {
    "description",
    "extensionElements",
    "question",
    "allowedAnswers",
    "variable",
    "informationRequirement",
    "knowledgeRequirement",
    "authorityRequirement",
    "supportedObjective",
    "impactedPerformanceIndicator",
    "decisionMaker",
    "decisionOwner",
    "usingProcess",
    "usingTask",
    "formalParameter",
    "parameter",
    "typeRef",
}

Names = frozenset[str]
T = TypeVar("T")


class BoxReader:
    """Reads the boxes of one document.

    Args:
        document: the document.
        fields: names of fields that may stand anywhere in a path.
        imports: the imported models, whose types may be named with a prefix.
        diagnostics: where complaints are added.

    Attributes:
        named_types: the types that were read, each with the element that names it and the attribute, or the element
            inside, by which it does.
    """

    def __init__(
        self,
        document: Document,
        fields: Names,
        imports: Mapping[str, Definitions],
        diagnostics: list[Diagnostic],
    ) -> None:
        self._document = document
        self._fields = fields
        self._imports = imports
        self._diagnostics = diagnostics
        self.named_types: list[tuple[TypeName, Element, str]] = []
        self._types = frozenset(
            normalized_name(child.get("name") or "") for child in document.root if local_name(child) == "itemDefinition"
        ) | frozenset(f"{name}.{item}" for name, model in imports.items() for item in model.items)
        self._readers: Mapping[str, Callable[[Element, Names], Boxed]] = {
            "literalExpression": self._literal,
            "decisionTable": self._table,
            "context": self._context,
            "invocation": self._invocation,
            "functionDefinition": self.function,
            "relation": self._relation,
            "list": self._list,
            "conditional": self._conditional,
            "filter": self._filter,
            "for": self._for,
            "some": self._quantified,
            "every": self._quantified,
        }

    # Names, types and FEEL

    def name(self, element: Element, attribute: str = "name") -> str:
        """The name of an element, as expressions write it."""
        return normalized_name(element.get(attribute) or "")

    def type_name(self, element: Element, reference: str = "typeRef") -> TypeName | None:
        """The type that an element names; a prefix that stands for FEEL's own namespace is dropped.

        Args:
            element: the element.
            reference: the attribute that names the type, or the element inside that does (DMN 1.1).
        """
        child = _child(element, reference)
        text = "" if child is None else "".join(map(str, child.itertext())).strip()
        text = text or element.get(reference) or ""
        if not text:
            return None
        named = self._type_named(text, element, reference)
        if named is not None:
            self.named_types.append((named, element, reference))
        return named

    def place_of_type(self, element: Element, reference: str, name: str) -> Span:
        """Where an element names a type: the name itself, or, where it is not found, all of the reference."""
        child = _child(element, reference)
        span = self._document.attribute(element, reference) if child is None else self._document.text(child).span()
        start = span.start + max(span.text.find(name), 0)
        return Span(span.source, start, start + len(name)) if name in span.text else span

    def _type_named(self, text: str, element: Element, reference: str) -> TypeName | None:
        prefix, colon, rest = text.partition(":")
        namespace = element.nsmap.get(prefix) if colon else None
        if namespace is not None:
            imported = next((name for name, m in self._imports.items() if m.namespace == namespace), None)
            text = f"{imported}.{rest}" if imported else rest
        if normalized_name(text) in self._types:
            return TypeName(normalized_name(text))
        found = parse_type(text, Dialect.DMN, self._types)
        if found.value is None or found.errors:
            span = self.place_of_type(element, reference, text)
            self._diagnostics.append(Diagnostic("WR709", f"{text!r} is no type", span))
            return None
        return found.value

    def unary_tests(self, element: Element, names: Names) -> UnaryTests:
        """The tests of a cell, or of allowed values; where they cannot be read, tests that are null."""
        text = self._text(element)
        tests = self._found(parse_unary_tests(text, Dialect.DMN, names, self._fields))
        return tests or UnaryTests((NullLiteral(span=text.span()),), span=text.span())

    def _expression(self, element: Element, names: Names) -> Expr | None:
        return self._found(parse_expression(self._text(element), Dialect.DMN, names, self._fields))

    def _text(self, element: Element) -> SpannedText:
        child = _child(element, "text")
        if child is None:
            return SpannedText.whole("")
        for part in child:
            self._complain("WR708", f"<{local_name(part)}> is no part of a text", part)
        return self._document.text(child)

    def _found(self, found: Found[T]) -> T | None:
        self._diagnostics.extend(found.diagnostics)
        return None if found.errors else found.value

    # Boxes

    def logic(self, element: Element, names: Names) -> Boxed | None:
        """The box inside an element; None where there is none."""
        for child in element:
            if local_name(child) in self._readers:
                return self._readers[local_name(child)](child, names)
            if local_name(child) not in _PASSED_OVER and _same_namespace(child, element):
                known = nearest(local_name(child), self._readers)
                hint = f"did you mean <{known}>?" if known else ""
                self._complain("WR708", f"<{local_name(child)}> is no expression", child, hint)
                return self._unreadable(child, f"<{local_name(child)}> is no expression")
        return None

    def _inside(self, element: Element, part: str, names: Names) -> Boxed:
        """The box in a part of an element, such as the `then` of a conditional."""
        child = _child(element, part)
        box = None if child is None else self.logic(child, names)
        return box or self._missing(element, f"<{local_name(element)}> has no <{part}>")

    def _literal(self, element: Element, names: Names) -> Boxed:
        language = element.get("expressionLanguage") or _FEEL
        if "FEEL" not in language.upper():
            self._complain("WR710", f"the expression language {language!r} is not FEEL", element)
            return self._unreadable(element, f"the expression language {language!r} is not FEEL")
        if _child(element, "text") is None:
            return self._missing(element, "the expression has no text")
        expression = self._expression(element, names)
        if expression is None:
            return self._unreadable(element, "the expression cannot be read")
        return BoxedLiteral(expression, type_name=self.type_name(element), span=expression.span)

    def _context(self, element: Element, names: Names) -> Boxed:
        entries: list[BoxedEntry] = []
        result: Boxed | None = None
        for child in _children(element, "contextEntry"):
            variable = _child(child, "variable")
            value = self.logic(child, names) or self._missing(child, "the entry has no expression")
            if variable is None:
                result = value
            else:
                name = self.name(variable)
                entries.append(BoxedEntry(name, value, self.type_name(variable)))
                names |= {name}
        return BoxedContext(
            tuple(entries), result, type_name=self.type_name(element), span=self._document.span(element)
        )

    def _invocation(self, element: Element, names: Names) -> Boxed:
        bindings = []
        for child in _children(element, "binding"):
            parameter = _child(child, "parameter")
            if parameter is None:
                return self._missing(child, "the binding names no parameter")
            bindings.append((self.name(parameter), self.logic(child, names) or self._nothing(child)))
        function = self.logic(element, names)
        if function is None:  # DMN 1.1 may name the function by a reference
            return self._missing(element, "the invocation names no function")
        return BoxedInvocation(
            function, tuple(bindings), type_name=self.type_name(element), span=self._document.span(element)
        )

    def function(self, element: Element, names: Names) -> BoxedFunction:
        """A function definition, or the encapsulated logic of a business knowledge model."""
        parameters = tuple(
            FormalParameter(self.name(child), self.type_name(child)) for child in _children(element, "formalParameter")
        )
        inside = names | {parameter.name for parameter in parameters}
        body = self.logic(element, inside) or self._missing(element, "the function has no body")
        kind = element.get("kind") or _FEEL
        return BoxedFunction(
            parameters, body, kind, type_name=self.type_name(element), span=self._document.span(element)
        )

    def _relation(self, element: Element, names: Names) -> Boxed:
        columns = tuple(self.name(child) for child in _children(element, "column"))
        rows = tuple(self._items(row, names) for row in _children(element, "row"))
        if any(len(row) != len(columns) for row in rows):
            return self._missing(element, "a row of the relation has not one cell for each column")
        return BoxedRelation(columns, rows, type_name=self.type_name(element), span=self._document.span(element))

    def _list(self, element: Element, names: Names) -> Boxed:
        return BoxedList(
            self._items(element, names), type_name=self.type_name(element), span=self._document.span(element)
        )

    def _items(self, element: Element, names: Names) -> tuple[Boxed, ...]:
        return tuple(
            self._readers[local_name(child)](child, names) for child in element if local_name(child) in self._readers
        )

    def _conditional(self, element: Element, names: Names) -> Boxed:
        return BoxedConditional(
            self._inside(element, "if", names),
            self._inside(element, "then", names),
            self._inside(element, "else", names),
            type_name=self.type_name(element),
            span=self._document.span(element),
        )

    def _filter(self, element: Element, names: Names) -> Boxed:
        return BoxedFilter(
            self._inside(element, "in", names),
            self._inside(element, "match", names | {"item"}),
            type_name=self.type_name(element),
            span=self._document.span(element),
        )

    def _for(self, element: Element, names: Names) -> Boxed:
        variable = self.name(element, "iteratorVariable")
        return BoxedFor(
            variable,
            self._inside(element, "in", names),
            self._inside(element, "return", names | {variable, "partial"}),
            type_name=self.type_name(element),
            span=self._document.span(element),
        )

    def _quantified(self, element: Element, names: Names) -> Boxed:
        variable = self.name(element, "iteratorVariable")
        return BoxedQuantified(
            local_name(element) == "every",
            variable,
            self._inside(element, "in", names),
            self._inside(element, "satisfies", names | {variable}),
            type_name=self.type_name(element),
            span=self._document.span(element),
        )

    # Decision tables

    def _table(self, element: Element, names: Names) -> Boxed:
        policy = HIT_POLICIES.get(element.get("hitPolicy") or "UNIQUE")
        aggregation = element.get("aggregation")
        if policy is None or (aggregation is not None and aggregation not in AGGREGATIONS):
            what, known = ("hit policy", HIT_POLICIES) if policy is None else ("aggregation", AGGREGATIONS)
            given = str(element.get("hitPolicy") if policy is None else aggregation)
            meant = nearest(given.upper(), known)
            return self._missing(element, f"there is no {what} {given!r}", f"did you mean {meant}?" if meant else "")
        inputs = tuple(self._input(child, names) for child in _children(element, "input"))
        columns = _children(element, "output")
        outputs = tuple(self._output(child, names, alone=len(columns) == 1) for child in columns)
        rules = []
        for number, child in enumerate(_children(element, "rule"), start=1):
            cells = tuple(self.unary_tests(cell, names) for cell in _children(child, "inputEntry"))
            results = tuple(self._cell(cell, names) for cell in _children(child, "outputEntry"))
            if len(cells) != len(inputs) or len(results) != len(outputs):
                return self._missing(child, f"rule {number} has not one entry for each column")
            annotations = tuple(self._text(note).value for note in _children(child, "annotationEntry"))
            rules.append(
                TableRule(child.get("id") or f"rule_{number}", cells, results, self._document.span(child), annotations)
            )
        table = DecisionTable(
            inputs,
            outputs,
            tuple(rules),
            policy,
            AGGREGATIONS[aggregation] if aggregation else None,
            span=self._document.span(element),
        )
        output_types = tuple(self.type_name(child) for child in columns)
        return BoxedTable(table, output_types, type_name=self.type_name(element), span=table.span)

    def _input(self, element: Element, names: Names) -> TableInput:
        inner = _child(element, "inputExpression")
        source = element if inner is None else inner
        values = _child(element, "inputValues")
        allowed = None if values is None or not self._text(values).value.strip() else self.unary_tests(values, names)
        label = element.get("label") or " ".join(self._text(source).value.split())
        return TableInput(self._cell(source, names), label, allowed)

    def _output(self, element: Element, names: Names, *, alone: bool) -> TableOutput:
        values, default = _child(element, "outputValues"), _child(element, "defaultOutputEntry")
        allowed = None if values is None or not self._text(values).value.strip() else self.unary_tests(values, names)
        return TableOutput(
            "" if alone else self.name(element), allowed, None if default is None else self._cell(default, names)
        )

    def _cell(self, element: Element, names: Names) -> Expr:
        """The expression of an input or a result; an empty cell, and one that cannot be read, is null."""
        text = self._text(element)
        if text.value.strip() in {"", "-"}:
            return NullLiteral(span=text.span())
        return self._expression(element, names) or NullLiteral(span=text.span())

    # Complaints

    def _nothing(self, element: Element) -> Boxed:
        return BoxedLiteral(NullLiteral(span=self._document.span(element)), span=self._document.span(element))

    def _missing(self, element: Element, message: str, hint: str = "") -> Unreadable:
        self._complain("WR711", message, element, hint)
        return self._unreadable(element, message)

    def _unreadable(self, element: Element, reason: str) -> Unreadable:
        return Unreadable(reason, type_name=None, span=self._document.span(element))

    def _complain(self, code: str, message: str, element: Element, hint: str = "") -> None:
        self._diagnostics.append(Diagnostic(code, message, self._document.span(element), "", hint))


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in element if local_name(child) == name]


def _child(element: Element, name: str) -> Element | None:
    return next(iter(_children(element, name)), None)


def _same_namespace(child: Element, element: Element) -> bool:
    return etree.QName(child).namespace == etree.QName(element).namespace
