"""How Sphinx builds these pages."""

import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pack_pages import write_pages
from sphinx.application import Sphinx

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]

project = "workshop-rules"
author = "the workshop-rules maintainers"
version = release = PROJECT["version"]

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["build"]
myst_heading_anchors = 3
suppress_warnings = [
    "misc.highlighting_failure",  # examples of what is wrong are wrong
    "myst.xref_missing",  # links to files of the repository, such as LICENSE, leave the pages
]
autodoc_member_order = "bysource"
autodoc_typehints = "description"
python_use_unqualified_type_names = True
nitpicky = False

html_theme = "furo"
html_title = f"workshop-rules {version}"


def setup(app: Sphinx) -> None:
    """The pages of the packs are written whenever the others are read, so that they are never out of date."""
    app.connect("builder-inited", lambda _app: write_pages())
