"""The two plots of the Laporan, as vectors: radar per aspek and horizontal bars."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from reportlab.graphics import shapes
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth

from bina_desktop.domain.bahasa import format_angka
from bina_desktop.pdf.fonts import SANS, bold, regular
from bina_desktop.pdf.layout import ACCENT, GREY, INK, RULE, WARN, fit

# The stubs of ReportLab type every keyword of a shape as one dictionary; nothing fits them.
Circle: Any = shapes.Circle
Line: Any = shapes.Line
Polygon: Any = shapes.Polygon
Rect: Any = shapes.Rect
String: Any = shapes.String

LOWEST = 40
HIGHEST = 100
"""The scale of nilai baku: 25 + 15 × skor."""


def _text(x: float, y: float, text: str, *, size: float = 8, anchor: str = "start") -> Any:
    return String(
        x, y, text, fontName=regular(SANS), fontSize=size, fillColor=INK, textAnchor=anchor
    )


def _dash(drawing: Drawing, x: float, y: float, *, dashed: bool, label: str) -> float:
    """Draw one entry of a legend; return where the next may start."""
    colour = GREY if dashed else ACCENT
    dash = [3, 2] if dashed else None
    drawing.add(
        Line(x, y + 3, x + 18, y + 3, strokeColor=colour, strokeWidth=1.6, strokeDashArray=dash)
    )
    drawing.add(_text(x + 22, y, label))
    return x + 22 + stringWidth(label, regular(SANS), 8) + 16


def radar(
    labels: Sequence[str],
    now: Sequence[Decimal | None],
    before: Sequence[Decimal | None],
    width: float,
    height: float,
) -> Drawing:
    """Draw the nilai of each aspek on rings from 40 to 100; the previous quarter is dashed."""
    drawing = Drawing(width, height)
    centre_x, centre_y = width / 2, height / 2 + 8
    radius = min(width, height) / 2 - 30

    def point(place: int, value: float) -> tuple[float, float]:
        angle = math.pi / 2 - 2 * math.pi * place / len(labels)
        reach = radius * max(0.0, value - LOWEST) / (HIGHEST - LOWEST)
        return centre_x + reach * math.cos(angle), centre_y + reach * math.sin(angle)

    for ring in (55, 70, 85, 100):
        corners = [v for i in range(len(labels)) for v in point(i, ring)]
        drawing.add(Polygon(corners, fillColor=None, strokeColor=RULE, strokeWidth=0.4))
        x, y = point(0, ring)
        drawing.add(_text(x + 3, y - 8, str(ring), size=6.5))
    for place, label in enumerate(labels):
        x, y = point(place, HIGHEST)
        drawing.add(Line(centre_x, centre_y, x, y, strokeColor=RULE, strokeWidth=0.4))
        x, y = point(place, HIGHEST + 6)
        side = x - centre_x
        anchor = "middle" if abs(side) < 6 else ("start" if side > 0 else "end")
        drawing.add(_text(x, y - 3, label, anchor=anchor))
    _outline(
        drawing, [point(i, float(v)) for i, v in enumerate(before) if v is not None], dashed=True
    )
    _outline(
        drawing, [point(i, float(v)) for i, v in enumerate(now) if v is not None], dashed=False
    )
    next_x = _dash(drawing, width / 2 - 100, 2, dashed=False, label="Triwulan ini")
    if any(value is not None for value in before):
        _dash(drawing, next_x, 2, dashed=True, label="Triwulan lalu")
    return drawing


def _outline(drawing: Drawing, points: list[tuple[float, float]], *, dashed: bool) -> None:
    if len(points) < 3:
        return
    flat = [value for pair in points for value in pair]
    if dashed:
        drawing.add(
            Polygon(flat, fillColor=None, strokeColor=GREY, strokeWidth=1, strokeDashArray=[3, 2])
        )
        return
    fill = Color(ACCENT.red, ACCENT.green, ACCENT.blue, alpha=0.18)
    drawing.add(Polygon(flat, fillColor=fill, strokeColor=ACCENT, strokeWidth=1.6))
    for x, y in points:
        drawing.add(Circle(x, y, 2, fillColor=ACCENT, strokeColor=None))


def bars(
    rows: Sequence[tuple[str, Decimal | None]],
    width: float,
    *,
    lowest: float = LOWEST,
    highest: float = HIGHEST,
    mark: tuple[float, str] | None = None,
) -> Drawing:
    """Draw one horizontal bar a row with its figure; `mark` is a vertical line with its label."""
    step, bar = 16.0, 9.0
    label_width, figure = width * 0.48, 34.0
    room = width - label_width - figure
    top = 14.0 if mark else 2.0
    drawing = Drawing(width, step * len(rows) + top)
    for place, (label, value) in enumerate(rows):
        y = step * (len(rows) - place - 1) + (step - bar) / 2
        text = fit(label, regular(SANS), 8, label_width - 8)
        drawing.add(_text(label_width - 6, y + 2, text, anchor="end"))
        drawing.add(
            Rect(label_width, y, room, bar, fillColor=Color(0, 0, 0, alpha=0.05), strokeColor=None)
        )
        if value is None:
            drawing.add(_text(label_width + 4, y + 2, "–"))
            continue
        share = min(1.0, max(0.0, (float(value) - lowest) / (highest - lowest)))
        drawing.add(Rect(label_width, y, room * share, bar, fillColor=ACCENT, strokeColor=None))
        figure_text = String(
            label_width + room + 4,
            y + 2,
            format_angka(value, 2),
            fontName=bold(SANS),
            fontSize=8,
            fillColor=INK,
        )
        drawing.add(figure_text)
    if mark:
        at = label_width + room * (mark[0] - lowest) / (highest - lowest)
        bottom = step * len(rows)
        drawing.add(Line(at, 0, at, bottom + 2, strokeColor=WARN, strokeWidth=0.9))
        drawing.add(_text(at, bottom + 4, mark[1], size=7, anchor="middle"))
    return drawing
