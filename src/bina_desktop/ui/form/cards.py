"""The cards of a page: frames in which its questions stand, line by line, in form order.

No layout of Qt's holds them: nested ones ask each part for its height at many widths, again with
every part that comes. Here each line is asked once, and again only when something in it changed.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from bina_desktop.formengine.client import Ref
from bina_desktop.ui.form.fields.field import Field
from bina_desktop.ui.form.fields.grid_line import GridLine
from bina_desktop.ui.form.navigation import Slot
from bina_desktop.ui.theme import GAP

_STEP = 26
"""How far each repeat within a card is set in."""
_SIDE, _ABOVE, _BELOW, _BETWEEN = 2, 11, 13, 2
"""Room in a card around its lines, and between them."""
_BETWEEN_CARDS = GAP + 4


@dataclass(slots=True)
class _Line:
    first: int
    """The first slot that stands in it, counted from that of the card."""
    widget: QWidget
    height: int = -1
    """What it needs at the width of the page; negative while it was not asked."""
    least: int = 0
    """Least width."""


@dataclass(slots=True)
class _Card:
    first: int
    frame: _Frame
    lines: list[_Line] = field(default_factory=list[_Line])
    grid: dict[int, GridLine] = field(default_factory=dict[int, GridLine])
    """Lines of several questions, by their first slot, counted likewise."""
    widgets: list[QWidget] = field(default_factory=list[QWidget])

    def retire(self) -> None:
        """Leave the page. A key may have been pressed in it, which still has to finish there."""
        self.frame.changed = None
        self.frame.hide()
        QTimer.singleShot(0, self.frame, self.frame.deleteLater)


class Cards:
    """Puts what is drawn at its place, whenever it comes."""

    def __init__(
        self, page: QWidget, slots: Sequence[Slot], lines: Mapping[int, tuple[int, int]]
    ) -> None:
        """Stand in `page`; `lines` tells which places share a line."""
        self._page = page
        self._cards: dict[Ref, _Card] = {}
        self._order: list[_Card] = []
        self._width = 0
        self._take(slots, lines)

    def _take(self, slots: Sequence[Slot], lines: Mapping[int, tuple[int, int]]) -> None:
        self._slots = slots
        self._lines = lines
        self._first: dict[Ref, int] = {}
        for place, slot in enumerate(slots):
            self._first.setdefault(slot.card, place)

    def become(
        self, slots: Sequence[Slot], lines: Mapping[int, tuple[int, int]], kept: Container[Ref]
    ) -> None:
        """Take other slots; the cards of `kept` have the same as before, all others leave."""
        self._take(slots, lines)
        for key, card in list(self._cards.items()):
            if key in kept:
                card.first = self._first[key]
            else:
                self._cards.pop(key).retire()
        self._order = sorted(self._cards.values(), key=lambda one: one.first)

    def frame(self, slot: Slot) -> QWidget:
        """Return the card of a slot; made when it is first wanted."""
        card = self._cards.get(slot.card)
        if card is None:
            frame = _Frame(self._page, lambda: self._measure_anew(slot.card))
            card = self._cards[slot.card] = _Card(self._first[slot.card], frame)
            insort(self._order, card, key=lambda one: one.first)
        return card.frame

    def put(self, place: int, widget: QWidget) -> None:
        """Put what draws a slot into its card; `arrange` gives it its place."""
        slot = self._slots[place]
        _indent(widget, slot.level)
        card = self._cards[slot.card]
        card.widgets.append(widget)
        first, share = self._lines.get(place, (place, 0))
        place, first = place - card.first, first - card.first
        if not share:
            line = _Line(place, widget)
            _add(card, line)
            if self._width:
                self._measure(line)
                widget.resize(self._width - 2 * _SIDE, line.height)
            return
        grid = card.grid.get(first)
        if grid is None:
            grid = card.grid[first] = GridLine(card.frame)
            _add(card, _Line(first, grid))
        grid.put(place, widget, share)

    def follow(self, slot: Slot, widget: QWidget) -> None:
        """Show the card of a slot, where something came or went, while anything in it is shown."""
        card = self._cards[slot.card]
        line = widget.parentWidget()
        if isinstance(line, GridLine) and line.isHidden() and not widget.isHidden():
            line.show()
        shown = not widget.isHidden() or any(not one.isHidden() for one in card.widgets)
        if card.frame.isHidden() is shown:
            card.frame.setVisible(shown)

    def height_of(self, slot: Slot, width: int) -> int:
        """Return how high the last line of the card of a slot is, for a page of this width."""
        self._width = width
        line = self._cards[slot.card].lines[-1]
        self._measure(line)
        return line.height

    def arrange(self, width: int) -> None:
        """Give everything its place on a page of this width."""
        if width != self._width:
            self._width = width
            for card in self._order:
                _forget(card)
        top = least = 0
        for card in self._order:
            if not card.frame.isHidden():
                top = self._arrange(card, top) + _BETWEEN_CARDS
                least = max(least, *(line.least for line in card.lines), 0)
        self._page.setMinimumSize(least + 2 * _SIDE, max(top - _BETWEEN_CARDS, 0))

    def _arrange(self, card: _Card, top: int) -> int:
        """Give the lines of a card their places; return where it ends."""
        below, wide = _ABOVE, self._width - 2 * _SIDE
        for line in card.lines:
            if not line.widget.isHidden():
                self._measure(line)
                line.widget.setGeometry(_SIDE, below, wide, line.height)
                below += line.height + _BETWEEN
        below += _BELOW - _BETWEEN
        card.frame.setGeometry(0, top, self._width, below)
        return top + below

    def _measure(self, line: _Line) -> None:
        if line.height < 0:
            widget, width = line.widget, self._width - 2 * _SIDE
            if isinstance(widget, (Field, GridLine)):
                widget.turn(width)
            tall = widget.heightForWidth(width)
            line.height = tall if tall >= 0 else widget.sizeHint().height()
            line.least = widget.minimumSizeHint().width()

    def _measure_anew(self, key: Ref) -> None:
        """Something in a card may need another height now."""
        _forget(self._cards[key])
        self.arrange(self._page.width())


class _Frame(QFrame):
    """Tells when something in it came, went or needs other room."""

    def __init__(self, page: QWidget, changed: Callable[[], None]) -> None:
        super().__init__(page)
        self.setProperty("kind", "card")
        self.changed: Callable[[], None] | None = changed

    def event(self, event: QEvent) -> bool:
        """Follow what the layouts inside post when they are done."""
        if event.type() is QEvent.Type.LayoutRequest:
            if self.changed is not None:
                self.changed()
            return True
        return super().event(event)


def _add(card: _Card, line: _Line) -> None:
    insort(card.lines, line, key=lambda one: one.first)


def _forget(card: _Card) -> None:
    for line in card.lines:
        line.height = -1


def _indent(widget: QWidget, level: int) -> None:
    """Set in what lies in a repeat within a card."""
    layout = widget.layout()
    if level and layout is not None:
        margins = layout.contentsMargins()
        margins.setLeft(margins.left() + level * _STEP)
        layout.setContentsMargins(margins)
