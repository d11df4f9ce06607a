"""What can be wrong with the names and types of an expression, and with how a pack hangs together.

Part of the table of codes.
"""

from __future__ import annotations

from workshop_rules.diagnostics.code import Code

CHECKING: dict[str, Code] = {
    "WR301": Code(
        "other-type-needed",
        "check",
        "An expression has one type where another is needed: a number where a condition stands, a text for a date.",
        "Change the expression so that it gives what the place asks for.",
        zh="类型不符",
    ),
    "WR302": Code(
        "unknown-name",
        "check",
        "A name in an expression is no fact, no `let` of this decision, no enumeration and no variable.",
        "Write the name as it is declared, or declare it in `facts.yaml`.",
        zh="没有这个名称",
    ),
    "WR303": Code(
        "unknown-field",
        "check",
        "A record or a date has no part of that name.",
        "Write one of the names that it has.",
        zh="没有这个字段",
    ),
    "WR304": Code(
        "unknown-function",
        "check",
        "There is no built-in function of that name, and packs define none of their own.",
        "See the function reference.",
        zh="没有这个函数",
    ),
    "WR305": Code(
        "wrong-arguments",
        "check",
        "A function is called with too few or too many arguments, or with a name that it has no parameter for.",
        "Pass what one of its signatures asks for.",
        zh="参数的个数或名称不对",
    ),
    "WR306": Code(
        "argument-type",
        "check",
        "A function is given a value of a type that it does not take.",
        "Pass what one of its signatures asks for.",
        zh="参数的类型不对",
    ),
    "WR307": Code(
        "operands-do-not-fit",
        "check",
        "An operator stands between values that it cannot bring together, such as a date and a number.",
        "Bring both sides to types that go together; the operator reference lists them.",
        zh="运算的两边不相配",
    ),
    "WR308": Code(
        "enumeration-compared-with-text",
        "check",
        "A value of an enumeration is compared with text. Constants of an enumeration are written with its name, so "
        "that a misspelt one is found here, and ordered ones compare by their order, not by their letters.",
        "Write the constant: `level.city`.",
        zh="枚举与文字相比较",
    ),
    "WR309": Code(
        "unknown-member",
        "check",
        "An enumeration has no member of that name.",
        "Write one of its members.",
        zh="枚举中没有这一项",
    ),
    "WR310": Code(
        "no-order",
        "check",
        "Values that have no order are compared by `<`, `<=`, `>`, `>=`, `between` or a range.",
        "Compare by `=`, or name the members that count: `in (kind.a, kind.b)`.",
        zh="没有先后顺序",
    ),
    "WR311": Code(
        "unknown-reference",
        "check",
        "An expression refers to a reading, parameter, finding or decision that the pack does not declare.",
        "Write one that it declares, or declare it in `pack.yaml`.",
        zh="所引的东西不存在",
    ),
    "WR312": Code(
        "no-alternative",
        "check",
        "A reading, or a decision's outcome, is compared with a text that it can never be: the comparison "
        "would always come out the same way.",
        "Write one of the alternatives.",
        zh="与不可能的值相比较",
    ),
    "WR313": Code(
        "not-in-packs",
        "check",
        "FEEL has this, and packs do not, so that every evaluation ends, can be repeated, and is exact.",
        "The help of the diagnostic says what to write instead.",
        zh="规则包中不能用",
    ),
    "WR314": Code(
        "impossible-literal",
        "check",
        "A literal stands for no value, such as 30 February or a duration that mixes months with days.",
        'Write a date as @"2013-10-01" and a duration as @"P5Y" or @"P30D".',
        zh="没有这样的值",
    ),
    "WR315": Code(
        "shadowed-name",
        "check",
        "A variable of `for`, `some` or `every`, or a `let`, has the name of a fact, an enumeration or "
        "another of them, which readers would take it for.",
        "Give the variable another name.",
        zh="名称被遮盖",
    ),
    "WR316": Code(
        "ambiguous-name",
        "check",
        "In a filter the fields of `item` are in scope by their bare names, and this one is also the name of a fact.",
        "Write `item.NAME` for the field; reach the fact through a `let`, or use `some` with a variable.",
        zh="名称有歧义",
    ),
    "WR317": Code(
        "division-by-zero",
        "check",
        "The divisor is zero whatever the facts are.",
        "Divide by something else.",
        warning=True,
        zh="除数为零",
    ),
    "WR318": Code(
        "always-the-same",
        "check",
        "A comparison reads no fact, so that it comes out the same for everybody.",
        "Compare with a fact, or leave the comparison out.",
        warning=True,
        zh="结果永远相同",
    ),
    "WR319": Code(
        "input-outside-test",
        "check",
        "`?` stands for the value that a test is about, and there is none here.",
        "Use `?` only in the tests after `in` and in the cells of a table.",
        zh="“?”在这里没有所指",
    ),
    "WR320": Code(
        "too-costly",
        "check",
        "The work could grow without a sensible bound: loops nested too deeply, a loop over a range of open "
        "length, a power with an exponent that is large or not written out.",
        "Loop over a list of the dossier, or write the bound as a number.",
        zh="计算量过大",
    ),
    "WR321": Code(
        "empty-range",
        "check",
        "A range begins after its end, so that nothing lies in it; or a cell of a table has the difference of two "
        "numbers where a range was meant.",
        "Put the lower end first; write a range as `[60..85]`.",
        warning=True,
        zh="范围为空",
    ),
    "WR322": Code(
        "list-needed",
        "check",
        "A filter or loop goes over something that is not a list.",
        "Name a list, or compare the value itself.",
        zh="此处要用列表",
    ),
    "WR323": Code(
        "defined-below",
        "check",
        "A `let` uses a name that is defined below it. Each sees only those above, so that none can go in a circle.",
        "Put the `let`s in the order in which they use one another.",
        zh="定义写在了后面",
    ),
    "WR324": Code(
        "unknown-place-in-text",
        "check",
        "A sentence of the pack's own has a place in braces that names no fact, `let`, parameter, reading or finding, "
        "so that readers would see the braces.",
        "Write the name as the decision does: `{homeroom_years}`, `{parameter.min_years}`.",
        zh="文字中没有这个填空处",
    ),
    "WR330": Code(
        "unused",
        "check",
        "A `let`, interpretation, parameter or finding is declared, and nothing reads it; a condition may be missing.",
        "Use it where the document does, or take it out.",
        warning=True,
        zh="没有用到",
    ),
    "WR331": Code(
        "group-maximum",
        "check",
        "The maxima of a rubric's items do not add up to the maximum of their group.",
        "Compare both with the document.",
        zh="各项满分之和与分组的满分不符",
    ),
    "WR332": Code(
        "circle",
        "check",
        "Decisions use one another's outcomes in a circle, or a fact is derived from itself, so that nothing "
        "could be decided.",
        "Break the circle: state one of the conditions without the other decision.",
        zh="循环引用",
    ),
    "WR334": Code(
        "unknown-clause",
        "check",
        "A locator is cited that `clauses.yaml` has no entry for, so that nobody could find the place in the document.",
        "Write the locator as the outline does, or add the clause to it.",
        zh="没有这一条款",
    ),
    "WR335": Code(
        "encoded-by-nothing",
        "check",
        "The outline says that a clause is encoded by something that no decision has.",
        "Name the criterion as `decision.criterion`, in a ladder `decision.tier.criterion`.",
        zh="条款所列的条件不存在",
    ),
    "WR336": Code(
        "outline-disagrees",
        "check",
        "A criterion cites a clause that does not list it, or that the outline says is not encoded. Then one "
        "of the two is wrong about what the document says.",
        "List the criterion under the clause, or cite the right one.",
        zh="条件与条款提纲不一致",
    ),
    "WR337": Code(
        "case-of-nothing",
        "check",
        "A worked case names a reading, parameter, outcome or criterion that there is not.",
        "Write the name as the pack does.",
        zh="案例所指的东西不存在",
    ),
    "WR338": Code(
        "gap-in-the-outline",
        "check",
        "The numbering in `clauses.yaml` leaves something out, repeats it or is out of order, so that a "
        "clause may have been overlooked.",
        "Add the missing entries; say `procedure` or `out_of_scope`, and why, where nothing is decided.",
        zh="提纲的编号有缺漏或错乱",
    ),
    "WR340": Code(
        "outline-differs-from-copy",
        "check",
        "The numbering of a copy of the document and that of the outline differ: a clause may have been overlooked, or "
        "cited by a number that it does not have.",
        "Mend the numbering of the entry, add an entry for what is left out, or say that the copy is damaged there.",
        zh="提纲与副本不一致",
    ),
    "WR341": Code(
        "another-copy",
        "check",
        "The copy of the document is not the one that the pack was written from: its SHA-256 differs. Texts shown from "
        "it may not be those that the rules were written by.",
        "Compare the copy with the document, or state the new digest in `document.digest`.",
        warning=True,
        zh="副本不是同一文件",
    ),
}
