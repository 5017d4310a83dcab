"""How often each thing is done with a form: the same on both sides."""

from __future__ import annotations

from dataclasses import dataclass

WORDS = ("tanjung raya", "sari 04")
"""What is searched for in the long list, letter by letter."""


@dataclass(frozen=True, slots=True)
class Work:
    """Numbers of times."""

    openings: int = 5
    switches: int = 20
    commits: int = 100
    keys: int = 100
    rows: int = 20
    pages: int = 10
    """Over which answers are spread."""

    @classmethod
    def of(cls, form: str) -> Work:
        """Return less work for the largest form, of which only the size is new."""
        return cls(openings=3, switches=10, commits=40) if form == "20000" else cls()
