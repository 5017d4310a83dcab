"""Choices that lie somewhere (`map`), drawn on a plain plane of coordinates."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from bina_desktop.formengine.client import Choice
from bina_desktop.ui.form.choices.choice_picture import ChoicePicture, paint_tick
from bina_desktop.ui.form.choices.plane import (
    Place,
    PlaneButtons,
    PlaneView,
    paint_plane,
    paint_words,
    places_of,
)
from bina_desktop.ui.theme import colours, px, scaled

_SIZE: Final = QSize(640, 340)
_MOST: Final = 5_000
"""Features that are drawn; all can be found in the list below."""
_REACH: Final = 12
"""How near to a point or line a click must be, in logical pixels."""
_DOT: Final = 6
_BORDER: Final = 4
"""Points of the smallest border: its last is its first."""
_DRAG: Final = 5


@dataclass(frozen=True, slots=True)
class Feature:
    """A place, line or border with a name."""

    value: str
    label: str
    places: tuple[Place, ...]

    @property
    def closed(self) -> bool:
        """True for a border."""
        return len(self.places) >= _BORDER and self.places[0] == self.places[-1]


def features_of(choices: Sequence[Choice]) -> list[Feature]:
    """Return the choices that say where they are, as many as are drawn."""
    found: list[Feature] = []
    for choice in choices:
        places = places_of(choice.geometry) if choice.geometry else ()
        if places:
            found.append(Feature(choice.value, choice.label, places))
        if len(found) == _MOST:
            break
    return found


def shape_of(feature: Feature, view: PlaneView) -> QPainterPath:
    """Return a feature in the widget's coordinates; of a place, a disc."""
    points = [view.point(place) for place in feature.places]
    path = QPainterPath()
    if len(points) == 1:
        path.addEllipse(points[0], px(_DOT), px(_DOT))
    else:
        path.addPolygon(QPolygonF(points))
    return path


class FeatureMap(ChoicePicture):
    """Features on a plane: wheel with Ctrl and buttons zoom, dragging moves."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = PlaneView(QSizeF(self.size()))
        self._features: list[Feature] = []
        self._shapes: dict[str, QPainterPath] = {}
        self._offered: tuple[Choice, ...] = ()
        self._pressed: QPointF | None = None
        self._dragged = False
        self._own_view = False
        self._buttons = PlaneButtons(self)
        self._buttons.zoomed.connect(lambda factor: self._look(self._view.zoomed(factor)))
        self._buttons.fitted.connect(self._fit)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Peta pilihan"))

    def show_choices(
        self, choices: Sequence[Choice], chosen: Collection[str], *, read_only: bool
    ) -> None:
        """Offer these, with the chosen ones marked; the part shown stays while they do."""
        super().show_choices(choices, chosen, read_only=read_only)
        if tuple(choices) != self._offered:
            self._offered = tuple(choices)
            self._features = features_of(choices)
            self._fit()

    def middle(self, value: str) -> QPointF | None:
        """Return where a choice stands in the widget; None where it has no place."""
        shape = self._shapes.get(value)
        return None if shape is None else shape.boundingRect().center()

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
            self._own_view = True
            factor = 1.25 if event.angleDelta().y() > 0 else 0.8
            self._look(self._view.zoomed(factor, event.position()))
            event.accept()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to move the map, or to choose."""
        self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the map while a button is held, else name what is under the pointer."""
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        by = event.position() - self._pressed
        if self._dragged or by.manhattanLength() > _DRAG:
            self._dragged = self._own_view = True
            self._pressed = event.position()
            self._look(self._view.moved(by))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what was clicked, unless the map was moved."""
        if self._pressed is not None and not self._dragged:
            super().mousePressEvent(event)
        self._pressed = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the plane and what lies on it; what is chosen lies on top."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_plane(painter, self._view)
        painter.setClipRect(self.rect().adjusted(2, 2, -2, -2))
        above = self._chosen | {self.pointed}
        for feature in sorted(self._features, key=lambda one: one.value in above):
            self._paint_feature(painter, feature)
        self._paint_labels(painter)
        self._paint_name(painter, QRectF(self.rect()))

    def _paint_feature(self, painter: QPainter, feature: Feature) -> None:
        c = colours()
        shape = self._shapes[feature.value]
        chosen, pointed = feature.value in self._chosen, feature.value == self.pointed
        solid = len(feature.places) == 1 or feature.closed
        fill = QColor(c.accent_soft if chosen or pointed or not solid else c.sunken)
        thick = 3.0 if pointed else 2.0 if chosen else 1.2
        painter.setPen(QPen(QColor(c.accent if chosen or pointed else c.line_strong), thick))
        painter.setBrush(fill if solid else Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        if chosen:
            paint_tick(painter, shape.boundingRect().center(), fill=c.accent, mark=c.on_accent)

    def _paint_labels(self, painter: QPainter) -> None:
        """Write names beside their places, as far as they do not cover each other."""
        painter.setFont(scaled(self.font(), 0.9))
        metrics = painter.fontMetrics()
        taken: list[QRectF] = []
        chosen_first = sorted(self._features[:200], key=lambda one: one.value not in self._chosen)
        for feature in chosen_first:
            words = self._labels.get(feature.value, "")
            box = QRectF(0, 0, metrics.horizontalAdvance(words), metrics.height())
            box.moveCenter(self._label_place(feature, box.width()))
            inside = QRectF(self.rect()).contains(box)
            if inside and not any(box.intersects(other) for other in taken):
                taken.append(box)
                start = QPointF(box.left(), box.bottom() - metrics.descent())
                paint_words(painter, start, words, colours().text)

    def _label_place(self, feature: Feature, width: float) -> QPointF:
        """Return the middle of a name: in its border, else right of the place or of the end."""
        if feature.closed:
            return self._shapes[feature.value].boundingRect().center() + QPointF(0, px(20))
        end = self._view.point(feature.places[-1])
        return end + QPointF(px(_DOT) + 6 + width / 2, 0)

    def _value_at(self, at: QPointF) -> str:
        """Return the nearest place within reach, else the smallest border around."""
        near: tuple[float, str] = (px(_REACH), "")
        around: tuple[float, str] = (float("inf"), "")
        for feature in self._features:
            shape = self._shapes[feature.value]
            box = shape.boundingRect()
            if not box.adjusted(-_REACH, -_REACH, _REACH, _REACH).contains(at):
                continue
            if feature.closed:
                size = box.width() * box.height()
                if size < around[0] and shape.contains(at):
                    around = (size, feature.value)
                continue
            away = _distance(shape, at, point=len(feature.places) == 1)
            if away <= near[0]:
                near = (away, feature.value)
        return near[1] or around[1]

    def _fit(self) -> None:
        self._own_view = False
        every = [place for feature in self._features for place in feature.places]
        self._look(PlaneView(QSizeF(self.size())).fitting(every))

    def _look(self, view: PlaneView) -> None:
        self._view = view
        self._shapes = {one.value: shape_of(one, view) for one in self._features}
        self.update()


def _distance(shape: QPainterPath, at: QPointF, *, point: bool) -> float:
    if point:
        return (shape.boundingRect().center() - at).manhattanLength()
    corners = shape.toSubpathPolygons()[0].toList()
    return min(map(lambda a, b: _from_line(a, b, at), corners, corners[1:]), default=1e9)


def _from_line(start: QPointF, end: QPointF, at: QPointF) -> float:
    along = end - start
    length = QPointF.dotProduct(along, along)
    share = min(max(QPointF.dotProduct(at - start, along) / length, 0.0), 1.0) if length else 0.0
    return (start + along * share - at).manhattanLength()
