"""A table that was copied from a spreadsheet: rows of cells, and what its columns hold."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Final

from bina_desktop.domain.errors import InvalidValueError

MOST_ROWS: Final = 2_000
"""A roster has a few hundred."""
MOST_COLUMNS: Final = 30


class PersonField(StrEnum):
    """What a column of a roster holds."""

    NAMA = "nama"
    NIP = "nip"
    JABATAN = "jabatan"
    PANGKAT = "pangkat"
    """Rank, grade, or both in one cell: `Penata (III/c)`."""
    GOLONGAN = "golongan"
    WILAYAH = "wilayah"
    """The kab/kota, or a unit whose name says it."""
    OTHER = ""
    """Passed over."""


_FOREIGN: Final = re.compile(
    r"\b(?:atasan|tmt|lahir|kelas|masa|tanggal|tgl|pendidikan|jenis|darah)\b"
)
"""Titles like `TMT Jabatan` and `NIP Atasan` are about something else."""
_TITLES: Final = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        (PersonField.NIP, r"\b(?:nip|ni ?pppk|nippppk|nomor induk pegawai)\b"),
        (PersonField.JABATAN, r"\b(?:jabatan|posisi)\b"),
        (PersonField.PANGKAT, r"\bpangkat\b"),
        (PersonField.GOLONGAN, r"\b(?:golongan|gol)\b"),
        (PersonField.WILAYAH, r"\b(?:kabupaten|kab|kota|wilayah)\b"),
        (PersonField.NAMA, r"\bnama\b|^(?:pegawai|aparatur)$"),
    )
)
_NUMBER: Final = re.compile(r"(?:\D{0,2}\d){17,}\D{0,2}|\d[.,]?\d*[eE]\+?\d+")
"""A NIP, sound or not, also one that a spreadsheet made a number; no NIK, which has 16 digits."""
_GRADE: Final = re.compile(r"\b(IV|I{1,3})\s*/\s*([a-e])\b", re.IGNORECASE)
_GRADE_ONLY: Final = re.compile(r"(?:IV|I{1,3})\s*/\s*[a-e]|[IVX]{1,5}", re.IGNORECASE)
_RANK: Final = re.compile(r"(?:juru|pengatur|penata|pembina)\b", re.IGNORECASE)
_PLACE: Final = re.compile(
    r"(?:(?:dinas|disdukcapil|dukcapil|unit|kantor)\b.*\b)?(?:kabupaten|kab\.?|kota)\s",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]{2}")


def read_table(text: str) -> list[list[str]]:
    """Return the cells of a pasted text: tabs as spreadsheets copy them, else `;` or `,`.

    Quoted cells may hold line breaks, which become spaces; blank rows are left out, short rows
    are filled up. Raises InvalidValueError: more rows or columns than a roster has.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    found = [cells for cells in _rows(lines, _separator(lines)) if any(cells)]
    width = max((n for cells in found for n, cell in enumerate(cells, 1) if cell), default=0)
    if len(found) > MOST_ROWS or width > MOST_COLUMNS:
        raise InvalidValueError(
            f"Tabel ini {len(found)} baris dan {width} kolom; yang dapat ditempel sekaligus "
            f"paling banyak {MOST_ROWS} baris dan {MOST_COLUMNS} kolom. Salin bagian yang perlu "
            "saja."
        )
    return [(cells + [""] * width)[:width] for cells in found]


def _separator(lines: str) -> str:
    """Tell what parts the cells; a comma is also part of a name with titles (`Budi, S.Sos.`)."""
    first = lines.strip("\n").partition("\n")[0]
    if "\t" in lines:
        return "\t"
    if ";" in first:
        return ";"
    cells = first.split(",")
    listed = sum(map(bool, map(field_of_title, cells))) > 1 or _has_number(cells)
    return "," if listed and len(cells) > 1 else "\t"


def _rows(lines: str, mark: str) -> list[list[str]]:
    try:
        rows = list(csv.reader(io.StringIO(lines), delimiter=mark, strict=True))
    except csv.Error:  # a lone quotation mark, which is nothing but a sign then
        rows = [line.split(mark) for line in lines.split("\n")]
    return [[" ".join(cell.split()) for cell in row] for row in rows]


def _has_number(cells: Sequence[str]) -> bool:
    return any(_NUMBER.fullmatch(cell.strip(" \"'")) for cell in cells)


def field_of_title(text: str) -> PersonField:
    """Return what a column of this title holds."""
    title = text.casefold().strip(" *:\"'")
    if _FOREIGN.search(title):
        return PersonField.OTHER
    found = (field for field, pattern in _TITLES if pattern.search(title))
    return next(found, PersonField.OTHER)


def has_heading(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row names the columns."""
    if not rows or _has_number(rows[0]):
        return False
    found = {field_of_title(title) for title in rows[0]} - {PersonField.OTHER}
    return bool(found & {PersonField.NAMA, PersonField.NIP}) or len(found) > 1


def guess_fields(rows: Sequence[Sequence[str]], *, heading: bool) -> list[PersonField]:
    """Return what each column seems to hold, each field once: by its title, else by its cells."""
    body = rows[1:] if heading else rows
    columns = [[row[n] for row in body] for n in range(len(rows[0]) if rows else 0)]
    if heading:
        titled = _once([field_of_title(title) for title in rows[0]])
        return _once([field or _place_only(columns[n]) for n, field in enumerate(titled)])
    fields = [_by_cells(column) for column in columns]
    words = [
        n for n, field in enumerate(fields) if not field and _mostly(columns[n], _WORD.search)
    ]
    for number, field in zip(words, (PersonField.NAMA, PersonField.JABATAN), strict=False):
        fields[number] = field
    return _once(fields)


def _place_only(cells: Sequence[str]) -> PersonField:
    """A column of units (`Dinas Dukcapil Kabupaten Seluma`) tells the kab/kota."""
    return PersonField.WILAYAH if _mostly(cells, _PLACE.match) else PersonField.OTHER


def _by_cells(cells: Sequence[str]) -> PersonField:
    tests: tuple[tuple[PersonField, Callable[[str], object]], ...] = (
        (PersonField.NIP, _NUMBER.fullmatch),
        (PersonField.GOLONGAN, _GRADE_ONLY.fullmatch),
        (PersonField.PANGKAT, _RANK.match),
        (PersonField.WILAYAH, _PLACE.match),
    )
    fits = (field for field, test in tests if _mostly(cells, test))
    return next(fits, PersonField.OTHER)


def _mostly(cells: Sequence[str], test: Callable[[str], object]) -> bool:
    known = [cell for cell in cells if cell]
    return 2 * sum(bool(test(cell)) for cell in known) > len(known)


def _once(fields: Sequence[PersonField]) -> list[PersonField]:
    return [
        PersonField.OTHER if field in fields[:number] else field
        for number, field in enumerate(fields)
    ]


def split_rank(text: str) -> tuple[str, str]:
    """Return rank and grade of a cell that may hold both: `Penata (III/c)`."""
    found = _GRADE.search(text)
    if found:
        rank = text[: found.start()] + text[found.end() :]
        return rank.strip(" ,;/()–-"), f"{found[1].upper()}/{found[2].lower()}"
    return ("", text.upper()) if _GRADE_ONLY.fullmatch(text) else (text, "")
