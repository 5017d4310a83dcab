"""The list of what was not taken in, as a workbook that goes back to whoever sent the files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import Final

from bina_desktop.application.workbook import Refusal
from bina_desktop.exchange.styles import INK
from bina_desktop.exchange.whole_file import close_book, whole_file

_HEAD: Final = ("Berkas", "Lembar kerja atau jenis catatan", "Sel atau nama catatan", "Sebab")
_WIDTHS: Final = (36, 30, 34, 90)
_LINE: Final = 15
"""Height of a line, in points: not every program makes room for wrapped text by itself."""


def write_refusals(path: Path, refusals: Sequence[Refusal]) -> None:
    """Write one row per refusal, all as text, whole or not at all.

    Raises BinaError with a sentence when the disk refuses.
    """
    with whole_file(path) as part:
        _write(part, refusals)


def _write(path: Path, refusals: Sequence[Refusal]) -> None:
    import xlsxwriter

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    book = xlsxwriter.Workbook(str(path), options)
    bold = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": INK, "bottom": 1})
    style = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Tidak diterima")
    for column, (title, width) in enumerate(zip(_HEAD, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, bold)
    for number, one in enumerate(refusals, start=1):
        cells = (one.nama_berkas, one.sheet, one.cell, one.reason)
        for column, text in enumerate(cells):
            sheet.write_string(number, column, text, style)
        lines = [len(wrap(text, width - 4)) for text, width in zip(cells, _WIDTHS, strict=True)]
        sheet.set_row(number, _LINE * max(1, *lines))
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&8Baris dan sel yang tidak diterima&R&8Halaman &P dari &N")
    sheet.autofilter(0, 0, max(1, len(refusals)), len(_HEAD) - 1)
    close_book(book)
