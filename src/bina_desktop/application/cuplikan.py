"""Freezes what a document was made from as canonical JSON, so that its hash means its content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from bina_desktop.domain.journal import json_text
from bina_desktop.domain.triwulan import Triwulan


def freeze(document: object) -> bytes:
    """Return the canonical JSON of a DTO in UTF-8: the same content gives the same bytes."""
    return json_text(_plain(document)).encode()


def _plain(value: object) -> object:
    if isinstance(value, (Decimal, Triwulan)):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        mapping = cast("Mapping[str, Any]", value)
        return {key: _plain(item) for key, item in mapping.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in cast("tuple[Any, ...]", value)]
    return value
