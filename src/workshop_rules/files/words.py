"""What rosters and forms say to the people who fill them in: every phrase in Chinese and in English."""

from __future__ import annotations

from workshop_rules.files.file_words import FILE_PHRASES
from workshop_rules.language.words import Words

_CELLS = {
    "cell.member": Words("不在可选的值之中，可填：{members}", "it is none of {members}"),
    "cell.member.near": Words("不在可选的值之中，是否应为“{meant}”", "it is no such value; perhaps `{meant}` is meant"),
    "cell.number": Words(
        "不是数字（至多15位）；请只填数字，不带单位", "it is no number; write at most 15 digits, no unit"
    ),
    "cell.number.wide": Words(
        "数字是全角字符；请用半角填写：{plain}",
        "its digits are full-width characters; type them in half-width ones: {plain}",
    ),
    "cell.date.wide": Words(
        "日期中有全角字符；请用半角填写：{plain}",
        "it has full-width characters; type them in half-width ones: {plain}",
    ),
    "cell.number.json": Words("应为数字，不加引号", "it is no number; write it in digits, without quotes"),
    "cell.truth.json": Words("应为true或false，不加引号", "it is neither true nor false; write one, without quotes"),
    "cell.text.json": Words("应为文字，请加引号", "it is no text; write it in quotes"),
    "cell.date.time": Words("带有时刻；请只填日期", "it has a time of day; write the day alone"),
    "cell.truth": Words("应填“是”或“否”", "it is neither true nor false; write yes or no"),
    "cell.date": Words("不是日期；请按2013-10-01的形式填写年、月、日", "it is no date of the form YYYY-MM-DD"),
    "cell.day": Words("没有这一天", "there is no such day"),
    "cell.text": Words("应填文字", "it is no text"),
    "cell.low": Words("不得小于{bound}", "it is less than {bound}"),
    "cell.high": Words("不得大于{bound}", "it is more than {bound}"),
    "cell.whole": Words("应为整数", "it is no whole number"),
    "cell.formula": Words(
        "公式没有结果；请在表格软件中打开并保存一次，或直接填写数值",
        "the formula has no result; open and save the workbook in a spreadsheet program, or write the value",
    ),
    "cell.fails": Words(
        "单元格显示错误；请更正公式，或直接填写数值", "the cell shows an error; mend it, or write the value"
    ),
    "cell.json": Words("不是所要求的JSON", "it is not the JSON that belongs here"),
    "cell.json.broken": Words(
        "不是JSON：从第{at}个字符起无法读懂", "it is not JSON: it cannot be understood from character {at} on"
    ),
    "cell.json.field": Words("没有“{name}”这一项，可用：“{fields}”", "there is no `{name}`, but {fields}"),
    "cell.json.field.near": Words(
        "没有“{name}”这一项，是否应为“{meant}”", "there is no `{name}`; perhaps `{meant}` is meant"
    ),
    "cell.json.twice": Words(
        "有两个`{name}`，无法知道以哪一个为准；请只留一个",
        "it has `{name}` twice, and which one is meant cannot be known; keep one of them",
    ),
    "cell.json.form": Words("不是所要求的列表或记录", "it is not the list or record that belongs here"),
    "cell.names": Words("应为各项名称的列表", "it is no list of names"),
    "cell.findings": Words("应为规则包中各项认定，写成JSON", "it is not findings of the pack, written as JSON"),
    "cell.findings.truth": Words("认定只能是true或false", "a finding is neither true nor false"),
    "cell.waivers": Words("应为放宽的列表，写成JSON", "it is no list of waivers, written as JSON"),
    "cell.waivers.text": Words("放宽的各项都应是文字", "a part of a waiver is no text"),
    "cell.period": Words("结束日期早于起始日期", "the end is before the start"),
    "cell.ongoing": Words("既有结束日期，又说仍在继续；两者只能有一个", "it has an end and goes on; only one can be"),
    "cell.column": Words("`{name}`（{title}）为“{said}”：{wrong}", "`{name}` ({title}) is `{said}`: {wrong}"),
    "cell.column.untitled": Words("`{name}`为“{said}”：{wrong}", "`{name}` is `{said}`: {wrong}"),
    "cell.twice": Words(
        "{place}（{heading}）：{other}也填写了其中的内容", "{place} ({heading}): {other} says some of it"
    ),
    "cell.bad": Words("{place}（{heading}）“{said}”：{wrong}", "{place} ({heading}) `{said}`: {wrong}"),
}

