"""The letter of each column, which the converter does not keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook

from bina_desktop.formengine.definition.lint.sheets import SHEETS, letter_of


def column_letters(content: bytes) -> Mapping[str, Mapping[str, str]]:
    """Return heading → letter by sheet name in lower case; {} for what is no Excel workbook."""
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            return {name.lower(): _letters(book, name) for name in book.sheet_names}
    except (CalamineError, OSError):
        return {}


def _letters(book: CalamineWorkbook, name: str) -> Mapping[str, str]:
    return {
        " ".join(str(heading).split()): letter_of(place)
        for place, heading in enumerate(_headings(book, name))
        if str(heading).strip()
    }


def _headings(book: CalamineWorkbook, name: str) -> Sequence[object]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=1)
    return rows[0] if rows else ()


class OddHeading(NamedTuple):
    """A heading that keeps a sheet from being read."""

    sheet: str
    heading: str
    letter: str
    repeated: bool
    """It stands twice; else it is no text."""


def odd_heading(content: bytes) -> OddHeading | None:
    """Return the first heading that stands twice in its sheet or is no text, if any."""
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            for name in book.sheet_names:
                found = _odd(name, _headings(book, name)) if name.lower() in SHEETS else None
                if found is not None:
                    return found
    except (CalamineError, OSError):
        return None
    return None


def _odd(sheet: str, headings: Sequence[object]) -> OddHeading | None:
    seen: set[str] = set()
    for place, heading in enumerate(headings):
        text = str(heading)
        if text.strip() and (text in seen or not isinstance(heading, str)):
            return OddHeading(sheet, text.strip(), letter_of(place), text in seen)
        seen.add(text)
    return None
