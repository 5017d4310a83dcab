"""Rekapitulasi of a triwulan over all kab/kota of the province, with the list of all officers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.units import cm, mm
from reportlab.platypus import Flowable, PageBreak, Spacer, Table

from bina_desktop.application.dokumen_triwulan import BarisNama, BarisWilayah, DokumenRekap
from bina_desktop.domain.bahasa import format_angka, format_tanggal
from bina_desktop.domain.temuan import BERAT
from bina_desktop.pdf.blocks import FACE, signature_block, spread
from bina_desktop.pdf.charts import bars
from bina_desktop.pdf.fonts import SANS, bold
from bina_desktop.pdf.grid import GridTable, headed
from bina_desktop.pdf.kop import dinas_name, kop
from bina_desktop.pdf.laporan_teks import KEWENANGAN, angka
from bina_desktop.pdf.layout import (
    BODY,
    BOLD,
    CELL_BOLD,
    CELL_CENTER,
    GREY,
    INK,
    REKAP,
    RULE,
    SMALL,
    TITLE,
    Info,
    build,
    para,
    style,
)
from bina_desktop.pdf.long_table import Kolom, LongTable

_WIDTH = REKAP.lebar
_HALF: Final = (_WIDTH - 8 * mm) / 2
_ASPEK: Final = ("A", "B", "C", "D", "E", "F")


def draw_rekap_provinsi(dokumen: DokumenRekap) -> bytes:
    """Draw the recap on A4 lying; the list of officers is as long as it needs to be."""
    title = f"Rekapitulasi Hasil Penilaian Aparatur se-{dokumen.provinsi}"
    info = Info(
        judul=f"{title} {dokumen.triwulan.label}",
        penulis=dinas_name(dokumen.kantor, dokumen.provinsi),
        perihal="Pembinaan aparatur yang membidangi pendaftaran penduduk",
        contoh=dokumen.kantor.contoh,
        kaki=f"{title} · {dokumen.triwulan.label}",
    )
    story: list[Flowable] = [
        *kop(dokumen.kantor, REKAP),
        para("REKAPITULASI HASIL PENILAIAN APARATUR", TITLE),
        para(f"SE-{dokumen.provinsi.upper()} {dokumen.triwulan.label.upper()}", TITLE),
        Spacer(1, 8),
        _figures(dokumen),
        Spacer(1, 14),
        *_comparison(dokumen),
        PageBreak(),
        *headed([para("C. Hasil per kabupaten/kota", BOLD), Spacer(1, 4)], _regions(dokumen)),
        Spacer(1, 3),
        para(
            "A–F: nilai rata-rata tiap aspek. Temuan: kritis/tinggi/sedang/rendah. IKM bersifat "
            "indikatif. Hanya lembar final yang dihitung.",
            SMALL,
        ),
        PageBreak(),
        *_weakest(dokumen),
        signature_block(
            dokumen.pengesah,
            [f"{dokumen.kantor.kota}, {format_tanggal(dokumen.tanggal)}"],
            _WIDTH,
            before=[para(KEWENANGAN, BODY)],
            right=9.5 * cm,
        ),
        *_names(dokumen),
    ]
    return build(story, REKAP, info)


# --- figures -----------------------------------------------------------------------------------


def _figures(dokumen: DokumenRekap) -> Table:
    big = style("rekap-angka", fontName=bold(SANS), fontSize=16, leading=20, alignment=TA_CENTER)
    label = style("rekap-label", fontSize=8.5, leading=11, textColor=GREY, alignment=TA_CENTER)
    visited = sum(one.aparatur > 0 for one in dokumen.wilayah)
    heavy = sum(sum(one.temuan.values()) for one in dokumen.wilayah)
    cells = (
        ("Kabupaten/kota dinilai", f"{visited} dari {len(dokumen.wilayah)}"),
        ("Aparatur dinilai", format_angka(sum(one.aparatur for one in dokumen.wilayah))),
        ("Rata-rata nilai akhir", angka(dokumen.rata_rata)),
        ("Predikat", dokumen.predikat or "–"),
        ("Triwulan lalu", angka(dokumen.rata_rata_lalu)),
        ("Temuan", format_angka(heavy)),
    )
    table = Table(
        [[para(t, label) for t, _ in cells], [para(v, big) for _, v in cells]],
        colWidths=spread(_WIDTH, *(1 for _ in cells)),
    )
    table.setStyle(
        [
            FACE,
            ("BOX", (0, 0), (-1, -1), 0.9, INK),
            ("LINEAFTER", (0, 0), (-2, -1), 0.5, RULE),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, 0), 5),
            ("BOTTOMPADDING", (0, 1), (-1, 1), 8),
        ]
    )
    return table


def _regions(dokumen: DokumenRekap) -> GridTable:
    rows: list[list[Any]] = [_region(n, one) for n, one in enumerate(dokumen.wilayah, 1)]
    means = {one.kode: one.rata_rata for one in dokumen.aspek}
    tally = "/".join(str(sum(w.temuan.get(k, 0) for w in dokumen.wilayah)) for k in BERAT)
    bold_middle = style("rekap-jumlah", parent=CELL_BOLD, fontSize=9, alignment=TA_CENTER)
    rows.append(
        [
            "",
            para(dokumen.provinsi, CELL_BOLD),
            "",
            para(format_angka(sum(w.aparatur for w in dokumen.wilayah)), bold_middle),
            *(para(angka(means.get(kode)), bold_middle) for kode in _ASPEK),
            para(angka(dokumen.rata_rata), bold_middle),
            para(dokumen.predikat or "–", bold_middle),
            "",
            para(tally, bold_middle),
            "",
        ]
    )
    return GridTable(
        (
            "No.",
            "Kabupaten/Kota",
            "Kunjungan",
            "Dinilai",
            *_ASPEK,
            "Nilai",
            "Predikat",
            "IKM",
            "Temuan",
            "Laporan",
        ),
        rows,
        spread(_WIDTH, 8, 34, 28, 14.5, *[11] * 7, 15, 11, 18, 53),
    )


def _region(place: int, one: BarisWilayah) -> list[Any]:
    counts = "/".join(str(one.temuan.get(k, 0)) for k in BERAT) if one.aparatur else "–"
    return [
        para(f"{place}.", CELL_CENTER),
        one.nama,
        one.jadwal or "belum ada SPT",
        para(str(one.aparatur), CELL_CENTER),
        *(para(angka(one.nilai_aspek.get(kode)), CELL_CENTER) for kode in _ASPEK),
        para(angka(one.rata_rata), CELL_CENTER),
        para(one.predikat or "–", CELL_CENTER),
        para(angka(one.ikm), CELL_CENTER),
        para(counts, CELL_CENTER),
        "\n".join(text for text in (one.status, one.nomor) if text),
    ]


def _comparison(dokumen: DokumenRekap) -> list[Flowable]:
    """Return the order of the kab/kota beside the mean of each aspek."""
    ranked = sorted(
        (one for one in dokumen.wilayah if one.rata_rata is not None),
        key=lambda one: (-(one.rata_rata or 0), one.nama),
    )
    if not ranked:
        return [para("Belum ada lembar penilaian yang final pada triwulan ini.", BODY)]
    chart = bars(
        [(one.nama, one.rata_rata) for one in ranked],
        _HALF,
        mark=(float(dokumen.rata_rata), "rata-rata provinsi") if dokumen.rata_rata else None,
    )
    aspects = bars([(f"{one.kode}. {one.judul}", one.rata_rata) for one in dokumen.aspek], _HALF)
    pair = Table(
        [
            [
                para("A. Urutan kabupaten/kota", BOLD),
                "",
                para("B. Rata-rata tiap aspek", BOLD),
            ],
            [chart, "", aspects],
        ],
        colWidths=[_HALF, 8 * mm, _HALF],
    )
    pair.setStyle(
        [
            FACE,
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, 0), 6),
        ]
    )
    return [pair]


def _weakest(dokumen: DokumenRekap) -> list[Flowable]:
    """Return the indikator with the lowest means."""
    rows = [
        [
            para(one.kode, CELL_CENTER),
            one.uraian,
            para(angka(one.rata_skor), CELL_CENTER),
            para(str(one.jumlah), CELL_CENTER),
        ]
        for one in dokumen.indikator
    ]
    if not rows:
        return []
    heading: list[Flowable] = [para("D. Indikator yang perlu perhatian", BOLD), Spacer(1, 4)]
    table = GridTable(
        ("Kode", "Indikator dengan rata-rata terendah", "Skor", "Aparatur"),
        rows,
        spread(_WIDTH, 14, 200, 22, 22),
    )
    return [*headed(heading, table), Spacer(1, 12)]


# --- the list of officers ----------------------------------------------------------------------

_NAMES_HEAD: Final = 16 + 6 + 16
"""Height of the heading over the list."""
_COLUMNS: Final = tuple(
    Kolom(title, width, right)
    for (title, right), width in zip(
        (
            ("No.", True),
            ("Kabupaten/Kota", False),
            ("Nama", False),
            ("NIP/NIPPPK", False),
            ("Jabatan", False),
            *((kode, True) for kode in _ASPEK),
            ("Nilai", True),
            ("Predikat", False),
        ),
        spread(_WIDTH, 10, 31, 46, 32, 60, 10, 10, 10, 10, 10, 10, 11, 18),
        strict=True,
    )
)


def _names(dokumen: DokumenRekap) -> list[Flowable]:
    if not dokumen.nama:
        return []
    return [
        PageBreak(),
        para("LAMPIRAN: DAFTAR NILAI APARATUR", TITLE),
        Spacer(1, 6),
        LongTable(_COLUMNS, dokumen.nama, _name_row),
    ]


def _name_row(place: int, one: BarisNama) -> Sequence[str]:
    return (
        f"{place}.",
        one.wilayah.replace("Kabupaten ", "Kab. "),
        one.nama,
        one.nip or "–",
        one.jabatan or "–",
        *(_figure(one.nilai_aspek.get(kode)) for kode in _ASPEK),
        _figure(one.nilai_akhir),
        one.predikat or "–",
    )


def _figure(value: Decimal | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace(".", ",")
