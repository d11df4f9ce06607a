"""DMN XML, versions 1.1 to 1.5, to a model: its types and its requirement graph."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property

from lxml import etree

from workshop_rules.diagnostics import Diagnostic, Found, Span
from workshop_rules.dmn.boxes import BoxReader
from workshop_rules.dmn.definitions import (
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    Definitions,
    FunctionItem,
    GraphElement,
    InputData,
    ItemDefinition,
    Reference,
)
from workshop_rules.dmn.types import meant_type, unknown_types
from workshop_rules.dmn.xml import Document, Element, local_name
from workshop_rules.language.tree import TypeName, UnaryTests

VERSIONS: Mapping[str, str] = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}
"""The namespaces of the standard's versions."""

_ELEMENTS = {"inputData", "decision", "businessKnowledgeModel", "decisionService"}
_MOST_GUESSES = 20
"""For how many unknown types the nearest known one is looked for."""
_NAMING = {"variable", "column", "itemComponent", "output", *_ELEMENTS}


def version_of(document: Document) -> str | None:
    """The version of the standard that a document is written in; None where it is no DMN model."""
    name = etree.QName(document.root)
    return VERSIONS.get(name.namespace or "") if name.localname == "definitions" else None


def imports_of(document: Document) -> tuple[tuple[str, str, Span], ...]:
    """The name and the namespace of each model that a document imports, and where it does."""
    return tuple(
        (child.get("name") or "", child.get("namespace") or "", document.span(child))
        for child in document.root
        if local_name(child) == "import" and _is_dmn(child.get("importType") or "")
    )


def _is_dmn(import_type: str) -> bool:
    return import_type.rstrip("/") in {namespace.rstrip("/") for namespace in VERSIONS}


def read_definitions(document: Document, imports: Mapping[str, Definitions], data: bytes) -> Found[Definitions]:
    """A model.

    Args:
        document: its XML.
        imports: the models it imports, read before it, by the name it gives them.
        data: the file, for the digest.

    Returns:
        The model, and what is wrong with it (WR704 to WR713, and what the parser says of expressions). What could not
        be read is null when it is evaluated, so that the rest of the model can be used where that is wanted.
    """
    version = version_of(document)
    if version is None:
        known = ", ".join(VERSIONS.values())
        span = document.span(document.root)
        return Found(None, (Diagnostic("WR704", f"{document.source.name} is no DMN model of versions {known}", span),))
    return _Reader(document, imports).read(version, data)


