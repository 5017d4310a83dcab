"""Cells that show something nobody typed: formulas, and errors such as `#N/A`.

calamine gives values only: of a formula the last one, of an error a blank, which would read as a
cleared answer. Neither is ever taken.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bina_desktop.domain.errors import ImportRefusedError
from bina_desktop.exchange.sheet_xml import (
    CHUNK,
    XmlCell,
    column_letters,
    column_number,
    sheet_parts,
    walk,
)

_SPECIAL: Final = re.compile(rb"""<(?:\w+:)?f[\s>/]|\bt\s*=\s*["']e["']""")
"""Most sheets have neither, and are not parsed a second time."""
_OVERLAP: Final = 64
_RANGE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6}):\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_MOST_SPILLED: Final = 100_000
"""Cells that one array formula may fill."""


@dataclass(frozen=True, slots=True)
class SpecialCells:
    """Addresses of cells by what stands in them."""

    formulas: frozenset[str]
    errors: frozenset[str]


def special_cells(path: Path) -> dict[str, SpecialCells]:
    """Return the formula and error cells by sheet name; a sheet without any is left out.

    Raises ImportRefusedError, ExpatError, KeyError, ParseError.
    """
    found: dict[str, SpecialCells] = {}
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        for name, part in sheet_parts(package).items():
            if part in names and _has_special(package, part):
                found[name] = _special(name, walk(package, part))
    return found


def _has_special(package: zipfile.ZipFile, part: str) -> bool:
    tail = b""
    with package.open(part) as stream:
        while chunk := stream.read(CHUNK):
            if _SPECIAL.search(tail + chunk):
                return True
            tail = chunk[-_OVERLAP:]
    return False


def _special(name: str, cells: Iterator[XmlCell]) -> SpecialCells:
    formulas: set[str] = set()
    errors: set[str] = set()
    for cell in cells:
        if cell.formula:
            formulas.add(cell.address)
            formulas |= _spilled(name, cell)
        elif cell.kind == "e":
            errors.add(cell.address)
    return SpecialCells(frozenset(formulas), frozenset(errors - formulas))


def _spilled(name: str, cell: XmlCell) -> set[str]:
    """Return what an array formula fills: cells that look as if somebody had typed into them."""
    match = _RANGE.fullmatch(cell.spills)
    if match is None:
        return set()
    left, right = sorted((column_number(match[1]), column_number(match[3])))
    top, bottom = sorted((int(match[2]), int(match[4])))
    if (right - left + 1) * (bottom - top + 1) > _MOST_SPILLED:
        raise ImportRefusedError(
            f"Rumus larik di lembar “{name}” sel {cell.address} mengisi terlalu banyak sel. "
            "Ganti rumus itu dengan nilainya, lalu simpan dan coba lagi."
        )
    return {
        f"{column_letters(column - 1)}{row}"
        for column in range(left, right + 1)
        for row in range(top, bottom + 1)
    }
