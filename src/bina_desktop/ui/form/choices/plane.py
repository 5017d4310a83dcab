"""A plain plane of coordinates: places of a form without a net, tiles or projection library."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from bina_desktop.ui.theme import colours, icon, px, scaled

_METRES: Final = 111_320.0
"""Of one degree of latitude; sphere, good enough to see what lies where."""
_STEPS: Final = (1.0, 2.0, 5.0)
_GRID: Final = 110
"""Wanted distance of the lines, in logical pixels."""
_MARGIN: Final = 34
_CLOSEST: Final = 4.0e6
"""Pixels a degree beyond which the plane does not go: 3 cm a pixel."""
_FARTHEST: Final = 1.0
_ALONE: Final = 0.02
"""Degrees shown around a place that stands alone."""
_OF_A_POINT: Final = 2
_RIM: Final = tuple(QPointF(x, y) for x in (-2, 0, 2) for y in (-2, 0, 2) if x or y)


@dataclass(frozen=True, slots=True)
class Place:
    """A point on earth, in degrees."""

    latitude: float
    longitude: float


def places_of(text: str) -> tuple[Place, ...]:
    """Return the points of a stored place, line or border; none of what does not read so."""
    found: list[Place] = []
    for part in filter(str.strip, text.split(";")):
        try:
            numbers = [float(number) for number in part.split()]
        except ValueError:
            return ()
        if len(numbers) < _OF_A_POINT or not all(map(math.isfinite, numbers)):
            return ()
        if abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
            return ()
        found.append(Place(numbers[0], numbers[1]))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PlaneView:
    """Which part of the earth a plane shows, how large."""

    size: QSizeF
    middle: Place = Place(0.0, 0.0)
    scale: float = 100.0
    """Logical pixels of one degree of latitude."""

    def point(self, place: Place) -> QPointF:
        """Return where a place stands in the widget."""
        east = (place.longitude - self.middle.longitude) * _shrink(self.middle) * self.scale
        north = (place.latitude - self.middle.latitude) * self.scale
        return QPointF(self.size.width() / 2 + east, self.size.height() / 2 - north)

    def place(self, point: QPointF) -> Place:
        """Return which place stands at a point of the widget."""
        east, north = point.x() - self.size.width() / 2, self.size.height() / 2 - point.y()
        latitude = self.middle.latitude + north / self.scale
        longitude = self.middle.longitude + east / (_shrink(self.middle) * self.scale)
        return Place(min(max(latitude, -90.0), 90.0), min(max(longitude, -180.0), 180.0))

    def fitting(self, places: Iterable[Place]) -> PlaneView:
        """Return the view that shows all these."""
        all_of_them = list(places)
        if not all_of_them:
            return self
        north = [one.latitude for one in all_of_them]
        east = [one.longitude for one in all_of_them]
        middle = Place((min(north) + max(north)) / 2, (min(east) + max(east)) / 2)
        moved = replace(self, middle=middle)
        wide = max((max(east) - min(east)) * _shrink(middle), _ALONE)
        tall = max(max(north) - min(north), _ALONE)
        room_x = max(self.size.width() - 2 * px(_MARGIN), 40)
        room_y = max(self.size.height() - 2 * px(_MARGIN), 40)
        return moved.at_scale(min(room_x / wide, room_y / tall))

    def zoomed(self, factor: float, around: QPointF | None = None) -> PlaneView:
        """Return a closer (or farther) view; what stands at `around` stays there."""
        fixed = around or QPointF(self.size.width() / 2, self.size.height() / 2)
        place = self.place(fixed)
        closer = self.at_scale(self.scale * factor)
        return closer.moved(fixed - closer.point(place))

    def moved(self, by: QPointF) -> PlaneView:
        """Return the view with everything moved by so many pixels."""
        half = QPointF(self.size.width() / 2, self.size.height() / 2)
        return replace(self, middle=self.place(half - by))

    def at_scale(self, scale: float) -> PlaneView:
        """Return the view at another scale, within what makes sense."""
        return replace(self, scale=min(max(scale, _FARTHEST), _CLOSEST))


def _shrink(middle: Place) -> float:
    """Return the length of a degree of longitude there, in degrees of latitude."""
    return max(math.cos(math.radians(middle.latitude)), 0.01)


def paint_plane(painter: QPainter, view: PlaneView) -> None:
    """Draw the ground with lines of whole degrees or parts of them, and a scale."""
    c = colours()
    area = QRectF(QPointF(), view.size).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(QColor(c.line_strong), 1))
    painter.setBrush(QColor(c.surface))
    painter.drawRoundedRect(area, 5, 5)
    painter.setFont(scaled(painter.font(), 0.85))
    step = _round_up(px(_GRID) / view.scale)
    low, high = view.place(area.bottomLeft()), view.place(area.topRight())
    height = painter.fontMetrics().height()
    for latitude in _lines(low.latitude, high.latitude, step):
        y = view.point(Place(latitude, low.longitude)).y()
        _rule(painter, QPointF(area.left(), y), QPointF(area.right(), y))
        if y > height * 2:
            painter.drawText(QPointF(area.left() + 5, y - 3), _degrees(latitude, step, "LU", "LS"))
    for longitude in _lines(low.longitude, high.longitude, step):
        x = view.point(Place(low.latitude, longitude)).x()
        _rule(painter, QPointF(x, area.top()), QPointF(x, area.bottom()))
        words = _degrees(longitude, step, "BT", "BB")
        if x + painter.fontMetrics().horizontalAdvance(words) < area.right() - px(110):
            painter.drawText(QPointF(x + 4, area.top() + height), words)
    _paint_scale(painter, area, view)


def paint_words(painter: QPainter, at: QPointF, words: str, shade: str) -> None:
    """Write words over lines: on a rim of the ground's colour. `at` is where they begin."""
    painter.setPen(QColor(colours().surface))
    for away in _RIM:
        painter.drawText(at + away, words)
    painter.setPen(QColor(shade))
    painter.drawText(at, words)


