"""The order in which Tab goes from control to control: that in which they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Protocol, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QBoxLayout,
    QComboBox,
    QLayout,
    QScrollArea,
    QSplitter,
    QWidget,
)

from bina_desktop.ui.laid_out import parts_of

_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox)
"""Controls whose parts are Qt's affair."""


class LaidOutByItself(Protocol):
    """A widget that puts its parts in their places without a layout of Qt's."""

    def parts_in_order(self) -> Iterable[QWidget]:
        """Return its parts in the order of reading."""
        ...


def order_focus(root: QWidget) -> None:
    """Let Tab go through what stands in a widget as it is laid out.

    Qt goes by the order in which things were made, which is rarely the order of reading, and never
    where something is made later. The first control stays where it was in the window's chain.
    """
    for before, after in pairwise(_stops(root)):
        QWidget.setTabOrder(before, after)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, _WHOLE) or _is_stop(widget):
        if _is_stop(widget):
            yield widget
        return
    for part in _parts(widget):
        yield from _stops(part)


def _is_stop(widget: QWidget) -> bool:
    """Tell whether Tab stops here, or may later: rows of choices take turns in being the stop."""
    takes_focus = widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
    return takes_focus and widget.focusProxy() is None


def _parts(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea):
        content = widget.widget()
        if content is not None:
            yield content
    elif isinstance(widget, QSplitter):
        halves = (widget.widget(index) for index in range(widget.count()))
        yield from (half for half in halves if half is not None)
    elif widget.layout() is not None:
        yield from _laid_out(widget.layout())
    elif hasattr(widget, "parts_in_order"):  # as a check of the protocol, at a tenth of its time
        yield from cast("LaidOutByItself", widget).parts_in_order()


def _laid_out(layout: QLayout | None) -> Iterator[QWidget]:
    if layout is None:
        return
    parts = parts_of(layout)
    for part in reversed(parts) if _is_reversed(layout) else parts:
        if isinstance(part, QLayout):
            yield from _laid_out(part)
        else:
            yield part


def _is_reversed(layout: QLayout) -> bool:
    backward = {QBoxLayout.Direction.BottomToTop, QBoxLayout.Direction.RightToLeft}
    return isinstance(layout, QBoxLayout) and layout.direction() in backward
