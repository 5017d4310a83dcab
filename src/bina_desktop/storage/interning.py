"""Numbers for the names that stand in every change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, TypeVar

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, SessionTransaction

from bina_desktop.storage.database import is_postgresql
from bina_desktop.storage.entities import table_of
from bina_desktop.storage.journal_rows import ActorRow, DeviceRow, FieldRow, RecordRow

T = TypeVar("T")

CHUNK: Final = 5_000
"""Values in one IN list; SQLite takes 32,766 parameters."""


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Cut into lists that fit one statement."""
    waiting = iter(items)
    while chunk := list(islice(waiting, size)):
        yield chunk


def insert_or_ignore(
    connection: Connection, table: Table, rows: Sequence[dict[str, object]]
) -> None:
    """Insert the rows that do not collide with one already there."""
    if not rows:
        return
    insert = postgresql.insert(table) if is_postgresql(connection) else sqlite.insert(table)
    connection.execute(insert.on_conflict_do_nothing(), rows)


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[dict[str, object]],
    *,
    columns: Iterable[str],
) -> None:
    """Insert rows (at least one), or set `columns` of those whose primary key is there."""
    insert = postgresql.insert(table) if is_postgresql(connection) else sqlite.insert(table)
    statement = insert.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={name: insert.excluded[name] for name in columns},
    )
    connection.execute(statement, rows)


REMEMBERED: Final = 20_000
"""Names of one table that are kept in memory: some MiB."""


class Names:
    """Numbers that were committed: they stand for ever, so an open database looks them up once."""

    def __init__(self) -> None:
        self.codes: dict[Table, dict[str, int]] = {}
        self.pairs: dict[Table, dict[tuple[str, str], int]] = {}


class Interning:
    """Looks names up and remembers their numbers: those it gave itself until `keep`.

    A rollback takes those back.
    """

    def __init__(self, session: Session, names: Names) -> None:
        self._session = session
        self._names = names
        self._codes: dict[Table, dict[str, int]] = {}
        self._pairs: dict[Table, dict[tuple[str, str], int]] = {}
        self._within: SessionTransaction | None = None
        self._connection: Connection | None = None

    def keep(self) -> None:
        """Remember beyond this unit of work what it looked up; called after its commit."""
        _keep(self._names.codes, self._codes)
        _keep(self._names.pairs, self._pairs)

    @property
    def connection(self) -> Connection:
        """The connection of the transaction under way; another one after a commit."""
        # Storing one answer asks ten times, and the session looks far for it each time.
        if self._connection is None or self._session.get_transaction() is not self._within:
            self._connection = self._session.connection()
            self._within = self._session.get_transaction()
        return self._connection

    def devices(self, codes: Iterable[str]) -> dict[str, int]:
        """Return numbers of devices, giving new ones where needed."""
        return self._intern_codes(table_of(DeviceRow), codes)

    def actors(self, codes: Iterable[str]) -> dict[str, int]:
        """Return numbers of actors, giving new ones where needed."""
        return self._intern_codes(table_of(ActorRow), codes)

    def fields(self, names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """Return numbers of (entity, field), giving new ones where needed."""
        return self._intern_pairs(table_of(FieldRow), "name", names)

    def records(self, codes: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """Return numbers of (entity, record), giving new ones where needed."""
        return self._intern_pairs(table_of(RecordRow), "code", codes)

    def find_records(self, codes: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """Return numbers of those (entity, record) that are known."""
        return self._find_pairs(table_of(RecordRow), "code", set(codes))

    def _intern_codes(self, table: Table, codes: Iterable[str]) -> dict[str, int]:
        wanted = set(codes)
        found = _known(wanted, self._names.codes.get(table), self._codes.get(table))
        missing = wanted - found.keys()
        if missing:
            looked_up = self._find_codes(table, missing)
            new = sorted(missing - looked_up.keys())
            insert_or_ignore(self.connection, table, [{"code": code} for code in new])
            looked_up |= self._find_codes(table, new)
            self._codes.setdefault(table, {}).update(looked_up)
            found |= looked_up
        return found

    def _find_codes(self, table: Table, codes: Iterable[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for chunk in chunks(codes):
            rows = self.connection.execute(
                select(table.c.code, table.c.id).where(table.c.code.in_(chunk))
            )
            found.update((row.code, row.id) for row in rows)
        return found

    def _intern_pairs(
        self, table: Table, second: str, pairs: Iterable[tuple[str, str]]
    ) -> dict[tuple[str, str], int]:
        wanted = set(pairs)
        found = _known(wanted, self._names.pairs.get(table), self._pairs.get(table))
        missing = wanted - found.keys()
        if missing:
            looked_up = self._find_pairs(table, second, missing)
            new = sorted(missing - looked_up.keys())
            rows: list[dict[str, object]] = [{"entity": one, second: two} for one, two in new]
            insert_or_ignore(self.connection, table, rows)
            looked_up |= self._find_pairs(table, second, new)
            self._pairs.setdefault(table, {}).update(looked_up)
            found |= looked_up
        return found

    def _find_pairs(
        self, table: Table, second: str, pairs: Iterable[tuple[str, str]]
    ) -> dict[tuple[str, str], int]:
        seconds: dict[str, list[str]] = {}
        for one, two in pairs:
            seconds.setdefault(one, []).append(two)
        found: dict[tuple[str, str], int] = {}
        for entity, names in seconds.items():
            for chunk in chunks(names):
                rows = self.connection.execute(
                    select(table.c[second], table.c.id).where(
                        table.c.entity == entity, table.c[second].in_(chunk)
                    )
                )
                found.update(((entity, row[0]), row[1]) for row in rows)
        return found


def _known(wanted: set[T], *tables: Mapping[T, int] | None) -> dict[T, int]:
    return {name: known[name] for known in tables if known for name in wanted & known.keys()}


def _keep(kept: dict[Table, dict[T, int]], new: Mapping[Table, dict[T, int]]) -> None:
    for table, numbers in new.items():
        known = kept.get(table, {})
        if len(known) + len(numbers) <= REMEMBERED:
            # Another thread may be reading the old one.
            kept[table] = {**known, **numbers}
