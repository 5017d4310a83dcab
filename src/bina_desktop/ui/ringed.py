"""A button that shows its focus also where it is filled."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton

from bina_desktop.ui.theme import colours


class RingedButton(QPushButton):
    """Shows the focus of a filled button; the ring of a style sheet would touch the words."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, then the ring inside."""
        super().paintEvent(event)
        if self.hasFocus() and self.property("kind") == "primary":
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours().on_accent), 2.0))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 3, 3)
