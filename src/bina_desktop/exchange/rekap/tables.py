"""The further tables of a recap: indikator, surveys, findings, officers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from bina_desktop.application.rekap_content import RekapKunjungan, RekapRekomendasi, RekapTriwulan
from bina_desktop.application.tindak_lanjut import ALAMAT, STATUS_TINDAK_LANJUT
from bina_desktop.exchange.rekap.charts import MOST_BARS, ChartPage, Series, area, bar_chart
from bina_desktop.exchange.rekap.gathered import Gathered
from bina_desktop.exchange.rekap.styles import (
    FIRST_ROW,
    TRIWULAN,
    WILAYAH,
    Cell,
    Styles,
    TableColumn,
    add_table,
    begin_page,
)

INDIKATOR: Final = "Indikator"
SKM: Final = "SKM"
KUESIONER: Final = "Kuesioner"
TEMUAN: Final = "Temuan"
APARATUR: Final = "Aparatur"


def write_indikator(book: Any, styles: Styles, quarters: Sequence[RekapTriwulan]) -> None:
    """Write the mean skor of each indikator in each triwulan."""
    page = begin_page(
        book,
        styles,
        INDIKATOR,
        "Skor rata-rata per indikator",
        "Skor 1 sampai 5. Hanya aparatur yang indikatornya berlaku yang dihitung.",
    )
    columns = (
        TRIWULAN,
        TableColumn("Kode", width=8),
        TableColumn("Indikator", "wrap", 96),
        TableColumn("Skor rata-rata", "skor", 12),
        TableColumn("Aparatur dinilai", "count", 12),
    )
    rows = [
        (str(one.triwulan), each.kode, each.uraian, each.rata_skor, each.jumlah)
        for one in reversed(quarters)
        for each in one.indikator
    ]
    add_table(page, styles, "tblIndikator", columns, rows)
    if rows:
        bars = {
            "type": "data_bar",
            "bar_color": "#9DBBD8",
            "min_type": "num",
            "max_type": "num",
            "min_value": 0,
            "max_value": 5,
        }
        page.conditional_format(FIRST_ROW, 3, FIRST_ROW + len(rows) - 1, 3, bars)


def write_skm(book: Any, styles: Styles, gathered: Gathered, charts: ChartPage) -> None:
    """Write the survey of each visit, and a bar for each kab/kota of the newest triwulan."""
    page = begin_page(
        book,
        styles,
        SKM,
        "Survei kepuasan masyarakat (indikatif)",
        "IKM = rata-rata sembilan unsur × 25 (PermenPANRB 14/2017). Responden tidak bernama.",
    )
    asked = [one.visit for one in gathered.visits if one.visit.skm is not None]
    unsur = list(dict.fromkeys(name for one in asked if one.skm for name, _ in one.skm.unsur))
    columns = (
        TRIWULAN,
        WILAYAH,
        TableColumn("Responden", "count", 12, total=True),
        TableColumn("IKM", "nilai", 10),
        TableColumn("Mutu", "word", 8),
        TableColumn("Kinerja unit", width=15),
        TableColumn("Diminta membayar", "count", 12, total=True),
        *(TableColumn(name, "skor", 13) for name in unsur),
    )
    rows = [_skm_row(one, unsur) for one in asked]
    add_table(page, styles, "tblSkm", columns, rows)
    count = sum(one.spt.triwulan == asked[0].spt.triwulan for one in asked) if asked else 0
    if count:
        span = (FIRST_ROW, FIRST_ROW + min(count, MOST_BARS) - 1)
        title = f"Indeks kepuasan masyarakat, {asked[0].spt.triwulan.label}"
        series = Series("IKM", *area(SKM, span, names=1, values=3))
        charts.add(bar_chart(book, title, series, lowest=25))


def _skm_row(visit: RekapKunjungan, unsur: Sequence[str]) -> tuple[Cell, ...]:
    skm = visit.skm
    assert skm is not None
    scores = dict(skm.unsur)
    return (
        str(visit.spt.triwulan),
        visit.wilayah,
        skm.responden,
        skm.ikm,
        skm.mutu,
        skm.kinerja,
        skm.pungutan,
        *(scores.get(name) for name in unsur),
    )


def write_kuesioner(book: Any, styles: Styles, gathered: Gathered) -> None:
    """Write what officers say of their office, by groups of questions."""
    page = begin_page(
        book,
        styles,
        KUESIONER,
        "Kuesioner aparatur",
        "Rata-rata 25 sampai 100 per kelompok pertanyaan; tidak masuk nilai akhir.",
    )
    asked = [one.visit for one in gathered.visits if one.visit.kuesioner is not None]
    groups = list(
        dict.fromkeys(n for one in asked if one.kuesioner for n, _ in one.kuesioner.kelompok)
    )
    columns = (
        TRIWULAN,
        WILAYAH,
        TableColumn("Responden", "count", 12, total=True),
        *(TableColumn(name, "nilai", 18) for name in groups),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in asked:
        assert one.kuesioner is not None
        means = dict(one.kuesioner.kelompok)
        said = (means.get(name) for name in groups)
        rows.append((str(one.spt.triwulan), one.wilayah, one.kuesioner.responden, *said))
    add_table(page, styles, "tblKuesioner", columns, rows)


def write_temuan(book: Any, styles: Styles, gathered: Gathered) -> None:
    """Write the findings with their recommendations and how these stand now."""
    page = begin_page(
        book,
        styles,
        TEMUAN,
        "Temuan dan rekomendasi",
        "Status menurut kunjungan terakhir yang memeriksanya.",
    )
    columns = (
        TRIWULAN,
        WILAYAH,
        TableColumn("Kode", width=8),
        TableColumn("Tingkat", width=10, predikat="status"),
        TableColumn("Indikator", width=10),
        TableColumn("Kondisi", "wrap", 48),
        TableColumn("Rekomendasi", "wrap", 48),
        TableColumn("Ditujukan kepada", "wrap", 26),
        TableColumn("Penanggung jawab", "wrap", 28),
        TableColumn("Tenggat", "date", 19),
        TableColumn("Status", "wrap", 28, predikat="status"),
        TableColumn("Keterangan", "wrap", 34),
    )
    rows = (
        (
            str(one.visit.spt.triwulan),
            one.visit.wilayah,
            each.temuan.kode,
            each.temuan.tingkat.value.capitalize(),
            each.temuan.indikator.upper(),
            each.temuan.kondisi,
            *_rekomendasi(rekomendasi),
        )
        for one in gathered.visits
        for each in one.visit.temuan
        for rekomendasi in each.rekomendasi or (None,)
    )
    add_table(page, styles, "tblTemuan", columns, rows)


def _rekomendasi(one: RekapRekomendasi | None) -> tuple[Cell, ...]:
    if one is None:
        return ("", "", "", None, "", "")
    return (
        one.rekomendasi.isi,
        ALAMAT[one.rekomendasi.ditujukan],
        one.rekomendasi.penanggung_jawab,
        one.rekomendasi.tenggat,
        STATUS_TINDAK_LANJUT[one.status],
        one.keterangan,
    )


def write_aparatur(book: Any, styles: Styles, gathered: Gathered) -> None:
    """Write a row for each final Lembar Penilaian."""
    page = begin_page(
        book,
        styles,
        APARATUR,
        "Nilai per aparatur",
        "Satu baris per lembar penilaian final. NIP disimpan sebagai teks.",
    )
    columns = (
        TRIWULAN,
        WILAYAH,
        TableColumn("Nama", width=32),
        TableColumn("NIP", "id", 21),
        TableColumn("Kelompok", width=32),
        TableColumn("Jabatan", width=40),
        *(TableColumn(f"Aspek {kode}", "nilai", 10) for kode in gathered.kode_aspek),
        TableColumn("Bobot berlaku", "count", 10),
        TableColumn("Nilai akhir", "nilai", 10, predikat="nilai"),
        TableColumn("Predikat", "word", 22, predikat="word"),
        TableColumn("Batas kritis", width=10),
        TableColumn("Rekomendasi", width=48),
        TableColumn("Lembar", width=11),
    )
    add_table(page, styles, "tblAparatur", columns, gathered.aparatur, frozen=3)
