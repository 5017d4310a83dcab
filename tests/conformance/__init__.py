"""Runners of recorded cases of other engines; the cases themselves are not part of the project."""
