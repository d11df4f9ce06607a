"""Help for those who write packs: a skeleton to begin with, files kept in one form, a page of each pack."""
