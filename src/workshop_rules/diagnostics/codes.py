"""The table of diagnostic codes. Pages of docs and tests are derived from it; a code is never reused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One row: a short name, the stage that reports it, and what it means.

    Attributes:
        slug: a name in words, stable like the code.
        stage: `read`, `parse`, `check`, `facts`, `evaluate`, `decide`, `dmn`, `audit` or `files`.
        meaning: what is wrong and why it matters, a sentence or two.
        remedy: what to do about it.
        warning: true where the work can go on.
    """

    slug: str
    stage: str
    meaning: str
    remedy: str
    warning: bool = False


CODES: dict[str, Code] = {
    # WR1xx: reading a pack's files (pack/)
    # WR2xx: parsing expressions (parse/)
    # WR3xx: checking names and types (check/)
    # WR4xx: facts at the boundary (pack/facts)
    # WR5xx: evaluation
    # WR6xx: asking for a decision: packs, decisions, readings, parameters, the command line
    # WR7xx: DMN models
    # WR8xx: records and audit
    # WR9xx: rosters and files
}
