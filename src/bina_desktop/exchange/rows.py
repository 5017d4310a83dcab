"""Which record a row of a visible sheet belongs to, and whether people mixed rows up.

Excel sorts what is selected. Whoever selects the visible columns leaves the hidden ids behind,
and every answer would silently become somebody else's. So the id carries a check of the cells
that are only for reading, and a row that holds what was exported for another row is not taken.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bina_desktop.application.workbook import Column, Rejection
from bina_desktop.exchange.cells import CellRefusedError, CellValue, as_seen, stored
from bina_desktop.exchange.parsing import RawSheet

Seen = tuple[str, ...]
"""A row of cells as comparable texts."""

_MARK = re.compile(r"(.+)\|([0-9a-f]{10})", re.DOTALL)
_SPARE = "+"
_SPARE_MARK = re.compile(r"\+([0-9a-z]{1,32})")
_SORTED_CELLS = 4
"""So many cells changed with no value new to the column is sorting; fewer may be corrections."""

_NO_ID = (
    "Baris ini tidak memiliki pengenal (ditempel atau diketik di Excel). "
    "Tambahkan datanya lewat BINA Desktop."
)
_UNKNOWN = "Pengenal baris ini tidak ada dalam jurnal berkas; baris ini tidak dipakai."
_TWICE = "Baris ini muncul dua kali dalam lembar; hanya yang pertama yang dipakai."
_GREY = (
    "Sel abu-abu pada baris ini tidak sama dengan yang diekspor, jadi tidak pasti baris ini milik "
    "siapa. Sel abu-abu hanya untuk dibaca; kembalikan isinya, atau ekspor ulang."
)


_FORMULA = "Sel ini berisi rumus. Ganti rumus dengan nilainya (salin, lalu tempel sebagai nilai)."
_ERROR = (
    "Sel ini menampilkan kesalahan Excel (seperti #N/A), jadi tidak diketahui apa isinya. "
    "Ketik ulang isinya; kosongkan bila memang kosong."
)
_EPOCH = (
    "Buku kerja ini memakai sistem tanggal 1904, sehingga tanggalnya tergeser empat tahun. "
    "Tulis tanggal sebagai teks, misalnya 23-11-2026."
)


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row whose record is sure."""

    number: int
    """As Excel counts."""
    record: str
    cells: list[CellValue]

    def cell(self, index: int) -> CellValue:
        """Return a cell; blank past the end of the row."""
        return self.cells[index] if index < len(self.cells) else None


def row_mark(record: str, readonly: Iterable[CellValue]) -> str:
    """Return the hidden id of a row: its record, and a check of its cells for reading."""
    return f"{record}|{_check(readonly)}"


@dataclass(frozen=True, slots=True)
class Placement:
    """The rows of a sheet: what each is."""

    placed: list[PlacedRow]
    """Of known records."""
    added: list[PlacedRow]
    """Written by people below the others: their `record` is the mark of a spare row, or ''."""
    rejected: list[Rejection]
    seen: set[str]
    """Records that have a row, whatever became of it."""


def spare_mark(key: str) -> str:
    """Return the hidden id of a blank row that awaits an instance with this key."""
    return f"{_SPARE}{key}"


def spare_key(mark: str) -> str:
    """Return the key of a spare row; '' for any other row."""
    match = _SPARE_MARK.fullmatch(mark)
    return match[1] if match else ""


def placed_rows(
    sheet: RawSheet,
    records: Collection[str],
    readonly: Sequence[int] | None,
    *,
    addable: bool = False,
) -> Placement:
    """Return the rows that belong to known records, those that were added, and why others do not.

    `readonly` are the columns under the check; None where one of them is gone.
    """
    placed: list[PlacedRow] = []
    added: list[PlacedRow] = []
    rejected: list[Rejection] = []
    seen: set[str] = set()
    for number, cells in enumerate(sheet.rows[2:], start=3):
        if not cells:
            continue
        record, check = _split(cells[0] if isinstance(cells[0], str) else "")
        if record not in records and all(cell in (None, "") for cell in cells[1:]):
            continue  # blank, or a spare row that nobody used
        row = PlacedRow(number, record, cells)
        if addable and (not record or spare_key(record)):
            # A spare row that was copied has its mark twice: the copy is a row without one.
            added.append(PlacedRow(number, "" if record in seen else record, cells))
            seen.add(record)
            continue
        refusal = _refusal(record, records, seen)
        if not refusal and check and readonly is not None:
            refusal = "" if check == _check(map(row.cell, readonly)) else _GREY
        if refusal:
            rejected.append(Rejection(sheet.name, f"A{number}", refusal))
        else:
            placed.append(row)
        seen.add(record)
    return Placement(placed, added, rejected, seen)


def refuse_special(sheet: RawSheet, place: str) -> None:
    """Raise CellRefusedError for a cell that shows something nobody typed."""
    if place in sheet.formulas:
        raise CellRefusedError(_FORMULA)
    if place in sheet.errors:
        raise CellRefusedError(_ERROR)


def stored_text(sheet: RawSheet, column: Column, value: CellValue) -> str:
    """Return the canonical text of a cell. Raises CellRefusedError with the reason."""
    if sheet.epoch_1904 and isinstance(value, date):
        raise CellRefusedError(_EPOCH)
    return stored(column, value)


def turned(sheet: RawSheet) -> RawSheet:
    """Return a page of questions below each other as the table that it is on its side.

    Its columns are the rows; those without a mark are what people read beside the answers.
    """
    height, width = len(sheet.rows), max(map(len, sheet.rows), default=0)
    columns = [
        [row[index] if index < len(row) else None for row in sheet.rows] for index in range(width)
    ]
    marked = [
        column if not number or (height and isinstance(column[0], str)) else []
        for number, column in enumerate(columns)
    ]
    return replace(sheet, rows=[*marked[:1], [], *marked[2:]])


def swapped(new: Mapping[str, Seen], exported: Mapping[str, Seen]) -> set[str]:
    """Return the records whose row holds what was exported for another changed row."""
    owners: dict[Seen, list[str]] = {}
    for record, seen in exported.items():
        owners.setdefault(seen, []).append(record)
    changed = {
        record
        for record, seen in new.items()
        if sum(a != b for a, b in zip(seen, exported[record], strict=True)) > 1
    }
    return {
        record
        for record in changed
        if any(
            owner != record and (owner in changed or owner not in new)
            for owner in owners.get(new[record], ())
        )
    }


def is_sorted_alone(new: Sequence[str], exported: Sequence[str]) -> bool:
    """Return True if a column holds its old values in other rows."""
    changed = sum(a != b for a, b in zip(new, exported, strict=True))
    return changed >= _SORTED_CELLS and Counter(new) == Counter(exported)


def _refusal(record: str, records: Collection[str], seen: Collection[str]) -> str:
    if not record:
        return _NO_ID
    if record not in records:
        return _UNKNOWN
    return _TWICE if record in seen else ""


def _split(mark: str) -> tuple[str, str]:
    match = _MARK.fullmatch(mark)
    return (match[1], match[2]) if match else (mark, "")


def _check(readonly: Iterable[CellValue]) -> str:
    text = "\x1f".join(" ".join(as_seen(cell).split()) for cell in readonly)
    return hashlib.sha256(text.encode()).hexdigest()[:10]
