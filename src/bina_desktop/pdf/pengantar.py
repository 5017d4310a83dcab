"""Surat Pengantar to the Ditjen, with the receipt that comes back (SOP step 7)."""

from __future__ import annotations

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.units import cm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from bina_desktop.application.dokumen import DokumenPengantar
from bina_desktop.domain.bahasa import format_tanggal
from bina_desktop.pdf.blocks import (
    RuangTandaTangan,
    blank_number,
    pairs,
    plain_table,
    signature_lines,
    tembusan,
)
from bina_desktop.pdf.grid import GridTable
from bina_desktop.pdf.kop import dinas_name, kop
from bina_desktop.pdf.layout import CELL, NASKAH, SMALL, TITLE, Info, build, para, rich, style

_WIDTH = NASKAH.lebar
_CELL = style("isi-tabel", parent=CELL, fontSize=10, leading=13)
KODE_MONEV = "400.12.2.5"
"""Pendaftaran Penduduk – Monitoring, Evaluasi dan Dokumentasi (Permendagri 83/2022)."""


def draw_surat_pengantar(dokumen: DokumenPengantar) -> bytes:
    """Draw the letter on F4; two copies are printed, the second comes back signed."""
    number = dokumen.nomor or blank_number(KODE_MONEV, dokumen.kantor.kode_unit)
    info = Info(
        judul="Surat Pengantar Laporan Hasil Penilaian",
        penulis=dinas_name(dokumen.kantor, dokumen.provinsi),
        perihal="; ".join(baris.jenis for baris in dokumen.baris),
        contoh=dokumen.kantor.contoh,
    )
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
    story: list[Flowable] = [
        *kop(dokumen.kantor, NASKAH),
        plain_table(
            [("", para(f"{dokumen.kantor.kota}, {format_tanggal(dokumen.tanggal)}"))],
            (_WIDTH / 2, _WIDTH / 2),
        ),
        Spacer(1, 6),
        *_address(dokumen),
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
    return build(story, NASKAH, info)


def _address(dokumen: DokumenPengantar) -> list[Flowable]:
    first, *rest = dokumen.yth or ("",)
    rows = [(para("Yth."), para(first)), *(("", para(line)) for line in rest)]
    return [plain_table(rows, (1.2 * cm, _WIDTH - 1.2 * cm))]


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
    right = signature_lines(dokumen.pengirim, ["Pengirim,"], half)
    cut = next(i for i, part in enumerate(right) if isinstance(part, RuangTandaTangan))
    return plain_table(
        [(heads, right[:cut]), ("", right[cut]), (left, right[cut + 1 :])], (half, half)
    )
