"""Records and logs from the command line."""

import json
import subprocess
import sys

import pytest
import yaml
from click.testing import CliRunner

import workshop_rules as wr
from tests.audit.logs import RECORDS, filled, meddle
from tests.riverside import FOLDER, TYPICAL, decide
from workshop_rules.cli import commands

WHERE = ("--search-path", FOLDER.parent)
KEY = b"0123456789abcdef0123456789abcdef"


def run(*arguments, stdin=None, exit_code=0):
    done = CliRunner().invoke(commands, [str(argument) for argument in arguments], input=stdin)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == exit_code, done.output
    return done


@pytest.fixture
def dossier(tmp_path):
    file = tmp_path / "facts.yaml"
    file.write_text(yaml.safe_dump(json.loads(json.dumps(TYPICAL, default=str))), "utf-8")
    return file


@pytest.fixture
def record(tmp_path):
    file = tmp_path / "verdict.json"
    file.write_text(decide().record() + "\n", "utf-8")
    return file


@pytest.fixture
def log(tmp_path):
    place = tmp_path / "verdicts.db"
    filled(wr.AuditLog(place))
    return place


def test_decide_prints_the_record(dossier):
    done = run("decide", FOLDER, "guide", dossier, "--as-of", "2022-10-01", "--format", "record")
    assert done.stdout == decide().record() + "\n"


def test_a_record_is_the_same(record):
    assert run("verify", record, *WHERE).stdout == "same: riverside 1.0.0 guide: eligible\n"
    assert run("verify", "-", *WHERE, stdin=record.read_text("utf-8")).stdout.startswith("same: ")


def test_an_altered_record_is_different(record):
    record.write_text(record.read_text("utf-8").replace('"eligible"', '"ineligible"'), "utf-8")
    done = run("verify", record, *WHERE, exit_code=1)
    assert done.stdout.startswith("different: WR802 error: ")


def test_a_record_whose_pack_is_missing_cannot_be_verified(record):
    done = run("verify", record, exit_code=1)
    assert done.stdout.startswith("cannot: riverside 1.0.0 guide: eligible\nWR810 error: ")
    assert json.loads(record.read_text("utf-8"))["pack"]["digest"] in done.stdout


def test_an_archived_pack_is_found(record, tmp_path, monkeypatch):
    archive = tmp_path / "old-packs"
    done = run("archive", FOLDER, "--archive", archive)
    digest = json.loads(record.read_text("utf-8"))["pack"]["digest"]
    assert done.stdout == f"riverside 1.0.0  {archive / digest}\n"
    run("verify", record, "--archive", archive)
    monkeypatch.setenv("WORKSHOP_RULES_ARCHIVE", str(archive))
    run("verify", record)
    run("archive", FOLDER)


def test_an_archive_has_to_be_named(monkeypatch):
    monkeypatch.delenv("WORKSHOP_RULES_ARCHIVE", raising=False)
    assert "--archive DIR" in run("archive", FOLDER, exit_code=2).stderr


@pytest.mark.parametrize("content", ["", "no record", "{}", "[1]"])
def test_what_is_no_record_is_bad_input(tmp_path, content):
    file = tmp_path / "verdict.json"
    file.write_text(content)
    assert "WR801" in run("verify", file, exit_code=2).stderr
    assert "cannot be read" in run("verify", tmp_path / "none.json", exit_code=2).stderr


def test_a_masked_record_with_the_facts(record, dossier, tmp_path):
    record.write_text(decide().record(wr.Masking.digests(KEY)), "utf-8")
    key = tmp_path / "mask.key"
    key.write_text(KEY.hex())
    assert "WR812" in run("verify", record, *WHERE, exit_code=1).stdout
    assert "WR815" in run("verify", record, *WHERE, "--facts", dossier, exit_code=1).stdout
    run("verify", record, *WHERE, "--facts", dossier, "--mask-key", key)
    dossier.write_text("birth_date: 1985-05-06\n")
    done = run("verify", record, *WHERE, "--facts", dossier, "--mask-key", key, exit_code=1)
    assert done.stdout.startswith("different: ")
    dossier.write_text("birth_day: 1985-05-06\n")
    assert "WR401" in run("verify", record, *WHERE, "--facts", dossier, "--mask-key", key, exit_code=2).stderr


