"""The explanation of a verdict, ready to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workshop_rules.explain.tree import Reasons, View
from workshop_rules.render.json import to_data, to_json

if TYPE_CHECKING:
    from workshop_rules.explain.alternatives import Alternatives
    from workshop_rules.explain.explained import Explained


class Explanation:
    """Why a verdict is what it is, in Chinese (`zh`) and English (`en`).

    Views: `short` (the outcome and what decided it), `full` (every criterion and condition) and `auditor` (with
    expressions, paths, places, readings and thresholds).
    """

    alternatives: Alternatives | None
    _explained: Explained | Reasons

    def __init__(self, explained: Explained | Reasons, alternatives: Alternatives | None = None) -> None:
        """Show these reasons, a tree or what makes one when it is read, and beside them what would turn the verdict."""
        self.__dict__.update(_explained=explained, alternatives=alternatives)

    @property
    def reasons(self) -> Reasons:
        """The explanation as a tree."""
        return self._explained if isinstance(self._explained, Reasons) else self._explained.reasons

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"an explanation does not change: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"an explanation does not change: {name}")

    def __reduce__(self) -> tuple[type[Explanation], tuple[Reasons, Alternatives | None]]:
        """What a copy in another process is made from: the tree."""
        return Explanation, (self.reasons, self.alternatives)

    def beside(self, clause_texts: Mapping[str, str]) -> Explanation:
        """The explanation with the text of each criterion's clause shown beside it.

        Args:
            clause_texts: texts by locator, as `Pack.clause_texts` reads them from a copy of the document.
        """
        return Explanation(_beside(self.reasons, clause_texts), self.alternatives)

    def with_alternatives(self, alternatives: Alternatives) -> Explanation:
        """The explanation with what would turn the verdict, as `Verdict.alternatives` works it out."""
        return Explanation(self._explained, alternatives)

    def to_text(self, lang: str = "zh", view: View | str = View.FULL) -> str:
        """The explanation as plain text.

        Raises:
            ValueError: where there is no such language or view.
        """
        from workshop_rules.render.text import to_text

        return to_text(self.reasons, lang, view, alternatives=self.alternatives)

    def to_markdown(self, lang: str = "zh", view: View | str = View.FULL) -> str:
        """The explanation as Markdown.

        Raises:
            ValueError: where there is no such language or view.
        """
        from workshop_rules.render.markdown import to_markdown

        return to_markdown(self.reasons, lang, view, alternatives=self.alternatives)

    def to_html(self, lang: str = "zh", view: View | str = View.AUDITOR, *, record: str = "") -> str:
        """The explanation as one self-contained HTML page.

        Args:
            lang: `zh` or `en`.
            view: how much of it is shown.
            record: the SHA-256 of the verdict's record, shown where given.

        Raises:
            ValueError: where there is no such language or view.
        """
        from workshop_rules.render.html import to_html

        return to_html(self.reasons, lang, view, record=record, alternatives=self.alternatives)

    def to_json(self, *, compact: bool = False) -> str:
        """The explanation as a JSON document in both languages, by the schema `explanation-1.json`.

        With what would turn the verdict (`with_alternatives`) it is by `explanation-2.json`.

        Args:
            compact: whether it is one line without blanks between its parts, and not indented.
        """
        return to_json(self._explained, self.alternatives, compact=compact)

    def to_dict(self) -> dict[str, Any]:
        """What `to_json` writes, as data."""
        return to_data(self.reasons, self.alternatives)

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        return f"<Explanation of {self.reasons.pack} {self.reasons.decision}: {self.reasons.outcome.id}>"

    def _repr_html_(self) -> str:
        from workshop_rules.render.html import to_fragment

        return to_fragment(self.reasons, view=View.FULL)


def _beside(reasons: Reasons, texts: Mapping[str, str]) -> Reasons:
    criteria = (replace(criterion, clause_text=texts.get(criterion.clause, "")) for criterion in reasons.criteria)
    return replace(reasons, criteria=tuple(criteria), uses=tuple(_beside(used, texts) for used in reasons.uses))
