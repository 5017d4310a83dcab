"""What is drawn, as DTOs for us and as plain blocks with the same words for the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from tests.unit.pdf import laporan_samples, paper_samples

from bina_desktop.application.dokumen_laporan import DokumenLaporan
from bina_desktop.application.dokumen_lembar import DokumenLembar
from bina_desktop.application.dokumen_triwulan import BarisNama, DokumenRekap
from bina_desktop.domain.bahasa import format_angka
from bina_desktop.domain.pegawai import format_nip

SHEETS: Final = 30
"""Filled sheets of a visit."""
ROWS_A_PAGE: Final = 36
"""Rows of the recap's list that fit on A4 lying: 1,000 pages are this many thousand rows."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (level 1 or 2), a paragraph (0), or a table with its head."""

    text: str = ""
    level: int = 0
    head: tuple[str, ...] = ()
    rows: Sequence[Sequence[str]] = ()


def laporan() -> DokumenLaporan:
    """Return a Laporan of about ten pages."""
    return laporan_samples.a_laporan(people=3, findings=3, disahkan=True)


def laporan_blocks(dokumen: DokumenLaporan) -> list[Block]:
    """Return its words: texts, the tables of officers, findings and aspects."""
    people = [
        (
            str(n),
            f"{one.orang.nama} {format_nip(one.orang.nip)}",
            one.orang.jabatan,
            _n(one.nilai_akhir),
            one.predikat,
        )
        for n, one in enumerate(dokumen.aparatur, 1)
    ]
    aspects = [
        (a.kode, a.judul, _n(a.rata_rata), _n(a.terendah), _n(a.tertinggi)) for a in dokumen.aspek
    ]
    findings = [
        (t.kode, t.kondisi, t.tingkat.value, " ".join(r.isi for r in t.rekomendasi))
        for t in dokumen.temuan
    ]
    head = ("No.", "Nama/NIP", "Jabatan", "Nilai", "Predikat")
    made = [Block("LAPORAN HASIL PENILAIAN", 1), Block(dokumen.nama_dinas, 2)]
    made += [Block(text) for text in dokumen.gambaran_umum.split("\n\n")]
    made += [Block("HASIL PENILAIAN", 1), Block(head=head, rows=people)]
    made += [Block(head=("Kode", "Aspek", "Rata-rata", "Terendah", "Tertinggi"), rows=aspects)]
    for one in dokumen.aparatur:
        scores = [(kode, _n(value)) for kode, value in one.nilai_aspek.items()]
        made += [Block(one.orang.nama, 2), Block(head=("Aspek", "Nilai"), rows=scores)]
        made += [Block(one.rekomendasi)] if one.rekomendasi else []
    made += [Block("TEMUAN", 1), *(Block(t) for t in dokumen.pembahasan.split("\n\n"))]
    made += [Block(head=("Kode", "Temuan", "Tingkat", "Rekomendasi"), rows=findings)]
    made += [Block("PENUTUP", 1), *(Block(t) for t in dokumen.kesimpulan.split("\n\n"))]
    return made


def lembar() -> list[DokumenLembar]:
    """Return the filled sheets of a visit."""
    one = laporan_samples.a_lembar()
    return [replace(one, nomor=f"{number:03}/LP/2026") for number in range(1, SHEETS + 1)]


def lembar_blocks(sheets: Sequence[DokumenLembar]) -> list[Block]:
    """Return their words, one after the other."""
    made: list[Block] = []
    for sheet in sheets:
        made += [Block(f"LEMBAR PENILAIAN APARATUR {sheet.nomor}", 1), Block(sheet.dinilai.nama)]
        for aspek in sheet.aspek:
            rows = [
                (
                    i.kode,
                    f"{i.uraian} {i.alasan} {i.capaian} {i.bukti} {i.catatan}",
                    _n(i.bobot),
                    str(i.skor or "TB"),
                    _n(i.nilai_baku),
                )
                for i in aspek.indikator
            ]
            made += [Block(f"{aspek.kode}. {aspek.judul}", 2)]
            made += [Block(head=("Kode", "Indikator", "Bobot", "Skor", "Nilai"), rows=rows)]
        made += [Block(text) for text in (sheet.kekuatan, sheet.perbaikan, sheet.rekomendasi)]
    return made


def rekap(pages: int) -> DokumenRekap:
    """Return a recap whose list of officers takes so many pages."""
    base = paper_samples.a_rekap()
    kinds = len(base.nama)
    names = [
        replace(base.nama[n % kinds], nama=f"Aparatur Contoh {n + 1}, S.Sos.")
        for n in range(pages * ROWS_A_PAGE)
    ]
    return replace(base, nama=tuple(names))


def rekap_blocks(dokumen: DokumenRekap) -> list[Block]:
    """Return the list of officers."""
    aspects = ("A", "B", "C", "D", "E", "F")
    head = ("No.", "Kabupaten/Kota", "Nama", "NIP", "Jabatan", *aspects, "Nilai", "Predikat")
    rows = [_line(n, one, aspects) for n, one in enumerate(dokumen.nama, 1)]
    return [Block("DAFTAR NILAI APARATUR", 1), Block(head=head, rows=rows)]


def _line(number: int, one: BarisNama, aspects: Sequence[str]) -> tuple[str, ...]:
    figures = (_n(one.nilai_aspek.get(kode)) for kode in aspects)
    nilai = _n(one.nilai_akhir)
    return (
        str(number),
        one.wilayah,
        one.nama,
        one.nip,
        one.jabatan,
        *figures,
        nilai,
        one.predikat,
    )


def marks(blocks: Sequence[Block]) -> list[str]:
    """Return words that must be in every side's document: the first cells of its rows."""
    found = [row[2] if len(row) > 6 else row[1] for block in blocks for row in block.rows]
    step = max(1, len(found) // 200)
    return [text.split()[0] for text in found[::step] if text.split()]


def _n(value: Decimal | None) -> str:
    return "–" if value is None else format_angka(value, 2)
