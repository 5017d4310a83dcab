"""Rows without id, pasted or typed in Excel: each becomes a record whose id its content gives.

So the same row is one record, however often and wherever its file is taken in. A row of which
anything is missing or cannot be read is refused whole, with the cell that must be mended.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bina_desktop.application.workbook import Column, NewRecord, NewRows, Rejection
from bina_desktop.domain.journal import FieldKey, derived_record, json_text
from bina_desktop.exchange.cells import CellRefusedError, as_seen
from bina_desktop.exchange.manifest import SheetSpec
from bina_desktop.exchange.parsing import RawSheet
from bina_desktop.exchange.rows import PlacedRow, refuse_special, stored_text
from bina_desktop.exchange.sheet_xml import column_letters
from bina_desktop.exchange.state import Key

_THERE = "Baris baru ini sudah ada sebagai baris lain dalam berkas; ubah isinya pada baris itu."
_AGAIN = "Baris baru ini sama dengan baris {number}; hanya yang pertama yang dipakai."
_BLANK = "Baris baru ini belum mengisi “{label}”. Isi, lalu impor lagi."
_UNKNOWN = "“{text}” tidak dikenal untuk “{label}”, jadi tidak jelas baris baru ini milik siapa."
_SEVERAL = (
    "Baris baru ini cocok dengan lebih dari satu pilihan pada “{label}”. "
    "Tambahkan datanya lewat BINA Desktop."
)


class _RefusedRowError(Exception):
    """A row that is not taken; in which column the fault lies, and why."""

    def __init__(self, index: int, reason: str) -> None:
        super().__init__(reason)
        self.index = index


def new_records(
    sheet: RawSheet,
    spec: SheetSpec,
    rows: Sequence[PlacedRow],
    *,
    columns: Mapping[int, Column],
    state: Mapping[Key, str],
    export_id: str,
) -> tuple[list[tuple[FieldKey, str]], list[Rejection]]:
    """Return the fields (canonical JSON text) of the records that rows without id bring.

    `columns` are those that may be filled in, by place; `state` what the file's journal says.
    """
    rule = spec.new_rows
    if rule is None or not rows:
        return [], []
    reader = _Reader(sheet, spec, rule, columns, state, export_id)
    found: list[tuple[FieldKey, str]] = []
    rejected: list[Rejection] = []
    for row in rows:
        try:
            record, fields = reader.read(row)
        except _RefusedRowError as error:
            place = f"{column_letters(error.index)}{row.number}"
            rejected.append(Rejection(sheet.name, place, str(error)))
        else:
            found += [
                (FieldKey(spec.entity, record, name), json_text(text))
                for name, text in fields.items()
            ]
    return found, rejected


@dataclass(slots=True)
class _Reader:
    sheet: RawSheet
    spec: SheetSpec
    rule: NewRows
    columns: Mapping[int, Column]
    state: Mapping[Key, str]
    export_id: str
    known: dict[str, dict[str, str]] = field(init=False)
    """Fields of the records of this kind that are in the file."""
    identities: set[tuple[str, ...]] = field(init=False)
    """Who those are."""
    rows: dict[str, int] = field(default_factory=dict[str, int])
    """Row by the record that it made."""

    def __post_init__(self) -> None:
        self.known = {}
        for (entity, record, name), value in self.state.items():
            if entity == self.spec.entity:
                plain: object = json.loads(value)
                text = plain if isinstance(plain, str) else ""
                self.known.setdefault(record, {})[name] = text
        self.identities = set(map(self._identity, self.known.values()))

    def read(self, row: PlacedRow) -> tuple[str, dict[str, str]]:
        """Return the record that a row makes. Raises _RefusedRowError."""
        chosen = self._chosen(row)
        typed = dict(self._typed(row))
        for name in self.rule.required:
            if not typed.get(name):
                raise self._fault(name, _BLANK)
        shared = self.rule.shared.get(chosen.seen[0], {}) if chosen.seen else {}
        fields = {**self.rule.given, **shared, **chosen.fields, **typed}
        identity = self._identity(fields)
        record = chosen.record or self._record(identity, fields)
        if record in self.known or (identity and identity in self.identities):
            raise _RefusedRowError(0, _THERE)
        if record in self.rows:
            raise _RefusedRowError(0, _AGAIN.format(number=self.rows[record]))
        self.rows[record] = row.number
        return record, fields

    def _chosen(self, row: PlacedRow) -> NewRecord:
        """Return which of the choices a row is: what it says must leave exactly one."""
        left: Sequence[NewRecord] = self.rule.choices
        for number, name in enumerate(self.rule.by):
            text = as_seen(row.cell(self._place(name))).strip()
            fitting = [one for one in left if _folded(text) in ("", _folded(one.seen[number]))]
            if not fitting:
                raise self._fault(name, _UNKNOWN, text=text[:80])
            if not text and len({one.seen[number] for one in fitting}) > 1:
                raise self._fault(name, _BLANK)
            left = fitting
        if len(left) != 1:
            raise self._fault(self.rule.by[-1], _SEVERAL)
        return left[0]

    def _typed(self, row: PlacedRow) -> Iterator[tuple[str, str]]:
        for index, column in self.columns.items():
            try:
                refuse_special(self.sheet, f"{column_letters(index)}{row.number}")
                text = stored_text(self.sheet, column, row.cell(index))
            except CellRefusedError as error:
                raise _RefusedRowError(index, str(error)) from error
            if text:
                yield column.field, text

    def _identity(self, fields: Mapping[str, str]) -> tuple[str, ...]:
        """Return who a record is, by the surest that is known of it; () where nothing tells it."""
        for names in self.rule.keys:
            if all(fields.get(name) for name in names):
                return *names, *(_folded(fields[name]) for name in names)
        return ()

    def _record(self, identity: tuple[str, ...], fields: Mapping[str, str]) -> str:
        if identity:
            return derived_record([self.spec.entity, *identity])
        content = [self.export_id, self.spec.entity, json_text(dict(fields))]
        number = 0  # people may answer alike, and each row is somebody
        while (record := derived_record([*content, str(number)])) in self.rows:
            number += 1
        return record

    def _place(self, name: str) -> int:
        head = self.sheet.rows[0]
        return head.index(name) if name in head else len(head)

    def _fault(self, name: str, reason: str, text: str = "") -> _RefusedRowError:
        label = next((c.label for c in self.spec.columns if c.field == name), name)
        return _RefusedRowError(self._place(name), reason.format(label=label, text=text))


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
