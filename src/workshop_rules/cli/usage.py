"""Errors in the command line itself, in Chinese for who works in Chinese.

The rest of what a command says is in the language of its `--lang`. What is wrong before that is read is told in the
language that `--lang` names all the same, or else in that of the machine's locale (`LC_ALL`, `LC_MESSAGES`, `LANG`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import IO, Any

import click

_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")

_SAID = {
    "Missing command.": "缺少命令。",
    "say where the archive is: --archive DIR, or WORKSHOP_RULES_ARCHIVE": (
        "请用--archive或环境变量WORKSHOP_RULES_ARCHIVE指明归档的文件夹"
    ),
    "say which row: either --row NUMBER or --where COLUMN=VALUE": "请用--row 行号 或 --where 列名=值 指明一行",
    "name a PACK, or ask for --explanation or --record": "请指明规则包，或给出--explanation或--record",
}
"""Whole messages."""

_PHRASES = (
    (r"Invalid value for '?([^':]+)'?(?: / '[^']+')*: ", r"“\1”的值不对："),
    (r"Invalid value: ", "值不对："),
    (r"Missing argument '([^']+)'\.", r"缺少参数“\1”。"),
    (r"Missing option '([^']+)'\.", r"缺少选项“\1”。"),
    (r" ?Choose from:\s+", "可选："),
    (r"No such option '([^']+)'\.", r"没有选项“\1”。"),
    (r"No such command '([^']+)'\.", r"没有命令“\1”。"),
    (r" ?\(Possible options: ([^)]+)\)", r"是否应为\1？"),
    (r" ?Did you mean (?:one of:? )?([^?]+)\?", r"是否应为\1？"),
    (r"'([^']*)' is not one of (.+)\.", r"“\1”不在可选的值之中；可选：\2。"),
    (r"'([^']*)' is not a valid integer(?: range)?\.", r"“\1”不是整数。"),
    (r"(\S+) is not in the range x>=(\S+)\.", r"\1小于\2。"),
    (r"(\S+) is not in the range (.+)\.", r"\1不在范围\2之内。"),
    (r"(?:File|Directory|Path) '([^']*)' does not exist\.", r"“\1”不存在。"),
    (r"(?:File|Directory|Path) '([^']*)' is a file\.", r"“\1”是文件，这里要的是文件夹。"),
    (r"(?:File|Directory|Path) '([^']*)' is a directory\.", r"“\1”是文件夹，这里要的是文件。"),
    (r"(?:File|Directory|Path) '([^']*)' is not readable\.", r"“\1”无法读取。"),
    (r"(?:File|Directory|Path) '([^']*)' is not writable\.", r"“\1”无法写入。"),
    (r"Option '([^']+)' requires an argument\.", r"选项“\1”后面应有值。"),
    (r"Option '([^']+)' does not take a value\.", r"选项“\1”后面不带值。"),
    (r"Got unexpected extra arguments? \((.+)\)", r"多余的参数：\1"),
    (r"`(.+)` cannot be read: no such file or directory", r"没有文件`\1`"),
    (r"`(.+)` cannot be read: is a directory", r"`\1`是文件夹，这里要的是文件"),
    (r"`(.+)` cannot be read: (.+)", r"无法读取`\1`（\2）"),
    (r"`(.+)` cannot be written: a database .+", r"`\1`是数据库（如日志），写入会使其内容丢失"),
    (r"`(.+)` cannot be written: (.+)", r"无法写入`\1`（\2）"),
    (r"^(--\S.*) is shown in (.+), not in (\w+)$", r"\1用于\2，不用于\3"),
    (r"; the page says it anyway$", "（网页中本来就有）"),
    (r"^(--\S.*) (?:is|are) for (--.+)$", r"\1只用于\2"),
    (r"^(--\S.*) needs? a PACK$", r"\1还需要指明规则包"),
    (r"^(--\S.*) needs? (--.+)$", r"\1还需要\2"),
)
"""Parts of messages, of click and of the commands."""

_LISTED = ((", ", "、"), (" and ", "和"), (" or ", "或"))


def told(error: click.UsageError, *, chinese: bool) -> click.UsageError:
    """The error in the language that was asked for; help stays as it is."""
    return Misused(error) if chinese and not isinstance(error, click.exceptions.NoArgsIsHelpError) else error


class Misused(click.UsageError):
    """A usage error, told in Chinese."""

    def __init__(self, error: click.UsageError) -> None:
        """Put what is wrong into Chinese; where it has none, it stays as it is."""
        super().__init__(in_chinese(error.format_message()), error.ctx)

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it, with how the command is used."""
        if self.ctx is not None:
            usage = self.ctx.get_usage().replace("Usage: ", "用法：", 1)
            hint = f"说明见“{self.ctx.command_path} --help”。"
            click.echo(f"{usage}\n{hint}\n", file=file, err=file is None)
        click.echo(f"错误：{self.format_message()}", file=file, err=file is None)


def in_chinese(message: str) -> str:
    """The Chinese of a message; the message itself where there is none."""
    if message in _SAID:
        return _SAID[message]
    said = message
    for phrase, chinese in _PHRASES:
        said = re.sub(phrase, chinese, said)
    if said != message and said.startswith("--"):
        for between, chinese in _LISTED:
            said = said.replace(between, chinese)
    return message if said == message else re.sub("'([^']+)'", r"“\1”", said)


def is_chinese(arguments: Sequence[str]) -> bool:
    """Whether a command line asks for Chinese, or the machine does where it asks for nothing."""
    for option, value in zip_longest(arguments, arguments[1:], fillvalue=""):
        asked = value if option == "--lang" else option.removeprefix("--lang=") if "=" in option else ""
        if asked in {"zh", "en"}:
            return asked == "zh"
    stated = next((os.environ[name] for name in _LOCALE if os.environ.get(name)), "")
    return stated.lower().startswith("zh")
