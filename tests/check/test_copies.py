"""A reader's copy of the document, held against the outline."""

import hashlib
import os
from pathlib import Path

import pytest

import workshop_rules as wr
from tests.riverside import FOLDER, PACK
from workshop_rules.check.copies import Copy, read_copy
from workshop_rules.diagnostics import Source

SOURCES = Path(os.environ.get("POLICY_SOURCES", Path(__file__).parents[3] / "shared" / "sources"))

RULES = """临河市班主任工作办法
一、条件
(一)年限与职称。任职九年以上,见下文(二)。
（二）荣誉与成果
获得过荣誉。
(三)其他
(四)师德
"""


@pytest.fixture
def copy(tmp_path):
    def write(text):
        file = tmp_path / "copy.txt"
        file.write_text(text, "utf-8")
        return file

    return write


def located(text, *numberings):
    return Copy(Source("copy", text), "").locate(numberings)


def complaints(file):
    return [d.message for d in PACK.differences_from_copy(file)]


def test_a_copy_numbered_like_the_outline_is_no_complaint(copy):
    assert complaints(copy(RULES)) == []


def test_the_text_of_each_clause_is_found_by_its_locator(copy):
    texts = PACK.clause_texts(copy(RULES))
    assert texts["1"] == "一、条件"
    assert texts["1(1)"] == "(一)年限与职称。任职九年以上,见下文(二)。"
    assert texts["1(2)"] == "（二）荣誉与成果\n获得过荣誉。"
    assert texts["1(4)"] == "(四)师德"


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("(四)师德\n", "", "the copy has no `一/(四)` where the outline has it"),
        ("(四)师德\n", "(四)师德\n(五)年龄\n", "the copy has `一/(五)`, which the outline leaves out"),
        ("(四)师德\n", "(四)师德\n二、程序\n", "the copy has `二`, which the outline leaves out"),
        ("获得过荣誉。\n", "1.市级\n2.省级\n", "the copy has `一/(二)/1`, which the outline leaves out"),
    ],
)
def test_a_difference_is_told(copy, before, after, message):
    assert before in RULES
    assert complaints(copy(RULES.replace(before, after))) == [message]


def test_a_number_at_the_start_of_a_line_counts_before_one_within():
    found = located("一、总则 见二、程序\n二、程序\n", "一", "二")
    assert found.text("二") == "二、程序"


def test_numbers_within_a_line_are_found():
    found = located(
        "三、管理(一)对象:助理。(二)职级1.初级:基本(1)敬业", "三", "三/(一)", "三/(二)", "三/(二)/1", "三/(二)/1/(1)"
    )
    assert found.lost == ()
    assert found.text("三/(二)/1") == "1.初级:基本"


def test_each_annex_is_numbered_anew():
    found = located("一、甲\n附件1\n一、乙\n附件2\n一、丙\n", "一", "附件1/一", "附件2/一")
    assert [found.text(one) for one in ("一", "附件1/一", "附件2/一")] == ["一、甲\n附件1", "一、乙\n附件2", "一、丙"]


def test_ten_is_not_part_of_eleven_nor_1_of_1_5():
    found = located("十一、甲\n十、乙\n1.5倍\n1.丙", "十", "十/1")
    assert found.text("十") == "十、乙\n1.5倍"
    assert found.text("十/1") == "1.丙"


def test_a_part_of_a_collection():
    collection = Copy(Source("copy", "##### plan 1\n一、甲\n##### plan 2\n一、乙\n##### plan 3\n一、丙\n"), "")
    part = collection.part("##### plan 2")
    assert part is not None
    assert part.locate(["一"]).text("一") == "一、乙"
    assert collection.part("##### plan 9") is None


def test_an_outline_of_several_documents():
    collection = Copy(
        Source("copy", "#### 1\n一、甲\n二、乙\n#### 2\n三、丙\n#### 3\n序\n一、丁\n(一)戊\n#### 4\n二、己\n"), ""
    )
    parts = {name: collection.part(line) for name, line in (("第1篇", "#### 1"), ("第3篇", "#### 3"))}
    documents = {name: part for name, part in parts.items() if part is not None}
    outline = ["第1篇", "第1篇/一", "第1篇/二", "第3篇", "第3篇/一", "第3篇/一/(一)", "第3篇/二"]
    found = collection.locate(outline, documents)
    assert found.lost == ("第3篇/二",)
    texts = ["", "一、甲", "二、乙", "序", "一、丁", "(一)戊"]
    assert [found.text(one) for one in outline[:-1]] == texts


def test_what_stands_under_a_number_that_cannot_be_read_is_found():
    text = "一、甲\n(一)乙\n1、丙\n。ǘ丁\n1、戊\n(三)己\n"
    found = located(text, "一", "一/(一)", "一/(一)/1", "一/(二)", "一/(二)/1", "一/(三)")
    assert found.lost == ("一/(二)",)
    assert [found.text(one) for one in ("一/(一)/1", "一/(二)/1", "一/(三)")] == ["1、丙\n。ǘ丁", "1、戊", "(三)己"]


def test_another_copy_than_the_pack_was_written_from_is_told(copy, tmp_path):
    pack = tmp_path / "riverside"
    pack.mkdir()
    for file in FOLDER.rglob("*.yaml"):
        target = pack / file.relative_to(FOLDER)
        target.parent.mkdir(exist_ok=True)
        target.write_text(file.read_text("utf-8"), "utf-8")
    digest = hashlib.sha256(RULES.encode()).hexdigest()
    manifest = pack / "pack.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("number: 临教", f"digest: {digest}, number: 临教"), "utf-8")
    loaded = wr.load_pack(pack)
    assert loaded.differences_from_copy(copy(RULES)) == ()
    (other,) = loaded.differences_from_copy(copy(RULES + "\n"))
    assert (other.code, digest in other.help) == ("WR341", True)


def test_a_copy_that_is_not_there_is_told(tmp_path):
    with pytest.raises(wr.PackError, match="WR101"):
        PACK.clause_texts(tmp_path / "none.txt")


COPIES = {"shijiazhuang": "shijiazhuang_plan9"}
PACKS = [
    "changyi_12346",
    "joint_school",
    "ordos_2013",
    "putuo_2024",
    "school_master_studio",
    "shijiazhuang",
    "taiyuan_ranks",
    "twin_studio",
    "vocational_studio",
]


@pytest.mark.skipif(
    not SOURCES.is_dir(), reason="no copies of the documents here; POLICY_SOURCES may name their folder"
)
@pytest.mark.parametrize("pack", PACKS)
def test_the_outlines_of_the_bundled_packs_are_those_of_their_documents(pack):
    file = SOURCES / f"{COPIES.get(pack, pack)}.txt"
    file = file if file.exists() else SOURCES / "collection_other_plans.txt"
    assert read_copy(file).errors == ()
    loaded = wr.load_pack(pack)
    assert [str(d) for d in loaded.differences_from_copy(file)] == []
    numbered = {one.id for one in loaded.clauses.values() if one.numbering}
    assert len(loaded.clause_texts(file)) >= len(numbered) * 9 / 10, "all but the few that are damaged"
