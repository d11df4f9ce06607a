"""What is said of files as a whole, in Chinese and in English: what is wrong, and under `.help` what mends it."""

from __future__ import annotations

from workshop_rules.language.words import Words

_AS_UTF_8 = Words("在Excel中另存为“CSV UTF-8”即可", "Excel does that, saving as “CSV UTF-8”")
_ANEW = Words("请在生成它的程序中打开，重新保存", "open it in the program that it comes from, and save it anew")

_CSV = {
    "csv.empty": Words("文件是空的，连列名也没有", "it is empty, without even headings"),
    "csv.empty.help": Words(
        "请在第一行写上各列的列名（事实的编号或名称）",
        "head each column by the id or title of its fact",
    ),
    "csv.separator": Words("第1行的列名之间是{name}，不是逗号", "line 1 has {name} between the headings, not commas"),
    "csv.separator.help": Words(f"请改用逗号；{_AS_UTF_8.zh}", f"put commas; {_AS_UTF_8.en}"),
    "csv.heading.twice": Words(
        "第1行的列名`{heading}`出现了两次，在第{first}列和第{second}列",
        "line 1 has the heading `{heading}` twice, over columns {first} and {second}",
    ),
    "csv.heading.twice.help": Words("请改名或删去其中一列", "rename one of them, or take it out"),
    "csv.encoding": Words("文字不是UTF-8编码", "its text is not in UTF-8"),
    "csv.encoding.help": Words(
        "请在Excel中另存为“CSV UTF-8”；或说明它的编码，中文版Excel存的多是--encoding gb18030",
        "save it anew, in Excel as “CSV UTF-8”; or name what it is in, for Chinese versions of Excel mostly "
        "`--encoding gb18030`",
    ),
    "csv.return": Words(
        "第{line}行有回车而没有换行，只有部分程序以此断行",
        "line {line} has a carriage return without a line feed, which ends a line for some programs only",
    ),
    "csv.return.help": _ANEW,
    "csv.space": Words(
        "第{line}行有一格在开头的引号之前有空格",
        "line {line} has a space before the quote that opens a cell",
    ),
    "csv.space.help": Words(
        "请删去空格，或把整格放在引号中并把原有的引号写成两个",
        "take out the space, or put the whole cell in quotes and that one twice",
    ),
    "csv.stray": Words(
        "第{line}行有一格没有加引号，格内却有引号",
        "line {line} has a quote within a cell that is not in quotes",
    ),
    "csv.stray.help": Words(
        f"请把整格放在引号中，格内的引号写成两个；{_AS_UTF_8.zh}",
        f"put the cell in quotes, and that one twice; {_AS_UTF_8.en}",
    ),
    "csv.loose": Words(
        "第{line}行有一格的引号之内还有引号，或引号之后还有文字",
        "line {line} has a quote within a cell that is in quotes, or text after the cell",
    ),
    "csv.loose.help": Words(
        f"格内的引号请写成两个；{_AS_UTF_8.zh}",
        f"write a quote within a cell twice; {_AS_UTF_8.en}",
    ),
    "csv.open": Words(
        "从第{line}行开始的一行中，引号不成对",
        "the quotes in the row that begins in line {line} are not in pairs",
    ),
    "csv.open.help": Words(
        "请在该格末尾也加上引号；格内的引号写成两个",
        "put a quote at the end of the cell too; within a cell write it twice",
    ),
    "csv.cells": Words(
        "第{line}行有{cells}格，而列名只有{headings}个",
        "line {line} has {cells} cells, but there are {headings} headings",
    ),
    "csv.cells.help": Words(
        "请删去多出的格，或把含有逗号的一格放在引号中",
        "take out what is too much, or put a cell with commas in quotes",
    ),
    "csv.line": Words("第{line}行无法读作CSV的一行", "line {line} cannot be read as a row of CSV"),
    "csv.line.help": _ANEW,
    "csv.lines": Words("各行无法读作CSV", "its lines cannot be read as rows of CSV"),
    "csv.lines.help": _ANEW,
}

