"""The wheel, installed into an empty environment away from the checkout, has its packs with it; no network needed.

Somebody else's package with a pack, as a page of the documentation makes one, is built, installed there and used, too.
"""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.docs.pages import run_page

ROOT = Path(__file__).parent.parent
PACKS = sorted(manifest.parent.name for manifest in (ROOT / "policies").glob("*/pack.yaml"))


class Installed:
    """An environment that holds the wheel, and a folder away from the checkout to work in."""

    def __init__(self, folder):
        self.environment = folder / "environment"
        self.elsewhere = folder / "elsewhere"
        self.elsewhere.mkdir()
        scripts = "Scripts" if os.name == "nt" else "bin"
        self.python = self.environment / scripts / "python"
        self.command = self.environment / scripts / "workshop-rules"

    def run(self, *arguments):
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "WORKSHOP_RULES"))}
        done = subprocess.run(
            [str(argument) for argument in arguments],
            cwd=self.elsewhere,
            env={**clean, "PYTHONUTF8": "1", "WORKSHOP_RULES_CACHE": "off"},
            check=False,
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def install(self, project, folder):
        """Build a project's wheel, and install it; `folder` holds no other wheel."""
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
        offline = ["--no-deps", "--no-index"]
        self.run(*pip, "wheel", *offline, "--no-build-isolation", "--wheel-dir", folder, project)
        (wheel,) = folder.glob("*.whl")
        self.run(*pip, "--python", self.python, "install", *offline, wheel)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    here = Installed(folder)
    venv.create(here.environment, with_pip=False)
    here.install(ROOT, folder)

    # Dependencies come from the development environment. Python reads no `.pth` file of a folder that a `.pth` file
    # adds, so the checkout, which is there through an editable install, stays out of sight.
    (site,) = here.environment.glob("**/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return here


def test_the_wheel_is_what_gets_imported(installed):
    file = installed.run(installed.python, "-c", "import workshop_rules; print(workshop_rules.__file__)").strip()
    assert Path(file).resolve().is_relative_to(installed.environment.resolve())


def test_it_lists_the_packs(installed):
    listed = installed.run(installed.command, "packs")
    assert PACKS
    assert [pack for pack in PACKS if pack not in listed] == []


def test_it_loads_the_packs(installed):
    program = f"import workshop_rules as wr\nfor pack in {PACKS}:\n    print(wr.load_pack(pack).id, flush=True)"
    assert installed.run(installed.python, "-c", program).split() == PACKS


def test_somebody_elses_package_brings_a_pack(installed, tmp_path, monkeypatch):
    project, wheels = tmp_path / "project", tmp_path / "wheels"
    project.mkdir()
    monkeypatch.chdir(project)
    run_page(ROOT / "docs" / "how-to" / "share-a-pack.md")
    assert "willow" not in installed.run(installed.command, "packs")

    installed.install(project, wheels)
    listed = json.loads(installed.run(installed.command, "packs", "--format", "json"))
    (willow,) = [pack for pack in listed if pack["id"] == "willow"]
    assert willow["origin"] == "willow-policies"
    assert installed.run(installed.command, "test", "willow") == "willow 0.1.0: 7 of 7 cases passed\n"

    facts = tmp_path / "teacher.json"
    facts.write_text(json.dumps({"in_service": True, "homeroom_years": 2}), "utf-8")
    decided = json.loads(installed.run(installed.command, "decide", "willow", "member", facts, "--format", "json"))
    assert (decided["outcome"], decided["missing"]) == ("ineligible", [])
