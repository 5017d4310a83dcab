"""What a person changed in Excel: visible cells compared with the state that `_jurnal` gives.

A difference is a change whose identity comes from its content, so that the same edited file
imported twice, or in two offices, is still one change. Sorting, filtering, blank rows, hidden
columns and a re-save change nothing: rows are found by their hidden id, columns by their hidden
key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bina_desktop.application.workbook import Column, Layout, Rejection
from bina_desktop.domain.journal import Change, FieldKey, derived_id, json_text
from bina_desktop.exchange.additions import (
    content_key,
    gone_rows,
    known_rows,
    outer_of,
    record_of,
)
from bina_desktop.exchange.cells import (
    CellRefusedError,
    CellValue,
    as_seen,
    is_cut,
    showing,
)
from bina_desktop.exchange.manifest import SheetSpec
from bina_desktop.exchange.new_rows import new_records
from bina_desktop.exchange.parsing import RawSheet
from bina_desktop.exchange.rows import (
    PlacedRow,
    is_sorted_alone,
    placed_rows,
    refuse_special,
    spare_key,
    stored_text,
    swapped,
    turned,
)
from bina_desktop.exchange.sheet_xml import column_letters
from bina_desktop.exchange.state import State, plain_text

_CUT = (
    "Isian ini terlalu panjang untuk satu sel, jadi yang tampak hanya awalnya. "
    "Ubah lewat BINA Desktop."
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

_TEXT: Final = frozenset({str, type(None)})


@dataclass(frozen=True, slots=True)
class Origin:
    """The export that people edited."""

    export_id: str
    exported_at: int
    """Clock value."""
    damaged: bool = False
    """Changes are missing: a cell without a journalled value may be unedited."""
    filler: str = ""
    """Who filled this copy of a fillable workbook."""


@dataclass(frozen=True, slots=True)
class _Cell:
    column: Column
    place: str
    key: FieldKey
    value: CellValue
    base: str
    exported: str
    """What the cell showed, as comparable text."""


@dataclass(frozen=True, slots=True)
class Edits:
    """What a person changed in a sheet, and what of it cannot be taken."""

    changes: list[Change]
    rejected: list[Rejection]


def edits_of(sheet: RawSheet, spec: SheetSpec, state: State, origin: Origin) -> Edits:
    """Return what a person changed in one visible sheet, and the cells that cannot be taken."""
    if spec.layout is Layout.FORM:
        sheet = turned(sheet)
    shows = {column.field: showing(column) for column in spec.columns}
    return _Reading(sheet, spec, state, origin, shows).edits()


@dataclass(frozen=True, slots=True)
class _Reading:
    """One visible sheet beside what was exported."""

    sheet: RawSheet
    spec: SheetSpec
    state: State
    origin: Origin
    shows: Mapping[str, Callable[[str], CellValue]]
    """What a cell shows, by field."""

    def edits(self) -> Edits:
        """Compare every cell that people may change."""
        keys, readonly, rejected = _columns(self.sheet, self.spec)
        known = known_rows(self.spec, self.state)
        addable = self.spec.addable or self.spec.new_rows is not None
        rows = placed_rows(self.sheet, known, readonly, addable=addable)
        rejected += [*rows.rejected, *gone_rows(self.sheet, self.spec, rows, known)]
        changes: list[Change] = []
        if not self._is_as_exported(rows.placed, keys):
            changes += self._compared(rows.placed, keys, rejected)
        if self.spec.repeat:
            for row in rows.added:
                changes += self._added(row, keys, rejected)
        else:
            changes += self._records(rows.added, keys, rejected)
        return Edits([*self._founded(changes), *changes], rejected)

    def _is_as_exported(
        self, rows: Sequence[PlacedRow], keys: Sequence[tuple[int, Column]]
    ) -> bool:
        """Tell whether every cell shows what was exported: nearly always, so it is asked first.

        Then nothing moved and nothing changed, and no cell needs its place or what lies under
        it. Any cell that differs, and any that nobody typed, is left to the careful way.
        """
        if self.sheet.formulas or self.sheet.errors:
            return False
        owners = [self._owner(row) for row in rows]
        entity, values = self.spec.entity, self.state.values
        for index, column in keys:
            shows, field = self.shows[column.field], column.field
            seen = [row.cells[index] if index < len(row.cells) else None for row in rows]
            known = [
                values.get((entity, record, f"{instance}{field}" if instance else field))
                for record, instance in owners
            ]
            pairs: Iterable[tuple[CellValue, str | None]] = zip(seen, known, strict=True)
            if _TEXT.issuperset(map(type, seen)):
                # Most cells of a column say one of a few things. Not so where some are no text:
                # True equals the number 1, yet shows otherwise.
                pairs = set(pairs)
            for value, base in pairs:
                shown = shows(plain_text(base))
                is_same = type(value) is type(shown) and value == shown
                if not is_same and as_seen(value) != as_seen(shown):
                    return False
        return True

    def _compared(
        self,
        rows: Sequence[PlacedRow],
        keys: Sequence[tuple[int, Column]],
        rejected: list[Rejection],
    ) -> Iterator[Change]:
        """Yield what differs, cell by cell, where rows and columns are as they were."""
        grid = [[self._cell(row, index, column) for index, column in keys] for row in rows]
        mixed = _mixed_rows(rows, grid)
        rejected += [
            Rejection(self.sheet.name, self._place(row, 0), _SWAPPED)
            for row in rows
            if row.record in mixed
        ]
        together = zip(rows, grid, strict=True)
        kept = [cells for row, cells in together if row.record not in mixed]
        for cells in zip(*kept, strict=True):
            if _is_sorted(cells):
                reason = _SORTED.format(label=cells[0].column.label)
                rejected.append(Rejection(self.sheet.name, cells[0].place, reason))
            else:
                yield from self._differences(cells, rejected)

    def _owner(self, row: PlacedRow) -> tuple[str, str]:
        """Return the record of a row, and what stands before its fields there."""
        record, instance = row.record, ""
        if self.spec.repeat:
            record, _, instance = record.partition("/")
            instance = f"/{instance}"
        return record_of(record, self.spec, self.origin.filler), instance

    def _cell(self, row: PlacedRow, index: int, column: Column) -> _Cell:
        record, instance = self._owner(row)
        key = FieldKey(self.spec.entity, record, f"{instance}{column.field}")
        base = plain_text(self.state.values.get(key))
        exported = as_seen(self.shows[column.field](base))
        return _Cell(column, self._place(row, index), key, row.cell(index), base, exported)

    def _place(self, row: PlacedRow, index: int) -> str:
        if self.spec.layout is Layout.FORM:
            return f"{column_letters(row.number - 1)}{index + 1}"
        return f"{column_letters(index)}{row.number}"

    def _differences(self, cells: Sequence[_Cell], rejected: list[Rejection]) -> Iterator[Change]:
        for cell in cells:
            try:
                new = _difference(cell, self.sheet, self.state, self.origin)
            except CellRefusedError as error:
                rejected.append(Rejection(self.sheet.name, cell.place, str(error)))
                continue
            if new is not None:
                yield _derived(cell.key, new, self.state.heads.get(cell.key, ()), self.origin)

    def _added(
        self, row: PlacedRow, keys: Sequence[tuple[int, Column]], rejected: list[Rejection]
    ) -> Iterator[Change]:
        """Yield the answers of an instance that somebody wrote into a row below the others."""
        try:
            outer = outer_of(self.sheet, self.spec, row)
        except CellRefusedError as error:
            rejected.append(Rejection(self.sheet.name, f"A{row.number}", str(error)))
            return
        seen = [as_seen(row.cell(index)) for index, _ in keys]
        key = spare_key(row.record) or content_key(self.origin.export_id, outer, seen)
        name = f"{outer}{self.spec.repeat.removeprefix(self.spec.outer)}[{key}]"
        placed = PlacedRow(row.number, name, row.cells)
        cells = [self._cell(placed, index, column) for index, column in keys]
        yield from self._differences(cells, rejected)

    def _records(
        self,
        rows: Sequence[PlacedRow],
        keys: Sequence[tuple[int, Column]],
        rejected: list[Rejection],
    ) -> list[Change]:
        """Return what rows without id say: each is a record of its own."""
        export_id, known = self.origin.export_id, self.state.values
        found, refused = new_records(
            self.sheet, self.spec, rows, columns=dict(keys), state=known, export_id=export_id
        )
        rejected += refused
        return [_derived(key, value, (), self.origin) for key, value in found]

    def _founded(self, changes: Iterable[Change]) -> Iterator[Change]:
        """Yield what new records hold besides, for those in which somebody wrote something."""
        touched = {change.record for change in changes}
        for record, fields in self.spec.new.items():
            found = record_of(record, self.spec, self.origin.filler)
            if found in touched:
                for name, text in fields.items():
                    key = FieldKey(self.spec.entity, found, name)
                    yield _derived(key, json_text(text), (), self.origin)


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


def _mixed_rows(rows: Sequence[PlacedRow], grid: Sequence[Sequence[_Cell]]) -> set[str]:
    together = list(zip(rows, grid, strict=True))
    return swapped(
        {row.record: tuple(as_seen(cell.value) for cell in cells) for row, cells in together},
        {row.record: tuple(cell.exported for cell in cells) for row, cells in together},
    )


def _is_sorted(cells: Sequence[_Cell]) -> bool:
    return is_sorted_alone([as_seen(c.value) for c in cells], [c.exported for c in cells])


def _difference(cell: _Cell, sheet: RawSheet, state: State, origin: Origin) -> str | None:
    """Return the new canonical JSON text, or None when the cell says what was exported."""
    refuse_special(sheet, cell.place)
    if as_seen(cell.value) == cell.exported:
        return None
    if is_cut(cell.exported, cell.base):
        raise CellRefusedError(_CUT)
    if origin.damaged and cell.key not in state.values:
        raise CellRefusedError(_DAMAGED)
    text = stored_text(sheet, cell.column, cell.value)
    if text == cell.base or (
        cell.column.multiple
        and not cell.column.ordered
        and set(text.split()) == set(cell.base.split())
    ):
        return None
    return json_text(text or None)


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
