"""Drawn choices: rows of a rubric (badge, name, descriptor) and tiles of a Likert scale."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractButton,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from bina_desktop.formengine.client import Choice
from bina_desktop.ui.form import markdown
from bina_desktop.ui.theme import colours, px, scaled

_SMALLEST_MARK = 24
_PAD = 10
_RING = 3
"""Room around a row for the ring of the focus, outside of its fill and frame."""
_NAME_COLUMN = 118
"""Width of the short names of a rubric, so that the descriptors stand below each other."""
_SHARE_OF_CODE = 0.6
"""How much of the width of its badge a code may take."""
_LISTS = 64
"""Lists whose words are kept: many questions of a form share one."""
_WRAP = Qt.TextFlag.TextWordWrap
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class Wording:
    """A label taken apart for drawing: `4 – Baik: memenuhi standar`."""

    value: str
    badge: str
    """Key that chooses it, drawn in front; '' for choices without a short code."""
    name: str
    descriptor: str
    plain: str
    """The whole label, for screen readers."""


@lru_cache(maxsize=_LISTS)
def wordings(choices: tuple[Choice, ...]) -> tuple[Wording, ...]:
    """Take the labels of a list apart; a rubric is a list whose labels begin with their code."""
    plain = [markdown.to_plain(choice.label) or choice.value for choice in choices]
    bare = [_without_code(text, c.value) for text, c in zip(plain, choices, strict=True)]
    rubric = bool(choices) and all(text is not None for text in bare)
    made: list[Wording] = []
    for choice, whole, rest in zip(choices, plain, bare, strict=True):
        name, colon, descriptor = (rest or "").partition(": ")
        if not rubric:
            digit = choice.value if re.fullmatch(r"[0-9]", choice.value, re.ASCII) else ""
            made.append(Wording(choice.value, digit, whole, "", whole))
        elif colon and len(name) <= 24:
            made.append(Wording(choice.value, choice.value.upper(), name, descriptor, whole))
        else:
            made.append(Wording(choice.value, choice.value.upper(), rest or "", "", whole))
    return tuple(made)


def _without_code(text: str, value: str) -> str | None:
    if len(value) > 3:
        return None
    found = re.match(rf"{re.escape(value)}\s*[-–—.:·]\s+", text, re.IGNORECASE)
    return text[found.end() :] if found else None


class ChoiceRow(QRadioButton):
    """One choice as a row over the whole width; keys are taken by the list it stands in."""

    key_pressed = Signal(object, QKeyEvent)

    def __init__(self, wording: Wording, parent: QWidget) -> None:
        super().__init__(wording.plain, parent)
        self.wording = wording
        self.marked = True
        """False leaves badge, circle and box out; what is chosen keeps its frame and fill."""
        self._heights: dict[int, int] = {}
        self.setAutoExclusive(False)
        self.setSizePolicy(_height_for_width())
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def mark_size(self) -> int:
        """Side of the badge, circle or box; it grows with the text."""
        return max(_SMALLEST_MARK, self.fontMetrics().height() + 7)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the key to the list; what it does not take goes on to the window."""
        event.ignore()
        self.key_pressed.emit(self, event)

    def sizeHint(self) -> QSize:
        """Ask for the width of one line within reason; the height follows from it."""
        width = min(max(self._one_line(), px(80)), px(420))
        return QSize(width, self.heightForWidth(width))

    def _one_line(self) -> int:
        """Return the width at which nothing wraps."""
        fixed = _PAD * 2 + (self.mark_size + 10 if self.marked else 0)
        wording = self.wording
        words = self.fontMetrics().horizontalAdvance(wording.descriptor or wording.name)
        beside = self._name_width() + 10 if wording.descriptor else 0
        return fixed + beside + round(words * 1.1) + 4

    def minimumSizeHint(self) -> QSize:
        """Allow any width that still holds a few words."""
        return QSize(min(px(160), self._one_line()), self.mark_size + _PAD)

    def hasHeightForWidth(self) -> bool:
        """Wrap long descriptors."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped text; layouts ask for it many times over."""
        known = self._heights.get(width)
        if known is None:
            known = self._heights[width] = self._measure(width)
        return known

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the font changes."""
        if event.type() is QEvent.Type.FontChange:
            self._heights.clear()
        super().changeEvent(event)

    def _measure(self, width: int) -> int:
        name, text = self._columns(width)
        wording = self.wording
        if not wording.descriptor:
            return (
                max(self._height_of(wording.name, text.width(), bold=True), self.mark_size) + _PAD
            )
        tall = self._height_of(wording.descriptor, text.width())
        tall = max(tall, self._height_of(wording.name, name.width(), bold=True))
        return max(tall, self.mark_size) + _PAD

    def hitButton(self, pos: object) -> bool:
        """Take a click anywhere in the row."""
        del pos
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, badge, name and descriptor."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, self, framed=not self.marked)
        badge = QRect(_PAD, 0, self.mark_size, self.mark_size)
        badge.moveTop(_PAD // 2)
        if self.marked:
            paint_mark(painter, badge, self)
        name, text = self._columns(self.width())
        painter.setPen(QColor(colours().text))
        if self.wording.descriptor:
            painter.setFont(scaled(self.font(), 1.0, bold=True))
            painter.drawText(name, _flags(), self.wording.name)
            painter.setFont(self.font())
            painter.drawText(text, _flags(), self.wording.descriptor)
        else:
            painter.setFont(scaled(self.font(), 1.0, bold=self.isChecked()))
            painter.drawText(text, _flags(), self.wording.name)

    def _columns(self, width: int) -> tuple[QRect, QRect]:
        left = _PAD + (self.mark_size + 10 if self.marked else 0)
        height = max(self.height() - _PAD, self.mark_size)
        name_width = min(self._name_width(), width // 3)
        name = QRect(left, _PAD // 2, name_width, height)
        start = left + name_width + 10 if self.wording.descriptor else left
        return name, QRect(start, _PAD // 2, max(width - start - _PAD, px(80)), height)

    def _name_width(self) -> int:
        return max(px(_NAME_COLUMN), self.fontMetrics().averageCharWidth() * 15)

    def _height_of(self, text: str, width: int, *, bold: bool = False) -> int:
        """Return the height of wrapped words; what is drawn bold once chosen wraps earlier."""
        metrics = self.fontMetrics()
        if bold:
            metrics = QFontMetrics(scaled(self.font(), 1.0, bold=True))
        box = metrics.boundingRect(QRect(0, 0, width, 10_000), int(_WRAP), text)
        return max(box.height(), 0)


class CheckRow(ChoiceRow):
    """One of several choices that may be ticked together."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, box and text."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, self, framed=not self.marked)
        if self.marked:
            box = QRect(_PAD, _PAD // 2, self.mark_size, self.mark_size).adjusted(3, 3, -3, -3)
            paint_box(painter, box, checked=self.isChecked())
        _, text = self._columns(self.width())
        painter.setPen(QColor(colours().text))
        painter.drawText(text, _flags(), self.wording.plain)


class ChoiceTile(ChoiceRow):
    """One step of a Likert scale: code above, words below, all tiles of equal width."""

    def sizeHint(self) -> QSize:
        """Ask for a width that holds two words."""
        return QSize(px(110), self.heightForWidth(px(110)))

    def minimumSizeHint(self) -> QSize:
        """Allow narrow tiles; their words wrap."""
        return QSize(px(64), px(44))

    def _measure(self, width: int) -> int:
        tall = self._height_of(self._words(), width - 2 * _PAD, bold=True)
        return tall + self.mark_size + 2 * _PAD + 4

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, badge and words."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, self, framed=True)
        side = self.mark_size
        if self.marked:
            paint_mark(painter, QRect((self.width() - side) // 2, _PAD, side, side), self)
        words = self.rect().adjusted(_PAD, _PAD + side + 4, -_PAD, -_PAD)
        painter.setPen(QColor(colours().text))
        painter.setFont(scaled(self.font(), 1.0, bold=self.isChecked()))
        centred = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(words, int(_WRAP) | int(centred), self._words())

    def _words(self) -> str:
        wording = self.wording
        return f"{wording.name}: {wording.descriptor}" if wording.descriptor else wording.name


def paint_ground(painter: QPainter, row: QAbstractButton, *, framed: bool = False) -> None:
    """Draw what tells chosen, pointed at and focused apart: fill, frame, and a ring around."""
    c = colours()
    area = QRectF(row.rect())
    fill, edge, thick = c.surface, c.line if framed else "", 1.0
    if row.underMouse() and row.isEnabled():
        fill = c.sunken
    if row.isChecked():
        fill, edge, thick = c.accent_soft, c.accent, 1.5
    painter.setBrush(QColor(fill))
    painter.setPen(QPen(QColor(edge), thick) if edge else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(area.adjusted(_RING, _RING, -_RING, -_RING), 5, 5)
    if row.hasFocus():
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(c.accent), 2.0))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 7, 7)


def paint_mark(painter: QPainter, area: QRect, row: ChoiceRow) -> None:
    """Draw the badge of a choice, or a radio button where it has no code."""
    if row.wording.badge:
        paint_badge(painter, area, row.wording.badge, checked=row.isChecked())
    else:
        paint_circle(painter, area, checked=row.isChecked())


def paint_badge(painter: QPainter, area: QRect, text: str, *, checked: bool) -> None:
    """Draw the code of a choice in a box that is filled when chosen."""
    c = colours()
    painter.setBrush(QColor(c.accent if checked else c.surface))
    painter.setPen(QPen(QColor(c.accent if checked else c.line_strong), 1.0))
    painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    painter.setPen(QColor(c.on_accent if checked else c.text))
    painter.save()
    bold = scaled(painter.font(), 1.0, bold=True)
    room = area.width() * _SHARE_OF_CODE / max(QFontMetrics(bold).horizontalAdvance(text), 1)
    painter.setFont(scaled(bold, min(room, 1.0), bold=True))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()


def paint_circle(painter: QPainter, area: QRect, *, checked: bool) -> None:
    """Draw a radio button."""
    c = colours()
    circle = QRectF(area).adjusted(4, 4, -4, -4)
    painter.setBrush(QColor(c.surface))
    painter.setPen(
        QPen(QColor(c.accent if checked else c.line_strong), area.width() / 5 if checked else 1.2)
    )
    painter.drawEllipse(circle.adjusted(2, 2, -2, -2) if checked else circle)


def paint_box(painter: QPainter, area: QRect, *, checked: bool) -> None:
    """Draw a check box."""
    c = colours()
    painter.setBrush(QColor(c.accent if checked else c.surface))
    painter.setPen(QPen(QColor(c.accent if checked else c.line_strong), 1.2))
    painter.drawRoundedRect(QRectF(area), 3, 3)
    if checked:
        painter.setPen(QPen(QColor(c.on_accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        corner = QPointF(area.topLeft())
        tick = ((0.22, 0.53), (0.42, 0.72), (0.78, 0.31))
        side = area.width()
        painter.drawPolyline(QPolygonF([corner + QPointF(x, y) * side for x, y in tick]))


def _flags() -> int:
    return int(_WRAP) | int(_MIDDLE)


def _height_for_width() -> QSizePolicy:
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    return policy
