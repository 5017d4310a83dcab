"""Which cells hold formulas: calamine gives their last value only, or blank where there is none.

A formula is never taken as an answer: what it shows may depend on other cells, and a blank one
would read as a cleared answer.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree.ElementTree import fromstring

_FORMULA = re.compile(
    rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Z]+\d+)["'][^<>]*>\s*<(?:\w+:)?f[\s>/]"""
)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def formula_cells(path: Path) -> dict[str, list[str]]:
    """Return the addresses of formula cells by sheet name, of a package that passed the gate."""
    found: dict[str, list[str]] = {}
    with zipfile.ZipFile(path) as package:
        for name, part in _sheet_parts(package).items():
            if part in package.namelist():
                cells = [match.decode() for match in _FORMULA.findall(package.read(part))]
                if cells:
                    found[name] = cells
    return found


def counts_from_1904(path: Path) -> bool:
    """Return True if a workbook that passed the gate counts days from 1904."""
    with zipfile.ZipFile(path) as package:
        book = fromstring(package.read("xl/workbook.xml"))  # noqa: S314 no DTD passed the gate
    return any(
        item.get("date1904", "").casefold() in {"1", "true", "on"}
        for item in book.iter(f"{_MAIN}workbookPr")
    )


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Map sheet names to parts; the gate has made sure that there is no DTD."""
    book = fromstring(package.read("xl/workbook.xml"))  # noqa: S314 no DTD passed the gate
    relations = fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 likewise
    targets = {item.get("Id", ""): item.get("Target", "") for item in relations}
    parts: dict[str, str] = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION, ""), "")
        parts[sheet.get("name", "")] = (
            target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        )
    return parts