def test_what_is_hidden_and_has_no_effect_is_said(record):
    record.write_text(decide(birth_date=None, name="周玲").record(wr.Masking.left_out()), "utf-8")
    done = run("verify", record, *WHERE)
    assert done.stdout.endswith("hidden, and without effect: name\n")
    assert "周玲" not in done.stdout


def test_a_log_is_begun_shown_and_verified(record, tmp_path):
    log = tmp_path / "new.db"
    appended = run("audit", "append", log, record, "-", stdin=RECORDS[0]).stdout.split()
    head = run("audit", "head", log).stdout.strip()
    assert head == appended[-1]
    assert run("audit", "verify", log, "--head", head).stdout == f"whole: 2 entries, head {head}\n"
    shown = run("audit", "show", log).stdout.splitlines()
    assert [line.split()[0] for line in shown] == ["1", "2"]
    assert shown[0].endswith("riverside 1.0.0  guide  eligible")
    assert run("audit", "show", log, 1).stdout == record.read_text("utf-8")


def test_a_log_that_was_changed_is_not_whole(log):
    head = run("audit", "head", log).stdout.strip()
    meddle(log, "DELETE FROM audit_entries WHERE sequence = 5")
    run("audit", "verify", log)
    done = run("audit", "verify", log, "--head", head, exit_code=1)
    assert done.stdout.startswith("WR824 error: the log ends at entry 4")
    meddle(log, "DELETE FROM audit_entries WHERE sequence = 2")
    assert run("audit", "verify", log, exit_code=1).stdout.endswith("not whole: right up to entry 1\n")


def test_an_export_is_verified_like_the_log(log, tmp_path):
    file = tmp_path / "verdicts.jsonl"
    run("audit", "export", log, "-o", file)
    assert run("audit", "export", log).stdout == file.read_text("utf-8")
    head = run("audit", "head", log).stdout.strip()
    run("audit", "verify", file, "--head", head)
    file.write_text(file.read_text("utf-8").replace("0.25", "0.35"), "utf-8")
    assert "WR821" in run("audit", "verify", file, exit_code=1).stdout


def test_an_export_goes_over_no_log(log, tmp_path):
    before = log.read_bytes()
    assert "would be lost" in run("audit", "export", log, "-o", log, exit_code=2).stderr
    assert "会使其内容丢失" in run("audit", "export", log, "-o", log, *CHINESE, exit_code=2).stderr
    assert "would be lost" in run("docs", FOLDER, "-o", log, exit_code=2).stderr
    assert log.read_bytes() == before


def test_a_log_with_bytes_that_are_no_text_is_shown_and_written_out_all_the_same(log, tmp_path):
    meddle(log, "UPDATE audit_entries SET record = CAST(X'7bff7d' AS TEXT) WHERE sequence = 2")
    assert run("audit", "show", log, 2).stdout_bytes == b"{\xff}\n"
    file = tmp_path / "verdicts.jsonl"
    run("audit", "export", log, "-o", file)
    for place in (log, file):
        assert "entry 2 was altered" in run("audit", "verify", place, exit_code=1).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit", "export", "{log}", "-o", "{log}/x"),
        ("archive", "ordos_2013", "--archive", "{log}/x"),
        ("new", "{log}/x"),
    ],
)
def test_what_cannot_be_written_is_said(log, arguments):
    assert "cannot be written" in run(*(one.format(log=log) for one in arguments), exit_code=2).stderr


