"""Daftar isi, tabel and gambar of the Laporan: titles with dots, and pages written when known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Final

from reportlab.lib.units import cm, mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer

from bina_desktop.pdf.fonts import SANS, bold
from bina_desktop.pdf.laporan_teks import bab
from bina_desktop.pdf.layout import LateCanvas, style
from bina_desktop.pdf.words import Words

_LEVELS: Final = (
    style("toc0", fontName=bold(SANS), fontSize=10.5, leading=17, spaceBefore=5),
    style("toc1", fontSize=10, leading=15.5),
)
_INDENTS: Final = (0.0, 8 * mm)
_NUMBERS: Final = 1 * cm
"""Width kept for the page numbers."""
_DOTS_END: Final = 7 * mm
_SERIES: Final = {"Tabel": "DAFTAR TABEL", "Gambar": "DAFTAR GAMBAR"}
_ROOM: Final = 4 * cm
"""Under which a further list begins on a new page."""


def with_lists(front: Sequence[Flowable], body: Sequence[Flowable]) -> list[Flowable]:
    """Return front, daftar isi, daftar tabel, daftar gambar and body as one story.

    Tables and figures of the body get their numbers here; a list of nothing is left out.
    """
    series: dict[str, list[tuple[str, str]]] = {name: [] for name in _SERIES}
    for part in _parts(body):
        found = series.get(getattr(part, "seri", ""))
        if found is not None:
            _number(part, found)
    heads = [bab("DAFTAR ISI"), *(bab(_SERIES[name]) for name, rows in series.items() if rows)]
    headings = _mark([*front, *(part for head in heads for part in head), *body])
    story = [*front, *heads[0], *(Entry(*line) for line in headings), PageBreak()]
    listed = [rows for rows in series.values() if rows]
    for place, (head, rows) in enumerate(zip(heads[1:], listed, strict=True)):
        room = [Spacer(1, 18), CondPageBreak(_ROOM)] if place else []
        story += [*room, *head, *(Entry(key, title, 1, indent=0) for key, title in rows)]
    return [*story, *([PageBreak()] if listed else []), *body]


def _parts(story: Sequence[Flowable]) -> Iterator[Flowable]:
    for part in story:
        if isinstance(part, KeepTogether):
            given: Any = part
            yield from _parts(given._content)  # noqa: SLF001 - ReportLab has no door to it
        else:
            yield part


def _number(part: Any, found: list[tuple[str, str]]) -> None:
    """Write the number of a table or figure before its title."""
    place = len(found) + 1
    part.tanda = f"{part.seri.lower()}-{place}"
    part.text = f"{part.seri} {place}. {part.text}"
    found.append((part.tanda, part.text))


def _mark(story: Sequence[Flowable]) -> list[tuple[str, str, int]]:
    """Name the headings; returns the bookmark, title and level of each."""
    found: list[tuple[str, str, int]] = []
    for part in _parts(story):
        heading: Any = part
        if hasattr(part, "tingkat"):
            heading.tanda = f"bab-{len(found)}"
            found.append((heading.tanda, heading.judul, heading.tingkat))
    return found


class Entry(Flowable):
    """One line: title, dots, page; it leads to its heading."""

    def __init__(self, key: str, title: str, level: int, *, indent: float | None = None) -> None:
        super().__init__()
        self._key = key
        self._indent = _INDENTS[level] if indent is None else indent
        self.style = _LEVELS[level]
        self.title = title
        self._words = Words(title, self.style)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        """Break long titles before the page number."""
        self.width = aW
        _, self.height = self._words.wrap(aW - self._indent - _NUMBERS, aH)
        return aW, self.height

    def draw(self) -> None:
        """Write title and dots; the page number comes when all pages are drawn."""
        canvas: Any = self.canv
        look: Any = self.style
        self._words.write(canvas, self._indent, 0)
        base = look.leading - look.fontSize
        left = self._indent + self._words.last_width() + 4
        dot = stringWidth(" .", look.fontName, look.fontSize)
        count = int((self.width - _DOTS_END - left) / dot)
        canvas.setFont(look.fontName, look.fontSize)
        canvas.setFillColor(look.textColor)
        canvas.drawRightString(self.width - _DOTS_END, base, " ." * count)
        canvas.linkRect("", self._key, (0, 0, self.width, self.height), relative=1)
        canvas.draw_late(f"isi-{self._key}", partial(self._draw_page, base, self.width))

    def _draw_page(self, base: float, right: float, canvas: Canvas) -> None:
        assert isinstance(canvas, LateCanvas)
        look: Any = self.style
        canvas.setFont(look.fontName, look.fontSize)
        canvas.setFillColor(look.textColor)
        canvas.drawRightString(right, base, str(canvas.places[self._key]))
