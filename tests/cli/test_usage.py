"""Errors in the command line itself: in Chinese where that is asked for, by `--lang` or by the locale."""

import pytest
from click.testing import CliRunner

from workshop_rules.cli import commands
from workshop_rules.cli.usage import in_chinese

CANDIDATE = "ordos_2013 mentor examples/ordos_candidate.yaml"


def said(arguments, **locale):
    environment = {"LC_ALL": None, "LC_MESSAGES": None, "LANG": None, **locale}
    result = CliRunner(env=environment).invoke(commands, arguments.split())
    assert result.exit_code == 2
    return result.output


@pytest.mark.parametrize(
    ("arguments", "chinese"),
    [
        ("decid", "没有命令“decid”。是否应为“decide”？"),
        ("--foo", "没有选项“--foo”。"),
        ("decide", "缺少参数“PACK”。"),
        ("decide a b c --format yaml", "“--format”的值不对：“yaml”不在可选的值之中"),
        ("decide a b c --format", "选项“--format”后面应有值。"),
        ("decide a b c --mask left-out", "--mask、--mask-key和--mask-also只用于--format record"),
        ("decide a b c --source notice.txt --format json", "--source用于text、markdown和html，不用于json"),
        (
            "decide ordos_2013 mentor examples/ordos_candidate.yaml --format record --mask digests",
            "--mask digests还需要--mask-key FILE",
        ),
        ("verify a b", "多余的参数：b"),
        ("verify no_such_file", "没有文件`no_such_file`"),
        ("watch a b c --workers -1", "“--workers”的值不对：-1小于0。"),
        ("audit show log one", "“[ENTRY]”的值不对：“one”不是整数。"),
        ("archive ordos_2013", "请用--archive或环境变量WORKSHOP_RULES_ARCHIVE指明归档的文件夹"),
    ],
)
def test_what_is_wrong_is_told_in_chinese(arguments, chinese, monkeypatch):
    monkeypatch.delenv("WORKSHOP_RULES_ARCHIVE", raising=False)
    output = said(arguments, LANG="zh_CN.UTF-8")
    assert f"错误：{chinese}" in output or f"值不对：{chinese}" in output
    assert output.startswith(("用法：workshop-rules", "用法：commands", "错误："))


def test_the_option_counts_before_the_locale():
    assert "Error: No such option '--foo'." in said("decide --foo --lang en", LC_ALL="zh_CN.UTF-8")
    assert "错误：没有选项“--foo”。" in said("decide --foo --lang=zh", LANG="en_US.UTF-8")
    assert "Error: No such option '--foo'." in said("decide --foo", LANG="C.UTF-8")
    assert "Error: No such option '--foo'." in said("decide --foo", LC_ALL="C", LANG="zh_CN.UTF-8")


def test_a_command_line_with_nothing_on_it_lists_the_commands():
    assert "\n  decide " in said("", LANG="C.UTF-8")
    assert "\n  decide " in said("", LANG="zh_CN.UTF-8")


def test_what_has_no_chinese_stays_as_it_is():
    assert in_chinese("something that nobody foresaw") == "something that nobody foresaw"
    assert "Commands:" in CliRunner(env={"LANG": "zh_CN.UTF-8"}).invoke(commands, ["audit"]).output
