"""Facts at the boundary: whatever a program or a file supplies becomes a dossier, or every complaint about it at once.

Nothing is dropped and nothing defaulted: a name that this pack does not read is accepted where another pack that can be
found knows it, and reported as unused; a name that none knows is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, is_dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from workshop_rules.diagnostics import Diagnostic, Found, Span, nearest
from workshop_rules.language.types import ListOf
from workshop_rules.pack.boundary_values import shown_value
from workshop_rules.pack.discovery import Elsewhere, known_elsewhere
from workshop_rules.pack.document import Document, Node, PathPart, WrittenMapping, child, head
from workshop_rules.pack.document import Mapping as MappingNode
from workshop_rules.pack.dossier import Dossier, Judgement, Waiver
from workshop_rules.pack.facts_in_chinese import in_chinese
from workshop_rules.pack.facts_model import (
    FINDING_TAGS,
    Facts,
    FindingRecord,
    Supplied,
    WaiverRecord,
    facts_model,
    plain,
)
from workshop_rules.pack.json_reading import read_json
from workshop_rules.pack.models import FieldEntry
from workshop_rules.pack.reading import read_standard_input, read_text, read_yaml
from workshop_rules.pack.vocabulary import Vocabulary

_PREDICATES = frozenset({"WR407", "WR408", "WR409"})
"""Codes whose messages go on from the fact's name as a sentence."""

_APART = ("findings", "waivers", "incomplete")


def read_facts_file(path: str | Path) -> Found[Document]:
    """A JSON or YAML file of facts, `-` for standard input.

    Where it has no errors, `read_dossier(found.value.data(), …)` goes on from it. A file that is not called `.json` is
    JSON where it reads as JSON, and YAML otherwise.
    """
    source = read_standard_input() if str(path) == "-" else read_text(Path(path))
    if source.value is None:
        return Found(None, source.diagnostics)
    if Path(path).suffix.lower() == ".json":
        return read_json(source.value)
    if source.value.text.lstrip()[:1] in {"{", "["}:
        as_json = read_json(source.value)
        if not as_json.errors:
            return as_json
    return read_yaml(source.value)


def read_dossier(
    facts: object, vocabulary: Vocabulary, elsewhere: Callable[[], Elsewhere] = known_elsewhere
) -> Found[Dossier]:
    """The facts as a dossier.

    Args:
        facts: a mapping of names to values, from Python or from a file, or an instance of a generated model.
        vocabulary: the pack's.
        elsewhere: what other packs know; asked only where a name is not in the vocabulary.
    """
    if isinstance(facts, Supplied):
        facts = plain(facts)
    if not isinstance(facts, Mapping):
        message = f"facts are a mapping of names to values, not {shown_value(facts)}"
        zh = "事实应写成名称和值；请每行写一项，如`homeroom_years: 9`"
        return Found(None, (Diagnostic("WR410", message, None, "", _as_mapping(facts), zh),))
    return _Boundary(facts, vocabulary, elsewhere).dossier()


def _as_mapping(facts: object) -> str:
    """How facts of some other form become a mapping."""
    if is_dataclass(facts) and not isinstance(facts, type):
        return "give `dataclasses.asdict(facts)`"
    if hasattr(facts, "model_dump"):
        return "give `facts.model_dump()`, or an instance of the pack's `facts_model`"
    if isinstance(facts, str | bytes):
        return "give what the text says, as `json.loads` or `yaml.safe_load` read it"
    return "write `homeroom_years: 9`, one fact a line"


