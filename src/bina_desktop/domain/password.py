"""Passwords that people choose: for a login, and for a workbook that travels."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from typing import Final

SHORTEST_PASSWORD: Final = 12
"""A locked file can be attacked offline, where no lockout helps; only length does."""
_FEWEST_LETTERS: Final = 5
"""Different ones."""
_LONG: Final = 16
_MIXED: Final = 3
_KINDS: Final[tuple[Callable[[str], bool], ...]] = (
    str.islower,
    str.isupper,
    str.isdigit,
    lambda letter: not letter.isalnum(),
)


_FREE_TRIES: Final = 3
_FIRST_WAIT: Final = timedelta(seconds=5)
_LONGEST_WAIT: Final = timedelta(minutes=5)


def wait_after(wrong: int) -> timedelta:
    """Return how long to wait after this many wrong passwords in a row.

    Nothing after a few slips, then 5 seconds, twice as long each time, 5 minutes at most.
    """
    if wrong < _FREE_TRIES:
        return timedelta()
    doublings = min(wrong - _FREE_TRIES, 10)
    return min(_FIRST_WAIT * 2**doublings, _LONGEST_WAIT)


class Strength(StrEnum):
    """How long a password would stand against guessing."""

    WEAK = "lemah"
    """Not taken at all."""
    FAIR = "cukup"
    STRONG = "kuat"


def password_problem(password: str) -> str | None:
    """Return a sentence that says what is wrong with a new password, or None."""
    text = unicodedata.normalize("NFKC", password)
    if len(text) < SHORTEST_PASSWORD:
        return (
            f"Kata sandi harus paling sedikit {SHORTEST_PASSWORD} karakter; yang ditulis "
            f"{len(text)}. Rangkaian beberapa kata mudah diingat dan sulit ditebak."
        )
    if len(set(text)) < _FEWEST_LETTERS:
        return "Kata sandi ini terlalu mudah ditebak; pakai lebih banyak huruf yang berbeda."
    return None


def password_strength(password: str) -> Strength:
    """Return a hint for whoever types a new password: long, or of several kinds of letters."""
    if password_problem(password):
        return Strength.WEAK
    kinds = sum(any(map(kind, password)) for kind in _KINDS)
    strong = kinds >= _MIXED or (len(password) >= _LONG and kinds > 1)
    return Strength.STRONG if strong else Strength.FAIR
