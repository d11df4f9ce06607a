import re
from pathlib import Path

import workshop_rules.evaluate.interpreter
from workshop_rules.diagnostics import CODES
from workshop_rules.evaluate.evaluation import EvaluationError, codes_of_errors

INTERPRETER = Path(workshop_rules.evaluate.interpreter.__file__).parent


def test_every_error_of_the_interpreter_has_a_row_in_the_code_table_and_every_row_is_used():
    sources = "".join(path.read_text(encoding="utf-8") for path in INTERPRETER.rglob("*.py"))
    raised = set(re.findall(r'\bError\(\s*"(\w+)"', sources))
    assert raised == set(codes_of_errors())
    assert all(code.startswith("WR5") for code in codes_of_errors().values())


def test_an_error_is_told_as_a_diagnostic():
    diagnostic = EvaluationError("division_by_zero", "a division by zero has no result", None, "years").diagnostic
    assert diagnostic.code == "WR501"
    assert diagnostic.message == "criterion `years`: a division by zero has no result"
    assert diagnostic.help == CODES["WR501"].remedy
    assert EvaluationError("empty_list", "nothing there").diagnostic.message == "nothing there"
