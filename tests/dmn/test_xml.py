"""XML from strangers: nothing is expanded, fetched or swallowed."""

import pytest

from workshop_rules.dmn.xml import DEEPEST, LARGEST_FILE, read_xml

BOMB = b"""<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>"""


def codes(data):
    return [one.code for one in read_xml("model.dmn", data).diagnostics]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "WR701"),
        (b"<a>", "WR701"),
        (b"<a>&nbsp;</a>", "WR701"),
        (b"\xff\xfe", "WR701"),
        (b"<a" + b" b='c'" * 2 + b"/>", "WR701"),
        (BOMB, "WR703"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "WR703"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "WR703"),
        (b"<!DOCTYPE a><a/>", "WR703"),
        (b"<a>" * (DEEPEST + 1) + b"</a>" * (DEEPEST + 1), "WR702"),
        (b"<a>" + b" " * LARGEST_FILE + b"</a>", "WR702"),
    ],
)
def test_refused(data, code):
    assert codes(data) == [code]


@pytest.mark.parametrize(
    ("inside", "value", "first", "last"),
    [
        ("a &lt; b", "a < b", "a", "b"),
        ("<![CDATA[a < b]]>", "a < b", "a", "b"),
        ("&#97;&#x62;", "ab", "&#97;", "&#x62;"),
        ("a\r\nb", "a\nb", "a", "b"),
    ],
)
def test_characters_know_where_they_stand(inside, value, first, last):
    document = read_xml("model.dmn", f"<d>\n  <text>{inside}</text></d>".encode()).unwrap()
    text = document.text(document.root[0])
    assert text.value == value
    assert document.source.text[text.offsets[0] :].startswith(first)
    assert document.source.text[text.offsets[len(value) - 1] :].startswith(last)


def test_a_byte_order_mark_is_no_part_of_the_text():
    document = read_xml("model.dmn", b"\xef\xbb\xbf<d><text>x</text></d>").unwrap()
    assert document.text(document.root[0]).span().text == "x"


MINIFIED = (
    b"<d a='>' b=\"'<!--\"><!-- <text>x</text> --><text>x</text><?p <text>x</text>?><e><text>y &lt; z</text></e></d>"
)


def test_where_all_stands_on_one_line_elements_and_texts_have_their_own_places():
    document = read_xml("model.dmn", MINIFIED.replace(b"'<!--", b"'&lt;!--")).unwrap()
    first, inner = document.root
    assert document.span(document.root).start == 0
    assert document.span(inner).text == "<e>"
    assert document.text(inner[0]).span().text == "y &lt; z"
    assert document.source.text[: document.text(first).span().start].endswith("--><text>")


def test_a_large_file_on_one_line_is_read_in_a_moment():
    pieces = "".join(f"<e><text>{number}</text></e>" for number in range(20_000))
    document = read_xml("model.dmn", f"<d>{pieces}</d>".encode()).unwrap()
    last = document.root[-1]
    assert document.span(last).end - document.span(last).start == len("<e>")
    assert document.text(last[0]).span().text == "19999"


@pytest.mark.parametrize(
    ("text", "place", "underlined"),
    [
        ("<a>\n <b></a>", "2:5", "</a>"),
        ('<甲 乙="丙丁"><戊></甲>', "1:14", "</甲>"),
        ("<a b=c/>", "1:6", "c"),
        ("<a><b x='1'y='2'/></a>", "1:12", "y"),
        ("<a x='<'/>", "1:7", "<"),
        ("<a>一二三 & b</a>", "1:8", "&"),
        ("<a>&nbsp;</a>", "1:4", "&nbsp;"),
        ("<a>\n\n<b/>", "3:5", ""),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_what_is_malformed_is_underlined_where_reading_stopped(text, place, underlined, encoding):
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\n'
    (complaint,) = read_xml("model.dmn", (declared + text).encode(encoding)).diagnostics
    line, column = map(int, place.split(":"))
    assert complaint.span is not None
    assert str(complaint.span) == f"model.dmn:{line + 1}:{column}"
    assert complaint.span.text == underlined
