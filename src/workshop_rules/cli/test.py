"""`workshop-rules test`: whether packs decide their worked cases as these say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workshop_rules.cli import options

if TYPE_CHECKING:
    from workshop_rules.conformance.cases import CaseResult, Untried

_WAYS = {
    "zh": {"met": "符合", "not_met": "不符合"},
    "en": {"met": "is met", "not_met": "is not met"},
}
_SAID = {
    "zh": ("{pack} {version}：{all}个案例，通过{passed}个", "  没有案例使{criterion}{ways}", "或"),
    "en": ("{pack} {version}: {passed} of {all} cases passed", "  no case in which {criterion} {ways}", " or "),
}
"""How many cases passed, what no case brings about, and what stands between two ways."""


@click.command()
@click.argument("packs", nargs=-1, metavar="[PACK…]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.lang_else_english
@options.search_path
def test(packs: tuple[str, ...], form: str, lang: str, search_path: tuple[str, ...]) -> None:
    """Decide the worked cases of packs, and hold the verdicts against what the cases expect.

    PACK is the id of a pack or the path of its folder; without one, all packs that can be found are tested. Also says
    which criteria no case brings to be met, or not to be met. Ends with status 1 if a case fails.

    \b
    Examples:
      workshop-rules test
      workshop-rules test ordos_2013 ./policies/my_city
    """
    from workshop_rules.conformance.cases import untried
    from workshop_rules.errors import PackError
    from workshop_rules.loaded import read_whole_pack
    from workshop_rules.pack.discovery import available_packs

    names: tuple[str | Path, ...] = packs or tuple(c.folder for c in available_packs(search_path).unwrap(PackError))
    reports = []
    failed = False
    for name in names:
        pack = read_whole_pack(name, search_path=search_path).unwrap(PackError)
        results = pack.run_cases()
        gaps = untried(pack.plan, results)
        failed = failed or not all(result.passed for result in results)
        if form == "json":
            reports.append(_data(pack.id, pack.version, results, gaps))
        else:
            _print(pack.id, pack.version, results, gaps, lang)
    if form == "json":
        click.echo(json.dumps(reports, ensure_ascii=False, indent=2))
    if failed:
        raise SystemExit(1)


def _print(pack: str, version: str, results: tuple[CaseResult, ...], gaps: tuple[Untried, ...], lang: str) -> None:
    for result in results:
        for diagnostic in result.diagnostics:
            click.echo(str(options.said_in(diagnostic, lang)))
            click.echo()
    passed = sum(result.passed for result in results)
    counted, untried, between = _SAID[lang]
    click.echo(counted.format(pack=pack, version=version, passed=passed, all=len(results)))
    for gap in gaps:
        ways = between.join(_WAYS[lang][state] for state in gap.states)
        click.echo(untried.format(criterion=f"{gap.decision}.{gap.criterion}", ways=ways))


def _data(pack: str, version: str, results: tuple[CaseResult, ...], gaps: tuple[Untried, ...]) -> dict[str, Any]:
    return {
        "pack": pack,
        "version": version,
        "cases": len(results),
        "passed": sum(result.passed for result in results),
        "failures": [
            {"decision": one.decision, "case": one.id, "messages": [d.message for d in one.diagnostics]}
            for one in results
            if not one.passed
        ],
        "untried": [{"decision": gap.decision, "criterion": gap.criterion, "states": list(gap.states)} for gap in gaps],
    }
