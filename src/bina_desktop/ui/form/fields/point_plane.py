"""One place on a plane of coordinates, put there by hand (`placement-map`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from bina_desktop.ui.form.choices.choice_picture import paint_tag
from bina_desktop.ui.form.choices.feature_map import Feature, shape_of
from bina_desktop.ui.form.choices.plane import (
    Place,
    PlaneButtons,
    PlaneView,
    paint_plane,
    paint_words,
)
from bina_desktop.ui.form.fields.place_wording import decimal_of
from bina_desktop.ui.theme import colours, px, scaled

_SIZE: Final = QSize(640, 300)
_STEP: Final = 4
_DRAG: Final = 5
_DIGITS: Final = 6
"""Of a degree: a tenth of a metre."""
_ARROWS: Final = {
    Qt.Key.Key_Left: QPointF(-_STEP, 0),
    Qt.Key.Key_Right: QPointF(_STEP, 0),
    Qt.Key.Key_Up: QPointF(0, -_STEP),
    Qt.Key.Key_Down: QPointF(0, _STEP),
}
_ZOOMS: Final = {Qt.Key.Key_Plus: 1.6, Qt.Key.Key_Equal: 1.6, Qt.Key.Key_Minus: 1 / 1.6}
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def as_text(place: Place) -> str:
    """Return a place as it is typed: `-3.7928 102.2608`."""
    both = (f"{number:.{_DIGITS}f}" for number in (place.latitude, place.longitude))
    return " ".join(text.rstrip("0").rstrip(".") for text in both)


class PointPlane(QWidget):
    """Shows a place among landmarks; a click or the arrow keys move it."""

    placed = Signal(str)
    """Carries the place as text."""
    advanced = Signal()

    def __init__(self, landmarks: Sequence[Feature], parent: QWidget) -> None:
        super().__init__(parent)
        self._landmarks = landmarks
        self._place: Place | None = None
        self._read_only = False
        self._view = PlaneView(QSizeF(self.size()))
        self._pressed: QPointF | None = None
        self._dragged = False
        self._own_view = False
        self._buttons = PlaneButtons(self)
        self._buttons.zoomed.connect(lambda factor: self._look(self._view.zoomed(factor)))
        self._buttons.fitted.connect(self._fit)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Bidang koordinat"))
        self.setAccessibleDescription(
            self.tr("Tanda panah menggeser titik, tombol + dan - mengubah skala.")
        )

    @property
    def has_landmarks(self) -> bool:
        """True if there is something to see before a place is known."""
        return bool(self._landmarks)

    def show_place(self, place: Place | None, *, read_only: bool) -> None:
        """Show the answer; the part of the earth in sight stays while it holds it."""
        self._place, self._read_only = place, read_only
        inside = place is not None and QRectF(self.rect()).contains(self._view.point(place))
        if not inside:
            self._fit()
        self.setCursor(Qt.CursorShape.ArrowCursor if read_only else Qt.CursorShape.CrossCursor)
        self.update()

    def redress(self) -> None:
        """Take the colours anew."""
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the width of a page."""
        return QSize(px(_SIZE.width()), px(_SIZE.height()))

    def minimumSizeHint(self) -> QSize:
        """Allow a narrow page."""
        return QSize(px(160), px(_SIZE.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the same part of the earth."""
        super().resizeEvent(event)
        self._buttons.adjustSize()
        self._buttons.move(self.width() - self._buttons.width() - 6, 6)
        if self._own_view:
            self._look(PlaneView(QSizeF(self.size()), self._view.middle, self._view.scale))
        else:
            self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; else the page scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            factor = 1.25 if event.angleDelta().y() > 0 else 0.8
            self._look(self._view.zoomed(factor, event.position()))
            self._own_view = True
            event.accept()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to move the plane, or to place the point."""
        self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the plane while a button is held."""
        if self._pressed is None:
            return
        by = event.position() - self._pressed
        if self._dragged or by.manhattanLength() > _DRAG:
            self._dragged = self._own_view = True
            self._pressed = event.position()
            self._look(self._view.moved(by))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the point where it was clicked."""
        if self._pressed is not None and not self._dragged:
            self._put(event.position())
        self._pressed = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the point, zoom, or go on."""
        key = Qt.Key(event.key())
        if key in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if self._place is not None:
                self._put(self._view.point(self._place) + _ARROWS[key])
        elif key in _ZOOMS:
            at = None if self._place is None else self._view.point(self._place)
            self._look(self._view.zoomed(_ZOOMS[key], at))
            self._own_view = True
        elif key in _ENTER:
            self.advanced.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw plane, landmarks and point."""
        del event
        c = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_plane(painter, self._view)
        painter.save()
        painter.setClipRect(self.rect().adjusted(2, 2, -2, -2))
        painter.setFont(scaled(self.font(), 0.9))
        for feature in self._landmarks:
            self._paint_landmark(painter, feature)
        if self._place is not None:
            _paint_pin(painter, self._view.point(self._place))
            texts = decimal_of(as_text(self._place))
            paint_tag(painter, QRectF(self.rect()), "  ".join(texts or ()))
        painter.restore()
        if self.hasFocus():
            painter.setPen(QPen(QColor(c.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _paint_landmark(self, painter: QPainter, feature: Feature) -> None:
        c = colours()
        shape = shape_of(feature, self._view)
        solid = feature.closed or len(feature.places) == 1
        painter.setPen(QPen(QColor(c.line_strong), 1.2))
        painter.setBrush(QColor(c.sunken) if solid else Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        start = self._view.point(feature.places[-1]) + QPointF(px(10), px(4))
        paint_words(painter, start, feature.label, c.muted)

    def _put(self, at: QPointF) -> None:
        if not self._read_only:
            self.placed.emit(as_text(self._view.place(at)))

    def _fit(self) -> None:
        self._own_view = False
        every = [place for feature in self._landmarks for place in feature.places]
        if self._place is not None:
            every.append(self._place)
        self._look(PlaneView(QSizeF(self.size())).fitting(every))

    def _look(self, view: PlaneView) -> None:
        self._view = view
        self.update()


def _paint_pin(painter: QPainter, at: QPointF) -> None:
    c = colours()
    arm = px(13)
    painter.setPen(QPen(QColor(c.accent), 1.5))
    painter.drawLine(at - QPointF(arm, 0), at + QPointF(arm, 0))
    painter.drawLine(at - QPointF(0, arm), at + QPointF(0, arm))
    painter.setPen(QPen(QColor(c.surface), 1.5))
    painter.setBrush(QColor(c.accent))
    painter.drawEllipse(at, px(6), px(6))
