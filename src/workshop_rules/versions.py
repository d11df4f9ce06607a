"""Several versions of a pack side by side: the date of decision picks the one that judges facts of that date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from workshop_rules.deciding import Decider

if TYPE_CHECKING:
    from workshop_rules.evaluate.evaluation import Dossier
    from workshop_rules.verdict import Verdict


class VersionedDecider:
    """A `Decider` that hands a case to the decider of the version that its date asks for."""

    __slots__ = ("_again", "_last", "_pick", "_undated")

    def __init__(self, undated: Decider, pick: Callable[[object], Decider], again: Callable[[], Decider]) -> None:
        """Decide cases without a date by `undated`, others by what `pick` gives for their date.

        Args:
            undated: the decider of the newest version.
            pick: the decider for a date.
            again: makes the decider anew, in another process.
        """
        self._again = again
        self._undated = undated
        self._pick = pick
        self._last: tuple[object, Decider] = None, undated

    def __call__(self, facts: object, as_of: dt.date | str | None = None) -> Verdict:
        """The verdict on a case."""
        return self._dated(as_of)(facts, as_of)

    def trusted(self, facts: Mapping[str, object] | Dossier, as_of: dt.date | str | None = None) -> Verdict:
        """The verdict on a case whose facts have been validated before."""
        return self._dated(as_of).trusted(facts, as_of)

    def __reduce__(self) -> tuple[Callable[[], Decider], tuple[()]]:
        return self._again, ()

    def _dated(self, as_of: object) -> Decider:
        """The decider for a date; that for the date asked for last is kept."""
        date, decider = self._last
        if date is not as_of:
            decider = self._undated if as_of is None else self._pick(as_of)
            self._last = as_of, decider
        return decider
