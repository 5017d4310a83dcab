"""What a person changed in Excel: visible cells compared with the state that `_jurnal` gives.

A difference is a change whose identity comes from its content, so that the same edited file
imported twice, or in two offices, is still one change. Sorting, filtering, blank rows, hidden
columns and a re-save change nothing: rows are found by their hidden id, columns by their hidden
key.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bina_desktop.application.workbook import Column, Rejection
from bina_desktop.domain.journal import (
    Change,
    FieldKey,
    by_field,
    derived_id,
    heads,
    json_text,
    rank,
)
from bina_desktop.exchange.cells import (
    CellRefusedError,
    CellValue,
    as_seen,
    is_cut,
    shown,
    stored,
)
from bina_desktop.exchange.manifest import SheetSpec
from bina_desktop.exchange.parsing import RawSheet
from bina_desktop.exchange.rows import PlacedRow, is_sorted_alone, placed_rows, swapped
from bina_desktop.exchange.sheet_xml import column_letters

_FORMULA = "Sel ini berisi rumus. Ganti rumus dengan nilainya (salin, lalu tempel sebagai nilai)."
_ERROR = (
    "Sel ini menampilkan kesalahan Excel (seperti #N/A), jadi tidak diketahui apa isinya. "
    "Ketik ulang isinya; kosongkan bila memang kosong."
)
_CUT = (
    "Isian ini terlalu panjang untuk satu sel, jadi yang tampak hanya awalnya. "
    "Ubah lewat BINA Desktop."
)
_EPOCH = (
    "Buku kerja ini memakai sistem tanggal 1904, sehingga tanggalnya tergeser empat tahun. "
    "Tulis tanggal sebagai teks, misalnya 23-11-2026."
)
_DAMAGED = (
    "Lembar _jurnal berkas ini tidak utuh, jadi tidak dapat dipastikan apakah sel ini disunting."
)
_SWAPPED = (
    "Isi baris ini diekspor untuk baris lain: baris diurutkan tanpa kolom tersembunyi A. "
    "Urutkan lewat tombol saringan pada judul kolom, atau ekspor ulang."
)
_SORTED = (
    "Isi kolom “{label}” berpindah baris: kolom ini diurutkan sendiri. Suntingan pada kolom ini "
    "tidak dipakai; ekspor ulang, lalu ubah nilainya tanpa mengurutkan satu kolom."
)


@dataclass(frozen=True, slots=True)
class State:
    """Winning values and heads per (entity, record, field), as `_jurnal` gives them."""

    values: Mapping[FieldKey, str]
    """Canonical JSON text."""
    heads: Mapping[FieldKey, tuple[Change, ...]]
    records: Mapping[str, frozenset[str]]
    """By entity."""


def state_of(changes: Sequence[Change]) -> State:
    """Return the state that these changes give by the journal's rules."""
    found = {key: tuple(heads(group)) for key, group in by_field(changes).items()}
    records: dict[str, set[str]] = {}
    for key in found:
        records.setdefault(key.entity, set()).add(key.record)
    return State(
        values={key: max(group, key=rank).value for key, group in found.items() if group},
        heads=found,
        records={entity: frozenset(group) for entity, group in records.items()},
    )


@dataclass(frozen=True, slots=True)
class Origin:
    """The export that people edited."""

    export_id: str
    exported_at: int
    """Clock value."""
    damaged: bool = False
    """Changes are missing: a cell without a journalled value may be unedited."""


@dataclass(frozen=True, slots=True)
class _Cell:
    column: Column
    place: str
    key: FieldKey
    value: CellValue
    base: str

    @property
    def exported(self) -> str:
        return as_seen(shown(self.column, self.base))


