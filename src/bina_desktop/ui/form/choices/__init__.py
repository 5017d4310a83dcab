"""Choices drawn: all in sight, or found by typing."""
