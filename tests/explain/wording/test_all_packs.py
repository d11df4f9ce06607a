"""Every sentence of every pack is one that a person might have written, in both languages."""

import re
from functools import cache

import pytest

from tests.bundled import PACKS, bundled, verdict_on
from workshop_rules.pack.discovery import policies_folder

A_DECISION = 2
"""So many cases of each decision are looked at, from the first to the last."""

QUOTED = re.compile("“[^“”]*”")
CHINESE = "\u4e00-\u9fff"
FAULTS = {
    "a doubled word": re.compile(r"(?i)\b([a-z]+) \1\b"),
    "doubled Chinese": re.compile(rf"([{CHINESE}]{{2,}})\1"),
    "an id": re.compile(r"[a-z0-9]_[a-z0-9]"),
    "a place not filled in": re.compile(r"[{}|]"),
    "code": re.compile(r"None\b|\bTrue\b|\bFalse\b|satisfies|>=|<=|!=|\(\)|\[|\]"),
    "a blank too many": re.compile(r"  | [,;:.)，；：。）]|\( |（ | $|^ "),
    "a bare end": re.compile(r"[,;:，；：、(（]$|^[,;:，；：、)）]"),
    "marks in a row": re.compile(r"[,;:][,;:]|[，；：、][，；：、]|\( ?\)|（）"),
    "a range said twice": re.compile(r"from from|within from|by the \d|the the\b|the “"),
    "a bare 项 for what has a measure word": re.compile(
        "第\\d+项(?:学期|学年|成员|人选|活动)|每一?项(?:学期|学年|成员|人选|活动|团队|工作室)"
    ),
}
IN_ENGLISH = {
    "Chinese": re.compile(rf"[{CHINESE}，；：。（）]"),
    "a verb that does not agree": re.compile(
        r"\bthe number [^,;:]* are (?:at|exactly|more|less)\b|\b1 \w+s (?:required|short)\b"
    ),
    "a plural for one": re.compile(r"(?<![\d.])1 (?:years|members|months|days|projects|papers|points|sessions)\b"),
}
IN_CHINESE = {"English marks": re.compile(rf"[{CHINESE}][,;:()]|[,;:()][{CHINESE}]")}
WORD = re.compile(r"[A-Za-z]{2,}")


@cache
def reasons(name):
    """The reasons of cases from every decision of a pack, each with what people put into it."""
    pack = bundled(name)
    found = []
    for file in pack._parsed.cases.values():
        step = max(len(file.cases) // A_DECISION, 1)
        for case in file.cases[::step]:
            verdict = verdict_on(pack, file, case)
            dossier = verdict._case.dossier
            people = {waiver.by for waiver in dossier.waivers} | {one.by for one in dossier.judgements.values()}
            people = {by for by in people if by}
            found.append((verdict.explanation.reasons, people))
    return found


def words_of(condition):
    yield from (condition.sentence, condition.required, condition.found)
    for child in condition.children:
        yield from words_of(child)


@cache
def said(name):
    """Every sentence once, without what stands in quotes and who is named in the dossier."""
    sentences = set()
    for one, people in reasons(name):
        for criterion in (*one.criteria, *one.rules):
            for words in (criterion.sentence, criterion.required, criterion.found, *words_of(criterion.condition)):
                zh, en = QUOTED.sub("“”", words.zh), QUOTED.sub("“”", words.en)
                for person in people:
                    zh, en = zh.replace(person, "某人"), en.replace(person, "somebody")
                sentences.add((zh, en))
    return sentences


@cache
def declared(name):
    """The words in Latin letters that the pack itself writes in Chinese: HDMI, A4, …"""
    folder = policies_folder()
    texts = [file.read_text("utf-8") for file in (folder / name).rglob("*.yaml")]
    texts.append((folder / "vocabulary.yaml").read_text("utf-8"))
    zh = re.findall(r"zh: ([^\n]*?)(?:, en: |\n)", "\n".join(texts))
    return {word for text in zh for word in WORD.findall(text)}


FAULTY = [
    "kind other than other other",
    "终期评估评估不详",
    "homeroom_years: 8",
    "第1个学期|个",
    "count >= 3",
    "level :  city",
    "required:",
    "the level: (): city",
    "within from 2014-05-01",
    "第1项学期",
]


@pytest.mark.parametrize(("fault", "sentence"), list(zip(FAULTS, FAULTY, strict=True)))
def test_a_faulty_sentence_would_be_found(fault, sentence):
    assert FAULTS[fault].search(sentence)


@pytest.mark.parametrize("name", PACKS)
def test_no_sentence_has_a_fault_of_form(name):
    assert said(name)
    for zh, en in said(name):
        for fault, form in FAULTS.items():
            assert not form.search(zh), (fault, zh)
            assert not form.search(en), (fault, en)
        for fault, form in IN_ENGLISH.items():
            assert not form.search(en), (fault, en)
        for fault, form in IN_CHINESE.items():
            assert not form.search(zh), (fault, zh)


@pytest.mark.parametrize("name", PACKS)
def test_chinese_has_no_english_but_what_the_pack_writes(name):
    for zh, _ in said(name):
        assert set(WORD.findall(zh)) <= declared(name), zh


@pytest.mark.parametrize("name", PACKS)
def test_brackets_and_quotes_are_closed(name):
    for zh, en in said(name):
        for text, pairs in ((zh, ("（）", "“”")), (en, ("()", "“”"))):
            for pair in pairs:
                assert text.count(pair[0]) == text.count(pair[1]), text


@pytest.mark.parametrize("name", PACKS)
def test_no_part_of_a_sentence_is_said_twice(name):
    """`Found` names each fact once, however the conditions are nested."""
    for one, _ in reasons(name):
        for criterion in one.criteria:
            if criterion.condition.kind in {"all", "any"}:
                for text, mark in ((criterion.found.zh, "；"), (criterion.found.en, "; ")):
                    parts = text.split(mark)
                    assert len(parts) == len(set(parts)), text
