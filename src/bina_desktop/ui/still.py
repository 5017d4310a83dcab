"""Keeps layouts out of what changes often."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Still(QWidget):
    """Holds a part whose words change with every answer, in all the width there is.

    Qt lays a whole window out anew when a label in it says something else. Here it does so only
    where the part needs another height.
    """

    def __init__(self, part: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part = part
        self._tall = -1
        part.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Words may wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return what the part needs."""
        tall = self._part.heightForWidth(width)
        return tall if tall >= 0 else self._part.sizeHint().height()

    def sizeHint(self) -> QSize:
        """Wish for the height of the part at the width that there is."""
        return QSize(self._part.sizeHint().width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Allow any width in which the part can be read."""
        return QSize(self._part.minimumSizeHint().width(), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Ask for another height where the part has come to need one."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._follow()
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the part all of the room."""
        super().resizeEvent(event)
        self._part.setGeometry(self.rect())
        self._follow()

    def _follow(self) -> None:
        tall = self.heightForWidth(self.width())
        if tall != self._tall:
            self._tall = tall
            self.updateGeometry()
