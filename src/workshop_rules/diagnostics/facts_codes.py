"""What can be wrong with facts at the boundary. Part of the table of codes."""

from __future__ import annotations

from workshop_rules.diagnostics.code import Code

FACTS: dict[str, Code] = {
    "WR401": Code(
        "unknown-fact",
        "facts",
        "A name that neither this pack nor any installed one knows. It is not ignored, since it may be a misspelt"
        " fact.",
        "Write the nearest right name, or take it out.",
        zh="没有这个名称",
    ),
    "WR402": Code(
        "wrong-type-of-fact",
        "facts",
        "A fact has a value of another type. No text becomes a number and no number a date.",
        "Supply a value of the right type, or leave the fact out if it is not known.",
        zh="类型不对",
    ),
    "WR403": Code(
        "not-a-member",
        "facts",
        "A fact has a value that its enumeration does not have.",
        "Write one of the members by its id.",
        zh="不在可选的值之中",
    ),
    "WR404": Code(
        "impossible-date",
        "facts",
        "A text that should be a date is no date of the calendar in the form YYYY-MM-DD.",
        "Write the date as YYYY-MM-DD.",
        zh="没有这样的日期或时间",
    ),
    "WR405": Code(
        "out-of-bounds",
        "facts",
        "A number is smaller or larger than the fact can be, or is not whole where only whole numbers make sense.",
        "Mend the number.",
        zh="超出范围",
    ),
    "WR406": Code(
        "not-a-number",
        "facts",
        "A number is infinite, not a number, or has more digits than are read.",
        "Supply an ordinary number, or leave the fact out if it is not known.",
        zh="不能用来判定的数字",
    ),
    "WR407": Code(
        "empty-list-item",
        "facts",
        "A list has an item that is null or blank, and nobody can tell what it stands for.",
        "Take the item out; where the list may lack entries, name it under `incomplete`.",
        zh="列表中有空项",
    ),
    "WR408": Code(
        "period-contradicts-itself",
        "facts",
        "A period ends before it starts, or has an end although it is marked as ongoing.",
        "Mend the dates, or take `ongoing` out.",
        zh="时段自相矛盾",
    ),
    "WR409": Code(
        "missing-part-of-a-fact",
        "facts",
        "A finding or a waiver lacks a part without which it means nothing.",
        "Add the part.",
        zh="缺少必填项",
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
        zh="不是列表",
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
}
