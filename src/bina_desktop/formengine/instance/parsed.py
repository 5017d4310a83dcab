"""What reading a typed answer gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parsed:
    """Canonical text, or the text as typed with what is wrong with it."""

    text: str
    error: str = ""
