"""The compiled evaluator: a decision as generated Python code, for one verdict at a time.

Decision ── translation ──▶ source of a function ── program ──▶ function of facts ── prepared ──▶ Evaluation

A program computes with what is certain and with nothing else. Where a fact it needs is absent, a list may lack entries,
or a computation has no result, it raises `Indefinite`, and the interpreter decides: criterion by criterion, so that the
others stay quick. So a program has to be right about certain facts only, and everything that unknowns and errors mean
is said in one place, the interpreter.
"""

from workshop_rules.evaluate._python.prepared import Prepared
from workshop_rules.evaluate._python.settled import Settled
from workshop_rules.evaluate._python.translation import REFUSES, TRANSLATE

__all__ = ["REFUSES", "TRANSLATE", "Prepared", "Settled"]
