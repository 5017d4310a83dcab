"""The first sheet of a recap: what it is, how much is in it, how its figures are made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from bina_desktop.application.rekap_content import RekapContent, RekapTriwulan
from bina_desktop.domain.bahasa import format_angka, format_waktu
from bina_desktop.domain.penilaian import (
    BOBOT_MINIMUM,
    PREDIKAT,
    PREDIKAT_KRITIS,
    nilai_baku,
)
from bina_desktop.exchange.rekap import sheets, tables
from bina_desktop.exchange.rekap.answers import plain_text
from bina_desktop.exchange.rekap.gathered import Gathered
from bina_desktop.exchange.rekap.styles import LINE_HEIGHT, Styles, begin_page, lines_of

SUMMARY: Final = "Ringkasan"
CHARTS: Final = "Grafik"
ANSWERS: Final = "Jawaban"
_WIDTH: Final = 88
_CONTENTS: Final = (
    (CHARTS, "Nilai per kabupaten/kota, perkembangan per triwulan, profil aspek, dan IKM."),
    (sheets.PER_WILAYAH, "Nilai, predikat, IKM, dan temuan setiap kunjungan."),
    (sheets.PER_TRIWULAN, "Perkembangan dari triwulan ke triwulan."),
    (sheets.PER_ASPEK, "Setiap aspek: rata-rata, terendah, tertinggi."),
    (tables.INDIKATOR, "Skor rata-rata setiap indikator."),
    (tables.SKM, "Indeks kepuasan masyarakat dan unsurnya."),
    (tables.KUESIONER, "Pendapat aparatur tentang kantornya, per kelompok pertanyaan."),
    (tables.TEMUAN, "Temuan, rekomendasi, dan status tindak lanjutnya."),
    (tables.APARATUR, "Nilai setiap aparatur yang dinilai."),
    (ANSWERS, "Semua jawaban, satu baris per jawaban: siap dijadikan PivotTable."),
)


def write_summary(
    book: Any,
    styles: Styles,
    content: RekapContent,
    gathered: Gathered,
    *,
    quarters: Sequence[RekapTriwulan],
    answers: int,
) -> None:
    """Write the cover."""
    title = "Rekap penilaian aparatur pendaftaran penduduk"
    page = begin_page(book, styles, SUMMARY, title, content.keterangan)
    page.set_portrait()
    page.set_column(0, 0, 24)
    page.set_column(1, 1, _WIDTH)
    row = _write_facts(page, styles, _facts(content, gathered, quarters, answers), 3)
    row = _write_section(page, styles, "Isi buku kerja", row + 1)
    for name, what in _CONTENTS:
        page.write_url(row, 0, f"internal:'{name}'!A1", styles.link, name)
        page.write_string(row, 1, what, styles.value)
        row += 1
    withheld = sum(one.visit.withheld for one in gathered.visits)
    row = _write_section(page, styles, "Bagaimana nilai dibuat", row + 1)
    row = _write_facts(page, styles, _method(content, withheld), row)
    row = _write_section(page, styles, "Predikat pembinaan", row + 1)
    upper = "100,00"
    for floor, name in PREDIKAT:
        page.write_string(row, 0, name, styles.predikat[name])
        start = format_angka(floor, 2)
        words = (
            f"{start} sampai {upper}" if upper == "100,00" else f"{start} sampai di bawah {upper}"
        )
        page.write_string(row, 1, words, styles.value)
        upper, row = start, row + 1
    page.activate()


def _facts(
    content: RekapContent, gathered: Gathered, quarters: Sequence[RekapTriwulan], answers: int
) -> list[tuple[str, str]]:
    visits = [one.visit for one in gathered.visits]
    final = sum(one.lembar_final for one in visits)
    waiting = sum(one.lembar for one in visits) - final
    newest = quarters[-1]
    nilai = "belum dapat disimpulkan"
    if newest.nilai is not None:
        nilai = f"{format_angka(newest.nilai, 2)} ({newest.predikat})"
    counts = f"{format_angka(final)} lembar final"
    if waiting:
        counts += f"; {format_angka(waiting)} lembar yang belum final tidak ikut dihitung"
    return [
        (f"Nilai {newest.triwulan}", nilai),
        ("Kunjungan", format_angka(len(visits))),
        ("Lembar", counts),
        ("Aparatur dinilai", format_angka(sum(one.aparatur for one in quarters))),
        ("Responden SKM", format_angka(sum(one.responden for one in quarters))),
        ("Temuan", format_angka(sum(one.temuan for one in quarters))),
        ("Jawaban", format_angka(answers)),
        ("Kantor", content.kantor),
        ("Dibuat oleh", content.pembuat),
        ("Dibuat pada", format_waktu(content.dibuat_pada)),
    ]


def _method(content: RekapContent, withheld: int) -> list[tuple[str, str]]:
    scale = ", ".join(f"skor {n} bernilai {format_angka(nilai_baku(n))}" for n in range(1, 6))
    return [
        ("Nilai baku", f"Setiap skor indikator menjadi nilai baku: {scale}."),
        (
            "Nilai aspek",
            (
                "Jumlah (bobot × nilai baku) dibagi jumlah bobot indikator yang berlaku dalam "
                "aspek itu. Indikator yang tidak berlaku bagi aparatur tidak ikut dihitung."
            ),
        ),
        (
            "Nilai akhir",
            (
                "Dihitung dengan cara yang sama dari semua indikator. Bila jumlah bobot yang "
                f"berlaku kurang dari {format_angka(BOBOT_MINIMUM)}, nilai tidak dapat "
                "disimpulkan."
            ),
        ),
        (
            "Indikator kritis",
            f"Skor 1 pada indikator kritis membatasi predikat paling tinggi “{PREDIKAT_KRITIS}”.",
        ),
        (
            "Rata-rata",
            (
                "Rata-rata nilai akhir aparatur yang dinilai, dibulatkan dua angka di belakang "
                "koma. Predikat adalah predikat pembinaan, bukan predikat SKP."
            ),
        ),
        ("Lembar yang dihitung", "Hanya lembar yang sudah final."),
        (
            "Kerahasiaan",
            (
                "Jawaban SKM dan kuesioner aparatur tidak memuat nama dan diurutkan per "
                "pertanyaan, sehingga jawaban seorang responden tidak dapat dirangkai. Bila "
                f"suatu kunjungan mempunyai kurang dari {content.minimum} responden, jawabannya "
                "tidak ditampilkan "
                f"({format_angka(withheld)} kuesioner)."
            ),
        ),
    ]


def _write_facts(page: Any, styles: Styles, facts: Iterable[tuple[str, str]], row: int) -> int:
    for name, value in facts:
        page.write_string(row, 0, name, styles.name)
        page.write_string(row, 1, plain_text(value), styles.value)
        page.set_row(row, LINE_HEIGHT * lines_of(value, _WIDTH) + 2)
        row += 1
    return row


def _write_section(page: Any, styles: Styles, title: str, row: int) -> int:
    page.write_string(row, 0, title, styles.section)
    page.write_blank(row, 1, None, styles.section)
    page.set_row(row, 22)
    return row + 1
