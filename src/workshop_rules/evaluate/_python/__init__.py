"""The compiled evaluator: a decision as generated Python code, for one verdict at a time.

Decision ── translation ──▶ source of a function ── program ──▶ function of facts ── prepared ──▶ Evaluation

A program computes with what is certain and with nothing else. Where a fact it needs is absent, a list may lack entries,
or a computation has no result, it raises `Indefinite`, and the interpreter decides: criterion by criterion, so that the
others stay quick. So a program has to be right about certain facts only, and everything that unknowns and errors mean
is said in one place, the interpreter.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workshop_rules.evaluate._python.prepared import Prepared
    from workshop_rules.evaluate._python.settled import Settled
    from workshop_rules.evaluate._python.translation import REFUSES, TRANSLATE

__all__ = ["REFUSES", "TRANSLATE", "Prepared", "Settled"]

_HOMES = {"REFUSES": "translation", "TRANSLATE": "translation", "Prepared": "prepared", "Settled": "settled"}
"""Loaded when first used: one verdict is reached without a program."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
