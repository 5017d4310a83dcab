"""What the `_jurnal` of a file says: winning values and heads, by the journal's rules."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bina_desktop.domain.bundle import Bundle
from bina_desktop.domain.journal import Change, FieldKey, by_field, heads

_PLAIN_TEXT: Final = re.compile(r'"[^"\\\x00-\x1f]*"')
"""JSON text without escapes: it says what stands between its quotes."""

Place = tuple[Bundle, int]
"""A change: its bundle, and where it stands in the columns."""


@dataclass(frozen=True, slots=True)
class State:
    """Winning values and heads per (entity, record, field), as `_jurnal` gives them."""

    values: Mapping[FieldKey, str]
    """Canonical JSON text."""
    heads: Mapping[FieldKey, tuple[Change, ...]]
    records: Mapping[str, frozenset[str]]
    """By entity."""


class _Heads(Mapping[FieldKey, tuple[Change, ...]]):
    """The heads of a field, found when somebody asks: nearly every cell is as it was exported."""

    def __init__(self, places: Mapping[FieldKey, Sequence[Place]]) -> None:
        self._places = places

    def __getitem__(self, key: FieldKey) -> tuple[Change, ...]:
        """Return them, greatest first."""
        changes = (bundle.change(place) for bundle, place in self._places[key])
        return tuple(heads(by_field(changes)[key]))

    def __iter__(self) -> Iterator[FieldKey]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def state_of(bundles: Iterable[Bundle]) -> State:
    """Return the state that these changes give by the journal's rules."""
    places: dict[FieldKey, list[Place]] = {}
    values: dict[FieldKey, str] = {}
    several: set[FieldKey] = set()
    records: dict[str, set[str]] = {}
    for one in bundles:
        entity, record = one.entity, one.record
        records.setdefault(entity, set()).add(record)
        for place, name in enumerate(one.fields):
            key = FieldKey(entity, record, name)
            if key in places:
                places[key].append((one, place))
                several.add(key)
            else:  # a change that stands alone is the only head, whatever it names as its bases
                places[key] = [(one, place)]
                values[key] = one.values[place]
    found = _Heads(places)
    for key in several:
        tops = found[key]
        if tops:
            values[key] = tops[0].value
        else:
            del values[key]
    return State(
        values=values,
        heads=found,
        records={entity: frozenset(group) for entity, group in records.items()},
    )


def plain_text(value_json: str | None) -> str:
    """Return a journalled value as plain text; '' for cleared or absent."""
    if value_json is None:
        return ""
    if _PLAIN_TEXT.fullmatch(value_json):
        return value_json[1:-1]
    value = json.loads(value_json)
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