_ROWS = {
    "row.no_key": Words(
        "{place}：没有填写{key}，无法知道是谁的", "{place}: no {key}, so nobody can tell whose row it is"
    ),
    "row.no_key.help": Words("请填写{key}", "fill in the {key}"),
    "row.same_key": Words(
        "{place}：{key}“{said}”已用在第{number}行", "{place}: the {key} `{said}` stands in row {number} too"
    ),
    "row.same_key.help": Words("一人一行；请更正或删去其中一行", "one row each: correct or delete one of them"),
    "row.nobody": Words(
        "{place}：“{sheet}”中没有{key}“{said}”；更正之前，“{list}”一律不按已全部列出处理",
        "{place}: `{sheet}` has no {key} `{said}`; until that is mended no list of “{list}” counts as complete",
    ),
    "row.nobody.help": Words(
        "请更正{key}，或在“{sheet}”中补上这一行", "correct the {key}, or add the row to `{sheet}`"
    ),
    "row.nobody.near": Words("是否应为“{meant}”", "perhaps `{meant}` is meant"),
    "row.nobody.blank": Words(
        "{place}：没有填写{key}；更正之前，“{list}”一律不按已全部列出处理",
        "{place}: no {key}; until that is mended no list of “{list}” counts as complete",
    ),
    "row.only_key": Words("{place}：除{key}外什么也没有填写", "{place}: nothing but the {key} is filled in"),
    "row.only_key.help": Words("请填写，或删去这一行", "fill it in, or delete the row"),
    "row.twice": Words(
        "{place}：“{list}”既写在这里，又列在另一表中", "{place}: “{list}” is written here and on its own sheet"
    ),
    "row.twice.help": Words("只留一处", "keep one of them"),
    "row.key.twice": Words(
        "第{line}行有两个`{name}`，无法知道以哪一个为准；请只留一个",
        "line {line} has `{name}` twice, and which one is meant cannot be known; keep one of them",
    ),
    "row.number": Words("第{row}行", "row {row}"),
    "row.number.csv": Words("第{row}行（不计列名）", "row {row} (below the headings)"),
    "row.refused": Words("{place}：{error}", "{place}: {error}"),
    "row.refused.help": Words("请更正这一行", "correct the row"),
    "sheet.none": Words(
        "没有“{list}”这张表，因此不能认为已全部列出", "there is no sheet “{list}”, so no list of it counts as complete"
    ),
    "sheet.none.help": Words("请恢复该表，或把表名改回“{list}”", "put the sheet back, or name it `{list}` again"),
    "sheet.no_key": Words("{place}：没有“{key}”一列", "{place}: there is no column `{key}`"),
    "sheet.no_key.help": Words("请加上该列，列名写作“{key}”", "add the column, headed `{key}`"),
    "sheet.near": Words("“{sheet}”没有读取", "the sheet `{sheet}` is not read"),
    "sheet.near.help": Words("如为“{meant}”，请改名", "if it is meant as `{meant}`, rename it"),
    "sheet.more": Words(
        "“{sheet}”没有读取；其中如果还有内容，“{list}”就不能按已全部列出处理",
        "the sheet `{sheet}` is not read; it may have more, so “{list}” does not count as complete",
    ),
    "sheet.more.help": Words("请并入“{list}”，或删去", "put its rows into `{list}`, or delete it"),
    "sheet.more.cases": Words("“{sheet}”没有读取，其中的各行不会判定", "the sheet `{sheet}` is not read, nor decided"),
    "sheet.more.cases.help": Words("请并入“{list}”，或删去", "put its rows into `{list}`, or delete it"),
    "column.near": Words(
        "{place}：没有“{said}”这一项，该列没有读取", "{place}: there is no `{said}`, so the column is not read"
    ),
    "column.near.help": Words("如为“{meant}”，请改列名", "if it is meant as `{meant}`, rename it"),
    "column.twice": Words(
        "{place}：“{said}”一列出现了两次，后一列没有读取", "{place}: `{said}` stands twice; the second is not read"
    ),
    "column.twice.differs": Words("与{first}不一致，无法知道以哪一个为准", "{first} says something else"),
    "column.twice.help": Words("请删去其中一列", "delete one of the columns"),
    "column.unheaded": Words(
        "{place}：这一列有内容而没有列名，没有读取", "{place}: the column has values but no heading, and is not read"
    ),
    "column.unheaded.help": Words(
        "请写上列名，或删去该列", "head it by the id or title of its fact, or by any other name"
    ),
    "column.place": Words("第{place}列", "column {place}"),
    "form.other": Words(
        "这份表格是为“{pack}”的“{decision}”制作的",
        "the form was made for the decision `{decision}` of the pack `{pack}`",
    ),
    "form.other.help": Words(
        "请核对；缺少的各列按未填写处理", "make sure that it is the right one; columns it lacks count as blank"
    ),
}

