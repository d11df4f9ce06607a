"""Rulesets of bundled packs, and cases to settle with them."""

from dataclasses import replace
from functools import cache
from itertools import islice

import workshop_rules as wr
from tests.dossiers import cases
from workshop_rules.evaluate._durable import compile_ruleset

MAIN = (
    ("changyi_12346", "benchmark"),
    ("county_studio", "member"),
    ("joint_school", "award"),
    ("ordos_2013", "completion"),
    ("ordos_2013", "mentor"),
    ("putuo_2024", "stage_programme"),
    ("school_master_studio", "teacher_member"),
    ("school_studio", "attendance"),
    ("shijiazhuang", "leader"),
    ("shijiazhuang", "member"),
    ("taicang_community", "member"),
    ("taiyuan_ranks", "rank"),
    ("twin_studio", "member"),
    ("vocational_contest", "class_plan"),
    ("vocational_studio", "core_member"),
)
"""The main decision of every pack: who may become what."""


@cache
def plan_of(pack):
    return wr.load_pack(pack).plan


def chosen(plan, **readings):
    """Every reading and every parameter, defaults filled in."""
    defaults = {name: one.default for name, one in plan.interpretations.items()}
    return {**defaults, **readings}, {name: one.value for name, one in plan.parameters.items()}


@cache
def ruleset_of(pack, decision):
    """The ruleset of a decision by the default readings."""
    plan = plan_of(pack)
    return compile_ruleset(plan, plan.decisions[decision], *chosen(plan))


def cases_of(pack, decision, count, *, seed=7, gaps=0.12):
    """Cases of a decision, by the default readings."""
    plan = plan_of(pack)
    readings, parameters = chosen(plan)
    some = islice(cases(plan, plan.decisions[decision], seed, gaps=gaps), count)
    return [replace(case, readings=readings, parameters=parameters) for case in some]
