"""A record that is a period: what its end says about whether it goes on."""

from __future__ import annotations

from typing import Any

import pytest

from workshop_rules.pack.discovery import shared_vocabulary
from workshop_rules.pack.facts import read_dossier
from workshop_rules.pack.parsed import read_vocabulary


def _project(**fields: Any) -> Any:
    vocabulary, _ = read_vocabulary(shared_vocabulary()).unwrap()
    projects: Any = read_dossier({"projects": [fields]}, vocabulary).unwrap().facts["projects"]
    return projects[0]


def test_an_end_says_that_the_period_is_over() -> None:
    assert _project(started_on="2008-03-01", ended_on="2010-09-30")["ongoing"] is False


@pytest.mark.parametrize("fields", [{"started_on": "2008-03-01"}, {"started_on": "2008-03-01", "ended_on": None}])
def test_without_an_end_nothing_is_said(fields: dict[str, Any]) -> None:
    assert "ongoing" not in _project(**fields)


def test_an_ongoing_period_keeps_what_was_said() -> None:
    project = _project(started_on="2008-03-01", ongoing=True)
    assert project["ongoing"] is True
    assert "ended_on" not in project