_OTHERS = {
    "jsonl.line": Words("第{line}行不是JSON对象", "line {line} is not a JSON object"),
    "jsonl.line.help": Words("请每行写一个对象，“{{…}}”", "write one object in each line, `{{…}}`"),
    "jsonl.encoding": Words("文字不是UTF-8编码", "its text is not in UTF-8"),
    "jsonl.encoding.help": Words(
        "请另存为UTF-8，或用--encoding说明它的编码", "save it in UTF-8, or name what it is in with `--encoding`"
    ),
    "jsonl.half": Words("第{line}行有半个字符", "line {line} has half of a character"),
    "jsonl.half.help": Words(
        "请改正这一行：单独的“\\ud800”至“\\udfff”不是字符", "mend the line: `\\ud800` to `\\udfff` alone are none"
    ),
    "text.encoding": Words("第{line}行的文字不是{encoding}编码", "the text of line {line} is not in {encoding}"),
    "text.encoding.help": Words("请更正--encoding，或另存为UTF-8", "correct `--encoding`, or save it in UTF-8"),
    "text.utf_8": Words(
        "开头的标记表明它是UTF-8编码，不是{encoding}", "its first mark says that it is in UTF-8, not {encoding}"
    ),
    "text.utf_8.help": Words("请不要指定--encoding", "leave `--encoding` out"),
    "jsonl.deep": Words("第{line}行的JSON嵌套太深", "line {line} has JSON that is nested too deeply"),
    "jsonl.deep.help": Words("请改正这一行", "mend the line"),
    "jsonl.broken": Words(
        "第{line}行不是JSON对象：从第{at}个字符起无法读懂",
        "line {line} is not a JSON object: it cannot be understood from character {at} on",
    ),
    "jsonl.broken.help": Words("请每行写一个对象，“{{…}}”", "write one object in each line, `{{…}}`"),
    "parquet": Words("不是Parquet文件，或者不完整", "it is no Parquet file, or not a whole one"),
    "parquet.help": Words("请重新生成，或按实际格式改扩展名", "write it anew, or name it by what it is"),
    "parquet.column.twice": Words("有两列都叫`{name}`", "two columns are called `{name}`"),
    "parquet.column.twice.help": Words("请改名或删去其中一列", "rename one of them, or take it out"),
    "parquet.column.type": Words(
        "`{name}`列的类型{type}无法读取", "the column `{name}` is of a type that cannot be read: {type}"
    ),
    "parquet.column.type.help": Words(
        "请把该列改存为数字、文字、日期等常用类型，或删去该列",
        "write it as plain numbers, text or dates, or take it out",
    ),
    "workbook": Words("不是可以读取的工作簿", "it is no workbook that can be read"),
    "workbook.help": Words(
        "请在表格软件中打开，另存为.xlsx",
        "open it in a spreadsheet program, and save it as .xlsx",
    ),
    "workbook.cases": Words("没有填写对象的表", "it has no sheet with cases"),
    "workbook.cases.help": Words("请把该表命名为“{name}”", "call it `{name}`"),
    "workbook.hidden": Words("“{name}”表是隐藏的", "the sheet `{name}` is hidden"),
    "workbook.hidden.help": Words("请取消隐藏", "unhide it"),
    "workbook.full": Words("一张表最多{most}行", "a sheet holds at most {most} rows"),
    "workbook.full.help": Words("请输出为.csv或.parquet", "write .csv or .parquet"),
}