def _rule(painter: QPainter, start: QPointF, end: QPointF) -> None:
    c = colours()
    painter.setPen(QPen(QColor(c.line), 1, Qt.PenStyle.DotLine))
    painter.drawLine(start, end)
    painter.setPen(QColor(c.muted))


def _paint_scale(painter: QPainter, area: QRectF, view: PlaneView) -> None:
    metres = _round_up(px(60) / view.scale * _METRES)
    length = metres / _METRES * view.scale
    number = metres if metres < 1000 else metres / 1000
    words = f"{number:g}".replace(".", ",") + (" m" if metres < 1000 else " km")
    right, low = area.right() - 12, area.bottom() - 10
    painter.setPen(QPen(QColor(colours().text), 1.5))
    painter.drawLine(QPointF(right - length, low), QPointF(right, low))
    for x in (right - length, right):
        painter.drawLine(QPointF(x, low - 3), QPointF(x, low + 3))
    wide = painter.fontMetrics().horizontalAdvance(words)
    painter.drawText(QPointF(right - length / 2 - wide / 2, low - 6), words)


def _round_up(least: float) -> float:
    """Return the next number of the row 1, 2, 5, 10, 20, 50."""
    power = 10.0 ** math.floor(math.log10(least))
    return next((step * power for step in _STEPS if step * power >= least), 10 * power)


def _lines(low: float, high: float, step: float) -> Sequence[float]:
    first, last = math.ceil(low / step), math.floor(high / step)
    return [number * step for number in range(first, last + 1)]


def _degrees(value: float, step: float, positive: str, negative: str) -> str:
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    words = f"{abs(value):.{digits}f}".replace(".", ",")
    return f"{words}° {negative if value < 0 else positive}"


class PlaneButtons(QWidget):
    """Closer, farther, everything: for the pointer; what they lead to is in the list as well."""

    zoomed = Signal(float)
    fitted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for glyph, words, act in (
            ("add", self.tr("Perbesar peta"), lambda: self.zoomed.emit(1.6)),
            ("minus", self.tr("Perkecil peta"), lambda: self.zoomed.emit(1 / 1.6)),
            ("fit", self.tr("Tampilkan semua"), self.fitted.emit),
        ):
            made = QToolButton(self)
            made.setIcon(icon(glyph))
            made.setIconSize(QSize(px(14), px(14)))
            made.setAccessibleName(words)
            made.setToolTip(words)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setCursor(Qt.CursorShape.ArrowCursor)
            made.clicked.connect(act)
            layout.addWidget(made)
