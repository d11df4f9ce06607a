"""The two dialects of the one language."""

from __future__ import annotations

from enum import StrEnum


class Dialect(StrEnum):
    """Which language an expression is written in."""

    PACK = "pack"
    """The statically checked subset for policy packs: exact, total, repeatable."""
    DMN = "dmn"
    """The whole of FEEL as DMN 1.5 has it, for models in its XML form."""
