"""The pieces of the kiosk's screens: large words, large buttons, dots of progress."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from bina_desktop.ui.kiosk.answers import LARGE
from bina_desktop.ui.panels import Wrapped, button, label
from bina_desktop.ui.theme import colours, px, scaled, sized

WIDEST = 1080
"""Beyond this width lines become too long to read."""
_MOST_DOTS = 30


def big_button(
    text: str, slot: Callable[[], object] | None = None, *, kind: str = ""
) -> QPushButton:
    """Make a button that a finger hits."""
    made = button(text, slot, kind=kind)
    made.setFont(scaled(made.font(), LARGE, bold=kind == "primary"))
    made.setProperty("reach", "finger")
    sized(made, min_width=170)
    return made


def words(text: str = "", *, size: float = 1.0, bold: bool = False, kind: str = "") -> Wrapped:
    """Make large words that wrap."""
    made = label(text, size=size, bold=bold, kind=kind, wrap=True)
    assert isinstance(made, Wrapped)
    return made


def in_the_middle(widget: QWidget, most: int = WIDEST) -> QHBoxLayout:
    """Keep a widget in the middle of a wide screen."""
    sized(widget, max_width=most)
    layout = QHBoxLayout()
    layout.addStretch(1)
    layout.addWidget(widget, 1000)
    layout.addStretch(1)
    return layout


class Dots(QWidget):
    """One dot for each question: answered, here, still to come. Words beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._place, self._total = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_place(self, place: int, total: int) -> None:
        """Show the `place`-th of `total`, counted from 1."""
        self._place, self._total = place, total
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the height of a dot and its ring."""
        return QSize(px(120), px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw dots, or a line where they would be too many."""
        del event
        if not self._total:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._total > _MOST_DOTS or self._total * px(16) > self.width():
            self._draw_line(painter)
        else:
            self._draw_dots(painter)

    def _draw_dots(self, painter: QPainter) -> None:
        c = colours()
        step, middle = min(px(28), self.width() / self._total), self.height() / 2
        for number in range(1, self._total + 1):
            centre = QPointF(step * (number - 0.5), middle)
            here, done = number == self._place, number < self._place
            painter.setPen(QPen(QColor(c.accent if here or done else c.line_strong), 2))
            painter.setBrush(QColor(c.accent if done else c.surface))
            radius = px(8) if here else px(5)
            painter.drawEllipse(centre, radius, radius)
            if here:
                painter.setBrush(QColor(c.accent))
                painter.drawEllipse(centre, px(3), px(3))

    def _draw_line(self, painter: QPainter) -> None:
        c = colours()
        line = QRectF(0, self.height() / 2 - px(3), self.width(), px(6))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.line_strong))
        painter.drawRoundedRect(line, px(3), px(3))
        line.setWidth(line.width() * self._place / self._total)
        painter.setBrush(QColor(c.accent))
        painter.drawRoundedRect(line, px(3), px(3))