_FORM = {
    "yes": Words("是", "yes"),
    "no": Words("否", "no"),
    "about.teacher": Words("教师", "Teachers"),
    "about.homeroom_teacher": Words("班主任", "Homeroom teachers"),
    "about.candidate": Words("候选人", "Candidates"),
    "about.trainee": Words("学员", "Trainees"),
    "about.member": Words("成员", "Members"),
    "about.workshop": Words("工作室", "Workshops"),
    "about.school": Words("学校", "Schools"),
    "about.county": Words("县区", "Counties"),
    "about.application": Words("申报", "Applications"),
    "about.other": Words("对象", "Cases"),
    "key": Words("编号", "id"),
    "as_of": Words("基准日期", "as-of date"),
    "complete": Words("{list}：是否已全部列出", "{list}: all listed"),
    "field": Words("{record}·{field}", "{record}: {field}"),
    "waivers": Words("放宽", "Waivers"),
    "waivers.criterion": Words("条件", "criterion"),
    "waivers.by": Words("批准者", "granted by"),
    "waivers.granted_on": Words("批准日期", "granted on"),
    "waivers.reason": Words("理由", "reason"),
    "instructions": Words("填表说明", "Instructions"),
    "problems": Words("问题", "Problems"),
}

_NOTES = {
    "note.key": Words(
        "每行一个，不得重复。其他各表凭此对应。", "One row each, none twice. The other sheets refer to it."
    ),
    "note.whose": Words("填“{sheet}”表中的{key}。", "The {key} as on the sheet `{sheet}`."),
    "note.as_of": Words(
        "按哪一天判定；留空则按判定时给出的日期。", "The day as of which to decide; blank: the one given when deciding."
    ),
    "note.blank": Words("留空表示不知道。", "Blank means not known."),
    "note.number": Words("填数字，不带单位。", "A number, without a unit."),
    "note.whole": Words("填整数，不带单位。", "A whole number, without a unit."),
    "note.unit": Words("单位：{unit}。", "Counted in: {unit}."),
    "note.low": Words("不小于{bound}。", "At least {bound}."),
    "note.high": Words("不大于{bound}。", "At most {bound}."),
    "note.date": Words("填日期，如2013-10-01。", "A date, such as 2013-10-01."),
    "note.truth": Words("填“是”或“否”。", "Write yes or no."),
    "note.member": Words("从下拉列表中选择。", "Choose from the list."),
    "note.text": Words("填文字。", "Text."),
    "note.json": Words("填JSON。", "JSON."),
    "note.derived": Words(
        "留空时，如果填写了{facts}，则据以计算。", "If left blank it is worked out from {facts}, where those are given."
    ),
    "note.complete": Words(
        "“{list}”表中已列出全部（没有的，一行也不列）时填“是”。留空或填“否”时，未列出的不作为没有处理。",
        "Yes: the sheet `{list}` has all there is (nothing listed: there is none). "
        "Blank or no: what is not listed is not taken for absent.",
    ),
    "note.finding": Words(
        "由{by}认定（{clause}）。尚未认定的留空。", "Found by {by} ({clause}). Blank while nobody has."
    ),
    "note.waiver": Words("获准放宽的条件。", "The criterion that was waived."),
    "note.id": Words("（{id}）", "({id})"),
}