_HEADINGS = Words(
    "请以事实的编号或名称作列名，写在第一行（其上不能再有标题），或用workshop-rules template生成的表格",
    "head the columns by ids or titles of facts, in the first row with no title above it, or use a form by "
    "`workshop-rules template`",
)
_UNDECIDED = Words("无法把`{source}`判定到`{target}`：{why}", "`{source}` cannot be decided into `{target}`: {why}")
_FILES = {
    "file.unreadable": Words(
        "无法把`{source}`判定到`{target}`：{why}",
        "`{source}` cannot be decided into `{target}`: {why}",
    ),
    "file.unreadable.help": Words("{remedy}", "{remedy}"),
    "file.held": Words(
        "无法把`{source}`判定到`{target}`：{why}",
        "`{source}` cannot be decided into `{target}`: {why}",
    ),
    "file.held.help": Words(
        "请确认前者可读、后者可写，且没有被其他程序占用",
        "see to it that the one may be read and the other written, and that no other program holds them",
    ),
    "file.unread": Words("无法读取`{source}`：{why}", "`{source}` cannot be read: {why}"),
    "file.unread.help": Words("{remedy}", "{remedy}"),
    "file.locked": Words("无法读取`{source}`：{why}", "`{source}` cannot be read: {why}"),
    "file.locked.help": Words(
        "请确认文件可读，且没有被其他程序占用", "see to it that it may be read, and that no other program holds it"
    ),
    "file.format": Words("不认识`{path}`的格式", "`{path}` is in no format that is known"),
    "file.format.help": Words("请用{formats}文件", "name a file {formats}"),
    "file.format.workbook": Words("`{path}`是其他格式的表格", "`{path}` is a workbook in another format"),
    "file.format.workbook.help": Words(
        "请在表格软件中打开，另存为.xlsx",
        "open it in a spreadsheet program, and save it as .xlsx",
    ),
    "file.encoding.none": Words("`{path}`不是文本文件，没有编码", "`{path}` is no text, and has no encoding"),
    "file.encoding.none.help": Words(
        "请不要指定--encoding，它只用于{formats}文件", "leave `--encoding` out, which is for {formats} files"
    ),
    "file.encoding.unknown": Words("没有名为`{encoding}`的编码", "there is no encoding `{encoding}`"),
    "file.encoding.unknown.help": Words("是否应为`{meant}`", "write `{meant}`"),
    "file.folder": Words("`{path}`是文件夹，不是文件", "`{path}` is a folder, not a file"),
    "file.folder.help": Words("请用{formats}文件", "name a file {formats}"),
    "file.target.folder": Words("`{path}`是文件夹，不是文件", "`{path}` is a folder, not a file"),
    "file.target.folder.help": Words("请换一个名称", "choose another name"),
    "file.none": Words("没有文件`{path}`", "there is no file `{path}`"),
    "file.none.help": Words("请更正路径", "correct the path"),
    "file.near": Words("没有文件`{path}`", "there is no file `{path}`"),
    "file.near.help": Words("是否应为`{meant}`", "write `{meant}`"),
    "file.nowhere": Words("没有`{name}`所在的文件夹`{folder}`", "there is no folder `{folder}` for `{name}`"),
    "file.nowhere.help": Words("请更正路径", "correct the path"),
    "file.target.nowhere": Words(
        "没有`{name}`要写入的文件夹`{folder}`",
        "there is no folder `{folder}` for `{name}`",
    ),
    "file.target.nowhere.help": Words("请先建立，或换一个文件夹", "make it, or choose another one"),
    "file.parts": Words(
        "`{folder}`中是另一次运行留下的部分结果：{differing}不同",
        "`{folder}` has parts of another run: not the same {differing}",
    ),
    "file.parts.help": Words(
        "请原样重复上次的命令，或删去`{folder}`重新开始",
        "repeat the command as it was, or delete `{folder}` to begin anew",
    ),
    "file.running": Words("另一次运行正在向`{folder}`写入", "another run is writing its parts into `{folder}`"),
    "file.running.help": Words(
        "请等它结束，或先停止它，再重复这个命令",
        "wait until it has ended, or stop it; then repeat the command",
    ),
    "file.no_facts": Words("没有一列是事实，列名是{headings}", "no column is a fact; the headings are {headings}"),
    "file.no_facts.help": _HEADINGS,
    "file.no_headings": Words("没有一列是事实", "no column is a fact"),
    "file.no_headings.help": _HEADINGS,
    "file.dates": Words(
        "`{name}`列像是各行自己的基准日期", "the column `{name}` seems to have the date of decision of each row"
    ),
    "file.dates.help": Words(
        "请用--as-of-column {name}指定，或用--keep {name}原样保留",
        "name it with `--as-of-column {name}`, or keep it apart with `--keep {name}`",
    ),
    "file.unwritten": Words("无法写入`{path}`：{why}", "`{path}` cannot be written: {why}"),
    "file.unwritten.help": Words("请确认该文件夹可以写入", "see to it that the folder may be written to"),
    "form.format": Words("`{path}`不是工作簿", "`{path}` is no workbook"),
    "form.format.help": Words("请用.xlsx文件", "name a file .xlsx"),
    "form.there": Words("`{path}`已经存在", "`{path}` is there already"),
    "form.there.help": Words("请换一个名称，或移走该文件", "choose another name, or take the file away"),
    "file.page": Words("`{path}`是名册或判定结果的文件名", "`{path}` is the roster, or where the verdicts go"),
    "file.page.help": Words(
        "请为汇总另取一个名称，如summary.html", "choose another name for the summary, such as s.html"
    ),
    "file.itself": Words("`{path}`就是名册本身", "`{path}` is the roster itself"),
    "file.itself.help": Words("请为判定结果另取一个名称", "choose another name for the verdicts"),
}

_ONE_ROW = {
    "row.none": Words("没有第{row}行：名册有{rows}行", "there is no row {row}: the roster has {rows}"),
    "row.none.help": Words(
        "行从1数起，不计列名，与batch报告的行号相同",
        "rows are counted from 1, below the headings, as `batch` tells them",
    ),
    "row.blank": Words("“{sheet}”的第{row}行没有填写", "nothing is filled in in row {row} of `{sheet}`"),
    "row.blank.help": Words("有内容的是第{rows}行", "what is filled in stands in {rows}"),
    "row.unknown": Words("没有哪一行的`{column}`是“{value}”", "no row has `{value}` as its `{column}`"),
    "row.unknown.help": Words("请更正，或用--row指明第几行", "correct it, or name the row with `--row`"),
    "row.unknown.near": Words("没有哪一行的`{column}`是“{value}”", "no row has `{value}` as its `{column}`"),
    "row.unknown.near.help": Words("是否应为“{meant}”", "write `{meant}`"),
    "row.several": Words("`{column}`是“{value}”的有第{rows}行", "the rows {rows} have `{value}` as their `{column}`"),
    "row.several.help": Words("请用--row指明是哪一行", "say with `--row` which one is meant"),
    "row.differs": Words(
        "文件中记录的结论是`{recorded}`，现在判定为`{outcome}`",
        "the file has the outcome `{recorded}`; decided now it is `{outcome}`",
    ),
    "row.differs.help": Words(
        "请核对规则包的版本、基准日期、解释和参数是否与当时相同",
        "see whether the version of the pack, the date, the readings and the thresholds are those of that time",
    ),
}

FILE_PHRASES: dict[str, Words] = {**_CSV, **_OTHERS, **_FILES, **_ONE_ROW}
