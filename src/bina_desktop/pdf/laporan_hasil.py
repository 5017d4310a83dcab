"""BAB III of the Laporan: results in tables and plots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.enums import TA_CENTER
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from bina_desktop.application.dokumen_laporan import (
    BarisAparatur,
    DokumenLaporan,
    RekapKuesioner,
    RekapSkm,
)
from bina_desktop.pdf.blocks import nip_line, numbered
from bina_desktop.pdf.charts import bars, radar
from bina_desktop.pdf.grid import GridTable, headed
from bina_desktop.pdf.laporan_teks import (
    WIDTH,
    angka,
    bab,
    gambar,
    lanjutan,
    listed,
    scaled,
    subbab,
    tabel,
)
from bina_desktop.pdf.layout import (
    BODY,
    BOLD,
    CELL,
    CELL_CENTER,
    SMALL,
    TEXT,
    escape,
    para,
    rich,
    style,
)

_NO_SHEETS = "Belum ada Lembar Penilaian yang final."
_OFFICERS = "Nilai akhir per aparatur"
_BARS_A_PAGE = 36
"""A drawing cannot break; more officers than this make a further one."""


def bab_hasil(dokumen: DokumenLaporan) -> list[Flowable]:
    """Return BAB III."""
    return [
        *bab("BAB III", "HASIL PENILAIAN"),
        *_recap(dokumen),
        *_per_aspek(dokumen),
        *_per_aparatur(dokumen),
        *_kuesioner(dokumen.kuesioner),
        *_skm(dokumen.skm),
        *_comparison(dokumen),
        PageBreak(),
    ]


def _centre(text: str) -> Flowable:
    return para(text, CELL_CENTER)


def _recap(dokumen: DokumenLaporan) -> list[Flowable]:
    if not dokumen.aparatur:
        return [subbab("A. Rekapitulasi Nilai dan Predikat"), para(_NO_SHEETS, BODY)]
    codes = [aspek.kode for aspek in dokumen.aspek]
    rows = [_recap_row(place, item, codes) for place, item in enumerate(dokumen.aparatur, 1)]
    head = ("No.", "Nama/NIP dan jabatan", "Kel.", *codes, "Nilai akhir", "Predikat")
    widths = scaled(9, 56, 9, *(11.5 for _ in codes), 14, 19)
    story: list[Flowable] = [
        *headed(
            [
                subbab("A. Rekapitulasi Nilai dan Predikat"),
                tabel("Nilai per aspek, nilai akhir, dan predikat"),
            ],
            GridTable(head, rows, widths),
        ),
        Spacer(1, 3),
        para(
            "Kel.: P pejabat struktural, F fungsional, O petugas/operator. Tanda – berarti "
            "aspek tidak berlaku atau nilai tidak dapat disimpulkan. Predikat ialah predikat "
            "pembinaan, bukan predikat SKP.",
            SMALL,
        ),
    ]
    capped = [item.orang.nama for item in dokumen.aparatur if item.batas_kritis]
    if capped:
        names = ", ".join(capped).rstrip(".")
        note = f"Predikat dibatasi oleh indikator kritis: {names}."
        story.append(para(note, SMALL))
    return story


def _recap_row(place: int, item: BarisAparatur, codes: Sequence[str]) -> list[Any]:
    orang = item.orang
    lines = [f"<b>{escape(orang.nama)}</b>"]
    lines += [escape(text) for text in (nip_line(orang), orang.jabatan) if text]
    small = style("c8", parent=CELL, fontSize=8, leading=10)
    figure = style("f8", parent=CELL_CENTER, fontSize=7.5, leading=10)
    return [
        _centre(f"{place}."),
        rich("<br/>".join(lines), small),
        _centre(item.kelompok.value),
        *(para(angka(item.nilai_aspek.get(code)), figure) for code in codes),
        rich(f"<b>{angka(item.nilai_akhir)}</b>", CELL_CENTER),
        para(item.predikat or "–", style("p8", parent=small, alignment=TA_CENTER)),
    ]


def _per_aspek(dokumen: DokumenLaporan) -> list[Flowable]:
    if not dokumen.aspek:
        return [subbab("B. Hasil per Aspek"), para(_NO_SHEETS, BODY)]
    rows = [
        [
            _centre(aspek.kode),
            aspek.judul,
            _centre(angka(aspek.bobot.normalize(), 0)),
            _centre(angka(aspek.rata_rata)),
            _centre(angka(aspek.terendah)),
            _centre(angka(aspek.tertinggi)),
            _centre(angka(aspek.triwulan_lalu)),
        ]
        for aspek in dokumen.aspek
    ]
    head = ("Kode", "Aspek", "Bobot", "Rata-rata", "Terendah", "Tertinggi", "TW lalu")
    story: list[Flowable] = [
        *headed(
            [subbab("B. Hasil per Aspek"), tabel("Nilai per aspek")],
            GridTable(head, rows, scaled(12, 62, 14, 18, 18, 18, 18)),
        ),
        Spacer(1, 8),
    ]
    if len(dokumen.aspek) >= 3 and any(aspek.rata_rata is not None for aspek in dokumen.aspek):
        plot = radar(
            [f"Aspek {aspek.kode}" for aspek in dokumen.aspek],
            [aspek.rata_rata for aspek in dokumen.aspek],
            [aspek.triwulan_lalu for aspek in dokumen.aspek],
            WIDTH,
            260,
        )
        story.append(KeepTogether([plot, gambar("Nilai rata-rata per aspek (40–100)")]))
        rows_plot = [(f"{a.kode}. {a.judul}", a.rata_rata) for a in dokumen.aspek]
        story.append(
            KeepTogether([Spacer(1, 8), bars(rows_plot, WIDTH), gambar("Urutan nilai aspek")])
        )
    if dokumen.indikator_terendah:
        story += _lowest(dokumen)
    return story


def _lowest(dokumen: DokumenLaporan) -> list[Flowable]:
    rows = [
        [
            _centre(item.kode),
            item.uraian,
            _centre(angka(item.rata_skor)),
            _centre(str(item.jumlah)),
        ]
        for item in dokumen.indikator_terendah
    ]
    return [
        Spacer(1, 6),
        *headed(
            [tabel("Indikator dengan rata-rata skor terendah")],
            GridTable(
                ("Kode", "Indikator", "Rata-rata skor", "Dinilai"), rows, scaled(14, 100, 26, 20)
            ),
        ),
    ]


def _per_aparatur(dokumen: DokumenLaporan) -> list[Flowable]:
    heading = subbab("C. Hasil per Aparatur")
    if not dokumen.aparatur:
        return [heading, para(_NO_SHEETS, BODY)]
    story: list[Flowable] = []
    before: list[Flowable] = [heading]
    figures = [(item.orang.nama, item.nilai_akhir) for item in dokumen.aparatur]
    for start in range(0, len(figures), _BARS_A_PAGE):
        plot = bars(figures[start : start + _BARS_A_PAGE], WIDTH, mark=(76, "Baik ≥ 76"))
        below = lanjutan(_OFFICERS) if start else gambar(_OFFICERS)
        story.append(KeepTogether([*before, plot, below]))
        before = []
    rows = [
        [_centre(f"{place}."), para(item.orang.nama, CELL), item.rekomendasi]
        for place, item in enumerate(dokumen.aparatur, 1)
        if item.rekomendasi
    ]
    if rows:
        story += headed(
            [tabel("Rekomendasi per aparatur")],
            GridTable(("No.", "Nama", "Rekomendasi"), rows, scaled(10, 50, 100)),
        )
    return story


def _kuesioner(rekap: RekapKuesioner | None) -> list[Flowable]:
    story: list[Flowable] = [subbab("D. Hasil Kuesioner Aparatur")]
    if rekap is None:
        return [*story, para("Kuesioner aparatur tidak diisi pada kunjungan ini.", BODY)]
    story.append(
        para(
            f"Kuesioner diisi {rekap.responden} responden. Hasilnya menjadi bahan analisis dan "
            "tidak dihitung dalam nilai akhir.",
            BODY,
        )
    )
    story.append(
        KeepTogether(
            [
                bars(rekap.kelompok, WIDTH, lowest=25),
                gambar("Rata-rata kuesioner per kelompok pertanyaan (25–100)"),
            ]
        )
    )
    for question, answers in rekap.isian:
        body = numbered(list(answers), WIDTH, look=TEXT)
        story += [Spacer(1, 4), *listed(para(question, BOLD), body)]
    return story


def _skm(rekap: RekapSkm | None) -> list[Flowable]:
    story: list[Flowable] = [subbab("E. Survei Kepuasan Masyarakat (Indikatif)")]
    if rekap is None:
        text = "Survei pengguna layanan tidak dilaksanakan pada kunjungan ini."
        return [*story, para(text, BODY)]
    rows = [
        [_centre(f"{i}."), name, _centre(angka(nrr))]
        for i, (name, nrr) in enumerate(rekap.unsur, 1)
    ]
    weakest = sorted(rekap.unsur, key=lambda item: item[1])[:3]
    names = ", ".join(name for name, _ in weakest)
    story += [
        para(
            f"Indeks kepuasan masyarakat {angka(rekap.ikm)}, mutu {rekap.mutu} "
            f"({rekap.kinerja}), dari {rekap.responden} responden. Angka ini bersifat indikatif "
            f"karena jumlah responden terbatas. Unsur terendah: {names}.",
            BODY,
        ),
        *headed(
            [tabel("Nilai rata-rata per unsur (1–4)")],
            GridTable(("No.", "Unsur", "Nilai rata-rata"), rows, scaled(14, 106, 40)),
        ),
    ]
    if rekap.pungutan:
        story += [
            Spacer(1, 4),
            para(f"{rekap.pungutan} responden menyatakan diminta membayar; lihat BAB IV.", BODY),
        ]
    return story


def _comparison(dokumen: DokumenLaporan) -> list[Flowable]:
    story: list[Flowable] = [subbab("F. Perbandingan dengan Triwulan Lalu")]
    if dokumen.rata_rata_lalu is None or dokumen.rata_rata is None:
        return [*story, para("Belum ada nilai triwulan lalu untuk dibandingkan.", BODY)]
    difference = dokumen.rata_rata - dokumen.rata_rata_lalu
    move = "naik" if difference > 0 else "turun"
    text = (
        f"{move} {angka(abs(difference))} dibanding {dokumen.triwulan.sebelum.label} "
        f"({angka(dokumen.rata_rata_lalu)})"
        if difference
        else f"sama dengan {dokumen.triwulan.sebelum.label}"
    )
    return [*story, para(f"Rata-rata nilai akhir {angka(dokumen.rata_rata)}, {text}.", BODY)]
