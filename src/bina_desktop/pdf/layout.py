"""Pages: paper sizes, margins, styles, page x of y, watermark, and the build of a document."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from xml.sax import saxutils

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm, mm
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFZCompress
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from bina_desktop.domain.kode_cek import KODE_CEK
from bina_desktop.pdf.check_code import SIDE, draw_qr
from bina_desktop.pdf.fonts import SANS, bold, regular
from bina_desktop.pdf.words import Words, is_plain, shown

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


def escape(text: str) -> str:
    """Return plain text as markup, in signs that can be drawn."""
    return saxutils.escape(shown(text))


def para(text: str, look: ParagraphStyle = TEXT) -> Flowable:
    """Set plain text; line breaks in it are kept."""
    if is_plain(look):
        return Words(text, look)
    return Paragraph(escape(text).replace("\n", "<br/>"), look)


def rich(markup: str, look: ParagraphStyle = TEXT) -> Paragraph:
    """Set ReportLab markup; user text in it must be escaped by the caller."""
    return Paragraph(markup, look)


def paragraphs(text: str, look: ParagraphStyle = BODY) -> list[Flowable]:
    """Set a longer text: blank lines separate paragraphs."""
    blocks = text.replace("\r\n", "\n").split("\n\n")
    return [para(block.strip(), look) for block in blocks if block.strip()]


class LateCanvas(Canvas):
    """Draws some words only at the end: how many pages there are, on which page a chapter stands.

    Each is a form that the pages refer to before it is there; so one pass is enough.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.places: dict[str, int] = {}
        """Pages on which headings, tables and figures stand, by their bookmark."""
        self._late: list[tuple[str, Callable[[Canvas], None]]] = []

    def draw_late(self, name: str, draw: Callable[[Canvas], None]) -> None:
        """Show here, in the place of the page, what `draw` writes when all pages are known."""
        self._late.append((name, draw))
        self.doForm(name)

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """End the page, and press it at once: a thousand pages of plain code fill the memory."""
        super().showPage()
        drawing: Any = self
        page = drawing._doc.Pages.pages[-1]  # noqa: SLF001 - ReportLab keeps them to the end
        pressed = PDFZCompress.encode(page.stream)
        page.Contents = PDFStream(
            PDFDictionary({"Filter": PDFName(PDFZCompress.pdfname)}), pressed
        )
        page.stream = None

    def save(self) -> None:
        """Write what had to wait, then the file."""
        for name, draw in self._late:
            self.beginForm(name)
            draw(self)
            self.endForm()
        super().save()


class _Template(BaseDocTemplate):
    """A document of one frame a page, with foot line, bookmarks and marks over the page."""

    def __init__(self, target: io.BytesIO, kertas: Kertas, info: Info) -> None:
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
        """Give what is listed in front (it bears a `tanda`) its bookmark and keep its page."""
        key = getattr(flowable, "tanda", "")
        if not key:
            return
        canvas: Any = self.canv
        canvas.places[key] = self.page
        canvas.bookmarkPage(key)
        level = getattr(flowable, "tingkat", None)
        if level is not None:
            title = str(getattr(flowable, "judul", ""))
            canvas.addOutlineEntry(title, key, level, closed=level > 0)

    def _finish_page(self, canvas: Any, _doc: object) -> None:
        canvas.saveState()
        page = canvas.getPageNumber()
        if page > self._info.sampul:
            canvas.draw_late(f"kaki-{page}", partial(self._draw_foot, page))
        if self._info.kode:
            self._draw_check_code(canvas)
        if self._info.draf:
            self._draw_watermark(canvas)
        if self._info.contoh:
            self._draw_sample_mark(canvas)
        canvas.restoreState()

    def _draw_foot(self, number: int, canvas: Canvas) -> None:
        kertas = self._kertas
        y = kertas.bawah - 10 * mm
        canvas.setFont(regular(SANS), 8)
        canvas.setFillColor(GREY)
        page = f"Halaman {number} dari {self.page}"
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
    text = one_line(text)
    if stringWidth(text, font, size) <= room:
        return text
    while text and stringWidth(f"{text}…", font, size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def one_line(text: str) -> str:
    """Return a text in signs that can be drawn, without line ends."""
    return " ".join(shown(text).splitlines())


def balanced(text: str, look: ParagraphStyle, width: float) -> Flowable:
    """Set a centred heading in lines of like length, instead of leaving one word on the last."""
    text = shown(text)
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


def build(story: Sequence[Flowable], kertas: Kertas, info: Info) -> bytes:
    """Draw the story in one pass."""
    target = io.BytesIO()
    _Template(target, kertas, info).build(list(story), canvasmaker=LateCanvas)
    return target.getvalue()
