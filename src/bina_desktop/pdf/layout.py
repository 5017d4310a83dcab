"""Pages: paper sizes, margins, styles, page x of y, watermark, and the build of a document."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm, mm
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph
from reportlab.platypus.doctemplate import IndexingFlowable

from bina_desktop.domain.kode_cek import KODE_CEK
from bina_desktop.pdf.check_code import SIDE, draw_qr
from bina_desktop.pdf.fonts import SANS, bold, regular

F4: Final = (215 * mm, 330 * mm)
"""Folio of local practice, not the 210 × 330 that also circulates."""
A4: Final = (210 * mm, 297 * mm)

INK: Final = HexColor("#111111")
GREY: Final = HexColor("#5B6470")
RULE: Final = HexColor("#8A929C")
SHADE: Final = HexColor("#E9EDF2")
ACCENT: Final = HexColor("#1F4E79")
ACCENT_SOFT: Final = HexColor("#9DB8D2")
WARN: Final = HexColor("#A4262C")
WHITE: Final = HexColor("#FFFFFF")


@dataclass(frozen=True, slots=True)
class Kertas:
    """Paper and margins in points."""

    ukuran: tuple[float, float] = F4
    atas: float = 2 * cm
    kanan: float = 2 * cm
    bawah: float = 2.5 * cm
    kiri: float = 3 * cm
    """Never under 3 cm: the files are bound on the left."""

    @property
    def lebar(self) -> float:
        """Width of the text."""
        return self.ukuran[0] - self.kiri - self.kanan

    @property
    def tinggi(self) -> float:
        """Height of the text."""
        return self.ukuran[1] - self.atas - self.bawah


NASKAH: Final = Kertas()
LEMBAR: Final = Kertas(A4, atas=1.6 * cm, kanan=1.6 * cm, bawah=2 * cm)
NASKAH_LEBAR: Final = Kertas((F4[1], F4[0]), bawah=2 * cm)
"""F4 lying: tables of many columns."""
REKAP: Final = Kertas((A4[1], A4[0]), bawah=2 * cm, kiri=2 * cm)
"""A4 lying; bound along the upper edge."""
LAPORAN: Final = Kertas(A4, atas=2.5 * cm, kanan=2 * cm)


@dataclass(frozen=True, slots=True)
class Info:
    """Metadata and marks of a document."""

    judul: str
    penulis: str
    """The Dinas."""
    perihal: str
    draf: bool = False
    """Draws DRAF across every page."""
    contoh: bool = False
    """Marks every page as a sample."""
    kaki: str = ""
    """Left of the foot line; the page number stands right."""
    sampul: int = 0
    """Pages at the start without foot line."""
    kode: str = ""
    """Check code for every page; '' for none."""


def style(name: str, **changes: Any) -> ParagraphStyle:
    """Return a style derived from 11-point sans text, or from the `parent` given."""
    if "parent" in changes:
        return ParagraphStyle(name, **changes)
    given: dict[str, Any] = {
        "fontName": regular(SANS),
        "fontSize": 11,
        "leading": 14.5,
        "textColor": INK,
        "splitLongWords": 1,
    }
    given.update(changes)
    return ParagraphStyle(name, **given)


BODY: Final = style("body", alignment=TA_JUSTIFY, spaceAfter=6)
TEXT: Final = style("text")
BOLD: Final = style("bold", fontName=bold(SANS))
CENTER: Final = style("center", alignment=TA_CENTER)
TITLE: Final = style("title", fontName=bold(SANS), fontSize=12, leading=16, alignment=TA_CENTER)
CELL: Final = style("cell", fontSize=9, leading=11.2)
CELL_BOLD: Final = style("cell-bold", fontName=bold(SANS), fontSize=9, leading=11.2)
CELL_CENTER: Final = style("cell-center", fontSize=9, leading=11.2, alignment=TA_CENTER)
CELL_HEAD: Final = style(
    "cell-head", fontName=bold(SANS), fontSize=9, leading=11.2, alignment=TA_CENTER
)
SMALL: Final = style("small", fontSize=8, leading=10, textColor=GREY)


def para(text: str, look: ParagraphStyle = TEXT) -> Paragraph:
    """Set plain text; line breaks in it are kept."""
    return Paragraph(escape(text).replace("\n", "<br/>"), look)


def rich(markup: str, look: ParagraphStyle = TEXT) -> Paragraph:
    """Set ReportLab markup; user text in it must be escaped by the caller."""
    return Paragraph(markup, look)


def paragraphs(text: str, look: ParagraphStyle = BODY) -> list[Flowable]:
    """Set a longer text: blank lines separate paragraphs."""
    blocks = text.replace("\r\n", "\n").split("\n\n")
    return [para(block.strip(), look) for block in blocks if block.strip()]


class JumlahHalaman(IndexingFlowable):
    """Remembers how many pages the last pass had, so that "x dari y" is right on the next."""

    def __init__(self, guess: int = 0) -> None:
        super().__init__()
        self.total = guess
        self.seen = 0
        self._previous = -1

    def isSatisfied(self) -> bool:  # noqa: N802 - ReportLab's name
        """Ask for another pass until the number stands."""
        return self.total == self._previous

    def beforeBuild(self) -> None:  # noqa: N802 - ReportLab's name
        """Keep the number of the last pass."""
        self._previous = self.total
        self.seen = 0

    def afterBuild(self) -> None:  # noqa: N802 - ReportLab's name
        """Take the number of this pass."""
        self.total = self.seen

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """Take no room."""
        return 0, 0

    def draw(self) -> None:
        """Draw nothing."""


class _Template(BaseDocTemplate):
    """A document of one frame a page, with foot line, bookmarks and marks over the page."""

    def __init__(self, target: io.BytesIO, kertas: Kertas, info: Info, guess: int) -> None:
        super().__init__(
            target,
            pagesize=kertas.ukuran,
            title=info.judul,
            author=info.penulis,
            subject=info.perihal,
            creator="BINA Desktop",
            producer="BINA Desktop",
            lang="id-ID",
            keywords=f"{KODE_CEK} {info.kode}" if info.kode else None,
            invariant=1,
            initialFontName=regular(SANS),
            allowSplitting=1,
        )
        self._kertas = kertas
        self._info = info
        self.halaman = JumlahHalaman(guess)
        frame = Frame(
            kertas.kiri,
            kertas.bawah,
            kertas.lebar,
            kertas.tinggi,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        self.addPageTemplates(PageTemplate("isi", [frame], onPageEnd=self._finish_page))

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - ReportLab's name
        """Give headings their bookmark and their line in the table of contents."""
        level = getattr(flowable, "tingkat", None)
        if level is None:
            return
        title = str(getattr(flowable, "judul", ""))
        key = f"bab-{self.page}-{title}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(title, key, level, closed=level > 0)
        self.notify("TOCEntry", (level, escape(title), self.page, key))

    def _finish_page(self, canvas: Canvas, _doc: object) -> None:
        self.halaman.seen = max(self.halaman.seen, canvas.getPageNumber())
        canvas.saveState()
        if canvas.getPageNumber() > self._info.sampul:
            self._draw_foot(canvas)
        if self._info.kode:
            self._draw_check_code(canvas)
        if self._info.draf:
            self._draw_watermark(canvas)
        if self._info.contoh:
            self._draw_sample_mark(canvas)
        canvas.restoreState()

    def _draw_foot(self, canvas: Canvas) -> None:
        kertas = self._kertas
        y = kertas.bawah - 10 * mm
        total = self.halaman.total or canvas.getPageNumber()
        canvas.setFont(regular(SANS), 8)
        canvas.setFillColor(GREY)
        page = f"Halaman {canvas.getPageNumber()} dari {total}"
        right = kertas.ukuran[0] - kertas.kanan
        edge = right - (SIDE + 3 * mm if self._info.kode else 0)
        canvas.drawRightString(edge, y, page)
        room = edge - kertas.kiri - stringWidth(page, regular(SANS), 8) - 6 * mm
        canvas.drawString(kertas.kiri, y, fit(self._info.kaki, regular(SANS), 8, room))
        if self._info.kaki:
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.4)
            canvas.line(kertas.kiri, y + 4 * mm, right, y + 4 * mm)

    def _draw_check_code(self, canvas: Canvas) -> None:
        kertas = self._kertas
        drawing: Any = canvas
        catalog = drawing._doc.Catalog  # noqa: SLF001 - ReportLab has no door for forms
        if getattr(catalog, "AcroForm", None) is None:
            # What is signed elsewhere gets its field there, and may only be compared form to form.
            catalog.AcroForm = PDFDictionary({"Fields": PDFArray([])})
        y = kertas.bawah - 10 * mm
        right = kertas.ukuran[0] - kertas.kanan
        edge = right - SIDE - 3 * mm
        draw_qr(canvas, self._info.kode, right - SIDE, y + 2.6 * mm - SIDE)
        canvas.setFillColor(GREY)
        canvas.setFont(regular(SANS), 7)
        text = f"{KODE_CEK} {self._info.kode}"
        canvas.drawRightString(edge, y - 4.6 * mm, text)

    def _draw_watermark(self, canvas: Canvas) -> None:
        width, height = self._kertas.ukuran
        canvas.saveState()
        canvas.translate(width / 2, height / 2)
        canvas.rotate(52)
        canvas.setFillColor(Color(0.35, 0.35, 0.35, alpha=0.13))
        canvas.setFont(bold(SANS), 150)
        canvas.drawCentredString(0, -52, "DRAF")
        canvas.restoreState()

    def _draw_sample_mark(self, canvas: Canvas) -> None:
        width, height = self._kertas.ukuran
        text = "CONTOH – bukan dokumen resmi"
        size = stringWidth(text, bold(SANS), 8) + 5 * mm
        x, y = width - self._kertas.kanan - size, height - 11 * mm
        canvas.setStrokeColor(WARN)
        canvas.setFillColor(WARN)
        canvas.setLineWidth(0.8)
        canvas.roundRect(x, y, size, 5.4 * mm, 1.2 * mm, stroke=1, fill=0)
        canvas.setFont(bold(SANS), 8)
        canvas.drawCentredString(x + size / 2, y + 1.75 * mm, text)


def fit(text: str, font: str, size: float, room: float) -> str:
    """Shorten a one-line text with an ellipsis until it is no wider than `room` points."""
    if stringWidth(text, font, size) <= room:
        return text
    while text and stringWidth(f"{text}…", font, size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def balanced(text: str, look: ParagraphStyle, width: float) -> Paragraph:
    """Set a centred heading in lines of like length, instead of leaving one word on the last."""
    rows = _wrap(text, look, width)
    narrow = width
    while narrow > 20 and len(_wrap(text, look, narrow - 4)) == len(rows):
        narrow -= 4
    return para("\n".join(_wrap(text, look, narrow)), look)


def _wrap(text: str, look: ParagraphStyle, width: float) -> list[str]:
    rows: list[str] = []
    for word in text.split(" "):
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and stringWidth(longer, look.fontName, look.fontSize) <= width:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows


def build(story: Sequence[Flowable], kertas: Kertas, info: Info, *, guess: int = 1) -> bytes:
    """Draw the story; passes are repeated until page numbers and table of contents stand.

    `guess` is the number of pages to expect: one pass is enough where it is right.
    """
    target = io.BytesIO()
    template = _Template(target, kertas, info, guess)
    template.multiBuild([template.halaman, *story])
    return target.getvalue()
