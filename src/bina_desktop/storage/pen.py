"""Writes this installation's own changes: clock, sequence, bases, hash chain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from bina_desktop.domain.journal import Change, FieldKey, sealed, tick
from bina_desktop.storage.changes import CHANGE, DEVICE, identity, write_changes
from bina_desktop.storage.entities import is_answer, table_of
from bina_desktop.storage.identity import lock_clock, set_clock
from bina_desktop.storage.interning import Interning, chunks
from bina_desktop.storage.journal_rows import SplitRow
from bina_desktop.storage.prepared import Prepared

_SPLIT: Final = table_of(SplitRow)
# Made once: an answer is stored while a person types, and making statements takes most of it.
_TAIL: Final = Prepared(
    select(CHANGE.c.seq, CHANGE.c.hash)
    .where(CHANGE.c.device_id == bindparam("device"))
    .order_by(CHANGE.c.seq.desc())
    .limit(1)
)
_TAKE: Final = Prepared(
    update(CHANGE)
    .where(
        CHANGE.c.is_head,
        CHANGE.c.record_id == bindparam("record"),
        CHANGE.c.field_id == bindparam("field"),
    )
    .values(is_head=False)
    .returning(
        select(DEVICE.c.code).where(DEVICE.c.id == CHANGE.c.device_id).scalar_subquery(),
        CHANGE.c.seq,
    )
)
"""For a few fields, as an answer has."""
_FEW: Final = 4
_HEADS: Final = (
    select(CHANGE.c.id, CHANGE.c.field_id, DEVICE.c.code, CHANGE.c.seq)
    .join(DEVICE, DEVICE.c.id == CHANGE.c.device_id)
    .where(
        CHANGE.c.is_head,
        CHANGE.c.record_id == bindparam("record"),
        CHANGE.c.field_id.in_(bindparam("fields", expanding=True)),
    )
)
_DEMOTE: Final = (
    update(CHANGE).where(CHANGE.c.id.in_(bindparam("taken", expanding=True))).values(is_head=False)
)
_UNITE: Final = delete(_SPLIT).where(
    _SPLIT.c.record_id == bindparam("record"), _SPLIT.c.field_id == bindparam("field")
)


class Revision:
    """Counts what happens to records in an open database; answers of sheets are left out.

    Counted before the commit, while the database is held: whoever holds it next sees the count of
    all who held it before. What is rolled back counts as well, which harms nobody.
    """

    def __init__(self) -> None:
        self.number = 0


class Pen:
    """Appends changes in the name of `actor`, within one transaction."""

    def __init__(
        self,
        interning: Interning,
        revision: Revision,
        *,
        device: str,
        reason: str,
        now: Callable[[], datetime],
    ) -> None:
        self.actor = ""
        """In whose name it writes."""
        self.wrote_records = False
        """True once this transaction changed more than answers."""
        self._interning = interning
        self._revision = revision
        self._device = device
        self._reason = reason
        self._now = now

    @property
    def connection(self) -> Connection:
        """The connection of the transaction under way."""
        return self._interning.connection

    def write(self, drafts: Sequence[tuple[FieldKey, str]]) -> list[Change]:
        """Write one change per field; it names all heads of that field and takes their place."""
        if not drafts:
            return []
        clock = lock_clock(self._interning.connection)
        if not all(is_answer(key) for key, _ in drafts):
            self.count_records()
        bases = self._take_heads([key for key, _ in drafts])
        based = [(key, value, tuple(sorted(bases.get(key, ())))) for key, value in drafts]
        written = self._sealed(clock, based)
        write_changes(self._interning.connection, self._interning, written, batch_id=None)
        return written

    def write_based(
        self, drafts: Sequence[tuple[FieldKey, str, tuple[str, ...]]], *, batch_id: int | None
    ) -> list[Change]:
        """Write changes with the bases given, as part of a batch; their heads are still to find.

        Takes place beside heads that are not named, where `write` takes the place of all.
        """
        self.count_records()
        written = self._sealed(lock_clock(self._interning.connection), drafts)
        write_changes(self._interning.connection, self._interning, written, batch_id=batch_id)
        return written

    def _sealed(
        self, clock: int, drafts: Sequence[tuple[FieldKey, str, tuple[str, ...]]]
    ) -> list[Change]:
        """Give drafts clock, number and place in the chain, and move the clock on."""
        seq, previous = self._tail()
        written: list[Change] = []
        for key, value, bases in drafts:
            clock = tick(clock, self._now())
            seq += 1
            change = Change(
                device=self._device,
                seq=seq,
                at=clock,
                actor=self.actor,
                entity=key.entity,
                record=key.record,
                field=key.field,
                value=value,
                bases=bases,
                reason=self._reason,
            )
            written.append(sealed(change, previous=previous))
            previous = written[-1].hash
        set_clock(self._interning.connection, clock)
        return written

    def count_records(self) -> None:
        """Let nobody rely any longer on what he read of records before."""
        self.wrote_records = True
        self._revision.number += 1

    def _tail(self) -> tuple[int, str]:
        device_id = self._interning.devices([self._device])[self._device]
        last = _TAIL.run(self._interning.connection, device=device_id)
        return (last[0][0], last[0][1].hex()) if last else (0, "")

    def _take_heads(self, keys: Sequence[FieldKey]) -> dict[FieldKey, list[str]]:
        records = self._interning.records({(key.entity, key.record) for key in keys})
        fields = self._interning.fields({(key.entity, key.field) for key in keys})
        if len(keys) <= _FEW:
            return {
                key: self._take(records[key.entity, key.record], fields[key.entity, key.field])
                for key in keys
            }
        by_record: dict[int, dict[int, FieldKey]] = {}
        for key in keys:
            here = by_record.setdefault(records[key.entity, key.record], {})
            here[fields[key.entity, key.field]] = key
        found: dict[FieldKey, list[str]] = {}
        taken: list[int] = []
        for record, asked in by_record.items():
            for chunk in chunks(asked):
                for row in self._heads(record, chunk):
                    found.setdefault(asked[row.field_id], []).append(identity(row.code, row.seq))
                    taken.append(row.id)
        self._demote(taken)
        self._unite(
            (record, field)
            for record, asked in by_record.items()
            for field, key in asked.items()
            if len(found.get(key, ())) > 1
        )
        return found

    def _take(self, record: int, field: int) -> list[str]:
        found = _TAKE.run(self._interning.connection, record=record, field=field)
        if len(found) > 1:
            self._unite([(record, field)])
        return [identity(code, seq) for code, seq in found]

    def _heads(self, record: int, fields: Sequence[int]) -> Sequence[Row[*tuple[Any, ...]]]:
        asked = {"record": record, "fields": fields}
        return self._interning.connection.execute(_HEADS, asked).all()

    def _demote(self, taken: Sequence[int]) -> None:
        for chunk in chunks(taken):
            self._interning.connection.execute(_DEMOTE, {"taken": chunk})

    def _unite(self, pairs: Iterable[tuple[int, int]]) -> None:
        for record, field in pairs:
            self._interning.connection.execute(_UNITE, {"record": record, "field": field})
