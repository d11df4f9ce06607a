"""Packs kept between runs: what counts, what does not, and that nobody else's entry is ever looked into."""

import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import workshop_rules as wr
from tests.pack.cities import make_city, replace
from workshop_rules import keeping
from workshop_rules.pack import store

FACTS = {"homeroom_years": 9}
needs_posix = pytest.mark.skipif(os.name != "posix", reason="packs are kept on POSIX systems only")
pytestmark = needs_posix


@pytest.fixture
def cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setenv(store.FOLDER, str(folder))
    return folder


@pytest.fixture
def city(tmp_path):
    return make_city(tmp_path)


@pytest.fixture
def readings(monkeypatch):
    """How often a pack was read in full."""
    from workshop_rules import loaded

    times = []
    whole = loaded.read_whole_pack

    def counted(*arguments, **options):
        times.append(arguments)
        return whole(*arguments, **options)

    monkeypatch.setattr(loaded, "read_whole_pack", counted)
    return times


def entry(cache):
    (path,) = cache.glob("*.pack")
    return path


def test_the_second_time_a_pack_is_not_read(cache, city, readings):
    first = wr.load_pack(city)
    second = wr.load_pack(city)

    assert len(readings) == 1
    assert second.plan == first.plan
    assert second.digest == first.digest
    assert second.folder == first.folder
    assert [str(one) for one in second.warnings] == [str(one) for one in first.warnings]
    assert first.warnings
    name = next(iter(first.decisions))
    assert second.decide(name, {}).to_json() == first.decide(name, {}).to_json()
    assert second.facts_schema() == first.facts_schema()


def test_a_kept_pack_complains_as_any_other(cache, city):
    wr.load_pack(city)
    kept = wr.load_pack(city)
    name = next(iter(kept.decisions))

    with pytest.raises(wr.FactsError, match="WR401"):
        kept.decide(name, {"no_such_fact": 1})
    with pytest.raises(wr.DecisionError):
        kept.decide(name, {}, parameters={"no_such_threshold": 1})


def test_cases_are_not_kept(cache, city, readings):
    wr.load_pack(city, with_cases=True)
    wr.load_pack(city, with_cases=True)

    assert len(readings) == 2
    assert not cache.exists()


def test_a_changed_file_counts(cache, city, readings):
    before = wr.load_pack(city)
    replace(city / "pack.yaml", "version: 1.0.0", "version: 1.0.1")
    after = wr.load_pack(city)

    assert len(readings) == 2
    assert (before.version, after.version) == ("1.0.0", "1.0.1")
    assert before.digest != after.digest


def test_a_new_file_counts(cache, city, readings):
    wr.load_pack(city)
    (city / "decisions" / "empty.yaml").write_text("id: empty\n", "utf-8")

    with pytest.raises(wr.PackError):
        wr.load_pack(city)


def test_a_newer_version_beside_it_counts(cache, city, tmp_path, readings):
    assert wr.load_pack("city", search_path=[tmp_path]).version == "1.0.0"
    make_city(tmp_path, "city@2.0.0", "2.0.0")

    assert wr.load_pack("city", search_path=[tmp_path]).version == "2.0.0"


@pytest.mark.parametrize("asked", ["city", "./city", Path("city")])
def test_what_stands_where_the_program_works_is_not_taken_for_what_stands_elsewhere(
    cache, tmp_path, monkeypatch, asked
):
    for where in ("here", "there"):
        make_city(tmp_path / where)
    replace(tmp_path / "there" / "city" / "pack.yaml", "version: 1.0.0", "version: 1.0.1")
    for _ in range(2):
        for where, version in (("here", "1.0.0"), ("there", "1.0.1")):
            monkeypatch.chdir(tmp_path / where)
            assert wr.load_pack(asked).version == version


def test_ids_and_whole_paths_mean_the_same_everywhere(cache, city, tmp_path, monkeypatch, readings):
    places = [tmp_path / "here", tmp_path / "there"]
    for where in places:
        where.mkdir()
    for where in places:
        monkeypatch.chdir(where)
        wr.load_pack(city)
        wr.load_pack("city", search_path=[tmp_path])
    assert len(readings) == 2


def test_a_pack_with_errors_is_not_kept(cache, city):
    (city / "pack.yaml").write_text("id: city\n", "utf-8")

    with pytest.raises(wr.PackError):
        wr.load_pack(city)
    assert not list(cache.glob("*.pack"))


def test_another_engine_has_entries_of_its_own(cache, city, readings, monkeypatch):
    wr.load_pack(city)
    monkeypatch.setattr(keeping, "engine", lambda: "another")
    wr.load_pack(city)

    assert len(readings) == 2


def test_an_engine_is_told_by_what_is_there_and_not_by_how_it_lies_in_memory():
    path = "src/a.py"
    again, alone = "".join(list(path)), sys.intern("".join(list(path)))
    assert store._digest([path, path, 1]) == store._digest([again, alone, 1])
    assert store._digest([path, path, 1]) != store._digest([path, path, 2])
    assert store.engine() == store.engine()


@pytest.mark.parametrize("place", [0, 40, -1])
def test_an_entry_that_was_tampered_with_is_ignored_and_made_anew(cache, city, readings, place):
    wr.load_pack(city)
    content = bytearray(entry(cache).read_bytes())
    content[place] ^= 1
    entry(cache).write_bytes(content)

    assert wr.load_pack(city).id == "city"
    assert len(readings) == 2
    wr.load_pack(city)
    assert len(readings) == 2


class Bomb:
    """What runs code when it is unpickled."""

    def __reduce__(self):
        return (os.mkdir, (os.environ["BOMB"],))


