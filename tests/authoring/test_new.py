"""A new pack is in order from the start."""

import json

from click.testing import CliRunner

from workshop_rules.authoring.new import new_pack
from workshop_rules.cli import commands
from workshop_rules.loaded import load_pack, read_whole_pack
from workshop_rules.pack.schemas import SCHEMAS, schema_text


def run(*arguments):
    return CliRunner().invoke(commands, [str(argument) for argument in arguments])


def test_check_has_nothing_to_say(tmp_path):
    folder = tmp_path / "my_city"
    assert run("new", folder).exit_code == 0
    done = run("check", "--strict", folder)
    assert (done.exit_code, done.output) == (0, f"{folder}: no errors, no warnings\n")


def test_its_cases_pass_and_try_every_criterion_both_ways(tmp_path):
    run("new", tmp_path / "my_city")
    (report,) = json.loads(run("test", tmp_path / "my_city", "--format", "json").output)
    assert report["pack"] == "my_city"
    assert report["passed"] == report["cases"] >= 6
    assert report["untried"] == []


def test_it_decides_at_once(tmp_path):
    new_pack(tmp_path / "my_city").unwrap()
    pack = load_pack("my_city", search_path=[tmp_path])
    facts = {"in_service": True, "homeroom_years": 2, "findings": {"conduct": True}}
    assert pack.decide("member", facts).outcome == "ineligible"
    assert pack.decide("member", facts, parameters={"min_homeroom_years": 2}).outcome == "eligible"


def test_the_id_may_be_chinese(tmp_path):
    new_pack(tmp_path / "我市").unwrap()
    assert read_whole_pack(tmp_path / "我市").diagnostics == ()


def test_every_file_names_a_schema_that_is_there(tmp_path):
    written = new_pack(tmp_path / "my_city").unwrap()
    for path in written:
        if path.suffix == ".yaml":
            first = path.read_text("utf-8").partition("\n")[0]
            schema = path.parent / first.removeprefix("# yaml-language-server: $schema=")
            assert schema.read_text("utf-8") == schema_text(schema.name.partition(".")[0])
    assert {path.name for path in (tmp_path / "schemas").iterdir()} == {f"{name}.schema.json" for name in SCHEMAS}


def test_schemas_that_are_there_stay(tmp_path):
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "pack.schema.json").write_text("{}", "utf-8")
    new_pack(tmp_path / "my_city").unwrap()
    assert (tmp_path / "schemas" / "pack.schema.json").read_text("utf-8") == "{}"


def test_nothing_is_written_over(tmp_path):
    folder = tmp_path / "my_city"
    new_pack(folder).unwrap()
    (folder / "pack.yaml").write_text("# mine", "utf-8")
    found = new_pack(folder)
    assert [one.code for one in found.diagnostics] == ["WR610"]
    assert (folder / "pack.yaml").read_text("utf-8") == "# mine"
