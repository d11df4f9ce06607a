"""Records of verdicts: made, masked, replayed, and kept in a log that shows every later change.

`record` writes a verdict down, `masking` hides what is personal in it, `archive` keeps the packs that replays need,
`replay` decides again and compares; `chain` says what an entry of a log is and whether a log is whole, `storage` and
`log` keep it in a database.
"""
