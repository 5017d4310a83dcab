"""Turns a flush into journal changes, in the same transaction. No use case writes the journal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import get_history

from bina_desktop.domain.journal import NULL, FieldKey, json_text
from bina_desktop.storage.columns import count_answers, default_of, encode
from bina_desktop.storage.entities import LEMBAR, entities
from bina_desktop.storage.pen import Pen
from bina_desktop.storage.rows import Base, Journalled, JournalledMember, LembarRow


class Capture:
    """Listens to one session and journals what its flushes change."""

    def __init__(self, session: Session, pen: Pen) -> None:
        self._pen = pen
        event.listen(session, "before_flush", self._before_flush)

    def _before_flush(self, session: Session, _context: object, _instances: object) -> None:
        drafts: list[tuple[FieldKey, str]] = []
        sheets = {
            row.id: row for row in [*session.new, *session.dirty] if isinstance(row, LembarRow)
        }
        for row in [*session.new, *session.dirty]:
            if isinstance(row, Journalled):
                drafts.extend(_of_record(row))
            elif isinstance(row, JournalledMember):
                drafts.extend(_of_member(row))
        for change in self._pen.write(sorted(drafts)):
            if change.entity == LEMBAR and change.field.startswith("/"):
                sheet = sheets[change.record]
                sheet.terjawab = count_answers(sheet.jawaban)
                sheet.diubah = max(sheet.diubah or 0, change.at)


def _of_record(row: Journalled) -> list[tuple[FieldKey, str]]:
    entity = entities()[row.__journal__]
    changed = [
        (name, encode(value))
        for name, column in entity.columns.items()
        for value in _new_values(row, name, default_of(column))
    ]
    if isinstance(row, LembarRow):
        changed.extend(_answers(row))
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


def _answers(row: LembarRow) -> Iterator[tuple[str, str]]:
    history = get_history(row, "jawaban")
    if not history.added:
        return
    new = cast("dict[str, str]", history.added[0])
    old = cast("dict[str, str]", history.deleted[0]) if history.deleted else {}
    for ref in sorted(new.keys() | old.keys()):
        if new.get(ref) != old.get(ref):
            yield ref, json_text(new[ref]) if ref in new else NULL


def _is_new(row: object) -> bool:
    state = inspect(row)
    assert state is not None
    return not state.has_identity
