"""Column types of journalled rows, and their values as canonical JSON text."""

# ruff: noqa: ARG002 - SQLAlchemy hands its dialect to every type

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final, cast

from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from bina_desktop.domain.journal import NULL, json_text

LOCAL: Final = {"local": True}
"""`info` of a column that is derived or kept on this machine only: never journalled."""


class TextSet(TypeDecorator[frozenset[str]]):
    """A set of short texts, kept as a sorted JSON list."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: frozenset[str] | None, dialect: Dialect) -> str | None:
        """Write the list."""
        return None if value is None else json_text(sorted(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[str] | None:
        """Read the list."""
        return None if value is None else frozenset(json.loads(value))


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time; kept in UTC without zone, so that every database sorts it alike."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Write UTC."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Answers(TypeDecorator[dict[str, str]]):
    """Answers by ref: one row per sheet, while the journal has one change per question."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, str] | None, dialect: Dialect) -> str | None:
        """Write the object."""
        return None if value is None else json_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, str] | None:
        """Read the object."""
        return None if value is None else json.loads(value)


def count_answers(answers: Iterable[str]) -> int:
    """Count the answers by their refs; what is told about instances and warnings is none."""
    return sum(map(_is_answer, answers))


@lru_cache(maxsize=5_000)
def _is_answer(ref: str) -> bool:
    return not ref.endswith("]") and "/@" not in ref


def clean_text(text: str) -> str:
    """Drop what a database cannot keep in a text: NUL and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def default_of(column: Column[Any]) -> object:
    """Return the value of a column of which the journal says nothing."""
    default = column.default
    return getattr(default, "arg", None)


def encode(value: object) -> str:
    """Return a column's value as canonical JSON text."""
    match value:
        case None | bool():
            return json_text(value)
        case int():
            return json_text(str(value))
        case datetime():
            return json_text(value.astimezone(UTC).isoformat())
        case date():
            return json_text(value.isoformat())
        case frozenset():
            return json_text(sorted(cast("frozenset[str]", value)))
        case _:
            return json_text(str(value))


def decode(column: Column[Any], text: str) -> object:
    """Return the value of `column` for canonical JSON text.

    Null gives the default. Raises ValueError for JSON that does not fit the column: written by a
    newer program, it stays in the journal.
    """
    if text == NULL:
        return default_of(column)
    return _decoded(column.type, json.loads(text))


def _decoded(kind: TypeEngine[Any], value: object) -> object:
    match kind, value:
        case TextSet(), list():
            return frozenset(clean_text(str(item)) for item in cast("list[object]", value))
        case Boolean(), bool():
            return value
        case Integer(), str():
            return _fitting(int(value), 63 if isinstance(kind, BigInteger) else 31)
        case UtcDateTime(), str():
            return _aware(datetime.fromisoformat(value))
        case Date(), str():
            return date.fromisoformat(value)
        case Text(), str():
            return clean_text(value)
        case _:
            raise ValueError(value)


def _fitting(number: int, bits: int) -> int:
    """Return a number that every database can hold in so many bits. Raises ValueError."""
    if not -(2**bits) <= number < 2**bits:
        raise ValueError(number)
    return number


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(moment)
    return moment.astimezone(UTC)
