"""The first page of a workbook: what it is, from whom, when, and what stands in it."""

from __future__ import annotations

from typing import Any, Final

from bina_desktop.application.workbook import JenisPaket, WorkbookContent
from bina_desktop.domain.bahasa import format_angka, format_waktu
from bina_desktop.exchange.styles import Styles
from bina_desktop.exchange.tables import set_up_print

SUMMARY: Final = "Ringkasan"
JUDUL = {
    JenisPaket.PAKET_TUGAS: "PAKET TUGAS",
    JenisPaket.HASIL_LAPANGAN: "HASIL LAPANGAN",
    JenisPaket.BUKU_ISIAN: "BUKU ISIAN",
}
_ARTI = {
    JenisPaket.PAKET_TUGAS: "Dari kantor untuk laptop tim: susunan tim, SPT, daftar aparatur, "
    "lembar yang dikembalikan, serta rekomendasi dan lembar kunjungan sebelumnya untuk dibaca.",
    JenisPaket.HASIL_LAPANGAN: "Dari laptop tim untuk kantor: lembar penilaian dan kuesioner "
    "hasil kunjungan.",
}


_NOTE: Final = (
    "Sel putih boleh diperbaiki di Excel, LibreOffice, atau WPS; setiap perubahan ditampilkan "
    "lebih dahulu sebelum diterima. Sel abu-abu hanya untuk dibaca. Jangan menghapus lembar dan "
    "kolom yang tersembunyi; urutkan baris lewat tombol saringan pada judul kolom."
)
_NAME_WIDTH, _VALUE_WIDTH = 24, 78


def draw_summary(book: Any, content: WorkbookContent, styles: Styles) -> None:
    """Add the page that says what the file is."""
    page = book.add_worksheet(SUMMARY)
    page.hide_gridlines(2)
    page.set_column(0, 0, _NAME_WIDTH)
    page.set_column(1, 1, _VALUE_WIDTH)
    page.set_row(0, 34)
    page.write_string(0, 0, JUDUL[content.jenis], styles.named("title"))
    row = _write_facts(
        page,
        styles,
        1,
        [
            ("Isi", content.keterangan),
            ("Untuk apa", _ARTI[content.jenis]),
            ("Kantor", content.kantor),
            ("Dibuat oleh", content.pembuat),
            ("Dibuat pada", format_waktu(content.dibuat_pada)),
            ("Sidik laptop pembuat", content.device),
            ("Catatan perubahan", format_angka(len(content.changes))),
            ("Lampiran", f"{len(content.lampiran)} berkas" if content.lampiran else "tidak ada"),
            ("Sidik data", content.digest[:16]),
        ],
    )
    page.merge_range(row + 1, 0, row + 1, 1, "", styles.named("subsection"))
    page.write_string(row + 1, 0, "Lembar dalam berkas ini", styles.named("subsection"))
    row = row + 2
    for sheet in content.sheets:
        title = sheet.title.replace("'", "''")
        page.write_url(row, 0, f"internal:'{title}'!A1", styles.named("link"), sheet.title)
        page.write_string(row, 1, f"{format_angka(len(sheet.rows))} baris", styles.named("value"))
        row += 1
    page.merge_range(row + 1, 0, row + 1, 1, "", styles.named("lead"))
    page.write_string(row + 1, 0, _NOTE, styles.named("lead"))
    page.set_row(row + 1, 52)
    set_up_print(page, note=content.keterangan, upright=True)


def _write_facts(page: Any, styles: Styles, row: int, facts: list[tuple[str, str]]) -> int:
    """Write names and values below each other; returns the row after the last."""
    for name, value in facts:
        page.write_string(row, 0, name, styles.named("name"))
        page.write_string(row, 1, value, styles.named("value"))
        row += 1
    return row
