"""Domain records as journal fields and back, for the in-memory database of the tests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from bina_desktop.domain.journal import json_text
from bina_desktop.domain.triwulan import Triwulan

DELETED = "dihapus"


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def encode_record(item: Any) -> dict[str, str]:
    """Return canonical JSON text by field; the id is the record's name, not a field."""
    return {
        one.name: json_text(_encode(getattr(item, one.name)))
        for one in fields(item)
        if one.name != "id"
    }


def decode_record(kind: type, record: str, values: Mapping[str, str]) -> Any:
    """Rebuild a record; absent fields take their default, or None."""
    hints = _hints(kind)
    known: dict[str, Any] = {"id": record}
    for one in fields(kind):
        if one.name in values:
            known[one.name] = _decode(hints[one.name], json.loads(values[one.name]))
        elif one.default is MISSING and one.default_factory is MISSING:
            known.setdefault(one.name, None)
    return kind(**known)


def _encode(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case Decimal() | Triwulan():
            return str(value)
        case date():
            return value.isoformat()
        case frozenset():
            return sorted(_encode(one) for one in value)
        case tuple():
            return [_encode(one) for one in value]
        case _ if is_dataclass(value):
            return {one.name: _encode(getattr(value, one.name)) for one in fields(value)}
        case _:
            return value


def _decode(hint: Any, value: Any) -> Any:
    if isinstance(hint, NewType):
        hint = hint.__supertype__
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        inner = next(arg for arg in args if arg is not type(None))
        return None if value is None else _decode(inner, value)
    if origin in (tuple, frozenset):
        return origin(_decode(args[0], one) for one in value)
    if hint is Triwulan:
        return Triwulan.parse(value)
    if hint in (date, datetime):
        return hint.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if is_dataclass(hint):
        hints = _hints(hint)
        return hint(**{k: _decode(hints[k], v) for k, v in value.items()})
    return value
