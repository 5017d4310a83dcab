"""The list of what was not taken in, as a workbook that goes back to whoever sent the files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bina_desktop.application.workbook import Refusal
from bina_desktop.domain.errors import BinaError, disk_reason

_HEAD: Final = ("Berkas", "Lembar kerja atau jenis catatan", "Sel atau nama catatan", "Sebab")
_WIDTHS: Final = (36, 30, 34, 90)


def write_refusals(path: Path, refusals: Sequence[Refusal]) -> None:
    """Write one row per refusal, all as text. Raises BinaError with a sentence."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    book = xlsxwriter.Workbook(str(path), options)
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Tidak diterima")
    for column, (title, width) in enumerate(zip(_HEAD, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, bold)
    for number, one in enumerate(refusals, start=1):
        cells = (one.nama_berkas, one.sheet, one.cell, one.reason)
        for column, text in enumerate(cells):
            sheet.write_string(number, column, text, wrap)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(refusals)), len(_HEAD) - 1)
    try:
        book.close()
    except FileCreateError as error:
        cause = error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError()
        raise BinaError(
            f"Daftar yang tidak diterima tidak dapat ditulis ke “{path}”: {disk_reason(cause)}."
        ) from error
