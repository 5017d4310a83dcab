"""Lembar Koreksi of the Kasi (step 4) and Lembar Validasi of the Kabid (step 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from bina_desktop.application.dokumen_tinjauan import BarisKoreksi, DokumenPeriksa
from bina_desktop.domain.bahasa import format_rentang, format_tanggal
from bina_desktop.pdf.blocks import Kotak, nip_line, pairs, plain_table, signature_block, spread
from bina_desktop.pdf.grid import GridTable, headed
from bina_desktop.pdf.kop import dinas_name, kop
from bina_desktop.pdf.layout import (
    BOLD,
    CELL,
    CELL_CENTER,
    NASKAH,
    TEXT,
    TITLE,
    Info,
    build,
    para,
)

_WIDTH = NASKAH.lebar
_BLANK_ROWS: Final = 4
"""Rows for corrections that are written by hand."""
_BLANK_HEIGHT: Final = 12 * mm


@dataclass(frozen=True, slots=True)
class _Words:
    judul: str
    pemeriksa: str
    diteruskan: str


_WORDS: Final = {
    4: _Words(
        "LEMBAR KOREKSI", "Dikoreksi oleh", "diteruskan kepada Kepala Bidang untuk divalidasi"
    ),
    5: _Words(
        "LEMBAR VALIDASI", "Divalidasi oleh", "diteruskan kepada Kepala Dinas untuk disahkan"
    ),
}


def draw_lembar_periksa(dokumen: DokumenPeriksa) -> bytes:
    """Draw the sheet on F4."""
    words = _WORDS[dokumen.langkah]
    title = f"{words.judul.title()} Draf Laporan – {dokumen.wilayah}"
    info = Info(
        judul=title,
        penulis=dinas_name(dokumen.kantor, dokumen.provinsi),
        perihal=f"{words.judul.title()} Draf Laporan Hasil Penilaian, {dokumen.triwulan.label}",
        contoh=dokumen.kantor.contoh,
        kaki=f"{title} · {dokumen.triwulan.label}",
    )
    day = format_tanggal(dokumen.tanggal) if dokumen.tanggal else "………………………"
    story: list[Flowable] = [
        *kop(dokumen.kantor, NASKAH),
        para(words.judul, TITLE),
        para("DRAF LAPORAN HASIL PENILAIAN", TITLE),
        Spacer(1, 10),
        _identity(dokumen, words),
        Spacer(1, 10),
        *_checklist(dokumen),
        *_corrections(dokumen),
        *_threads(dokumen),
        signature_block(
            dokumen.pemeriksa,
            [f"{dokumen.kantor.kota}, {day}"],
            _WIDTH,
            before=_decision(dokumen, words),
        ),
    ]
    return build(story, NASKAH, info)


def _identity(dokumen: DokumenPeriksa, words: _Words) -> Flowable:
    spt = f"Nomor {dokumen.nomor_spt}, " if dokumen.nomor_spt else ""
    return pairs(
        [
            ("Laporan", f"{dokumen.nama_dinas}, {dokumen.triwulan.label}"),
            ("SPT", f"{spt}kunjungan {format_rentang(dokumen.mulai, dokumen.selesai)}"),
            ("Disusun oleh", dokumen.penyusun.nama or "………………………"),
            (words.pemeriksa, _named(dokumen)),
        ],
        _WIDTH,
    )


def _named(dokumen: DokumenPeriksa) -> str:
    parts = (dokumen.pemeriksa.nama, nip_line(dokumen.pemeriksa))
    return ", ".join(part for part in parts if part) or "………………………"


def _checklist(dokumen: DokumenPeriksa) -> list[Flowable]:
    rows: list[list[Any]] = [
        [
            para(f"{place}.", CELL_CENTER),
            one.butir,
            _box(dipilih=one.sesuai is True),
            _box(dipilih=one.sesuai is False),
            one.catatan,
        ]
        for place, one in enumerate(dokumen.periksa, 1)
    ]
    table = GridTable(
        ("No.", "Butir yang diperiksa", "Sesuai", "Belum", "Catatan"),
        rows,
        spread(_WIDTH, 9, 76, 16, 16, 51),
    )
    return [*headed([para("A. Daftar periksa", BOLD), Spacer(1, 4)], table), Spacer(1, 12)]


def _box(*, dipilih: bool) -> Flowable:
    box = Kotak(dipilih=dipilih)
    box.hAlign = "CENTER"
    return box


def _corrections(dokumen: DokumenPeriksa) -> list[Flowable]:
    if dokumen.langkah != 4 and not dokumen.koreksi:
        return []
    rows: list[list[Any]] = [_correction(n, one) for n, one in enumerate(dokumen.koreksi, 1)]
    least = 0.0
    if not rows:
        rows = [[para(f"{n}.", CELL_CENTER), "", "", "", ""] for n in range(1, _BLANK_ROWS + 1)]
        least = _BLANK_HEIGHT
    table = GridTable(
        ("No.", "Bagian", "Semula", "Menjadi", "Keterangan"),
        rows,
        spread(_WIDTH, 9, 26, 52, 52, 29),
        least=least,
    )
    return [*headed([para("B. Koreksi", BOLD), Spacer(1, 4)], table), Spacer(1, 12)]


def _correction(place: int, one: BarisKoreksi) -> list[Any]:
    return [
        para(f"{place}.", CELL_CENTER),
        one.bagian,
        para(one.semula or "(tidak ada)", CELL),
        para(one.menjadi or "(dihapus)", CELL),
        one.keterangan,
    ]


def _threads(dokumen: DokumenPeriksa) -> list[Flowable]:
    if not dokumen.tinjauan:
        return []
    letter = "C" if dokumen.langkah == 4 or dokumen.koreksi else "B"
    rows: list[list[Any]] = [
        [para(f"{n}.", CELL_CENTER), one.bagian, one.menjadi, one.keterangan or "–"]
        for n, one in enumerate(dokumen.tinjauan, 1)
    ]
    table = GridTable(
        ("No.", "Bagian", "Tinjauan", "Jawaban Tim dan keadaannya"),
        rows,
        spread(_WIDTH, 9, 34, 63, 62),
    )
    heading: list[Flowable] = [para(f"{letter}. Tinjauan", BOLD), Spacer(1, 4)]
    return [*headed(heading, table), Spacer(1, 12)]


def _decision(dokumen: DokumenPeriksa, words: _Words) -> list[Flowable]:
    note = dokumen.alasan or "…" * 38
    sent_back = dokumen.putusan == "dikembalikan"
    rows = [
        (Kotak(dipilih=dokumen.putusan == "diteruskan"), para(words.diteruskan, TEXT)),
        (Kotak(dipilih=sent_back), para("dikembalikan untuk diperbaiki", TEXT)),
    ]
    return [
        para("Putusan: draf laporan ini", BOLD),
        Spacer(1, 3),
        plain_table(rows, (6 * mm, _WIDTH - 6 * mm), extra=[("TOPPADDING", (0, 0), (0, -1), 2)]),
        Spacer(1, 3),
        para(f"Catatan: {note}", TEXT),
    ]
