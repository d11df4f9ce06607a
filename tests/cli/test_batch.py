"""`workshop-rules batch`: a roster in, a roster out, and what came of it."""

import polars as pl
from click.testing import CliRunner

from workshop_rules.cli import commands


def test_the_summary_counts(tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("name,in_service,homeroom_years\n甲,false,3\n乙,false,2\n丙,maybe,9\n", "utf-8")
    out = tmp_path / "out.parquet"
    result = CliRunner().invoke(
        commands, ["batch", "ordos_2013", "mentor", str(roster), "-o", str(out), "--lang", "en"]
    )
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0] == "3 rows, 1 without a verdict"
    assert lines[1] == "Outcomes:"
    assert lines[2].split()[:2] == ["2", "ineligible"]
    assert pl.read_parquet(out)["outcome"].to_list() == ["ineligible", "ineligible", None]


def test_bad_input_ends_with_status_2(tmp_path):
    result = CliRunner().invoke(commands, ["batch", "ordos_2013", "mentor", str(tmp_path / "no.csv"), "-o", "out.csv"])
    assert result.exit_code == 2
    assert "WR904" in result.stderr
