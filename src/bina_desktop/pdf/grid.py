"""Ruled tables of any number of rows, cut by the page in linear time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from reportlab.platypus import CondPageBreak, Flowable

from bina_desktop.pdf.layout import CELL, CELL_HEAD, INK, RULE, SHADE, para
from bina_desktop.pdf.words import Words

_SIDE: Final = 4.0
_HEAD_SIDE: Final = 1.0
_ABOVE: Final = 3.0
_BELOW: Final = 4.0
"""Points between the rules of a cell and what it holds; headings may come nearer to the sides."""
_NEAR: Final = 0.01
"""Points; a row so near to the height of its page is cut, as sums may round either way."""
_BEGUN: Final = 60
"""Points under a heading that are enough where the row is cut anyhow."""
_Cell = list[Flowable]


class GridTable(Flowable):
    """A ruled table with a head that returns on every page.

    Each row is measured once and remembered, and drawn as it is, so that a table of thousands of
    rows stays linear. A row moves to the next page whole; only one that no page could hold is cut.
    """

    def __init__(
        self,
        head: Sequence[Any],
        rows: Sequence[Sequence[Any]],
        widths: Sequence[float],
        *,
        heights: Sequence[float] = (),
        least: float = 0,
    ) -> None:
        """Take cells as text, flowables or lists of them; `heights` are of the head and the rows.

        An empty head makes a table that goes on from another one above it; None in a head makes
        the cell before it as wide as both.

        No row is lower than `least` points.
        """
        super().__init__()
        self._head = [None if cell is None else _cell(cell, CELL_HEAD) for cell in head]
        self._rows = [[_cell(cell, CELL) for cell in row] for row in rows]
        self._widths = list(widths)
        self._heights = list(heights)
        self._least = least

    def _measure(self) -> list[float]:
        """Return the heights of head and rows."""
        if not self._heights:
            self._heights = [self._head_height(), *map(self._row_height, self._rows)]
        return self._heights

    def _head_height(self) -> float:
        heights = [
            _height(cell, self.canv, width - 2 * _HEAD_SIDE)
            for cell, _, width in self._head_cells()
        ]
        return max(heights) + _ABOVE + _BELOW if heights else 0

    def _row_height(self, row: Sequence[_Cell]) -> float:
        cells = zip(row, self._widths, strict=True)
        high = max(_height(cell, self.canv, width - 2 * _SIDE) for cell, width in cells)
        return max(self._least, high + _ABOVE + _BELOW)

    def _head_cells(self) -> list[tuple[_Cell, float, float]]:
        """Return the headings with their left edge and width."""
        found: list[tuple[_Cell, float, float]] = []
        x = 0.0
        for cell, width in zip(self._head, self._widths, strict=False):
            if cell is None:
                over, left, narrow = found.pop()
                found.append((over, left, narrow + width))
            else:
                found.append((cell, x, width))
            x += width
        return found

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """Return the size of the whole table."""
        self.width, self.height = sum(self._widths), sum(self._measure())
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: ARG002, N803
        """Cut what fits on this page; the rest goes on as a table of its own."""
        heights = self._measure()
        used, fitting = heights[0], 0
        while fitting < len(self._rows) and used + heights[fitting + 1] <= aH:
            used += heights[fitting + 1]
            fitting += 1
        if fitting < len(self._rows) and heights[0] + heights[fitting + 1] > _page(self, aH):
            halves = self._cut_row(fitting, aH - used)
            if halves:
                return halves
        if not fitting:
            return []
        return [
            self._part(self._rows[:fitting], heights[: fitting + 1]),
            self._part(self._rows[fitting:], [heights[0], *heights[fitting + 1 :]]),
        ]

    def _part(self, rows: list[list[_Cell]], heights: Sequence[float]) -> GridTable:
        part = GridTable((), (), self._widths, heights=heights, least=self._least)
        part._head, part._rows = self._head, rows
        return part

    def _cut_row(self, place: int, room: float) -> list[Flowable]:
        """Cut within row `place`, keeping the rows before it on this page.

        Nothing comes back where too little room is left: then the whole row goes on, and a number
        in a narrow cell is not parted from the text beside it.
        """
        room -= _ABOVE + _BELOW
        pairs = [
            _cut(cell, self.canv, width - 2 * _SIDE, room)
            for cell, width in zip(self._rows[place], self._widths, strict=True)
        ]
        above, below = ([pair[side] for pair in pairs] for side in (0, 1))
        high = self._row_height(above)
        if any(rest and not cut for cut, rest in pairs) or high > room + _ABOVE + _BELOW:
            return []
        heights, rows = self._heights, self._rows
        return [
            self._part([*rows[:place], above], [*heights[: place + 1], high]),
            self._part(
                [below, *rows[place + 1 :]],
                [heights[0], self._row_height(below), *heights[place + 2 :]],
            ),
        ]

    def draw(self) -> None:
        """Draw rules and cells of a table that fits as a whole."""
        canvas: Any = self.canv
        heights = self._measure()
        top = sum(heights)
        if self._head:
            canvas.setFillColor(SHADE)
            canvas.rect(0, top - heights[0], sum(self._widths), heights[0], stroke=0, fill=1)
        self._draw_rules(canvas, top)
        for cell, x, width in self._head_cells():
            high = _height(cell, canvas, width - 2 * _HEAD_SIDE)
            middle = top - (heights[0] - high) / 2 + (_BELOW - _ABOVE) / 2
            _draw(cell, canvas, x + _HEAD_SIDE, middle, width - 2 * _HEAD_SIDE)
        y = top - heights[0]
        for row, height in zip(self._rows, heights[1:], strict=True):
            x = 0.0
            for cell, width in zip(row, self._widths, strict=True):
                _draw(cell, canvas, x + _SIDE, y - _ABOVE, width - 2 * _SIDE)
                x += width
            y -= height

    def _draw_rules(self, canvas: Any, top: float) -> None:
        heights, width = self._heights, sum(self._widths)
        lines: list[tuple[float, float, float, float]] = []
        y = top
        for height in heights[0 if self._head else 1 : -1]:
            y -= height
            lines.append((0.0, y, width, y))
        below = top - heights[0]
        x = 0.0
        for place, column in enumerate(self._widths[:-1]):
            x += column
            joined = self._head and self._head[place + 1] is None
            lines.append((x, 0.0, x, below if joined else top))
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        if lines:
            canvas.lines(lines)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.8)
        canvas.rect(0, 0, width, top, stroke=1, fill=0)

    def first_row(self, canvas: Any) -> float:
        """Return the height of the head with the first row under it."""
        self.canv = canvas
        return sum(self._measure()[:2])


def _cell(given: Any, look: Any) -> _Cell:
    if isinstance(given, str):
        return [para(given, look)]
    return [given] if isinstance(given, Flowable) else list(given)


def _height(cell: _Cell, canvas: Any, room: float) -> float:
    """Return how high what a cell holds is, with the space between its parts."""
    high = gap = 0.0
    for place, part in enumerate(cell):
        if place:
            high += max(gap, part.getSpaceBefore())
        high += part.wrapOn(canvas, room, 10_000)[1]
        gap = part.getSpaceAfter()
    return high


def _draw(cell: _Cell, canvas: Any, x: float, top: float, room: float) -> None:
    y, gap = top, 0.0
    for place, part in enumerate(cell):
        if place:
            y -= max(gap, part.getSpaceBefore())
        y -= part.wrapOn(canvas, room, 10_000)[1]
        gap = part.getSpaceAfter()
        if isinstance(part, Words):
            part.write(canvas, x, y)
        else:
            part.drawOn(canvas, x, y)


def _cut(cell: _Cell, canvas: Any, room: float, height: float) -> tuple[_Cell, _Cell]:
    """Return what of a cell fits into this height, and the rest."""
    used = gap = 0.0
    for place, part in enumerate(cell):
        if place:
            used += max(gap, part.getSpaceBefore())
        gap = part.getSpaceAfter()
        high = part.wrapOn(canvas, room, 10_000)[1]
        if used + high > height:
            halves = part.splitOn(canvas, room, height - used)
            if len(halves) < 2:
                return cell[:place], cell[place:]
            return [*cell[:place], halves[0]], [*halves[1:], *cell[place + 1 :]]
        used += high
    return cell, []


def _page(flowable: Any, room: float) -> float:
    """Return up to which height a row moves to the next page whole.

    That of the frame, where one asks; else of the room given, as within the cell of another table.
    """
    frame = getattr(flowable, "_frame", None)
    return (room if frame is None else frame._aH) - _NEAR  # noqa: SLF001 - it has no door


class _RoomFor(CondPageBreak):
    """Turns the page unless the heading and the first row of the table both fit."""

    def __init__(self, heading: Sequence[Flowable], table: GridTable) -> None:
        super().__init__(0)
        self._heading = list(heading)
        self._table = table

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        """Measure both."""
        above = sum(part.wrapOn(self.canv, aW, aH)[1] for part in self._heading)
        space = sum(part.getSpaceBefore() + part.getSpaceAfter() for part in self._heading)
        row = self._table.first_row(self.canv)
        whole = above + space + row
        self.height = whole if whole <= _page(self, aH) else above + space + _BEGUN
        return super().wrap(aW, aH)


def headed(heading: Sequence[Flowable], table: GridTable) -> list[Flowable]:
    """Return a table under its heading; the heading is never left alone at the foot of a page."""
    return [_RoomFor(heading, table), *heading, table]