_INSTRUCTIONS = {
    "how.document": Words("依据：{document}", "By: {document}"),
    "how.pack": Words("规则包：{pack} {version}", "Pack: {pack} {version}"),
    "how.rows": Words(
        "在“{sheet}”中每行填一个。第一列{key}不得重复。", "Fill in one row each on `{sheet}`. No {key} may stand twice."
    ),
    "how.lists": Words(
        "有多项的内容填在各自的表中，一项一行，第一列填{key}：{lists}。",
        "What somebody may have several of has its own sheet, one row each, with the {key} first: {lists}.",
    ),
    "how.blank": Words(
        "不知道的留空。留空不等于“否”，也不等于“没有”：结论会说明还缺什么。",
        "Leave blank what is not known. Blank is neither no nor none: the verdict says what is missing.",
    ),
    "how.complete": Words(
        "某项内容已全部列出，或者确实没有的，在“{sheet}”的“…：是否已全部列出”一列填“是”；否则不会因为没有列出而判为不符合。",
        "Where a list is complete, or there is nothing to list, say yes under `…: all listed` on `{sheet}`; otherwise "
        "nothing is held not to be met because it is not listed.",
    ),
    "how.own": Words(
        "可以在右侧自行加列（如姓名），原样保留，不参与判定。不要更改表名和列名。",
        "You may add columns of your own at the right (a name, for instance); they are kept and not read. Leave the "
        "names of sheets and columns as they are.",
    ),
    "how.columns": Words("各列的填法", "What belongs where"),
    "how.sheet": Words("表", "sheet"),
    "how.column": Words("列", "column"),
    "how.note": Words("填法", "how to fill it in"),
    "warn.key": Words("编号重复", "already there"),
    "warn.whose": Words("没有这个编号", "no such id"),
    "warn.cell": Words("不能这样填", "this does not belong here"),
}

_RESULTS = {
    "result.outcome": Words("结论", "outcome"),
    "result.value": Words("数值", "value"),
    "result.missing": Words("缺少的事实", "missing facts"),
    "result.reasons": Words("理由", "reasons"),
    "result.error": Words("错误", "error"),
    "result.none": Words("未判定", "no verdict"),
    "result.clause": Words("条款：{clause}", "Clause: {clause}"),
    "result.at": Words("{fact}（{place}）", "{fact} ({place})"),
    "problem.code": Words("代码", "code"),
    "problem.place": Words("位置", "place"),
    "problem.message": Words("问题", "problem"),
    "problem.help": Words("如何更正", "remedy"),
    "join": Words("；", "; "),
    "comma": Words("、", ", "),
}

_REASONS = {
    "reason": Words("{outcome}：{parts}", "{outcome}: {parts}"),
    "reason.semicolon": Words("；", "; "),
    "reason.met": Words("符合{names}", "met: {names}"),
    "reason.not_met": Words("不符合{names}", "not met: {names}"),
    "reason.unknown": Words("不能确定{names}", "not known: {names}"),
    "reason.needs_judgement": Words("待认定{names}", "still to be judged: {names}"),
    "reason.waived": Words("经放宽{names}", "waived: {names}"),
    "reason.not_applicable": Words("不适用{names}", "not applicable: {names}"),
    "reason.missing": Words("缺少{names}", "missing: {names}"),
    "reason.facts": Words("依据{names}", "from {names}"),
    "reason.more": Words("{listed}，另{rest}项", "{listed} and {rest} more"),
}

