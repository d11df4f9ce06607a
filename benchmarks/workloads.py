"""The two fixed pieces of work: cases from fixed seeds, and what a programmer would write by hand to decide them.

A: six tiers over flat facts, all 39 criteria answered. B: eight criteria, five of them existential over dated records.
The packs `bench_a` and `bench_b` state the same rules; `facts_of_a` and `facts_of_b` say the same cases in their words.
"""

from __future__ import annotations

import datetime as dt
import random
from fractions import Fraction
from typing import Any

Case = dict[str, Any]

TITLES = ("none", "junior", "intermediate", "senior")
RANKS = ("none", "J2", "J1", "M2", "M1", "S2", "S1")
REACHES = ("none", "school", "county", "city", "province", "national")
LEVELS = ("school", "county", "city", "province", "national")

AS_OF = dt.date(2013, 10, 1)
FIVE_YEARS, THREE_YEARS = dt.date(2008, 10, 1), dt.date(2010, 10, 1)


def cases_of_a(count: int, seed: int = 1) -> list[Case]:
    """Teachers who ask for a tier, levels and ranks as small numbers."""
    draw = random.Random(seed)
    cases = []
    for _ in range(count):
        term = round(draw.uniform(0, 20), 1)
        base = min(5, max(0, int((term - 0.01) // 3)))
        cases.append(
            {
                "term_years": term,
                "title": min(3, max(0, base // 2 + draw.choice([0, 1, 1, 1, 2]))),
                "current_rank": max(0, base + draw.choice([-1, 0, 0, 0])),
                "honor_level": min(5, max(0, base - 1 + draw.choice([-1, 0, 1, 1]))),
                "renown_level": min(5, max(0, base - 1 + draw.choice([0, 0, 1]))),
                "direct_or_private": draw.random() < 0.3,
                "basic_ok": draw.random() < 0.95,
                "work_ok": draw.random() < 0.95,
            }
        )
    return cases


def facts_of_a(case: Case) -> Case:
    """The same case as facts of the pack `bench_a`, as a program would supply them."""
    return case | {
        "title": TITLES[case["title"]],
        "current_rank": RANKS[case["current_rank"]],
        "honor_level": REACHES[case["honor_level"]],
        "renown_level": REACHES[case["renown_level"]],
    }


def exact(facts: Case) -> Case:
    """The facts with floats as exact numbers: the form that a dossier has them in."""
    return {name: _exact(value) if isinstance(value, float) else value for name, value in facts.items()}


def _exact(number: float) -> int | Fraction:
    fraction = Fraction(repr(number))
    return fraction.numerator if fraction.denominator == 1 else fraction


def python_a(f: Case) -> list[bool]:
    """By hand: all 39 criteria of the six tiers, in order, none skipped."""
    t, title, rank = f["term_years"], f["title"], f["current_rank"]
    hon, ren, dp, b, w = f["honor_level"], f["renown_level"], f["direct_or_private"], f["basic_ok"], f["work_ok"]
    # fmt: off
    return [b, w, t >= 1.0, t <= 3.0, title >= 1,
            b, w, t > 3.0, t <= 6.0, title >= 1, rank == 1,
            b, w, t > 6.0, t <= 9.0, title >= 1, rank == 2, hon >= 1,
            b, w, t > 9.0, t <= 12.0, title >= 2, rank == 3, hon >= (1 if dp else 2),
            b, w, t > 12.0, t <= 15.0, title >= 3, rank == 4, hon >= 3, ren >= (3 if dp else 2),
            b, w, t > 15.0, rank == 5, hon >= 4, ren >= 3]
    # fmt: on


def cases_of_b(count: int, seed: int = 2) -> list[Case]:
    """Teachers who ask to host a studio, with records of ten years or less."""
    draw = random.Random(seed)

    def day() -> dt.date:
        return dt.date(2007, 1, 1) + dt.timedelta(days=draw.randrange(0, 2460))

    return [
        {
            "in_service": draw.random() < 0.97,
            "homeroom_years": draw.randrange(4, 26),
            "title": draw.choice([2, 3, 3, 3]),
            "honors": [{"level": draw.randrange(1, 6), "on": day()} for _ in range(draw.randrange(0, 5))],
            "class_honors": [{"level": draw.randrange(1, 5), "on": day()} for _ in range(draw.randrange(0, 5))],
            "projects": [
                {"level": draw.randrange(1, 5), "led": draw.random() < 0.7, "on": day()}
                for _ in range(draw.randrange(0, 4))
            ],
            "papers": [{"national": draw.random() < 0.6, "on": day()} for _ in range(draw.randrange(0, 4))],
            "awards": [{"level": draw.randrange(1, 5), "on": day()} for _ in range(draw.randrange(0, 3))],
            "mentees": draw.randrange(0, 12),
        }
        for _ in range(count)
    ]


def facts_of_b(case: Case) -> Case:
    """The same case as facts of the pack `bench_b`."""
    return {
        "in_service": case["in_service"],
        "homeroom_years": case["homeroom_years"],
        "title": TITLES[case["title"]],
        "honors": [{"level": LEVELS[h["level"] - 1], "awarded_on": h["on"]} for h in case["honors"]],
        "class_honors": [{"level": LEVELS[h["level"] - 1], "awarded_on": h["on"]} for h in case["class_honors"]],
        "projects": [
            {"level": LEVELS[p["level"] - 1], "role": "host" if p["led"] else "participant", "started_on": p["on"]}
            for p in case["projects"]
        ],
        "publications": [{"formal": p["national"], "published_on": p["on"]} for p in case["papers"]],
        "project_awards": [{"level": LEVELS[a["level"] - 1], "awarded_on": a["on"]} for a in case["awards"]],
        "mentored_teachers": case["mentees"],
    }


def python_b(f: Case) -> tuple[bool, list[str]]:
    """By hand: whether the teacher is eligible, and the criteria that fail."""

    def within(d: dt.date, start: dt.date) -> bool:
        return start <= d <= AS_OF

    failed = []
    if not f["in_service"]:
        failed.append("in_service")
    if f["homeroom_years"] < 9:
        failed.append("homeroom_years")
    if f["title"] < 3:
        failed.append("title")
    if not any(h["level"] >= 3 and within(h["on"], FIVE_YEARS) for h in f["honors"]):
        failed.append("honor")
    if not any(h["level"] >= 2 and within(h["on"], FIVE_YEARS) for h in f["class_honors"]):
        failed.append("class_honor")
    if not any(p["led"] and p["level"] >= 2 and within(p["on"], THREE_YEARS) for p in f["projects"]):
        failed.append("project")
    if not (
        any(p["national"] and within(p["on"], THREE_YEARS) for p in f["papers"])
        or any(a["level"] >= 2 and within(a["on"], THREE_YEARS) for a in f["awards"])
    ):
        failed.append("output")
    if f["mentees"] < 5:
        failed.append("mentees")
    return not failed, failed
