"""A requirement graph at work: inputs given, decisions made once each, functions called (DMN 1.5, 10.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from workshop_rules.dmn.definitions import (
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    Definitions,
    GraphElement,
    InputData,
    Reference,
)
from workshop_rules.evaluate._dmn.boxes import evaluate_box, function_of
from workshop_rules.evaluate._dmn.functions import bind
from workshop_rules.evaluate._dmn.interpreter import coerce
from workshop_rules.evaluate._dmn.limits import OutOfBoundsError
from workshop_rules.evaluate._dmn.recorder import Recorder, TableRecord
from workshop_rules.evaluate._dmn.scope import Scope, World
from workshop_rules.evaluate._dmn.values import (
    NULL,
    Arguments,
    FeelValue,
    FunctionValue,
    Null,
    ParameterOf,
    null,
)
from workshop_rules.language.tree import TypeName


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """How a decision was made.

    Attributes:
        decision: the decision.
        value: what it gave.
        tables: what its decision tables did, in order.
        requires: the decisions it went through, in order of the requirements.
    """

    decision: Decision
    value: FeelValue
    tables: tuple[TableRecord, ...]
    requires: tuple[DecisionRecord, ...] = ()

    def in_order(self) -> Iterator[DecisionRecord]:
        """This decision and all it went through, each once, after those that it requires."""
        begun = {id(self)}
        waiting = [(self, iter(self.requires))]
        while waiting:
            record, left = waiting[-1]
            one = next(left, None)
            if one is None:
                waiting.pop()
                yield record
            elif id(one) not in begun:
                begun.add(id(one))
                waiting.append((one, iter(one.requires)))


@dataclass(slots=True)
class Run:
    """One evaluation of a model, for one set of inputs.

    An imported model is evaluated apart for each way by which it is imported, with the inputs under its name.

    Attributes:
        model: the model.
        inputs: values of input data, and of decisions that are to be taken as given, by name; those of an imported
            model in a context under the name of the import.
        world: what the evaluation shares.
    """

    model: Definitions
    inputs: Mapping[str, FeelValue]
    world: World = field(default_factory=World)
    _values: dict[str, FeelValue] = field(default_factory=dict)
    _records: dict[str, DecisionRecord] = field(default_factory=dict)
    _under_way: set[str] = field(default_factory=set)
    _imported: dict[str, Run] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)

    def value_of(self, element: GraphElement) -> FeelValue:
        """The value of an element of the model; null, with the reason, where it has none. Nothing is raised."""
        try:
            return self._value(element)
        except OutOfBoundsError:
            return null("too_long", "the evaluation takes too many steps, or calls within one another", element.span)
        except RecursionError:
            return null("too_deep", "expressions or calls stand too deeply within one another", element.span)

    def call(self, name: str, arguments: Mapping[str, FeelValue]) -> FeelValue:
        """The value of a knowledge model or decision service, called with those of the arguments that it takes."""
        element = next((e for e in self.model.elements.values() if e.name == name), None)
        if element is None:
            return null("no_such_name", f"the model has no {name!r}")
        function = self.value_of(element)
        if not isinstance(function, FunctionValue):
            return function
        taken = {parameter.name for parameter in function.parameters or ()}
        named = {name: value for name, value in arguments.items() if name in taken}
        try:
            return function.invoke(Arguments(named=named))
        except OutOfBoundsError:
            return null("too_long", "the evaluation takes too many steps, or calls within one another", element.span)
        except RecursionError:
            return null("too_deep", "expressions or calls stand too deeply within one another", element.span)

    def record_of(self, decision: Decision) -> DecisionRecord | None:
        """How a decision was made; None where it was not, or its value was given."""
        return self._records.get(decision.id)

    def lacking(self) -> Iterator[str]:
        """The paths of inputs that were asked for and not given."""
        yield from (name for name in self.read if isinstance(self.inputs.get(name, NULL), Null))
        for name, run in self._imported.items():
            yield from (f"{name}.{path}" if name else path for path in run.lacking())

    def used(self) -> frozenset[str]:
        """The inputs that were asked for; of an imported model, which has a name, the name where any of it was."""
        names = set(self.read)
        for name, run in self._imported.items():
            inner = run.used()
            names.update(inner if not name else {name} if inner else ())
        return frozenset(names)

    # Elements

    def _value(self, element: GraphElement) -> FeelValue:
        """The value of an element; first, one after the other, those of all it requires, however long the chain is."""
        under_way: list[tuple[Run, GraphElement, Iterator[Reference]]] = []
        self._begin(element, under_way)
        try:
            while under_way:
                run, one, left = under_way[-1]
                reference = next(left, None)
                if reference is None:
                    run._values[one.id] = run._fresh(one)  # noqa: SLF001 (of the same class)
                    run._under_way.discard(one.id)  # noqa: SLF001
                    under_way.pop()
                elif (found := run._found(reference)) is not None:  # noqa: SLF001
                    found.run._begin(found.element, under_way)  # noqa: SLF001
        finally:
            for run, one, _ in under_way:
                run._under_way.discard(one.id)  # noqa: SLF001
        if element.id not in self._values:
            return null("requirement_circle", f"{element.name!r} requires itself", element.span)
        return self._values[element.id]

    def _begin(self, element: GraphElement, under_way: list[tuple[Run, GraphElement, Iterator[Reference]]]) -> None:
        """Put an element on the way, unless its value is there or it is on the way already."""
        if element.id not in self._values and element.id not in self._under_way:
            self._under_way.add(element.id)
            under_way.append((self, element, iter(self._reads(element))))

    def _reads(self, element: GraphElement) -> tuple[Reference, ...]:
        """What has to have its value before an element has one; a service begins when it is called."""
        match element:
            case Decision() if element.logic is not None and element.name not in self.inputs:
                return (*element.information, *element.knowledge)
            case BusinessKnowledgeModel() if element.function is not None:
                return element.knowledge
            case _:
                return ()

    def _fresh(self, element: GraphElement) -> FeelValue:
        match element:
            case InputData():
                return self._given(element)
            case Decision():
                return self._given(element) if element.name in self.inputs else self._decided(element)
            case BusinessKnowledgeModel():
                return self._knowledge(element)
            case DecisionService():
                return self._service(element)

    def _given(self, element: GraphElement) -> FeelValue:
        self.read.add(element.name)
        value = self.inputs.get(element.name)
        if value is None:
            return null("not_given", f"{element.name!r} is not given", element.span)
        return coerce(value, element.type_name, self._scope({}))

    def _decided(self, decision: Decision) -> FeelValue:
        if decision.logic is None:
            return null("not_given", f"{decision.name!r} has no logic, and is not given", decision.span)
        scope = self._scope(self._required((*decision.information, *decision.knowledge)))
        outer, self.world.recorder = self.world.recorder, Recorder()
        try:
            value = coerce(evaluate_box(decision.logic, scope), decision.type_name, scope)
            tables = tuple(self.world.recorder.tables)
        finally:
            self.world.recorder = outer
        self._records[decision.id] = DecisionRecord(decision, value, tables, tuple(self._records_of(decision)))
        return value

    def _records_of(self, decision: Decision) -> Iterable[DecisionRecord]:
        for reference in decision.information:
            found = self._found(reference)
            record = None if found is None else found.run._records.get(reference.id)  # noqa: SLF001 (of the same class)
            if record is not None:
                yield record

    def _knowledge(self, knowledge: BusinessKnowledgeModel) -> FeelValue:
        if knowledge.function is None:
            return null("no_logic", f"{knowledge.name!r} has no logic", knowledge.span)
        values: dict[str, FeelValue] = {}
        scope = self._scope(values)
        function = function_of(knowledge.name, knowledge.function, scope)
        values[knowledge.name] = function  # it may call itself
        values.update(self._required(knowledge.knowledge))
        if not isinstance(function, FunctionValue) or knowledge.type_name is None:
            return function
        inner = function.invoke

        def invoke(arguments: Arguments) -> FeelValue:
            return coerce(inner(arguments), self._result_type(knowledge), scope)

        return FunctionValue(function.name, invoke, function.parameters, self._result_type(knowledge))

    # Services

    def _service(self, service: DecisionService) -> FeelValue:
        """A service as a function: input data first, then input decisions, are its parameters."""
        parameters = self._elements((*service.input_data, *service.input_decisions))
        outputs = self._elements(service.outputs)
        if parameters is None or not outputs:
            return null("no_logic", f"{service.name!r} lacks an element that it names", service.span)
        formal = tuple(ParameterOf(parameter.name, parameter.type_name) for parameter in parameters)

        def invoke(arguments: Arguments) -> FeelValue:
            scope = self._scope({})
            bound = bind(service.name, formal, arguments, scope, coerce)
            if isinstance(bound, Null):
                return bound
            inside = Run(self.model, bound, self.world)
            results = {output.name: inside._value(output) for output in outputs}
            value: FeelValue = results if len(results) > 1 else next(iter(results.values()))
            return coerce(value, self._result_type(service), scope)

        return FunctionValue(service.name, invoke, formal, self._result_type(service))

    def _elements(self, references: Iterable[Reference]) -> list[GraphElement] | None:
        """The elements of this model that references mean; None where one is not there."""
        found = [self._found(reference) for reference in references]
        return None if None in found else [one.element for one in found if one is not None]

    def _result_type(self, element: BusinessKnowledgeModel | DecisionService) -> TypeName | None:
        """The type of what a function gives: its variable's, or the result of the function type that this names."""
        if element.type_name is None:
            return None
        item = self._scope({}).item(element.type_name.name)
        if item is not None and item[0].function is not None and item[0].function.parameters:
            return item[0].function.result
        return element.type_name

    # Scope

    def _scope(self, variables: Mapping[str, FeelValue]) -> Scope:
        return Scope(variables, world=self.world, model=self.model)

    def _required(self, references: Iterable[Reference]) -> dict[str, FeelValue]:
        """The variables that an element sees: what it requires, by name; of other models, under the import's name."""
        variables: dict[str, FeelValue] = {}
        for reference in references:
            found = self._found(reference)
            if found is None:
                continue
            inner = variables
            for name in found.path:
                nested = inner.get(name)
                inner[name] = nested = dict(nested) if isinstance(nested, dict) else {}
                inner = nested
            inner[found.element.name] = found.run._value(found.element)  # noqa: SLF001 (of the same class)
        return variables

    def _found(self, reference: Reference) -> _Found | None:
        """The element that a reference means, in this model or in one that it imports, however far."""
        if reference.namespace == self.model.namespace and reference.id in self.model.elements:
            return _Found((), self, self.model.elements[reference.id])
        for name in self.model.imports:
            found = self._import(name)._found(reference)  # noqa: SLF001 (of the same class)
            if found is not None:
                return _Found((name, *found.path) if name else found.path, found.run, found.element)
        return None

    def _import(self, name: str) -> Run:
        if name not in self._imported:
            nested = self.inputs.get(name)
            inputs = {**self.inputs, **nested} if isinstance(nested, dict) else self.inputs
            self._imported[name] = Run(self.model.imports[name], inputs, self.world)
        return self._imported[name]


@dataclass(frozen=True, slots=True)
class _Found:
    """An element of the graph.

    Attributes:
        path: the names of the imports that lead to it.
        run: the run of its model.
    """

    path: tuple[str, ...]
    run: Run
    element: GraphElement
