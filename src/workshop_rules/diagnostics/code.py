"""A diagnostic code: its name, its stage, what it means, what to do about it."""

from __future__ import annotations

from workshop_rules.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One row: a short name, the stage that reports it, and what it means.

    Attributes:
        slug: a name in words, stable like the code.
        stage: `read`, `parse`, `check`, `facts`, `evaluate`, `decide`, `dmn`, `audit` or `files`.
        meaning: what is wrong and why it matters, a sentence or two.
        remedy: what to do about it.
        warning: true where the work can go on.
        zh: what kind of fault it is, in a few words of Chinese, where people meet it who are no authors of packs.
    """

    slug: str
    stage: str
    meaning: str
    remedy: str
    warning: bool = False
    zh: str = ""
