"""What the `_jurnal` of a file says: winning values and heads, by the journal's rules."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Final

from bina_desktop.domain.bundle import Bundle
from bina_desktop.domain.journal import Change, FieldKey, by_field, heads

_PLAIN_TEXT: Final = re.compile(r'"[^"\\\x00-\x1f]*"')
"""JSON text without escapes: it says what stands between its quotes."""

Key = tuple[str, str, str]
"""Entity, record, field; any `FieldKey` is one, and a plain tuple is made much faster."""
Place = tuple[Bundle, int]
"""A change: its bundle, and where it stands in the columns."""


@dataclass(frozen=True, slots=True)
class State:
    """Winning values and heads per (entity, record, field), as `_jurnal` gives them."""

    values: Mapping[Key, str]
    """Canonical JSON text."""
    heads: Mapping[Key, tuple[Change, ...]]
    records: Mapping[str, frozenset[str]]
    """By entity."""


class _Heads(Mapping[Key, tuple[Change, ...]]):
    """The heads of a field, found when somebody asks: nearly every cell is as it was exported."""

    def __init__(self, places: Mapping[Key, Place], more: Mapping[Key, Sequence[Place]]) -> None:
        self._places = places
        self._more = more

    def __getitem__(self, key: Key) -> tuple[Change, ...]:
        """Return them, greatest first."""
        found = (self._places[key], *self._more.get(key, ()))
        changes = (bundle.change(place) for bundle, place in found)
        return tuple(heads(by_field(changes)[FieldKey(*key)]))

    def __iter__(self) -> Iterator[Key]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def state_of(bundles: Iterable[Bundle]) -> State:
    """Return the state that these changes give by the journal's rules."""
    places: dict[Key, Place] = {}
    more: dict[Key, list[Place]] = {}
    values: dict[Key, str] = {}
    records: dict[str, set[str]] = {}
    for one in bundles:
        records.setdefault(one.entity, set()).add(one.record)
        named = list(zip(repeat(one.entity), repeat(one.record), one.fields, strict=False))
        fresh = dict(zip(named, zip(repeat(one), range(len(named)), strict=False), strict=False))
        if len(fresh) == len(named) and places.keys().isdisjoint(fresh):
            # A change that stands alone is the only head, whatever it names as its bases.
            places |= fresh
            values |= zip(named, one.values, strict=True)
            continue
        for place, key in enumerate(named):
            if key in places:
                more.setdefault(key, []).append((one, place))
            else:
                places[key] = (one, place)
                values[key] = one.values[place]
    found = _Heads(places, more)
    for key in more:
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