_ERRORS = {
    "error.criterion": Words("条件`{id}`（{title}）无法计算：{why}", "criterion `{id}` ({title}): {why}"),
    "error.outcome": Words("结论无法计算：{why}", "the outcome: {why}"),
    "row.other_version": Words(
        "{day}应由规则包的{version}版判定，而该版不能判定这份名册：{why}",
        "{day} is judged by version {version} of the pack, which cannot decide this roster: {why}",
    ),
    "row.other_version.form": Words("它的条件或结论不同", "it has other criteria or outcomes"),
}

_SUMMARY = {
    "summary.title": Words("{decision}：汇总", "{decision}: summary"),
    "summary.rows": Words("共{rows}行，其中{errors}行无法判定", "{rows} rows, {errors} without a verdict"),
    "summary.rows.one": Words("共1行，其中{errors}行无法判定", "1 row, {errors} without a verdict"),
    "summary.outcomes": Words("结论", "Outcomes"),
    "summary.outcome": Words("结论", "Outcome"),
    "summary.criteria": Words("条件", "Criteria"),
    "summary.apart": Words(
        "不是事实、原样保留的列：{columns}", "Columns that are no facts, kept as they are: {columns}"
    ),
    "summary.sheets": Words("没有读取的表：{sheets}", "Sheets that are not read: {sheets}"),
    "summary.not_met": Words("最常不满足的条件", "Criteria most often not met"),
    "summary.criterion": Words("条件", "Criterion"),
    "summary.missing": Words("最常缺少的事实", "Facts most often missing"),
    "summary.fact": Words("事实", "Fact"),
    "summary.errors": Words("无法判定的原因", "Why rows have no verdict"),
    "summary.problems": Words("名册中的问题", "Problems in the roster"),
    "summary.code": Words("代码", "Code"),
    "summary.reason": Words("原因", "Reason"),
    "summary.count": Words("行数", "Rows"),
    "summary.share": Words("比例", "Share"),
    "summary.chart": Words("图示", "Chart"),
    "summary.key": Words("图例", "Key"),
    "summary.order": Words("按不符合的行数排列。", "Those most often not met first."),
    "summary.rest": Words("其余{count}项", "{count} more"),
    "summary.nothing": Words("没有。", "None."),
    "summary.pack": Words("规则包", "Pack"),
    "summary.document": Words("文件", "Document"),
    "summary.as_of": Words("基准日期", "As-of date"),
    "summary.as_of.column": Words("各行自己的日期（{column}）", "each row's own ({column})"),
    "summary.as_of.none": Words("未给出", "none given"),
    "summary.roster": Words("名册", "Roster"),
    "summary.output": Words("判定结果", "Verdicts"),
    "summary.made": Words("引擎", "Engine"),
    "summary.problems.rest": Words("其余的见输出的“error”一列", "the others are in the column `error` of the output"),
    "summary.problems.rest.in": Words("其余的见“{sheet}”表", "the others are on the sheet `{sheet}`"),
    "summary.problems.in": Words("{count}个问题，列在“{sheet}”表中", "{count} problems, listed on the sheet `{sheet}`"),
}

PHRASES: dict[str, Words] = {
    **_CELLS,
    **_ROWS,
    **_FORM,
    **_NOTES,
    **_INSTRUCTIONS,
    **_RESULTS,
    **_REASONS,
    **_ERRORS,
    **_SUMMARY,
    **FILE_PHRASES,
}


def words(key: str, /, **parts: Words | str | int) -> Words:
    """A phrase, filled in, in both languages."""
    return Words(zh=say("zh", key, **parts), en=say("en", key, **parts))


def say(lang: str, key: str, /, **parts: Words | str | int) -> str:
    """A phrase, filled in."""
    said = {name: part[lang] if isinstance(part, Words) else part for name, part in parts.items()}
    return PHRASES[key][lang].format(**said)
