"""A small pack for tests of the compiler, and how to decide by it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from workshop_rules.check.checked import CheckedPack
from workshop_rules.check.packs import check_pack
from workshop_rules.compile.packs import compile_pack
from workshop_rules.compile.plan import Plan
from workshop_rules.evaluate.evaluation import Case, Dossier, Evaluation
from workshop_rules.evaluate.interpreter import Tracing, evaluate
from workshop_rules.pack.parsed import read_pack

AS_OF = dt.date(2013, 10, 1)
MANIFEST = """\
id: small
version: 1.2.3
engine: ">=0.1"
title: {zh: 小包, en: A small pack}
document: {number: 1号, issued: 2013-11-22, title: {zh: 通知, en: Notice}}
authority: {zh: 某市教育局, en: A city's bureau}
applies: {from: 2013-10-01}
interpretations:
  window:
    title: {zh: 窗口, en: Window}
    clause: "1"
    readings: {whole: {zh: 全部, en: All}, half: {zh: 一半, en: Half}}
    default: whole
    reason: {zh: 未写明, en: It does not say}
parameters:
  least_years: {title: {zh: 年限, en: Years}, clause: "1", type: number, value: 9.5, unit: {zh: 年, en: year}}
  excellent_from: {title: {zh: 优秀线, en: Excellent from}, clause: "1", type: number, value: null}
findings:
  conduct: {title: {zh: 品德, en: Conduct}, by: {zh: 学校, en: the school}, clause: "1"}
"""
FACTS = """\
facts:
  nominees:
    title: {zh: 人选, en: nominees}
    type: list
    one: {zh: 人选, en: nominee}
    item:
      area: {title: {zh: 旗区, en: area}, type: string}
      stage: {title: {zh: 学段, en: stage}, type: school_stage}
      own: {title: {zh: 直属, en: run by the city}, type: boolean}
  marks:
    title: {zh: 得分, en: marks}
    type: record
    fields:
      A1: {title: {zh: 甲一, en: A1}, type: number}
      A2: {title: {zh: 甲二, en: A2}, type: number}
      extra: {title: {zh: 附加, en: extra}, type: number}
  grade: {title: {zh: 等第, en: grade}, type: string}
  points: {title: {zh: 分, en: points}, type: number}
"""
HEAD = """\
id: {id}
kind: {kind}
title: {{zh: 决定, en: A decision}}
clause: "1"
"""


def checked_pack(folder: Path, **decisions: str) -> CheckedPack:
    """The pack with these decisions, each without its head: `entry="eligibility: …"` is decisions/entry.yaml."""
    pack = folder / "small"
    (pack / "decisions").mkdir(parents=True)
    (pack / "pack.yaml").write_text(MANIFEST, "utf-8")
    (pack / "facts.yaml").write_text(FACTS, "utf-8")
    for name, text in decisions.items():
        kind, _, rest = text.partition(":\n")
        (pack / "decisions" / f"{name}.yaml").write_text(HEAD.format(id=name, kind=kind) + rest, "utf-8")
    by = ", ".join(decisions)
    clause = f'  - {{id: "1", numbering: 一, title: {{zh: 资格, en: Eligibility}}, coverage: encoded, by: [{by}]}}\n'
    (pack / "clauses.yaml").write_text(f"clauses:\n{clause}", "utf-8")
    found = check_pack(read_pack(pack).unwrap())
    # That the clause lists every criterion is not what these tests are about.
    assert [d for d in found.errors if d.code != "WR336"] == []
    assert found.value is not None
    return found.value


def plan(folder: Path, **decisions: str) -> Plan:
    """The same, compiled."""
    return compile_pack(checked_pack(folder, **decisions))


def case(
    facts: Mapping[str, object] | None = None,
    *,
    as_of: dt.date | None = AS_OF,
    readings: Mapping[str, str] | None = None,
    parameters: Mapping[str, object] | None = None,
    **dossier: object,
) -> Case:
    """A case of the small pack."""
    return Case(
        Dossier(facts or {}, **dossier),  # type: ignore[arg-type] # findings, waivers, incomplete
        as_of,
        {"window": "whole"} | dict(readings or {}),
        {"least_years": 9, "excellent_from": None} | dict(parameters or {}),  # type: ignore[arg-type] # plain values
    )


def decide(compiled: Plan, decision: str, asked: Case) -> Evaluation:
    """The interpreter's answer, with traces."""
    return evaluate(compiled, decision, asked, Tracing())


def criterion(name: str, when: str, more: str = "") -> str:
    """A criterion in YAML."""
    return f'  - id: {name}\n    title: {{zh: 条件, en: {name}}}\n    clause: "1"\n    when: {when}\n{more}'
