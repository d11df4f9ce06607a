"""`workshop-rules tck`: the DMN conformance kit, run."""

from __future__ import annotations

from pathlib import Path

import click

from workshop_rules.cli import options


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--csv",
    "csv_file",
    metavar="OUT",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Also write the results in the format in which vendors publish theirs.",
)
def tck(folder: Path, csv_file: Path | None) -> None:
    """Run the cases of the DMN conformance kit in DIR, and count them.

    Cases that expect a value are counted apart from those that expect null or an error, and those that call external
    functions apart from all others. Ends with status 1 if a case did not pass.

    \b
    Examples:
      workshop-rules tck ./TestCases
      workshop-rules tck ./TestCases/compliance-level-3 --csv results.csv
    """
    from workshop_rules.conformance.tck import KitError, Verdict, lines, run_kit, tally, vendor_csv

    try:
        results = list(run_kit(folder))
    except KitError as error:
        raise click.UsageError(str(error)) from error
    for result in results:
        if result.verdict is not Verdict.PASSED:
            click.echo(f"{result.verdict}: {result.key}: {result.message}")
    counted = tally(results)
    for line in lines(counted):
        click.echo(line)
    if csv_file is not None:
        with options.writing(csv_file):
            csv_file.write_text(vendor_csv(results), encoding="utf-8")
    if not counted.clean:
        raise SystemExit(1)
