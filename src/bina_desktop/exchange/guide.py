"""The first page of a buku isian: how to fill it, and who does."""

from __future__ import annotations

from typing import Any, Final

from bina_desktop.application.workbook import WorkbookContent
from bina_desktop.domain.bahasa import format_waktu
from bina_desktop.exchange.cells import CellValue
from bina_desktop.exchange.parsing import RawSheet
from bina_desktop.exchange.styles import Styles
from bina_desktop.exchange.tables import set_up_print

GUIDE: Final = "Petunjuk"
_MARK: Final = "petunjuk-bina"
"""First cell of the page: it is found by it, not by its name."""
_FILLER: Final = "pengisi"
_KEY, _NAME, _TEXT = range(3)
_STEPS: Final = (
    (
        "Tulis nama Anda pada sel kuning di bawah. Bila beberapa orang mengisi salinan berkas "
        "ini, nama inilah yang membedakan isian mereka."
    ),
    (
        "Buka lembar berikutnya dan isi sel kuning saja. Sel dengan tanda panah memiliki daftar "
        "pilihan; petunjuk muncul ketika sel dipilih."
    ),
    "Pertanyaan bertanda * wajib diisi. Yang tidak berlaku dibiarkan kosong.",
    "Tanggal ditulis seperti 23-11-2026, dan pecahan dengan koma, misalnya 12,5.",
    (
        "Simpan (tetap sebagai .xlsx), lalu kirim berkas ini kembali. Berkas yang belum penuh pun "
        "boleh dikirim; kirim sekali lagi setelah dilengkapi, dan isinya tidak menjadi dobel."
    ),
)


def draw_guide(book: Any, content: WorkbookContent, styles: Styles) -> None:
    """Add the page."""
    page = book.add_worksheet(GUIDE)
    page.hide_gridlines(2)
    page.set_column(_KEY, _KEY, 8, None, {"hidden": True})
    page.set_column(_NAME, _NAME, 18)
    page.set_column(_TEXT, _TEXT, 84)
    page.write_string(0, _KEY, _MARK)
    page.set_row(0, 34)
    page.write_string(0, _NAME, "BUKU ISIAN", styles.named("title"))
    facts = (
        ("Isi", content.keterangan),
        ("Dari", ", ".join(filter(None, (content.pembuat, content.kantor)))),
        ("Dibuat pada", format_waktu(content.dibuat_pada)),
    )
    row = 1
    for name, text in facts:
        page.write_string(row, _NAME, name, styles.named("name"))
        page.write_string(row, _TEXT, text, styles.named("value"))
        row += 1
    row += 1
    for name in (_NAME, _TEXT):
        page.write_blank(row, name, None, styles.named("section"))
    page.write_string(row, _NAME, "Cara mengisi", styles.named("section"))
    page.set_row(row, 23)
    for number, text in enumerate(_STEPS, start=1):
        row += 1
        page.write_string(row, _NAME, f"{number}", styles.named("step"))
        page.write_string(row, _TEXT, text, styles.named("said"))
        page.set_row(row, 36 if len(text) > 86 else 22)
    row += 2
    page.write_string(row, _KEY, _FILLER)
    page.write_string(row, _NAME, "Nama pengisi", styles.named("asked"))
    page.write_blank(row, _TEXT, None, styles.named("filler"))
    page.set_row(row, 26)
    row += 2
    for kind, text in (("legend", "diisi"), ("legend grey", "hanya untuk dibaca")):
        page.write_blank(row, _NAME, None, styles.named(kind))
        page.write_string(row, _TEXT, text, styles.named("said"))
        row += 1
    page.protect("", {"format_columns": True, "format_rows": True})
    set_up_print(page, note=content.keterangan, upright=True)
    page.activate()


def filler_of(sheets: list[RawSheet]) -> str:
    """Return who filled a copy, as people write a name in different ways; '' where nobody says."""
    for sheet in sheets:
        if sheet.rows and sheet.rows[0] and sheet.rows[0][0] == _MARK:
            for row in sheet.rows[1:]:
                if len(row) > _TEXT and row[_KEY] == _FILLER:
                    return _folded(row[_TEXT])
    return ""


def _folded(cell: CellValue) -> str:
    return " ".join(cell.split()).casefold() if isinstance(cell, str) else ""
