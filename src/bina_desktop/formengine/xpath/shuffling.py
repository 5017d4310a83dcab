"""`randomize()` of ODK XForms: the inside-out shuffle, seeded by Park and Miller's generator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from math import isfinite
from typing import TypeVar

from bina_desktop.formengine.xpath.values import to_number

T = TypeVar("T")

_MODULUS = 2_147_483_647
_MULTIPLIER = 16_807


class ParkMiller:
    """The minimal standard generator of Park and Miller; equal seeds give equal orders."""

    def __init__(self, seed: int) -> None:
        """Bring the seed into the generator's range."""
        # The remainder keeps the sign of the seed, as in the languages of the other engines.
        state = abs(seed) % _MODULUS * (-1 if seed < 0 else 1)
        self._state = state if state > 0 else state + _MODULUS - 1

    def random(self) -> float:
        """Return the next number in [0, 1)."""
        self._state = self._state * _MULTIPLIER % _MODULUS
        return (self._state - 1) / (_MODULUS - 1)


def seed_of(text: str) -> int:
    """Return the seed that a text stands for: its whole number, else a hash of it; blank is 0."""
    if not text.strip():
        return 0
    number = to_number(text)
    if isfinite(number):
        return int(number)
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big", signed=True)


def shuffled(elements: Sequence[T], chance: Callable[[], float]) -> list[T]:
    """Return the elements in a random order."""
    result: list[T] = []
    for place, element in enumerate(elements):
        other = int(chance() * (place + 1))
        if other == place:
            result.append(element)
        else:
            result.append(result[other])
            result[other] = element
    return result


def seeded(elements: Sequence[T], seed: str) -> list[T]:
    """Return the elements in the order that belongs to a seed."""
    return shuffled(elements, ParkMiller(seed_of(seed)).random)
