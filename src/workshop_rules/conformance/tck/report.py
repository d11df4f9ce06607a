"""Results counted by level and folder, as lines of text and in the format in which vendors hand in theirs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from workshop_rules.conformance.tck.runner import EXTERNAL, Result, Verdict


@dataclass(slots=True)
class Count:
    """How cases ended: those that bear a value apart from those that expect null or an error."""

    ended: dict[tuple[Verdict, bool], int] = field(default_factory=dict)

    def add(self, result: Result) -> None:
        """Count one case."""
        key = result.verdict, result.bears_value
        self.ended[key] = self.ended.get(key, 0) + 1

    def of(self, verdict: Verdict | None = None, *, bears_value: bool | None = None) -> int:
        """How many ended so; None counts all."""
        return sum(
            number
            for (ended, bears), number in self.ended.items()
            if verdict in {None, ended} and bears_value in {None, bears}
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """All results, counted.

    Attributes:
        folders: by level and folder.
        levels: by level; folders that need external functions are left out, and counted in `external`.
    """

    folders: dict[tuple[str, str], Count]
    levels: dict[str, Count]
    external: Count

    @property
    def clean(self) -> bool:
        """Whether every case passed."""
        return all(count.of() == count.of(Verdict.PASSED) for count in (*self.levels.values(), self.external))


def tally(results: Iterable[Result]) -> Tally:
    """Count results."""
    counted = Tally({}, {}, Count())
    for result in results:
        counted.folders.setdefault((result.level, result.folder), Count()).add(result)
        if result.folder in EXTERNAL:
            counted.external.add(result)
        else:
            counted.levels.setdefault(result.level, Count()).add(result)
    return counted


_COLUMNS = ("passed", "failed", "errored")


def lines(counted: Tally) -> Iterator[str]:
    """The counts as a table: for each level its folders and its sum; at the end what needs external functions."""
    width = max([len(folder) for _, folder in counted.folders] + [len("needs external functions")]) + 2
    yield f"{'':{width}}{'value-bearing':^24}{'null or error':^24}{'all':^24}".rstrip()
    yield " " * width + "".join(f"{name:>8}" for name in _COLUMNS * 3)
    for level in sorted({level for level, _ in counted.folders}):
        yield level
        for (of_level, folder), count in counted.folders.items():
            if of_level == level:
                yield f"  {folder:{width - 2}}{_numbers(count)}"
        if level in counted.levels:
            yield f"{'sum':{width}}{_numbers(counted.levels[level])}  {_share(counted.levels[level])}"
    if counted.external.of():
        yield f"{'needs external functions':{width}}{_numbers(counted.external)}"


def _numbers(count: Count) -> str:
    cells = [count.of(verdict, bears_value=bears) for bears in (True, False, None) for verdict in Verdict]
    return "".join(f"{cell:>8}" for cell in cells)


def _share(count: Count) -> str:
    """The part that passed: of the cases that bear a value, and of all."""
    bearing, everything = count.of(bears_value=True), count.of()
    passed, all_passed = count.of(Verdict.PASSED, bears_value=True), count.of(Verdict.PASSED)
    share = f"{100 * passed / bearing:.2f} % of the value-bearing, " if bearing else ""
    return f"{share}{100 * all_passed / everything:.2f} % of all"


def vendor_csv(results: Sequence[Result]) -> str:
    """The results as vendors publish theirs: folder, file, case, `SUCCESS` or `ERROR`, and a remark; no heading."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    for result in results:
        ended = "SUCCESS" if result.verdict is Verdict.PASSED else "ERROR"
        writer.writerow((f"{result.level}/{result.folder}", result.file, result.case, ended, result.message))
    return text.getvalue()
