"""durable-rules, with what it does amiss kept out.

One session, because each costs megabytes and a thousand of them end the process; no threads; and ids that the engine
can tell apart. It knows a fact by 32 bits of its id (FNV-1a): of two ids that share them it refuses the second as
observed already, and asked to take back a fact that it never kept, it takes back another one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from durable.engine import Host, MessageNotHandledException

from workshop_rules.evaluate._durable.refused import Astray

Matched = Mapping[str, Mapping[str, Any]]
"""The facts that met a rule's patterns, by their names in the rule."""
NAME = "decision"
PADDING = 32
"""How many rules that are never met stand after all others. The engine reads on past a conjunction that fails, until it
comes upon a byte like the one that ends it: after the last rule into memory that is not its own, which ends the process
where nothing is. After these it comes upon their ends."""
_NEVER: Mapping[str, Any] = {
    "all": [
        {"first": {"never": 1}},
        {
            "second": {
                "$and": [{"never": 2}, {"d": {"first": "d"}}, {"e": {"first": "e"}}, {"$lt": {"f": {"first": "f"}}}]
            }
        },
    ]
}


def identity(name: str) -> int:
    """What the engine knows a fact by: the FNV-1a hash of its id, of 32 bits."""
    known = 0x811C9DC5
    for byte in name.encode():
        known = (known ^ byte) * 0x01000193 & 0xFFFFFFFF
    return known


class _Quiet(Host):  # type: ignore[misc]  # it has no types
    """A host that does nothing unasked: the threads of its parent would run rules beside us."""

    def _run(self) -> None:
        """Start no thread."""


class Engine:
    """One ruleset, running."""

    def __init__(self, rules: Mapping[str, Mapping[str, Any]], matched: Callable[[str, Matched], str]) -> None:
        """Run rules.

        Args:
            rules: by name, without actions.
            matched: is told of each rule that is met, with the facts; gives the name of the one to take back, or "".
        """
        self._host = _Quiet()
        self._last = 0
        self._known: set[int] = set()
        self._failed: BaseException | None = None
        self._matched = matched
        if rules:
            padded = {**rules, **{f"beyond all rules {number}": _NEVER for number in range(PADDING)}}
            definition = {name: {**rule, "run": self._action(name)} for name, rule in padded.items()}
            self._host.set_rulesets({NAME: definition})
        self._empty = not rules

    def _action(self, name: str) -> Callable[[Any], None]:
        def act(closure: Any) -> None:  # noqa: ANN401 (the engine's, without types)
            try:
                facts = closure._m  # noqa: SLF001 (with the names of the rule)
                spent = self._matched(name, facts)
                if spent:
                    closure.retract_fact(dict(facts[spent]))
                    self._known.discard(identity(facts[spent]["id"]))
            except BaseException as error:  # noqa: BLE001 (the engine would swallow it)
                self._failed = self._failed or error

        return act

    def add(self, attributes: Mapping[str, int]) -> dict[str, Any]:
        """Assert a fact, and run all rules that it meets; the fact, to be taken back later.

        Raises:
            Astray: the engine does not take it.
        """
        fact = {**attributes, "id": self._fresh(), "sid": "0"}
        if self._empty:
            return fact
        try:
            self._host.assert_fact(NAME, dict(fact))
        except MessageNotHandledException:
            pass  # no rule reads it at the moment
        except Exception as error:
            raise Astray(f"a fact was not taken: {error!r}") from error
        self._tell()
        return fact

    def _fresh(self) -> str:
        """An id that the engine tells from those of all other facts."""
        while True:
            self._last += 1
            name = f"{self._last:x}"
            known = identity(name)
            if known not in self._known:
                self._known.add(known)
                return name

    def remove(self, fact: Mapping[str, Any]) -> None:
        """Take a fact back.

        Raises:
            Astray: the engine fails.
        """
        if self._empty:
            return
        try:
            self._host.retract_fact(NAME, dict(fact))
        except MessageNotHandledException:
            pass  # it met nothing, and was not kept
        except Exception as error:
            raise Astray(f"a fact was not given back: {error!r}") from error
        self._known.discard(identity(fact["id"]))
        self._tell()

    def _tell(self) -> None:
        if self._failed is not None:
            failed, self._failed = self._failed, None
            raise failed
