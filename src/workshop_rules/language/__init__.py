"""The language: types, values, truth, the syntax tree, and the tables of operators and functions.

One tree serves both dialects and every evaluator. Nothing here reads text or computes verdicts.
"""
