"""From a checked pack to the plan that every evaluator is given: kinds of decision become criteria and an expression.

CheckedPack ── packs.compile_pack ──▶ plan.Plan
"""
