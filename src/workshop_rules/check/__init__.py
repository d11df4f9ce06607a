"""Names and types: what a pack's expressions mean, and whether its parts fit together, before any teacher is judged.

ParsedPack ── check_pack ──▶ CheckedPack          raw expression ── check_expression ──▶ typed, resolved expression
"""
