"""Whether a pack does what it says: its worked cases, decided and held against what they expect."""
