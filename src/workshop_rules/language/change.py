"""How a fact can come to be another: what a search for changes may try, and what time alone brings about."""

from __future__ import annotations

from enum import StrEnum


class Change(StrEnum):
    """In which way a fact, or a field of a record, can change."""

    NEVER = "never"
    """Not at all: a date of birth."""
    GROWS_WITH_TIME = "grows_with_time"
    """A number that rises as time passes, and in no other way: years of service."""
    RISES = "rises"
    """To more, never to less: a number, a member of an ordered enumeration, or false to true."""
    ADD_RECORDS = "add_records"
    """A list to which records may be added, none of them dated before the date of decision; those that are there stay,
    but for fields of theirs that say that they may change."""
    ANY = "any"
    """To any value; a date only to one that is not before the date of decision, and not where it is past already."""
