from typing import NamedTuple

import pytest

from workshop_rules.explain.outline import Outline


class PutTogether(NamedTuple):
    """The reason of a criterion, from what was kept around its records."""

    criterion: str
    text: str


@pytest.fixture
def put_together(monkeypatch):
    """The reasons that were put together from what was kept, as they come."""
    found: list[PutTogether] = []
    written = Outline.written

    def noted(self, *of):
        pieces = written(self, *of)
        if pieces is not None:
            found.append(PutTogether(self._criterion.id, "".join(pieces)))
        return pieces

    monkeypatch.setattr(Outline, "written", noted)
    return found
