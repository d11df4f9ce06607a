"""The pages can be built, and every link between them leads somewhere. (`make docs` also writes them.)"""

import subprocess
import sys
from pathlib import Path

import pytest

import workshop_rules as wr
from docs.pack_pages import FOLDER
from workshop_rules.pack.discovery import policies_folder

ROOT = Path(__file__).parent.parent.parent
SPHINX = "import gc, sys; gc.disable(); from sphinx.cmd.build import main; sys.exit(main(sys.argv[1:]))"
"""Sphinx makes millions of objects that live until it ends: to look for garbage would take as long as all else."""


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    options = ["-b", "dummy", "-W", "--keep-going", "--quiet", "-D", "smartquotes=0", "-d", folder / "doctrees"]
    command = [sys.executable, "-c", SPHINX, *options, ROOT / "docs", folder / "pages"]
    return subprocess.run(command, check=False, capture_output=True, encoding="utf-8")


def test_the_pages_build_without_a_warning(build):
    assert build.returncode == 0, build.stderr


def test_every_bundled_pack_has_a_page_with_all_its_decisions(build):
    made = {page.stem: page.read_text("utf-8") for page in FOLDER.glob("*.md")}
    assert set(made) == {manifest.parent.name for manifest in policies_folder().glob("*/pack.yaml")}
    for name, page in made.items():
        for decision in wr.load_pack(name).decisions:
            assert f"\n## `{decision}`: " in page
