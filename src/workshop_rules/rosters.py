"""Deciding a whole roster: one row in, one row out, and any row explained afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from types import ModuleType
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from workshop_rules.deciding import Question
from workshop_rules.diagnostics import Diagnostic, misspelt, nearest, require_type
from workshop_rules.errors import DecisionError, EvaluationError, FactsError, PackError
from workshop_rules.evaluate._polars import (
    Frame,
    Kept,
    Request,
    Roster,
    RowAnswer,
    decide_frame,
    frame_columns,
    plain_rows,
    result_schema,
    row_facts,
)
from workshop_rules.evaluate._polars.facts import is_fact_column
from workshop_rules.evaluate._python import Prepared
from workshop_rules.evaluate.interpreter.functions.texts import as_text
from workshop_rules.evaluate.request import Circumstances
from workshop_rules.language.types import ListOf, RecordOf
from workshop_rules.language.values import Unknown

if TYPE_CHECKING:
    from workshop_rules.compile.plan import Decision
    from workshop_rules.explanation import Explanation
    from workshop_rules.loaded import Pack
    from workshop_rules.verdict import Verdict


@dataclass(frozen=True, eq=False, repr=False)
class DecidedFrame:
    """A roster with its verdicts.

    Attributes:
        data: the frame, lazy if it was so, with the columns `outcome`, `state.<criterion>` for each criterion,
            `missing` (a list of paths) and `error` (why there is no verdict on a row; else null), `value` where the
            decision has one, as text, and `reason` where reasons were asked for.
    """

    data: Frame
    _given: Frame
    _decider: RowDecider
    _roster: Roster
    _as_of_column: str | None

    @property
    def apart(self) -> tuple[str, ...]:
        """The columns that are no facts and were not read, but the one of dates: none of them should be one."""
        return not_read(frame_columns(self.data), self._decider, (self._as_of_column,))

    @property
    def row_by_row(self) -> str | None:
        """Why the rows that were decided so far had no form in columns and were taken one by one; None: they had."""
        return self._roster.refused

    def verdict(self, row: int) -> Verdict:
        """The verdict on a row, counted from 0.

        Raises:
            IndexError: there is no such row.
            FactsError: something is wrong with the row's facts.
            EvaluationError: a computation has no result.
            TypeError: the row is no number.
        """
        require_type(row, int, "row", "the number of a row, counted from 0")
        return self._decider.of_row(_row(self._given, row), self._as_of_column)

    def explain(self, row: int) -> Explanation:
        """Why a row, counted from 0, has its outcome. Raises what `verdict` does."""
        return self.verdict(row).explanation

    def __repr__(self) -> str:
        return f"<DecidedFrame {self._decider.pack.id} {self._decider.decision.id}>"


@dataclass(frozen=True, slots=True)
class RowDecider:
    """Decides single rows, as `Pack.decide` would.

    Attributes:
        versions: the pack as it was asked for, of which there may be versions for other dates.
        by: makes the same decider of another version.
        lang: the language in which it says what is wrong with a row, `zh` or `en`.
    """

    pack: Pack
    decision: Decision
    circumstances: Circumstances
    prepared: Prepared
    versions: Pack
    by: Callable[[Pack], RowDecider]
    lang: str = "en"

    def __call__(self, facts: Mapping[str, Any], as_of: dt.date | None) -> RowAnswer:
        """The verdict on a row, or what is wrong with it."""
        try:
            verdict = self.verdict(facts, as_of)
            evaluation = verdict._evaluation  # noqa: SLF001 (what the verdict is read from, without its words)
        except FactsError as error:
            return RowAnswer(None, (), error=_row_errors().of_facts(error, self.lang))
        except EvaluationError as error:
            return RowAnswer(None, (), error=_row_errors().of_evaluation(error, self.decision, self.lang))
        value = evaluation.value
        return RowAnswer(
            evaluation.outcome,
            tuple(result.state for result in evaluation.criteria.values()),
            tuple(sorted(evaluation.missing)),
            None if value is None or isinstance(value, Unknown) else as_text(value),
        )

    def of_row(self, cells: Mapping[str, Any], as_of_column: str | None = None) -> Verdict:
        """The verdict on a row of a frame, by the version of the pack for its date.

        Args:
            cells: the row, by columns; what is no fact is let be.
            as_of_column: the one with the date of decision of each row.

        Raises:
            FactsError: something is wrong with its facts.
            DecisionError: the version for its date has no such decision, reading or parameter.
            EvaluationError: a computation has no result.
        """
        as_of = None if as_of_column is None else self._day(as_of_column, cells[as_of_column])
        decider = self.of_date(as_of)
        facts = {name: cell for name, cell in cells.items() if is_fact_column(name, decider.pack.facts)}
        return decider.verdict(row_facts(facts), as_of)

    def _day(self, column: str, cell: object) -> dt.date | None:
        """The date of a row: a midnight is the day that it begins.

        Raises:
            FactsError: it is no date.
        """
        if isinstance(cell, dt.datetime):
            if cell.tzinfo is None and cell.time() == dt.time():
                return cell.date()
        elif cell is None or isinstance(cell, dt.date):
            return cell
        elif isinstance(cell, str):
            with suppress(ValueError):
                return dt.date.fromisoformat(cell)
        raise FactsError([Diagnostic("WR903", _no_date(self.lang, column, str(cell)).removeprefix("WR903 "))])

    def of_date(self, as_of: dt.date | str | None) -> RowDecider:
        """That of the version of the pack which judges rows with this date of their own.

        Raises:
            DecisionError: that version has no such decision, reading or parameter.
            PackError: something is wrong in its files.
        """
        applying = self.pack if as_of is None else self.versions.version_for(as_of)
        return self if applying.digest == self.pack.digest else replace(self.by(applying), lang=self.lang)

    def verdict(self, facts: Mapping[str, Any], as_of: dt.date | str | None) -> Verdict:
        """The verdict on a row."""
        return self.question(as_of).verdict(self.pack.dossier(facts))

    def question(self, as_of: dt.date | str | None) -> Question:
        """What is asked about a row with this date of its own, or none."""
        asked = self.circumstances
        if as_of is not None and as_of != asked.as_of:
            date = as_of if isinstance(as_of, dt.date) else dt.date.fromisoformat(as_of)
            asked = Circumstances(date, asked.readings, asked.parameters)
        kept = self.pack._explainers  # noqa: SLF001 (the front door's own)
        return Question(self.pack.plan, self.decision, asked, self.prepared, kept)

    def reading(self, readings: Mapping[str, str]) -> RowDecider:
        """What decides rows of this version of the pack by other readings."""
        asked = replace(self.circumstances, readings=readings)
        prepared = self.pack._programs.prepared(self.decision, asked)  # noqa: SLF001 (the front door's own)
        return replace(self, circumstances=asked, prepared=prepared)


def _row_errors() -> ModuleType:
    """How errors of rows are told; loaded for the first one."""
    from workshop_rules.files import row_errors

    return row_errors


def _row(data: Frame, row: int) -> dict[str, Any]:
    """A row as it was given: of a lazy frame, no other is read or decided for it."""
    part = data.slice(row, 1).lazy().collect() if row >= 0 else None
    if part is None or not part.height:
        raise IndexError(f"there is no row {row}")
    return next(plain_rows(part))


def decide_roster(
    pack: Pack,
    decider: RowDecider,
    frame: Frame,
    *,
    as_of_column: str | None = None,
    keep: Iterable[str] = (),
    reasons: str | None = None,
) -> DecidedFrame:
    """Decide every row of a frame; see `Pack.decide_frame`."""
    roster = make_roster(decider, reasons)
    kept, says = frozenset(keep), reasons is not None

    def check(columns: Mapping[str, tuple[str, ...]]) -> None:
        check_columns(pack, decider.decision, columns, as_of_column, kept, reasons=says)

    data = decide_frame(roster, frame, as_of_column, check, (as_of_column, kept, says))
    return DecidedFrame(data, frame, decider, roster, as_of_column)


def make_roster(decider: RowDecider, reasons: str | None = None) -> Roster:
    """What decides frames, and says reasons and errors in a language, if asked to.

    Raises:
        ValueError: there is no such language.
    """
    say = None
    if reasons is not None:
        from workshop_rules.files.row_reasons import RowReasons

        if reasons not in {"zh", "en"}:
            raise ValueError(f"reasons are said in `zh` or `en`, not in `{reasons}`")
        say = RowReasons(decider.pack.plan, decider.decision, reasons)
        decider = replace(decider, lang=reasons)
    asked = decider.circumstances
    request = Request(decider.pack.plan, decider.decision, asked.as_of, asked.readings, asked.parameters)
    return Roster(
        request,
        decider,
        _KEPT.setdefault(decider.prepared, Kept()),
        partial(_judge_of, decider, reasons),
        say,
        partial(_no_date, decider.lang),
    )


def of_this_version(roster: Roster, pack: Pack) -> Roster:
    """The same for days that the version of the pack judges, and no others."""

    def judge(day: dt.date) -> Roster | str:
        if pack.applies_on(day):
            return roster
        return f"WR910 {day} is not judged by version {pack.version} of the pack, which decides this roster"

    return replace(roster, judge_of=judge)


def _judge_of(decider: RowDecider, reasons: str | None, day: dt.date) -> Roster | str:
    """The version that decides rows of a day; or why their results would not fit among those of other rows."""
    version, why = "", ""
    try:
        version = decider.versions.version_for(day).version
        judge = decider.of_date(day)
        if result_schema(judge.decision) == result_schema(decider.decision):
            return make_roster(judge, reasons)
    except (DecisionError, PackError) as error:
        why = str(error.diagnostics[0].message)
    return str(_row_errors().of_version(day, version, why, decider.lang))


def _no_date(lang: str, column: str, text: str) -> str:
    """What is wrong with what stands in the column of dates."""
    return str(_row_errors().of_no_date(column, text, lang))


_KEPT: WeakKeyDictionary[Prepared, Kept] = WeakKeyDictionary()
"""What frames are decided by, as long as the pack keeps the program for single cases."""


def check_columns(
    pack: Pack,
    decision: Decision,
    columns: Mapping[str, tuple[str, ...]],
    as_of_column: str | None,
    keep: Iterable[str] = (),
    *,
    reasons: bool = False,
) -> None:
    """Refuse a frame whose columns, given with the fields of their records, cannot be what they seem.

    Raises:
        FactsError: a column has the title of a fact, or its name but for a slip of the pen, or the name of a result; a
            field is none; a column is not there.
    """
    kept = {*keep, *([as_of_column] if as_of_column is not None else [])}
    results = result_schema(decision, reasons=reasons)
    found = [no_column(name, columns) for name in sorted(kept - columns.keys())]
    found += _taken([name for name in columns if name in results])
    found += [_two_columns(name) for name in columns.get("findings", ()) if f"findings.{name}" in columns]
    titles = _Titles(pack)
    for name, fields in columns.items():
        if name in results:
            continue
        if name in kept:
            if is_fact_column(name, pack.facts) and name != as_of_column:
                message = f"the column `{name}` is to be kept apart, but it is a fact"
                zh = f"要保留`{name}`列，但它是事实；请改名，或不要指定保留"
                found.append(Diagnostic("WR902", message, None, "", "rename it, or do not name it", zh))
        elif meant := titles.ids(name):
            found.append(_titled_column(name, meant, columns))
        else:
            found.extend(_column(pack, name, fields))
    if found:
        raise FactsError(found)


_LISTED = 8
"""So many columns are named, and no more."""


def no_column(name: str, columns: Iterable[str]) -> Diagnostic:
    """That a roster does not have a column, with the nearest one that it has."""
    meant = nearest(name, list(columns))
    listed = [f"`{one}`" for one in columns]
    more = listed[_LISTED:] and ["…"]
    known = ", ".join((*listed[:_LISTED], *more))
    remedy = f"write `{meant}`" if meant is not None else f"name one of {known}"
    zh = f"没有`{name}`列；" + (f"是否应为`{meant}`" if meant is not None else f"有的列是{known.replace(', ', '、')}")
    return Diagnostic("WR901", f"there is no column `{name}`", None, "", remedy, zh)


def _taken(names: Sequence[str]) -> Iterator[Diagnostic]:
    """That columns have the names of results, as those of an earlier output have."""
    if not names:
        return
    if len(names) == 1:
        message, remedy = f"the column `{names[0]}` would be overwritten by the result of that name", "rename it"
        zh = f"`{names[0]}`列会被同名的判定结果覆盖；请改名"
    else:
        others = len(names) - 1
        message = f"the columns `{names[0]}` and {others} more would be overwritten by the results of these names"
        remedy = "if they are results of an earlier time, take them out, or decide the roster that they came from"
        zh = f"`{names[0]}`等{len(names)}列会被同名的判定结果覆盖；如果是上次的判定结果，请删去这些列，或改用原来的名册"
    yield Diagnostic("WR902", message, None, "", remedy, zh)


def _two_columns(finding: str) -> Diagnostic:
    """That a finding has a column and is in another, which may say something else."""
    one = f"findings.{finding}"
    message = f"the finding `{one}` has a column, and is in the column `findings` too"
    zh = f"`{one}`既有自己的一列，又在`findings`列中；请只留一处"
    return Diagnostic("WR902", message, None, "", "keep one of them", zh)


def not_read(columns: Iterable[str], decider: RowDecider, named: Iterable[str | None] = ()) -> tuple[str, ...]:
    """The columns that are neither facts nor results, but for those that somebody named: whoever meant one sees it."""
    known, facts = {*result_schema(decider.decision, reasons=True), *named}, decider.pack.facts
    return tuple(name for name in columns if name not in known and not is_fact_column(name, facts))


class _Titles:
    """What is read by its id, by its titles; made where a column has no id."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def ids(self, heading: str) -> tuple[str, ...]:
        """The columns that somebody may mean who heads one with a title."""
        return () if is_fact_column(heading, self._pack.facts) else self._by_title.get(heading.strip(), ())

    @cached_property
    def _by_title(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        named = [(name, fact.title) for name, fact in self._pack.facts.items()]
        named += [(f"findings.{name}", finding.title) for name, finding in self._pack.findings.items()]
        for name, title in named:
            for text in {title.zh, title.en}:
                found[text] = (*found.get(text, ()), name)
        return found


def _titled_column(name: str, meant: tuple[str, ...], columns: Iterable[str]) -> Diagnostic:
    ids = " or ".join(f"`{one}`" for one in meant)
    message = f"the column `{name}` has the title of {ids}, and would not be read: a fact is known by its id"
    if set(meant) <= set(columns):
        remedy = f"{ids} has a column already: take one of them out, or keep this one with `keep`"
        zh = f"`{name}`是事实{ids}的名称，而该事实已有一列；请删去其中一列，或用--keep保留"
    else:
        remedy = f"name it {ids}, or keep the column with `keep`"
        zh = f"`{name}`是事实{ids}的名称，不会被读取；请以编号作列名，或用--keep保留"
    return Diagnostic("WR901", message, None, "", remedy, zh)


def _column(pack: Pack, name: str, fields: tuple[str, ...]) -> Iterable[Diagnostic]:
    known: Iterable[str]
    if name in pack.facts:
        type_ = pack.facts[name].type
        record = type_.item if isinstance(type_, ListOf) else type_
        known = [field for field, _ in record.fields] if isinstance(record, RecordOf) else fields
    elif name == "findings":
        known = pack.findings
    elif name.startswith("findings."):
        fields, known = (name.removeprefix("findings."),), pack.findings
    else:
        meant = misspelt(name, [*pack.facts, "findings", "waivers", "incomplete"])
        if meant is not None and not is_fact_column(name, pack.facts):
            remedy = f"write `{meant}`, or keep the column with `keep`"
            zh = f"没有事实`{name}`；请改为`{meant}`，如果另有所指，请用--keep保留"
            yield Diagnostic("WR901", f"there is no fact `{name}`", None, "", remedy, zh)
        return
    for field in fields:
        if field not in known:
            message = f"the column `{name}` has `{field}`, which the pack does not know"
            meant = nearest(field, list(known))
            remedy, zh = ("take it out", "请删去") if meant is None else (f"write `{meant}`", f"是否应为`{meant}`")
            yield Diagnostic("WR901", message, None, "", remedy, f"`{name}`列有规则包中没有的`{field}`；{zh}")


def row_decider(
    pack: Pack,
    decision: str,
    as_of: object,
    readings: Mapping[str, str],
    parameters: Mapping[str, object],
    versions: Pack | None = None,
) -> RowDecider:
    """A decider of rows.

    Args:
        pack: the version that decides rows without a date of their own.
        decision: the id of one of its decisions.
        as_of: the date of decision of those rows.
        readings: those that are not by default.
        parameters: thresholds in place of the document's.
        versions: the pack as it was asked for, of which a version is picked for rows with a date of their own.

    Raises:
        DecisionError: there is no such decision, reading or parameter, or the date is none.
    """
    one = pack._decision(decision)  # noqa: SLF001 (the front door's own)
    asked = pack._circumstances(as_of, readings, parameters)  # noqa: SLF001
    prepared = pack._programs.prepared(one, asked)  # noqa: SLF001

    def by(other: Pack) -> RowDecider:
        return row_decider(other, decision, as_of, readings, parameters)

    return RowDecider(pack, one, asked, prepared, versions or pack, by)
