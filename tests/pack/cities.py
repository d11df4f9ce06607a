"""Small packs for tests, made from the one in `tests/diagnostics/city`."""

import shutil

from tests.diagnostics.complaints import HERE


def make_city(folder, name="city", version="1.0.0", **files):
    """A pack in `folder/name`. `files` are put in place of those that are there: `pack="…"` is `pack.yaml`."""
    city = folder / name
    shutil.copytree(HERE / "city", city)
    replace(city / "pack.yaml", "id: city", f"id: {name.partition('@')[0]}")
    replace(city / "pack.yaml", "version: 1.0.0", f"version: {version}")
    for file, text in files.items():
        (city / f"{file}.yaml").write_text(text, "utf-8")
    return city


def replace(file, old, new):
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
