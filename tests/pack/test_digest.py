"""A digest goes by what a pack says, not by how it is written down."""

import hashlib
import re

import pytest

from tests.pack.cities import make_city, replace
from workshop_rules.diagnostics import Source
from workshop_rules.pack.digest import pack_digest
from workshop_rules.pack.parsed import read_pack
from workshop_rules.pack.reading import read_yaml


def digest(city):
    return read_pack(city).unwrap().digest


@pytest.fixture
def city(tmp_path):
    return make_city(tmp_path)


def test_it_is_a_sha_256(city):
    assert re.fullmatch("[0-9a-f]{64}", digest(city))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("pack.yaml", "id: city\n", "# a comment\n\nid:   'city'\n"),
        ("pack.yaml", "{zh: 某市, en: A city}", "\n  en: A city\n  zh: 某市"),
        ("pack.yaml", "value: 3", "value: 3.0"),
        ("decisions/entry.yaml", "when: homeroom_years", "when: >-\n      homeroom_years"),
        ("cases/entry.yaml", "homeroom_years: 3", "homeroom_years: 4"),
        ("pack.yaml", "version: 1.0.0", "version: &v 1.0.0"),
    ],
)
def test_the_way_of_writing_does_not_count(city, file, old, new):
    before = digest(city)
    replace(city / file, old, new)
    assert digest(city) == before


def test_line_ends_do_not_count(city):
    before = digest(city)
    file = city / "decisions" / "entry.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert digest(city) == before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("pack.yaml", "value: 3", "value: 3.1"),
        ("pack.yaml", "value: 3", "value: null"),
        ("pack.yaml", "version: 1.0.0", "version: 1.0.1"),
        ("pack.yaml", "default: whole", "default: half"),
        ("pack.yaml", "zh: 窗口", "zh: 时限"),
        ("clauses.yaml", "zh: 资格", "zh: 条件"),
        ("decisions/entry.yaml", ">=", ">"),
        ("facts.yaml", "maximum: 99", "maximum: 98"),
        ("facts.yaml", "home: {zh: 上门, en: at home}, phone: {zh: 电话, en: by telephone}",
         "phone: {zh: 电话, en: by telephone}, home: {zh: 上门, en: at home}"),
    ],
)  # fmt: skip
def test_what_it_says_counts(city, file, old, new):
    before = digest(city)
    replace(city / file, old, new)
    assert digest(city) != before


def test_another_file_counts(city):
    before = digest(city)
    second = (city / "decisions" / "entry.yaml").read_text("utf-8").replace("id: entry", "id: renewal")
    (city / "decisions" / "renewal.yaml").write_text(second, "utf-8")
    assert digest(city) != before


def test_the_shared_vocabulary_counts():
    def document(text):
        return read_yaml(Source("f.yaml", text)).unwrap()

    files = {"pack.yaml": document("id: city\n")}
    assert pack_digest(files, document("facts: {}\n")) != pack_digest(files, document("facts: {a: 1}\n"))


def test_a_text_is_no_number():
    def digest_of(text):
        document = read_yaml(Source("f.yaml", text)).unwrap()
        return pack_digest({"pack.yaml": document}, document)

    assert (
        len({digest_of(text) for text in ["a: 9", "a: '9'", "a: [9]", "a: true", "a: 'true'", "a: null", "b: 9"]}) == 7
    )


def test_it_is_made_from_the_canonical_content():
    document = read_yaml(Source("f.yaml", "m: 9.10\nid: 'city' # a comment\nx: [a, true, null]\n")).unwrap()
    said = '{"pairs":[["id","city"],["m",{"number":"9.1"}],["x",["a",true,null]]]}'
    canonical = '{"files":{"pack.yaml":' + said + '},"vocabulary":' + said + "}"
    assert pack_digest({"pack.yaml": document}, document) == hashlib.sha256(canonical.encode()).hexdigest()