def test_signed_entries(record, tmp_path):
    private, public, log = tmp_path / "office.key", tmp_path / "office.pem", tmp_path / "signed.db"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", private], check=True, capture_output=True)
    subprocess.run(["openssl", "pkey", "-in", private, "-pubout", "-out", public], check=True, capture_output=True)
    run("audit", "append", log, record, "--signing-key", private)
    run("audit", "verify", log, "--public-key", public)
    run("audit", "append", log, record)
    assert "WR826" in run("audit", "verify", log, "--public-key", public, exit_code=1).stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("verify", "{log}", "--head", "12"), "WR829"),
        (("verify", "{log}", "--public-key", "{log}"), "WR830"),
        (("verify", "none.db"), "WR820"),
        (("head", "none.db"), "WR820"),
        (("show", "none.db"), "WR820"),
        (("show", "{log}", "6"), "WR831"),
        (("export", "none.db"), "WR820"),
    ],
)
def test_bad_input(log, arguments, code, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert code in run("audit", *(one.format(log=log) for one in arguments), exit_code=2).stderr
    assert not (tmp_path / "none.db").exists()


def test_the_schema_of_records_is_printed():
    schema = json.loads(run("schema", "--record").stdout)
    assert schema["title"] == "workshop-rules/record/1"
    run("schema", exit_code=2)
    run("schema", "--record", "--explanation", exit_code=2)


@pytest.mark.parametrize(
    "arguments",
    [("verify", "-"), ("archive", FOLDER, "--archive", "old-packs"), ("audit", "head", "verdicts.db")],
    ids=lambda arguments: arguments[0],
)
def test_a_missing_package_is_named_with_the_command_that_installs_it(arguments, monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    assert "pip install 'workshop-rules[audit]'" in run(*arguments, stdin="", exit_code=2).stderr


def test_a_missing_package_is_named_to_programs_too():
    program = """
import sys
sys.modules["rfc8785"] = None
import workshop_rules as wr
for attempt in (lambda: wr.AuditLog, lambda: wr.Masking, wr.load_pack("ordos_2013").decide("mentor", {}).record):
    try:
        attempt()
    except wr.MissingExtraError as error:
        print(error.diagnostics[0].help)
"""
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.split("\n") == ["pip install 'workshop-rules[audit]'"] * 3 + [""]


CHINESE = ("--lang", "zh")


def test_replays_are_told_in_chinese(record, tmp_path):
    assert run("verify", record, *WHERE, *CHINESE).stdout == "相同：riverside 1.0.0 guide: eligible\n"
    hidden = tmp_path / "hidden.json"
    hidden.write_text(decide(birth_date=None, name="周玲").record(wr.Masking.left_out()), "utf-8")
    assert run("verify", hidden, *WHERE, *CHINESE).stdout.endswith("已隐去，且不影响结论：name\n")
    said = run("verify", record, *CHINESE, exit_code=1).stdout
    assert said.startswith("无法重放：riverside")
    assert "找不到摘要为" in said
    record.write_text(record.read_text("utf-8").replace('"eligible"', '"ineligible"'), "utf-8")
    said = run("verify", record, *WHERE, *CHINESE, exit_code=1).stdout
    assert said.startswith("不同：WR802 error: ")
    assert "被改动过" in said


def test_logs_are_told_in_chinese(log):
    head = run("audit", "head", log).stdout.strip()
    assert run("audit", "verify", log, *CHINESE).stdout == f"完整：共5条，链头 {head}\n"
    meddle(log, "DELETE FROM audit_entries WHERE sequence = 2")
    said = run("audit", "verify", log, *CHINESE, exit_code=1).stdout
    assert "第2条被删去" in said
    assert said.endswith("不完整：到第1条为止无误\n")


@pytest.mark.parametrize(
    ("arguments", "chinese"),
    [
        (("verify", "{log}", "--head", "12"), "`12`不是链头"),
        (("verify", "{log}", "--public-key", "{log}"), "中没有Ed25519公钥"),
        (("head", "none.db"), "没有日志`none.db`"),
        (("show", "{log}", "6"), "没有第6条；日志共有5条"),
        (("append", "{log}", "{log}"), "不是记录的JSON"),
    ],
)
def test_bad_input_is_told_in_chinese(log, arguments, chinese, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    done = run("audit", *(argument.format(log=log) for argument in arguments), *CHINESE, exit_code=2)
    assert chinese in done.stderr
