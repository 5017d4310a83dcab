"""What the journal knows of each table, read from the row classes once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final, cast

from sqlalchemy import Column, Table

from bina_desktop.domain.journal import FieldKey
from bina_desktop.storage import number_rows, review_rows
from bina_desktop.storage.rows import Base, Journalled, JournalledMember

LEMBAR: Final = "lembar_penilaian"
"""The entity whose fields that start with `/` are answers."""


@dataclass(frozen=True, slots=True)
class Member:
    """A list within a record, one journal field per entry and column."""

    table: Table
    columns: Mapping[str, Column[Any]]
    """By prefix of the field name."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One kind of record and where its fields are kept."""

    name: str
    table: Table
    columns: Mapping[str, Column[Any]]
    """Journalled columns by field name."""
    members: tuple[Member, ...]

    @property
    def has_answers(self) -> bool:
        """True where fields that start with `/` are answers."""
        return self.name == LEMBAR


@cache
def entities() -> Mapping[str, Entity]:
    """Return every journalled kind by name."""
    for known in (review_rows.KomentarRow, number_rows.TemplatRow):
        assert known.metadata is Base.metadata  # all rows are known by now
    classes = [mapper.class_ for mapper in Base.registry.mappers]
    members: dict[str, list[Member]] = {}
    for row in classes:
        if issubclass(row, JournalledMember):
            members.setdefault(row.__journal__, []).append(_member(row))
    found = {
        row.__journal__: _entity(row, tuple(members.get(row.__journal__, ())))
        for row in classes
        if issubclass(row, Journalled)
    }
    return MappingProxyType(dict(sorted(found.items())))


def is_answer(key: FieldKey) -> bool:
    """Tell whether a field is an answer of a sheet."""
    return key.entity == LEMBAR and key.field.startswith("/")


def table_of(row: type[Base]) -> Table:
    """Return the table of a row class."""
    return cast("Table", row.__table__)


def _entity(row: type[Journalled], members: tuple[Member, ...]) -> Entity:
    table = table_of(cast("type[Base]", row))
    columns = {
        column.name: column
        for column in table.columns
        if not column.primary_key and not column.info.get("local")
    }
    return Entity(row.__journal__, table, MappingProxyType(columns), members)


def _member(row: type[JournalledMember]) -> Member:
    table = table_of(cast("type[Base]", row))
    columns = {prefix: table.columns[name] for name, prefix in row.__members__.items()}
    return Member(table, MappingProxyType(columns))
