"""A picture whose parts are the choices of a select; the same choices stand in a list below it.

The list is for keys and screen readers: the picture takes the pointer only, and shows what is
chosen and where the person is in the list.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from bina_desktop.formengine.client import Choice
from bina_desktop.ui.form import markdown
from bina_desktop.ui.theme import colours, px

_PAD: Final = 6
_TICK: Final = ((0.24, 0.52), (0.43, 0.72), (0.78, 0.30))


class ChoicePicture(QWidget):
    """Shows choices in a picture: hover names them, a click chooses."""

    picked = Signal(str)
    """Carries the value of the part that was clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._labels: Mapping[str, str] = {}
        self._chosen: frozenset[str] = frozenset()
        self._read_only = False
        self._pointed = ""
        self._led_to = ""
        self.setMouseTracking(True)

    @property
    def pointed(self) -> str:
        """The value under the pointer, else the one at which the person is in the list."""
        return self._pointed or self._led_to

    def show_choices(
        self, choices: Sequence[Choice], chosen: Collection[str], *, read_only: bool
    ) -> None:
        """Offer these, with the chosen ones marked."""
        self._labels = {one.value: markdown.to_plain(one.label) or one.value for one in choices}
        self._chosen = frozenset(chosen)
        self._read_only = read_only
        self.setAccessibleDescription(self._said())
        self.update()

    def lead_to(self, value: str) -> None:
        """Show where the person is in the list; '' for nowhere."""
        if value != self._led_to:
            self._led_to = value
            self.update()

    def redress(self) -> None:
        """Take the colours anew."""
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name what is under the pointer."""
        self._point(self._value_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the pointer."""
        value = self._value_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and value and not self._read_only:
            self.picked.emit(value)

    def leaveEvent(self, event: QEvent) -> None:
        """Name nothing any more."""
        super().leaveEvent(event)
        self._point("")

    def _value_at(self, at: QPointF) -> str:
        """Return the choice at a place of the widget; '' where there is none."""
        raise NotImplementedError

    def _point(self, value: str) -> None:
        if value != self._pointed:
            self._pointed = value
            hand = bool(value) and not self._read_only
            shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def _said(self) -> str:
        words = self.tr("Pilihan yang sama ada dalam daftar di bawah gambar.")
        names = ", ".join(self._labels.get(one, one) for one in sorted(self._chosen))
        return self.tr("Dipilih: {0}. ").format(names) + words if names else words

    def _paint_name(self, painter: QPainter, within: QRectF) -> None:
        """Write the name of what is pointed at into the lower left corner."""
        words = self._labels.get(self.pointed, "")
        if words:
            paint_tag(painter, within, words)


def paint_tag(painter: QPainter, within: QRectF, words: str) -> None:
    """Write words on a ground of their own into the lower left corner."""
    c = colours()
    metrics = painter.fontMetrics()
    room = round(within.width()) - 4 * _PAD
    words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
    width, height = metrics.horizontalAdvance(words) + 2 * _PAD, metrics.height() + _PAD
    box = QRectF(within.left() + _PAD, within.bottom() - height - _PAD, width, height)
    painter.setPen(QPen(QColor(c.line_strong), 1))
    painter.setBrush(QColor(c.surface))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(c.text))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)


def paint_tick(painter: QPainter, at: QPointF, *, fill: str, mark: str) -> None:
    """Draw the sign of a chosen part: a disc with a tick."""
    side = px(20)
    disc = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
    painter.setPen(QPen(QColor(mark), 1.5))
    painter.setBrush(QColor(fill))
    painter.drawEllipse(disc)
    painter.setPen(QPen(QColor(mark), 2.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(
        QPolygonF([QPointF(disc.left() + x * side, disc.top() + y * side) for x, y in _TICK])
    )
