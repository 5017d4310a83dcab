"""Building blocks of documents: signature block, lists, tables, boxes to tick, notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm, mm
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table

from bina_desktop.application.orang import Orang
from bina_desktop.domain.pegawai import StatusKepegawaian, format_nip
from bina_desktop.pdf.fonts import SANS, SERIF, bold, regular
from bina_desktop.pdf.layout import (
    CELL,
    INK,
    TEXT,
    escape,
    para,
    rich,
    style,
)

ROOM: Final = 2.5 * cm
"""Height kept for signature and cap dinas."""
FACE: Final = ("FONT", (0, 0), (-1, -1), TEXT.fontName, 9)
"""Without it platypus names Helvetica, which is not embedded, even for empty cells."""
PLAIN: Final = [
    FACE,
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
]


def plain_table(
    rows: Sequence[Sequence[Any]],
    widths: Sequence[float],
    *,
    extra: Sequence[Any] = (),
    whole_rows: bool = False,
) -> Table:
    """Return a table without lines: labels and values, numbered lists, side-by-side blocks.

    A row may break over two pages like a paragraph, unless `whole_rows` is asked for.
    """
    table = Table(
        [list(row) for row in rows], colWidths=list(widths), splitInRow=int(not whole_rows)
    )
    table.setStyle([*PLAIN, *extra])
    table.hAlign = "LEFT"
    return table


def pairs(
    rows: Sequence[tuple[str, str]],
    width: float,
    *,
    label: float = 3.6 * cm,
    look: ParagraphStyle = TEXT,
) -> Table:
    """Return `label : value` lines with aligned colons."""
    cells = [(para(name, look), para(":", look), para(value, look)) for name, value in rows]
    return plain_table(cells, (label, 4 * mm, width - label - 4 * mm))


def numbered(
    items: Sequence[Any],
    width: float,
    *,
    look: ParagraphStyle = TEXT,
    letters: bool = False,
    gap: float = 7 * mm,
) -> Table:
    """Return a list with hanging numbers (`1.`) or letters (`a.`); items are text or flowables."""
    cells = [
        (
            para(f"{chr(97 + place) if letters else place + 1}.", look),
            para(item, look) if isinstance(item, str) else item,
        )
        for place, item in enumerate(items)
    ]
    return plain_table(cells, (gap, width - gap))


class Kotak(Flowable):
    """A box to tick; drawn, because office fonts have no such letter."""

    def __init__(self, *, dipilih: bool, size: float = 9) -> None:
        super().__init__()
        self._dipilih = dipilih
        self._size = size

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """Take a square."""
        return self._size, self._size + 2

    def draw(self) -> None:
        """Draw the box, with a tick if chosen."""
        size = self._size
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.8)
        self.canv.rect(0, 0, size, size)
        if self._dipilih:
            self.canv.setLineWidth(1.6)
            self.canv.setLineCap(1)
            self.canv.lines(
                [
                    (size * 0.2, size * 0.5, size * 0.42, size * 0.22),
                    (size * 0.42, size * 0.22, size * 0.84, size * 0.82),
                ]
            )


def tick_list(items: Sequence[tuple[str, bool]], width: float) -> Table:
    """Return lines with a box before each."""
    cells = [(Kotak(dipilih=dipilih), para(label, TEXT)) for label, dipilih in items]
    return plain_table(cells, (6 * mm, width - 6 * mm), extra=[("TOPPADDING", (0, 0), (0, -1), 1)])


# --- signature block ---------------------------------------------------------------------------

_KEEP: Final = ("a.n.", "u.b.", "u.p.", "plt.", "plh.", "pj.", "pjs.")


def kapital(jabatan: str) -> str:
    """Write a title in capitals; `a.n.`, `u.b.`, `Plt.` … keep their case."""
    head, _, rest = jabatan.partition(" ")
    if head.lower() in _KEEP:
        return f"{head} {rest.upper()}".strip()
    return jabatan.upper()


def jabatan_lines(orang: Orang) -> list[str]:
    """Return the lines over the room for the signature, the last with its comma."""
    lines = [kapital(line) for line in orang.lines]
    if not orang.jabatan:
        return [*lines, "………………………………,"]
    return [*lines[:-1], f"{lines[-1]},"]


def nip_line(orang: Orang) -> str:
    """Return `NIP 19690905 199403 1 011`, `NIPPPK …`, or '' without one."""
    if not orang.nip:
        return ""
    label = "NIPPPK" if orang.status is StatusKepegawaian.PPPK else "NIP"
    return f"{label} {format_nip(orang.nip)}"


def pangkat_gol(orang: Orang) -> str:
    """Return `Pembina Tk. I (IV/b)`, what there is of it, or a dash."""
    if orang.pangkat and orang.golongan:
        return f"{orang.pangkat} ({orang.golongan})"
    return orang.pangkat or orang.golongan or "–"


class RuangTandaTangan(Flowable):
    """Room for a signature; a `field` makes it an empty PDF signature field of that name.

    Whoever signs in a field that `locks` forbids every later change (ISO 32000-2, 12.7.5.5).
    """

    def __init__(
        self, width: float, *, height: float = ROOM, field: str = "", locks: bool = True
    ) -> None:
        super().__init__()
        self._width = width
        self._height = height
        self._field = field
        self._locks = locks

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """Take its size."""
        return self._width, self._height

    def draw(self) -> None:
        """Draw nothing on paper; leave the field for the signer."""
        if not self._field:
            return
        canvas: Any = self.canv
        x0, y0 = canvas.absolutePosition(0, 3)
        x1, y1 = canvas.absolutePosition(self._width, self._height - 6)
        document = canvas._doc  # noqa: SLF001 - ReportLab has no door for signature fields
        entries: dict[str, Any] = {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Widget"),
            "FT": PDFName("Sig"),
            "T": PDFString(self._field),
            "F": 132,  # print, locked
            "Rect": PDFArray([round(v, 2) for v in (x0, y0, x1, y1)]),
            "P": document.thisPageRef(),
        }
        if self._locks:
            lock = {"Type": PDFName("SigFieldLock"), "Action": PDFName("All"), "P": 1}
            entries["Lock"] = PDFDictionary(lock)
        name = f"field.{self._field}"
        canvas._addAnnotation(PDFDictionary(entries), name)  # noqa: SLF001 - see above
        form = getattr(document.Catalog, "AcroForm", None)
        fields = [] if form is None else form.dict["Fields"].sequence
        reference = document.refAnnotation(name)
        document.Catalog.AcroForm = PDFDictionary({"Fields": PDFArray([*fields, reference])})


_NOTE: Final = style("note", fontSize=7.5, leading=9.2)
TIDAK_TERSERTIFIKASI: Final = "tanda tangan elektronik tidak tersertifikasi"


def signature_lines(
    orang: Orang,
    head: Sequence[str],
    width: float,
    *,
    field: str = "",
    room: float = ROOM,
    family: str = SANS,
) -> list[Flowable]:
    """Return head, jabatan, room, name, pangkat and NIP as flowables of one column."""
    look = style("ttd", fontName=regular(family), fontSize=12 if family == SERIF else 11)
    name_look = style("nama", parent=look, fontName=bold(family), fontSize=look.fontSize)
    lines: list[Flowable] = [para(line, look) for line in (*head, *jabatan_lines(orang))]
    lines.append(RuangTandaTangan(width, height=room, field=field))
    if field:
        lines += [para(TIDAK_TERSERTIFIKASI, _NOTE), Spacer(1, 4)]
    name = escape(orang.nama) if orang.nama else "………………………………………"
    lines.append(rich(f"<u>{name}</u>" if orang.nama else name, name_look))
    if orang.pangkat and orang.status is not StatusKepegawaian.PPPK:
        lines.append(para(orang.pangkat, look))
    nip = nip_line(orang)
    if nip or not orang.nama:
        lines.append(para(nip or "NIP", look))
    return lines


def signature_block(
    orang: Orang,
    head: Sequence[str],
    width: float,
    *,
    before: Sequence[Flowable] = (),
    after: Sequence[Flowable] = (),
    family: str = SANS,
    right: float = 0,
) -> KeepTogether:
    """Return the block in the right half, on one page with what stands `before` and `after` it.

    `right`: width of the block in points, for paper that lies.
    """
    right = right or width * (0.58 if family == SERIF else 0.53)
    column = signature_lines(orang, head, right, family=family)
    table = plain_table([("", column)], (width - right, right))
    return KeepTogether([*before, Spacer(1, 10), table, *after])


def facing(
    left: Sequence[Flowable], right: Sequence[Flowable], width: float, *, gap: float = 8 * mm
) -> Table:
    """Return two signature columns side by side; their rooms for signing stand level."""
    half = (width - gap) / 2
    rows = [
        (upper, "", other)
        for upper, other in zip(_around_room(left), _around_room(right), strict=True)
    ]
    return plain_table(rows, (half, gap, half), extra=[("VALIGN", (0, 0), (-1, 0), "BOTTOM")])


def _around_room(
    lines: Sequence[Flowable],
) -> tuple[list[Flowable], list[Flowable], list[Flowable]]:
    cut = next(i for i, part in enumerate(lines) if isinstance(part, RuangTandaTangan))
    return list(lines[:cut]), [lines[cut]], list(lines[cut + 1 :])


def who(orang: Orang, look: ParagraphStyle = CELL) -> Paragraph:
    """Return name and NIP as a cell of a list."""
    return rich(f"<b>{escape(orang.nama)}</b><br/>{escape(nip_line(orang) or '–')}", look)


def tembusan(items: Sequence[str], width: float, *, family: str = SANS) -> list[Flowable]:
    """Return the list of copies at the lower left; nothing for none."""
    if not items:
        return []
    look = style("tembusan", fontName=regular(family), fontSize=10, leading=12.5)
    return [Spacer(1, 8), rich("<u>Tembusan</u>:", look), numbered(items, width, look=look)]


def spread(width: float, *parts: float) -> list[float]:
    """Return column widths in these proportions that fill `width` points."""
    factor = width / sum(parts)
    return [part * factor for part in parts]
