"""Rows to domain objects and back: a column per field, of the same name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Generic, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.storage.columns import clean_text

T = TypeVar("T")


class IncompleteError(Exception):
    """An essential part of a record has not arrived yet, or a newer program wrote it."""


class ItemMapping(Generic[T]):
    """How one domain dataclass is kept; read from its type hints once.

    `lists` are fields kept in a table of their own.
    """

    def __init__(self, kind: type[T], *, lists: tuple[str, ...] = ()) -> None:
        self._kind = kind
        hints = get_type_hints(kind)
        self._readers = {
            field.name: _reader(hints[field.name])
            for field in fields(cast("Any", kind))
            if field.name not in lists
        }

    def item(self, row: object, lists: Mapping[str, object] | None = None) -> T:
        """Return the domain object. Raises IncompleteError."""
        try:
            values = {name: read(getattr(row, name)) for name, read in self._readers.items()}
        except (ValueError, InvalidValueError) as error:
            raise IncompleteError(str(error)) from error
        return self._kind(**values, **(lists or {}))

    def values(self, item: T) -> dict[str, object]:
        """Return plain column values, cleaned of what no database keeps."""
        return {name: _plain(getattr(item, name)) for name in self._readers}


@cache
def mapping_of(kind: type[T], lists: tuple[str, ...] = ()) -> ItemMapping[T]:
    """Return the mapping of a domain class; type hints are read once a run."""
    return ItemMapping(kind, lists=lists)


def _reader(hint: Any) -> Callable[[Any], object]:
    if get_origin(hint) in (Union, UnionType):
        (inner,) = (part for part in get_args(hint) if part is not type(None))
        read = _reader(inner)
        return lambda value: None if value is None else read(value)
    convert = _converter(hint)

    def needed(value: object) -> object:
        if value is None:
            raise ValueError(hint)
        return convert(value)

    return needed


def _converter(hint: Any) -> Callable[[Any], object]:
    if hint is Triwulan:
        return Triwulan.parse
    if get_origin(hint) is frozenset:
        (kind,) = cast("tuple[Callable[[Any], object]]", get_args(hint))
        return lambda value: frozenset(kind(item) for item in value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return lambda value: value


def _plain(value: object) -> object:
    match value:
        case Triwulan():
            return str(value)
        case str():
            return clean_text(str(value))
        case frozenset():
            return frozenset(str(item) for item in cast("frozenset[object]", value))
        case _:
            return value
