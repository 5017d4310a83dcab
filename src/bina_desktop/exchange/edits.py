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
from bina_desktop.exchange.cells import CellRefusedError, CellValue, shown, stored
from bina_desktop.exchange.manifest import SheetSpec
from bina_desktop.exchange.parsing import RawSheet

_FORMULA_REASON = (
    "Sel ini berisi rumus. Ganti rumus dengan nilainya (salin, lalu tempel sebagai nilai)."
)


@dataclass(frozen=True, slots=True)
class State:
    """Winning values and heads per (entity, record, field), as `_jurnal` gives them."""

    values: Mapping[FieldKey, str]
    """Canonical JSON text."""
    heads: Mapping[FieldKey, tuple[Change, ...]]
    records: frozenset[tuple[str, str]]


def state_of(changes: Sequence[Change]) -> State:
    """Return the state that these changes give by the journal's rules."""
    found = {key: tuple(heads(group)) for key, group in by_field(changes).items()}
    return State(
        values={key: max(group, key=rank).value for key, group in found.items() if group},
        heads=found,
        records=frozenset((key.entity, key.record) for key in found),
    )


def edits_of(
    sheet: RawSheet, spec: SheetSpec, state: State, *, export_id: str, exported_at: int
) -> tuple[list[Change], list[Rejection]]:
    """Return what a person changed in one visible sheet, and the cells that cannot be taken."""
    changes: list[Change] = []
    rejected: list[Rejection] = []
    seen: set[str] = set()
    keys = _column_keys(sheet, spec)
    for number, row in enumerate(sheet.rows[2:], start=3):
        record = row[0] if row else None
        filled = any(cell not in (None, "") for cell in row)
        if not filled:
            continue
        refusal = _row_refusal(spec.entity, record, state, seen)
        if refusal:
            rejected.append(Rejection(sheet.name, f"A{number}", refusal))
            continue
        seen.add(str(record))
        for index, column in keys:
            value = row[index] if index < len(row) else None
            place = f"{column_letters(index)}{number}"
            if place in sheet.formulas:
                rejected.append(Rejection(sheet.name, place, _FORMULA_REASON))
                continue
            key = FieldKey(spec.entity, str(record), column.field)
            try:
                new = _difference(column, value, state.values.get(key))
            except CellRefusedError as error:
                rejected.append(Rejection(sheet.name, place, str(error)))
                continue
            if new is not None:
                bases = state.heads.get(key, ())
                changes.append(_derived(key, new, bases, export_id, exported_at))
    return changes, rejected


def _column_keys(sheet: RawSheet, spec: SheetSpec) -> list[tuple[int, Column]]:
    by_field = {column.field: column for column in spec.columns if not column.readonly}
    head = sheet.rows[0] if sheet.rows else []
    return [
        (index, by_field[cell])
        for index, cell in enumerate(head)
        if index and isinstance(cell, str) and cell in by_field
    ]


def _row_refusal(entity: str, record: CellValue, state: State, seen: set[str]) -> str:
    if not isinstance(record, str) or not record:
        return (
            "Baris ini tidak memiliki pengenal (ditempel atau diketik di Excel). "
            "Tambahkan datanya lewat BINA Desktop."
        )
    if (entity, record) not in state.records:
        return "Pengenal baris ini tidak ada dalam jurnal berkas; baris ini tidak dipakai."
    if record in seen:
        return "Baris ini muncul dua kali dalam lembar; hanya yang pertama yang dipakai."
    return ""


def _difference(column: Column, value: CellValue, base_json: str | None) -> str | None:
    """Return the new canonical JSON text, or None when the cell says what was exported."""
    base = plain_text(base_json)
    exported = shown(column, base)
    if value == exported or (value in (None, "") and exported == ""):
        return None
    text = stored(column, value)
    if text == base:
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


def _derived(
    key: FieldKey, value: str, bases: tuple[Change, ...], export_id: str, exported_at: int
) -> Change:
    entity, record, field = key
    return Change(
        device=derived_id(
            export_id=export_id, entity=entity, record=record, field=field, value=value
        ),
        seq=0,
        at=max([exported_at, *(base.at + 1 for base in bases)]),
        actor=f"berkas:{export_id}",
        entity=entity,
        record=record,
        field=field,
        value=value,
        bases=tuple(sorted(base.id for base in bases)),
        reason="diubah di Excel",
    )


def column_letters(index: int) -> str:
    """Return `A` for 0, `Z` for 25, `AA` for 26."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
