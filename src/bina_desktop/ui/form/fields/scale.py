"""The numbers of a range as places on a scale, exact in decimals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from bina_desktop.formengine.presentation import RangePresentation

MOST_PLACES = 1_000_000
"""A range of finer steps is only typed."""


@dataclass(frozen=True, slots=True)
class Scale:
    """`start`, `start + step` … `end`; a range that runs downwards has a negative step."""

    start: Decimal
    step: Decimal
    count: int
    """Numbers on it, both ends included."""

    @staticmethod
    def of(limits: RangePresentation) -> Scale:
        """Return the scale of a range question."""
        start, end, step = (Decimal(repr(x)) for x in (limits.start, limits.end, limits.step))
        count = int(abs(end - start) / step) + 1
        return Scale(start, step if end >= start else -step, min(count, MOST_PLACES))

    def number(self, place: int) -> Decimal:
        """Return the number at a place, counted from 0."""
        return self.start + self.step * place

    def text(self, place: int) -> str:
        """Return the number at a place as it is stored: `7.5`."""
        return stored(self.number(place))

    def shown(self, place: int) -> str:
        """Return the number at a place as it is read: `7,5`."""
        return self.text(place).replace(".", ",")

    def place(self, text: str) -> int | None:
        """Return the place of a stored number, None for what is not on the scale."""
        try:
            steps = (Decimal(text) - self.start) / self.step
        except InvalidOperation:
            return None
        place = round(steps) if steps.is_finite() else -1
        return place if 0 <= place < self.count and steps == place else None


def stored(number: Decimal) -> str:
    """Return a number without exponent and idle zeros."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
