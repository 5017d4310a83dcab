"""Writes the workbook that travels: sheets for people, `_jurnal` and `_manifes` for machines."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import (
    CellKind,
    Column,
    JenisPaket,
    Refusal,
    VisibleSheet,
    WorkbookContent,
    WorkbookReading,
)
from bina_desktop.domain.bahasa import format_waktu
from bina_desktop.domain.bundle import bundled
from bina_desktop.domain.errors import BinaError, disk_reason
from bina_desktop.exchange.attachments import ATTACHMENTS, attachment_rows
from bina_desktop.exchange.cells import labels, shown, tidy
from bina_desktop.exchange.journal_sheet import JOURNAL
from bina_desktop.exchange.manifest import (
    LISTS,
    MANIFEST,
    manifest_of,
    manifest_rows,
    sheet_mark,
)
from bina_desktop.exchange.package import MAX_ROW, read_bytes
from bina_desktop.exchange.packing import packed_rows, packed_texts, texts_hash
from bina_desktop.exchange.reader import read_workbook
from bina_desktop.exchange.refusals import write_refusals
from bina_desktop.exchange.rows import row_mark
from bina_desktop.exchange.seal import sealed_bytes

_INK: Final = "#16324F"
_PAPER: Final = "#E8EEF4"
SUMMARY: Final = "Ringkasan"
_LONGEST_TITLE: Final = 31
_NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\\s]+")
_JUDUL = {
    JenisPaket.PAKET_TUGAS: "PAKET TUGAS",
    JenisPaket.HASIL_LAPANGAN: "HASIL LAPANGAN",
}
_ARTI = {
    JenisPaket.PAKET_TUGAS: "Dari kantor untuk laptop tim: susunan tim, SPT, daftar aparatur, "
    "lembar yang dikembalikan, serta rekomendasi dan lembar kunjungan sebelumnya untuk dibaca.",
    JenisPaket.HASIL_LAPANGAN: "Dari laptop tim untuk kantor: lembar penilaian dan kuesioner "
    "hasil kunjungan.",
}


class XlsxWorkbooks:
    """The `Workbooks` port: one format in both directions."""

    def write(self, path: Path, content: WorkbookContent, *, progress: Progress) -> None:
        """Write atomically. Raises BinaError with a sentence when the disk refuses."""
        longest = max([len(content.changes), *(len(sheet.rows) for sheet in content.sheets)])
        if longest > MAX_ROW - 2:
            raise BinaError(
                f"Ekspor ini memuat {longest} baris; satu berkas menampung {MAX_ROW - 2}. "
                "Pilih lebih sedikit kunjungan, lalu ekspor dalam beberapa berkas."
            )
        content = replace(content, sheets=named_sheets(content.sheets))
        part = path.with_name(f".{path.name}.part")
        try:
            _write(part, content, progress)
            with part.open("rb") as stream:
                os.fsync(stream.fileno())
            part.replace(path)
        except OSError as error:
            raise BinaError(
                f"Berkas “{path}” tidak dapat ditulis: {disk_reason(error)}. "
                "Periksa ruang kosong, atau tutup berkas itu bila sedang dibuka di Excel."
            ) from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def read(self, path: Path, *, progress: Progress) -> WorkbookReading:
        """Check and parse in a child process. Raises ImportRefusedError with a sentence."""
        return read_workbook(path, progress=progress)

    def write_refusals(self, path: Path, refusals: Sequence[Refusal]) -> None:
        """Write a workbook of what was not taken. Raises BinaError when the disk refuses."""
        write_refusals(path, refusals)

    def load(self, path: Path) -> bytes:
        """Return the bytes of a file. Raises ImportRefusedError with a sentence."""
        return read_bytes(path)


def named_sheets(sheets: Iterable[VisibleSheet]) -> tuple[VisibleSheet, ...]:
    """Give every sheet a title that spreadsheet programs take: short, plain, and its own."""
    taken = {
        name.casefold() for name in (SUMMARY, LISTS, JOURNAL, ATTACHMENTS, MANIFEST, "History")
    }
    named: list[VisibleSheet] = []
    for sheet in sheets:
        plain = _NOT_IN_TITLES.sub(" ", tidy(sheet.title)).strip(" '") or "Lembar"
        title, number = _fitting(plain, ""), 1
        while title.casefold() in taken:
            number += 1
            title = _fitting(plain, f" ({number})")
        taken.add(title.casefold())
        named.append(replace(sheet, title=title))
    return tuple(named)


def _fitting(title: str, end: str) -> str:
    units = title.encode("utf-16-le")[: 2 * (_LONGEST_TITLE - len(end))]
    return units.decode("utf-16-le", "ignore").rstrip(" '") + end


def _write(path: Path, content: WorkbookContent, progress: Progress) -> None:
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    book = xlsxwriter.Workbook(
        str(path),
        {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "in_memory": True,
        },
    )
    book.set_properties(
        {
            "title": f"{_JUDUL[content.jenis].title()} – {content.keterangan}",
            "author": content.pembuat,
            "company": content.kantor,
            "created": content.dibuat_pada.replace(tzinfo=None),
            "comments": "Dibuat oleh BINA Desktop. Lembar _jurnal dan _manifes dibaca mesin.",
        }
    )
    formats = _formats(book)
    _write_summary(book, content, formats)
    lists = _Lists()
    total = len(content.sheets) + 1
    for number, sheet in enumerate(content.sheets):
        progress.report(number, total, sheet.title)
        _write_sheet(book, sheet, formats, lists)
    progress.report(total - 1, total, JOURNAL)
    lists.write(book)
    texts = list(packed_texts(bundled(content.changes)))
    _write_rows(book, JOURNAL, packed_rows(texts))
    if content.lampiran:
        progress.report(total - 1, total, ATTACHMENTS)
        _write_rows(book, ATTACHMENTS, attachment_rows(content.lampiran, content.load))
    manifest = manifest_of(content)
    manifest["segel"] = content.sign(sealed_bytes(manifest, texts_hash(texts))).hex()
    _write_rows(book, MANIFEST, manifest_rows(manifest))
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
    cells = {
        CellKind.TEXT: {"text_wrap": True, "num_format": "@"},
        CellKind.ID: {"num_format": "@"},
        CellKind.NUMBER: {"num_format": "0.####"},
        CellKind.DATE: {"num_format": "dd-mm-yyyy", "align": "left"},
    }
    return {
        **{kind: book.add_format({**base, **style}) for kind, style in cells.items()},
        **{
            f"grey {kind}": book.add_format({**base, **style, "bg_color": _PAPER})
            for kind, style in cells.items()
        },
        "title": book.add_format({**base, "bold": True, "font_size": 18, "font_color": _INK}),
        "lead": book.add_format({**base, "text_wrap": True, "font_color": "#444444"}),
        "name": book.add_format({**base, "bold": True, "font_color": _INK}),
        "value": book.add_format({**base, "text_wrap": True, "align": "left"}),
        "head": book.add_format(
            {
                **base,
                "bold": True,
                "text_wrap": True,
                "font_color": "#FFFFFF",
                "bg_color": _INK,
                "border": 1,
                "border_color": "#FFFFFF",
                "valign": "vcenter",
            }
        ),
    }


def _write_summary(book: Any, content: WorkbookContent, formats: dict[str, Any]) -> None:
    page = book.add_worksheet(SUMMARY)
    page.hide_gridlines(2)
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 84)
    page.set_row(0, 30)
    page.write_string(0, 0, _JUDUL[content.jenis], formats["title"])
    page.write_string(1, 0, "Isi", formats["name"])
    page.write_string(1, 1, content.keterangan, formats["value"])
    facts = [
        ("Untuk apa", _ARTI[content.jenis]),
        ("Kantor", content.kantor),
        ("Dibuat oleh", content.pembuat),
        ("Dibuat pada", format_waktu(content.dibuat_pada)),
        ("Perangkat", content.device),
        ("Catatan perubahan", str(len(content.changes))),
        ("Lampiran", f"{len(content.lampiran)} berkas"),
        ("Sidik data", content.digest[:16]),
        *((f"Lembar {sheet.title}", f"{len(sheet.rows)} baris") for sheet in content.sheets),
    ]
    for row, (name, value) in enumerate(facts, start=2):
        page.write_string(row, 0, name, formats["name"])
        page.write_string(row, 1, value, formats["value"])
    note = (
        "Isi sel putih boleh diperbaiki di Excel atau LibreOffice; perubahan akan ditampilkan "
        "lebih dahulu sebelum diterima kantor. Sel abu-abu hanya untuk dibaca. Jangan menghapus "
        "kolom dan lembar yang tersembunyi, dan biarkan NIP sebagai teks."
    )
    row = len(facts) + 3
    page.merge_range(row, 0, row, 1, "", formats["lead"])
    page.write_string(row, 0, note, formats["lead"])
    page.set_row(row, 50)
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _write_sheet(book: Any, sheet: VisibleSheet, formats: dict[str, Any], lists: _Lists) -> None:
    page = book.add_worksheet(sheet.title)
    page.write_string(0, 0, sheet_mark(sheet.entity, sheet.title))
    page.write_string(1, 0, "pengenal", formats["head"])
    page.set_column(0, 0, 8, None, {"hidden": True})
    page.set_row(0, None, None, {"hidden": True})
    page.set_row(1, 60)
    last = max(len(sheet.rows) + 1, 2)
    for index, column in enumerate(sheet.columns, start=1):
        page.write_string(0, index, column.field)
        page.write_string(1, index, column.label, formats["head"])
        style = _style(column, formats)
        page.set_column(index, index, _width(column), style)
        if column.choices and not column.multiple and not column.readonly:
            page.data_validation(2, index, last, index, lists.rule(column))
    for number, (record, values) in enumerate(sheet.rows, start=2):
        grey = (shown(c, values.get(c.field, "")) for c in sheet.columns if c.readonly)
        page.write_string(number, 0, row_mark(record, grey))
        for index, column in enumerate(sheet.columns, start=1):
            _write_cell(page, (number, index), column, values.get(column.field, ""), formats)
    page.freeze_panes(2, min(3, len(sheet.columns)) + 1 if sheet.columns else 1)
    if sheet.columns:
        # From the hidden id on: a filter that left it out would sort the answers away from it.
        page.autofilter(1, 0, last, len(sheet.columns))
    page.set_landscape()
    page.set_paper(9)
    page.repeat_rows(1)


def _write_cell(
    page: Any, place: tuple[int, int], column: Column, text: str, formats: dict[str, Any]
) -> None:
    style = _style(column, formats)
    value = shown(column, text)
    if value == "":
        page.write_blank(*place, None, style)
    elif isinstance(value, Decimal):
        page.write_number(*place, float(value), style)
    elif isinstance(value, date):
        page.write_datetime(*place, value, style)
    else:
        page.write_string(*place, value, style)


def _style(column: Column, formats: dict[str, Any]) -> Any:
    return formats[f"grey {column.kind}" if column.readonly else column.kind]


def _width(column: Column) -> float:
    if column.kind is CellKind.ID:
        return 22
    if column.kind in {CellKind.NUMBER, CellKind.DATE}:
        return 13
    longest = max(map(len, labels(column).values()), default=0)
    return float(min(max(16, longest, len(column.label) // 3), 42))


def _write_rows(book: Any, name: str, rows: Iterable[Iterable[str]]) -> None:
    page = book.add_worksheet(name)
    page.hide()
    for number, row in enumerate(rows):
        for index, text in enumerate(row):
            if text:
                page.write_string(number, index, text)


class _Lists:
    """Drop-down lists on a hidden sheet; columns with the same choices share one list."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, ...], int] = {}

    def rule(self, column: Column) -> dict[str, Any]:
        """Return the validation of a cell: a warning, not a wall; the import checks again."""
        from xlsxwriter.utility import xl_col_to_name

        items = tuple(labels(column).values())
        index = self._columns.setdefault(items, len(self._columns))
        letter = xl_col_to_name(index)
        return {
            "validate": "list",
            "source": f"={LISTS}!${letter}$1:${letter}${len(items)}",
            "error_type": "warning",
            "error_title": "Bukan pilihan",
            "error_message": "Pilih salah satu dari daftar.",
        }

    def write(self, book: Any) -> None:
        """Write the lists."""
        page = book.add_worksheet(LISTS)
        page.hide()
        for items, index in self._columns.items():
            for row, label in enumerate(items):
                page.write_string(row, index, label)
