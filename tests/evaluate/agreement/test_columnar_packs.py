"""The columnar evaluator agrees with the interpreter on every decision of every bundled pack, to the last cell."""

from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

import workshop_rules as wr
from tests.dossiers import cases
from tests.evaluate.rosters import facts_of, fits, frame_of, orderly
from workshop_rules.errors import EvaluationError, FactsError
from workshop_rules.evaluate.interpreter import evaluate

ROOT = Path(__file__).parents[3]
FOLDERS = sorted(path.parent for part in ("policies", "benchmarks/packs") for path in ROOT.glob(f"{part}/*/pack.yaml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_columns_say_what_the_interpreter_says(folder):
    pack = wr.load_pack(folder)
    for decision in pack.plan.decisions.values():
        for gaps in (0.0, 0.08):
            every = islice(cases(pack.plan, decision, seed=11, gaps=gaps), 9)
            drawn = [replace(one, dossier=orderly(pack.plan, one.dossier)) for one in every if fits_all(one)]
            readings = drawn[0].readings
            frame = frame_of(pack.plan, [one.dossier for one in drawn], [one.as_of for one in drawn])
            decided = pack.decide_frame(decision.id, frame, readings=readings, as_of_column="day")
            assert decided.row_by_row is None
            for row, case in zip(decided.data.lazy().collect().iter_rows(named=True), drawn, strict=True):
                check(pack, decision, replace(case, readings=readings), row)


def fits_all(case):
    return all(map(fits, case.dossier.facts.values()))


def check(pack, decision, case, row):
    try:
        dossier = pack.dossier(facts_of(case.dossier))
        expected = evaluate(pack.plan, decision.id, replace(case, dossier=dossier))
    except (FactsError, EvaluationError) as error:
        assert row["outcome"] is None, (decision.id, case)
        complaint = error.diagnostic if isinstance(error, EvaluationError) else error.diagnostics[0]
        assert complaint.code in row["error"]
        return
    assert row["error"] is None, (decision.id, case)
    assert row["outcome"] == expected.outcome, (decision.id, case)
    states = {id_: row[f"state.{id_}"] for id_ in expected.criteria}
    assert states == {id_: result.state for id_, result in expected.criteria.items()}, (decision.id, case)
    assert row["missing"] == sorted(expected.missing), (decision.id, case)
