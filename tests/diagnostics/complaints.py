"""Files in which wrong input and the expected complaint stand together: `WR120.md` has a block of each.

A block's first line says what it is. Of the input:

- `yaml decisions/entry.yaml`: a file of the small pack in `city/`, put in place of the one that is there;
- `bytes pack.yaml`: the same, as a Python literal; `repeated 9 pack.yaml`: the content so many times over;
- `absent clauses.yaml`: the file is taken away;
- `yaml facts`, `json facts`, `python facts`: a dossier put to that pack; `file facts`: the path of one;
- `yaml override`: parameters given to it; `yaml lookup`: a pack looked for.

`diagnostic` holds what people see.
"""

import ast
import re
import shutil
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from workshop_rules.diagnostics import Source
from workshop_rules.pack.discovery import Elsewhere, find_pack
from workshop_rules.pack.facts import read_dossier, read_facts_file
from workshop_rules.pack.json_reading import read_json
from workshop_rules.pack.parameters import parameter_override
from workshop_rules.pack.parsed import read_pack
from workshop_rules.pack.reading import read_yaml

HERE = Path(__file__).parent
BLOCK = re.compile(r"^```(\w.*)\n((?:.*\n)*?)```$", re.MULTILINE)
ELSEWHERE = Elsewhere(frozenset({"visits"}), frozenset({"renown"}), frozenset({"city", "town"}))


@dataclass
class Block:
    words: list[str]
    content: str


def read_blocks(file):
    return [Block(info.split(), content) for info, content in BLOCK.findall(file.read_text("utf-8"))]


def complaint_about(blocks, folder, monkeypatch):
    """What is said about the input, drawn; `folder` is empty and becomes the working folder."""
    monkeypatch.chdir(folder)
    monkeypatch.delenv("WORKSHOP_RULES_PATH", raising=False)
    city = folder / "city"
    shutil.copytree(HERE / "city", city)
    diagnostics = ()
    for block in blocks:
        match block.words:
            case [format_, "facts"]:
                diagnostics += about_facts(format_, block.content, read_pack(city).unwrap())
            case ["yaml", "override"]:
                diagnostics += about_overrides(plain_yaml(block.content), read_pack(city).unwrap())
            case ["yaml", "lookup"]:
                diagnostics += about_lookup(plain_yaml(block.content), monkeypatch)
            case words:
                lay(words, block.content, city)
    if any(block.words[-1] in {"facts", "override", "lookup"} for block in blocks):
        return "\n\n".join(map(str, diagnostics))
    return "\n\n".join(map(str, read_pack(city).diagnostics))


def lay(words, content, city):
    match words:
        case ["yaml", name]:
            (city / name).write_text(content, "utf-8")
        case ["bytes", name]:
            (city / name).write_bytes(ast.literal_eval(content))
        case ["repeated", times, name]:
            (city / name).write_text(content * int(times), "utf-8")
        case ["absent", name]:
            (city / name).unlink()
        case _:
            raise ValueError(words)


def plain_yaml(text):
    return read_yaml(Source("block", text)).unwrap().data()


def about_facts(format_, content, pack):
    if format_ == "file":
        return read_facts_file(content.strip()).diagnostics
    if format_ == "python":
        return read_dossier(ast.literal_eval(content), pack.vocabulary, lambda: ELSEWHERE).diagnostics
    read = {"yaml": read_yaml, "json": read_json}[format_]
    document = read(Source(f"facts.{format_}", content))
    if document.value is None or document.errors:
        return document.diagnostics
    return document.diagnostics + read_dossier(document.value.data(), pack.vocabulary, lambda: ELSEWHERE).diagnostics


def about_overrides(overrides, pack):
    found = [parameter_override(name, value, pack.parameters, pack.vocabulary) for name, value in overrides.items()]
    return tuple(complaint for one in found for complaint in one.diagnostics)


def about_lookup(wanted, monkeypatch):
    entry = wanted.get("entry_point")
    announced = [metadata.EntryPoint("packs", entry, "workshop_rules.packs")] if entry else []
    monkeypatch.setattr(metadata, "entry_points", lambda group: announced)
    monkeypatch.setattr("workshop_rules.pack.discovery.policies_folder", Path.cwd)
    return find_pack(wanted["name"], wanted.get("search_path", ())).diagnostics
