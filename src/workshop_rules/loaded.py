"""A pack that is ready to decide: read, checked and lowered once, then asked as often as wished."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from workshop_rules.compile.plan import (
    Clause,
    Decision,
    Fact,
    Finding,
    Interpretation,
    Plan,
    PolicyParameter,
    Words,
)
from workshop_rules.deciding import Decider, KeptExplainers, KeptPrograms, PreparedDecider, Question
from workshop_rules.diagnostics import Diagnostic, Found, require_type
from workshop_rules.errors import DecisionError, FactsError, PackError
from workshop_rules.evaluate.evaluation import Dossier
from workshop_rules.evaluate.request import Circumstances, circumstances, date_asked, decision_named
from workshop_rules.frozen import dataclass, field, replace
from workshop_rules.places import Place, folders_of, loaded_again, require_place
from workshop_rules.verdict import Verdict
from workshop_rules.versions import VersionedDecider

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

    from workshop_rules.conformance.cases import CaseResult
    from workshop_rules.evaluate._polars import Frame
    from workshop_rules.keeping import Parts
    from workshop_rules.pack.discovery import Candidate
    from workshop_rules.pack.parsed import ParsedPack
    from workshop_rules.rosters import DecidedFrame

Facts = object
"""A mapping of facts, an instance of `Pack.facts_model`, or a `Dossier`."""

NOTHING: Mapping[str, Any] = MappingProxyType({})


class _Asked:
    """Whether something was asked for before."""

    def __init__(self) -> None:
        self._before = False

    def first(self) -> bool:
        """Whether this is the first time."""
        before, self._before = self._before, True
        return not before


@dataclass(frozen=True, eq=False, repr=False)
class Pack:
    """A policy document as rules.

    Attributes:
        plan: what the evaluators work from.
        warnings: complaints that do not keep the pack from being used.
    """

    plan: Plan
    warnings: tuple[Diagnostic, ...] = ()
    _parts: Parts = field(kw_only=True)
    _search_path: tuple[str, ...] = ()
    _by_id: bool = False

    @property
    def id(self) -> str:
        """The pack's id."""
        return self.plan.id

    @property
    def version(self) -> str:
        """The pack's version."""
        return self.plan.version

    @property
    def digest(self) -> str:
        """The SHA-256 of the pack's canonical content."""
        return self.plan.digest

    @property
    def title(self) -> Words:
        """What the pack is called."""
        return self.plan.title

    @property
    def document(self) -> Words:
        """The document that it encodes."""
        return self.plan.document

    @property
    def authority(self) -> Words:
        """Who issued the document."""
        return self.plan.authority

    @property
    def applies(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last date for which the pack judges; None where it is open."""
        return self.plan.applies_from, self.plan.applies_until

    def applies_on(self, as_of: dt.date) -> bool:
        """Whether the pack judges facts of that date."""
        require_type(as_of, dt.date, "as_of", "a date")
        first, last = self.applies
        return (first is None or first <= as_of) and (last is None or as_of <= last)

    def version_for(self, as_of: object) -> Pack:
        """The version of the pack that judges facts of a date: the newest, of those that can be found.

        `decide` and `decider` ask it for the date of each case. This one stays where there is no date, where none
        judges facts of that date (its verdicts say so: `Verdict.applicable`), and where it was loaded by a path, by a
        version, or for a date.

        Raises:
            PackError: something is wrong in the files of that version.
        """
        date = date_asked(as_of).value if self._by_id else None
        if date is None or self.applies_on(date):
            return self
        from workshop_rules.pack.discovery import newest_applicable

        chosen = newest_applicable(self._found, date)
        if chosen is None:
            return self
        if chosen.folder not in self._others:
            self._others[chosen.folder] = load_pack(chosen.folder, search_path=self._search_path)
        return self._others[chosen.folder]

    @property
    def has_versions(self) -> bool:
        """Whether `version_for` may pick another version for some date."""
        return self._by_id and self.applies != (None, None) and len(self._found) > 1

    @property
    def folder(self) -> Path:
        """Where it was read from."""
        from pathlib import Path

        return Path(self._parts.folder)

    @property
    def decisions(self) -> Mapping[str, Decision]:
        """What the pack decides, by id."""
        return self.plan.decisions

    @property
    def interpretations(self) -> Mapping[str, Interpretation]:
        """The doubtful passages and the ways to read them, by id."""
        return self.plan.interpretations

    @property
    def parameters(self) -> Mapping[str, PolicyParameter]:
        """The thresholds, by id."""
        return self.plan.parameters

    @property
    def findings(self) -> Mapping[str, Finding]:
        """The human judgements that the pack asks for, by id."""
        return self.plan.findings

    @property
    def facts(self) -> Mapping[str, Fact]:
        """The facts that a dossier may have, by id."""
        return self.plan.facts

    @property
    def clauses(self) -> Mapping[str, Clause]:
        """The outline of the document, by locator."""
        return self.plan.clauses

    @property
    def facts_model(self) -> type[BaseModel]:
        """The pydantic model of a dossier; `decide` takes its instances."""
        from workshop_rules.pack.facts_model import facts_model

        return facts_model(self._parsed.vocabulary)

    def facts_schema(self) -> dict[str, Any]:
        """The JSON Schema of a dossier, for editors, forms and other programs."""
        return self.facts_model.model_json_schema()

    def dossier(self, facts: Facts) -> Dossier:
        """The facts, validated once, to be decided on as often as wished.

        Raises:
            FactsError: with everything that is wrong with them.
        """
        if isinstance(facts, Dossier):
            return facts
        read = self._read_first(facts) if self._asked.first() else self._read(facts)
        if read is not None:
            return Dossier(read, read.pop("findings", {}))
        from workshop_rules.pack.discovery import known_elsewhere
        from workshop_rules.pack.facts import read_dossier

        found = read_dossier(facts, self._parsed.vocabulary, lambda: known_elsewhere(self._search_path))
        return found.unwrap(FactsError)

    def decide(
        self,
        decision: str,
        facts: Facts,
        as_of: dt.date | str | None = None,
        readings: Mapping[str, str] = NOTHING,
        parameters: Mapping[str, Any] = NOTHING,
    ) -> Verdict:
        """The verdict on a case.

        Args:
            decision: the id of one of the pack's decisions.
            facts: a mapping of facts as in the pack's vocabulary, an instance of `facts_model`, or a `Dossier`.
            as_of: the date of decision, also as text (`2013-10-01`). Left out, it is the date that the document fixes,
                or, where it fixes none, unknown. A date given here counts even where the document fixes another; the
                explanation says so. Of several versions of the pack the one decides that judges facts of this date.
            readings: how to read doubtful passages, by interpretation, where not by default.
            parameters: thresholds to put in place of the document's.

        Raises:
            DecisionError: there is no such decision, reading or parameter, or the date is none.
            FactsError: something is wrong with the facts.
            EvaluationError: a computation has no result, such as a division by zero.
        """
        applying = self.version_for(as_of)
        if applying is not self:
            return applying.decide(decision, facts, as_of, readings, parameters)
        asked = self._decision(decision)
        request = self._circumstances(as_of, readings, parameters)
        prepared = self._programs.when_asked_again(asked, request)
        question = Question(self.plan, asked, request, prepared, self._explainers)
        return question.verdict(self.dossier(facts))

    def decider(
        self, decision: str, readings: Mapping[str, str] = NOTHING, parameters: Mapping[str, Any] = NOTHING
    ) -> Decider:
        """A function that decides cases, its decision, readings and parameters checked beforehand.

        Raises:
            DecisionError: there is no such decision, reading or parameter.
        """
        asked = self._decision(decision)
        request = self._circumstances(None, readings, parameters)
        readings, parameters = dict(readings), dict(parameters)  # what the caller does to them later changes nothing
        prepared = self._programs.prepared(asked, request)

        def ask(as_of: object) -> Question:
            request = self._circumstances(as_of, readings, parameters)
            return Question(self.plan, asked, request, prepared, self._explainers)

        again = partial(self.decider, decision, readings, parameters)
        undated = PreparedDecider(ask, self._read, self.dossier, again)
        if not self._by_id or self.applies == (None, None):
            return undated

        def pick(as_of: object) -> Decider:
            applying = self.version_for(as_of)
            return undated if applying is self else applying.decider(decision, readings, parameters)

        return VersionedDecider(undated, pick, again)

    def decide_frame(
        self,
        decision: str,
        frame: Frame,
        as_of: dt.date | str | None = None,
        readings: Mapping[str, str] = NOTHING,
        parameters: Mapping[str, Any] = NOTHING,
        *,
        as_of_column: str | None = None,
        keep: Iterable[str] = (),
        reasons: str | None = None,
    ) -> DecidedFrame:
        """The verdicts on a roster, one row a case; the same as `decide` would give, row by row.

        Args:
            decision: the id of one of the pack's decisions.
            frame: a Polars frame, lazy or not, with a column for each fact: records as structs, findings as a struct or
                as columns `findings.<id>`. Null means not supplied. Other columns are carried along.
            as_of: the date of decision for all rows, as for `decide`.
            readings: how to read doubtful passages, by interpretation, where not by default.
            parameters: thresholds to put in place of the document's.
            as_of_column: a column with the date of decision of each row; where it is null, `as_of` counts. A row is
                decided by the version of the pack that judges facts of its date; where that version has other criteria
                or outcomes, it has none but an error.
            keep: columns that are no facts although their names come near one's.
            reasons: `zh` or `en` for a column `reason` in that language: a sentence that says what decided the outcome,
                or what is missing.

        Raises:
            DecisionError: there is no such decision, reading or parameter, or the date is none.
            ValueError: there is no such language.
            FactsError: a column has nearly the name of a fact, or that of a result. What is wrong in single rows is
                said in the column `error`.
            MissingExtraError: Polars is not installed.
            TypeError: the frame is none of Polars, or names are no texts.
        """
        from workshop_rules.errors import MissingExtraError

        try:
            from workshop_rules.rosters import decide_roster, row_decider
        except ModuleNotFoundError as error:
            raise MissingExtraError("batch", "deciding frames") from error
        if not hasattr(frame, "collect_schema"):
            require_type(frame, (), "frame", "a Polars frame, lazy or not")
        require_type(keep, Iterable, "keep", "a list of columns")
        for name, text in (("as_of_column", as_of_column), ("reasons", reasons)):
            require_type(text, (str, type(None)), name, "a text")
        applying = self.version_for(as_of)
        decider = row_decider(applying, decision, as_of, readings, parameters, versions=self)
        return decide_roster(applying, decider, frame, as_of_column=as_of_column, keep=keep, reasons=reasons)

    def run_cases(self) -> tuple[CaseResult, ...]:
        """The pack's worked cases, decided and held against what they expect; none if it was loaded without cases."""
        from workshop_rules.conformance.cases import run_cases

        return run_cases(self._parsed, self.plan)

    def page(self) -> str:
        """The pack's page, as Markdown: decisions, criteria in words in both languages, clauses, readings, parameters.

        Worked cases are on it if the pack was loaded with them.
        """
        from workshop_rules.authoring.page import pack_page

        return pack_page(self.plan, self._parsed)

    def clause_texts(self, copy: Path) -> Mapping[str, str]:
        """The text of each clause, by locator, from a reader's copy of the document.

        Args:
            copy: a text file in UTF-8. The documents themselves are not shipped.

        Returns:
            The clauses that were found. That the copy is not the one that the pack was written from is a warning of
            `differences_from_copy`.

        Raises:
            PackError: the copy cannot be read, or does not have the document.
        """
        from workshop_rules.check.copies import locate_outline, read_copy

        located = locate_outline(self._parsed, read_copy(copy).unwrap(PackError)).unwrap(PackError)
        texts = {one.id: located.text(one.numbering) for one in self.clauses.values() if one.numbering}
        return {locator: text for locator, text in texts.items() if text is not None}

    def differences_from_copy(self, copy: Path) -> tuple[Diagnostic, ...]:
        """Where a reader's copy of the document and the outline are numbered differently.

        Raises:
            PackError: the copy cannot be read.
        """
        from workshop_rules.check.copies import compare_with_copy, locate_outline, read_copy

        found = locate_outline(self._parsed, read_copy(copy).unwrap(PackError))
        if found.value is None:
            return found.diagnostics
        return (*found.diagnostics, *compare_with_copy(self._parsed, found.value))

    def _decision(self, decision: str) -> Decision:
        return decision_named(self.plan, decision).unwrap(DecisionError)

    def _circumstances(
        self, as_of: object, readings: Mapping[str, str], parameters: Mapping[str, object]
    ) -> Circumstances:
        parsed = self._parsed if parameters else None
        return circumstances(self.plan, parsed, as_of, readings, parameters).unwrap(DecisionError)

    @property
    def _parsed(self) -> ParsedPack:
        return self._parts.parsed

    @cached_property
    def _read(self) -> Callable[[object], dict[str, Any] | None]:
        from workshop_rules.pack.quick_facts import quick_reader

        return quick_reader(self._parts.shape)

    def _read_first(self, facts: object) -> dict[str, Any] | None:
        """One dossier is read without a compiled schema where that can be: to make one takes longer."""
        from workshop_rules.pack.plain_facts import read_plainly

        read = read_plainly(facts, self._parts.shape)
        return self._read(facts) if read is None else read

    @cached_property
    def _asked(self) -> _Asked:
        return _Asked()

    @cached_property
    def _found(self) -> tuple[Candidate, ...]:
        """The versions of the pack, newest first."""
        from workshop_rules.pack.discovery import find_pack

        return find_pack(self.id, self._search_path).value or ()

    @cached_property
    def _others(self) -> dict[Path, Pack]:
        """Other versions, once they were asked for."""
        return {}

    @cached_property
    def _programs(self) -> KeptPrograms:
        return KeptPrograms(self.plan)

    @cached_property
    def _explainers(self) -> KeptExplainers:
        return KeptExplainers(self.plan)

    def __reduce__(self) -> tuple[Callable[..., Pack], tuple[object, ...]]:
        """How another process comes by the pack: it is loaded there, from the same folder, and has to be the same."""
        from workshop_rules.keeping import ReadParts

        cases = isinstance(self._parts, ReadParts) and bool(self._parsed.cases)
        return loaded_again, (str(self.folder.absolute()), self.digest, self._search_path, self._by_id, cases)

    def __copy__(self) -> Pack:
        return self

    def __deepcopy__(self, _: object) -> Pack:
        return self

    def __repr__(self) -> str:
        return f"<Pack {self.id} {self.version}: {', '.join(self.decisions)}>"


def load_pack(
    pack: Place, *, search_path: Sequence[Place] | Place = (), as_of: dt.date | None = None, with_cases: bool = False
) -> Pack:
    """A pack, ready to decide.

    Args:
        pack: the id of a bundled or installed pack, perhaps with a version (`ordos_2013@1.0.0`), or a folder's path.
        search_path: folders to look in for packs before all others; one by itself may be given as it is.
        as_of: of several versions the newest that judges facts of this date is taken, and stays; left out, the newest,
            and the date of each case picks the version that decides it.
        with_cases: also read the pack's worked cases, which no decision needs.

    Raises:
        PackError: there is no such pack, or something is wrong in its files; with every diagnostic.
        TypeError: `as_of` is no date.
    """
    require_place(pack)
    require_type(as_of, (dt.date, type(None)), "as_of", "a date")
    folders = folders_of(search_path)
    by_id = as_of is None and isinstance(pack, str) and not any(sign in pack for sign in "@/.\\")
    if with_cases:
        read = read_whole_pack(pack, search_path=folders, as_of=as_of).unwrap(PackError)
        return replace(read, _by_id=by_id)
    from workshop_rules.keeping import Request

    request = Request(pack, folders, as_of)
    kept = request.kept()
    if kept is not None:
        return Pack(kept.plan, kept.warnings, _parts=kept, _search_path=folders, _by_id=by_id)
    with request.watching() as keep:
        loaded = read_whole_pack(pack, search_path=folders, as_of=as_of, with_cases=False).unwrap(PackError)
        keep(loaded.plan, loaded.warnings, loaded._parts)  # noqa: SLF001 (this module's own)
    return replace(loaded, _by_id=by_id)


def read_whole_pack(
    pack: Place, *, search_path: Sequence[Place] = (), as_of: dt.date | None = None, with_cases: bool = True
) -> Found[Pack]:
    """As `load_pack`, but with the diagnostics as data."""
    from workshop_rules.check.packs import check_pack
    from workshop_rules.compile.packs import compile_pack
    from workshop_rules.keeping import ReadParts
    from workshop_rules.pack.discovery import find_pack, newest_applicable
    from workshop_rules.pack.parsed import read_pack

    folders = folders_of(search_path)
    candidates = find_pack(pack, folders)
    if candidates.value is None or candidates.errors:
        return Found(None, candidates.diagnostics)
    chosen = newest_applicable(candidates.value, as_of) or newest_applicable(candidates.value, None)
    if chosen is None:
        return Found(None, candidates.diagnostics)
    parsed = read_pack(chosen.folder, with_cases=with_cases)
    diagnostics = (*candidates.diagnostics, *parsed.diagnostics)
    if parsed.value is None or parsed.errors:
        return Found(None, diagnostics)
    checked = check_pack(parsed.value)
    diagnostics = (*diagnostics, *checked.diagnostics)
    if checked.value is None or checked.errors:
        return Found(None, diagnostics)
    parts = ReadParts(parsed.value)
    return Found(Pack(compile_pack(checked.value), diagnostics, _parts=parts, _search_path=folders), diagnostics)
