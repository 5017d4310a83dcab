"""Daftar hadir of a visit: one list a day, with room to sign (SOP step 3)."""

from __future__ import annotations

from datetime import date
from typing import Final

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.units import cm, mm
from reportlab.platypus import Flowable, PageBreak, Spacer

from bina_desktop.application.dokumen_kunjungan import DokumenDaftarHadir
from bina_desktop.application.orang import Orang
from bina_desktop.domain.bahasa import format_hari_tanggal, format_tanggal
from bina_desktop.pdf.blocks import pairs, signature_block, who
from bina_desktop.pdf.grid import GridTable
from bina_desktop.pdf.kop import dinas_name, kop
from bina_desktop.pdf.layout import (
    CELL,
    CELL_CENTER,
    NASKAH,
    TITLE,
    Info,
    build,
    para,
    style,
)
from bina_desktop.pdf.sk_tim import KEDUDUKAN

_WIDTH = NASKAH.lebar
BLANK_ROWS: Final = 3
"""Rows for people whom the roster does not name."""
_LAST_ROWS: Final = 3
"""Rows that stay with the signature below: it never stands alone on a page."""
_ROW: Final = 1.05 * cm
"""Room for a signature."""
_SIGN = style("paraf", parent=CELL, fontSize=8, leading=10, alignment=TA_LEFT)


def draw_daftar_hadir(dokumen: DokumenDaftarHadir) -> bytes:
    """Draw a list for each day of the visit on F4."""
    info = Info(
        judul=f"Daftar Hadir – {dokumen.nama_dinas}",
        penulis=dinas_name(dokumen.kantor, dokumen.provinsi),
        perihal=f"Daftar hadir pembinaan dan penilaian aparatur, {dokumen.triwulan.label}",
        contoh=dokumen.kantor.contoh,
    )
    story: list[Flowable] = []
    for place, day in enumerate(dokumen.hari):
        if place:
            story.append(PageBreak())
        story += _page(dokumen, day)
    return build(story, NASKAH, info)


def _page(dokumen: DokumenDaftarHadir, day: date) -> list[Flowable]:
    office = dinas_name(dokumen.kantor, dokumen.provinsi)
    people = [
        *((b.orang, f"{office} ({KEDUDUKAN[b.kedudukan]})") for b in dokumen.tim),
        *((orang, orang.jabatan or dokumen.nama_dinas) for orang in dokumen.aparatur),
        *((Orang(""), "") for _ in range(BLANK_ROWS)),
    ]
    rows = [_row(place, orang, what) for place, (orang, what) in enumerate(people, 1)]
    half = 20 * mm
    widths = [10 * mm, 56 * mm, _WIDTH - 66 * mm - 2 * half, half, half]
    where = dokumen.tempat or "………………………"
    return [
        *kop(dokumen.kantor, NASKAH),
        para("DAFTAR HADIR", TITLE),
        Spacer(1, 10),
        pairs(
            [
                ("Kegiatan", _activity(dokumen)),
                ("Hari, tanggal", format_hari_tanggal(day)),
                ("Tempat", dokumen.nama_dinas),
            ],
            _WIDTH,
        ),
        Spacer(1, 8),
        GridTable(
            ("No.", "Nama/NIP", "Jabatan/Instansi", "Tanda tangan", None),
            rows[:-_LAST_ROWS],
            widths,
            least=_ROW,
        ),
        signature_block(
            dokumen.ketua,
            [f"{where}, {format_tanggal(day)}"],
            _WIDTH,
            before=[GridTable((), rows[-_LAST_ROWS:], widths, least=_ROW), Spacer(1, 4)],
        ),
    ]


def _activity(dokumen: DokumenDaftarHadir) -> str:
    number = f" (SPT Nomor {dokumen.nomor_spt})" if dokumen.nomor_spt else ""
    return (
        "Pembinaan dan penilaian aparatur yang membidangi pendaftaran penduduk "
        f"{dokumen.triwulan.label}{number}"
    )


def _row(place: int, orang: Orang, what: str) -> tuple[object, ...]:
    """Signatures alternate between two columns, so that there is room for each."""
    mark = para(f"{place}.", _SIGN)
    return (
        para(f"{place}.", CELL_CENTER),
        who(orang) if orang.nama else "",
        what,
        mark if place % 2 else "",
        "" if place % 2 else mark,
    )