@dataclass
class _Boundary:
    """One dossier on its way in."""

    facts: Mapping[Any, object]
    vocabulary: Vocabulary
    ask_elsewhere: Callable[[], Elsewhere]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def dossier(self) -> Found[Dossier]:
        facts = self._known(self.facts, (), [*self.vocabulary.facts, *_APART], lambda other: other.facts)
        findings = facts.get("findings")
        if isinstance(findings, Mapping):
            known = self._known(findings, ("findings",), self.vocabulary.findings, lambda other: other.findings)
            facts["findings"] = known
        incomplete = self._incomplete(facts.get("incomplete"))
        model = facts_model(self.vocabulary)
        try:
            supplied = model.model_validate(facts)
        except ValidationError as error:
            self.diagnostics.extend(map(self._diagnostic, error.errors(include_url=False)))
            return Found(None, self._sorted())
        made = self._made(supplied, incomplete)
        found = Found(replace(made, warnings=self._sorted()), self._sorted())
        return Found(None, found.diagnostics) if found.errors else found

    def _known(
        self,
        given: Mapping[Any, object],
        path: tuple[PathPart, ...],
        known: Iterable[str],
        others: Callable[[Elsewhere], frozenset[str]],
    ) -> dict[str, object]:
        """What the vocabulary has. What other packs have is noted, the rest is complained about."""
        names = set(known)
        kept = {}
        for name, value in given.items():
            if name in names:
                kept[name] = value
            elif not isinstance(name, str):
                message = f"the name {shown_value(name)} is not a text"
                zh = f"名称{shown_value(name)}不是文字；请加引号"
                self.diagnostics.append(Diagnostic("WR410", message, zh=zh))
            elif name in others(self.ask_elsewhere()):
                self.elsewhere.append(_path_text((*path, name)))
            else:
                self.diagnostics.append(self._unknown(name, path, names | others(self.ask_elsewhere())))
        return kept

    def _unknown(self, name: str, path: tuple[PathPart, ...], known: Iterable[str]) -> Diagnostic:
        what = "finding" if path else "fact"
        meant = self._called(name, path) or nearest(name, sorted(known))
        if meant:
            remedy, in_zh = f"write `{meant}`", f"是否应为`{meant}`"
        elif not path and name in self.vocabulary.findings:
            remedy, in_zh = "it is a finding: write it under `findings`", "这是认定，请写在`findings`之下"
        elif not path and name == "as_of":
            remedy, in_zh = "the date of decision is given beside the facts", "基准日期不写在事实中，另行给出"
        elif path:
            remedy, in_zh = "take it out", "请删去"
        else:
            remedy, in_zh = "take it out, or define it in the pack's facts.yaml", "请删去，或在规则包的facts.yaml中定义"
        here = self._place((*path, name), key=True)
        zh = f"没有{'认定' if path else '事实'}`{name}`；{in_zh}"
        return Diagnostic("WR401", f"there is no {what} `{name}`", here, "", remedy, zh)

    def _called(self, title: str, path: tuple[PathPart, ...]) -> str:
        """The fact, or finding, whose title is written in place of its name; empty where there is none."""
        entries = self.vocabulary.findings if path else self.vocabulary.facts
        return next((one for one, entry in entries.items() if title.strip() in {entry.title.zh, entry.title.en}), "")

    def _made(self, supplied: Facts, incomplete: frozenset[str]) -> Dossier:
        given = dict(supplied.supplied())
        given.pop("incomplete", None)
        judgements, findings = self._findings(given.pop("findings", None))
        waivers = self._waivers(given.pop("waivers", ()))
        return Dossier(
            facts={name: plain(value) for name, value in given.items()},
            findings=findings,
            waivers=waivers,
            incomplete=incomplete,
            judgements=judgements,
            elsewhere=tuple(self.elsewhere),
        )

    def _findings(self, supplied: Supplied | None) -> tuple[dict[str, Judgement], dict[str, bool]]:
        judgements: dict[str, Judgement] = {}
        findings: dict[str, bool] = {}
        for name, value in supplied.supplied() if supplied is not None else ():
            if not isinstance(value, FindingRecord):
                findings[name] = value
            elif not self._counts_here(value.pack, ("findings", name, "pack")):
                self.elsewhere.append(f"findings.{name}")
            elif value.holds is not None:
                findings[name] = value.holds
                judgements[name] = Judgement(value.holds, value.by or "", value.decided_on, value.note or "")
        return judgements, findings

    def _waivers(self, supplied: tuple[WaiverRecord, ...]) -> tuple[Waiver, ...]:
        waivers = []
        for i, waiver in enumerate(supplied):
            if self._counts_here(waiver.pack, ("waivers", i, "pack")):
                waivers.append(
                    Waiver(
                        waiver.pack,
                        waiver.decision,
                        waiver.criterion,
                        waiver.by or "",
                        waiver.granted_on,
                        waiver.reason or "",
                    )
                )
            else:
                self.elsewhere.append(_path_text(("waivers", i)))
        return tuple(waivers)

    def _counts_here(self, pack: str | None, path: tuple[PathPart, ...]) -> bool:
        """Whether something that names a pack counts for this one; a pack that nobody has is warned about."""
        if pack is None or pack == self.vocabulary.pack:
            return True
        packs = self.ask_elsewhere().packs
        if pack not in packs:
            meant = nearest(pack, [self.vocabulary.pack, *packs])
            remedy = f"write `{meant}`" if meant else "install the pack"
            message = f"`{_path_text(path)}`: there is no pack `{pack}`"
            zh = f"{self._titled(path)}没有规则包“{pack}”；" + (f"是否应为`{meant}`" if meant else "请安装该规则包")
            self.diagnostics.append(Diagnostic("WR411", message, self._place(path), "", remedy, zh))
        return False

    def _incomplete(self, supplied: object) -> frozenset[str]:
        """The lists that may lack entries; that it is a list of texts at all is left to the model."""
        lists = [name for name, type_ in self.vocabulary.types.items() if isinstance(type_, ListOf)]
        kept = set()
        for i, name in enumerate(supplied if isinstance(supplied, (list, tuple)) else ()):
            path: tuple[PathPart, ...] = ("incomplete", i)
            if not isinstance(name, str):
                continue
            if name in lists:
                kept.add(name)
            elif name in self.vocabulary.facts:
                message = f"`{name}` is not a list, so it cannot lack entries"
                remedy, zh = "leave the fact out instead", f"`{name}`不是列表，不会有未列出的项；不知道的事实请不要写"
                self.diagnostics.append(Diagnostic("WR412", message, self._place(path), "", remedy, zh))
            elif name in self.ask_elsewhere().facts:
                self.elsewhere.append(_path_text(path))
            else:
                meant = nearest(name, lists)
                remedy = f"write `{meant}`" if meant else f"write one of {', '.join(lists)}"
                message = f"there is no fact `{name}`"
                zh = f"没有事实`{name}`；" + (f"是否应为`{meant}`" if meant else f"可用：“{'、'.join(lists)}”")
                self.diagnostics.append(Diagnostic("WR401", message, self._place(path), "", remedy, zh))
        return frozenset(kept)

    def _diagnostic(self, details: ErrorDetails) -> Diagnostic:
        path = tuple(part for part in details["loc"] if part not in FINDING_TAGS)
        context: dict[str, Any] = details.get("ctx", {})
        shown = shown_value(details["input"])
        match details["type"]:
            case "extra_forbidden":
                return self._unknown_field(path)
            case "missing":
                code, message, remedy = "WR409", "is missing", f"add `{path[-1]}: …`"
            case "tuple_type":
                code, message, remedy = "WR402", f"a list belongs here, not {shown}", ""
            case "model_type" | "model_attributes_type" | "dict_type":
                code, message, remedy = "WR402", f"a record belongs here, not {shown}", ""
            case "string_type":
                code, message, remedy = "WR402", f"a text belongs here, not {shown}", ""
            case "string_unicode":  # a name, of which pydantic reads no more
                message, remedy = f"a name without halves of characters belongs here, not {shown}", "mend the name"
                code = "WR402"
            case code:
                message, remedy = details["msg"], str(context.get("help", ""))
        at = (*path, str(context["at"])) if "at" in context else path
        joint = "" if code in _PREDICATES else ":"
        zh = self._titled(path) + in_chinese(details["type"], context, details["input"])
        return Diagnostic(code, f"`{_path_text(path)}`{joint} {message}", self._place(at), "", remedy, zh)

    def _titled(self, path: tuple[PathPart, ...]) -> str:
        """A fact or finding by its path and its title, to be gone on from in Chinese."""
        match path:
            case ("findings", str(name), *_) if name in self.vocabulary.findings:
                title = self.vocabulary.findings[name].title.zh
            case (str(name), *_) if name in self.vocabulary.facts:
                title = self.vocabulary.facts[name].title.zh
            case _:
                return f"`{_path_text(path)}`："
        return f"`{_path_text(path)}`（{title}）："

    def _unknown_field(self, path: tuple[PathPart, ...]) -> Diagnostic:
        known = self._fields_at(path[:-1])
        meant = nearest(str(path[-1]), known)
        remedy = f"write `{meant}`" if meant else f"it may have {', '.join(known)}"
        message = f"`{_path_text(path[:-1])}` has no field `{path[-1]}`"
        in_zh = f"是否应为“{meant}”" if meant else f"可用：“{'、'.join(known)}”"
        zh = f"{self._titled(path[:-1])}没有“{path[-1]}”这一项；{in_zh}"
        return Diagnostic("WR401", message, self._place(path, key=True), "", remedy, zh)

    def _fields_at(self, path: tuple[PathPart, ...]) -> list[str]:
        """The names that a record at the path may have."""
        match path:
            case ("findings", _, *_):
                return list(FindingRecord.field_ids())
            case ("waivers", *_):
                return list(WaiverRecord.field_ids())
            case _:
                pass
        fields: Mapping[str, FieldEntry] = self.vocabulary.facts
        for part in path:
            if isinstance(part, str) and part in fields:
                entry = fields[part]
                inner = entry.fields if entry.fields is not None else entry.item
                fields = inner if isinstance(inner, dict) else {}
        return list(fields)

    def _place(self, path: tuple[PathPart, ...], *, key: bool = False) -> Span | None:
        """Where the value at the path, or its key, stands; None where the facts come from Python.

        Facts may be put together from several files, so every mapping on the way is asked for its own node.
        """
        value: object = self.facts
        around: Node | None = None
        node: Node | None = None
        for part in path:
            around = value.node if isinstance(value, WrittenMapping) else node
            node = None if around is None else child(around, part)
            value = _inner(value, part)
        if key and isinstance(around, MappingNode) and path[-1] in around.by_key:
            return around.by_key[str(path[-1])][0].span
        if node is not None:
            return head(node)
        return None if around is None else head(around)

    def _sorted(self) -> tuple[Diagnostic, ...]:
        """In the order of the text, where there is one."""
        return tuple(sorted(self.diagnostics, key=lambda d: d.span.start if d.span is not None else -1))


def _inner(value: object, part: PathPart) -> object:
    try:
        return value[part]  # type: ignore[index]
    except (KeyError, IndexError, TypeError):
        return None


def _path_text(path: Iterable[PathPart]) -> str:
    """A fact path as people write it: `honors[2].level`, counted from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
