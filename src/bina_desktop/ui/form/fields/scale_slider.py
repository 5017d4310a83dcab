"""A slider that shows whether it was answered, with ticks and the words under single numbers."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider, QWidget

from bina_desktop.ui.form.fields.scale import Scale
from bina_desktop.ui.theme import colours, scaled

_EDGE = 14
"""From the edge of the widget to the ends of the groove."""
_HANDLE = 9.0
_MOST_TICKS = 101
_LONG = 220


class ScaleSlider(QSlider):
    """Takes the mouse; keys and typed numbers come from the line beside it."""

    placed = Signal(int)
    """Carries the place that a person put the handle on."""

    def __init__(self, scale: Scale, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._scale = scale
        self._words: Mapping[int, str] = {}
        self._ticks: tuple[int, ...] = ()
        self._answered = False
        self.setRange(0, scale.count - 1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_ticks(self, every: int) -> None:
        """Draw a tick at every so many places; 0 draws none."""
        within = every and (self._scale.count - 1) // every < _MOST_TICKS
        self._ticks = tuple(range(0, self._scale.count, every)) if within else ()
        self.update()

    def set_words(self, words: Mapping[int, str]) -> None:
        """Write these under their places."""
        if words != self._words:
            self._words = words
            self.updateGeometry()
            self.update()

    def show_place(self, place: int | None, *, rest: int) -> None:
        """Put the handle on the answer, or hollow on `rest` where there is none."""
        self._answered = place is not None
        self.setValue(rest if place is None else place)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for the words."""
        line = self.fontMetrics().height()
        if self.orientation() is Qt.Orientation.Horizontal:
            return QSize(360, 30 + line)
        widest = max(
            (self.fontMetrics().horizontalAdvance(w) for w in self._labels().values()), default=0
        )
        return QSize(44 + widest, _LONG)

    def minimumSizeHint(self) -> QSize:
        """Allow a short groove."""
        hint = self.sizeHint()
        if self.orientation() is Qt.Orientation.Horizontal:
            return QSize(140, hint.height())
        return QSize(hint.width(), 140)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the handle where the pointer is."""
        if self.isEnabled() and event.button() is Qt.MouseButton.LeftButton:
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Take the handle along."""
        if self.isEnabled() and event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Answer with the place where the handle was let go."""
        if self.isEnabled() and event.button() is Qt.MouseButton.LeftButton:
            self.placed.emit(self.value())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw groove, ticks, words and handle."""
        del event
        c = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        start, here, end = (self._point(p) for p in (0, self.value(), self.maximum()))
        round_pen = QPen(QColor(c.line_strong), 4)
        round_pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(round_pen)
        painter.drawLine(start, end)
        painter.setPen(QPen(QColor(c.line_strong), 1))
        for place in self._ticks:
            painter.drawLine(*self._tick(place))
        if self._answered:
            round_pen.setColor(QColor(c.accent if self.isEnabled() else c.disabled))
            painter.setPen(round_pen)
            painter.drawLine(start, here)
        self._paint_words(painter)
        colour = c.accent if self.isEnabled() else c.disabled
        painter.setPen(QPen(QColor(colour if self._answered else c.line_strong), 2))
        painter.setBrush(QColor(colour if self._answered else c.surface))
        painter.drawEllipse(here, _HANDLE, _HANDLE)

    def _labels(self) -> dict[int, str]:
        ends = {0: self._scale.shown(0), self.maximum(): self._scale.shown(self.maximum())}
        worded = {
            place: f"{self._scale.shown(place)} {words}" for place, words in self._words.items()
        }
        return ends | worded

    def _paint_words(self, painter: QPainter) -> None:
        painter.setPen(QColor(colours().muted))
        painter.setFont(scaled(self.font(), 0.93))
        line = painter.fontMetrics().height()
        for place, words in self._labels().items():
            at = self._point(place)
            width = painter.fontMetrics().horizontalAdvance(words) + 2
            if self.orientation() is Qt.Orientation.Horizontal:
                left = min(max(at.x() - width / 2, 0.0), max(self.width() - width, 0.0))
                painter.drawText(QPointF(left, 30.0 + line * 0.75), words)
            else:
                painter.drawText(QRectF(34, at.y() - line / 2, width, line), 0, words)

    def _point(self, place: int) -> QPointF:
        share = place / max(self.maximum(), 1)
        if self.orientation() is Qt.Orientation.Horizontal:
            return QPointF(_EDGE + share * (self.width() - 2 * _EDGE), 14.0)
        return QPointF(14.0, self.height() - _EDGE - share * (self.height() - 2 * _EDGE))

    def _tick(self, place: int) -> tuple[QPointF, QPointF]:
        at = self._point(place)
        if self.orientation() is Qt.Orientation.Horizontal:
            return at + QPointF(0, 8), at + QPointF(0, 13)
        return at + QPointF(8, 0), at + QPointF(13, 0)

    def _follow(self, event: QMouseEvent) -> None:
        at = event.position()
        if self.orientation() is Qt.Orientation.Horizontal:
            share = (at.x() - _EDGE) / max(self.width() - 2 * _EDGE, 1)
        else:
            share = 1 - (at.y() - _EDGE) / max(self.height() - 2 * _EDGE, 1)
        self._answered = True
        self.setValue(round(min(max(share, 0.0), 1.0) * self.maximum()))
        self.update()
