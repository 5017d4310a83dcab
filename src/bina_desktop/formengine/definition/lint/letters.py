"""The letter of each column, which the converter does not keep."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, ZipError

from bina_desktop.formengine.definition.lint.sheets import letter_of


def column_letters(content: bytes) -> Mapping[str, Mapping[str, str]]:
    """Return heading → letter by sheet name in lower case; {} for what is no Excel workbook."""
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            return {name.lower(): _letters(book, name) for name in book.sheet_names}
    except (CalamineError, ZipError, OSError, ValueError):
        return {}


def _letters(book: CalamineWorkbook, name: str) -> Mapping[str, str]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=1)
    return {
        " ".join(str(cell).split()): letter_of(place)
        for place, cell in enumerate(rows[0] if rows else ())
        if str(cell).strip()
    }


def repeated_heading(content: bytes) -> tuple[str, str, str]:
    """Return sheet, heading and letter of the first heading that stands twice in a sheet."""
    with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=1)
            seen: set[str] = set()
            for place, cell in enumerate(rows[0] if rows else ()):
                heading = str(cell).strip()
                if heading and heading in seen:
                    return name, heading, letter_of(place)
                seen.add(heading)
    return "", "", ""
