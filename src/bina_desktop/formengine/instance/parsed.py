"""What reading a typed answer gives."""

from __future__ import annotations

from typing import NamedTuple


class Parsed(NamedTuple):
    """Canonical text, or the text as typed with what is wrong with it."""

    text: str
    error: str = ""
