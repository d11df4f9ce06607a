"""Why a verdict is what it is: trace → explanation, in Chinese and English.

`from_evaluation.explain` makes `tree.Reasons` of a plan, a case and a traced evaluation; `switching` finds the readings
that would change the verdict; `wording` says it all in words. An `explainer.Explainer` explains one case after another
and keeps what it said by what that rests on. How it looks on a page is left to `render`.
"""
