"""What the `_jurnal` of a file says: winning values and heads, by the journal's rules."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bina_desktop.domain.journal import Change, FieldKey, by_field, heads, rank


@dataclass(frozen=True, slots=True)
class State:
    """Winning values and heads per (entity, record, field), as `_jurnal` gives them."""

    values: Mapping[FieldKey, str]
    """Canonical JSON text."""
    heads: Mapping[FieldKey, tuple[Change, ...]]
    records: Mapping[str, frozenset[str]]
    """By entity."""


def state_of(changes: Sequence[Change]) -> State:
    """Return the state that these changes give by the journal's rules."""
    found = {key: tuple(heads(group)) for key, group in by_field(changes).items()}
    records: dict[str, set[str]] = {}
    for key in found:
        records.setdefault(key.entity, set()).add(key.record)
    return State(
        values={key: max(group, key=rank).value for key, group in found.items() if group},
        heads=found,
        records={entity: frozenset(group) for entity, group in records.items()},
    )


def plain_text(value_json: str | None) -> str:
    """Return a journalled value as plain text; '' for cleared or absent."""
    if value_json is None:
        return ""
    value = json.loads(value_json)
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
