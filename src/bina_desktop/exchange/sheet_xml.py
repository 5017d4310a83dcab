"""The cells of a sheet as they stand in its XML, of a package that passed the gate."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, fromstring
from xml.parsers.expat import ExpatError, ParserCreate

CHUNK: Final = 1 << 20
ADDRESS: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


@dataclass(slots=True)
class XmlCell:
    """A cell as written."""

    address: str
    kind: str
    """Attribute `t`; '' where there is none."""
    value: str = ""
    formula: bool = False
    spills: str = ""
    """Range that an array formula fills, this cell included."""


def counts_from_1904(path: Path) -> bool:
    """Return True if a workbook that passed the gate counts days from 1904."""
    with zipfile.ZipFile(path) as package:
        book = _xml(package, "xl/workbook.xml")
    return any(
        item.get("date1904", "").casefold() in {"1", "true", "on"}
        for item in book.iter()
        if _local(item.tag) == "workbookPr"
    )


def sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Map sheet names to parts, whichever namespace the program wrote (Strict has its own)."""
    book = _xml(package, "xl/workbook.xml")
    relations = _xml(package, "xl/_rels/workbook.xml.rels")
    targets = {item.get("Id", ""): item.get("Target", "") for item in relations}
    parts: dict[str, str] = {}
    for sheet in book.iter():
        if _local(sheet.tag) != "sheet":
            continue
        key = next((value for name, value in sheet.items() if name.endswith("}id")), "")
        target = targets.get(key, "")
        joined = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        parts[sheet.get("name", "")] = posixpath.normpath(joined)
    return parts


def walk(package: zipfile.ZipFile, part: str) -> Iterator[XmlCell]:
    """Yield the cells of a sheet in the order they stand. Raises ExpatError."""
    reader = _Reader()
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    with package.open(part) as stream:
        fresh = True
        while fresh:
            chunk = stream.read(CHUNK)
            fresh = bool(chunk)
            try:
                parser.Parse(chunk, not fresh)
            except ExpatError:
                yield from reader.take()  # they tell where the fault is
                raise
            yield from reader.take()


class _Reader:
    """Gathers cells; rows and cells need not say where they are."""

    def __init__(self) -> None:
        self._done: list[XmlCell] = []
        self._cell: XmlCell | None = None
        self._row = 0
        self._column = 0
        self._in_value = False

    def take(self) -> list[XmlCell]:
        done, self._done = self._done, []
        return done

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        kind = _local(tag)
        if kind == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isascii() and number.isdigit() else self._row + 1
            self._column = 0
        elif kind == "c":
            self._start_cell(attributes)
        elif self._cell is not None and kind == "f":
            self._cell.formula = True
            self._cell.spills = attributes.get("ref", "") if "t" in attributes else ""
        elif kind == "v":
            self._in_value = True

    def _start_cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r", "")
        match = ADDRESS.fullmatch(address.upper())
        if match:
            self._row, self._column = int(match[2]), column_number(match[1])
        else:
            self._column += 1
        place = address.upper() or f"{column_letters(self._column - 1)}{self._row}"
        self._cell = XmlCell(place, attributes.get("t", ""))

    def end(self, tag: str) -> None:
        kind = _local(tag)
        if kind == "c" and self._cell is not None:
            self._done.append(self._cell)
            self._cell = None
        elif kind == "v":
            self._in_value = False

    def text(self, data: str) -> None:
        if self._in_value and self._cell is not None and len(self._cell.value) < CHUNK:
            self._cell.value += data


def column_number(letters: str) -> int:
    """Return 1 for `A`, 27 for `AA`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(index: int) -> str:
    """Return `A` for 0, `Z` for 25, `AA` for 26."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _xml(package: zipfile.ZipFile, part: str) -> Element:
    return fromstring(package.read(part))  # noqa: S314 no DTD passed the gate


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]
