"""CSV whose rows can be told apart is let through and read as any reader does; the rest is told with its line."""

import csv
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop_rules.files import csv_form, reading
from workshop_rules.files.reading import read_roster
from workshop_rules.files.unreadable import UnreadableError

STRAY = "quote within a cell that is not in quotes"
LOOSE = "quote within a cell that is in quotes, or text after the cell"
RETURN = "carriage return without a line feed"


def rows_of(path):
    return [[cell or "" for cell in row] for batch in read_roster(path) for row in batch.frame.fill_null("").rows()]


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ('id,pipe\n1,5" long\n2,6" long\n3,ok\n', f"line 2 has a {STRAY}", "that one twice"),
        ('id,pipe\n1,5" by 6"\n', f"line 2 has a {STRAY}", "that one twice"),
        ('id,honors\n1,[{"level": 1}]\n', f"line 2 has a {STRAY}", "that one twice"),
        ('id,a\n1, "a,b"\n', "line 2 has a space before the quote that opens a cell", "take out the space"),
        ('id,a\n1,b "c" d\n', f"line 2 has a {STRAY}", "that one twice"),
        ('id,a\n"1\n2",b\n3,"he said "no""\n', f"line 4 has a {LOOSE}", "write a quote within a cell twice"),
        ('id,a\n1,"a"b\n', f"line 2 has a {LOOSE}", "write a quote within a cell twice"),
        ('id,a\n1,"a\n2,"b"\n', "row that begins in line 2 are not in pairs", "at the end of the cell"),
        ('id,a\n1,b\n2,"a\n', "row that begins in line 3 are not in pairs", "at the end of the cell"),
        ("id,a\r1,b\r2,c\r", f"line 1 has a {RETURN}", "save it anew"),
        ('id,a\r\n"1\r1",b\r\n2,c\rd\r\n', f"line 3 has a {RETURN}", "save it anew"),
        ("id;a\n1;b\n", "line 1 has semicolons between the headings", "put commas"),
        ("id，a\n1，b\n", "line 1 has full-width commas between the headings", "put commas"),
        ("id\ta\n1\tb\n", "line 1 has tabs between the headings", "put commas"),
    ],
)
def test_what_makes_rows_run_into_one_another_is_told_with_its_line(tmp_path, text, message, remedy):
    path = tmp_path / "r.csv"
    path.write_text(text, "utf-8-sig", newline="")
    with pytest.raises(UnreadableError, match=re.escape(message)) as refused:
        rows_of(path)
    assert remedy in refused.value.remedy.en


@pytest.fixture(scope="module", params=[1, 2, 3, 1 << 18])
def parts(request):
    """How much of a file is looked at at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_form, "_PART", request.param)
        yield


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("csv_form") / "r.csv"


@pytest.mark.usefixtures("parts")
@given(st.lists(st.tuples(st.text('",\n\r a', max_size=5), st.text('",\n 年', max_size=5)), max_size=5))
@settings(max_examples=40, deadline=None)
def test_whatever_a_program_writes_is_read_again(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([("id", "a"), *rows, ("9", "b")])
    assert rows_of(path) == [*map(list, rows), ["9", "b"]]


@pytest.mark.usefixtures("parts")
@given(st.text('"",,\n\n\r a', max_size=16))
@settings(max_examples=50, deadline=None)
def test_what_is_let_through_is_the_same_for_every_reader(path, text):
    path.write_text("id,a\n" + text, "utf-8", newline="")
    try:
        found = rows_of(path)
    except UnreadableError:
        return
    with path.open(encoding="utf-8", newline="") as file:
        others = [[*row, "", ""][:2] for row in csv.reader(file, strict=True)]
    assert [row for row in found if any(row)] == [row for row in others[1:] if any(row)]


def test_rows_at_the_end_in_which_nothing_stands_are_none(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "BATCH", 2)
    blank = "\n" * 3 + ",,\n" * 20
    (tmp_path / "r.csv").write_text(f"id,a,b\n1,,\n{blank}2,,\n3,,\n{blank}", "utf-8")
    assert [row[0] for row in rows_of(tmp_path / "r.csv")] == ["1", *[""] * 23, "2", "3"]
    (tmp_path / "one.csv").write_text("a\n1\n\n", "utf-8")
    assert rows_of(tmp_path / "one.csv") == [["1"], [""]]
    (tmp_path / "none.csv").write_text("id,a\n,\n", "utf-8")
    (batch,) = read_roster(tmp_path / "none.csv")
    assert (batch.frame.columns, batch.frame.height) == (["id", "a"], 0)
