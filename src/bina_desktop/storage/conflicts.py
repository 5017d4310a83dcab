"""Fields with several heads, the decisions on them, and how a decision is taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection, select

from bina_desktop.application.journal import Conflict, Settled, conflict_of, settled_of
from bina_desktop.domain.errors import WrongStateError
from bina_desktop.domain.journal import Change, FieldKey, by_field
from bina_desktop.storage import tables
from bina_desktop.storage.changes import (
    BASE,
    CHANGE,
    FIELD,
    RECORD,
    Stored,
    on_field,
    read_changes,
)
from bina_desktop.storage.entities import table_of
from bina_desktop.storage.interning import Interning, chunks, insert_or_ignore
from bina_desktop.storage.journal_rows import BatchRow, SplitRow
from bina_desktop.storage.pen import Pen

_BATCH: Final = table_of(BatchRow)
_SPLIT: Final = table_of(SplitRow)
_RECORDS: Final = 1_000


def open_conflicts(connection: Connection) -> Sequence[Conflict]:
    """Return fields with several heads of different values, by entity, record, field."""
    split = {(row.record_id, row.field_id) for row in connection.execute(select(_SPLIT))}
    found: list[Conflict] = []
    for chunk in chunks(sorted({record for record, _ in split}), _RECORDS):
        stored = list(
            read_changes(
                connection,
                CHANGE.c.record_id.in_(chunk),
                select(_SPLIT.c.record_id)
                .where(
                    _SPLIT.c.record_id == CHANGE.c.record_id,
                    _SPLIT.c.field_id == CHANGE.c.field_id,
                )
                .exists(),
            )
        )
        files = _files(connection, stored)
        for key, group in by_field(one.change for one in stored).items():
            conflict = conflict_of(key, group, files)
            if conflict is not None:
                found.append(conflict)
    return sorted(found, key=lambda c: (c.entity, c.record, c.field))


def decisions(connection: Connection, *, most: int) -> Sequence[Settled]:
    """Return decisions that stand, the newest first: heads that took the place of several."""
    places = connection.execute(
        select(CHANGE.c.record_id, CHANGE.c.field_id)
        .where(CHANGE.c.is_head, CHANGE.c.id.in_(select(BASE.c.change_id)))
        .order_by(CHANGE.c.at.desc())
        .limit(most)
    ).all()
    fields: dict[int, list[int]] = {}
    for record, field in places:
        fields.setdefault(record, []).append(field)
    stored: list[Stored] = []
    for record, wanted in fields.items():
        here = (CHANGE.c.record_id == record, CHANGE.c.field_id.in_(wanted))
        stored.extend(read_changes(connection, *here))
    files = _files(connection, stored)
    told = (
        settled_of(key, group, files)
        for key, group in by_field(one.change for one in stored).items()
    )
    found = [one for one in told if one is not None]
    return sorted(found, key=lambda one: one.chosen.at, reverse=True)


def reopen(connection: Connection, interning: Interning, pen: Pen, key: FieldKey) -> None:
    """Write the values side by side again, the one last that was shown before.

    Raises WrongStateError where no decision stands.
    """
    known = [one.change for one in read_changes(connection, on_field(*key))]
    settled = settled_of(key, known, {})
    if settled is None:
        raise WrongStateError(
            "Keputusan ini tidak berlaku lagi: sudah dibuka, atau isiannya diubah sesudahnya. "
            "Muat ulang daftar perbedaan."
        )
    values = list(dict.fromkeys(choice.value for choice in reversed(settled.choices)))
    pen.write([(key, values[0])])
    rest = [(key, value, (settled.chosen.change_id,)) for value in values[1:]]
    shown = pen.write_based(rest, batch_id=None)[-1]
    _mark_split(connection, interning, key)
    tables.apply(
        connection, key.entity, {key.record: {key.field: tables.Shown(shown.value, shown.at)}}
    )


def known_fields(
    connection: Connection, interning: Interning, keys: Iterable[FieldKey]
) -> set[FieldKey]:
    """Return every field that has a value of the records named by these keys."""
    records = interning.find_records({(key.entity, key.record) for key in keys})
    found: set[FieldKey] = set()
    for chunk in chunks(sorted(records.values()), _RECORDS):
        rows = connection.execute(
            select(RECORD.c.entity, RECORD.c.code, FIELD.c.name)
            .join(CHANGE, CHANGE.c.record_id == RECORD.c.id)
            .join(FIELD, FIELD.c.id == CHANGE.c.field_id)
            .where(CHANGE.c.is_head, RECORD.c.id.in_(chunk))
        )
        found.update(FieldKey(*row) for row in rows)
    return found


def show_written(connection: Connection, written: Iterable[Change]) -> None:
    """Bring changes just written to the tables."""
    shown: dict[str, dict[str, dict[str, tables.Shown]]] = {}
    for change in written:
        here = shown.setdefault(change.entity, {}).setdefault(change.record, {})
        here[change.field] = tables.Shown(change.value, change.at)
    for entity, records in shown.items():
        tables.apply(connection, entity, records)


def _mark_split(connection: Connection, interning: Interning, key: FieldKey) -> None:
    record = interning.records({(key.entity, key.record)})[key.entity, key.record]
    field = interning.fields({(key.entity, key.field)})[key.entity, key.field]
    insert_or_ignore(connection, _SPLIT, [{"record_id": record, "field_id": field}])


def _files(connection: Connection, stored: Sequence[Stored]) -> dict[str, str]:
    """Return the names of the files with which changes came in, by their identity."""
    named = {one.id: one.change.id for one in stored}
    found: dict[str, str] = {}
    for chunk in chunks(sorted(named), _RECORDS):
        rows = connection.execute(
            select(CHANGE.c.id, _BATCH.c.nama_berkas)
            .join(_BATCH, _BATCH.c.id == CHANGE.c.batch_id)
            .where(CHANGE.c.id.in_(chunk))
        )
        found.update((named[row], nama) for row, nama in rows)
    return found
