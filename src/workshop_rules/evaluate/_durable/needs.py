"""The facts that the rules of a decision read, as they are found to be needed.

A fact that meets more than 64 patterns at once is refused by the engine, and no more than 257 rules may begin with the
same one; so a fact that many rules read is asserted several times, under several numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace

from workshop_rules.evaluate._durable.refused import Refused
from workshop_rules.evaluate._durable.ruleset import Attribute, CellFact, RecordFact
from workshop_rules.evaluate._durable.terms import AS_OF, FactTerm, Term, parts_of
from workshop_rules.language.types import Type

MOST_ATTRIBUTES = 12
"""How many terms a fact carries; the engine finds the first 32 attributes only, and each term is two."""
MOST_USES = 48
"""How many rules may read a fact."""


@dataclass
class _Draft:
    """A fact in the making: the list that it is about a record of, if any, its terms, and how many rules read it."""

    source: str = ""
    attributes: list[Attribute] = field(default_factory=list)
    uses: int = 0

    def name(self, term: Term) -> str | None:
        """The attribute that carries a term."""
        return next((one.name for one in self.attributes if one.term == term), None)

    def add(self, term: Term, type_: Type) -> str:
        """Carry a term; its attribute."""
        name = self.name(term)
        if name is None:
            name = f"v{len(self.attributes)}"
            self.attributes.append(Attribute(name, term, type_))
        return name


@dataclass
class Facts:
    """The facts that rules read. All are numbered from 1."""

    _cells: list[_Draft] = field(default_factory=list)
    _records: list[_Draft] = field(default_factory=list)
    lists: dict[str, int] = field(default_factory=dict)
    _exact: set[Term] = field(default_factory=set)

    def compare_exactly(self, terms: Iterable[Term]) -> None:
        """These terms are compared with one another, so that a number between two of the pack's will not do."""
        self._exact.update(terms)

    def cell(self, term: Term, type_: Type, uses: int) -> tuple[int, str]:
        """The number of a fact that carries a term, and the attribute; what the date alone says stands together.

        Args:
            term: of the dossier as a whole.
            type_: its type.
            uses: how many rules will read it.
        """
        dated = _is_dated(term)

        def fits(draft: _Draft) -> bool:
            together = dated and _is_dated(draft.attributes[0].term) and len(draft.attributes) < MOST_ATTRIBUTES
            return together or draft.name(term) is not None

        number = _first(self._cells, fits, uses)
        return number, self._cells[number - 1].add(term, type_)

    def record(
        self, source: str, terms: dict[Term, Type], uses: int, taken: Collection[int]
    ) -> tuple[int, dict[Term, str]]:
        """The number of a fact about each record of a list that carries these terms, and their attributes.

        Args:
            source: the list.
            terms: of a record.
            uses: how many rules will read the fact.
            taken: the facts that the same rules read already: one fact meets one pattern of a rule only.

        Raises:
            Refused: there are more than a fact carries.
        """
        if len(terms) > MOST_ATTRIBUTES:
            raise Refused(f"a condition on more than {MOST_ATTRIBUTES} fields of a record")
        self.listed(source)

        def fits(draft: _Draft) -> bool:
            known = {one.term for one in draft.attributes}
            return draft.source == source and len(known.union(terms)) <= MOST_ATTRIBUTES

        number = _first(self._records, fits, uses, taken)
        draft = self._records[number - 1]
        draft.source = source
        return number, {term: draft.add(term, type_) for term, type_ in terms.items()}

    def listed(self, source: str) -> int:
        """The number of a list."""
        return self.lists.setdefault(source, len(self.lists) + 1)

    def finished(self) -> tuple[tuple[CellFact, ...], tuple[RecordFact, ...]]:
        """The facts as a ruleset has them."""
        cells = enumerate(self._cells, start=1)
        records = enumerate(self._records, start=1)
        return (
            tuple(CellFact(number, self._attributes(draft)) for number, draft in cells),
            tuple(RecordFact(number, draft.source, self._attributes(draft)) for number, draft in records),
        )

    def _attributes(self, draft: _Draft) -> tuple[Attribute, ...]:
        return tuple(replace(one, exact=one.term in self._exact) for one in draft.attributes)


def _first(drafts: list[_Draft], fits: Callable[[_Draft], bool], uses: int, taken: Collection[int] = ()) -> int:
    """The number of the first fact that fits and has room for so many rules more, or of a new one."""
    for number, draft in enumerate(drafts, start=1):
        if number not in taken and fits(draft) and draft.uses + uses <= MOST_USES:
            draft.uses += uses
            return number
    drafts.append(_Draft(uses=uses))
    return len(drafts)


def _is_dated(term: Term) -> bool:
    """Whether a term depends on the date of decision alone."""
    read = [one.path for one in parts_of(term) if isinstance(one, FactTerm)]
    return bool(read) and set(read) == {AS_OF}
