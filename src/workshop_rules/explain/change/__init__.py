"""What would change a verdict: other facts, the passing of time, and answers to what is missing.

possible edits ── ways (goal by goal, from the outcome down) ──▶ sets of edits ── decided again ──▶ smallest sets

`edits` has what can be done to a case, `possible` what may be done to it by the vocabulary, `ways` which edits make
conditions come out as wished, `sets` the smallest sets, `waiting` what time alone does, `questions` what to ask first.
Nothing is believed before it has been decided.
"""
