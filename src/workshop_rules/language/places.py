"""Places in a pack's own sentences: `{homeroom_years}` stands for the value of the case."""

from __future__ import annotations

import re

PLACE = re.compile(r"\{\s*([^{}\s]+)\s*\}")
"""A place, and the name in it."""
