"""`workshop-rules decide`: the verdict on one case."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workshop_rules.cli import options, output
from workshop_rules.diagnostics import Diagnostic

if TYPE_CHECKING:
    from workshop_rules.loaded import Pack
    from workshop_rules.verdict import Verdict


@click.command()
@click.argument("pack")
@click.argument("decision")
@click.argument("facts")
@click.option("--as-of", metavar="DATE", help="The date of decision, YYYY-MM-DD; else the one that the document fixes.")
@click.option(
    "--overrides",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="An office's own readings and thresholds: a YAML file with `readings` and `parameters`.",
)
@options.choices
@output.forms
@options.lang
@options.search_path
def decide(
    pack: str,
    decision: str,
    facts: str,
    as_of: str | None,
    overrides: Path | None,
    readings: tuple[str, ...],
    parameters: tuple[str, ...],
    lang: str,
    search_path: tuple[str, ...],
    **asked: Any,  # noqa: ANN401 (the options of `output.forms`)
) -> None:
    """Decide a case, and say why.

    PACK is the id of a pack, the path of its folder, or a DMN model (MODEL.dmn), DECISION one of its decisions, FACTS a
    JSON or YAML file, or - for standard input. The exit status is 0 whatever the verdict is, and 2 if something is
    wrong with the input.

    \b
    Examples:
      workshop-rules decide ordos_2013 mentor candidate.yaml
      workshop-rules decide shijiazhuang member - --as-of 2013-04-10 --reading age_limit=exclusive
      workshop-rules decide taiyuan_ranks rank teacher.json --as-of 2014-09-01 --format json
      workshop-rules decide ordos_2013 mentor candidate.yaml --param min_homeroom_years=10 --view short
      workshop-rules decide ordos_2013 mentor candidate.yaml --overrides our_office.yaml
      workshop-rules decide ordos_2013 mentor candidate.yaml --source notice.txt
      workshop-rules decide taiyuan_ranks rank teacher.json --as-of 2014-09-01 --changes --to junior_1 --earliest
      workshop-rules decide ordos_2013 mentor candidate.yaml --format record --mask digests --mask-key mask.key
      workshop-rules decide lending.dmn Eligibility applicant.json --lang en
    """
    output.check(asked)
    clause_texts: Mapping[str, str] = {}
    if pack.lower().endswith(".dmn"):
        given = {
            "--as-of": as_of,
            "--source": asked["source"],
            "--overrides": overrides,
            "--reading": readings,
            "--param": parameters,
        }
        verdict = _by_model(pack, decision, facts, [option for option, value in given.items() if value], lang)
    else:
        from workshop_rules.loaded import load_pack

        loaded = load_pack(pack, search_path=search_path).version_for(as_of)
        clause_texts = output.clause_texts(loaded, asked["source"], lang)
        verdict = _by_pack(loaded, decision, facts, as_of, overrides, readings, parameters)
    output.show(verdict, clause_texts, lang, asked)


def _by_pack(
    pack: Pack,
    decision: str,
    facts: str,
    as_of: str | None,
    overrides: Path | None,
    readings: tuple[str, ...],
    parameters: tuple[str, ...],
) -> Verdict:
    from workshop_rules.errors import FactsError
    from workshop_rules.pack.facts import read_facts_file

    chosen, values = options.chosen(pack, readings, parameters)
    if overrides is not None:
        from workshop_rules.overrides import load_overrides

        office = load_overrides(overrides, pack)
        chosen, values = {**office.readings, **chosen}, {**office.parameters, **values}
    decider = pack.decider(decision, chosen, values)
    return decider(read_facts_file(facts).unwrap(FactsError).data(), as_of)


def _by_model(model: str, decision: str, facts: str, pack_options: list[str], lang: str) -> Verdict:
    from workshop_rules.errors import DecisionError, FactsError
    from workshop_rules.models import load_dmn
    from workshop_rules.pack.facts import read_facts_file

    if pack_options:
        message = f"a DMN model has no {' and no '.join(pack_options)}"
        zh = f"DMN模型没有{'、'.join(pack_options)}；请去掉这些选项，或改为给出事实"
        raise DecisionError(
            [Diagnostic("WR717", message, None, "", "leave the option out, or give a fact instead", zh)]
        )
    loaded = load_dmn(model)
    for warning in loaded.warnings:
        click.echo(str(options.said_in(warning, lang)), err=True)
    return loaded.decide(decision, read_facts_file(facts).unwrap(FactsError).data())
