"""Rosters that are not in UTF-8: read in the encoding that is named, a part at a time, and refused in every other."""

import pytest

import workshop_rules as wr
from workshop_rules.files import encoding
from workshop_rules.roster_files import FileOptions, decide_file
from workshop_rules.roster_rows import Where, decide_row
from workshop_rules.rosters import row_decider

TEXT = '姓名,在编在岗,担任班主任年限,备注\r\n张三,是,9,"一，\n二"\r\n李𠮷,否,3,\r\n上官,是,九,€\r\n'
LINES = '{"姓名": "上官", "在编在岗": true}\n{"姓名": "李𠮷", "在编在岗": "否"}\n'


@pytest.fixture(scope="module")
def decider():
    return row_decider(wr.load_pack("ordos_2013"), "mentor", None, {}, {})


def decided(decider, source, encoding, **options):
    """What comes of a roster, as bytes, and what is wrong in it."""
    out = source.with_name("out.csv")
    summary = decide_file(decider, source, out, FileOptions(encoding=encoding, **options))
    return out.read_bytes(), summary


@pytest.mark.parametrize("name", ["gb18030", "GB18030", "utf-16", "utf-16-le", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize(("file", "text"), [("r.csv", TEXT), ("r.jsonl", LINES)])
def test_the_same_comes_of_a_text_in_every_encoding(decider, tmp_path, monkeypatch, name, file, text):
    monkeypatch.setattr(encoding, "_PART", 7)
    (tmp_path / file).write_bytes(text.encode())
    expected = decided(decider, tmp_path / file, None)
    (tmp_path / file).write_bytes(text.encode(name))
    assert decided(decider, tmp_path / file, name) == expected
    assert decided(decider, tmp_path / file, name, resume=True) == expected
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out.csv", file]
    assert "李𠮷".encode() in expected[0]


def test_a_row_is_found_in_it(decider, tmp_path):
    (tmp_path / "r.csv").write_bytes(TEXT.encode("gb18030"))
    for wanted in (2, Where("姓名", "李𠮷")):
        found = decide_row(decider, tmp_path / "r.csv", wanted, FileOptions(encoding="gb18030"))
        assert (found.row, found.verdict.outcome) == (2, "ineligible")


@pytest.mark.parametrize(
    ("content", "name", "message", "remedy"),
    [
        (TEXT.encode("gb18030"), None, "not in UTF-8", "--encoding gb18030"),
        (TEXT.encode("gb18030"), "gbk", "line 4 is not in gbk", "correct `--encoding`"),
        (TEXT.encode("gb18030"), "utf-16", "line 1 is not in utf-16", "correct `--encoding`"),
        (TEXT.encode("gb18030") + "尾".encode("gb18030")[:1], "gb18030", "line 6 is not in gb18030", "correct"),
        (TEXT.encode("utf-8-sig"), "gb18030", "first mark says that it is in UTF-8", "leave `--encoding` out"),
        (TEXT.encode(), "gb1803", "no encoding `gb1803`", "write `gb18030`"),
        (TEXT.encode(), "rot13", "no encoding `rot13`", "write `"),
        (TEXT.encode(), "a\0", "no encoding", "write `"),
    ],
)
def test_another_encoding_is_refused(decider, tmp_path, content, name, message, remedy):
    (tmp_path / "r.csv").write_bytes(content)
    options = FileOptions(encoding=name)
    for decide in (
        lambda: decide_file(decider, tmp_path / "r.csv", tmp_path / "out.csv", options),
        lambda: decide_row(decider, tmp_path / "r.csv", 1, options),
    ):
        with pytest.raises(wr.FactsError, match=message) as refused:
            decide()
        (found,) = refused.value.diagnostics
        assert (found.code, remedy in found.help) == ("WR904", True)
    assert [one.name for one in tmp_path.iterdir()] == ["r.csv"]


@pytest.mark.parametrize("name", ["r.xlsx", "r.parquet"])
def test_what_is_no_text_has_no_encoding(decider, tmp_path, name):
    (tmp_path / name).touch()
    with pytest.raises(wr.FactsError, match="no text"):
        decided(decider, tmp_path / name, "gb18030")
