"""The compiled evaluator agrees with the interpreter on every decision of every bundled pack, with and without gaps."""

from itertools import islice
from pathlib import Path

import pytest

import workshop_rules as wr
from tests.dossiers import cases
from tests.evaluate.agreement.answers import answer_of
from workshop_rules.evaluate._python import Prepared
from workshop_rules.evaluate.interpreter import evaluate

ROOT = Path(__file__).parents[3]
FOLDERS = sorted(path.parent for part in ("policies", "benchmarks/packs") for path in ROOT.glob(f"{part}/*/pack.yaml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_compiled_is_interpreted(folder):
    plan = wr.load_pack(folder).plan
    reached = 0
    for decision in plan.decisions.values():
        prepared = {}
        for gaps in (0.0, 0.08):
            for case in islice(cases(plan, decision, seed=7, gaps=gaps), 8):
                chosen = tuple(case.readings.items())
                if chosen not in prepared:
                    prepared[chosen] = Prepared(plan, decision.id, case.readings, case.parameters)
                compiled = prepared[chosen]
                expected = answer_of(evaluate, plan, decision.id, case)
                assert answer_of(compiled.evaluate, case) == expected, (decision.id, case)
                reached += compiled.settled(case.dossier, case.as_of) is not None
    assert reached > 0
