"""The page of a pack says all that the pack has, in both languages."""

from click.testing import CliRunner
from markdown_it import MarkdownIt

from tests.bundled import bundled
from tests.riverside import FOLDER
from workshop_rules.authoring.new import new_pack
from workshop_rules.cli import commands
from workshop_rules.loaded import load_pack
from workshop_rules.render.markdown import escaped

RIVERSIDE = load_pack(FOLDER, with_cases=True)
PAGE = RIVERSIDE.page()


def test_every_decision_has_a_chapter():
    for decision in RIVERSIDE.decisions.values():
        assert f"\n## `{decision.id}`: {escaped(decision.title.zh)}\n\n{escaped(decision.title.en)}.\n" in PAGE


def test_a_criterion_is_said_in_both_languages():
    zh, en = "**班主任年限**: 不少于9年", "**Years**: at least 9 years"
    assert f"| `years` | {zh} | {en} | 1\\(1\\) |" in PAGE
    assert "years: homeroom_years >= parameter.min_years" in PAGE


def test_who_may_waive_and_where_a_criterion_applies_is_said():
    assert "intermediate or above; may be waived by the city bureau" in PAGE
    assert "; only where " in PAGE
    assert "; advisory" in PAGE


def test_readings_thresholds_findings_and_clauses():
    for interpretation in RIVERSIDE.interpretations.values():
        assert f"| **`{interpretation.id}={interpretation.default}`** |" in PAGE
        assert escaped(interpretation.reason.en) in PAGE
    for one in RIVERSIDE.parameters:
        assert f"| `{one}` |" in PAGE
    assert "| `conduct` | 师德（学校） | conduct \\(the school\\) | 1\\(4\\) |" in PAGE
    for clause in RIVERSIDE.clauses.values():
        assert f"| {escaped(clause.id)} | {escaped(clause.numbering)} |" in PAGE


def test_what_of_an_encoded_clause_is_not_encoded():
    assert "已编码 / encoded: `completion.attendance`; 考勤制度、过程材料" in bundled("ordos_2013").page()


def test_cases_are_shown_where_they_were_read():
    assert "| `too_few_years` | 年限不足 / too few years | 2022\\-10\\-01 | ineligible; years: not\\_met |" in PAGE
    assert "too_few_years" not in load_pack(FOLDER).page()


def test_every_row_of_a_table_has_as_many_cells_as_its_head():
    tokens = MarkdownIt().enable("table").parse(PAGE)
    rows = [i for i, token in enumerate(tokens) if token.type == "tr_open"]
    assert len(rows) > 40
    text = [token.content for token in tokens if token.type == "inline"]
    assert [one for one in text if one.startswith("|")] == []


def test_the_command_prints_or_writes_it(tmp_path):
    new_pack(tmp_path / "my_city").unwrap()
    printed = CliRunner().invoke(commands, ["docs", str(tmp_path / "my_city")]).output
    assert printed.startswith("# 【办法名称】 (`my_city`)\n")
    CliRunner().invoke(commands, ["docs", str(tmp_path / "my_city"), "-o", str(tmp_path / "page.md")])
    assert (tmp_path / "page.md").read_text("utf-8") == printed
    nowhere = CliRunner().invoke(
        commands, ["docs", str(tmp_path / "my_city"), "-o", str(tmp_path / "none" / "page.md")]
    )
    assert nowhere.exit_code == 2
    assert "cannot be written" in nowhere.output
