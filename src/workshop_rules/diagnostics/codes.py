"""The table of diagnostic codes. Pages of docs and tests are derived from it; a code is never reused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One row: a short name, the stage that reports it, and what it means.

    Attributes:
        slug: a name in words, stable like the code.
        stage: `read`, `parse`, `check`, `facts`, `evaluate`, `decide`, `dmn`, `audit` or `files`.
        meaning: what is wrong and why it matters, a sentence or two.
        remedy: what to do about it.
        warning: true where the work can go on.
    """

    slug: str
    stage: str
    meaning: str
    remedy: str
    warning: bool = False


CODES: dict[str, Code] = {
    # WR1xx: reading a pack's files (pack/)
    "WR101": Code(
        "unreadable-file",
        "read",
        "A file could not be opened: it is not there, is a folder, or may not be read.",
        "Check the path and the permissions.",
    ),
    "WR102": Code(
        "file-too-large",
        "read",
        "A file is larger than 1 MiB, the most that is read, so that a hostile file cannot fill the memory.",
        "Split the file, or take out what is not part of the pack.",
    ),
    "WR103": Code(
        "not-utf-8",
        "read",
        "The bytes of a file are not UTF-8 text, so its words cannot be known for certain.",
        "Save the file as UTF-8; editors often call it an encoding.",
    ),
    "WR104": Code(
        "control-character",
        "read",
        "A text has a character that cannot be seen: a control character, a line end other than LF or CR LF, or one that "
        "turns the direction of writing. What people read and what is decided could differ.",
        "Delete the character.",
    ),
    "WR105": Code(
        "broken-yaml",
        "read",
        "The text is not YAML: a bracket, quote or indentation does not fit.",
        "Mend the place; the mistake is often on the line before.",
    ),
    "WR106": Code(
        "not-one-document",
        "read",
        "A file holds exactly one YAML document, and this one has none or several.",
        "Write one document, without `---` between parts.",
    ),
    "WR107": Code(
        "yaml-tag",
        "read",
        "A value has a YAML tag such as `!!python/object`. Tags can make programs do things, so none is read.",
        "Delete the tag.",
    ),
    "WR108": Code(
        "merge-key",
        "read",
        "A mapping has the merge key `<<`, which YAML readers treat differently.",
        "Write the keys out, or use a plain alias for the whole value.",
    ),
    "WR109": Code(
        "alias-bound",
        "read",
        "Aliases repeat too much of the document, name an anchor that is not there, or contain themselves.",
        "Write the value out where it is needed.",
    ),
    "WR110": Code(
        "duplicate-key",
        "read",
        "A mapping has the same key twice, and only one of the values could count.",
        "Delete one of them.",
    ),
    "WR111": Code(
        "ambiguous-boolean",
        "read",
        "A plain `yes`, `no`, `on`, `off`, `y`, `n` or a capitalized `True` is a truth value to some YAML readers and a "
        "text to others.",
        "Write `true` or `false` for a truth value, and quotes for a text.",
    ),
    "WR112": Code(
        "ambiguous-number",
        "read",
        "A plain value looks like a number, but YAML readers disagree on which: leading zeros, `0x`, `_`, `:`, exponents, "
        "`.5`, `.inf`.",
        "Write plain decimal digits such as `-12` or `9.1` for a number, and quotes for a text.",
    ),
    "WR113": Code(
        "nested-too-deep",
        "read",
        "Lists and mappings stand in one another deeper than is read.",
        "Flatten the structure.",
    ),
    "WR114": Code(
        "key-not-text",
        "read",
        "A key of a mapping is not a text but a number, a truth value, null, a list or a mapping.",
        "Write the key as a text, in quotes if it looks like something else.",
    ),
    "WR115": Code(
        "broken-json",
        "read",
        "The text is not JSON as RFC 8259 defines it.",
        "Mend the place; comments, trailing commas and single quotes are not JSON.",
    ),
    "WR120": Code(
        "unknown-key",
        "read",
        "A mapping has a key that the format does not know. It is not ignored, since it may be a misspelt rule.",
        "Write the nearest right key, or delete it.",
    ),
    "WR121": Code(
        "missing-key",
        "read",
        "A mapping lacks a key that the format asks for.",
        "Add the key.",
    ),
    "WR122": Code(
        "wrong-kind-of-value",
        "read",
        "A value is of another kind than its place asks for, such as a number where a text belongs.",
        "Write a value of the right kind.",
    ),
    "WR123": Code(
        "not-an-allowed-value",
        "read",
        "A value is none of those that may stand here.",
        "Write one of the allowed values.",
    ),
    "WR124": Code(
        "invalid-value",
        "read",
        "A value is of the right kind, but not one that can stand here: an impossible date, an id with a space, an empty "
        "text.",
        "Mend the value.",
    ),
    "WR125": Code(
        "not-one-condition",
        "read",
        "A condition is stated in exactly one way: `when`, `finding`, `all`, `any`, `not`, or `at_least` with `of`.",
        "Keep one of them; put several under `all` or `any`.",
    ),
    "WR130": Code(
        "missing-file",
        "read",
        "A pack lacks a file that every pack has: `pack.yaml`, `clauses.yaml`, and at least one decision.",
        "Add the file.",
    ),
    "WR131": Code(
        "id-is-not-the-name",
        "read",
        "An id differs from the name of its file or folder, by which others find it.",
        "Rename one of them.",
    ),
    "WR132": Code(
        "duplicate-id",
        "read",
        "Two things of a kind have the same id, so that nobody can tell which one is meant.",
        "Rename one of them.",
    ),
    "WR133": Code(
        "unknown-file",
        "read",
        "A pack's folder has a file that is not part of the format. It is not read.",
        "Move or rename the file.",
        warning=True,
    ),
    "WR134": Code(
        "redefines-the-vocabulary",
        "read",
        "A pack defines a fact or an enumeration that the shared vocabulary has, or uses a name that has a meaning of its "
        "own, so that one dossier could not be put to every pack.",
        "Use the shared one, or choose another name.",
    ),
    "WR135": Code(
        "unknown-type",
        "read",
        "A type is neither built in nor an enumeration of the vocabulary.",
        "Write the nearest right name, or define the enumeration.",
    ),
    "WR136": Code(
        "other-engine-version",
        "read",
        "A pack was written for other versions of the engine than this one.",
        "Install a version of the engine that the pack names, or a version of the pack for this engine.",
    ),
    "WR137": Code(
        "refers-to-nothing",
        "read",
        "A name refers to something in the same file that is not there: a common criterion, an item group, a reading.",
        "Write the nearest right name, or define it.",
    ),
    "WR140": Code(
        "unknown-pack",
        "read",
        "No pack of that id is bundled, installed or on the search path, and no folder of that path holds one.",
        "Write the nearest right id, or say where the pack is.",
    ),
    "WR141": Code(
        "broken-entry-point",
        "read",
        "An installed package announces packs, but where it points to there are none. It is passed over.",
        "Mend or uninstall the package.",
        warning=True,
    ),
    "WR142": Code(
        "no-folder-on-search-path",
        "read",
        "A folder of the search path does not exist. It is passed over.",
        "Create the folder, or take it off the search path.",
        warning=True,
    ),
    # WR2xx: parsing expressions (parse/)
    "WR201": Code(
        "unexpected",
        "parse",
        "Something stands where the language has no place for it, or something is missing before it.",
        "Look at the underlined place and just before it; the message says what may stand there.",
    ),
    "WR202": Code(
        "unclosed-bracket",
        "parse",
        "A bracket is opened and never closed, so nobody can say where the group, list, call or context ends.",
        "Close it where it should end.",
    ),
    "WR203": Code(
        "unclosed-text",
        "parse",
        "A text or a comment begins and never ends. A text ends on the line where it begins.",
        "Write the closing quote, or `*/`; write a line break within a text as `\\n`.",
    ),
    "WR204": Code(
        "bad-escape",
        "parse",
        "A backslash in a text announces a character that does not exist: too few digits, a number beyond Unicode, or "
        "half of a surrogate pair.",
        "Write the character itself, or `\\u` with 4 hexadecimal digits, or `\\U` with 6; a backslash is `\\\\`.",
    ),
    "WR205": Code(
        "strange-character",
        "parse",
        "A character has no meaning in an expression.",
        "Delete it, or put the text it belongs to in double quotes.",
    ),
    "WR206": Code(
        "foreign-operator",
        "parse",
        "An operator is written as in another language or in mathematics. It is understood, and refused all the same: "
        "an expression has one spelling.",
        "Write the operator that the help line names.",
    ),
    "WR207": Code(
        "full-width-character",
        "parse",
        "Punctuation or a digit is full-width, as Chinese input methods write it. It is understood, and refused all the "
        "same: an expression has one spelling.",
        "Write the character of the plain (half-width) keyboard. Within a text, full-width characters are welcome.",
    ),
    "WR208": Code(
        "wrong-quotes",
        "parse",
        "A text stands in single or curly quotes.",
        'Write texts in straight double quotes: `"text"`.',
    ),
    "WR209": Code(
        "expression-too-long",
        "parse",
        "An expression is longer than what is read, so that a hostile one cannot keep the computer busy.",
        "Name parts of it, and use the names.",
    ),
    "WR210": Code(
        "expression-too-deep",
        "parse",
        "An expression is nested deeper than what is read (brackets, calls, or a chain of operators), so that a hostile "
        "one cannot exhaust the memory.",
        "Name a part of it and use the name; add long sums up from a list.",
    ),
    "WR211": Code(
        "number-out-of-range",
        "parse",
        "A number has a power of ten far beyond what people count with.",
        "Look for a slip in the exponent.",
    ),
    "WR212": Code(
        "mixed-arguments",
        "parse",
        "A call passes some arguments by name and some by place, so their order is in doubt.",
        "Name all of them, or none.",
    ),
    "WR213": Code(
        "name-too-long",
        "parse",
        "A name has more words and operators in it than what is read.",
        "Shorten the name.",
    ),
    # WR3xx: checking names and types (check/)
    "WR301": Code(
        "other-type-needed",
        "check",
        "An expression has one type where another is needed: a number where a condition stands, a text for a date.",
        "Change the expression so that it gives what the place asks for.",
    ),
    "WR302": Code(
        "unknown-name",
        "check",
        "A name in an expression is no fact, no `let` of this decision, no enumeration and no variable.",
        "Write the name as it is declared, or declare it in `facts.yaml`.",
    ),
    "WR303": Code(
        "unknown-field",
        "check",
        "A record or a date has no part of that name.",
        "Write one of the names that it has.",
    ),
    "WR304": Code(
        "unknown-function",
        "check",
        "There is no built-in function of that name, and packs define none of their own.",
        "See the function reference.",
    ),
    "WR305": Code(
        "wrong-arguments",
        "check",
        "A function is called with too few or too many arguments, or with a name that it has no parameter for.",
        "Pass what one of its signatures asks for.",
    ),
    "WR306": Code(
        "argument-type",
        "check",
        "A function is given a value of a type that it does not take.",
        "Pass what one of its signatures asks for.",
    ),
    "WR307": Code(
        "operands-do-not-fit",
        "check",
        "An operator stands between values that it cannot bring together, such as a date and a number.",
        "Bring both sides to types that go together; the operator reference lists them.",
    ),
    "WR308": Code(
        "enumeration-compared-with-text",
        "check",
        "A value of an enumeration is compared with text. Constants of an enumeration are written with its name, so "
        "that a misspelt one is found here, and ordered ones compare by their order, not by their letters.",
        "Write the constant: `level.city`.",
    ),
    "WR309": Code(
        "unknown-member",
        "check",
        "An enumeration has no member of that name.",
        "Write one of its members.",
    ),
    "WR310": Code(
        "no-order",
        "check",
        "Values that have no order are compared by `<`, `<=`, `>`, `>=`, `between` or a range.",
        "Compare by `=`, or name the members that count: `in (kind.a, kind.b)`.",
    ),
    "WR311": Code(
        "unknown-reference",
        "check",
        "An expression refers to a reading, parameter, finding or decision that the pack does not declare.",
        "Write one that it declares, or declare it in `pack.yaml`.",
    ),
    "WR312": Code(
        "no-alternative",
        "check",
        "A reading, or a decision's outcome, is compared with a text that it can never be: the comparison would always "
        "come out the same way.",
        "Write one of the alternatives.",
    ),
    "WR313": Code(
        "not-in-packs",
        "check",
        "FEEL has this, and packs do not, so that every evaluation ends, can be repeated, and is exact.",
        "The help of the diagnostic says what to write instead.",
    ),
    "WR314": Code(
        "impossible-literal",
        "check",
        "A literal stands for no value, such as 30 February or a duration that mixes months with days.",
        'Write a date as @"2013-10-01" and a duration as @"P5Y" or @"P30D".',
    ),
    "WR315": Code(
        "shadowed-name",
        "check",
        "A variable of `for`, `some` or `every`, or a `let`, has the name of a fact, an enumeration or another of them, "
        "which readers would take it for.",
        "Give the variable another name.",
    ),
    "WR316": Code(
        "ambiguous-name",
        "check",
        "In a filter the fields of `item` are in scope by their bare names, and this one is also the name of a fact.",
        "Write `item.NAME` for the field; reach the fact through a `let`, or use `some` with a variable.",
    ),
    "WR317": Code(
        "division-by-zero",
        "check",
        "The divisor is zero whatever the facts are.",
        "Divide by something else.",
        warning=True,
    ),
    "WR318": Code(
        "always-the-same",
        "check",
        "A comparison reads no fact, so that it comes out the same for everybody.",
        "Compare with a fact, or leave the comparison out.",
        warning=True,
    ),
    "WR319": Code(
        "input-outside-test",
        "check",
        "`?` stands for the value that a test is about, and there is none here.",
        "Use `?` only in the tests after `in` and in the cells of a table.",
    ),
    "WR320": Code(
        "too-costly",
        "check",
        "The work could grow without a sensible bound: loops nested too deeply, a loop over a range of open length, a "
        "power with an exponent that is large or not written out.",
        "Loop over a list of the dossier, or write the bound as a number.",
    ),
    "WR321": Code(
        "empty-range",
        "check",
        "A range begins after its end, so that nothing lies in it.",
        "Put the lower end first.",
        warning=True,
    ),
    "WR322": Code(
        "list-needed",
        "check",
        "A filter or loop goes over something that is not a list.",
        "Name a list, or compare the value itself.",
    ),
    "WR323": Code(
        "defined-below",
        "check",
        "A `let` uses a name that is defined below it. Each sees only those above, so that none can go in a circle.",
        "Put the `let`s in the order in which they use one another.",
    ),
    "WR330": Code(
        "unused",
        "check",
        "A `let`, interpretation, parameter or finding is declared, and nothing reads it; a condition may be missing.",
        "Use it where the document does, or take it out.",
        warning=True,
    ),
    "WR331": Code(
        "group-maximum",
        "check",
        "The maxima of a rubric's items do not add up to the maximum of their group.",
        "Compare both with the document.",
    ),
    "WR332": Code(
        "circle",
        "check",
        "Decisions use one another's outcomes in a circle, or a fact is derived from itself, so that nothing could be "
        "decided.",
        "Break the circle: state one of the conditions without the other decision.",
    ),
    "WR334": Code(
        "unknown-clause",
        "check",
        "A locator is cited that `clauses.yaml` has no entry for, so that nobody could find the place in the document.",
        "Write the locator as the outline does, or add the clause to it.",
    ),
    "WR335": Code(
        "encoded-by-nothing",
        "check",
        "The outline says that a clause is encoded by something that no decision has.",
        "Name the criterion as `decision.criterion`, in a ladder `decision.tier.criterion`.",
    ),
    "WR336": Code(
        "outline-disagrees",
        "check",
        "A criterion cites a clause that does not list it, or that the outline says is not encoded. Then one of the two is "
        "wrong about what the document says.",
        "List the criterion under the clause, or cite the right one.",
    ),
    "WR337": Code(
        "case-of-nothing",
        "check",
        "A worked case names a reading, parameter, outcome or criterion that there is not.",
        "Write the name as the pack does.",
    ),
    "WR338": Code(
        "gap-in-the-outline",
        "check",
        "The numbering in `clauses.yaml` leaves something out, repeats it or is out of order, so that a clause may have "
        "been overlooked.",
        "Add the missing entries; say `procedure` or `out_of_scope`, and why, where nothing is decided.",
    ),
    # WR4xx: facts at the boundary (pack/facts)
    "WR401": Code(
        "unknown-fact",
        "facts",
        "A name that neither this pack nor any installed one knows. It is not ignored, since it may be a misspelt fact.",
        "Write the nearest right name, or take it out.",
    ),
    "WR402": Code(
        "wrong-type-of-fact",
        "facts",
        "A fact has a value of another type. No text becomes a number and no number a date.",
        "Supply a value of the right type, or leave the fact out if it is not known.",
    ),
    "WR403": Code(
        "not-a-member",
        "facts",
        "A fact has a value that its enumeration does not have.",
        "Write one of the members by its id.",
    ),
    "WR404": Code(
        "impossible-date",
        "facts",
        "A text that should be a date is no date of the calendar in the form YYYY-MM-DD.",
        "Write the date as YYYY-MM-DD.",
    ),
    "WR405": Code(
        "out-of-bounds",
        "facts",
        "A number is smaller or larger than the fact can be, or is not whole where only whole numbers make sense.",
        "Mend the number.",
    ),
    "WR406": Code(
        "not-a-number",
        "facts",
        "A number is infinite, not a number, or has more digits than are read.",
        "Supply an ordinary number, or leave the fact out if it is not known.",
    ),
    "WR407": Code(
        "empty-list-item",
        "facts",
        "A list has an item that is null or blank, and nobody can tell what it stands for.",
        "Take the item out; where the list may lack entries, name it under `incomplete`.",
    ),
    "WR408": Code(
        "period-contradicts-itself",
        "facts",
        "A period ends before it starts, or has an end although it is marked as ongoing.",
        "Mend the dates, or take `ongoing` out.",
    ),
    "WR409": Code(
        "missing-part-of-a-fact",
        "facts",
        "A finding or a waiver lacks a part without which it means nothing.",
        "Add the part.",
    ),
    "WR410": Code(
        "not-a-dossier",
        "facts",
        "The facts are not a mapping of names to values.",
        "Write one mapping, such as `homeroom_years: 9`.",
    ),
    "WR411": Code(
        "names-no-installed-pack",
        "facts",
        "A finding or a waiver counts only for a pack that is not installed, so it is not read.",
        "Write the nearest right pack id, or install the pack.",
        warning=True,
    ),
    "WR412": Code(
        "not-a-list-fact",
        "facts",
        "`incomplete` names something that is not a fact with a list.",
        "Write the name of a list fact.",
    ),
    "WR413": Code(
        "unknown-parameter",
        "facts",
        "An override names a parameter that the pack does not have.",
        "Write the nearest right name.",
    ),
    "WR414": Code(
        "wrong-parameter-value",
        "facts",
        "An override gives a parameter a value of another type than the pack declares.",
        "Give a value of the parameter's type.",
    ),
    # WR5xx: evaluation
    "WR501": Code(
        "division-by-zero",
        "evaluate",
        "A number or duration is divided by zero, which has no result.",
        "Ask for the divisor first: `x > 0 and y / x > 1`, or use `presupposes`.",
    ),
    "WR502": Code(
        "number-too-large",
        "evaluate",
        "A power or a scale is so large that its digits would fill the memory.",
        "Use smaller numbers.",
    ),
    "WR503": Code(
        "whole-number-needed",
        "evaluate",
        "A place, a scale, an exponent or an end of a count is not a whole number.",
        "Round it, by `floor(…)` for instance.",
    ),
    "WR504": Code(
        "date-out-of-range",
        "evaluate",
        "A computed date lies outside the years 1 to 9999.",
        "Look at the dates and durations of the case; one of them is wrong.",
    ),
    "WR505": Code(
        "duration-not-whole",
        "evaluate",
        "A part of a duration is not a whole number of months, or of nanoseconds, and durations are not rounded.",
        "Compute in numbers, such as years, instead.",
    ),
    "WR506": Code(
        "time-too-fine",
        "evaluate",
        "A computed time of day is finer than a microsecond, and times are not rounded.",
        "Use durations of whole microseconds.",
    ),
    "WR507": Code(
        "no-such-date",
        "evaluate",
        "Three numbers make no date.",
        "Look at the numbers of the case.",
    ),
    "WR508": Code(
        "no-such-time",
        "evaluate",
        "Three numbers make no time of day.",
        "Look at the numbers of the case.",
    ),
    "WR509": Code(
        "text-not-understood",
        "evaluate",
        "A text is not the number, date or time that it is read as.",
        "Supply the fact as a number or date, so that it is checked when it is supplied.",
    ),
    "WR510": Code(
        "no-such-place",
        "evaluate",
        "A list or text has no such place: places are counted from 1, or from the end by -1.",
        "Ask for the count first, or use a filter with a condition.",
    ),
    "WR511": Code(
        "no-such-end",
        "evaluate",
        "A range without an end on one side was asked for that end.",
        "Give the range both ends.",
    ),
    "WR512": Code(
        "empty-list",
        "evaluate",
        "The least, greatest, mean or middle of an empty list was asked for.",
        "Ask for the count first: `count(x) > 0 and max(x) > 1`.",
    ),
    "WR513": Code(
        "range-too-long",
        "evaluate",
        "A count runs through more than a million numbers.",
        "Go over a list instead.",
    ),
    "WR514": Code(
        "period-reversed",
        "evaluate",
        "A period ends before it begins, so that how long it was cannot be told.",
        "Correct the dates of the period in the facts.",
    ),
    "WR515": Code(
        "step-not-positive",
        "evaluate",
        "A stretch of time is cut into periods of no length, or backwards.",
        "Use a positive duration.",
    ),
    "WR516": Code(
        "presupposes-nothing",
        "evaluate",
        "What a condition presupposes is false, and reads no fact that could be asked for.",
        "Presuppose something about a fact.",
    ),
    "WR517": Code(
        "input-not-allowed",
        "evaluate",
        "An input of a decision table has a value for which the table does not provide.",
        "Correct the fact, or let the table allow the value.",
    ),
    "WR518": Code(
        "no-rule-matches",
        "evaluate",
        "No rule of a decision table matches, and it states no other result.",
        "Add a rule, or say what holds `otherwise`.",
    ),
    "WR519": Code(
        "rules-conflict",
        "evaluate",
        "Several rules of a decision table match, where only one may, or with different results.",
        "Make the rules exclude one another, or choose another hit policy.",
    ),
    # WR6xx: asking for a decision: packs, decisions, readings, parameters, the command line
    "WR601": Code(
        "unknown-decision",
        "decide",
        "The pack has no decision of that name.",
        "Write the nearest right name; `workshop-rules packs` lists the decisions of every pack.",
    ),
    "WR602": Code(
        "unknown-interpretation",
        "decide",
        "The pack has no interpretation of that name, so there is nothing to choose a reading for.",
        "Write the nearest right name, or leave the reading out.",
    ),
    "WR603": Code(
        "unknown-reading",
        "decide",
        "The interpretation has no such reading.",
        "Choose one of its readings by its id.",
    ),
    "WR604": Code(
        "as-of-not-a-date",
        "decide",
        "The date of decision is not a day of the calendar in the form YYYY-MM-DD. A moment is no date either: on which "
        "day it falls depends on the place.",
        "Give a date, or a text such as 2013-10-01.",
    ),
    "WR605": Code(
        "not-name-and-value",
        "decide",
        "An option that chooses a reading or sets a parameter has the form NAME=VALUE.",
        "Write the name, an equals sign and the value, without spaces: `--reading honor_window=day_after`.",
    ),
    "WR606": Code(
        "case-failed",
        "decide",
        "A worked case gives another verdict than it expects. Either the pack or the case misreads the document.",
        "Compare both with the clause that the case is about.",
    ),
    "WR607": Code(
        "case-not-decidable",
        "decide",
        "A worked case cannot be decided: its facts are not right, or a computation in it has no result.",
        "Mend the case; the diagnostics name the place.",
    ),
    "WR608": Code(
        "missing-extra",
        "decide",
        "What was asked for needs packages that are not installed with the library itself.",
        "Install them with the extra that the message names.",
    ),
    # WR7xx: DMN models
    "WR701": Code(
        "malformed-xml",
        "dmn",
        "A model's file is not well-formed XML, so nothing in it can be trusted to mean what it seems to.",
        "Open it in the modeller that wrote it and save it anew, or mend the place that the message names.",
    ),
    "WR702": Code(
        "oversized-xml",
        "dmn",
        "A model's file is larger, or its elements stand deeper within one another, than any model needs.",
        "Split the model, and import the parts.",
    ),
    "WR703": Code(
        "document-type",
        "dmn",
        "A model's file declares a document type. Such declarations can define entities that fill memory or read other "
        "files, and no modeller writes them.",
        "Delete the `<!DOCTYPE …>` declaration.",
    ),
    "WR704": Code(
        "not-dmn",
        "dmn",
        "The root of a file is not `definitions` in the namespace of a version of DMN from 1.1 to 1.5.",
        "Export the model from the modeller as DMN 1.1 or later.",
    ),
    "WR705": Code(
        "unreadable-model",
        "dmn",
        "A model's file cannot be opened.",
        "Check the path, and that you may read the file.",
    ),
    "WR706": Code(
        "duplicate-definition",
        "dmn",
        "Two types of a model have one name, or two elements one id, so that a reference means neither.",
        "Rename one of them.",
    ),
    "WR707": Code(
        "dangling-requirement",
        "dmn",
        "An element requires another that neither the model nor those it imports have.",
        "Draw the requirement anew, or import the model that has the element.",
    ),
    "WR708": Code(
        "unknown-expression",
        "dmn",
        "Where a boxed expression belongs stands an element that is none.",
        "Use one of the boxed expressions of DMN 1.5.",
    ),
    "WR709": Code(
        "bad-type-reference",
        "dmn",
        "A reference to a type cannot be read as one.",
        "Choose a built-in type, or one that the model defines.",
    ),
    "WR710": Code(
        "foreign-language",
        "dmn",
        "An expression is written in a language other than FEEL.",
        "Write it in FEEL.",
    ),
    "WR711": Code(
        "incomplete-box",
        "dmn",
        "A boxed expression lacks a part, or a row has not one cell for each column.",
        "Complete it in the modeller.",
    ),
    "WR712": Code(
        "import-circle",
        "dmn",
        "Models import one another, so that none can be read first.",
        "Move what both need to a third model.",
    ),
    "WR713": Code(
        "missing-import",
        "dmn",
        "A model imports another that does not stand in the same folder. Nothing is fetched from elsewhere.",
        "Put the imported model beside this one.",
    ),
    "WR714": Code(
        "unknown-decision",
        "dmn",
        "A model has no decision, business knowledge model or decision service of that name.",
        "Ask for one that the model has.",
    ),
    "WR715": Code(
        "unknown-input",
        "dmn",
        "A fact was given that is no input of the model.",
        "Give the inputs under the names that the model has for them.",
    ),
    "WR716": Code(
        "unfit-input",
        "dmn",
        "An input does not have the type that the model declares for it, or is none of the values that it allows.",
        "Give a value of that type; dates, times and durations may be text in ISO 8601.",
    ),
    # WR8xx: records and audit
    # WR9xx: rosters and files
}
