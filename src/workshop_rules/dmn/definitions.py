"""A DMN model as data: item definitions and the requirement graph of inputs, decisions, knowledge and services."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from workshop_rules.diagnostics import Span
from workshop_rules.dmn.boxed import Boxed, BoxedFunction
from workshop_rules.language.tree import TypeName, UnaryTests


@dataclass(frozen=True, slots=True)
class FunctionItem:
    """The signature of a function type."""

    parameters: tuple[TypeName | None, ...]
    result: TypeName | None


@dataclass(frozen=True, slots=True)
class ItemDefinition:
    """A type of the model.

    Attributes:
        type_name: the type that it names or restricts; None where it has components or a function's signature.
        collection: a list of such values.
        allowed: the values it may have; of a collection, those of its items.
        constraint: what the value as a whole must satisfy (DMN 1.5's `typeConstraint`).
        components: the fields of a context type.
    """

    name: str
    type_name: TypeName | None = None
    collection: bool = False
    allowed: UnaryTests | None = None
    constraint: UnaryTests | None = None
    components: tuple[ItemDefinition, ...] = ()
    function: FunctionItem | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """An element, by its model's namespace and its id."""

    namespace: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """What elements of the graph have: an id, the name under which others see them, and their value's type."""

    id: str
    name: str
    type_name: TypeName | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class InputData(Element):
    """A fact that is given from outside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Element):
    """A decision.

    Attributes:
        information: the decisions and inputs that its logic may read.
        knowledge: the business knowledge models and services that it may call.
        logic: None where the model leaves it open; its value may then be given like an input.
    """

    information: tuple[Reference, ...] = ()
    knowledge: tuple[Reference, ...] = ()
    logic: Boxed | None = None
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessKnowledgeModel(Element):
    """A function that several decisions share."""

    knowledge: tuple[Reference, ...] = ()
    function: BoxedFunction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionService(Element):
    """A part of the graph that is called like a function: its parameters are `input_data`, then `input_decisions`."""

    outputs: tuple[Reference, ...] = ()
    encapsulated: tuple[Reference, ...] = ()
    input_decisions: tuple[Reference, ...] = ()
    input_data: tuple[Reference, ...] = ()


GraphElement: TypeAlias = InputData | Decision | BusinessKnowledgeModel | DecisionService


@dataclass(frozen=True, slots=True)
class Definitions:
    """A model.

    Attributes:
        version: of the DMN standard, such as `1.5`.
        imports: other models, by the name under which this one sees them; under an empty name as if they were its own.
        items: its types, by name.
        elements: its graph, by id.
        digest: the SHA-256 of the file it was read from, and of those it imports.
    """

    id: str
    name: str
    namespace: str
    version: str
    imports: Mapping[str, Definitions]
    items: Mapping[str, ItemDefinition]
    elements: Mapping[str, GraphElement]
    digest: str

    def item(self, name: str) -> tuple[ItemDefinition, Definitions] | None:
        """A type of the model, or of one that it imports (`import.type`), and the model that defines it."""
        model: Definitions | None = self
        while model is not None:
            if name in model.items:
                return model.items[name], model
            found = next((prefix for prefix in model.imports if prefix and name.startswith(f"{prefix}.")), None)
            if found is None:
                unnamed = model.imports.get("")
                model = unnamed if unnamed is not None and name in unnamed.items else None
            else:
                name, model = name[len(found) + 1 :], model.imports[found]
        return None

    def type_names(self) -> Iterator[str]:
        """The names by which expressions of the model may call types: its own, and those of the models it imports."""
        yield from self.items
        for name, model in self.imports.items():
            yield from (f"{name}.{item}" if name else item for item in model.items)

    def family(self) -> Iterator[Definitions]:
        """This model and all that it imports, each once."""
        pending, seen = [self], set[int]()
        while pending:
            model = pending.pop()
            if id(model) not in seen:
                seen.add(id(model))
                yield model
                pending.extend(model.imports.values())
