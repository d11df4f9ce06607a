"""Verdicts as JSON: put together from texts that are kept, and the same to the last character as their data written."""

import json
import pickle
from itertools import islice

import workshop_rules as wr
from tests.bundled import bundled
from tests.dossiers import dossiers


def written(verdict, *, matters=False):
    return json.dumps(verdict.to_dict(matters=matters), ensure_ascii=False, indent=2) + "\n"


def compact(data):
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


DECISIONS = {
    "putuo_2024": ("stage_programme", "ladder"),
    "school_master_studio": ("teacher_size", "checklist"),
    "vocational_contest": ("score", "rubric"),
    "joint_school": ("workload", "value"),
    "shijiazhuang": ("composition", "quota"),
    "county_studio": ("final_evaluation", "table"),
    "ordos_2013": ("mentor", "eligibility"),
}
"""A decision of each kind."""


def test_the_text_is_what_the_data_says_however_the_verdict_was_reached():
    determined = set()
    for name, (id_, kind) in DECISIONS.items():
        pack = bundled(name)
        assert pack.decisions[id_].kind == kind
        decide = pack.decider(id_)
        for gaps in (0, 0.2):
            for dossier in islice(dossiers(pack.plan, pack.decisions[id_], seed=11, gaps=gaps), 3):
                verdict = decide.trusted(dossier)
                copy = pickle.loads(pickle.dumps(verdict))  # of whose making nothing is known any more
                assert verdict.to_json() == written(verdict) == copy.to_json() == written(copy)
                assert verdict.to_json() == pack.decide(id_, dossier).to_json()
                assert verdict.to_json(compact=True) == compact(verdict.to_dict()) == copy.to_json(compact=True)
                assert verdict.states == {one: ended.state for one, ended in verdict.criteria.items()} == copy.states
                determined.add((verdict.determined, verdict.kind))
    assert len(determined) > len(DECISIONS)


def test_what_matters_is_written_on_one_line_too():
    verdict = wr.load_pack("shijiazhuang").decide("member", {"birth_date": "1976-04-09"}, as_of="2016-04-10")
    assert verdict.to_json(matters=True, compact=True) == compact(verdict.to_dict(matters=True))
    assert verdict.to_json(matters=True) == written(verdict, matters=True)


def test_circumstances_are_those_of_the_verdict():
    pack = wr.load_pack("benchmarks/packs/bench_b")
    decide = pack.decider("mentor")
    facts = {"homeroom_years": 9}
    for as_of in (None, "2013-10-01", "2020-01-01", "2013-10-01"):
        verdict = decide(facts, as_of)
        assert verdict.to_json() == written(verdict)
        assert json.loads(verdict.to_json())["as_of"] == (as_of or "2013-10-01")


def test_plain_facts_that_the_decision_does_not_read_are_told():
    pack = wr.load_pack("ordos_2013")
    decide = pack.decider("mentor")
    (read,) = islice(dossiers(pack.plan, pack.decisions["mentor"], seed=11, gaps=0), 1)
    other = next(name for name in pack.facts if name not in pack.decisions["mentor"].facts)
    facts = {**read.facts, "findings": {**read.findings, "conduct": True}, other: 1, "absent": None}
    verdict = decide.trusted(facts)
    assert verdict.unused == (other,)
    assert verdict.to_json() == written(verdict) == pickle.loads(pickle.dumps(verdict)).to_json()


def test_what_would_turn_it_stands_at_the_end():
    verdict = wr.load_pack("ordos_2013").decide("mentor", {"homeroom_years": 9})
    text = verdict.to_json(matters=True)
    assert text == written(verdict, matters=True)
    assert list(json.loads(text))[-2:] == ["readings_that_matter", "parameters_that_matter"]
