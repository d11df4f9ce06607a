"""Errors of the system, in whatever words a library tells them."""

import errno
import os

import pytest

from workshop_rules.files.whole import appearing


class _OfLibraryError(Exception):
    """What a library raises in place of an `OSError`."""


FULL = os.strerror(errno.ENOSPC)


@pytest.mark.parametrize(
    "error",
    [
        _OfLibraryError(OSError(errno.ENOSPC, FULL)),
        _OfLibraryError("parquet: underlying IO error: No space left on device (os error 28)"),
        OSError("Error writing bytes to file. Detail: [errno 28] No space left on device"),
        _OfLibraryError("IO_ENOSPC"),
        OSError(errno.ENOSPC, FULL),
    ],
    ids=str,
)
def test_a_full_disk_is_one_whoever_meets_it(tmp_path, error):
    with pytest.raises(OSError, match=FULL) as raised, appearing(tmp_path / "out.csv"):
        raise error
    assert raised.value.errno == errno.ENOSPC
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [_OfLibraryError("no column `IO_ENOSPC`"), KeyError("x"), OSError("odd")], ids=str)
def test_other_errors_stay_what_they_are(tmp_path, error):
    with pytest.raises(type(error)) as raised, appearing(tmp_path / "out.csv"):
        raise error
    assert raised.value is error
