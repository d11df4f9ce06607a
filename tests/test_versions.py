"""Two versions of a pack side by side: the date of decision picks the one that applies."""

import datetime as dt
import json
import shutil

import polars as pl
import pytest
from click.testing import CliRunner

import workshop_rules as wr
from tests.riverside import FOLDER
from workshop_rules.cli import commands

DECIDES = {"absent": 2, "held": 4}


@pytest.fixture
def both(tmp_path):
    """Version 1 of the pack for 2020 to 2024, version 2 from 2025 on, which knows a fact that version 1 does not."""
    first = shutil.copytree(FOLDER, tmp_path / "riverside")
    second = shutil.copytree(FOLDER, tmp_path / "riverside@2.0.0")
    edit(first / "pack.yaml", "until: 2029-12-31", "until: 2024-12-31")
    edit(second / "pack.yaml", "version: 1.0.0", "version: 2.0.0")
    edit(second / "pack.yaml", "{from: 2020-01-01, until: 2029-12-31}", "{from: 2025-01-01}")
    edit(second / "decisions" / "share.yaml", "value: absent / held", "value: absent / planned")
    edit(
        second / "facts.yaml",
        "  held:",
        "  planned: {title: {zh: 计划次数, en: sessions planned}, type: number}\n  held:",
    )
    return tmp_path


def edit(path, before, after):
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def load(folder, name="riverside", **options):
    return wr.load_pack(name, search_path=[folder], **options)


@pytest.mark.parametrize(
    ("as_of", "version"),
    [("2024-12-31", "1.0.0"), ("2025-01-01", "2.0.0"), (dt.date(2020, 1, 1), "1.0.0"), (None, "2.0.0")],
)
def test_the_date_picks_the_version(both, as_of, version):
    pack = load(both)
    for verdict in (pack.decide("share", {}, as_of), pack.decider("share")({}, as_of)):
        assert verdict.version == version
        assert verdict.applicable


def test_each_version_decides_by_its_own_facts(both):
    decider = load(both).decider("share")
    facts = {"absent": 2, "held": 4, "planned": 8}
    assert decider(facts, "2024-05-01").outcome == "0.5"
    assert decider(facts, "2025-05-01").outcome == "0.25"
    assert decider(facts, "2024-05-01").outcome == "0.5"
    assert decider(facts).outcome == "0.25"


def test_facts_that_were_validated_are_handed_on(both):
    decider = load(both).decider("share")
    assert decider.trusted({"absent": 2, "held": 4}, dt.date(2024, 5, 1)).outcome == "0.5"
    assert decider.trusted({"absent": 2, "planned": 8}, dt.date(2025, 5, 1)).outcome == "0.25"


def test_where_none_applies_the_verdict_says_so(both):
    pack = load(both)
    for verdict in (pack.decide("share", DECIDES, "2019-12-31"), pack.decider("share")(DECIDES, "2019-12-31")):
        assert not verdict.applicable
        assert verdict.to_dict()["applicable"] is False
        assert "2019-12-31 (outside the dates for which the pack judges: from 2025-01-01)" in (
            verdict.explanation.to_text("en")
        )


@pytest.mark.parametrize("name", ["riverside@1.0.0", "riverside@2.0.0"])
def test_a_version_that_was_asked_for_stays(both, name):
    pack = load(both, name)
    for as_of in ("2022-01-01", "2025-06-01"):
        assert pack.decide("share", DECIDES, as_of).version == name.partition("@")[2]


def test_a_pack_loaded_for_a_date_stays(both):
    pack = load(both, as_of=dt.date(2022, 1, 1))
    assert pack.version == "1.0.0"
    assert pack.decide("share", DECIDES, "2025-06-01").version == "1.0.0"


def test_a_pack_loaded_by_its_path_stays(both):
    assert wr.load_pack(both / "riverside").decide("share", DECIDES, "2025-06-01").version == "1.0.0"


def test_a_decision_that_only_one_version_has(both):
    (both / "riverside@2.0.0" / "decisions" / "share.yaml").unlink()
    (both / "riverside@2.0.0" / "cases" / "share.yaml").unlink()
    edit(both / "riverside@2.0.0" / "clauses.yaml", ", share.share", "")
    pack = load(both)
    assert pack.decide("share", DECIDES, "2024-05-01").outcome == "0.5"
    with pytest.raises(wr.DecisionError, match="WR601"):
        pack.decide("share", DECIDES, "2025-05-01")


def test_each_row_of_a_roster_is_judged_by_the_version_for_its_date(both):
    days = [dt.date(2024, 5, 1), dt.date(2025, 5, 1), None]
    frame = pl.DataFrame({"absent": [2, 2, 2], "held": [4] * 3, "planned": [8] * 3, "day": days})
    decided = load(both).decide_frame("share", frame, as_of_column="day")
    assert decided.data.lazy().collect()["outcome"].to_list() == ["0.5", "0.25", "0.25"]
    assert decided.data.lazy().collect()["error"].null_count() == len(days)
    assert [decided.verdict(row).version for row in range(3)] == ["1.0.0", "2.0.0", "2.0.0"]
    alone = load(both, "riverside@1.0.0").decide_frame("share", frame, as_of_column="day")
    assert alone.data["outcome"].to_list() == ["0.5", "0.5", "0.5"]


def test_a_row_of_a_version_with_other_criteria_has_no_verdict_but_says_why(both):
    edit(both / "riverside@2.0.0" / "decisions" / "share.yaml", "id: share, title: {zh: 缺", "id: half, title: {zh: 缺")
    edit(both / "riverside@2.0.0" / "clauses.yaml", "share.share", "share.half")
    frame = pl.DataFrame({"absent": [2, 2], "held": [4, 4], "day": [dt.date(2024, 5, 1), dt.date(2025, 5, 1)]})
    data = load(both).decide_frame("share", frame, as_of="2024-06-01", as_of_column="day").data.lazy().collect()
    assert data["outcome"].to_list() == ["0.5", None]
    assert data["state.share"].to_list() == ["met", None]
    assert data["error"][1].startswith("WR910 2025-05-01 is judged by version 2.0.0")


def test_on_the_command_line(both, tmp_path):
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps({"absent": 2, "held": 4, "planned": 8}), "utf-8")
    for as_of, version, outcome in (("2024-05-01", "1.0.0", "0.5"), ("2025-05-01", "2.0.0", "0.25")):
        arguments = ["decide", "riverside", "share", str(facts), "--as-of", as_of, "--format", "json"]
        data = json.loads(CliRunner().invoke(commands, [*arguments, "--search-path", str(both)]).stdout)
        assert (data["version"], data["outcome"], data["applicable"]) == (version, outcome, True)


def test_a_pack_for_another_engine_is_refused(both):
    edit(both / "riverside@2.0.0" / "pack.yaml", 'engine: ">=0.1,<1"', 'engine: ">=7,<8"')
    with pytest.raises(wr.PackError, match="WR136"):
        load(both)
    assert load(both, "riverside@1.0.0").version == "1.0.0"
