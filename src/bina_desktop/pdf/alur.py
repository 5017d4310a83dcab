"""The table of a SOP with its flow: a symbol in the column of who acts, joined by arrows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from bina_desktop.domain.sop import Langkah, Sop
from bina_desktop.pdf.blocks import spread
from bina_desktop.pdf.fonts import SANS, bold, regular
from bina_desktop.pdf.layout import (
    ACCENT,
    CELL,
    CELL_CENTER,
    CELL_HEAD,
    GREY,
    INK,
    RULE,
    SHADE,
    WHITE,
    para,
)

_HALF_WIDTH: Final = 8.5 * mm
_HALF_HEIGHT: Final = 4.6 * mm
_SIDE: Final = 5 * mm
"""How far beside the middle a draft comes back, so that it does not run over the way down."""
_PAD: Final = 3.5
_HEAD_ROWS: Final = (15.0, 37.0)
"""Over the columns of actors and standards, and under it with room for three lines."""
_HEAD: Final = sum(_HEAD_ROWS)
_LEAST: Final = 19 * mm
"""Least height of a step: a symbol with room for the arrows around it."""
_LEFT: Final = (8, 78)
_RIGHT: Final = (29, 18, 31, 28)
_ACTOR: Final = 25
_MUTU: Final = ("Persyaratan", "Waktu", "Output", "Ket.")


class Alur(Flowable):
    """Steps `first` to `last` of a SOP; what does not fit goes on behind a connector."""

    def __init__(
        self, sop: Sop, pelaksana: Mapping[str, str], width: float, *, first: int = 1
    ) -> None:
        super().__init__()
        self._sop, self._width, self._first = sop, width, first
        used = [str(step.pelaku) for step in sop.langkah]
        named = pelaksana or {role: role.title() for role in dict.fromkeys(used)}
        self._roles = list(named)
        self._named = named
        self._last = len(sop.langkah)
        parts = (*_LEFT, *(_ACTOR for _ in self._roles), *_RIGHT)
        self._columns = spread(width, *parts)
        edges = [0.0]
        for column in self._columns:
            edges.append(edges[-1] + column)
        self._edges = edges
        self._heights: list[float] = []

    # --- measuring ------------------------------------------------------------------------------

    def _steps(self) -> Sequence[Langkah]:
        return self._sop.langkah[self._first - 1 : self._last]

    def _cells(self, step: Langkah) -> list[Flowable]:
        back = " atau ".join(str(number) for number in step.kembali_ke)
        remark = f"Dapat dikembalikan ke langkah {back} dengan catatan" if back else ""
        return [
            para(f"{step.nomor}.", CELL_CENTER),
            para(step.uraian, CELL),
            para(step.persyaratan or "–", CELL),
            para(step.mutu_baku_teks, CELL_CENTER),
            para(step.output or "–", CELL),
            para(remark, CELL),
        ]

    def _places(self) -> list[int]:
        """Return the columns of the cells with words."""
        after = 2 + len(self._roles)
        return [0, 1, after, after + 1, after + 2, after + 3]

    def _measure(self, step: Langkah) -> float:
        tallest = max(
            cell.wrap(self._columns[at] - 2 * _PAD, 10_000)[1]
            for cell, at in zip(self._cells(step), self._places(), strict=True)
        )
        return max(tallest + 2 * _PAD + 2, _LEAST)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """Return the size with the two rows of the head."""
        self._heights = [self._measure(step) for step in self._steps()]
        self.width = self._width
        self.height = sum(self._heights) + _HEAD
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """Cut between two steps."""
        self.wrap(aW, aH)
        used, count = _HEAD, 0
        while count < len(self._heights) and used + self._heights[count] <= aH:
            used += self._heights[count]
            count += 1
        if not count or count == len(self._heights):
            return []
        upper = Alur(self._sop, self._named, self._width, first=self._first)
        upper._last = self._first + count - 1
        lower = Alur(self._sop, self._named, self._width, first=self._first + count)
        lower._last = self._last
        return [upper, lower]

    # --- drawing --------------------------------------------------------------------------------

    def draw(self) -> None:
        """Draw head, cells, symbols and arrows."""
        self._draw_head()
        top = self.height - _HEAD
        middles: dict[int, tuple[float, float]] = {}
        bottoms: dict[int, float] = {}
        for step, height in zip(self._steps(), self._heights, strict=True):
            self._draw_row(step, top, height)
            column = self._roles.index(str(step.pelaku)) + 2
            x = (self._edges[column] + self._edges[column + 1]) / 2
            middles[step.nomor] = (x, top - height / 2)
            top -= height
            bottoms[step.nomor] = top
        for step in self._steps():
            self._draw_onward(step, middles, bottoms)
        for step in self._steps():
            self._draw_back(step, middles)
        for step in self._steps():
            self._draw_symbol(step, middles[step.nomor])

    def _draw_head(self) -> None:
        canvas, top = self.canv, self.height
        canvas.setFillColor(SHADE)
        canvas.rect(0, top - _HEAD, self._width, _HEAD, stroke=0, fill=1)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.6)
        after = 2 + len(self._roles)
        for first, last, words in (
            (2, after, "Pelaksana"),
            (after, after + 3, "Mutu baku"),
        ):
            self._head(words, first, last, top, _HEAD_ROWS[0])
        for at, words in enumerate(self._named.values(), 2):
            self._head(words, at, at + 1, top - _HEAD_ROWS[0], _HEAD_ROWS[1])
        for at, words in enumerate(_MUTU[:3], after):
            self._head(words, at, at + 1, top - _HEAD_ROWS[0], _HEAD_ROWS[1])
        for at, words in ((0, "No."), (1, "Uraian prosedur"), (after + 3, _MUTU[3])):
            self._head(words, at, at + 1, top, _HEAD)

    def _head(self, words: str, first: int, last: int, top: float, height: float) -> None:
        left, right = self._edges[first], self._edges[last]
        self.canv.setStrokeColor(RULE)
        self.canv.rect(left, top - height, right - left, height, stroke=1, fill=0)
        cell = para(words, CELL_HEAD)
        _, tall = cell.wrap(right - left - 2, height)
        cell.drawOn(self.canv, left + 1, top - (height + tall) / 2)

    def _draw_row(self, step: Langkah, top: float, height: float) -> None:
        canvas = self.canv
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        for left, right in zip(self._edges, self._edges[1:], strict=False):
            canvas.rect(left, top - height, right - left, height, stroke=1, fill=0)
        for cell, at in zip(self._cells(step), self._places(), strict=True):
            _, tall = cell.wrap(self._columns[at] - 2 * _PAD, height)
            cell.drawOn(canvas, self._edges[at] + _PAD, top - _PAD - tall)

    def _draw_onward(
        self,
        step: Langkah,
        middles: Mapping[int, tuple[float, float]],
        bottoms: Mapping[int, float],
    ) -> None:
        """Lead from below a symbol along the rule between the rows into the next from above."""
        canvas = self.canv
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.9)
        x, y = middles[step.nomor]
        following = middles.get(step.nomor + 1)
        if following is not None:
            turn = bottoms[step.nomor]
            self._path([(x, y - _HALF_HEIGHT), (x, turn), (following[0], turn)])
            self._arrow((following[0], turn), (following[0], following[1] + _HALF_HEIGHT))
        elif step.nomor < len(self._sop.langkah):
            self._connector(x, bottoms[step.nomor] + 2.6 * mm, step.nomor + 1)
            self._arrow((x, y - _HALF_HEIGHT), (x, bottoms[step.nomor] + 5 * mm))
        if step.nomor == self._first > 1:
            top = self.height - _HEAD
            self._connector(x, top - 2.6 * mm, step.nomor)
            self._arrow((x, top - 5 * mm), (x, y + _HALF_HEIGHT))

    def _draw_back(self, step: Langkah, middles: Mapping[int, tuple[float, float]]) -> None:
        """Lead a returned draft from the side of a decision up to who has to act again."""
        if not step.kembali_ke or step.kembali_ke[0] not in middles:
            return
        canvas = self.canv
        x, y = middles[step.nomor]
        target = self._sop.step(step.kembali_ke[0])
        to_x, to_y = middles[target.nomor]
        side = 1 if to_x >= x else -1
        end_x = to_x + side * _SIDE
        lower = to_y - _HALF_HEIGHT
        if target.kembali_ke:  # a diamond: its edge rises towards the side
            lower = to_y - _HALF_HEIGHT * (1 - _SIDE / _HALF_WIDTH)
        start = x + side * _HALF_WIDTH
        canvas.setStrokeColor(GREY)
        canvas.setLineWidth(0.8)
        canvas.setDash(2.5, 1.8)
        self._path([(start, y), (end_x, y)])
        self._arrow((end_x, y), (end_x, lower))
        canvas.setDash()
        canvas.setFillColor(GREY)
        canvas.setFont(regular(SANS), 6.5)
        if side > 0:
            canvas.drawString(start + 2, y + 2, "Tidak")
        else:
            canvas.drawRightString(start - 2, y + 2, "Tidak")

    def _draw_symbol(self, step: Langkah, middle: tuple[float, float]) -> None:
        canvas = self.canv
        x, y = middle
        canvas.setStrokeColor(INK)
        canvas.setFillColor(WHITE)
        canvas.setLineWidth(1.1)
        if step.nomor in (1, len(self._sop.langkah)):
            canvas.roundRect(
                x - _HALF_WIDTH,
                y - _HALF_HEIGHT,
                2 * _HALF_WIDTH,
                2 * _HALF_HEIGHT,
                _HALF_HEIGHT,
                stroke=1,
                fill=1,
            )
        elif step.kembali_ke:
            self._polygon(
                [
                    (x, y + _HALF_HEIGHT),
                    (x + _HALF_WIDTH, y),
                    (x, y - _HALF_HEIGHT),
                    (x - _HALF_WIDTH, y),
                ]
            )
            canvas.setFillColor(GREY)
            canvas.setFont(regular(SANS), 6.5)
            canvas.drawString(x + 2, y - _HALF_HEIGHT - 7, "Ya")
        else:
            canvas.rect(
                x - _HALF_WIDTH,
                y - _HALF_HEIGHT,
                2 * _HALF_WIDTH,
                2 * _HALF_HEIGHT,
                stroke=1,
                fill=1,
            )
        canvas.setFillColor(ACCENT)
        canvas.setFont(bold(SANS), 7.5)
        words = {1: "Mulai", len(self._sop.langkah): "Selesai"}.get(step.nomor, str(step.nomor))
        canvas.drawCentredString(x, y - 2.6, words)

    def _connector(self, x: float, y: float, number: int) -> None:
        """Draw the pentagon that leads over to the other page."""
        half = 2.4 * mm
        canvas = self.canv
        canvas.setFillColor(WHITE)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.8)
        self._polygon(
            [
                (x - half, y + half),
                (x + half, y + half),
                (x + half, y - half * 0.2),
                (x, y - half),
                (x - half, y - half * 0.2),
            ]
        )
        canvas.setFillColor(INK)
        canvas.setFont(regular(SANS), 6.5)
        canvas.drawCentredString(x, y - 0.6, str(number))

    def _polygon(self, points: Sequence[tuple[float, float]]) -> None:
        path: Any = self.canv.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()
        self.canv.drawPath(path, stroke=1, fill=1)

    def _path(self, points: Sequence[tuple[float, float]]) -> None:
        path: Any = self.canv.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        self.canv.drawPath(path, stroke=1, fill=0)

    def _arrow(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Draw a vertical line with a head at its end."""
        self._path([start, end])
        x, y = end
        back = 4.2 if start[1] > y else -4.2
        self.canv.saveState()
        self.canv.setDash()
        self.canv.setFillColor(INK)
        self.canv.setLineWidth(0.5)
        self._polygon([(x, y), (x - 2, y + back), (x + 2, y + back)])
        self.canv.restoreState()
