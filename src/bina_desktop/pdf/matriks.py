"""Matriks tindak lanjut: every recommendation to a kab/kota, and what became of it."""

from __future__ import annotations

from typing import Any

from reportlab.lib.units import cm
from reportlab.platypus import Flowable, Spacer

from bina_desktop.application.dokumen_rekomendasi import BarisTindak, DokumenMatriks
from bina_desktop.domain.bahasa import format_tanggal
from bina_desktop.domain.temuan import StatusTindakLanjut
from bina_desktop.pdf.blocks import pairs, signature_block, spread
from bina_desktop.pdf.grid import GridTable
from bina_desktop.pdf.kop import dinas_name, kop
from bina_desktop.pdf.laporan_teks import STATUS, TINGKAT
from bina_desktop.pdf.layout import (
    BODY,
    CELL,
    CELL_CENTER,
    NASKAH_LEBAR,
    TITLE,
    WARN,
    Info,
    build,
    escape,
    para,
    rich,
)

_WIDTH = NASKAH_LEBAR.lebar


def draw_matriks(dokumen: DokumenMatriks) -> bytes:
    """Draw the matriks on F4 lying."""
    title = "Matriks Tindak Lanjut Rekomendasi"
    info = Info(
        judul=f"{title} – {dokumen.wilayah}",
        penulis=dinas_name(dokumen.kantor, dokumen.provinsi),
        perihal=f"{title} sampai {dokumen.triwulan.label}",
        contoh=dokumen.kantor.contoh,
        kaki=f"{title} · {dokumen.wilayah} · sampai {dokumen.triwulan.label}",
    )
    done = sum(one.status is StatusTindakLanjut.SESUAI for one in dokumen.baris)
    late = sum(one.lewat for one in dokumen.baris)
    story: list[Flowable] = [
        *kop(dokumen.kantor, NASKAH_LEBAR),
        para(title.upper(), TITLE),
        Spacer(1, 6),
        pairs(
            [
                ("Dinas", dokumen.nama_dinas),
                ("Keadaan", f"sampai {dokumen.triwulan.label}"),
                (
                    "Jumlah",
                    f"{len(dokumen.baris)} rekomendasi, {done} selesai, {late} lewat tenggat",
                ),
            ],
            _WIDTH,
            label=2.6 * cm,
        ),
        Spacer(1, 8),
        _table(dokumen)
        if dokumen.baris
        else para("Belum ada rekomendasi kepada kabupaten/kota ini.", BODY),
        signature_block(
            dokumen.mengetahui,
            [f"{dokumen.kantor.kota}, {format_tanggal(dokumen.tanggal)}"],
            _WIDTH,
            right=9.5 * cm,
        ),
    ]
    return build(story, NASKAH_LEBAR, info)


def _table(dokumen: DokumenMatriks) -> GridTable:
    rows: list[list[Any]] = [_row(n, one) for n, one in enumerate(dokumen.baris, 1)]
    return GridTable(
        (
            "No.",
            "Triwulan",
            "Temuan",
            "Rekomendasi",
            "Ditujukan dan penanggung jawab",
            "Tenggat",
            "Status",
            "Perkembangan",
        ),
        rows,
        spread(_WIDTH, 8, 22, 52, 58, 46, 22, 30, 42),
    )


def _row(place: int, one: BarisTindak) -> list[Any]:
    who = escape(one.penerima or "–")
    if one.penanggung_jawab:
        who += f"<br/><i>Penanggung jawab:</i> {escape(one.penanggung_jawab)}"
    due = format_tanggal(one.tenggat) if one.tenggat else "–"
    if one.lewat:
        due = f'<font color="#{WARN.hexval()[2:]}">{due}<br/>lewat tenggat</font>'
    return [
        para(f"{place}.", CELL_CENTER),
        one.triwulan,
        rich(f"<b>{TINGKAT[one.tingkat]}.</b> {escape(one.temuan)}", CELL),
        one.rekomendasi,
        rich(who, CELL),
        rich(due, CELL_CENTER),
        STATUS[one.status],
        "\n".join(one.kemajuan) or "–",
    ]
