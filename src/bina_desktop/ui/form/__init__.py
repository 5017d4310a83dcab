"""Draws a form session."""
