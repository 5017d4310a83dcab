"""Surat Pengantar to the Ditjen, with the receipt that comes back (SOP step 7)."""

from __future__ import annotations

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.units import cm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from bina_desktop.application.dokumen import DokumenPengantar
from bina_desktop.domain.bahasa import format_tanggal
from bina_desktop.pdf.blocks import (
    RuangTandaTangan,
    facing,
    pairs,
    plain_table,
    signature_lines,
    tembusan,
)
from bina_desktop.pdf.grid import GridTable
from bina_desktop.pdf.kop import dinas_name, kop
from bina_desktop.pdf.layout import CELL, NASKAH, SMALL, TITLE, Info, build, para, rich, style
from bina_desktop.pdf.surat import address

_WIDTH = NASKAH.lebar
_COPIES = ("untuk penerima", "dikembalikan sebagai tanda terima")
_CELL = style("isi-tabel", parent=CELL, fontSize=10, leading=13)


def draw_surat_pengantar(dokumen: DokumenPengantar) -> bytes:
    """Draw two copies on F4: the second comes back signed."""
    number = dokumen.nomor or dokumen.nomor_kosong
    info = Info(
        judul="Surat Pengantar Laporan Hasil Penilaian",
        penulis=dinas_name(dokumen.kantor, dokumen.provinsi),
        perihal="; ".join(baris.jenis for baris in dokumen.baris),
        contoh=dokumen.kantor.contoh,
    )
    story: list[Flowable] = []
    for copy, holder in enumerate(_COPIES, 1):
        if copy > 1:
            story.append(PageBreak())
        story += _copy(dokumen, number, f"Lembar ke-{copy}: {holder}")
    return build(story, NASKAH, info)


def _copy(dokumen: DokumenPengantar, number: str, mark: str) -> list[Flowable]:
    rows = [
        (
            para(f"{place}.", style("no", parent=_CELL, fontSize=10, alignment=TA_CENTER)),
            para(baris.jenis, _CELL),
            para(baris.banyaknya, _CELL),
            para(baris.keterangan, _CELL),
        )
        for place, baris in enumerate(dokumen.baris, 1)
    ]
    widths = [1.1 * cm, _WIDTH - 1.1 * cm - 3.2 * cm - 5.2 * cm, 3.2 * cm, 5.2 * cm]
    return [
        *kop(dokumen.kantor, NASKAH),
        plain_table(
            [
                (
                    para(mark, SMALL),
                    para(
                        f"{dokumen.kantor.kota}, {format_tanggal(dokumen.tanggal)}",
                        style("tempat", alignment=TA_RIGHT),
                    ),
                )
            ],
            (_WIDTH / 2, _WIDTH / 2),
        ),
        Spacer(1, 6),
        address(dokumen.yth),
        Spacer(1, 18),
        rich("<u>SURAT PENGANTAR</u>", TITLE),
        para(f"NOMOR : {number}", style("nomor", alignment=TA_CENTER)),
        Spacer(1, 12),
        GridTable(("No.", "Jenis yang dikirim", "Banyaknya", "Keterangan"), rows, widths),
        Spacer(1, 16),
        KeepTogether([_receipt(dokumen)]),
        *tembusan(dokumen.tembusan, _WIDTH),
        Spacer(1, 14),
        para(
            "Mohon lembar kedua dikembalikan setelah ditandatangani sebagai tanda terima.", SMALL
        ),
    ]


def _receipt(dokumen: DokumenPengantar) -> Flowable:
    half = _WIDTH / 2
    left: list[Flowable] = [
        pairs(
            [
                ("Nama", "………………………………"),
                ("NIP", "………………………………"),
                ("Telepon", "………………………………"),
            ],
            half - 0.6 * cm,
            label=1.8 * cm,
        ),
    ]
    heads = [para("Diterima tanggal ………………………………"), para("Penerima,")]
    room = RuangTandaTangan(half)
    return facing(
        [*heads, room, *left],
        signature_lines(dokumen.pengirim, ["Pengirim,"], half),
        _WIDTH,
        gap=0,
    )
