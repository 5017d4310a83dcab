"""Lembar Kendali SOP: each step against its mutu baku, with delays and returns."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from reportlab.lib.units import cm
from reportlab.platypus import Flowable, Spacer

from bina_desktop.application.dokumen_tinjauan import DokumenKendali
from bina_desktop.application.kendali import BarisKendali
from bina_desktop.domain.bahasa import format_lama, format_tanggal
from bina_desktop.domain.jam_langkah import KeadaanLangkah
from bina_desktop.domain.kalender import WIB
from bina_desktop.pdf.blocks import pairs, signature_block, spread
from bina_desktop.pdf.grid import GridTable, headed
from bina_desktop.pdf.kop import dinas_name, kop
from bina_desktop.pdf.layout import (
    BOLD,
    CELL,
    CELL_CENTER,
    NASKAH_LEBAR,
    SMALL,
    TITLE,
    WARN,
    Info,
    build,
    escape,
    para,
    rich,
)

_WIDTH = NASKAH_LEBAR.lebar
KEADAAN = {
    KeadaanLangkah.BELUM: "Belum mulai",
    KeadaanLangkah.BERJALAN: "Berjalan",
    KeadaanLangkah.JEDA: "Jeda (draf di meja lain)",
    KeadaanLangkah.TERLAMBAT: "Berjalan, lewat mutu baku",
    KeadaanLangkah.SELESAI: "Selesai",
    KeadaanLangkah.SELESAI_TERLAMBAT: "Selesai, lewat mutu baku",
}
_LATE = (KeadaanLangkah.TERLAMBAT, KeadaanLangkah.SELESAI_TERLAMBAT)


def draw_lembar_kendali(dokumen: DokumenKendali) -> bytes:
    """Draw the sheet on F4 lying."""
    sheet = dokumen.lembar
    info = Info(
        judul=f"Lembar Kendali SOP {sheet.nomor_sop} – {sheet.wilayah.nama}",
        penulis=dinas_name(dokumen.kantor, dokumen.provinsi),
        perihal=f"Waktu tiap langkah terhadap mutu baku, {sheet.triwulan.label}",
        contoh=dokumen.kantor.contoh,
        kaki=f"Lembar Kendali SOP {sheet.nomor_sop} · {sheet.wilayah.nama} · "
        f"{sheet.triwulan.label}",
    )
    story: list[Flowable] = [
        *kop(dokumen.kantor, NASKAH_LEBAR),
        para("LEMBAR KENDALI STANDAR OPERASIONAL PROSEDUR", TITLE),
        Spacer(1, 6),
        pairs(
            [
                (
                    "SOP",
                    f"Nomor {sheet.nomor_sop}, disahkan {sheet.disahkan_sop}: {sheet.nama_sop}",
                ),
                ("Kunjungan", f"{sheet.wilayah.nama_dinas}, {sheet.triwulan.label}"),
                ("Keadaan per", f"{_moment(sheet.pada)} WIB; {_standing(dokumen)}"),
            ],
            _WIDTH,
        ),
        Spacer(1, 6),
        _steps(dokumen),
        Spacer(1, 4),
        para(_total(dokumen), BOLD),
        para(
            "Waktu kerja dihitung menurut jam kerja dan hari libur kantor; jam sebuah langkah "
            "berhenti selama draf berada di meja lain.",
            SMALL,
        ),
        *_returns(dokumen),
        signature_block(
            dokumen.mengetahui,
            [f"{dokumen.kantor.kota}, {format_tanggal(sheet.pada.astimezone(WIB).date())}"],
            _WIDTH,
            right=9.5 * cm,
        ),
    ]
    return build(story, NASKAH_LEBAR, info)


def _standing(dokumen: DokumenKendali) -> str:
    sheet = dokumen.lembar
    if sheet.selesai:
        return "seluruh langkah selesai"
    return f"sedang pada langkah {sheet.langkah}"


def _total(dokumen: DokumenKendali) -> str:
    sheet = dokumen.lembar
    used, standard = (_long(t, sheet.hari_kerja) for t in (sheet.terpakai, sheet.mutu_baku))
    return f"Jumlah waktu kerja {used} dari mutu baku {standard}."


def _moment(instant: datetime | None) -> str:
    if instant is None:
        return "–"
    return f"{instant.astimezone(WIB):%d-%m-%Y %H.%M}"


def _steps(dokumen: DokumenKendali) -> GridTable:
    sheet = dokumen.lembar
    rows: list[list[Any]] = [_row(one, sheet.hari_kerja) for one in sheet.baris]
    return GridTable(
        (
            "No.",
            "Langkah",
            "Pelaksana",
            "Mulai",
            "Selesai",
            "Waktu kerja",
            "Mutu baku",
            "Keluaran",
            "Keadaan dan keterangan",
        ),
        rows,
        spread(_WIDTH, 8, 42, 56, 29, 29, 22, 18, 34, 42),
    )


def _row(one: BarisKendali, day: timedelta) -> list[Any]:
    who = f"{one.pelaksana}\n{one.pelaku}" if one.pelaku else one.pelaksana
    begun = one.mulai is not None
    return [
        para(f"{one.langkah}.", CELL_CENTER),
        one.judul,
        who,
        _moment(one.mulai),
        _moment(one.selesai),
        _long(one.terpakai, day) if begun else "–",
        one.mutu_baku_teks,
        one.output or "–",
        _remark(one, day),
    ]


def _remark(one: BarisKendali, day: timedelta) -> Flowable:
    words = KEADAAN[one.keadaan]
    late = one.keadaan in _LATE
    lines = [f'<font color="{WARN.hexval().replace("0x", "#")}">{words}</font>' if late else words]
    if late:
        lines[0] += f" (+{_long(one.selisih, day)})"
        lines.append(f"Sebab: {escape(one.keterlambatan) if one.keterlambatan else '………………………'}")
    if one.dikembalikan:
        lines.append(f"Dikembalikan {one.dikembalikan} kali")
    return rich("<br/>".join(lines), CELL)


def _long(duration: timedelta, day: timedelta) -> str:
    return format_lama(duration, hari_kerja=day)


def _returns(dokumen: DokumenKendali) -> list[Flowable]:
    rows: list[list[Any]] = []
    for one in dokumen.lembar.baris:
        for put in one.putaran:
            if put.ke_langkah is not None:
                rows.append(
                    [
                        para(f"{len(rows) + 1}.", CELL_CENTER),
                        _moment(put.selesai),
                        f"{one.langkah} ke {put.ke_langkah}",
                        put.pelaku or "–",
                        put.alasan or "–",
                    ]
                )
    if not rows:
        return [Spacer(1, 4)]
    return [
        Spacer(1, 8),
        *headed(
            [para("Pengembalian draf", BOLD), Spacer(1, 3)],
            GridTable(
                ("No.", "Waktu", "Langkah", "Oleh", "Alasan"),
                rows,
                spread(_WIDTH, 9, 30, 20, 60, 165),
            ),
        ),
    ]
