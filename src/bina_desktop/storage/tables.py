"""Brings the winning values of touched fields into the tables that lists and reports read."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import repeat
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Column, Connection, Table, select

from bina_desktop.domain.journal import NULL
from bina_desktop.storage.columns import clean_text, count_answers, decode, default_of
from bina_desktop.storage.entities import Entity, Member, entities
from bina_desktop.storage.interning import chunks, upsert

log = logging.getLogger(__name__)

STALE: Final[Mapping[str, object]] = {"hasil": None, "nilai_akhir": None, "predikat": ""}
"""Derived columns of a sheet whose answers or status changed: to be computed again."""


class Shown(NamedTuple):
    """The value to show for one field, and the newest clock among its changes."""

    value: str
    at: int
    changed: bool = True
    """False where only the clock is news."""


_MAKE: Final = cast("Callable[[type[Shown], object], Shown]", cast("Any", tuple).__new__)


def all_shown(values: Iterable[str], clocks: Iterable[int]) -> Iterator[Shown]:
    """Yield what is shown of new fields: thousands, so no call of ours for each."""
    return map(_MAKE, repeat(Shown), zip(values, clocks, repeat(True), strict=False))


Values = Mapping[str, Shown]
"""By field name."""
MemberKey = tuple[str, str]


def apply(connection: Connection, entity_name: str, records: Mapping[str, Values]) -> None:
    """Write the shown values of records of one entity; unknown names stay in the journal only."""
    entity = entities().get(entity_name)
    if entity is None:
        log.info("%d records of unknown entity %s stay in the journal", len(records), entity_name)
        return
    for chunk in chunks(records.items(), 1_000):
        found = _existing(connection, entity.table, [record for record, _ in chunk])
        rows = [record_row(entity, record, values, found.get(record)) for record, values in chunk]
        written = [c.name for c in entity.table.columns if not c.primary_key]
        upsert(connection, entity.table, rows, columns=written)
        for member in entity.members:
            _apply_members(connection, member, dict(chunk))


def _existing(
    connection: Connection, table: Table, records: list[str]
) -> dict[str, dict[str, object]]:
    rows = connection.execute(select(table).where(table.c.id.in_(records))).mappings()
    return {row["id"]: dict(row) for row in rows}


def record_row(
    entity: Entity, record: str, values: Values, existing: Mapping[str, object] | None
) -> dict[str, object]:
    """Return the whole row of a record after these values are shown."""
    row = dict(existing) if existing is not None else new_row(entity, record)
    for field, column in entity.columns.items():
        if field in values:
            row[column.name] = shown_value(entity.name, record, column, values[field].value)
    if entity.has_answers:
        _show_answers(row, values)
        if any(shown.changed for name, shown in values.items() if _is_figure(name)):
            row.update(STALE)
    return row


def _is_figure(field: str) -> bool:
    return field == "status" or field.startswith("/")


def new_row(entity: Entity, record: str) -> dict[str, object]:
    """Return the row of a record of which nothing is known."""
    return {**_blank_row(entity.table), "id": record}


@cache
def _blank_row(table: Table) -> Mapping[str, object]:
    """Return what stands where nothing is said; written over, never altered."""
    row: dict[str, object] = {column.name: default_of(column) for column in table.columns}
    if "jawaban" in row:
        row["jawaban"] = {}
    return row


def shown_value(entity: str, record: str, column: Column[Any], text: str) -> object:
    """Return the column's value, or its default where the text does not fit it."""
    try:
        return decode(column, text)
    except (ValueError, TypeError):
        log.warning("value of %s %s %s does not fit its column", entity, record, column.name)
        return default_of(column)


def _show_answers(row: dict[str, object], values: Values) -> None:
    jawaban = row["jawaban"]
    assert isinstance(jawaban, dict)
    answers = {field: shown for field, shown in values.items() if field[0] == "/"}
    if not answers:
        return
    kept: dict[str, str] = {**jawaban}
    texts = answer_texts([shown.value for shown in answers.values()])
    kept.update(zip(answers, texts, strict=True))
    if not all(texts):
        kept = {field: text for field, text in kept.items() if text}
    row["jawaban"] = kept
    row["terjawab"] = count_answers(kept)
    newest = max([shown.at for shown in answers.values()])
    before = row["diubah"]
    row["diubah"] = max(before, newest) if isinstance(before, int) else newest


def answer_texts(values: Sequence[str]) -> list[str]:
    """Return answers for their JSON texts; '' where one is cleared."""
    lines = "\n".join(values)
    if lines.isascii() and "\\" not in lines and lines.startswith('"') and lines.endswith('"'):
        # Nearly every sheet: texts only, with nothing to unescape or to clean. No JSON text holds
        # this seam itself, so as many parts as values mean that each is one text.
        texts = lines[1:-1].split('"\n"')
        if len(texts) == len(values):
            return texts
    return list(map(answer_text, values))


def answer_text(value: str) -> str:
    """Return an answer for its JSON text; '' where it is cleared."""
    if value == NULL:
        return ""
    if value.isascii() and value[0] == '"' == value[-1] and "\\" not in value:
        # Nearly every answer: nothing to unescape, nothing to clean.
        return value[1:-1]
    answer = json.loads(value)
    return clean_text(answer) if isinstance(answer, str) else value


def _apply_members(connection: Connection, member: Member, records: Mapping[str, Values]) -> None:
    wanted: dict[MemberKey, dict[str, str]] = {}
    for record, values in records.items():
        for field, shown in values.items():
            prefix, slash, entry = field.partition("/")
            if slash and entry and prefix in member.columns:
                wanted.setdefault((record, entry), {})[prefix] = shown.value
    if not wanted:
        return
    existing = _existing_members(connection, member, {owner for owner, _ in wanted})
    rows = [member_row(member, key, texts, existing.get(key)) for key, texts in wanted.items()]
    upsert(
        connection,
        member.table,
        rows,
        columns=[column.name for column in member.columns.values()],
    )


def _existing_members(
    connection: Connection, member: Member, owners: Iterable[str]
) -> dict[MemberKey, dict[str, object]]:
    rows = connection.execute(
        select(member.table).where(member.table.c.owner_id.in_(owners))
    ).mappings()
    return {(row["owner_id"], row["member_id"]): dict(row) for row in rows}


def member_row(
    member: Member,
    key: MemberKey,
    texts: Mapping[str, str],
    existing: Mapping[str, object] | None,
) -> dict[str, object]:
    """Return the row of one list entry after these values are shown."""
    owner, entry = key
    row: dict[str, object] = {column.name: None for column in member.table.columns}
    row.update(existing or {})
    row.update(owner_id=owner, member_id=entry)
    for prefix, text in texts.items():
        column = member.columns[prefix]
        row[column.name] = shown_value(member.table.name, owner, column, text)
    return row
