"""Contrast of two colours, as WCAG 2.2 defines it."""

from __future__ import annotations

from PySide6.QtGui import QColor


def luminance(colour: QColor | str) -> float:
    """Return the relative luminance, 0 to 1."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    c = QColor(colour)
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF())


def contrast(one: QColor | str, other: QColor | str) -> float:
    """Return the ratio, 1 to 21."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)
