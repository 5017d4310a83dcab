"""What happens to files on their way: cut short, renamed, retyped by Excel, badly written."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl


def renamed_png(path: Path) -> Path:
    """Write a picture under the name of a workbook."""
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return path


def cut_short(source: Path, target: Path) -> Path:
    """Copy the first two thirds, as a stick that was pulled out leaves them."""
    data = source.read_bytes()
    target.write_bytes(data[: len(data) * 2 // 3])
    return target


def with_cell(source: Path, target: Path, sheet: str, found: str, put: object) -> str:
    """Copy a workbook and replace one cell's value; returns the cell's address."""
    shutil.copy(source, target)
    book = openpyxl.load_workbook(target)
    for row in book[sheet].iter_rows():
        for cell in row:
            if cell.value == found:
                cell.value = put
                book.save(target)
                return f"{sheet}!{cell.coordinate}"
    raise AssertionError(f"{found} does not stand in {sheet}")


def with_text(source: Path, target: Path, sheet: str, found: str, put: str) -> None:
    """Copy a workbook and replace a piece of text wherever it stands in a sheet."""
    book = openpyxl.load_workbook(source)
    met = 0
    for row in book[sheet].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and found in cell.value:
                cell.value = cell.value.replace(found, put)
                met += 1
    assert met, f"{found} does not stand in {sheet}"
    book.save(target)


def form_with_unknown_function(path: Path) -> Path:
    """Write an XLSForm that calls a function nobody has."""
    book = openpyxl.Workbook()
    survey = book.active
    survey.title = "survey"
    for row in (
        ("type", "name", "label", "calculation"),
        ("text", "nama", "Nama", None),
        ("calculate", "hitung", None, "bintang(${nama})"),
    ):
        survey.append(row)
    book.save(path)
    return path
