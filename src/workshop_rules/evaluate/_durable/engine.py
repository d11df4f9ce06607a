"""durable-rules, with what it does amiss kept out: one session, no threads, facts with ids of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from durable.engine import Host, MessageNotHandledException, MessageObservedException

from workshop_rules.evaluate._durable.refused import Astray

Matched = Mapping[str, Mapping[str, Any]]
"""The facts that met a rule's patterns, by their names in the rule."""
NAME = "decision"
MOST_TRIES: Final = 8


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
        self._ids = 0
        self._failed: BaseException | None = None
        self._matched = matched
        if rules:
            definition = {name: {**rule, "run": self._action(name)} for name, rule in rules.items()}
            self._host.set_rulesets({NAME: definition})
        self._empty = not rules

    def _action(self, name: str) -> Callable[[Any], None]:
        def act(closure: Any) -> None:  # noqa: ANN401 (the engine's, without types)
            try:
                facts = closure._m  # noqa: SLF001 (with the names of the rule)
                spent = self._matched(name, facts)
                if spent:
                    closure.retract_fact(dict(facts[spent]))
            except BaseException as error:  # noqa: BLE001 (the engine would swallow it)
                self._failed = self._failed or error

        return act

    def add(self, attributes: Mapping[str, int]) -> dict[str, Any]:
        """Assert a fact, and run all rules that it meets; the fact, to be taken back later.

        Raises:
            Astray: the engine does not take it.
        """
        for _ in range(MOST_TRIES):
            self._ids += 1
            fact = {**attributes, "id": f"{self._ids:x}", "sid": "0"}
            if self._empty:
                return fact
            try:
                self._host.assert_fact(NAME, dict(fact))
            except MessageNotHandledException:
                pass  # no rule reads it at the moment
            except MessageObservedException:
                continue  # taken for another one; once more, under another id
            except Exception as error:
                raise Astray(f"a fact was not taken: {error!r}") from error
            self._tell()
            return fact
        raise Astray("a fact was refused as observed already")

    def remove(self, fact: Mapping[str, Any]) -> None:
        """Take a fact back.

        Raises:
            Astray: the engine fails.
        """
        if self._empty:
            return
        try:
            self._host.retract_fact(NAME, dict(fact))
        except (MessageNotHandledException, MessageObservedException):
            pass  # it met nothing, and was not kept
        except Exception as error:
            raise Astray(f"a fact was not given back: {error!r}") from error
        self._tell()

    def _tell(self) -> None:
        if self._failed is not None:
            failed, self._failed = self._failed, None
            raise failed
