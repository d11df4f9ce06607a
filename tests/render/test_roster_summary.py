"""The summary of a roster as a page: its numbers stand in tables, and it says the same without colour."""

import re
import shutil
from collections import Counter, defaultdict
from html.parser import HTMLParser

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import workshop_rules as wr
from workshop_rules.files import Summary
from workshop_rules.files.problems import Problem
from workshop_rules.render.roster_summary import summary_page

CHROMIUM = shutil.which("chromium")
SWITCHES = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="module")
def plan():
    return wr.load_pack("ordos_2013").plan


def summary(**changed):
    states = defaultdict(Counter)
    states["title"] = Counter(not_met=600, met=300, unknown=98)
    states["conduct"] = Counter(needs_judgement=998)
    counted = {
        "rows": 1000,
        "codes": Counter(WR903=2),
        "outcomes": Counter(ineligible=600, undetermined=398),
        "states": states,
        "missing": Counter({"honors": 5, "findings.conduct": 3, "homeroom_years": 1}),
    }
    return Summary(**{**counted, **changed})


class Cells(HTMLParser):
    """The rows of all tables, as texts."""

    def __init__(self):
        super().__init__()
        self.rows, self.inside = [], False

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag):
        if tag in {"td", "th"}:
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += data


def rows(page):
    cells = Cells()
    cells.feed(page)
    return {row[0]: row[1:] for row in cells.rows}


def test_every_number_stands_in_a_table(plan):
    found = rows(summary_page(summary(), plan, plan.decisions["mentor"], "en"))
    assert found["not eligible ineligible"] == ["", "600", "60.0%"]
    assert found["undetermined undetermined"] == ["", "398", "39.8%"]
    assert found["Criterion"] == ["Chart", "not met", "not known", "needs judgement", "met"]
    assert found["Senior title annex 1, 2(1) title"] == ["", "600", "98", "0", "300"]
    assert found["honours honors"] == ["", "5", "0.5%"]
    assert found["cell not understood WR903"] == ["", "2", "0.2%"]


def test_bars_are_as_long_as_their_numbers_and_differ_in_their_pattern(plan):
    page = summary_page(summary(), plan, plan.decisions["mentor"], "zh")
    row = next(line for line in page.splitlines() if "<code>title</code>" in line)
    drawn = re.findall(r'<rect class="(\w+)" x="([\d.]+)%" width="([\d.]+)%"', row)
    assert [kind for kind, _, _ in drawn] == ["not_met", "unknown", "met"]
    assert [round(float(width), 1) for _, _, width in drawn] == [60.1, 9.8, 30.1]
    assert sum(float(width) for _, _, width in drawn) == pytest.approx(100, abs=0.001)
    patterns = re.findall(r'<pattern id="pattern-(\w+)".*\n?(.*)</pattern>', page)
    drawings = [drawing for _, drawing in patterns]
    assert len(set(drawings)) == len(drawings) == 4
    assert page.count('<svg aria-hidden="true"') == page.count("<svg") - 1


def test_the_criteria_that_fail_most_come_first_and_many_are_folded():
    plan = wr.load_pack("taiyuan_ranks").plan
    decision = plan.decisions["rank"]
    last = decision.criteria[-1].id
    states = defaultdict(Counter, {one.id: Counter(met=10) for one in decision.criteria})
    states[last] = Counter(not_met=10)
    page = summary_page(summary(states=states), plan, decision, "zh")
    criteria = page.partition("<h2>条件</h2>")[2]
    assert criteria.index(f"<code>{last}</code>") < criteria.index(f"<code>{decision.criteria[0].id}</code>")
    assert f"其余{len(decision.criteria) - 15}项" in criteria


def test_what_comes_from_files_is_escaped(plan):
    problem = Problem("WR903", "<script>alert(1)</script>", "", "x", "A1")
    hostile = summary(problems=(problem,), outcomes=Counter({"<b>": 1}))
    page = summary_page(hostile, plan, plan.decisions["mentor"], "zh", [("名册", "<img src=x>")])
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page


def test_a_roster_without_rows(plan):
    page = summary_page(Summary(), plan, plan.decisions["mentor"], "en")
    assert "0 rows, 0 without a verdict" in page
    assert "None." in page


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_in_the_browser_nothing_is_fetched_axe_is_content_and_a_telephone_is_wide_enough(plan, tmp_path):
    file = tmp_path / "summary.html"
    complaints: list[str] = []
    file.write_text(summary_page(summary(), plan, plan.decisions["mentor"], "zh"), "utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        page = browser.new_page(java_script_enabled=True)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("request", lambda asked: complaints.extend({asked.url} - {file.as_uri()}))
        page.goto(file.as_uri())
        found = Axe().run(page)
        page.set_viewport_size({"width": 360, "height": 700})
        width = page.evaluate("document.documentElement.scrollWidth")
        drawn = page.locator("td.bar rect.not_met").first.bounding_box()
        browser.close()
    assert complaints == []
    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
    assert width <= 360
    assert drawn is not None
    assert drawn["width"] > 10
