"""Reads changes back from the journal's tables and writes new ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, select

from bina_desktop.domain.journal import Change, split_id
from bina_desktop.storage.database import is_postgresql
from bina_desktop.storage.entities import table_of
from bina_desktop.storage.interning import Interning, chunks
from bina_desktop.storage.journal_rows import (
    ActorRow,
    BaseRow,
    ChangeRow,
    DeviceRow,
    FieldRow,
    RecordRow,
)

CHANGE: Final = table_of(ChangeRow)
BASE: Final = table_of(BaseRow)
DEVICE: Final = table_of(DeviceRow)
ACTOR: Final = table_of(ActorRow)
RECORD: Final = table_of(RecordRow)
FIELD: Final = table_of(FieldRow)
_BASE_DEVICE: Final = DEVICE.alias("base_device")

_SELECT: Final = select(
    CHANGE.c.id,
    DEVICE.c.code.label("device"),
    CHANGE.c.seq,
    CHANGE.c.at,
    ACTOR.c.code.label("actor"),
    RECORD.c.entity,
    RECORD.c.code.label("record"),
    FIELD.c.name.label("field"),
    CHANGE.c.value,
    _BASE_DEVICE.c.code.label("base_device"),
    CHANGE.c.base_seq,
    CHANGE.c.reason,
    CHANGE.c.hash,
    CHANGE.c.is_head,
).select_from(
    CHANGE.join(DEVICE, DEVICE.c.id == CHANGE.c.device_id)
    .join(ACTOR, ACTOR.c.id == CHANGE.c.actor_id)
    .join(RECORD, RECORD.c.id == CHANGE.c.record_id)
    .join(FIELD, FIELD.c.id == CHANGE.c.field_id)
    .outerjoin(_BASE_DEVICE, _BASE_DEVICE.c.id == CHANGE.c.base_device_id)
)


_WRITTEN: Final = (
    "device_id",
    "seq",
    "at",
    "actor_id",
    "record_id",
    "field_id",
    "value",
    "reason",
    "hash",
    "batch_id",
    "is_head",
    "base_device_id",
    "base_seq",
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A change as it stands in the journal."""

    id: int
    change: Change
    is_head: bool


def identity(device: str, seq: int) -> str:
    """Return the identity as a change names it among its bases."""
    return device if seq == 0 else f"{device}:{seq}"


def read_changes(connection: Connection, *where: ColumnElement[bool]) -> Iterator[Stored]:
    """Return the stored changes that fulfil every condition, in order of their row number."""
    rows = connection.execute(_SELECT.where(*where).order_by(CHANGE.c.id))
    for part in rows.partitions(CHUNK_OF_ROWS):
        further = _further_bases(connection, part)
        for row in part:
            yield Stored(row.id, _change(row, further.get(row.id, ())), row.is_head)


CHUNK_OF_ROWS: Final = 5_000


def _further_bases(
    connection: Connection, rows: Sequence[Row[*tuple[Any, ...]]]
) -> Mapping[int, Sequence[str]]:
    # Only a change that has an inline base can have more; most have none or one.
    ids = [row.id for row in rows if row.base_device is not None]
    if not ids:
        return {}
    found: dict[int, list[str]] = {}
    bases = connection.execute(
        select(BASE.c.change_id, DEVICE.c.code, BASE.c.seq)
        .join(DEVICE, DEVICE.c.id == BASE.c.device_id)
        .where(BASE.c.change_id.in_(ids))
    )
    for change_id, device, seq in bases:
        found.setdefault(change_id, []).append(identity(device, seq))
    return found


def _change(row: Row[*tuple[Any, ...]], further: Sequence[str]) -> Change:
    bases = (
        ()
        if row.base_device is None
        else tuple(sorted([identity(row.base_device, row.base_seq), *further]))
    )
    return Change(
        device=row.device,
        seq=row.seq,
        at=row.at,
        actor=row.actor,
        entity=row.entity,
        record=row.record,
        field=row.field,
        value=row.value,
        bases=bases,
        reason=row.reason,
        hash="" if row.hash is None else row.hash.hex(),
    )


def read_records(
    connection: Connection, interning: Interning, records: Iterable[tuple[str, str]]
) -> Iterator[Stored]:
    """Return the stored changes of the given (entity, record) pairs."""
    numbers = interning.find_records(records)
    for chunk in chunks(sorted(numbers.values())):
        yield from read_changes(connection, CHANGE.c.record_id.in_(chunk))


def on_field(entity: str, record: str, field: str) -> ColumnElement[bool]:
    """Return the condition that a stored change is of this field."""
    return and_(
        RECORD.c.entity == entity,
        RECORD.c.code == record,
        FIELD.c.entity == entity,
        FIELD.c.name == field,
    )


def write_changes(
    connection: Connection,
    interning: Interning,
    changes: Sequence[Change],
    *,
    batch_id: int | None,
) -> None:
    """Insert changes; every one is a head until something says otherwise."""
    bases = {base: split_id(base) for change in changes for base in change.bases}
    devices = interning.devices(
        {change.device for change in changes} | {device for device, _ in bases.values()}
    )
    actors = interning.actors({change.actor for change in changes})
    records = interning.records({(change.entity, change.record) for change in changes})
    fields = interning.fields({(change.entity, change.field) for change in changes})
    rows: list[tuple[object, ...]] = []
    plain: list[tuple[object, ...]] = []
    for change in changes:
        row = (
            devices[change.device],
            change.seq,
            change.at,
            actors[change.actor],
            records[change.entity, change.record],
            fields[change.entity, change.field],
            change.value,
            change.reason,
            bytearray.fromhex(change.hash) or None,
            batch_id,
        )
        if change.bases:
            base_device, base_seq = bases[change.bases[0]]
            rows.append((*row, 1, devices[base_device], base_seq))
        else:
            plain.append(row)
    insert_rows(connection, plain, rows)
    _write_further_bases(connection, changes, bases, devices)


def insert_rows(
    connection: Connection,
    plain: Sequence[tuple[object, ...]],
    rows: Sequence[tuple[object, ...]],
) -> None:
    """Insert rows of `journal_change`, their columns in the order of `_WRITTEN`.

    Those that are plain have no base and are heads: they end before `is_head`.
    """
    # Straight to the driver: these statements carry hundreds of thousands of rows. It looks long
    # for what may adapt None, booleans and bytes, so they are spared where that is easy: three
    # quarters of the time.
    for marked, kind in ((_PLAIN, plain), (_FULL, rows)):
        if kind:
            mark = "%s" if is_postgresql(connection) else "?"
            connection.exec_driver_sql(marked.replace("?", mark), list(kind))


_PLAIN: Final = (
    f"INSERT INTO journal_change ({', '.join(_WRITTEN)}) "  # noqa: S608 - names of our own
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, true, NULL, NULL)"
)
_FULL: Final = _PLAIN.replace("true, NULL, NULL", "? = 1, ?, ?")


def _write_further_bases(
    connection: Connection,
    changes: Sequence[Change],
    bases: Mapping[str, tuple[str, int]],
    devices: Mapping[str, int],
) -> None:
    rows: list[dict[str, object]] = []
    for change in changes:
        if len(change.bases) < 2:
            continue
        change_id = connection.execute(
            select(CHANGE.c.id).where(
                CHANGE.c.device_id == devices[change.device], CHANGE.c.seq == change.seq
            )
        ).scalar_one()
        rows.extend(
            {"change_id": change_id, "device_id": devices[bases[base][0]], "seq": bases[base][1]}
            for base in change.bases[1:]
        )
    if rows:
        connection.execute(insert(BASE), rows)