def edits_of(
    sheet: RawSheet, spec: SheetSpec, state: State, origin: Origin
) -> tuple[list[Change], list[Rejection]]:
    """Return what a person changed in one visible sheet, and the cells that cannot be taken."""
    keys, readonly, rejected = _columns(sheet, spec)
    rows, misplaced = placed_rows(sheet, state.records.get(spec.entity, frozenset()), readonly)
    rejected += misplaced
    grid = [[_cell(row, index, column, spec, state) for index, column in keys] for row in rows]
    mixed = _mixed_rows(rows, grid)
    rejected += [
        Rejection(sheet.name, f"A{r.number}", _SWAPPED) for r in rows if r.record in mixed
    ]
    kept = [cells for row, cells in zip(rows, grid, strict=True) if row.record not in mixed]
    changes: list[Change] = []
    for cells in zip(*kept, strict=True):
        if is_sorted_alone([as_seen(c.value) for c in cells], [c.exported for c in cells]):
            reason = _SORTED.format(label=cells[0].column.label)
            rejected.append(Rejection(sheet.name, cells[0].place, reason))
            continue
        for cell in cells:
            try:
                new = _difference(cell, sheet, state, origin)
            except CellRefusedError as error:
                rejected.append(Rejection(sheet.name, cell.place, str(error)))
                continue
            if new is not None:
                changes.append(_derived(cell.key, new, state.heads.get(cell.key, ()), origin))
    return changes, rejected


def _columns(
    sheet: RawSheet, spec: SheetSpec
) -> tuple[list[tuple[int, Column]], list[int] | None, list[Rejection]]:
    """Return the columns to read, those under the check of a row, and which cannot be found."""
    head = sheet.rows[0]
    found: dict[str, list[int]] = {}
    for index, cell in enumerate(head):
        if index and isinstance(cell, str):
            found.setdefault(cell, []).append(index)
    keys: list[tuple[int, Column]] = []
    rejected: list[Rejection] = []
    for column in spec.columns:
        places = found.pop(column.field, [])
        if column.readonly:
            continue
        if len(places) == 1:
            keys.append((places[0], column))
            continue
        what = "muncul dua kali" if places else "tidak ada lagi (dihapus, atau pengenalnya diubah)"
        reason = f"Kolom “{column.label}” {what}; isinya tidak dibaca."
        rejected.append(
            Rejection(sheet.name, f"{column_letters(max(places, default=0))}1", reason)
        )
    grey = [_first(head, column.field) for column in spec.columns if column.readonly]
    return keys, None if None in grey else [i for i in grey if i is not None], rejected


def _first(head: Sequence[CellValue], field: str) -> int | None:
    return head.index(field) if field in head else None


def _cell(row: PlacedRow, index: int, column: Column, spec: SheetSpec, state: State) -> _Cell:
    key = FieldKey(spec.entity, row.record, column.field)
    place = f"{column_letters(index)}{row.number}"
    return _Cell(column, place, key, row.cell(index), plain_text(state.values.get(key)))


def _mixed_rows(rows: Sequence[PlacedRow], grid: Sequence[Sequence[_Cell]]) -> set[str]:
    together = list(zip(rows, grid, strict=True))
    return swapped(
        {row.record: tuple(as_seen(cell.value) for cell in cells) for row, cells in together},
        {row.record: tuple(cell.exported for cell in cells) for row, cells in together},
    )


def _difference(cell: _Cell, sheet: RawSheet, state: State, origin: Origin) -> str | None:
    """Return the new canonical JSON text, or None when the cell says what was exported."""
    if cell.place in sheet.formulas:
        raise CellRefusedError(_FORMULA)
    if cell.place in sheet.errors:
        raise CellRefusedError(_ERROR)
    if as_seen(cell.value) == cell.exported:
        return None
    if is_cut(cell.column, cell.base):
        raise CellRefusedError(_CUT)
    if sheet.epoch_1904 and isinstance(cell.value, date):
        raise CellRefusedError(_EPOCH)
    if origin.damaged and cell.key not in state.values:
        raise CellRefusedError(_DAMAGED)
    text = stored(cell.column, cell.value)
    if text == cell.base or (cell.column.multiple and set(text.split()) == set(cell.base.split())):
        return None
    return json_text(text or None)


def plain_text(value_json: str | None) -> str:
    """Return a journalled value as plain text; '' for cleared or absent."""
    if value_json is None:
        return ""
    value = json.loads(value_json)
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _derived(key: FieldKey, value: str, bases: tuple[Change, ...], origin: Origin) -> Change:
    return Change(
        device=derived_id(
            export_id=origin.export_id,
            entity=key.entity,
            record=key.record,
            field=key.field,
            value=value,
        ),
        seq=0,
        at=max([origin.exported_at, *(base.at + 1 for base in bases)]),
        actor=f"berkas:{origin.export_id}",
        entity=key.entity,
        record=key.record,
        field=key.field,
        value=value,
        bases=tuple(sorted(base.id for base in bases)),
        reason="diubah di Excel",
    )
