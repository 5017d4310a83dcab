"""Notes that a collector keeps beside a question: stored like answers, merged per question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

NOTE: Final = "/@catatan"
"""End of the name under which the note of a question is stored."""


def note_name(ref: str) -> str:
    """Return the name under which the note of a question is stored and journalled."""
    return f"{ref}{NOTE}"


def notes_in(stored: Mapping[str, str]) -> dict[str, str]:
    """Return the notes among stored answers, by ref of the question."""
    return {name.removesuffix(NOTE): text for name, text in stored.items() if name.endswith(NOTE)}


def without_notes(stored: Mapping[str, str]) -> dict[str, str]:
    """Return what a form session knows of stored answers."""
    return {name: text for name, text in stored.items() if not name.endswith(NOTE)}
