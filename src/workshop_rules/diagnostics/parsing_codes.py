"""What can be wrong with the text of an expression. Part of the table of codes."""

from __future__ import annotations

from workshop_rules.diagnostics.code import Code

PARSING: dict[str, Code] = {
    "WR201": Code(
        "unexpected",
        "parse",
        "Something stands where the language has no place for it, or something is missing before it.",
        "Look at the underlined place and just before it; the message says what may stand there.",
        zh="此处不应是这个",
    ),
    "WR202": Code(
        "unclosed-bracket",
        "parse",
        "A bracket is opened and never closed, so nobody can say where the group, list, call or context ends.",
        "Close it where it should end.",
        zh="括号没有配对",
    ),
    "WR203": Code(
        "unclosed-text",
        "parse",
        "A text or a comment begins and never ends. A text ends on the line where it begins.",
        "Write the closing quote, or `*/`; write a line break within a text as `\\n`.",
        zh="引号没有配对",
    ),
    "WR204": Code(
        "bad-escape",
        "parse",
        "A backslash in a text announces a character that does not exist: too few digits, a number beyond "
        "Unicode, or half of a surrogate pair.",
        "Write the character itself, or `\\u` with 4 hexadecimal digits, or `\\U` with 6; a backslash is `\\\\`.",
        zh="转义写法有误",
    ),
    "WR205": Code(
        "strange-character",
        "parse",
        "A character has no meaning in an expression.",
        "Delete it, or put the text it belongs to in double quotes.",
        zh="字符不能用在这里",
    ),
    "WR206": Code(
        "foreign-operator",
        "parse",
        "An operator is written as in another language or in mathematics. It is understood, and refused all "
        "the same: an expression has one spelling.",
        "Write the operator that the help line names.",
        zh="别的语言的运算符",
    ),
    "WR207": Code(
        "full-width-character",
        "parse",
        "Punctuation or a digit is full-width, as Chinese input methods write it. It is understood, and "
        "refused all the same: an expression has one spelling.",
        "Write the character of the plain (half-width) keyboard. Within a text, full-width characters are welcome.",
        zh="用了全角字符",
    ),
    "WR208": Code(
        "wrong-quotes",
        "parse",
        "A text stands in single or curly quotes.",
        'Write texts in straight double quotes: `"text"`.',
        zh="引号不对",
    ),
    "WR209": Code(
        "expression-too-long",
        "parse",
        "An expression is longer than what is read, so that a hostile one cannot keep the computer busy.",
        "Name parts of it, and use the names.",
        zh="表达式过长",
    ),
    "WR210": Code(
        "expression-too-deep",
        "parse",
        "An expression is nested deeper than what is read (brackets, calls, or a chain of operators), so that"
        " a hostile one cannot exhaust the memory.",
        "Name a part of it and use the name; add long sums up from a list.",
        zh="表达式嵌套过深",
    ),
    "WR211": Code(
        "number-out-of-range",
        "parse",
        "A number has a power of ten far beyond what people count with.",
        "Look for a slip in the exponent.",
        zh="数字超出范围",
    ),
    "WR212": Code(
        "mixed-arguments",
        "parse",
        "A call passes some arguments by name and some by place, so their order is in doubt.",
        "Name all of them, or none.",
        zh="按名称与按位置的参数混用",
    ),
    "WR213": Code(
        "name-too-long",
        "parse",
        "A name has more words and operators in it than what is read.",
        "Shorten the name.",
        zh="名称过长",
    ),
}
