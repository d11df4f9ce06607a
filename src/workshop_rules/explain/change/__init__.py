"""What would change a verdict: other facts, the passing of time, and answers to what is missing.

possible edits ── goals (from the outcome down) ──▶ ways: sets of edits ── decided again ──▶ smallest sets

`edits` has what can be done to a case, `possible` what may be done to it by the vocabulary, `trying` evaluates as if it
had been done. `goals` finds the ways for every condition, `membership` what goes through the members of lists, `leaves`
what is not looked into; `ways` puts them together. `sets` has the smallest sets, `waiting` what time alone does,
`questions` what to ask first. Nothing is believed before it has been decided.
"""
