"""Packs are found by id, wherever they are; two versions of one may be there."""

import datetime as dt
import os
import sys
from importlib import metadata
from pathlib import Path

import pytest

import workshop_rules as wr
from tests.pack.cities import make_city, replace
from workshop_rules.pack import discovery
from workshop_rules.pack.discovery import (
    Elsewhere,
    available_packs,
    find_pack,
    known_elsewhere,
    newest_applicable,
    policies_folder,
)


@pytest.fixture
def nothing_bundled(tmp_path, monkeypatch):
    """A machine on which no pack is bundled or installed."""
    bundled = tmp_path / "bundled"
    bundled.mkdir()
    monkeypatch.setattr(discovery, "policies_folder", lambda: bundled)
    monkeypatch.delenv("WORKSHOP_RULES_PATH", raising=False)
    install(monkeypatch)
    return bundled


def install(monkeypatch, **values):
    entries = [metadata.EntryPoint(name, value, discovery.ENTRY_POINTS) for name, value in values.items()]
    monkeypatch.setattr(metadata, "entry_points", lambda group: entries if group == discovery.ENTRY_POINTS else [])


def found(name, search_path=()):
    return [(c.id, c.version, c.origin) for c in find_pack(name, search_path).value or ()]


def codes(result):
    return [d.code for d in result.diagnostics]


def test_bundled_packs_are_those_of_the_policies_folder():
    folders = {path.parent.name for path in policies_folder().glob("*/pack.yaml")}
    assert {"ordos_2013", "shijiazhuang", "taiyuan_ranks"} <= folders
    bundled = {c.id for c in available_packs().value or () if c.origin == "bundled"}
    assert bundled == folders


def test_a_bundled_pack(nothing_bundled):
    make_city(nothing_bundled)
    assert found("city") == [("city", "1.0.0", "bundled")]
    assert [c.folder for c in available_packs().value or ()] == [nothing_bundled / "city"]


def test_a_folder_of_packs_on_the_search_path(nothing_bundled, tmp_path):
    make_city(tmp_path / "mine")
    make_city(tmp_path / "mine", "town")
    assert found("town", [tmp_path / "mine"]) == [("town", "1.0.0", "search path")]
    assert [c.id for c in available_packs([str(tmp_path / "mine")]).value or ()] == ["city", "town"]


def test_a_pack_itself_on_the_search_path(nothing_bundled, tmp_path):
    assert found("city", [make_city(tmp_path)]) == [("city", "1.0.0", "search path")]


def test_the_search_path_of_the_environment(nothing_bundled, tmp_path, monkeypatch):
    folders = [tmp_path / "a", tmp_path / "b"]
    make_city(folders[0])
    make_city(folders[1], "town")
    monkeypatch.setenv("WORKSHOP_RULES_PATH", os.pathsep.join(map(str, folders)))
    assert found("city") == [("city", "1.0.0", "search path")]
    assert found("town") == [("town", "1.0.0", "search path")]


def test_the_search_path_comes_first(nothing_bundled, tmp_path):
    make_city(nothing_bundled)
    make_city(tmp_path / "mine")
    (candidate,) = find_pack("city", [tmp_path / "mine"]).unwrap()
    assert candidate.folder == tmp_path / "mine" / "city"


def test_a_folder_that_is_not_there_is_passed_over(nothing_bundled, tmp_path):
    make_city(nothing_bundled)
    result = find_pack("city", [tmp_path / "none"])
    assert codes(result) == ["WR142"]
    assert result.unwrap()[0].id == "city"


def test_a_path(nothing_bundled, tmp_path, monkeypatch):
    city = make_city(tmp_path)
    assert found(city) == [("city", "1.0.0", "path")]
    assert found(str(city)) == [("city", "1.0.0", "path")]
    monkeypatch.chdir(tmp_path)
    assert found("./city") == [("city", "1.0.0", "path")]
    assert found("city") == [("city", "1.0.0", "path")]  # no pack of that id, but a folder that is one


