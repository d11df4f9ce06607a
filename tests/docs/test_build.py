"""The pages can be built, and every link between them leads somewhere. (`make docs` also writes them.)"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_the_pages_build_without_a_warning(tmp_path):
    options = ["-b", "dummy", "-W", "--keep-going", "--quiet", "-d", tmp_path / "doctrees"]
    command = [sys.executable, "-m", "sphinx", *options, ROOT / "docs", tmp_path / "pages"]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
