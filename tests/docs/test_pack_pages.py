"""The site has a page for every bundled pack."""

import workshop_rules as wr
from docs.pack_pages import pages
from workshop_rules.pack.discovery import policies_folder


def test_every_bundled_pack_has_a_page_with_all_its_decisions():
    made = dict(pages())
    packs = {manifest.parent.name for manifest in policies_folder().glob("*/pack.yaml")}
    assert {name.removesuffix(".md") for name in made} == packs
    for name, page in made.items():
        for decision in wr.load_pack(name.removesuffix(".md")).decisions:
            assert f"\n## `{decision}`: " in page
