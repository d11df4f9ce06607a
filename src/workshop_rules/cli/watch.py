"""`workshop-rules watch`: a file of events, and each change of a verdict as it happens."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop_rules.cli import options

if TYPE_CHECKING:
    from workshop_rules.compile.plan import Decision
    from workshop_rules.evaluate.evaluation import State
    from workshop_rules.living import Change
    from workshop_rules.living.stream import Line
    from workshop_rules.loaded import Pack

_UNDATED = {"zh": "日期未定", "en": "no date"}
_ERROR = {"zh": "无法计算", "en": "cannot be computed"}


@click.command()
@click.argument("pack")
@click.argument("decision")
@click.argument("events")
@click.option("--as-of", metavar="DATE", help="The date of decision at which a new set begins, YYYY-MM-DD.")
@click.option(
    "--state",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A SQLite file that keeps the dossiers, and how far the events were read.",
)
@click.option("--from", "start", type=click.IntRange(min=0), metavar="OFFSET", help="The byte of EVENTS to begin at.")
@click.option("--follow", is_flag=True, help="Wait for more events at the end of the file, until interrupted.")
@options.choices
@click.option("--workers", type=click.IntRange(min=0), default=1, show_default=True, help="Processes for the engine.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="Form of the output; jsonl is for programs, one change a line.",
)
@options.lang
@options.search_path
def watch(
    pack: str,
    decision: str,
    events: str,
    as_of: str | None,
    state: Path | None,
    start: int | None,
    follow: bool,
    readings: tuple[str, ...],
    parameters: tuple[str, ...],
    workers: int,
    form: str,
    lang: str,
    search_path: tuple[str, ...],
) -> None:
    """Let events happen to dossiers, and print each change of a verdict.

    EVENTS has one event a line, as JSON; - is standard input. With --state the dossiers are kept, and reading goes on
    where it ended. A wrong event ends it with status 2; what came before is kept.

    \b
    Examples:
      workshop-rules watch taiyuan_ranks rank events.jsonl --as-of 2014-09-01
      workshop-rules watch taiyuan_ranks rank events.jsonl --state ranks.live --follow
      workshop-rules watch ordos_2013 mentor events.jsonl --state mentors.live --format jsonl
      workshop-rules watch ordos_2013 mentor - --lang en
    """
    from workshop_rules.living import live, stream
    from workshop_rules.loaded import load_pack

    loaded = load_pack(pack, search_path=search_path)
    chosen, values = options.chosen(loaded, readings, parameters)
    with live(loaded, decision, as_of, chosen, values, path=state, workers=workers) as dossiers:
        write = _as_text(dossiers.pack, dossiers.decision, lang) if form == "text" else _as_json

        def tell(line: Line, change: Change) -> None:
            for written in write(line, change):
                click.echo(written)

        try:
            stream.watch(dossiers, events, tell, start=start, follow=follow)
        except KeyboardInterrupt:
            if not follow:
                raise


def _as_json(line: Line, change: Change) -> Iterator[str]:
    data = {"line": line.number, "offset": line.end, **change.to_dict()}
    yield json.dumps(data, ensure_ascii=False)


def _as_text(pack: Pack, decision: Decision, lang: str) -> Callable[[Line, Change], Iterator[str]]:
    """Puts changes into words."""
    from workshop_rules.diagnostics.drawing import visible
    from workshop_rules.explain.wording import LANGUAGES

    language = next(one for one in LANGUAGES if one.code == lang)
    outcomes = {one.id: one.title[lang] for one in decision.outcomes}
    outcomes |= {"undetermined": language.say("outcome.undetermined"), "error": _ERROR[lang]}
    tiers = {criterion: group.title[lang] for group in decision.groups for criterion in group.criteria}
    titles = {one.id: one.title[lang] for one in decision.criteria}
    width = max(map(len, titles), default=0)

    def said(state: State | None) -> str:
        return _ERROR[lang] if state is None else language.say(f"state.{state}")

    def lines(line: Line, change: Change) -> Iterator[str]:
        as_of = change.after.as_of or pack.decisions[decision.id].as_of
        date = _UNDATED[lang] if as_of is None else as_of.isoformat()
        before, after = (outcomes.get(one.outcome, one.outcome) for one in (change.before, change.after))
        outcome = f"{before} → {after}" if change.outcome_changed else after
        yield f"{line.number}  {date}  {visible(change.dossier)}: {outcome}"
        complaint = change.after.complaint
        if complaint is not None:
            yield f"    {complaint.code} {options.said_in(complaint, lang).message}"
        for one, states in change.criteria.items():
            title = f"{tiers[one]} / {titles[one]}" if one in tiers else titles[one]
            yield f"    {one:<{width}}  {said(states.before)} → {said(states.after)}  {title}"

    return lines
