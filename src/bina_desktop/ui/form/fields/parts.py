"""What a question is put together from, beside its control."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bina_desktop.ui.form.fields.words import Words
from bina_desktop.ui.panels import Picture
from bina_desktop.ui.theme import colours

QWIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's own limit, which PySide does not name."""


class ProblemLine(QWidget):
    """Sign and sentence of a violation."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 2)
        sign = Picture("error", colours().bad)
        self.words = Words(self, kind="fault")
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.words, 1)


def to_the_left(control: QWidget) -> QHBoxLayout:
    """Let a control that has a greatest width stand at the left, not in the middle."""
    layout = QHBoxLayout()
    layout.addWidget(control, 1)
    if control.maximumWidth() < QWIDGETSIZE_MAX:
        layout.setStretch(0, 100)
        layout.addStretch(1)
    return layout
