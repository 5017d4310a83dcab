"""A drawing whose shapes are choices (`image-map`): the id of a shape is the choice's value."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent, QTransform
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from bina_desktop.ui.form.choices.choice_picture import ChoicePicture, paint_tick
from bina_desktop.ui.form.media.svg import Drawing
from bina_desktop.ui.shades import LIGHT
from bina_desktop.ui.theme import colours, px

_LARGEST: Final = QSize(640, 420)
"""In logical pixels at 100 %."""
_SMALLEST: Final = 160
_FRAME: Final = 8
_RING: Final = 3
_SOLID: Final = 100
"""Opacity (of 255) from which a dot belongs to a shape."""
_COARSE: Final = QSize(40, 40)
_FILL_OPACITY: Final = 0.45


@dataclass(frozen=True, slots=True)
class _Area:
    """A shape as dots of the screen."""

    corner: QPointF
    """Where the picture of it stands in the widget."""
    dots: QImage
    ring: QImage
    """The line around it, `_RING` wide on all sides."""
    middle: QPointF


class RegionPicture(ChoicePicture):
    """Draws on white paper in every theme, for the author drew so; chosen shapes carry a tick."""

    def __init__(self, drawing: Drawing, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown = QSvgRenderer(QByteArray(drawing.shown))
        self._shapes = QSvgRenderer(QByteArray(drawing.areas))
        self._ids = drawing.ids
        self._areas: dict[str, _Area | None] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Gambar yang bagian-bagiannya dapat diklik"))

    @property
    def valid(self) -> bool:
        """True if there is anything to draw."""
        return self._shown.isValid() and not self._box.isEmpty()

    def middle(self, value: str) -> QPointF | None:
        """Return a place inside a shape, in the widget; None where the drawing has none of it."""
        area = self._area(value)
        return area.middle if area is not None else None

    def sizeHint(self) -> QSize:
        """Be as large as fits the usual page."""
        size = self._box.size().scaled(
            px(_LARGEST.width()), px(_LARGEST.height()), Qt.AspectRatioMode.KeepAspectRatio
        )
        return size.toSize() + QSize(2 * _FRAME, 2 * _FRAME)

    def minimumSizeHint(self) -> QSize:
        """Allow a narrow page."""
        return QSize(px(_SMALLEST), px(_SMALLEST) // 2)

    def hasHeightForWidth(self) -> bool:
        """Keep the proportions of the drawing."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the drawing at this width; it grows to its size hint."""
        wide = min(width, self.sizeHint().width()) - 2 * _FRAME
        return round(wide * self._box.height() / max(self._box.width(), 1)) + 2 * _FRAME

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the shapes anew."""
        super().resizeEvent(event)
        self._areas.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw paper, picture, what is chosen and what is pointed at."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        target = self._target
        paper = target.adjusted(-_FRAME, -_FRAME, _FRAME, _FRAME).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(colours().line), 1))
        painter.setBrush(QColor(LIGHT.surface))
        painter.drawRoundedRect(paper, 5, 5)
        self._shown.render(painter, target)
        pointed = self.pointed
        for value in self._labels:
            area = self._area(value) if value in self._chosen or value == pointed else None
            if area is not None:
                self._paint_area(painter, area, chosen=value in self._chosen)
        self._paint_name(painter, paper)

    def _paint_area(self, painter: QPainter, area: _Area, *, chosen: bool) -> None:
        if chosen:
            painter.setOpacity(_FILL_OPACITY)
            painter.drawImage(area.corner, _tinted(area.dots, LIGHT.accent))
            painter.setOpacity(1.0)
        ring = _tinted(area.ring, LIGHT.accent if chosen else LIGHT.text)
        painter.drawImage(area.corner - QPointF(_RING, _RING), ring)
        if chosen:
            paint_tick(painter, area.middle, fill=LIGHT.accent, mark=LIGHT.on_accent)

    def _value_at(self, at: QPointF) -> str:
        """Return the uppermost shape there."""
        for value in reversed(self._ids):
            if value in self._labels and self._holds(value, at):
                return value
        return ""

    def _holds(self, value: str, at: QPointF) -> bool:
        area = self._area(value)
        if area is None:
            return False
        dot = ((at - area.corner) * area.dots.devicePixelRatio()).toPoint()
        return area.dots.rect().contains(dot) and area.dots.pixelColor(dot).alpha() >= _SOLID

    @property
    def _box(self) -> QRectF:
        box = self._shown.viewBoxF()
        return QRectF(QPointF(), self._shown.defaultSize()) if box.isEmpty() else box

    @property
    def _target(self) -> QRectF:
        """Where the drawing stands: at the left, in its proportions."""
        size = self._box.size().scaled(
            min(self.width(), self.sizeHint().width()) - 2 * _FRAME,
            self.height() - 2 * _FRAME,
            Qt.AspectRatioMode.KeepAspectRatio,
        )
        return QRectF(QPointF(_FRAME, _FRAME), size)

    def _area(self, value: str) -> _Area | None:
        if value not in self._areas:
            known = self._shapes.isValid() and self._shapes.elementExists(value)
            self._areas[value] = self._measured(value) if known else None
        return self._areas[value]

    def _measured(self, value: str) -> _Area | None:
        target, box = self._target, self._box
        fit = QTransform.fromTranslate(target.x(), target.y())
        fit.scale(target.width() / box.width(), target.height() / box.height())
        fit.translate(-box.x(), -box.y())
        place = self._shapes.transformForElement(value) * fit
        bounds = self._shapes.boundsOnElement(value)
        seen = place.mapRect(bounds).intersected(target)
        if seen.isEmpty():
            return None
        corner = QPointF(math.floor(seen.x()), math.floor(seen.y()))
        size = QSize(math.ceil(seen.width()) + 2, math.ceil(seen.height()) + 2)
        dots = _blank(size, self.devicePixelRatioF())
        painter = QPainter(dots)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(place * QTransform.fromTranslate(-corner.x(), -corner.y()))
        self._shapes.render(painter, value, bounds)
        painter.end()
        return _Area(corner, dots, _ring_of(dots), corner + _middle_of(dots))


def _blank(size: QSize, ratio: float) -> QImage:
    made = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    return made


def _ring_of(dots: QImage) -> QImage:
    """Return the dots around a shape: the shape moved in all directions, without itself."""
    size = dots.deviceIndependentSize().toSize() + QSize(2 * _RING, 2 * _RING)
    ring = _blank(size, dots.devicePixelRatio())
    painter = QPainter(ring)
    for step in range(16):
        angle = math.tau * step / 16
        away = QPointF(math.cos(angle), math.sin(angle)) * (_RING - 0.5)
        painter.drawImage(QPointF(_RING, _RING) + away, dots)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    painter.drawImage(QPoint(_RING, _RING), dots)
    painter.end()
    return ring


def _tinted(dots: QImage, shade: str) -> QImage:
    made = QImage(dots)
    painter = QPainter(made)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(made.rect(), QColor(shade))
    painter.end()
    return made


def _middle_of(dots: QImage) -> QPointF:
    """Return the place that lies deepest in the shape, as seen on a coarse copy."""
    size = dots.deviceIndependentSize()
    coarse = dots.scaled(_COARSE, Qt.AspectRatioMode.IgnoreAspectRatio)
    wide, tall = coarse.width(), coarse.height()
    depth = [[0] * (wide + 2) for _ in range(tall + 2)]
    for y in range(1, tall + 1):
        for x in range(1, wide + 1):
            if coarse.pixelColor(x - 1, y - 1).alpha() >= _SOLID:
                depth[y][x] = min(depth[y - 1][x], depth[y][x - 1]) + 1
    best, place = 0, (wide / 2, tall / 2)
    for y in range(tall, 0, -1):
        for x in range(wide, 0, -1):
            depth[y][x] = min(depth[y][x], depth[y + 1][x] + 1, depth[y][x + 1] + 1)
            if depth[y][x] > best:
                best, place = depth[y][x], (x - 0.5, y - 0.5)
    return QPointF(place[0] / wide * size.width(), place[1] / tall * size.height())
