"""Lists of many thousands of rows: single lines on a fixed grid, drawn a page at a time.

Platypus measures every cell; a list whose rows are one line high needs none of that. Each page is
one flowable that writes its rows with one text object a column and one path for all rules.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Generic, TypeVar

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from bina_desktop.pdf.fonts import SANS, bold, regular
from bina_desktop.pdf.layout import INK, RULE, SHADE, fit, one_line

_SIZE: Final = 7.5
_ROW: Final = 13.0
_HEAD: Final = 17.0
_PAD: Final = 2.5
_NARROWEST: Final = 70
"""Percent of its width to which a letter may be pressed."""


_KNOWN: Final = 20_000
"""Texts whose coding is kept; names that stand once in a list would only fill the memory."""


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column: heading, width in points, and on which side its words stand."""

    judul: str
    lebar: float
    kanan: bool = False
    """True for figures: they stand at the right edge."""


def rows_on(height: float) -> int:
    """Return how many rows fit under the head in so many points."""
    return max(0, int((height - _HEAD) // _ROW))


class LongTable(Flowable, Generic[Row]):
    """Rows of single lines; what does not fit goes on on the next page under the same head.

    `words` tells what stands in a row, with its place from 1, when its page is drawn: so only the
    words of one page are held. Words that are too wide for their column are set narrower, and
    only then shortened.
    """

    def __init__(
        self,
        columns: Sequence[Kolom],
        rows: Sequence[Row],
        words: Callable[[int, Row], Sequence[str]],
        *,
        first: int = 0,
        last: int | None = None,
    ) -> None:
        super().__init__()
        self._columns = columns
        self._rows = rows
        self._words = words
        self._first = first
        self._last = len(rows) if last is None else last
        self.width = sum(column.lebar for column in columns)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """Return the size of all rows."""
        self.height = _HEAD + _ROW * (self._last - self._first)
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: ARG002, N803
        """Cut after the last row that fits; nothing is copied."""
        count = rows_on(aH)
        middle = self._first + count
        if not count or middle >= self._last:
            return []
        return [
            LongTable(self._columns, self._rows, self._words, first=self._first, last=middle),
            LongTable(self._columns, self._rows, self._words, first=middle, last=self._last),
        ]

    def draw(self) -> None:
        """Write head, rules and words."""
        canvas: Any = self.canv
        top = self.height
        canvas.setFillColor(SHADE)
        canvas.rect(0, top - _HEAD, self.width, _HEAD, stroke=0, fill=1)
        self._draw_rules(canvas, top)
        canvas.setFillColor(INK)
        rows = [self._words(n + 1, self._rows[n]) for n in range(self._first, self._last)]
        x = 0.0
        for place, column in enumerate(self._columns):
            canvas.setFont(bold(SANS), _SIZE)
            heading = fit(column.judul, bold(SANS), _SIZE, column.lebar - 2)
            canvas.drawCentredString(x + column.lebar / 2, top - _HEAD + 5.5, heading)
            _draw_column(canvas, column, [row[place] for row in rows], x, top - _HEAD)
            x += column.lebar

    def _draw_rules(self, canvas: Any, top: float) -> None:
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.4)
        count = self._last - self._first
        lines = [
            (0.0, top - _HEAD - _ROW * n, self.width, top - _HEAD - _ROW * n)
            for n in range(count + 1)
        ]
        x = 0.0
        for column in self._columns[:-1]:
            x += column.lebar
            lines.append((x, 0.0, x, top))
        canvas.lines(lines)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.8)
        canvas.rect(0, 0, self.width, top, stroke=1, fill=0)


def _draw_column(
    canvas: Any, column: Kolom, cells: Sequence[str], left: float, top: float
) -> None:
    room = column.lebar - 2 * _PAD
    text = canvas.beginText()
    text.setFont(regular(SANS), _SIZE)
    pressed = 100
    known: dict[str, str] = canvas.__dict__.setdefault("written_in_lists", {})
    y = top - _ROW + 4.0
    for words in cells:
        if words:
            shown, width, press = _fitted(words, room)
            if press != pressed:
                text.setHorizScale(press)
                pressed = press
            x = left + column.lebar - _PAD - width if column.kanan else left + _PAD
            text.setTextOrigin(x, y)
            _write(text, shown, known)
        y -= _ROW
    if pressed != 100:
        text.setHorizScale(100)
    canvas.drawText(text)


def _write(text: Any, words: str, known: dict[str, str]) -> None:
    """Write words; how they are coded is kept for the document, as most come again and again."""
    begun = text._curSubset == 0  # noqa: SLF001 - before, the code has to name the font as well
    code = known.get(words) if begun else None
    if code is None:
        code = text._formatText(words)  # noqa: SLF001 - textOut would measure them as well
        if begun and code.startswith("(") and len(known) < _KNOWN:
            known[words] = code
    text._code.append(code)  # noqa: SLF001


@lru_cache(maxsize=20_000)
def _fitted(words: str, room: float) -> tuple[str, float, int]:
    """Return what is shown, its width, and to how many percent it is pressed."""
    font = regular(SANS)
    words = one_line(words)
    width = stringWidth(words, font, _SIZE)
    if width <= room:
        return words, width, 100
    press = int(100 * room / width)
    if press >= _NARROWEST:
        return words, width * press / 100, press
    shown = fit(words, font, _SIZE, room * 100 / _NARROWEST)
    return shown, stringWidth(shown, font, _SIZE) * _NARROWEST / 100, _NARROWEST
