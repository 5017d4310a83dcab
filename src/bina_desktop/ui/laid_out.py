"""What stands in a layout, found and put away without touching the layout's own items.

Python must never be handed an item of a layout (`itemAt`, `takeAt`): Qt makes items and drops
them without telling, and Python keeps its wrapper of one that is gone. When something else comes
to stand at the same address, its end crashes the program, inside shiboken (seen in 6.11).
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def parts_of(layout: QLayout) -> list[QWidget | QLayout]:
    """Return widgets and layouts in the order of their places."""
    parent = layout.parentWidget()
    parts: list[QWidget | QLayout] = [
        child for child in layout.children() if isinstance(child, QLayout)
    ]
    if parent is not None:
        only_here = Qt.FindChildOption.FindDirectChildrenOnly
        parts += parent.findChildren(QWidget, options=only_here)
    placed = ((layout.indexOf(part), part) for part in parts)
    return [part for place, part in sorted(placed, key=lambda one: one[0]) if place >= 0]


def clear(layout: QLayout) -> None:
    """Put the widgets of a layout away, for good; other spaces in it stay."""
    for part in parts_of(layout):
        if isinstance(part, QWidget):
            layout.removeWidget(part)
            part.hide()  # gone at once: what comes next takes its place
            part.deleteLater()
