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
        "A reading, or a decision's outcome, is compared with a text that it can never be: the comparison "
        "would always come out the same way.",
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
        "A variable of `for`, `some` or `every`, or a `let`, has the name of a fact, an enumeration or "
        "another of them, which readers would take it for.",
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
        "The work could grow without a sensible bound: loops nested too deeply, a loop over a range of open "
        "length, a power with an exponent that is large or not written out.",
        "Loop over a list of the dossier, or write the bound as a number.",
    ),
    "WR321": Code(
        "empty-range",
        "check",
        "A range begins after its end, so that nothing lies in it; or a cell of a table has the difference of two "
        "numbers where a range was meant.",
        "Put the lower end first; write a range as `[60..85]`.",
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
    "WR324": Code(
        "unknown-place-in-text",
        "check",
        "A sentence of the pack's own has a place in braces that names no fact, `let`, parameter, reading or finding, "
        "so that readers would see the braces.",
        "Write the name as the decision does: `{homeroom_years}`, `{parameter.min_years}`.",
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
        "Decisions use one another's outcomes in a circle, or a fact is derived from itself, so that nothing "
        "could be decided.",
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
        "A criterion cites a clause that does not list it, or that the outline says is not encoded. Then one "
        "of the two is wrong about what the document says.",
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
        "The numbering in `clauses.yaml` leaves something out, repeats it or is out of order, so that a "
        "clause may have been overlooked.",
        "Add the missing entries; say `procedure` or `out_of_scope`, and why, where nothing is decided.",
    ),
    "WR340": Code(
        "outline-differs-from-copy",
        "check",
        "The numbering of a copy of the document and that of the outline differ: a clause may have been overlooked, or "
        "cited by a number that it does not have.",
        "Mend the numbering of the entry, add an entry for what is left out, or say that the copy is damaged there.",
    ),
    "WR341": Code(
        "another-copy",
        "check",
        "The copy of the document is not the one that the pack was written from: its SHA-256 differs. Texts shown from "
        "it may not be those that the rules were written by.",
        "Compare the copy with the document, or state the new digest in `document.digest`.",
        warning=True,
    ),
}