def test_an_id_comes_before_a_folder_of_that_name(nothing_bundled, tmp_path, monkeypatch):
    make_city(nothing_bundled, version="2.0.0")
    make_city(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert found("city") == [("city", "2.0.0", "bundled")]


@pytest.mark.parametrize("path", ["./none", "none/city", ".", Path("none")])
def test_a_path_that_leads_nowhere(nothing_bundled, tmp_path, monkeypatch, path):
    monkeypatch.chdir(tmp_path)
    result = find_pack(path)
    if path == ".":  # a folder, though not a pack: reading it will say so
        assert result.unwrap()[0].version == "0"
    else:
        assert codes(result) == ["WR140"]


@pytest.mark.parametrize("name", ["a\0b", "./\0", "\ud800", "./\ud800"])
def test_a_name_that_no_file_can_have_is_that_of_no_pack(name):
    with pytest.raises(wr.PackError, match="WR140"):
        wr.load_pack(name)


def test_an_unknown_id_names_the_nearest_and_where_was_looked(nothing_bundled, tmp_path):
    make_city(nothing_bundled)
    (diagnostic,) = find_pack("citty", [tmp_path]).diagnostics
    assert diagnostic.code == "WR140"
    assert diagnostic.help.startswith("write `city`; looked in\n")
    assert diagnostic.help.splitlines()[1:] == [f"{tmp_path} (search path)", f"{nothing_bundled} (bundled)"]


def test_two_versions(nothing_bundled):
    make_city(nothing_bundled)
    make_city(nothing_bundled, "city@1.10.0", "1.10.0")
    make_city(nothing_bundled, "city@1.9.0", "1.9.0")
    assert [version for _, version, _ in found("city")] == ["1.10.0", "1.9.0", "1.0.0"]
    assert found("city@1.9.0") == [("city", "1.9.0", "bundled")]
    result = find_pack("city@3.0.0")
    assert codes(result) == ["WR140"]
    assert result.diagnostics[0].help == "there is 1.10.0, 1.9.0, 1.0.0"


def test_the_date_picks_the_version(nothing_bundled):
    old = make_city(nothing_bundled, version="1.0.0")
    new = make_city(nothing_bundled, "city@2.0.0", "2.0.0")
    replace(old / "pack.yaml", "findings:", "applies: {from: 2010-01-01, until: 2019-12-31}\nfindings:")
    replace(new / "pack.yaml", "findings:", "applies: {from: 2015-01-01}\nfindings:")
    candidates = find_pack("city").unwrap()

    def picked(*day):
        candidate = newest_applicable(candidates, dt.date(*day) if day else None)
        return candidate.version if candidate else None

    assert picked() == "2.0.0"
    assert picked(2010, 1, 1) == "1.0.0"
    assert picked(2014, 12, 31) == "1.0.0"
    assert picked(2015, 1, 1) == "2.0.0"
    assert picked(2030, 1, 1) == "2.0.0"
    assert picked(2009, 12, 31) is None


def test_a_manifest_in_disorder_is_found_all_the_same(nothing_bundled):
    city = make_city(nothing_bundled)
    (city / "pack.yaml").write_text("id: [", "utf-8")
    (candidate,) = find_pack("city").unwrap()
    assert (candidate.id, candidate.version) == ("city", "0")


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package on the path, with a name that no other test uses."""
    name = f"somebodys_policies_{tmp_path.name}".replace("-", "_")
    folder = tmp_path / "site" / name
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    yield folder
    for module in [m for m in sys.modules if m.partition(".")[0] == name]:
        del sys.modules[module]


def test_a_package_that_holds_packs(nothing_bundled, monkeypatch, package):
    make_city(package)
    make_city(package, "town")
    install(monkeypatch, policies=package.name)
    assert found("city") == [("city", "1.0.0", "policies")]
    assert found("town") == [("town", "1.0.0", "policies")]


def test_a_package_that_is_a_pack(nothing_bundled, monkeypatch, package):
    city = make_city(package)
    (city / "__init__.py").write_text("raise RuntimeError('a pack is not imported')", "utf-8")
    install(monkeypatch, city=f"{package.name}.city")
    assert found("city") == [("city", "1.0.0", "city")]


def test_a_module_beside_packs(nothing_bundled, monkeypatch, package):
    make_city(package)
    (package / "announce.py").write_text("", "utf-8")
    install(monkeypatch, city=f"{package.name}.announce")
    assert found("city") == [("city", "1.0.0", "city")]


def test_an_attribute_with_a_path(nothing_bundled, monkeypatch, package, tmp_path):
    make_city(tmp_path / "data")
    (package / "__init__.py").write_text(f"WHERE = {str(tmp_path / 'data')!r}", "utf-8")
    install(monkeypatch, city=f"{package.name}:WHERE")
    assert found("city") == [("city", "1.0.0", "city")]


@pytest.mark.parametrize(
    "code", ["", "WHERE = 9", "WHERE = 'no/such/folder'", "raise RuntimeError('broken')", "import sys; sys.exit(3)"]
)
def test_an_entry_point_that_leads_nowhere_is_passed_over(nothing_bundled, monkeypatch, package, code):
    make_city(nothing_bundled)
    (package / "__init__.py").write_text(code, "utf-8")
    install(monkeypatch, broken=f"{package.name}:WHERE")
    result = find_pack("city")
    assert codes(result) == ["WR141"]
    assert result.unwrap()[0].origin == "bundled"


@pytest.mark.parametrize("value", ["no_such_module_anywhere", "json", "no_such_module_anywhere:x"])
def test_an_entry_point_without_packs(nothing_bundled, monkeypatch, value):
    install(monkeypatch, broken=value)
    assert codes(available_packs()) == ["WR141"]


def test_what_other_packs_know(nothing_bundled, tmp_path):
    make_city(tmp_path)
    make_city(tmp_path, "town", facts="facts: {bells: {title: {zh: 铃, en: bells}, type: number}}")
    known = known_elsewhere([tmp_path])
    assert known == Elsewhere(frozenset({"sessions", "bells"}), frozenset({"conduct"}), frozenset({"city", "town"}))


def test_what_other_packs_know_survives_a_broken_one(nothing_bundled, tmp_path):
    make_city(tmp_path)
    make_city(tmp_path, "town", facts="facts: [")
    assert known_elsewhere([tmp_path]).facts == {"sessions"}
