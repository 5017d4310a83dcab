"""Blanks to be filled with a pen: questionnaires, and the parts of a blank Lembar Penilaian."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.units import cm, mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from bina_desktop.application.dokumen_lembar import (
    BagianBlangko,
    BarisAspek,
    BarisIndikator,
    ButirBlangko,
    DokumenBlangko,
    Isian,
)
from bina_desktop.domain.bahasa import format_angka
from bina_desktop.pdf.blocks import Kotak, pairs, plain_table
from bina_desktop.pdf.fonts import SANS, regular
from bina_desktop.pdf.grid import GridTable, headed
from bina_desktop.pdf.kop import dinas_name
from bina_desktop.pdf.layout import (
    ACCENT,
    CELL,
    CELL_BOLD,
    CELL_CENTER,
    GREY,
    INK,
    LEMBAR,
    RULE,
    SMALL,
    TITLE,
    Info,
    balanced,
    build,
    para,
    style,
)

DOTS: Final = "……………………………………"
_WIDTH: Final = LEMBAR.lebar
_SECTION: Final = style(
    "blangko-section", fontName=CELL_BOLD.fontName, fontSize=10, leading=13, textColor=ACCENT
)
_FINE: Final = style("blangko-fine", fontSize=7.5, leading=9.2, textColor=GREY)
_SCORES: Final = ("5", "4", "3", "2", "1", "TB")
_PEN_LINE: Final = 8 * mm
"""Between two lines that are written by hand."""
_MOST_BOXES: Final = 14
"""Choices beyond which a line is to be written instead."""
_MOST_COLUMNS: Final = 5


class PenLines(Flowable):
    """Dotted lines to write on, over the width they are given."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """Take the whole width."""
        self.width, self.height = aW, self._count * _PEN_LINE
        return self.width, self.height

    def draw(self) -> None:
        """Draw the lines."""
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.5)
        self.canv.setDash(1, 2)
        for number in range(self._count):
            y = number * _PEN_LINE + 2
            self.canv.line(0, y, self.width, y)
        self.canv.setDash()


class _Boxes(Flowable):
    """Boxes side by side in the middle of a cell, with a mark in each; as rows of so many."""

    def __init__(self, marks: Sequence[str], across: int, *, wide: float, high: float) -> None:
        super().__init__()
        self._marks, self._across = marks, across
        self._wide, self._high = wide, high

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """Take the whole width of the cell."""
        rows = -(-len(self._marks) // self._across)
        self.width, self.height = aW, rows * (self._high + 3)
        return self.width, self.height

    def draw(self) -> None:
        """Draw them from the upper left."""
        canvas: Any = self.canv
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.7)
        canvas.setFillColor(INK)
        canvas.setFont(regular(SANS), 8.5)
        step = self._wide + 3
        left = (self.width - step * self._across + 3) / 2
        for place, mark in enumerate(self._marks):
            x = left + place % self._across * step
            y = self.height - (place // self._across + 1) * (self._high + 3) + 1.5
            canvas.rect(x, y, self._wide, self._high)
            if mark:
                canvas.drawCentredString(x + self._wide / 2, y + self._high / 2 - 3, mark)


# --- Lembar Penilaian --------------------------------------------------------------------------

_COLUMNS: Final = (11 * mm, 56 * mm, 12 * mm, 26 * mm)


def blank_aspek(aspek: BarisAspek, *, for_all: bool) -> list[Flowable]:
    """Return the table of an aspek with boxes for the scores; nothing where none is asked.

    `for_all`: each indikator says to which groups it applies.
    """
    if not aspek.indikator:
        return []
    head = ("Kode", "Indikator", "Bobot", "Skor", "Bukti dukung dan catatan")
    widths = [*_COLUMNS, _WIDTH - sum(_COLUMNS)]
    rows = [_indikator(item, for_all=for_all) for item in aspek.indikator]
    title = (
        f"Aspek {aspek.kode} – {aspek.judul} (bobot {format_angka(aspek.bobot.normalize(), 0)})"
    )
    heading = [Spacer(1, 9), para(title, _SECTION), Spacer(1, 3)]
    return headed(heading, GridTable(head, rows, widths, least=19 * mm))


def _indikator(item: BarisIndikator, *, for_all: bool) -> list[Any]:
    star = " *" if item.kritis else ""
    text = style("blangko-uraian", fontSize=8.5, leading=10.4)
    groups = " · ".join(item.berlaku) if for_all else ""
    return [
        para(f"{item.kode}{star}", CELL_CENTER),
        [para(item.uraian, text), *([para(f"Berlaku: {groups}", _FINE)] if groups else [])],
        para(format_angka(item.bobot.normalize(), 0), CELL_CENTER),
        _Boxes(_SCORES, 3, wide=6.4 * mm, high=6 * mm),
        [para(item.contoh_bukti, _FINE)] if item.contoh_bukti else "",
    ]


def blank_result(aspek: Sequence[BarisAspek]) -> list[Flowable]:
    """Return the recap with room for the figures."""
    rows = [
        [f"{one.kode}. {one.judul}", para(format_angka(one.bobot.normalize(), 0), CELL_CENTER), ""]
        for one in aspek
    ]
    rows.append([para("Nilai akhir dan predikat", CELL_BOLD), "", ""])
    widths = (_WIDTH - 8 * cm, 2 * cm, 6 * cm)
    table = GridTable(("Aspek", "Bobot", "Nilai"), rows, widths, least=8 * mm)
    note = para("Nilai dihitung oleh aplikasi sesudah lembar ini disalin.", SMALL)
    heading = [Spacer(1, 12), para("Rekapitulasi", _SECTION), Spacer(1, 3)]
    return [KeepTogether([*heading, table, Spacer(1, 3), note])]


def blank_narrative(titles: Sequence[str]) -> list[Flowable]:
    """Return lines to write on under each of these."""
    return [KeepTogether([Spacer(1, 8), para(title, _SECTION), PenLines(3)]) for title in titles]


# --- questionnaires ----------------------------------------------------------------------------


def draw_blangko(dokumen: DokumenBlangko) -> bytes:
    """Draw a blank questionnaire on A4."""
    versi = f" · formulir versi {dokumen.versi}" if dokumen.versi else ""
    info = Info(
        judul=f"{dokumen.judul} – blangko {dokumen.wilayah}",
        penulis=dinas_name(dokumen.kantor, dokumen.provinsi),
        perihal=f"{dokumen.judul}, {dokumen.triwulan.label}",
        contoh=dokumen.kantor.contoh,
        kaki=f"{dokumen.judul} · {dokumen.wilayah}{versi}",
    )
    intro = style("blangko-pengantar", fontSize=9.5, leading=12.5)
    story: list[Flowable] = [
        balanced(dokumen.judul.upper(), TITLE, _WIDTH),
        para(
            f"{dinas_name(dokumen.kantor, dokumen.provinsi)}\n{dokumen.triwulan.label}",
            style("blangko-sub", fontSize=9.5, leading=12.5, alignment=TA_CENTER),
        ),
        Spacer(1, 10),
        pairs([("Kab/Kota", dokumen.wilayah)], _WIDTH, label=2.6 * cm, look=intro),
        Spacer(1, 4),
        *(para(line, intro) for line in dokumen.pengantar),
    ]
    for bagian in dokumen.bagian:
        story += _section(bagian)
    story += [Spacer(1, 10), *(para(line, intro) for line in dokumen.penutup)]
    return build(story, LEMBAR, info)


def _section(bagian: BagianBlangko) -> Iterator[Flowable]:
    heading: list[Flowable] = [Spacer(1, 10), para(bagian.judul, _SECTION), Spacer(1, 3)]
    numbered = any(one.nomor for one in bagian.butir)
    for scale, group in groupby(bagian.butir, key=_scale):
        butir = list(group)
        if scale and len(butir) > 1:
            yield from headed(heading, _matrix(scale, butir, numbered=numbered))
        else:
            yield from headed(heading, _answers(butir, numbered=numbered))
        heading = []


def _scale(butir: ButirBlangko) -> tuple[str, ...]:
    """Return the choices of a question that may share its columns with others."""
    shares = butir.isian is Isian.ONE and butir.nomor and len(butir.pilihan) <= _MOST_COLUMNS
    return butir.pilihan if shares else ()


def _matrix(scale: Sequence[str], butir: Sequence[ButirBlangko], *, numbered: bool) -> GridTable:
    side, first = 19 * mm, 12 * mm if numbered else 0
    text = _WIDTH - first - side * len(scale)
    tick = [_Boxes(("",), 1, wide=4.2 * mm, high=4.2 * mm)] * len(scale)
    rows = [[*_number(one, numbered=numbered), para(one.pertanyaan, CELL), *tick] for one in butir]
    head = (*(["No."] if numbered else []), "Pernyataan", *scale)
    widths = [*([first] if numbered else []), text, *[side] * len(scale)]
    return GridTable(head, rows, widths)


def _number(butir: ButirBlangko, *, numbered: bool) -> list[Flowable]:
    return [para(butir.nomor, CELL_CENTER)] if numbered else []


def _answers(butir: Sequence[ButirBlangko], *, numbered: bool) -> GridTable:
    first = 12 * mm if numbered else 0
    answer = _WIDTH * 0.58
    rows = [
        [*_number(one, numbered=numbered), _question(one), _room(one, answer - 8)] for one in butir
    ]
    head = (*(["No."] if numbered else []), "Pertanyaan", "Jawaban")
    widths = [*([first] if numbered else []), _WIDTH - first - answer, answer]
    return GridTable(head, rows, widths, least=9 * mm)


def _question(butir: ButirBlangko) -> list[Flowable]:
    cell = [para(butir.pertanyaan, CELL)]
    if butir.bersyarat:
        cell.append(para("Diisi bila sesuai dengan jawaban sebelumnya.", _FINE))
    return cell


def _room(butir: ButirBlangko, width: float) -> list[Flowable]:
    """Return what is written on or ticked."""
    if butir.pilihan and len(butir.pilihan) <= _MOST_BOXES:
        return [_choices(butir.pilihan, width)]
    if butir.isian is Isian.DATE:
        return [para("…… / …… / …………  (tanggal / bulan / tahun)", CELL)]
    return [PenLines(3 if butir.isian is Isian.LINES else 1)]


def _choices(labels: Sequence[str], width: float) -> Flowable:
    """Return boxes with their labels in two columns, one below the other in each."""
    half = -(-len(labels) // 2)
    cells = [(Kotak(dipilih=False, size=8), para(label, CELL)) for label in labels]
    empty: tuple[Any, Any] = ("", "")
    pairs_of = [
        (*cells[n], *(cells[n + half] if n + half < len(cells) else empty)) for n in range(half)
    ]
    box = 5 * mm
    side = width / 2 - box
    return plain_table(pairs_of, (box, side, box, side))
