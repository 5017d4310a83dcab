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
        hints = [part.sizeHint() for part in self._parts if not part.isHidden()]
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
        top = -self._spacing
        for line in self._lines():
            left, top = 0, top + self._spacing
            tall = max(part.sizeHint().height() for part in line)
            for part in line:
                size = part.sizeHint()
                middle = top + (tall - size.height()) // 2
                part.setGeometry(left, middle, min(size.width(), self.width()), size.height())
                left += size.width() + self._spacing
            top += tall
        if self.minimumHeight() != max(top, 0):  # nested layouts do not ask for it
            self.setFixedHeight(max(top, 0))

    def _lines(self) -> list[list[QWidget]]:
        """Return what stands side by side, line by line."""
        lines: list[list[QWidget]] = []
        left = 0
        for part in self._parts:
            if part.isHidden():
                continue
            width = part.sizeHint().width()
            if not lines or (left and left + width > self.width()):
                lines.append([])
                left = 0
            lines[-1].append(part)
            left += width + self._spacing
        return lines
