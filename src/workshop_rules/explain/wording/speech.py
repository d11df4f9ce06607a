"""One language, speaking about one decision; and both together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias, TypeVar

from workshop_rules.bounded import make_room
from workshop_rules.compile.plan import Fact, Words
from workshop_rules.explain.blanks import StandIn
from workshop_rules.explain.terms import Scope, Terms
from workshop_rules.explain.wording.language import Language
from workshop_rules.language.tree import Expr, Iterator, Name
from workshop_rules.language.walk import walk

T = TypeVar("T")
N = TypeVar("N")
_Kept: TypeAlias = dict[Hashable, tuple[object, Any]]

_MOST_OF_PLAN = 1 << 16
_MOST_OF_CASES = 1 << 12
"""How much voices remember, of a plan and of cases, before they forget the oldest."""


@dataclass(frozen=True)
class Speech:
    """What is needed to put an expression into words.

    Attributes:
        scope: the variables bound around the expression.
        alike: those of them that run over the same list.
        is_bare: whether numbers are said without what they count.
    """

    language: Language
    terms: Terms
    scope: Scope = field(default_factory=dict)
    alike: tuple[str, ...] = ()
    is_bare: bool = False

    def say(self, key: str, /, *parts: str, **named: str | int) -> str:
        """The phrase of that key, filled in."""
        return self.language.say(key, *parts, **named)

    def of(self, words: Words) -> str:
        """These words, in the language."""
        return self.language.of(words)

    def inside(self, iterators: tuple[Iterator, ...]) -> Speech:
        """Where the variables of a quantifier or of `for` are bound."""
        speech = self
        for iterator in iterators:
            speech = speech.binding(iterator.name, self.terms.records(iterator.source, speech.scope))
        sources = [iterator.source for iterator in iterators]
        alike = tuple(iterator.name for iterator in iterators if sources.count(iterator.source) > 1)
        return replace(speech, alike=alike or speech.alike)

    def binding(self, name: str, fact: Fact | None) -> Speech:
        """Where one more variable is bound; where another one around it runs over the same records, both are told."""
        outer = next((one for one, records in self.scope.items() if fact is not None and records is fact), None)
        alike = self.alike if outer is None or outer == name else (outer, name)
        return replace(self, scope={**self.scope, name: fact}, alike=alike)

    def over(self, condition: Expr) -> Speech:
        """Within a condition: variables are told from each other only where it is about all of them."""
        named = {part.name for part in walk(condition) if isinstance(part, Name)}
        return self if named.issuperset(self.alike) else self.alone()

    def alone(self) -> Speech:
        """Where no variable needs to be told from others."""
        return replace(self, alike=())

    def bare(self) -> Speech:
        """Where what numbers count has been said."""
        return replace(self, is_bare=True)

    def is_one_of_several(self, variable: str) -> bool:
        """Whether one has to say which of the variables of a quantifier over one list is meant."""
        return variable in self.alike

    def unit(self, node: Expr) -> Words | None:
        """What the number that the expression gives counts."""
        unit = None if self.is_bare else self.terms.unit(node, self.scope)
        return self.language.unit(unit) if isinstance(unit, str) else unit

    def names_unit(self, subject: str, unit: Words | None) -> bool:
        """Whether the name of a number says itself what it counts: `years as a homeroom teacher`."""
        return unit is not None and (not self.of(unit) or self.language.names(subject, self.of(unit)))


@dataclass(frozen=True)
class Voices:
    """Both languages, which say the same; they remember what they say of parts of a plan whatever the case.

    Attributes:
        standing: what stands for the records of quantifiers, by the identity of these; they are told as they are
            where nothing does.
    """

    zh: Speech
    en: Speech
    standing: Mapping[int, StandIn] = field(default_factory=dict)
    _of_plan: _Kept = field(default_factory=dict, init=False, repr=False, compare=False)
    _of_cases: _Kept = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def terms(self) -> Terms:
        """What both speak about."""
        return self.en.terms

    def words(self, say: Callable[[Speech], str]) -> Words:
        """The same thing in both languages."""
        return Words(zh=say(self.zh), en=say(self.en))

    def told(self, say: Callable[[Speech, N], str], node: N) -> Words:
        """What `say` makes of a part of the plan in both languages, asked for once."""
        return self.kept(say, node, lambda: self.words(lambda speech: say(speech, node)))

    def kept(self, what: Hashable, node: object, make: Callable[[], T]) -> T:
        """What was made of a part of the plan, which does not depend on the case.

        Args:
            what: is made: names it among the others that are made of the same part.
            node: the part. It is kept as well, so that no other can take its identity.
            make: makes it.
        """
        return _kept(self._of_plan, (what, id(node)), node, make, _MOST_OF_PLAN)

    def kept_of_case(self, what: Hashable, node: object, given: Hashable, make: Callable[[], T]) -> T:
        """As `kept`, of what depends on the case by `given` and by nothing else; the oldest is forgotten first."""
        return _kept(self._of_cases, (what, id(node), given), node, make, _MOST_OF_CASES)

    def say(self, key: str, /, **named: Words | str | int) -> Words:
        """The phrase of that key in both languages, filled in with words of each."""
        return Words(zh=_filled(self.zh, key, named), en=_filled(self.en, key, named))

    def join(self, items: Sequence[Words], how: str = "semicolon", shown: int = 4) -> Words:
        """A list of phrases in both languages; what goes beyond `shown` is counted."""
        return self.words(lambda speech: speech.language.join([speech.of(item) for item in items], how, shown))

    def over(self, condition: Expr) -> Voices:
        """Within a condition: variables are told from each other only where it is about all of them."""
        return self.kept("over", condition, lambda: Voices(self.zh.over(condition), self.en.over(condition)))

    def alone(self) -> Voices:
        """Where no variable needs to be told from others."""
        return self.kept("alone", None, lambda: Voices(self.zh.alone(), self.en.alone()))

    def inside(self, iterators: tuple[Iterator, ...]) -> Voices:
        """Where the variables of a quantifier or of `for` are bound."""
        return self.kept("inside", iterators, lambda: Voices(self.zh.inside(iterators), self.en.inside(iterators)))

    def binding(self, name: str, fact: Fact | None) -> Voices:
        """Where one more variable is bound."""
        return self.kept(
            ("binding", name), fact, lambda: Voices(self.zh.binding(name, fact), self.en.binding(name, fact))
        )


def _filled(speech: Speech, key: str, named: Mapping[str, Words | str | int]) -> str:
    return speech.say(key, **{n: speech.of(part) if isinstance(part, Words) else part for n, part in named.items()})


def _kept(among: _Kept, key: Hashable, node: object, make: Callable[[], T], most: int) -> T:
    found = among.get(key)
    if found is not None:
        return found[1]  # type: ignore[no-any-return]  # what `make` made
    made = make()
    make_room(among, most)
    among[key] = node, made
    return made
