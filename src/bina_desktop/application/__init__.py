"""Use cases; plain Python, speaks through ports."""
