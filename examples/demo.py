"""Three dossiers, decided and explained in Chinese and in English: what `make demo` prints."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import yaml

import workshop_rules as wr

HERE = Path(__file__).parent
CASES = [
    ("ordos_2013", "mentor", "ordos_candidate.yaml", None),
    ("shijiazhuang", "member", "shijiazhuang_member.json", "2016-04-10"),
    ("taiyuan_ranks", "rank", "taiyuan_teacher.yaml", "2013-09-15"),
]


def dossier(name: str) -> dict[str, object]:
    """The facts in a file beside this one."""
    text = (HERE / name).read_text("utf-8")
    facts: dict[str, object] = json.loads(text) if name.endswith(".json") else yaml.safe_load(text)
    return facts


def main() -> None:
    """Decide each case, and print why."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # whatever the machine's locale says
    for pack, decision, facts, as_of in CASES:
        verdict = wr.load_pack(pack).decide(decision, dossier(facts), as_of=as_of)
        print("=" * 100)
        print(f"{facts} -> {pack} {decision}: {verdict.outcome}")
        for lang in ("zh", "en"):
            print()
            print(verdict.explanation.to_text(lang=lang, view="short"))


if __name__ == "__main__":
    main()