class _Reader:
    """One reading of one document."""

    def __init__(self, document: Document, imports: Mapping[str, Definitions]) -> None:
        self.document = document
        self.root = document.root
        self.imports = imports
        self.namespace = self.root.get("namespace") or ""
        self.diagnostics: list[Diagnostic] = []
        fields = frozenset(_names(self.root)) | _imported_names(imports)
        self.boxes = BoxReader(document, fields, imports, self.diagnostics)

    def read(self, version: str, data: bytes) -> Found[Definitions]:
        root = self.root
        items = {}
        for child in root:
            if local_name(child) == "itemDefinition":
                item = self._item(child)
                if item.name in items:
                    self._complain("WR706", f"there are two types named {item.name!r}", child)
                items[item.name] = item
        elements: dict[str, GraphElement] = {}
        names: set[str] = set()
        for child in root:
            if local_name(child) in _ELEMENTS:
                element = self._element(child)
                if element.id in elements:
                    self._complain("WR706", f"there are two elements with the id {element.id!r}", child)
                elif element.name in names:
                    self._complain("WR706", f"there are two elements named {element.name!r}", child)
                elements[element.id] = element
                names.add(element.name)
        digest = hashlib.sha256(data)
        for name, model in self.imports.items():
            digest.update(f"\n{name} {model.digest}".encode())
        definitions = Definitions(
            id=root.get("id") or "",
            name=self.boxes.name(root),
            namespace=self.namespace,
            version=version,
            imports=self.imports,
            items=items,
            elements=elements,
            digest=digest.hexdigest(),
        )
        self._check_references(definitions)
        self._check_types(definitions)
        return Found(definitions, tuple(self.diagnostics))

    # Types

    def _item(self, element: Element) -> ItemDefinition:
        function = None
        if (signature := _child(element, "functionItem")) is not None:
            parameters = tuple(self._type_of(child) for child in signature if local_name(child) == "parameters")
            function = FunctionItem(parameters, self.boxes.type_name(signature, "outputTypeRef"))
        return ItemDefinition(
            name=self.boxes.name(element),
            type_name=self.boxes.type_name(element),
            collection=(element.get("isCollection") or "").strip() in {"true", "1"},
            allowed=self._tests(element, "allowedValues"),
            constraint=self._tests(element, "typeConstraint"),
            components=tuple(self._item(child) for child in element if local_name(child) == "itemComponent"),
            function=function,
        )

    def _tests(self, element: Element, name: str) -> UnaryTests | None:
        child = _child(element, name)
        return None if child is None else self.boxes.unary_tests(child, frozenset())

    def _type_of(self, element: Element | None) -> TypeName | None:
        return None if element is None else self.boxes.type_name(element)

    # The graph

    def _element(self, element: Element) -> GraphElement:
        variable = _child(element, "variable")
        id_ = element.get("id") or self.boxes.name(element)
        name = self.boxes.name(element) if variable is None or not variable.get("name") else self.boxes.name(variable)
        type_name = self._type_of(variable)
        span = self.document.span(element)
        match local_name(element):
            case "inputData":
                return InputData(id=id_, name=name, type_name=type_name, span=span)
            case "decision":
                knowledge = self._required(element, "knowledgeRequirement")
                information = self._required(element, "informationRequirement")
                scope = self._names_of((*information, *knowledge))
                description = _child(element, "description")
                return Decision(
                    id=id_,
                    name=name,
                    type_name=type_name,
                    span=span,
                    information=information,
                    knowledge=knowledge,
                    logic=self.boxes.logic(element, scope),
                    description="" if description is None else (description.text or "").strip(),
                )
            case "businessKnowledgeModel":
                knowledge = self._required(element, "knowledgeRequirement")
                logic = _child(element, "encapsulatedLogic")
                function = None if logic is None else self.boxes.function(logic, self._names_of(knowledge))
                return BusinessKnowledgeModel(
                    id=id_, name=name, type_name=type_name, span=span, knowledge=knowledge, function=function
                )
            case _:
                return DecisionService(
                    id=id_,
                    name=name,
                    type_name=type_name,
                    span=span,
                    outputs=self._references(element, "outputDecision"),
                    encapsulated=self._references(element, "encapsulatedDecision"),
                    input_decisions=self._references(element, "inputDecision"),
                    input_data=self._references(element, "inputData"),
                )

    def _required(self, element: Element, name: str) -> tuple[Reference, ...]:
        requirements = (child for child in element if local_name(child) == name)
        return tuple(
            self._reference(child)
            for requirement in requirements
            for child in requirement
            if local_name(child).startswith("required")
        )

    def _references(self, element: Element, name: str) -> tuple[Reference, ...]:
        return tuple(self._reference(child) for child in element if local_name(child) == name)

    def _reference(self, element: Element) -> Reference:
        namespace, _, id_ = (element.get("href") or "").strip().rpartition("#")
        return Reference(namespace or self.namespace, id_)

    def _names_of(self, references: tuple[Reference, ...]) -> frozenset[str]:
        """What the logic of an element may name: the elements it requires, and the imported models."""
        names = {name for name in self.imports if name}
        for reference in references:
            if reference.namespace == self.namespace:
                names.update(self._names_by_id.get(reference.id, ()))
        return frozenset(names)

    @cached_property
    def _names_by_id(self) -> Mapping[str, set[str]]:
        """The names of each element that has an id: its own, and its variable's."""
        names: dict[str, set[str]] = {}
        for child in self.root:
            variable = _child(child, "variable")
            named = names.setdefault(child.get("id") or "", set())
            named.add(self.boxes.name(child))
            if variable is not None and variable.get("name"):
                named.add(self.boxes.name(variable))
        return names

    def _check_references(self, definitions: Definitions) -> None:
        models = {model.namespace: model for model in definitions.family()}
        for element in definitions.elements.values():
            for reference in requirements(element):
                model = models.get(reference.namespace)
                if model is None or reference.id not in model.elements:
                    self.diagnostics.append(
                        Diagnostic(
                            "WR707", f"{element.name!r} requires {reference.id!r}, which is not there", element.span
                        )
                    )

    def _check_types(self, definitions: Definitions) -> None:
        meant_by: dict[str, str | None] = {}
        for type_name, element, reference in self.boxes.named_types:
            for name in unknown_types(type_name, definitions):
                if name not in meant_by and len(meant_by) < _MOST_GUESSES:
                    meant_by[name] = meant_type(name, definitions)
                meant = meant_by.get(name)
                self.diagnostics.append(
                    Diagnostic(
                        "WR718",
                        f"there is no type {name!r}",
                        self.boxes.place_of_type(element, reference, name),
                        "what is declared so is null",
                        f"write {meant!r}" if meant else "",
                        f"没有类型`{name}`，这样声明的值都是空值" + (f"；请写`{meant}`" if meant else ""),
                    )
                )

    def _complain(self, code: str, message: str, element: Element) -> None:
        self.diagnostics.append(Diagnostic(code, message, self.document.span(element)))


def requirements(element: GraphElement) -> tuple[Reference, ...]:
    """All elements that an element refers to."""
    match element:
        case Decision():
            return (*element.information, *element.knowledge)
        case BusinessKnowledgeModel():
            return element.knowledge
        case DecisionService():
            return (*element.outputs, *element.encapsulated, *element.input_decisions, *element.input_data)
        case InputData():
            return ()


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if local_name(child) == name), None)


def _names(root: Element) -> Iterator[str]:
    """The names that may stand in a path, or in a filter, anywhere in the model: those of more than one word."""
    for element in root.iter():
        if local_name(element) in _NAMING:
            name = " ".join((element.get("name") or "").split())
            if name and not name.isidentifier() and _may_be_field(element):
                yield name


def _may_be_field(element: Element) -> bool:
    """Whether a name is that of a field: of an element of the graph it is one only to models that import it."""
    parent = element.getparent()
    return local_name(element) not in _ELEMENTS and (parent is None or local_name(parent) not in _ELEMENTS)


def _imported_names(imports: Mapping[str, Definitions]) -> frozenset[str]:
    names: set[str] = set()
    for model in imports.values():
        names.update(element.name for element in model.elements.values())
        for item in model.items.values():
            names.update(component.name for component in _components(item))
    return frozenset(names)


def _components(item: ItemDefinition) -> Iterator[ItemDefinition]:
    for component in item.components:
        yield component
        yield from _components(component)
