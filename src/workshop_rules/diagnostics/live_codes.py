"""What can be wrong with events and live sets of dossiers. Part of the table of codes."""

from __future__ import annotations

from workshop_rules.diagnostics.code import Code

LIVE: dict[str, Code] = {
    "WR620": Code(
        "event-not-understood",
        "decide",
        "An event does not have one of the forms that events have. What came before it has happened.",
        "Compare it with the forms of events; `workshop-rules schema PACK --events` describes them to editors.",
    ),
    "WR621": Code(
        "wrong-event-for-a-fact",
        "decide",
        "Records are asserted to lists, and everything else is set; an event has it the other way round.",
        "Assert the records of a list one by one, and set every other fact and finding by its name.",
    ),
    "WR622": Code(
        "nothing-to-retract",
        "decide",
        "An event retracts something that the dossier does not have.",
        "Name a record that the list has by its id, or repeat what it says.",
    ),
    "WR623": Code(
        "record-id-taken",
        "decide",
        "A record is asserted under an id that another record of the same list has.",
        "Retract the other record first, or choose another id.",
    ),
    "WR624": Code(
        "live-state-unusable",
        "decide",
        "The file that keeps a live set cannot be opened, read or written, or another process has it open.",
        "Close it in the other process, or name a file that can be written.",
    ),
    "WR625": Code(
        "live-state-of-another-question",
        "decide",
        "The file was begun by a set that asks something else: another decision, reading, parameter or pack. "
        "Its verdicts would not be those that were told.",
        "Ask for the same, or begin another set and let it take the old one over: `take_over`.",
    ),
    "WR626": Code(
        "another-version-judges-then",
        "decide",
        "Facts of the new date of decision are judged by another version of the pack.",
        "Open another set as of that date, and let it take the old one over: `take_over`.",
    ),
    "WR627": Code(
        "not-the-events-that-were-read",
        "decide",
        "A file of events does not begin with what was read before, so that going on where that ended would be wrong.",
        "Give the file that was read before, or say with `--from` where to begin.",
    ),
    "WR628": Code(
        "evaluators-differ",
        "decide",
        "The engine that keeps dossiers live and the evaluator of single cases come to different results, which must "
        "not happen: one of them has a fault.",
        "Trust neither, decide the case by hand, and report it with the dossier.",
    ),
}
