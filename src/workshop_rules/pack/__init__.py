"""Policy packs: the format, how its files are read, where packs are found, and facts at the boundary."""
