"""Controls side by side, in as many lines as the width asks for."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class WrappedRow(QWidget):
    """Puts its parts from left to right; what does not fit goes below.

    In large text a row of switches is wider than the window, which must not grow with it.
    """

    def __init__(self, *, spacing: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spacing = spacing
        self._parts: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def add(self, part: QWidget) -> None:
        """Append a part."""
        part.setParent(self)
        self._parts.append(part)
        self._arrange()

    def parts_in_order(self) -> Iterable[QWidget]:
        """Return its parts in the order of reading."""
        return tuple(self._parts)

    def sizeHint(self) -> QSize:
        """Wish for one line."""
        hints = [part.sizeHint() for part in self._parts]
        wide = sum(hint.width() + self._spacing for hint in hints) - self._spacing
        return QSize(max(wide, 0), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """Need the room of the widest part."""
        widest = max((part.minimumSizeHint().width() for part in self._parts), default=0)
        return QSize(widest, self.minimumHeight())

    def event(self, event: QEvent) -> bool:
        """Follow a part that says something else, or says it in another font."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._arrange()
            self.updateGeometry()
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give everything its place at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def _arrange(self) -> None:
        left = top = tall = 0
        for part in self._parts:
            size = part.sizeHint()
            if left and left + size.width() > self.width():
                left, top = 0, top + tall + self._spacing
                tall = 0
            part.setGeometry(left, top, min(size.width(), self.width()), size.height())
            left, tall = left + size.width() + self._spacing, max(tall, size.height())
        if self.minimumHeight() != top + tall:  # nested layouts do not ask for it
            self.setFixedHeight(top + tall)
