"""A text in the two languages of every pack."""

from __future__ import annotations

from workshop_rules.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    zh: str
    en: str

    def __getitem__(self, lang: str) -> str:
        """By language code: `zh` or `en`.

        Raises:
            ValueError: where it is neither.
        """
        if lang == "zh":
            return self.zh
        if lang == "en":
            return self.en
        raise ValueError(f"no words in {lang!r}: there are zh, en")

    __iter__ = None  # else Python would count through `__getitem__` without end
