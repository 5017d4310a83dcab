"""Turns a flush into journal changes, in the same transaction. No use case writes the journal.

Answers of sheets are the exception: they are no columns, and `lembar.py` hands them to the pen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import get_history

from bina_desktop.domain.journal import FieldKey
from bina_desktop.storage.columns import default_of, encode
from bina_desktop.storage.entities import entities
from bina_desktop.storage.pen import Pen
from bina_desktop.storage.rows import Base, Journalled, JournalledMember


class JournalledSession(Session):
    """A session whose flushes are journalled by its pen."""

    pen: Pen


@event.listens_for(JournalledSession, "before_flush")
def _journal(session: JournalledSession, _context: object, _instances: object) -> None:
    drafts: list[tuple[FieldKey, str]] = []
    for row in [*session.new, *session.dirty]:
        if isinstance(row, Journalled):
            drafts.extend(_of_record(row))
        elif isinstance(row, JournalledMember):
            drafts.extend(_of_member(row))
    session.pen.write(sorted(drafts))


def _of_record(row: Journalled) -> list[tuple[FieldKey, str]]:
    entity = entities()[row.__journal__]
    changed = [
        (name, encode(value))
        for name, column in entity.columns.items()
        for value in _new_values(row, name, default_of(column))
    ]
    return [(FieldKey(entity.name, row.id, name), text) for name, text in changed]


def _of_member(row: JournalledMember) -> Iterator[tuple[FieldKey, str]]:
    for name, prefix in row.__members__.items():
        for value in _new_values(row, name, None):
            key = FieldKey(row.__journal__, row.owner_id, f"{prefix}/{row.member_id}")
            yield key, encode(value)


def _new_values(
    row: Base | Journalled | JournalledMember, name: str, default: object
) -> list[Any]:
    """Return the new value of a changed attribute; an empty list where nothing changed."""
    history = get_history(row, name)
    if not history.added:
        return []
    value = history.added[0]
    # A blank that is the default says nothing; a default that means something (PNS, active) is
    # told, because the next version may have another one and people may change it in Excel.
    if _is_new(row) and not value and (value is None or value == default):
        return []
    return [value]


def _is_new(row: object) -> bool:
    state = inspect(row)
    assert state is not None
    return not state.has_identity
