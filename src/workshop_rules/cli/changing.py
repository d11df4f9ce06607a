"""What `decide` says, if asked, about what would change a verdict."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from workshop_rules.verdict import Verdict

Command = TypeVar("Command", bound=Callable[..., Any])


def options(command: Command) -> Command:
    """The options that ask for it."""
    to = click.option("--to", metavar="OUTCOME", help="The outcome that `--changes` and `--earliest` look for.")
    first = click.option("--earliest", is_flag=True, help="Also: from which day on, if nothing but time passes.")
    asked = click.option("--questions", is_flag=True, help="Also: what to ask first about an undetermined case.")
    matters = click.option("--matters", is_flag=True, help="In json: which other readings and thresholds turn it.")
    return click.option("--changes", is_flag=True, help="Also: the smallest changes that turn the outcome.")(
        first(asked(matters(to(command))))
    )


def told(verdict: Verdict, form: str, lang: str, asked: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """What was asked for, as data by option, and as text.

    Raises:
        click.UsageError: the form of the output has no place for it.
        DecisionError: there is no such outcome, or nothing says how facts can change.
    """
    wanted = [name for name in ("changes", "earliest", "questions") if asked[name]]
    if wanted and form not in {"text", "markdown", "json"}:
        has_it = "; the page says it anyway" if form == "html" else ""
        raise click.UsageError(f"--{wanted[0]} is for --format text, markdown or json{has_it}")
    if asked["matters"] and form != "json":
        raise click.UsageError("--matters is for --format json")
    if asked["to"] is not None and not {"changes", "earliest"}.intersection(wanted):
        raise click.UsageError("--to is for --changes and --earliest")
    answers: dict[str, Any] = {}
    if asked["changes"]:
        answers["changes"] = verdict.changes(asked["to"])
    if asked["earliest"]:
        answers["earliest"] = verdict.earliest(asked["to"])
    if asked["questions"]:
        answers["questions"] = verdict.questions()
    data = {name: answer.to_dict() for name, answer in answers.items()}
    if asked["matters"]:
        from workshop_rules.verdict_json import what_matters

        data |= what_matters(verdict)
    return data, "".join("\n" + answer.to_text(lang) for answer in answers.values())


def with_data(output: str, data: dict[str, Any]) -> str:
    """A JSON document with what was asked for added."""
    return output if not data else json.dumps({**json.loads(output), **data}, ensure_ascii=False, indent=2) + "\n"