@pytest.mark.parametrize("signature", [b"", b"\0" * 32, b"\0" * 31])
def test_what_is_not_signed_is_never_unpickled(cache, city, tmp_path, monkeypatch, signature):
    monkeypatch.setenv("BOMB", str(tmp_path / "went off"))
    wr.load_pack(city)
    entry(cache).write_bytes(signature + pickle.dumps(Bomb()))

    wr.load_pack(city)
    assert not (tmp_path / "went off").exists()


def test_an_entry_does_not_count_for_another_request(cache, city, tmp_path, readings):
    other = make_city(tmp_path / "elsewhere")
    wr.load_pack(city)
    first = entry(cache)
    content = first.read_bytes()
    wr.load_pack(other)
    second = next(path for path in cache.glob("*.pack") if path != first)
    second.write_bytes(content)
    wr.load_pack(other)

    assert len(readings) == 3


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_key_that_others_can_read_is_not_used(cache, city, readings, mode):
    wr.load_pack(city)
    (cache / "key").chmod(mode)
    wr.load_pack(city)

    assert len(readings) == 2


@pytest.mark.parametrize("key", [b"", b"short", b"x" * 33])
def test_a_key_of_another_length_is_not_used(cache, city, readings, key):
    wr.load_pack(city)
    (cache / "key").write_bytes(key)
    wr.load_pack(city)

    assert len(readings) == 2


def test_a_folder_that_others_can_write_to_is_not_used(cache, city, readings):
    wr.load_pack(city)
    cache.chmod(0o777)
    wr.load_pack(city)

    assert len(readings) == 2


def test_key_and_entries_are_the_users_alone(cache, city):
    wr.load_pack(city)

    assert cache.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in cache.iterdir()} == {0o600}


@pytest.mark.parametrize("value", ["off", "OFF", "relative/folder"])
def test_nothing_is_kept_where_nothing_shall_be(city, tmp_path, monkeypatch, readings, value):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(store.FOLDER, value)
    monkeypatch.delattr(keeping, "_packed")
    before = set(tmp_path.rglob("*"))
    wr.load_pack(city)
    wr.load_pack(city)

    assert len(readings) == 2
    assert set(tmp_path.rglob("*")) == before


def test_a_cache_that_cannot_be_written_does_no_harm(city, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv(store.FOLDER, str(tmp_path / "file" / "cache"))

    assert wr.load_pack(city).id == "city"


def test_many_writers_at_once(cache):
    stamps = store.stamps([])

    def write(number):
        store.write_entry(["request"], "engine", stamps, [bytes([number]) * 10_000, b"end"])
        return store.read_entry(["request"], "engine")

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(write, range(64)))
    assert all(parts is not None and parts[1] == b"end" and len(set(parts[0])) == 1 for parts in found)
    assert sorted(path.suffix for path in cache.iterdir()) == ["", ".pack"]


def test_by_default_it_stands_in_the_users_cache(city, tmp_path, monkeypatch):
    monkeypatch.delenv(store.FOLDER)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    wr.load_pack(city)

    assert len(list((tmp_path / "xdg" / "workshop-rules").glob("*.pack"))) == 1


def test_a_kept_pack_decides_without_reading_yaml_or_checking(cache, city):
    name = next(iter(wr.load_pack(str(city)).decisions))
    program = f"""
import sys, workshop_rules
pack = workshop_rules.load_pack({str(city)!r})
pack.decide({name!r}, {{}})
print(*sys.modules)
"""
    environment = {**os.environ, store.FOLDER: str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        cwd=Path.cwd(),
    )
    assert not {"yaml", "pydantic", "workshop_rules.parse", "workshop_rules.check.packs"} & set(done.stdout.split())


def keep(number):
    store.write_entry([number], "engine", [], [b"part"])


def aged(cache, days):
    """Every entry as if it had been read last so many days ago."""
    for path in cache.iterdir():
        os.utime(path, (0, path.stat().st_mtime - days * 86_400))


def kept(cache, numbers):
    return [number for number in numbers if store.read_entry([number], "engine") == (b"part",)]


def test_what_nobody_has_read_for_long_is_taken_away(cache):
    for number in (1, 2):
        keep(number)
    aged(cache, 80)
    assert kept(cache, [1]) == [1]
    aged(cache, 20)
    keep(3)
    assert kept(cache, [1, 2, 3]) == [1, 3]


def test_those_that_were_read_last_are_kept_where_there_are_too_many(cache, monkeypatch):
    monkeypatch.setattr(store, "_MOST", 4)
    for number in range(4):
        keep(number)
        aged(cache, 2)
    assert kept(cache, [0]) == [0]
    for number in (4, 5):
        keep(number)
    assert kept(cache, range(6)) == [0, 3, 4, 5]


def test_only_entries_and_what_was_left_unfinished_long_ago_are_taken_away(cache):
    keep(1)
    (entry_of_1,) = cache.glob("*.pack")
    left, being_written = (cache / f"{entry_of_1.name}.{name}" for name in ("0a", "0b"))
    foreign = [cache / name for name in ("key.pack", "notes.txt", "a.pack.0c")]
    for path in (left, *foreign):
        path.write_bytes(b"")
    aged(cache, 100)
    being_written.write_bytes(b"")
    keep(2)
    assert not left.exists()
    assert all(path.exists() for path in (cache / "key", being_written, *foreign))
    assert kept(cache, [1, 2]) == [2]


def test_an_entry_that_was_read_meanwhile_stays(cache, monkeypatch):
    for number in (1, 2):
        keep(number)
    aged(cache, 100)
    remove = store._remove_unchanged

    def after_a_reader(path, last):
        assert kept(cache, [1]) == [1]
        remove(path, last)

    monkeypatch.setattr(store, "_remove_unchanged", after_a_reader)
    keep(3)
    assert kept(cache, [1, 2, 3]) == [1, 3]
