"""Ruled tables of any number of rows, cut by the page in linear time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from reportlab.platypus import CondPageBreak, Flowable, Table

from bina_desktop.pdf.blocks import FACE
from bina_desktop.pdf.layout import CELL, CELL_HEAD, INK, RULE, SHADE, para

_BODY: Final = [
    FACE,
    ("GRID", (0, 0), (-1, -1), 0.5, RULE),
    ("BOX", (0, 0), (-1, -1), 0.8, INK),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
]
_LOOK: Final = [
    *_BODY,
    ("BACKGROUND", (0, 0), (-1, 0), SHADE),
    ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
    ("LEFTPADDING", (0, 0), (-1, 0), 1),
    ("RIGHTPADDING", (0, 0), (-1, 0), 1),
]
_CHUNK: Final = 40
"""Rows measured at once: about a page. Platypus alone measures all rest rows on every page."""
_TALL: Final = 560
"""Points; a row higher than this may be higher than a page and is cut."""


class GridTable(Flowable):
    """A ruled table with a head that returns on every page.

    Each row is measured once and remembered, so that a table of thousands of rows stays linear. A
    row moves to the next page whole; only one that no page could hold is cut.
    """

    def __init__(
        self,
        head: Sequence[Any],
        rows: Sequence[Sequence[Any]],
        widths: Sequence[float],
        *,
        heights: Sequence[float] = (),
        least: float = 0,
        extra: Sequence[Any] = (),
    ) -> None:
        """Take cells as text or flowables; `heights` are those of the head and the rows.

        An empty head makes a table that goes on from another one above it.

        No row is lower than `least` points; `extra` are further style commands.
        """
        super().__init__()
        self._head = [para(cell, CELL_HEAD) if isinstance(cell, str) else cell for cell in head]
        self._rows = [
            [para(cell, CELL) if isinstance(cell, str) else cell for cell in row] for row in rows
        ]
        self._widths = list(widths)
        self._heights = list(heights)
        self._least = least
        self._extra = list(extra)

    def _table(self, rows: list[list[Any]], **options: Any) -> Any:
        head = [self._head] if self._head else []
        table = Table([*head, *rows], colWidths=self._widths, repeatRows=len(head), **options)
        table.setStyle([*(_LOOK if head else _BODY), *self._extra])
        return table

    def _measure(self, canvas: Any, width: float) -> list[float]:
        """Return the heights of head and rows; those not known yet are measured in chunks."""
        while len(self._heights) < len(self._rows) + 1:
            done = max(0, len(self._heights) - 1)
            table = self._table(self._rows[done : done + _CHUNK])
            table.wrapOn(canvas, width, 10_000)
            new = list(table._rowHeights)  # noqa: SLF001 - ReportLab has no other way to ask
            if self._head:
                first, *new = new
                self._heights = self._heights or [first]
            else:
                self._heights = self._heights or [0]
            self._heights += [max(height, self._least) for height in new]
        return self._heights

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """Return the size of the whole table."""
        return sum(self._widths), sum(self._measure(self.canv, aW))

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's names
        """Cut what fits on this page; the rest goes on as a table of its own."""
        heights = self._measure(self.canv, aW)
        used, fitting = heights[0], 0
        while fitting < len(self._rows) and used + heights[fitting + 1] <= aH:
            used += heights[fitting + 1]
            fitting += 1
        if fitting < len(self._rows) and heights[fitting + 1] > _TALL:
            return self._cut_row(fitting, aW, aH)
        if not fitting:
            return []
        return [
            self._part(self._rows[:fitting], heights[: fitting + 1]),
            self._part(self._rows[fitting:], [heights[0], *heights[fitting + 1 :]]),
        ]

    def _part(self, rows: list[list[Any]], heights: Sequence[float] = ()) -> GridTable:
        return GridTable(
            self._head,
            rows,
            self._widths,
            heights=heights,
            least=self._least,
            extra=self._extra,
        )

    def _cut_row(self, place: int, width: float, height: float) -> list[Flowable]:
        """Cut within row `place`, keeping the rows before it on this page."""
        table = self._table(self._rows[: place + 1], splitInRow=1)
        table.wrapOn(self.canv, width, height)
        parts = table.splitOn(self.canv, width, height)
        if len(parts) < 2:
            return []
        left = parts[1]._cellvalues[1 if self._head else 0 :]  # noqa: SLF001 - the rest of a cut row lives only there
        return [parts[0], self._part([*left, *self._rows[place + 1 :]])]

    def draw(self) -> None:
        """Draw a table that fits as a whole."""
        heights = self._heights if self._head else self._heights[1:]
        table = self._table(self._rows, rowHeights=heights)
        table.wrapOn(self.canv, *self._measured())
        table.drawOn(self.canv, 0, 0)

    def _measured(self) -> tuple[float, float]:
        return sum(self._widths), sum(self._heights)

    def first_row(self, canvas: Any, width: float) -> float:
        """Return the height of the head with the first row under it."""
        return sum(self._measure(canvas, width)[:2])


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
        row = self._table.first_row(self.canv, aW)
        self.height = above + space + (row if row < _TALL else 60)
        return super().wrap(aW, aH)


def headed(heading: Sequence[Flowable], table: GridTable) -> list[Flowable]:
    """Return a table under its heading; the heading is never left alone at the foot of a page."""
    return [_RoomFor(heading, table), *heading, table]
