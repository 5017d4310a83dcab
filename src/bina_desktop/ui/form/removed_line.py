"""Says that a row was removed and offers to bring it back; no question is asked before."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from bina_desktop.ui.panels import button, label
from bina_desktop.ui.theme import px


class RemovedLine(QFrame):
    """One calm line above the page; gone with the next thing that is done."""

    wished = Signal()

    def __init__(self, margin: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.setProperty("tone", "info")
        self._words = label()
        self.back = button(self.tr("&Kembalikan"), self.wished.emit)
        self.back.setToolTip(self.tr("Ctrl+Z"))
        self.back.setIconSize(QSize(px(16), px(16)))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(margin, 4, margin, 4)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.back)
        self.hide()

    def tell(self, text: str) -> None:
        """Show a sentence."""
        self._words.setText(text)
        self.show()
