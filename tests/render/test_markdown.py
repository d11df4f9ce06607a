import pytest
from markdown_it import MarkdownIt

from tests.riverside import decide
from workshop_rules.render.markdown import escaped

HOSTILE = "# *a* <script>alert(1)</script> [x](javascript:1) `c` | ~~d~~ &amp; 1. e"


def test_headings_lists_and_labels():
    found = decide(homeroom_years=8).explanation.to_markdown(lang="en", view="short")
    assert found.startswith(
        "# Eligibility as a guide\n\n**Outcome: not eligible**\n\n- Document: Rules for homeroom work"
    )
    assert "\n## What decided it\n\n- ✗ **Years**: not met (1\\(1\\))\n  - Required: at least 9 years\n" in found


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("view", ["short", "full", "auditor"])
def test_nothing_in_a_dossier_becomes_markup(lang, view):
    honors = [{"level": "city", "awarded_on": "2021-09-10", "name": HOSTILE}]
    waivers = [{"pack": "riverside", "decision": "guide", "criterion": "years", "by": HOSTILE, "reason": HOSTILE}]
    verdict = decide(honors=honors, waivers=waivers)
    html = MarkdownIt("commonmark", {"html": True}).render(verdict.explanation.to_markdown(lang=lang, view=view))
    assert "<script" not in html
    assert "<em>a<" not in html
    assert "<a " not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("text", [HOSTILE, "1. x", "- x", "plain", "中文（一）", "a_b", "+ x", "> y", "\\", "```"])
def test_escaped_text_reads_as_it_is(text):
    html = MarkdownIt().renderInline(escaped(text))
    assert html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&") == text
