"""Questions that stand side by side in shares of the line (`w1` to `w10`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from bina_desktop.formengine.client import Ref, Session
from bina_desktop.ui.form.navigation import Slot, SlotKind

_USUAL = 4
"""Shares of a line where its group does not say."""
_LETTERS = 22
"""Fewest letters a share of the line may hold; else its questions stand below each other."""


class GridLine(QWidget):
    """One line of questions; a narrow one becomes a column."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._places: list[int] = []

    def put(self, place: int, widget: QWidget, share: int) -> None:
        """Add a question; places are ascending from left to right."""
        at = sum(known < place for known in self._places)
        self._places.insert(at, place)
        self._layout.insertWidget(at, widget, share, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Suit the width."""
        super().resizeEvent(event)
        self.turn(self.width())

    def turn(self, width: int) -> None:
        """Turn into a column where the shares of this width are too narrow."""
        stretches = [self._layout.stretch(at) for at in range(self._layout.count())]
        shares = max(sum(stretches), 1)
        narrowest = min(stretches, default=1) * width / shares
        narrow = narrowest < _LETTERS * self.fontMetrics().averageCharWidth()
        across = QBoxLayout.Direction.LeftToRight
        self._layout.setDirection(QBoxLayout.Direction.TopToBottom if narrow else across)


def lines_of(session: Session, slots: Sequence[Slot]) -> Mapping[int, tuple[int, int]]:
    """Return the line and the share of every place that stands in one beside others.

    A line is named by its first place. Questions without a share have a line of their own.
    """
    found: dict[int, tuple[int, int]] = {}
    for (_, wide), run in groupby(
        enumerate(slots), key=lambda one: (_group(one[1]), _share(session, one[1]) > 0)
    ):
        if wide:
            found |= _lines(session, list(run))
    return found


def _lines(session: Session, run: Sequence[tuple[int, Slot]]) -> Mapping[int, tuple[int, int]]:
    parent = session.node(run[0][1].ref).parent
    whole = (parent.presentation.width if parent is not None else 0) or _USUAL
    found: dict[int, tuple[int, int]] = {}
    first, used = run[0][0], 0
    for place, slot in run:
        share = min(_share(session, slot), whole)
        if used + share > whole:
            first, used = place, 0
        used += share
        found[place] = (first, share)
    return found


def _share(session: Session, slot: Slot) -> int:
    if slot.kind is not SlotKind.FIELD:
        return 0
    return session.node(slot.ref).presentation.width


def _group(slot: Slot) -> tuple[Ref, str]:
    return slot.card, slot.ref.rpartition("/")[0]
