"""Words and headings that the parts of the Laporan share."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.units import cm, mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from bina_desktop.application.dokumen_laporan import DokumenLaporan
from bina_desktop.domain.bahasa import format_angka
from bina_desktop.domain.temuan import StatusTindakLanjut, Tingkat
from bina_desktop.pdf.fonts import SANS, bold
from bina_desktop.pdf.layout import LAPORAN, balanced, para, style

WIDTH: Final = LAPORAN.lebar
KEWENANGAN: Final = (
    "Hasil penilaian ini merupakan bahan pembinaan dan rekomendasi; penilaian kinerja pejabat "
    "sesuai kewenangan tetap dilaksanakan oleh Menteri/Direktur Jenderal dan kepala daerah."
)
"""Must stand in every Laporan: the province recommends, it does not appraise (section 0.3)."""

TINGKAT: Final = {
    Tingkat.KRITIS: "Kritis",
    Tingkat.TINGGI: "Tinggi",
    Tingkat.SEDANG: "Sedang",
    Tingkat.RENDAH: "Rendah",
}
STATUS: Final = {
    StatusTindakLanjut.BELUM_DITINDAKLANJUTI: "Belum ditindaklanjuti",
    StatusTindakLanjut.BELUM_SESUAI: "Belum sesuai rekomendasi",
    StatusTindakLanjut.SESUAI: "Sesuai rekomendasi",
    StatusTindakLanjut.TIDAK_DAPAT: "Tidak dapat ditindaklanjuti",
}

_BAB = style("bab", fontName=bold(SANS), fontSize=13, leading=17, alignment=TA_CENTER)
_SUB = style("subbab", fontName=bold(SANS), fontSize=11, leading=15, spaceBefore=8, spaceAfter=4)
_CAPTION = style(
    "caption", fontSize=9, leading=12, alignment=TA_CENTER, spaceBefore=4, spaceAfter=3
)


def laporan_title(dokumen: DokumenLaporan) -> str:
    """Return the title in ordinary case, without the triwulan (name of the SOP's output)."""
    return f"Laporan Hasil Penilaian Kinerja Pejabat {dokumen.nama_dinas}"


def bab(*lines: str) -> list[Flowable]:
    """Return the heading of a chapter; it is a bookmark and a line of the table of contents."""
    heading = (
        balanced(" ".join(lines), _BAB, WIDTH) if len(lines) == 1 else para("\n".join(lines), _BAB)
    )
    return [_marked(heading, " ".join(lines), 0), Spacer(1, 10)]


def subbab(text: str, *, stay: bool = True) -> Flowable:
    """Return the heading of a section; it stays with the paragraph or plot that follows."""
    heading: Any = _marked(para(text, _SUB), text, 1)
    heading.keepWithNext = int(stay)
    return heading


def listed(
    heading: Flowable, items: Flowable, *, before: Sequence[Flowable] = ()
) -> list[Flowable]:
    """Return a list under its heading; the list may break, the heading is not left alone."""
    return [CondPageBreak(3.2 * cm if before else 2.4 * cm), *before, heading, items]


def _marked(heading: Flowable, title: str, level: int) -> Flowable:
    marked: Any = heading
    marked.judul, marked.tingkat = title, level
    return heading


def tabel(text: str) -> Flowable:
    """Return the line over a table; its number is given when the whole story is known."""
    return _series("Tabel", text)


def gambar(text: str) -> Flowable:
    """Return the line under a plot, as `tabel` does."""
    return _series("Gambar", text)


def lanjutan(text: str) -> Flowable:
    """Return the line under what goes on from one that is listed already."""
    return para(f"{text} (lanjutan)", _CAPTION)


def _series(seri: str, text: str) -> Flowable:
    line: Any = para(text, _CAPTION)
    line.seri = seri
    return line


def angka(value: Decimal | None, places: int = 2) -> str:
    """Return a figure with decimal comma, or a dash."""
    return "–" if value is None else format_angka(value, places)


def scaled(*millimetres: float) -> list[float]:
    """Return column widths that fill the width of the text in these proportions."""
    factor = WIDTH / (sum(millimetres) * mm)
    return [value * mm * factor for value in millimetres]
