from html.parser import HTMLParser

import pytest

import workshop_rules as wr
from tests.riverside import decide

HOSTILE = '</title></style><script>alert(1)</script>\u202e" onload="x\' & <b>'
VOID = {"input", "meta"}


class Page(HTMLParser):
    """Reads a page, and complains where tags do not match."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.extend(attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("view", ["short", "full", "auditor"])
def test_a_page_is_well_formed_and_needs_nothing_else(lang, view):
    page = Page(decide(homeroom_years=8).explanation.to_html(lang=lang, view=view))
    assert ("lang", {"zh": "zh-Hans", "en": "en"}[lang]) in page.attributes
    assert page.tags.count("h1") == 1
    assert page.tags.count("title") == 1
    assert not {"link", "img", "iframe"} & set(page.tags)
    assert page.tags.count("script") == 1
    assert not {"src", "href", "style"} & {name for name, _ in page.attributes}


def test_nothing_in_a_dossier_becomes_markup():
    honors = [{"level": "city", "awarded_on": "2021-09-10", "name": HOSTILE}]
    waivers = [{"pack": "riverside", "decision": "guide", "criterion": "years", "by": HOSTILE, "reason": HOSTILE}]
    html = decide(honors=honors, waivers=waivers).to_html(lang="en")
    page = Page(html)
    assert page.tags.count("script") == 1
    assert "b" not in page.tags
    assert "onload" not in {name for name, _ in page.attributes}
    assert "<script>alert(1)</script>" in page.text
    assert "\u202e" not in html


def test_a_state_is_said_and_not_only_coloured():
    page = Page(decide(homeroom_years=8).explanation.to_html(lang="en", view="short"))
    assert "Years: not met (1(1))" in page.text


def test_conditions_fold_without_a_script():
    page = Page(decide().explanation.to_html(lang="en", view="full"))
    assert page.tags.count("details") == page.tags.count("summary") > 0


def test_in_a_notebook_a_verdict_shows_itself():
    verdict = decide(homeroom_years=8)
    for shown in (verdict._repr_html_(), verdict.explanation._repr_html_()):
        page = Page(shown)
        assert page.tags[0] == "article"
        assert "不符合条件" in page.text
        assert "html" not in page.tags


def test_the_page_says_what_would_change_it():
    page = Page(decide(homeroom_years=8, honors=[]).to_html(lang="en"))
    assert "What would change it" in page.text
    assert "set 1: these 2 together" in page.text
    assert "years as a homeroom teacher: 9 years instead of 8 years (which only time brings)" in page.text
    assert "Another threshold would change it" not in page.text
    one = Page(decide(homeroom_years=8).to_html(lang="en"))
    assert "were it 8 years, the outcome would be eligible" in one.text
    bare = Page(decide(homeroom_years=8).to_html(lang="en", alternatives=False))
    assert "What would change it" not in bare.text


def test_the_page_of_an_open_case_says_what_to_ask_first():
    page = Page(decide(homeroom_years=None, homeroom_periods=None).to_html(lang="en", view="full"))
    assert "What to ask first" in page.text


def test_nothing_in_a_change_becomes_markup():
    members = [{"name": HOSTILE, "school": HOSTILE} for _ in range(12)]
    facts = {"leader": {"school": "x"}, "members": members}
    html = wr.load_pack("shijiazhuang").decide("composition", facts, "2013-04-10").to_html(lang="en")
    page = Page(html)
    assert "without member no. 1" in page.text
    assert page.tags.count("script") == 1
    assert "b" not in page.tags
