"""Lays choices out side by side: a fixed number of columns, as many as fit, or packed."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_GAP = 6


class ColumnsLayout(QLayout):
    """Rows of equal columns read from left to right; with `packed` each as wide as it needs.

    `columns` is what the form asks for, 0 as many as fit. Where the widest item does not fit
    into its column there are fewer columns, down to one.
    """

    def __init__(
        self, parent: QWidget | None = None, *, columns: int = 0, packed: bool = False
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._columns = columns
        self._packed = packed
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Hand an item back, None beyond the last."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take the width there is."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Need more lines where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        known = self._heights.get(width)
        if known is None:
            placed = self._placed(QRect(0, 0, width, 0))
            known = self._heights[width] = max((box.bottom() + 1 for _, box in placed), default=0)
        return known

    def invalidate(self) -> None:
        """Forget what was measured."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Place every item that is shown."""
        super().setGeometry(rect)
        for item, box in self._placed(rect):
            item.setGeometry(box)

    def sizeHint(self) -> QSize:
        """Ask for the width of all columns."""
        shown = self._shown()
        across = min(len(shown), self._columns or 3)
        width = max((item.sizeHint().width() for item in shown), default=0)
        return QSize(across * (width + _GAP), self.heightForWidth(across * (width + _GAP)))

    def minimumSize(self) -> QSize:
        """Allow one column of the narrowest width."""
        shown = self._shown()
        width = max((item.minimumSize().width() for item in shown), default=0)
        return QSize(width, max((item.minimumSize().height() for item in shown), default=0))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _placed(self, rect: QRect) -> Iterator[tuple[QLayoutItem, QRect]]:
        shown = self._shown()
        if self._packed:
            yield from _packed(shown, rect)
        elif shown:
            yield from _in_columns(shown, rect, self._across(shown, rect.width()))

    def _across(self, shown: list[QLayoutItem], width: int) -> int:
        """Return how many columns there are at a width."""
        widest = max(item.sizeHint().width() for item in shown)
        if self._columns:
            widest = max(item.minimumSize().width() for item in shown)
        fitting = max((width + _GAP) // (widest + _GAP), 1)
        return min(self._columns or len(shown), fitting)


def _in_columns(
    items: list[QLayoutItem], rect: QRect, across: int
) -> Iterator[tuple[QLayoutItem, QRect]]:
    width = (rect.width() - _GAP * (across - 1)) // across
    top = rect.top()
    for start in range(0, len(items), across):
        line = items[start : start + across]
        height = max(_height(item, width) for item in line)
        for place, item in enumerate(line):
            yield item, QRect(rect.left() + place * (width + _GAP), top, width, height)
        top += height + _GAP


def _packed(items: list[QLayoutItem], rect: QRect) -> Iterator[tuple[QLayoutItem, QRect]]:
    at, tall = QPoint(rect.topLeft()), 0
    for item in items:
        width = min(item.sizeHint().width(), rect.width())
        if at.x() > rect.left() and at.x() + width > rect.left() + rect.width():
            at, tall = QPoint(rect.left(), at.y() + tall + _GAP), 0
        height = _height(item, width)
        yield item, QRect(at, QSize(width, height))
        at.setX(at.x() + width + _GAP)
        tall = max(tall, height)


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
