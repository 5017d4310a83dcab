"""Looks after a database: integrity, tables against the journal, verified backup."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, func, insert, select

from bina_desktop.domain.errors import DatabaseUnfitError
from bina_desktop.domain.journal import NULL, Change, FieldKey, heads, winner
from bina_desktop.storage import database
from bina_desktop.storage.changes import CHANGE, RECORD, Stored, read_changes
from bina_desktop.storage.entities import Entity, Member, entities, table_of
from bina_desktop.storage.interning import chunks
from bina_desktop.storage.journal_rows import SplitRow
from bina_desktop.storage.tables import MemberKey, Shown, member_row, record_row

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the tables do not say what the journal says."""

    entity: str
    record: str
    field: str
    journal: str
    table: str


def check_tables(engine: Engine) -> list[Difference]:
    """Rebuild every journalled table from the journal, in memory, and compare; [] = equal."""
    found: list[Difference] = []
    with engine.connect() as connection:
        for entity in entities().values():
            records = _shown(connection, entity, found)
            found.extend(_compare(connection, entity, records))
        found.extend(_wrong_splits(connection))
    return found


def bring_up_to_date(engine: Engine) -> None:
    """Bring the tables to the newest revision, with what only the journal knew so far.

    Another laptop's newer program may have sent kinds of records that had no table here. Raises
    DatabaseUnfitError for a database that a newer program has written.
    """
    database.upgrade(engine, then=_rebuild)


def rebuild(engine: Engine) -> None:
    """Write every journalled table anew from the journal; local columns keep their values."""
    with engine.begin() as connection:
        _rebuild(connection)


def _rebuild(connection: Connection) -> None:
    for entity in entities().values():
        records = _shown(connection, entity, [])
        local = _local_values(connection, entity)
        rows = [
            {**record_row(entity, record, values, None), **local.get(record, {})}
            for record, values in records.items()
        ]
        _replace(connection, entity.table, rows)
        for member in entity.members:
            _replace(connection, member.table, list(_member_rows(member, records).values()))
    log.info("tables rebuilt from the journal")


def check_integrity(engine: Engine) -> list[str]:
    """Return what the database says of its own pages; [] = sound."""
    with engine.connect() as connection:
        if database.is_postgresql(connection):
            return []
        # A page that only the write-ahead log has would be called damaged; so it goes in first,
        # outside a transaction.
        raw = connection.connection.dbapi_connection
        assert raw is not None
        connection.rollback()
        cursor = raw.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.fetchall()
        return _complaints(cursor)


def _complaints(cursor: Any) -> list[str]:
    found: list[str] = []
    for pragma in ("cipher_integrity_check", "integrity_check"):
        try:
            found += [str(row[0]) for row in cursor.execute(f"PRAGMA {pragma}")]
        except database.driver.DatabaseError as error:
            # A page that does not decrypt stops the search for more of them.
            found.append(str(error))
    return [complaint for complaint in found if complaint != "ok"]


def backup(engine: Engine, target: Path, key: bytes | None) -> None:
    """Copy a living database to a new file, encrypted with the same key, and verify the copy.

    Raises DatabaseUnfitError for an office server, whose own tools back it up.
    """
    if engine.dialect.name == "postgresql":
        raise DatabaseUnfitError(
            "Basis data di server kantor dicadangkan dengan alat servernya (pg_dump), "
            "bukan dari aplikasi ini."
        )
    copy = database.connect(target, key)
    try:
        raw = engine.raw_connection()
        try:
            driver_connection: Any = raw.driver_connection
            driver_connection.backup(copy)
        finally:
            raw.close()
        # Whoever opens the copy gets an identity of their own.
        copy.execute("UPDATE local_identity SET is_copy = 1")
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()
    _verify(target, key)


