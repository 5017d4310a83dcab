"""A board to draw or sign on: mouse, pen, finger, or the arrow keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEventPoint,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from bina_desktop.ui.theme import colours

INK: Final = "#10243A"
MARK: Final = "#C4161C"
"""Colour on a photograph, where dark blue would drown."""
THICKNESS: Final = (2.0, 4.0, 8.0)
_SIZE: Final = QSize(720, 300)
_STEP, _BIG_STEP = 6, 24
_ARROWS: Final = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_ROOM: Final = 12
"""Dots around a signature that is cut out of the board."""
_RING: Final = 5
"""Room around the paper for the ring of the focus."""


@dataclass(slots=True)
class _Stroke:
    colour: str
    points: list[QPointF]
    widths: list[float] = field(default_factory=list[float])


class DrawingBoard(QWidget):
    """Keeps strokes, so that each can be taken back; gives a picture."""

    changed = Signal()

    def __init__(self, ground: QImage | None = None, parent: QWidget | None = None) -> None:
        """Draw on white, or on `ground`."""
        super().__init__(parent)
        self._ground = ground
        self._strokes: list[_Stroke] = []
        self._current: _Stroke | None = None
        self._by_key = False
        self._cursor: QPointF | None = None
        self.thickness = THICKNESS[1]
        self.size_in_dots = _SIZE if ground is None else ground.size()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 180)
        self.setAccessibleName(self.tr("Papan gambar"))
        self.setAccessibleDescription(
            self.tr("Spasi menurunkan atau mengangkat pena, tanda panah menggerakkannya.")
        )

    def sizeHint(self) -> QSize:
        """Wish for the size of the paper, or what of it fits a small screen."""
        return self.size_in_dots.scaled(QSize(900, 520), Qt.AspectRatioMode.KeepAspectRatio)

    @property
    def is_blank(self) -> bool:
        """True while nothing is drawn."""
        return not self._strokes

    def undo(self) -> None:
        """Take the last stroke back."""
        self._end_stroke()
        if self._strokes:
            self._strokes.pop()
            self._tell()

    def clear(self) -> None:
        """Take every stroke back."""
        self._end_stroke()
        self._strokes.clear()
        self._tell()

    def picture(self, *, cut: bool = False) -> QImage:
        """Return what is drawn; `cut` leaves out the empty paper around it."""
        image = QImage(self.size_in_dots, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        self._paint(painter)
        painter.end()
        return image.copy(self._extent()) if cut and self._strokes else image

    # --- mouse, pen, finger, keys -------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._begin_stroke(self._dot(event.position()), 1.0)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._draw_to(self._dot(event.position()), 1.0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        del event
        self._end_stroke()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Draw with a pen, thicker where it is pressed."""
        self._point(
            event.type() is QEvent.Type.TabletPress,
            event.type() is QEvent.Type.TabletRelease,
            event.position(),
            0.4 + event.pressure(),
        )
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Draw with the first finger that touches."""
        if isinstance(event, QTouchEvent) and event.points():
            one = event.points()[0]
            state = one.state()
            self._point(
                state is QEventPoint.State.Pressed,
                state is QEventPoint.State.Released,
                one.position(),
                1.0,
            )
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the pen with the arrows; Space lowers or lifts it; Ctrl+Z, Delete."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._move(_ARROWS[key] * (_BIG_STEP if shift else _STEP))
        elif key is Qt.Key.Key_Space:
            self._lower_or_lift()
        elif key is Qt.Key.Key_Z and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.undo()
        elif key is Qt.Key.Key_Delete:
            self.clear()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Lift the pen."""
        self._end_stroke()
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw paper, strokes, and the pen that the keys move."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = self._area()
        painter.save()
        painter.translate(area.topLeft())
        painter.scale(self._scale(), self._scale())
        self._paint(painter)
        painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours().line_strong), 1))
        painter.drawRect(area)
        focused = self.hasFocus()
        if focused:  # around the paper, which is white in every theme
            painter.setPen(QPen(QColor(colours().accent), 2))
            painter.drawRect(area.adjusted(-3, -3, 3, 3))
        if focused and self._cursor is not None:
            at = area.topLeft() + self._cursor * self._scale()
            painter.setBrush(QColor(INK) if self._by_key else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(at, 6, 6)

    # --- inside -------------------------------------------------------------------------------

    def _point(self, pressed: bool, released: bool, where: QPointF, force: float) -> None:
        if pressed:
            self._begin_stroke(self._dot(where), force)
        elif released:
            self._end_stroke()
        else:
            self._draw_to(self._dot(where), force)

    def _begin_stroke(self, dot: QPointF, force: float) -> None:
        self._end_stroke()
        self._current = _Stroke(INK if self._ground is None else MARK, [dot, dot])
        self._current.widths = [self._width() * force] * 2
        self._strokes.append(self._current)
        self._cursor = None
        self._tell()

    def _draw_to(self, dot: QPointF, force: float) -> None:
        if self._current is not None:
            self._current.points.append(dot)
            self._current.widths.append(self._width() * force)
            self.update()

    def _end_stroke(self) -> None:
        self._current = None
        self._by_key = False

    def _move(self, by: QPointF) -> None:
        at = self._pen() + by * (self._longest() / 720)
        width, height = self.size_in_dots.width(), self.size_in_dots.height()
        at = QPointF(min(max(at.x(), 0), width), min(max(at.y(), 0), height))
        if self._by_key:
            self._draw_to(at, 1.0)
        self._cursor = at
        self.update()

    def _lower_or_lift(self) -> None:
        if self._by_key:
            self._end_stroke()
        else:
            at = self._pen()
            self._begin_stroke(at, 1.0)
            self._cursor, self._by_key = at, True
        self.update()

    def _pen(self) -> QPointF:
        if self._cursor is not None:
            return self._cursor
        return QPointF(self.size_in_dots.width() / 2, self.size_in_dots.height() / 2)

    def _width(self) -> float:
        return self.thickness * max(self._longest() / 720, 1.0)

    def _longest(self) -> float:
        return float(max(self.size_in_dots.width(), self.size_in_dots.height()))

    def _scale(self) -> float:
        wide, high = self.size_in_dots.width(), self.size_in_dots.height()
        room = self.size() - QSize(2 * _RING, 2 * _RING)
        return min(room.width() / wide, room.height() / high)

    def _area(self) -> QRectF:
        scale = self._scale()
        wide, high = self.size_in_dots.width() * scale, self.size_in_dots.height() * scale
        return QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)

    def _dot(self, where: QPointF) -> QPointF:
        return (where - self._area().topLeft()) / self._scale()

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(QPointF(), self.size_in_dots.toSizeF())
        painter.fillRect(whole, QColor("white"))
        if self._ground is not None:
            painter.drawImage(whole, self._ground)
        painter.setClipRect(whole)
        for stroke in self._strokes:
            pen = QPen(QColor(stroke.colour))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            _draw_stroke(painter, pen, stroke)

    def _extent(self) -> QRect:
        points = QPolygonF([point for stroke in self._strokes for point in stroke.points])
        room = _ROOM + self._width()
        around = points.boundingRect().adjusted(-room, -room, room, room).toAlignedRect()
        return around.intersected(QRect(QPoint(), self.size_in_dots))

    def _tell(self) -> None:
        self.update()
        self.changed.emit()


def _draw_stroke(painter: QPainter, pen: QPen, stroke: _Stroke) -> None:
    """Draw in one go where it is of one thickness, else piece by piece; a tap is a dot."""
    pen.setWidthF(stroke.widths[0])
    painter.setPen(pen)
    painter.drawPoint(stroke.points[0])
    if len(set(stroke.widths)) == 1:
        painter.drawPolyline(QPolygonF(stroke.points))
        return
    for before, after, width in zip(
        stroke.points, stroke.points[1:], stroke.widths[1:], strict=False
    ):
        pen.setWidthF(width)
        painter.setPen(pen)
        painter.drawLine(before, after)
