"""Heads of fields by set-based SQL; only rows past a floor are new, so steps are incremental."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select, and_, delete, exists, or_, select, update

from bina_desktop.storage.changes import BASE, CHANGE, DEVICE
from bina_desktop.storage.entities import table_of
from bina_desktop.storage.interning import chunks, insert_or_ignore
from bina_desktop.storage.journal_rows import SplitRow

_SPLIT: Final = table_of(SplitRow)
_CHILD: Final = CHANGE.alias("child")
_NEW: Final = CHANGE.alias("new")

_SAME_FIELD: Final = and_(
    _CHILD.c.record_id == CHANGE.c.record_id,
    _CHILD.c.field_id == CHANGE.c.field_id,
    _CHILD.c.id != CHANGE.c.id,
)


class Candidate(NamedTuple):
    """A change that is or was a head."""

    id: int
    place: tuple[int, int]
    """Record and field."""
    value: str
    at: int
    device: str
    seq: int


def demote_named(connection: Connection, floor: int) -> list[Candidate]:
    """Take the head mark from what a new row names, and from new rows that others name.

    Returns the rows at or below the floor that were heads until now.
    """
    named: dict[int, Candidate] = {}
    for statement in _named_statements(floor):
        for row in connection.execute(statement).fetchall():
            named[row.id] = Candidate(
                row.id, (row.record_id, row.field_id), row.value, row.at, row.code, row.seq
            )
    for chunk in chunks(named):
        connection.execute(update(CHANGE).where(CHANGE.c.id.in_(chunk)).values(is_head=False))
    return [candidate for candidate in named.values() if candidate.id <= floor]


def _named_statements(floor: int) -> list[Select[*tuple[Any, ...]]]:
    columns = select(
        CHANGE.c.id,
        CHANGE.c.record_id,
        CHANGE.c.field_id,
        CHANGE.c.value,
        CHANGE.c.at,
        DEVICE.c.code,
        CHANGE.c.seq,
    ).join(DEVICE, DEVICE.c.id == CHANGE.c.device_id)
    inline = and_(_CHILD.c.base_device_id == CHANGE.c.device_id, _CHILD.c.base_seq == CHANGE.c.seq)
    further = exists().where(
        BASE.c.change_id == _CHILD.c.id,
        BASE.c.device_id == CHANGE.c.device_id,
        BASE.c.seq == CHANGE.c.seq,
    )
    return [
        # New rows name others by their first base …
        columns.join(_CHILD, and_(inline, _SAME_FIELD)).where(
            _CHILD.c.id > floor, CHANGE.c.is_head
        ),
        # … or by a further one (few rows have any).
        columns.join(
            BASE, and_(BASE.c.device_id == CHANGE.c.device_id, BASE.c.seq == CHANGE.c.seq)
        )
        .join(_CHILD, and_(_CHILD.c.id == BASE.c.change_id, _SAME_FIELD))
        .where(BASE.c.change_id > floor, CHANGE.c.is_head),
        # Older rows of the same field may have named the new one before it arrived.
        columns.join(_CHILD, _SAME_FIELD).where(
            CHANGE.c.id > floor, _CHILD.c.id <= floor, or_(inline, further)
        ),
    ]


def heads_of_new(connection: Connection, floor: int) -> Mapping[tuple[int, int], list[Candidate]]:
    """Return the heads of every field that new rows touch."""
    # Sums, not columns: for those DISTINCT makes SQLite walk through the whole index of places,
    # so that each import would take the longer the more the journal holds.
    touched = (
        select((_NEW.c.record_id + 0).label("record_id"), (_NEW.c.field_id + 0).label("field_id"))
        .where(_NEW.c.id > floor)
        .distinct()
        .subquery()
    )
    rows = connection.execute(
        select(
            CHANGE.c.id,
            CHANGE.c.record_id,
            CHANGE.c.field_id,
            CHANGE.c.value,
            CHANGE.c.at,
            DEVICE.c.code,
            CHANGE.c.seq,
        )
        .select_from(touched)
        .join(
            CHANGE,
            and_(
                CHANGE.c.record_id == touched.c.record_id,
                CHANGE.c.field_id == touched.c.field_id,
                CHANGE.c.is_head,
            ),
        )
        .join(DEVICE, DEVICE.c.id == CHANGE.c.device_id)
    ).fetchall()
    heads: dict[tuple[int, int], list[Candidate]] = {}
    for identity, record, field, value, at, device, seq in rows:
        place = (record, field)
        heads.setdefault(place, []).append(Candidate(identity, place, value, at, device, seq))
    return heads


def resplit(connection: Connection, heads: Mapping[tuple[int, int], Sequence[Candidate]]) -> None:
    """Keep the list of fields with several heads right, for these fields."""
    known = {
        (row.record_id, row.field_id)
        for chunk in chunks({record for record, _ in heads})
        for row in connection.execute(select(_SPLIT).where(_SPLIT.c.record_id.in_(chunk)))
    }
    split = {place for place, group in heads.items() if len(group) > 1}
    for record, field in sorted((known & heads.keys()) - split):
        connection.execute(
            delete(_SPLIT).where(_SPLIT.c.record_id == record, _SPLIT.c.field_id == field)
        )
    insert_or_ignore(
        connection,
        _SPLIT,
        [{"record_id": record, "field_id": field} for record, field in sorted(split - known)],
    )
