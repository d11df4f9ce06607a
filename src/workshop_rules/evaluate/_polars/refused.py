"""What has no form in columns."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 (no error: rows are then decided one by one)
    """Something has no form in columns; the message says what, and why."""
