"""A folder has its files once all are whole, and none if that fails."""

import pytest

from workshop_rules.evaluate._spark.folder import DONE, appearing


def _write(folder, name):
    with folder.filesystem.open_output_stream(f"{folder.unfinished}/{name}") as file:
        file.write(name.encode())


def test_files_that_are_kept_get_their_places(tmp_path):
    with appearing(str(tmp_path / "new")) as folder:
        _write(folder, "whole")
        _write(folder, "of an attempt that failed")
        folder.keep(["whole"])
        assert [one.name[0] for one in (tmp_path / "new").iterdir()] == ["_"]
    assert sorted(one.name for one in (tmp_path / "new").iterdir()) == [DONE, "whole"]
    assert (tmp_path / "new" / "whole").read_bytes() == b"whole"


def test_an_address_is_as_good_as_a_path(tmp_path):
    with appearing(f"file://{tmp_path}/new/") as folder:
        _write(folder, "whole")
        folder.keep(["whole"])
    assert sorted(one.name for one in (tmp_path / "new").iterdir()) == [DONE, "whole"]


def _fail_midway(target):
    with appearing(target) as folder:
        _write(folder, "whole")
        folder.keep(["whole"])
        raise KeyError


def _keep_too_much(target):
    with appearing(target) as folder:
        _write(folder, "whole")
        folder.keep(["whole", "of nobody"])


@pytest.mark.parametrize("there", [True, False])
def test_nothing_is_left_where_something_fails(tmp_path, there):
    target = tmp_path / "new"
    if there:
        target.mkdir()
    with pytest.raises(KeyError):
        _fail_midway(str(target))
    assert target.exists() is there
    assert not there or not list(target.iterdir())


def test_a_file_that_is_missing_in_the_end_leaves_nothing(tmp_path):
    with pytest.raises(FileNotFoundError):
        _keep_too_much(str(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_what_is_there_is_not_written_over(tmp_path):
    (tmp_path / "kept.txt").write_text("kept")
    for target in (tmp_path, tmp_path / "kept.txt"):
        with pytest.raises(FileExistsError, match="is there and not empty"), appearing(str(target)):
            pass
    assert (tmp_path / "kept.txt").read_text() == "kept"
