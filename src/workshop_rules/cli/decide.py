"""`workshop-rules decide`: the verdict on one case."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workshop_rules.cli import changing, options
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
    "--source",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A copy of the document, as text: show the text of each clause beside the criterion.",
)
@click.option(
    "--overrides",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="An office's own readings and thresholds: a YAML file with `readings` and `parameters`.",
)
@click.option("--reading", "readings", multiple=True, metavar="NAME=VALUE", help="Read a doubtful passage this way.")
@click.option("--param", "parameters", multiple=True, metavar="NAME=VALUE", help="Put a threshold in place of another.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "html", "record"]),
    default="text",
    show_default=True,
    help="Form of the output; json is for programs, record for `verify` and `audit append`.",
)
@click.option(
    "--view",
    type=click.Choice(["short", "full", "auditor"]),
    help="How much is shown; full if left out, in HTML auditor.",
)
@changing.options
@options.masked
@options.lang
@options.search_path
def decide(
    pack: str,
    decision: str,
    facts: str,
    as_of: str | None,
    source: Path | None,
    overrides: Path | None,
    readings: tuple[str, ...],
    parameters: tuple[str, ...],
    form: str,
    view: str | None,
    lang: str,
    search_path: tuple[str, ...],
    **asked: Any,  # noqa: ANN401 (the options of `changing` and those that mask)
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
    clause_texts: Mapping[str, str] = {}
    if form != "record" and any(asked[name] for name in ("mask", "mask_key", "mask_also")):
        raise click.UsageError("--mask, --mask-key and --mask-also are for --format record")
    if pack.lower().endswith(".dmn"):
        given = {
            "--as-of": as_of,
            "--source": source,
            "--overrides": overrides,
            "--reading": readings,
            "--param": parameters,
        }
        verdict = _by_model(pack, decision, facts, [option for option, value in given.items() if value])
    else:
        from workshop_rules.loaded import load_pack

        loaded = load_pack(pack, search_path=search_path).version_for(as_of)
        if source is not None:
            clause_texts = _clause_texts(loaded, source, form)
        verdict = _by_pack(loaded, decision, facts, as_of, overrides, readings, parameters)
    for warning in verdict.warnings:
        click.echo(str(warning), err=True)
    data, text = changing.told(verdict, form, lang, asked)
    match form:
        case "json":
            output = changing.with_data(verdict.to_json(), data)
        case "markdown":
            output = verdict.explanation.beside(clause_texts).to_markdown(lang, view or "full") + text
        case "html":
            output = verdict.to_html(lang, view or "auditor", clause_texts)
        case "record":
            output = verdict.record(options.masking(asked)) + "\n"
        case _:
            output = verdict.explanation.beside(clause_texts).to_text(lang, view or "full") + text
    click.echo(output, nl=False)


def _by_pack(
    pack: Pack,
    decision: str,
    facts: str,
    as_of: str | None,
    overrides: Path | None,
    readings: tuple[str, ...],
    parameters: tuple[str, ...],
) -> Verdict:
    from workshop_rules.errors import DecisionError, FactsError
    from workshop_rules.pack.facts import read_facts_file
    from workshop_rules.pack.parameters import parameter_from_text

    chosen = options.names_and_values("--reading", readings).unwrap(DecisionError)
    texts = options.names_and_values("--param", parameters).unwrap(DecisionError)
    known = pack.parameters
    values = {
        name: parameter_from_text(text, known[name].type) if name in known else text for name, text in texts.items()
    }
    if overrides is not None:
        from workshop_rules.overrides import load_overrides

        office = load_overrides(overrides, pack)
        chosen, values = {**office.readings, **chosen}, {**office.parameters, **values}
    decider = pack.decider(decision, chosen, values)
    return decider(read_facts_file(facts).unwrap(FactsError).data(), as_of)


def _clause_texts(pack: Pack, source: Path, form: str) -> Mapping[str, str]:
    """The clauses of a copy of the document; that it is another copy is said."""
    if form in {"json", "record"}:
        raise click.UsageError(f"--source is shown in text, markdown and html, not in {form}")
    for diagnostic in pack.differences_from_copy(source):
        if diagnostic.code == "WR341":
            click.echo(str(diagnostic), err=True)
    return pack.clause_texts(source)


def _by_model(model: str, decision: str, facts: str, pack_options: list[str]) -> Verdict:
    from workshop_rules.errors import DecisionError, FactsError
    from workshop_rules.models import load_dmn
    from workshop_rules.pack.facts import read_facts_file

    if pack_options:
        message = f"a DMN model has no {' and no '.join(pack_options)}"
        raise DecisionError([Diagnostic("WR717", message, None, "", "leave the option out, or give a fact instead")])
    return load_dmn(model).decide(decision, read_facts_file(facts).unwrap(FactsError).data())
