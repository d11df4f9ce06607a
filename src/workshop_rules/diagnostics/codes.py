"""The table of diagnostic codes. Pages of docs and tests are derived from it; a code is never reused."""

from __future__ import annotations

from workshop_rules.diagnostics.audit_codes import AUDIT
from workshop_rules.diagnostics.checking_codes import CHECKING
from workshop_rules.diagnostics.code import Code
from workshop_rules.diagnostics.facts_codes import FACTS
from workshop_rules.diagnostics.live_codes import LIVE
from workshop_rules.diagnostics.parsing_codes import PARSING
from workshop_rules.diagnostics.reading_codes import READING
from workshop_rules.diagnostics.roster_codes import ROSTERS

CODES: dict[str, Code] = {
    # WR1xx: reading a pack's files (pack/)
    **READING,
    # WR2xx: parsing expressions (parse/)
    **PARSING,
    # WR3xx: checking names and types (check/)
    **CHECKING,
    # WR4xx: facts at the boundary (pack/facts)
    **FACTS,
    # WR5xx: evaluation of decisions
    "WR501": Code(
        "division-by-zero",
        "evaluate",
        "A number or duration is divided by zero, which has no result.",
        "Ask for the divisor first: `x > 0 and y / x > 1`, or use `presupposes`.",
        zh="除数为零",
    ),
    "WR502": Code(
        "number-too-large",
        "evaluate",
        "A power or a scale is so large that its digits would fill the memory.",
        "Use smaller numbers.",
        zh="数字过大",
    ),
    "WR503": Code(
        "whole-number-needed",
        "evaluate",
        "A place, a scale, an exponent or an end of a count is not a whole number.",
        "Round it, by `floor(…)` for instance.",
        zh="这里要用整数",
    ),
    "WR504": Code(
        "date-out-of-range",
        "evaluate",
        "A computed date lies outside the years 1 to 9999.",
        "Look at the dates and durations of the case; one of them is wrong.",
        zh="日期超出公元1年至9999年",
    ),
    "WR505": Code(
        "duration-not-whole",
        "evaluate",
        "A part of a duration is not a whole number of months, or of nanoseconds, and durations are not rounded.",
        "Compute in numbers, such as years, instead.",
        zh="时长不是整月或整纳秒",
    ),
    "WR506": Code(
        "time-too-fine",
        "evaluate",
        "A computed time of day is finer than a microsecond, and times are not rounded.",
        "Use durations of whole microseconds.",
        zh="时刻比微秒还细",
    ),
    "WR507": Code(
        "no-such-date",
        "evaluate",
        "Three numbers make no date.",
        "Look at the numbers of the case.",
        zh="没有这样的日期",
    ),
    "WR508": Code(
        "no-such-time",
        "evaluate",
        "Three numbers make no time of day.",
        "Look at the numbers of the case.",
        zh="没有这样的时刻",
    ),
    "WR509": Code(
        "text-not-understood",
        "evaluate",
        "A text is not the number, date or time that it is read as.",
        "Supply the fact as a number or date, so that it is checked when it is supplied.",
        zh="文字不是所要求的数字、日期或时间",
    ),
    "WR510": Code(
        "no-such-place",
        "evaluate",
        "A list or text has no such place: places are counted from 1, or from the end by -1.",
        "Ask for the count first, or use a filter with a condition.",
        zh="列表或文字没有这一位置",
    ),
    "WR511": Code(
        "no-such-end",
        "evaluate",
        "A range without an end on one side was asked for that end.",
        "Give the range both ends.",
        zh="范围没有这一端",
    ),
    "WR512": Code(
        "empty-list",
        "evaluate",
        "The least, greatest, mean or middle of an empty list was asked for.",
        "Ask for the count first: `count(x) > 0 and max(x) > 1`.",
        zh="列表是空的",
    ),
    "WR513": Code(
        "range-too-long",
        "evaluate",
        "A count runs through more than a million numbers.",
        "Go over a list instead.",
        zh="计数范围过长",
    ),
    "WR514": Code(
        "period-reversed",
        "evaluate",
        "A period ends before it begins, so that how long it was cannot be told.",
        "Correct the dates of the period in the facts.",
        zh="时段的结束早于起始；请更正其日期",
    ),
    "WR515": Code(
        "step-not-positive",
        "evaluate",
        "A stretch of time is cut into periods of no length, or backwards.",
        "Use a positive duration.",
        zh="时段的步长不是正数",
    ),
    "WR516": Code(
        "presupposes-nothing",
        "evaluate",
        "What a condition presupposes is false, and reads no fact that could be asked for.",
        "Presuppose something about a fact.",
        zh="前提不成立，又不取决于任何事实",
    ),
    "WR517": Code(
        "input-not-allowed",
        "evaluate",
        "An input of a decision table has a value for which the table does not provide.",
        "Correct the fact, or let the table allow the value.",
        zh="决策表没有考虑输入的这个值",
    ),
    "WR518": Code(
        "no-rule-matches",
        "evaluate",
        "No rule of a decision table matches, and it states no other result.",
        "Add a rule, or say what holds `otherwise`.",
        zh="决策表中没有适用的规则",
    ),
    "WR519": Code(
        "rules-conflict",
        "evaluate",
        "Several rules of a decision table match, where only one may, or with different results.",
        "Make the rules exclude one another, or choose another hit policy.",
        zh="决策表中适用的规则互相矛盾",
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
        "The date of decision is not a day of the calendar in the form YYYY-MM-DD. A moment is no date "
        "either: on which day it falls depends on the place.",
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
    "WR609": Code(
        "unknown-outcome",
        "decide",
        "The decision has no outcome of that name, so there is nothing to look for.",
        "Write the nearest right name; the pack's decision lists its outcomes.",
    ),
    "WR610": Code(
        "no-place-for-a-pack",
        "decide",
        "A new pack is written into a folder that does not exist or is empty, and whose name can be an id.",
        "Choose another folder: a letter or a Chinese character, then letters, digits and `_`.",
    ),
    "WR611": Code(
        "changes-not-known",
        "decide",
        "What would change a verdict can be said only where a vocabulary says how facts can change. A DMN model "
        "has none.",
        "Write the policy as a pack.",
    ),
    "WR612": Code(
        "overrides-for-another-pack",
        "decide",
        "A file of overrides says for which pack it was made, and is used with another, where its names may mean "
        "something else.",
        "Give the file that was made for this pack; it may leave `pack` out.",
    ),
    "WR613": Code(
        "not-by-name",
        "decide",
        "Readings and parameters are given by name; what was given has no names, such as a list.",
        "Give a mapping: readings={name: reading}, parameters={name: value}.",
    ),
    # WR62x: live sets of dossiers (living/)
    **LIVE,
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
        "A model's file declares a document type. Such declarations can define entities that fill memory or "
        "read other files, and no modeller writes them.",
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
        "Two types, elements or imports of a model have one name, or two elements one id, so that a reference "
        "means neither.",
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
        "Where a boxed expression belongs stands an element that is none, or one stands within the text of FEEL.",
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
    "WR717": Code(
        "pack-option-for-model",
        "dmn",
        "A date of decision, a reading or a parameter was given to a DMN model, which knows none of them.",
        "Leave the option out; what the model needs to know is a fact.",
    ),
    "WR718": Code(
        "unknown-type",
        "dmn",
        "A reference to a type names one that neither FEEL nor the model has, so that whatever is declared with it is "
        "null. The rest of the model can be decided.",
        "Choose a built-in type, or one that the model defines.",
        warning=True,
    ),
    # WR8xx: records, their chain, replaying (audit/)
    **AUDIT,
    # WR9xx: rosters and files (files/)
    **ROSTERS,
}
