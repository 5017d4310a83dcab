"""Writes the workbook that travels: sheets for people, `_jurnal` and `_manifes` for machines."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import (
    JenisPaket,
    Layout,
    Refusal,
    VisibleSheet,
    WorkbookContent,
    WorkbookReading,
)
from bina_desktop.domain.bundle import bundled
from bina_desktop.domain.errors import BinaError, ImportRefusedError
from bina_desktop.exchange.attachments import ATTACHMENTS, attachment_rows
from bina_desktop.exchange.cells import tidy
from bina_desktop.exchange.form_pages import FormPages
from bina_desktop.exchange.guide import GUIDE, draw_guide
from bina_desktop.exchange.journal_sheet import JOURNAL
from bina_desktop.exchange.manifest import (
    LISTS,
    MANIFEST,
    manifest_of,
    manifest_rows,
)
from bina_desktop.exchange.package import MAX_ROW, read_bytes
from bina_desktop.exchange.packing import packed_rows, packed_texts, texts_hash
from bina_desktop.exchange.parsers import read_workbook, read_workbooks
from bina_desktop.exchange.refusals import write_refusals
from bina_desktop.exchange.rules import Rules
from bina_desktop.exchange.seal import sealed_bytes
from bina_desktop.exchange.styles import Styles
from bina_desktop.exchange.summary import JUDUL, SUMMARY, draw_summary
from bina_desktop.exchange.tables import Tables
from bina_desktop.exchange.temporary import temporary_folder
from bina_desktop.exchange.whole_file import close_book, whole_file

_ENDINGS: Final = (".xlsx", ".xlsm")
_LONGEST_TITLE: Final = 31
_NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\\s]+")


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
        with whole_file(path, password=content.password) as part:
            _write(part, content, progress)

    def read(self, path: Path, *, progress: Progress, password: str = "") -> WorkbookReading:
        """Check and parse in a child process. Raises ImportRefusedError with a sentence."""
        return read_workbook(path, progress=progress, password=password)

    def read_all(
        self, paths: Sequence[Path], *, progress: Progress, passwords: Sequence[str] = ()
    ) -> Generator[tuple[Path, WorkbookReading | ImportRefusedError]]:
        """Read several at a time, and yield them in order."""
        return read_workbooks(paths, progress=progress, passwords=passwords)

    @contextmanager
    def laid_down(self, name: str, data: bytes) -> Iterator[Path]:
        """Put bytes where they can be read, and take them away again.

        The file bears a name of ours: the given one may come from a stranger's pack, and one
        like `../x` or `/x` would be written outside the folder. Only a known ending stays.
        """
        ending = next((one for one in _ENDINGS if name.lower().endswith(one)), _ENDINGS[0])
        with temporary_folder() as folder:
            path = folder / f"berkas{ending}"
            path.write_bytes(data)
            yield path

    def write_refusals(self, path: Path, refusals: Sequence[Refusal]) -> None:
        """Write a workbook of what was not taken. Raises BinaError when the disk refuses."""
        write_refusals(path, refusals)

    def load(self, path: Path) -> bytes:
        """Return the bytes of a file. Raises ImportRefusedError with a sentence."""
        return read_bytes(path)


def named_sheets(sheets: Iterable[VisibleSheet]) -> tuple[VisibleSheet, ...]:
    """Give every sheet a title that spreadsheet programs take: short, plain, and its own."""
    taken = {
        name.casefold()
        for name in (SUMMARY, GUIDE, LISTS, JOURNAL, ATTACHMENTS, MANIFEST, "History")
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
            "title": f"{JUDUL[content.jenis].title()} – {content.keterangan}",
            "subject": content.keterangan,
            "category": "Pembinaan aparatur pendaftaran penduduk",
            "keywords": "BINA Desktop",
            "author": content.pembuat,
            "company": content.kantor,
            "created": content.dibuat_pada.replace(tzinfo=None),
            "comments": "Dibuat oleh BINA Desktop. Lembar _jurnal dan _manifes dibaca mesin.",
        }
    )
    styles, rules = Styles(book), Rules()
    if content.jenis is JenisPaket.BUKU_ISIAN:
        draw_guide(book, content, styles)
    else:
        draw_summary(book, content, styles)
    tables = Tables(book, styles, rules, note=content.keterangan)
    pages = FormPages(book, styles, rules, note=content.keterangan)
    total = len(content.sheets) + 1
    for number, sheet in enumerate(content.sheets):
        progress.report(number, total, sheet.title)
        if sheet.layout is Layout.FORM:
            pages.draw(sheet)
        else:
            tables.draw(sheet)
    progress.report(total - 1, total, JOURNAL)
    rules.write(book)
    texts = list(packed_texts(bundled(content.changes)))
    _write_rows(book, JOURNAL, packed_rows(texts))
    if content.lampiran:
        progress.report(total - 1, total, ATTACHMENTS)
        _write_rows(book, ATTACHMENTS, attachment_rows(content.lampiran, content.load))
    manifest = manifest_of(content)
    manifest["segel"] = content.sign(sealed_bytes(manifest, texts_hash(texts))).hex()
    _write_rows(book, MANIFEST, manifest_rows(manifest))
    close_book(book)


def _write_rows(book: Any, name: str, rows: Iterable[Iterable[str]]) -> None:
    page = book.add_worksheet(name)
    page.hide()
    for number, row in enumerate(rows):
        for index, text in enumerate(row):
            if text:
                page.write_string(number, index, text)