def _verify(path: Path, key: bytes | None) -> None:
    copy = database.connect(path, key)
    try:
        complaints = _complaints(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()
    if complaints:
        raise DatabaseUnfitError(
            f"Cadangan {path.name} tidak lolos pemeriksaan sehingga tidak dipakai. "
            "Periksa ruang dan kesehatan cakram tujuan, lalu buat cadangan lagi."
        )


# --- rebuilding ---


def _shown(
    connection: Connection, entity: Entity, found: list[Difference]
) -> dict[str, dict[str, Shown]]:
    """Return by record what its fields show; wrong head marks go to `found`."""
    records: dict[str, dict[str, Shown]] = {}
    numbers = connection.scalars(select(RECORD.c.id).where(RECORD.c.entity == entity.name))
    for chunk in chunks(numbers.all(), 1_000):
        groups: dict[FieldKey, list[Stored]] = {}
        for stored in read_changes(connection, RECORD.c.id.in_(chunk)):
            change = stored.change
            key = FieldKey(change.entity, change.record, change.field)
            groups.setdefault(key, []).append(stored)
        for key, group in groups.items():
            tops = heads([stored.change for stored in group])
            found.extend(_wrong_marks(key, group, tops))
            shown = winner(tops)
            newest = max(stored.change.at for stored in group)
            records.setdefault(key.record, {})[key.field] = Shown(
                NULL if shown is None else shown.value, newest
            )
    return records


def _wrong_marks(key: FieldKey, group: list[Stored], tops: list[Change]) -> Iterator[Difference]:
    right = {change.id for change in tops}
    marked = {stored.change.id for stored in group if stored.is_head}
    if right != marked:
        yield Difference(*key, journal=" ".join(sorted(right)), table=" ".join(sorted(marked)))


def _compare(
    connection: Connection, entity: Entity, records: Mapping[str, Mapping[str, Shown]]
) -> Iterator[Difference]:
    names = ["id", *(column.name for column in entity.columns.values())]
    if entity.has_answers:
        names += ["jawaban", "terjawab", "diubah"]
    wanted = {
        record: record_row(entity, record, values, None) for record, values in records.items()
    }
    there = {row["id"]: dict(row) for row in connection.execute(select(entity.table)).mappings()}
    yield from _differences(entity.name, names, wanted, there)
    for member in entity.members:
        yield from _compare_members(connection, member, records)


def _compare_members(
    connection: Connection, member: Member, records: Mapping[str, Mapping[str, Shown]]
) -> Iterator[Difference]:
    wanted = {"/".join(key): row for key, row in _member_rows(member, records).items()}
    there = {
        f"{row['owner_id']}/{row['member_id']}": dict(row)
        for row in connection.execute(select(member.table)).mappings()
    }
    names = [column.name for column in member.table.columns]
    yield from _differences(member.table.name, names, wanted, there)


def _differences(
    entity: str,
    names: list[str],
    wanted: Mapping[str, Mapping[str, object]],
    there: Mapping[str, Mapping[str, object]],
) -> Iterator[Difference]:
    for record in sorted(wanted.keys() | there.keys()):
        one, other = wanted.get(record), there.get(record)
        if one is None or other is None:
            yield Difference(entity, record, "", str(one is not None), str(other is not None))
            continue
        for name in names:
            if one[name] != other[name]:
                yield Difference(entity, record, name, str(one[name]), str(other[name]))


def _member_rows(
    member: Member, records: Mapping[str, Mapping[str, Shown]]
) -> dict[MemberKey, dict[str, object]]:
    texts: dict[MemberKey, dict[str, str]] = {}
    for record, values in records.items():
        for field, shown in values.items():
            prefix, slash, entry = field.partition("/")
            if slash and entry and prefix in member.columns:
                texts.setdefault((record, entry), {})[prefix] = shown.value
    return {key: member_row(member, key, found, None) for key, found in texts.items()}


def _local_values(connection: Connection, entity: Entity) -> dict[str, dict[str, object]]:
    derived = {"jawaban", "terjawab", "diubah"}
    local = [
        column
        for column in entity.table.columns
        if column.info.get("local") and column.name not in derived
    ]
    if not local:
        return {}
    rows = connection.execute(select(entity.table.c.id, *local)).mappings()
    return {row["id"]: dict(row) for row in rows}


def _replace(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    connection.execute(delete(table))
    for chunk in chunks(rows):
        connection.execute(insert(table), chunk)


def _wrong_splits(connection: Connection) -> Iterator[Difference]:
    several = (
        select(CHANGE.c.record_id, CHANGE.c.field_id)
        .where(CHANGE.c.is_head)
        .group_by(CHANGE.c.record_id, CHANGE.c.field_id)
        .having(func.count() > 1)
    )
    wanted = {(row[0], row[1]) for row in connection.execute(several)}
    there = {(row[0], row[1]) for row in connection.execute(select(table_of(SplitRow)))}
    for record, field in sorted(wanted ^ there):
        is_split = str((record, field) in wanted)
        yield Difference("journal_split", str(record), str(field), is_split, "")
