"""Writes the pages of the reference that are tables of the code: `python docs/generate.py`.

Each page is a function that gives its text; a test asks every one whether the file is up to date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from inspect import cleandoc
from pathlib import Path
from textwrap import dedent

import click

from workshop_rules.language.dialect import Dialect
from workshop_rules.language.functions import FUNCTIONS, Category, Function
from workshop_rules.language.operators import COMPONENTS, OPERATORS, RANGE_COMPONENTS, Combination
from workshop_rules.language.words import Words
from workshop_rules.pack.models import FactEntry, FieldEntry

REFERENCE = Path(__file__).parent / "reference"
POLICIES = Path(__file__).parent.parent / "policies"

_CHAPTERS: Mapping[Category, str] = {
    Category.CONVERSION: "Conversion",
    Category.BOOLEAN: "Booleans",
    Category.STRING: "Strings",
    Category.LIST: "Lists",
    Category.SORT: "Sorting",
    Category.NUMBER: "Numbers",
    Category.TEMPORAL: "Dates and times",
    Category.RANGE: "Ranges",
    Category.CONTEXT: "Contexts",
    Category.POLICY: "For policies",
}

_TYPES_NOTE = """\
In a signature `T` is any type, `Ordered` one whose values compare by `<` (numbers, strings, dates, times, durations,
ordered enumerations), `Comparable` one whose values compare by `=` (all but lists, records and ranges), `Duration`
either kind of duration; each is the same type wherever it stands twice. `?` marks what may be left out, `…` what may be
repeated.
"""


def functions_page() -> str:
    """`functions.md`: every built-in function."""
    lines = [
        "# Functions",
        "",
        f"The built-in functions of FEEL (DMN 1.5, clause 10.3.4), and {_count(Category.POLICY)} that policies need.",
        "*pack* and *dmn* say in which dialect a function can be called so. Every example is executed by the tests.",
        "",
        _TYPES_NOTE,
    ]
    for category, chapter in _CHAPTERS.items():
        lines += [f"## {chapter}", ""]
        for function in FUNCTIONS.values():
            if function.category is category:
                lines += _function(function)
    return "\n".join(lines).rstrip() + "\n"


def operators_page() -> str:
    """`operators.md`: every operator, and the parts of values."""
    lines = [
        "# Operators",
        "",
        "From the loosest to the tightest; those of one number bind alike, from the left. A row below an operator is",
        "what it takes and what it gives. Every example is executed by the tests.",
        "",
        _TYPES_NOTE,
    ]
    for operator in OPERATORS.values():
        lines += [f"## `{operator.symbol}`", "", f"{operator.doc} Binds at {operator.precedence}.", ""]
        lines += _table(("takes", "gives", "dialect"), (_combination(c) for c in operator.combinations))
        lines += [f"- `{example.expression}` is `{example.result}`" for example in operator.examples]
        lines.append("")
    lines += ["## Parts of values", "", "`as_of.year` is the year of the date.", ""]
    rows = [
        (f"`{type_}`", f"`.{part.name}`", f"`{part.type}`", part.doc, _dialects(part.dialects))
        for type_, parts in (*COMPONENTS.items(), ("range", RANGE_COMPONENTS))
        for part in parts
    ]
    lines += _table(("of", "part", "type", "which is", "dialect"), rows)
    return "\n".join(lines).rstrip() + "\n"


def columns_page() -> str:
    """`columns.md`: what has a form in columns."""
    from workshop_rules.evaluate._polars.translation import FUNCTIONS as IN_COLUMNS
    from workshop_rules.evaluate._polars.translation import LIMITS, REFUSES, TRANSLATE

    lines = [
        "# What is decided in columns",
        "",
        "`decide_frame`, `workshop-rules batch` and Spark decide in columns what consists of these nodes and functions",
        "alone. Rows of other decisions, and rows that columns leave open, are decided one by one, to the same result.",
        "All decisions of the bundled packs are decided in columns; `row_by_row` of a decided frame says of another",
        "one which expression has no form there, and why.",
        "",
        "What depends on the date, readings and parameters alone is worked out once beforehand, whatever it is.",
        "Members of lists are decided together, all rows' at once, with whatever else a condition on them reads.",
        "",
        "Facts that nobody supplied, fields that records of lists lack, lists that may lack entries and waivers are",
        "decided in columns as well: states, outcome and the paths in `missing`, by place (`honors[2].awarded_on`).",
        "One by one go rows whose facts are out of order, computations that have no result or are not done in columns,",
        "and gaps that reach the outcome through another decision, a table, different values that are counted,",
        "or a condition on members that can fail.",
        "",
    ]
    nodes = ((f"`{kind.__name__}`", LIMITS.get(kind, "yes")) for kind in TRANSLATE)
    lines += _table(("node", "in columns"), nodes)
    lines += _table(("node", "why it has no form of its own"), ((f"`{k.__name__}`", why) for k, why in REFUSES.items()))
    supported = dict.fromkeys((*IN_COLUMNS, "not"), "yes")
    functions = (
        (f"`{name}`", LIMITS.get(name, supported.get(name, "only where it is the same for every row")))
        for name, function in FUNCTIONS.items()
        if Dialect.PACK in function.dialects
    )
    lines += _table(("function", "in columns"), functions)
    return "\n".join(lines).rstrip() + "\n"


def compiled_page() -> str:
    """`compiled.md`: what has a form in generated Python."""
    from workshop_rules.evaluate._python import REFUSES, TRANSLATE

    lines = [
        "# What is decided by generated Python",
        "",
        "`decide` (from the second time on) and `decider` decide by a program that is written for the decision, where",
        "everything that it reads is certain. A decision that has anything without a form there, and a case in which",
        "a fact is absent, in doubt or waived, or a computation has no result, is decided by the interpreter, to the",
        "same result; criteria of such a case that need none of it still have their own programs.",
        "All decisions of the bundled packs have programs.",
        "",
    ]
    lines += _table(("node", "in Python"), ((f"`{kind.__name__}`", "yes") for kind in TRANSLATE))
    lines += _table(("node", "why it has no form of its own"), ((f"`{k.__name__}`", why) for k, why in REFUSES.items()))
    lines += [
        "Every built-in function of packs has a form there, and decision tables have one with every hit policy.",
        "Two kinds of decisions have no program all the same: one whose result is made of records that another",
        "decision gives, as these come without the places that they have in the dossier; and one whose expressions",
        "are nested deeper than Python takes.",
    ]
    return "\n".join(lines).rstrip() + "\n"


def live_criteria_page() -> str:
    """`live-criteria.md`: which criteria the Rete network decides."""
    import workshop_rules as wr
    from workshop_rules.evaluate._durable import compile_ruleset
    from workshop_rules.evaluate._durable.operands import FUNCTIONS as IN_TERMS
    from workshop_rules.evaluate._durable.refused import REFUSES as WITHOUT_PATTERNS
    from workshop_rules.evaluate._durable.ruleset import RETE

    shares, decisions, refused = [], [], []
    for name in sorted(path.parent.name for path in POLICIES.glob("*/pack.yaml")):
        plan = wr.load_pack(POLICIES / name).plan
        readings = {one: interpretation.default for one, interpretation in plan.interpretations.items()}
        parameters = {one: parameter.value for one, parameter in plan.parameters.items()}
        by_rete = total = 0
        for decision in plan.decisions.values():
            ruleset = compile_ruleset(plan, decision, readings, parameters)
            own = [one for one, route in ruleset.routes.items() if route.by == RETE]
            by_rete, total = by_rete + len(own), total + len(ruleset.routes)
            if ruleset.routes:
                figures = len(ruleset.routes), len(own), len(ruleset.nodes), len(ruleset.rules)
                decisions.append((f"`{name}`", f"`{decision.id}`", *map(str, figures)))
            refused += [
                (f"`{name}`", f"`{decision.id}`", f"`{one}`", route.reason)
                for one, route in ruleset.routes.items()
                if route.by != RETE
            ]
        shares.append((f"`{name}`", str(total), str(by_rete), f"{100 * by_rete // total} %" if total else ""))
    functions = ", ".join(f"`{name}`" for name in sorted(IN_TERMS))
    lines = [
        "# What Rete decides",
        "",
        "Which criteria of the bundled packs a [live set](live.md) leaves to the [Rete network](live-engine.md), by",
        "default readings and parameters, and which to the compiled evaluator.",
        "",
        *_table(("pack", "criteria", "by Rete", ""), shares),
        "## Left to the compiled evaluator",
        "",
        "It decides these, on the dossiers touched only:",
        "",
        *_table(("pack", "decision", "criterion", "what has no form as patterns"), refused),
        "Conditions may be made of facts, comparisons, `and`, `or`, `not`, `at least`, ranges, quantifiers, filters,",
        "counts and sums. These nodes have no form as patterns, or have one as conditions only:",
        "",
        *_table(("node", "why"), ((f"`{kind.__name__}`", reason) for kind, reason in WITHOUT_PATTERNS.items())),
        "A value that is compared may be worked out with `+ - * /`, parts of dates, and the functions",
        f"{functions} (`sum` of values written out).",
        "",
        "## Decisions",
        "",
        "A condition is a fact of its own in the network; a rule says when it is true, false or unknown.",
        "",
        *_table(("pack", "decision", "criteria", "by Rete", "conditions", "rules"), decisions),
    ]
    return "\n".join(lines).rstrip() + "\n"


def vocabulary_page() -> str:
    """`vocabulary.md`: the facts that all packs share, and their enumerations."""
    from workshop_rules.pack.discovery import shared_vocabulary
    from workshop_rules.pack.parsed import read_vocabulary

    vocabulary, _ = read_vocabulary(shared_vocabulary()).unwrap()
    lines = [
        "# The shared vocabulary",
        "",
        "Facts that every pack may read, so that one dossier can be put to every city. A pack has facts of its own",
        "beside them (`facts.yaml`), and may not redefine these. Conditions and dossiers name them by their ids;",
        "dossiers have `findings`, `waivers` and `incomplete` besides.",
        "",
        "## Facts",
        "",
    ]
    facts = ((f"`{name}`", fact.title.zh, fact.title.en, _fact_type(fact)) for name, fact in vocabulary.facts.items())
    lines += _table(("fact", "中文", "English", "type"), facts)
    for name, fact in vocabulary.facts.items():
        fields = fact.fields or (fact.item if isinstance(fact.item, Mapping) else None)
        if fields:
            lines += [f"## `{name}`: fields of a record", ""]
            rows = ((f"`{one}`", field.title.zh, field.title.en, _fact_type(field)) for one, field in fields.items())
            lines += _table(("field", "中文", "English", "type"), rows)
    lines += [
        "## Enumerations",
        "",
        "In conditions a member is written `TYPE.MEMBER`, such as `level.city`; in dossiers by its id alone, `city`.",
        "Those that are ordered compare from the lowest, which stands first.",
        "",
    ]
    rows = (
        (f"`{name}`" + (", ordered" if one.ordered else ""), *_member(member, words))
        for name, one in vocabulary.enumerations.items()
        for member, words in one.members.items()
    )
    lines += _table(("enumeration", "member", "中文", "English"), rows)
    return "\n".join(lines).rstrip() + "\n"


def commands_page() -> str:
    """`commands.md`: the command line."""
    from workshop_rules.cli import commands

    lines = [
        "# Commands",
        "",
        "What `--help` says, of all commands. The exit status is 0 where an answer was reached, whatever it is; 1",
        "where `check`, `test`, `tck`, `verify`, `audit verify` or `fmt --check` found something wrong; 2 where",
        "something is wrong with what was given, which is said with its place and the remedy. Output is plain, and",
        "in UTF-8.",
        "",
        "| variable | says |",
        "| --- | --- |",
        "| `WORKSHOP_RULES_PATH` | folders in which packs are looked for before all others, as in `PATH` |",
        "| `WORKSHOP_RULES_ARCHIVE` | the folder with old packs |",
        "| `WORKSHOP_RULES_CACHE` | the folder, by its full path, that keeps compiled packs; `off` keeps none |",
        "",
    ]
    root = click.Context(commands, info_name="workshop-rules")
    for name in commands.list_commands(root):
        if (command := commands.get_command(root, name)) is not None:
            lines += _command(command, click.Context(command, root, name))
    return "\n".join(lines).rstrip() + "\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "columns.md": columns_page,
    "commands.md": commands_page,
    "compiled.md": compiled_page,
    "functions.md": functions_page,
    "live-criteria.md": live_criteria_page,
    "operators.md": operators_page,
    "vocabulary.md": vocabulary_page,
}
"""The generated pages, by their name in `docs/reference`."""


def _command(command: click.Command, context: click.Context) -> list[str]:
    """A command and its own: what it is given, what it does, its options, and examples."""
    about, _, examples = cleandoc(command.help or "").partition("\b\nExamples:\n")
    usage = " ".join((context.command_path, *command.collect_usage_pieces(context)))
    lines = [f"## `{context.command_path}`", "", "```text", usage, "```", "", about.strip(), ""]
    options = [p.get_help_record(context) for p in command.params if isinstance(p, click.Option)]
    if options:
        rows = ((f"`{record[0]}`".replace("|", "\\|"), record[1]) for record in options if record is not None)
        lines += _table(("option", "what it is for"), rows)
    if examples:
        lines += ["```sh", dedent(examples).strip(), "```", ""]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if (inner := command.get_command(context, name)) is not None:
                lines += _command(inner, click.Context(inner, context, name))
    return lines


def _fact_type(fact: FieldEntry) -> str:
    """The type of a fact or field, with what else bears on what may be written."""
    of = fact.type if fact.item is None else f"list of {fact.item if isinstance(fact.item, str) else 'records'}"
    notes = [
        *([fact.unit.en + "s"] if fact.unit is not None else []),
        *(["whole"] if fact.whole else []),
        *([f"from {fact.minimum}"] if fact.minimum is not None else []),
        *([f"to {fact.maximum}"] if fact.maximum is not None else []),
        *(["personal"] if fact.personal else []),
        *([f"else `{fact.derivation}`"] if isinstance(fact, FactEntry) and fact.derivation else []),
    ]
    return ", ".join((of, *notes))


def _member(member: str, words: Words) -> tuple[str, str, str]:
    return f"`{member}`", words.zh, words.en


def _function(function: Function) -> list[str]:
    lines = [f"### `{function.name}`", "", function.doc]
    if function.refused:
        lines += ["", f"Packs do not have it: {function.refused}."]
    lines.append("")
    lines += [f"- `{function.name}{s}` ({_dialects(s.dialects)})" for s in function.signatures]
    if function.examples:
        lines += ["", "Examples:", ""]
        lines += [
            f"- `{e.expression}` is `{e.result}`"
            + ("" if e.dialects >= function.dialects else f" ({_dialects(e.dialects)})")
            for e in function.examples
        ]
    return [*lines, ""]


def _combination(combination: Combination) -> tuple[str, ...]:
    taken = ", ".join(f"`{type_}`" for type_ in combination.operands)
    return taken, f"`{combination.result}`", _dialects(combination.dialects)


def _dialects(dialects: frozenset[Dialect]) -> str:
    return ", ".join(dialect for dialect in Dialect if dialect in dialects)


def _count(category: Category) -> int:
    return sum(function.category is category for function in FUNCTIONS.values())


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [head, ("---",) * len(head), *rows]
    return [*(f"| {' | '.join(line)} |" for line in lines), ""]


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), "utf-8")
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
