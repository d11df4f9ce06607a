"""The page in Debian's Chromium: opened, folded, searched, printed, and judged by axe."""

import io
import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from tests.riverside import decide

CHROMIUM = shutil.which("chromium")
SWITCHES = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
A4 = (595, 842)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, tmp_path: Path):
    """Opens a verdict's page from a file, as from a mail attachment; whatever it asks for or complains of fails."""
    contexts, complaints = [], []

    def opened(verdict, lang="en", *, scripts=True):
        file = tmp_path / "report.html"
        file.write_text(verdict.to_html(lang), "utf-8")
        context = browser.new_context(java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: complaints.extend({asked.url} - {file.as_uri()}))
        page.goto(file.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_axe_finds_nothing_to_complain_of(visit, lang):
    page = visit(decide(homeroom_years=8), lang)
    page.get_by_role("button").first.click()
    found = Axe().run(page)
    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
    assert {"color-contrast", "html-has-lang"} <= {one["id"] for one in found.response["passes"]}


def test_all_folds_open_and_close(visit):
    page = visit(decide(homeroom_years=8))
    folds, opened = page.locator("details"), page.locator("details[open]")
    assert 0 < opened.count() < folds.count()
    page.get_by_role("button", name="Unfold all").click()
    assert opened.count() == folds.count()
    page.get_by_role("button", name="Fold all", exact=True).click()
    assert opened.count() == 0


def test_the_keyboard_is_enough_to_fold(visit):
    page = visit(decide(homeroom_years=8))
    first = page.locator("details").first
    before = first.get_attribute("open")
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert (first.get_attribute("open") is None) is not (before is None)


def test_what_is_searched_for_is_shown_and_the_rest_is_not(visit):
    page = visit(decide(homeroom_years=8))
    entries = page.locator("main section > ul > li")
    everything = entries.count()
    page.get_by_role("searchbox").press_sequentially("at least 9")
    shown = [one.inner_text() for one in entries.all() if one.is_visible()]
    assert 0 < len(shown) < everything
    assert all("at least 9" in text for text in shown)
    assert page.locator("output").inner_text() == f"{len(shown)} found"
    page.get_by_role("searchbox").fill("")
    assert sum(one.is_visible() for one in entries.all()) == everything


def test_without_scripts_the_page_says_the_same_and_offers_no_search(visit):
    page = visit(decide(homeroom_years=8), scripts=False)
    assert not page.locator(".tools").is_visible()
    assert "Years: not met" in page.locator("main").inner_text()


@pytest.mark.parametrize(("lang", "said"), [("zh", "不符合条件"), ("en", "not eligible")])
def test_printed_on_a4_with_every_fold_open(visit, lang, said):
    page = visit(decide(homeroom_years=8), lang)
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = re.sub(r"\s", "", "".join(sheet.extract_text() for sheet in printed.pages))
    assert [round(float(side)) for side in printed.pages[0].mediabox[2:]] == pytest.approx(A4, abs=2)
    assert re.sub(r"\s", "", said) in text
    assert "homeroom_years>=" in text  # folded on the screen


def test_nothing_is_wider_than_a_telephone(visit):
    page = visit(decide(homeroom_years=8))
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_markup_in_a_dossier_does_nothing(visit):
    hostile = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
    honors = [{"level": "city", "awarded_on": "2021-09-10", "name": hostile}]
    page = visit(decide(honors=honors))
    assert "taken" not in page.title()
    assert page.locator("main script, main img").count() == 0
