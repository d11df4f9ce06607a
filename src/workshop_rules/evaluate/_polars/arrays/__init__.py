"""Conditions on facts without gaps, on the arrays of a roster themselves: two truth values where nothing is unknown.

frame ── layouts, scalars ──▶ inputs, from Arrow buffers
tree ── translation ──▶ Program ── take, slice by slice ──▶ Truths, eight to a byte ── Finish ──▶ states and outcome

A slice of rows stays in the processor's cache from its facts to its truths, and slices are worked on by as many threads
as Polars has. What has no form here, or has gaps in this batch, is worked out by the expressions of
`_polars.translation`, condition by condition; where both say something, they say the same.
"""
