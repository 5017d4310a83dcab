"""The figures of a recap: per kab/kota, per triwulan, per aspek, and the charts made of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from bina_desktop.application.dokumen_laporan import RekapAspek
from bina_desktop.application.rekap_content import RekapTriwulan
from bina_desktop.domain.temuan import Tingkat
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.exchange.rekap.charts import (
    MOST_BARS,
    ChartPage,
    Series,
    area,
    bar_chart,
    line_chart,
    profile_chart,
)
from bina_desktop.exchange.rekap.gathered import Gathered, VisitFigures
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

PER_WILAYAH: Final = "Per kab-kota"
PER_TRIWULAN: Final = "Per triwulan"
PER_ASPEK: Final = "Per aspek"
_MOST_LINES: Final = 12
"""Kab/kota in one chart of lines."""


def write_per_wilayah(book: Any, styles: Styles, gathered: Gathered, charts: ChartPage) -> None:
    """Write a row for each visit, and a bar for each kab/kota of the newest triwulan."""
    page = begin_page(
        book,
        styles,
        PER_WILAYAH,
        "Nilai per kabupaten/kota",
        "Rata-rata nilai akhir aparatur; triwulan terbaru di atas, nilai tertinggi dahulu.",
    )
    columns = (
        TRIWULAN,
        WILAYAH,
        TableColumn("Peringkat", "count", 11),
        TableColumn("Nilai rata-rata", "nilai", 11, predikat="nilai"),
        TableColumn("Predikat", "word", 22, predikat="word"),
        TableColumn("Terendah", "nilai", 11),
        TableColumn("Tertinggi", "nilai", 11),
        TableColumn("Aparatur dinilai", "count", 11, total=True),
        TableColumn("Lembar final", "count", 10, total=True),
        TableColumn("Lembar seluruhnya", "count", 12, total=True),
        TableColumn("IKM", "nilai", 10),
        TableColumn("Temuan", "count", 10, total=True),
        TableColumn("Temuan kritis", "count", 10, total=True),
        TableColumn("Rekomendasi selesai", "count", 14, total=True),
    )
    ranked = list(gathered.ranked())
    add_table(page, styles, "tblKabKota", columns, (_wilayah_row(*one) for one in ranked))
    newest = ranked[0][1].visit.spt.triwulan
    scored = sum(f.visit.spt.triwulan == newest and f.visit.nilai is not None for _, f in ranked)
    if scored:
        first = max(0, scored - MOST_BARS)
        rows = (FIRST_ROW + first, FIRST_ROW + scored - 1)
        title = f"Nilai rata-rata, {newest.label}"
        if first:
            title = f"{MOST_BARS} nilai rata-rata terendah, {newest.label}"
        series = Series("Nilai", *area(PER_WILAYAH, rows, names=1, values=3))
        charts.add(bar_chart(book, title, series))


def _wilayah_row(rank: int, figures: VisitFigures) -> tuple[Cell, ...]:
    visit = figures.visit
    return (
        str(visit.spt.triwulan),
        visit.wilayah,
        rank if visit.nilai is not None else None,
        visit.nilai,
        visit.predikat,
        min(figures.nilai, default=None),
        max(figures.nilai, default=None),
        len(figures.nilai),
        visit.lembar_final,
        visit.lembar,
        visit.skm.ikm if visit.skm else None,
        len(visit.temuan),
        sum(one.temuan.tingkat is Tingkat.KRITIS for one in visit.temuan),
        sum(one.selesai for one in visit.temuan),
    )


def write_per_triwulan(
    book: Any,
    styles: Styles,
    gathered: Gathered,
    quarters: Sequence[RekapTriwulan],
    charts: ChartPage,
) -> None:
    """Write a row for each triwulan and its trend; below, kab/kota by triwulan."""
    page = begin_page(
        book,
        styles,
        PER_TRIWULAN,
        "Perkembangan per triwulan",
        "Nilai: rata-rata semua aparatur yang dinilai. IKM: rata-rata indeks per kabupaten/kota.",
    )
    columns = (
        TableColumn("Triwulan", width=30),
        TableColumn("Nilai rata-rata", "nilai", 12, predikat="nilai"),
        TableColumn("IKM", "nilai", 12),
        TableColumn("Kunjungan", "count", 12, total=True),
        TableColumn("Aparatur dinilai", "count", 12, total=True),
        TableColumn("Responden SKM", "count", 12, total=True),
        TableColumn("Temuan", "count", 12, total=True),
        TableColumn("Rekomendasi selesai", "count", 12, total=True),
        TableColumn("Predikat", "word", 22, predikat="word"),
    )
    rows = [
        (
            str(one.triwulan),
            one.nilai,
            one.ikm,
            one.kunjungan,
            one.aparatur,
            one.responden,
            one.temuan,
            one.selesai,
            one.predikat,
        )
        for one in quarters
    ]
    add_table(page, styles, "tblTriwulan", columns, rows, frozen=1)
    span = (FIRST_ROW, FIRST_ROW + len(rows) - 1)
    lines = [Series("Nilai rata-rata", *area(PER_TRIWULAN, span, names=0, values=1))]
    if any(one.ikm is not None for one in quarters):
        lines.append(Series("IKM", *area(PER_TRIWULAN, span, names=0, values=2)))
    charts.add(line_chart(book, "Nilai rata-rata dan IKM", lines, lowest=25))
    lines = _write_matrix(page, styles, gathered, quarters, top=len(rows) + 8)
    if lines:
        charts.add(line_chart(book, "Nilai rata-rata per kabupaten/kota", lines))


def _write_matrix(
    page: Any,
    styles: Styles,
    gathered: Gathered,
    quarters: Sequence[RekapTriwulan],
    *,
    top: int,
) -> list[Series]:
    """Write kab/kota by triwulan; returns a line for each where they are not too many."""
    nilai: dict[str, dict[Triwulan, Decimal]] = {}
    for one in gathered.visits:
        place = nilai.setdefault(one.visit.wilayah, {})
        if one.visit.nilai is not None:
            place[one.visit.spt.triwulan] = one.visit.nilai
    names = sorted(nilai)
    shown = [one.triwulan for one in quarters]
    columns = (
        TableColumn("Kabupaten/kota", width=30),
        *(TableColumn(str(one), "nilai", 12, predikat="nilai") for one in shown),
    )
    rows = [(name, *(nilai[name].get(one) for one in shown)) for name in names]
    page.write_string(top - 1, 0, "Nilai rata-rata per kabupaten/kota", styles.section)
    add_table(page, styles, "tblKabKotaTriwulan", columns, rows, top=top)
    if len(names) > _MOST_LINES or len(shown) < 2:
        return []
    return [
        Series(
            name,
            (PER_TRIWULAN, top, 1, top, len(shown)),
            (PER_TRIWULAN, row, 1, row, len(shown)),
        )
        for row, name in enumerate(names, start=top + 1)
    ]


def write_per_aspek(
    book: Any,
    styles: Styles,
    gathered: Gathered,
    quarters: Sequence[RekapTriwulan],
    charts: ChartPage,
) -> None:
    """Write the aspek of the newest triwulan, and below those of each visit."""
    newest = quarters[-1]
    page = begin_page(
        book,
        styles,
        PER_ASPEK,
        "Nilai per aspek",
        f"Atas: semua aparatur pada {newest.triwulan.label}. Bawah: setiap kunjungan.",
    )
    columns = (
        TableColumn("Aspek", width=11),
        TableColumn("Uraian", width=50),
        TableColumn("Bobot", "count", 10, total=True),
        TableColumn("Rata-rata", "nilai", 11, predikat="nilai"),
        TableColumn("Terendah", "nilai", 11),
        TableColumn("Tertinggi", "nilai", 11),
        TableColumn("Triwulan lalu", "nilai", 11, predikat="nilai"),
        TableColumn("Selisih", "nilai", 11),
    )
    rows = [_aspek_row(one) for one in newest.aspek]
    add_table(page, styles, "tblAspek", columns, rows)
    span = (FIRST_ROW, FIRST_ROW + len(rows) - 1)
    groups = [Series(str(newest.triwulan), *area(PER_ASPEK, span, names=0, values=3))]
    if any(one.triwulan_lalu is not None for one in newest.aspek):
        before = str(newest.triwulan.sebelum)
        groups.insert(0, Series(before, *area(PER_ASPEK, span, names=0, values=6)))
    charts.add(profile_chart(book, f"Profil aspek, {newest.triwulan.label}", groups))
    top = len(rows) + 8
    page.write_string(top - 1, 0, "Setiap kunjungan", styles.section)
    visits = (
        TRIWULAN,
        TableColumn("Kabupaten/kota", width=50),
        *(
            TableColumn(f"Aspek {kode}", "nilai", 11, predikat="nilai")
            for kode in gathered.kode_aspek
        ),
        TableColumn("Nilai rata-rata", "nilai", 11, predikat="nilai"),
    )
    add_table(
        page,
        styles,
        "tblAspekKunjungan",
        visits,
        (
            (
                str(one.visit.spt.triwulan),
                one.visit.wilayah,
                *(one.aspek[kode] for kode in gathered.kode_aspek),
                one.visit.nilai,
            )
            for one in gathered.visits
        ),
        top=top,
    )


def _aspek_row(one: RekapAspek) -> tuple[Cell, ...]:
    change = None
    if one.rata_rata is not None and one.triwulan_lalu is not None:
        change = one.rata_rata - one.triwulan_lalu
    return (
        one.kode,
        one.judul,
        int(one.bobot),
        one.rata_rata,
        one.terendah,
        one.tertinggi,
        one.triwulan_lalu,
        change,
    )
