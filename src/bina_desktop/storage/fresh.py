"""Records of which the journal knows nothing, taken in by the column.

No stored change can touch their fields, so heads and values follow from what arrives alone. That
is nearly all of a file that comes for the first time. Everything else is looked at one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Final

from sqlalchemy import Connection, bindparam, select

from bina_desktop.domain.bundle import Bundle, Bundles
from bina_desktop.domain.journal import Change, chain_hash, heads, split_id
from bina_desktop.storage import tables
from bina_desktop.storage.changes import CHANGE, insert_rows
from bina_desktop.storage.interning import Interning

Key = tuple[str, str]
"""Entity and record."""
_NEAR: Final = (
    select(CHANGE.c.seq, CHANGE.c.hash)
    .where(CHANGE.c.device_id == bindparam("device"))
    .where(CHANGE.c.seq.between(bindparam("low"), bindparam("high")))
)
_RUN: Final = 4
"""Numbers of a device are looked up as a range where at least one in four of it arrives."""


@dataclass(slots=True)
class FreshRecord:
    """One such record: what arrives of it, what it shows then, and what of it is overtaken."""

    bundles: list[Bundle]
    values: dict[str, tables.Shown] = field(default_factory=dict[str, tables.Shown])
    overtaken: set[tuple[str, int]] = field(default_factory=set[tuple[str, int]])
    """Device and number of changes that are no heads."""


@dataclass(slots=True)
class Fresh:
    """What can be taken in so, by record, and what cannot."""

    records: dict[Key, FreshRecord]
    rest: Sequence[Change]

    @property
    def bundles(self) -> Iterator[Bundle]:
        """Yield the bundles of all these records."""
        for one in self.records.values():
            yield from one.bundles

    def __len__(self) -> int:
        return sum(len(one.seqs) for one in self.bundles)


def fresh_of(interning: Interning, changes: Sequence[Change]) -> Fresh:
    """Part what arrives; all is rest where nobody vouches for it."""
    if not isinstance(changes, Bundles) or not changes.sound:
        return Fresh({}, changes)
    groups: dict[Key, list[Bundle]] = {}
    for one in changes.bundles:
        groups.setdefault((one.entity, one.record), []).append(one)
    apart = {(one.entity, one.record) for one in changes.further}
    apart |= interning.find_records(groups).keys()
    records: dict[Key, FreshRecord] = {}
    for key, group in groups.items():
        seen = None if key in apart else _seen(group)
        if seen is not None:
            records[key] = seen
    for key in _meeting_stored(interning, records):
        del records[key]
    rest = [
        one
        for key, group in groups.items()
        if key not in records
        for bundle in group
        for one in bundle.changes()
    ]
    return Fresh(records, (*rest, *changes.further))


def _seen(group: list[Bundle]) -> FreshRecord | None:
    """Return what a record shows; None where it takes more than one head, or base, to tell."""
    found = FreshRecord(group)
    names = [name for one in group for name in one.fields]
    if len(set(names)) == len(names):
        for one in group:
            if any(len(bases) > 1 for bases in one.bases):
                return None
            shown = map(tables.Shown, one.values, one.ats)
            found.values.update(zip(one.fields, shown, strict=True))
        return found
    by_name: dict[str, list[Change]] = {}
    for one in group:
        for change in one.changes():
            by_name.setdefault(change.field, []).append(change)
    for name, changes in by_name.items():
        tops = heads(changes)
        if len(tops) != 1 or any(len(change.bases) > 1 for change in changes):
            return None
        newest = max(change.at for change in changes)
        found.values[name] = tables.Shown(tops[0].value, newest)
        found.overtaken |= {(one.device, one.seq) for one in changes if one is not tops[0]}
    return found


def _meeting_stored(interning: Interning, records: Mapping[Key, FreshRecord]) -> set[Key]:
    """Return the records with a change whose number is stored, or whose link to one is broken."""
    lines: dict[str, dict[int, tuple[Bundle, int]]] = {}
    for record in records.values():
        for one in record.bundles:
            line = lines.setdefault(one.device, {})
            line.update((seq, (one, place)) for place, seq in enumerate(one.seqs))
    numbers = interning.devices(lines)
    found: set[Key] = set()
    for device, line in lines.items():
        for bundle in _meeting(interning.connection, numbers[device], line):
            found.add((bundle.entity, bundle.record))
    return found


def _meeting(
    connection: Connection, device: int, line: Mapping[int, tuple[Bundle, int]]
) -> Iterator[Bundle]:
    low, high = min(line) - 1, max(line) + 1
    if high - low > _RUN * len(line) + 2:
        yield from (bundle for bundle, _ in line.values())
        return
    near = connection.execute(_NEAR, {"device": device, "low": low, "high": high})
    for seq, digest in near.fetchall():
        # What stands here already, or just before something stored, is looked at one by one.
        yield from (line[number][0] for number in (seq, seq - 1) if number in line)
        if seq + 1 in line:
            bundle, place = line[seq + 1]
            change = bundle.change(place)
            if change.hash != chain_hash(digest.hex(), change):
                yield bundle


def write_fresh(interning: Interning, fresh: Fresh, *, batch_id: int) -> None:
    """Store the changes."""
    bundles = list(fresh.bundles)
    if not bundles:
        return
    bases = {base: split_id(base) for one in bundles for group in one.bases for base in group}
    devices = interning.devices(
        {one.device for one in bundles} | {device for device, _ in bases.values()}
    )
    actors = interning.actors({one.actor for one in bundles})
    numbers = interning.records(fresh.records)
    fields = interning.fields({(one.entity, name) for one in bundles for name in one.fields})
    plain: list[tuple[object, ...]] = []
    rows: list[tuple[object, ...]] = []
    for key, record in fresh.records.items():
        for one in record.bundles:
            columns = (
                repeat(devices[one.device]),
                one.seqs,
                one.ats,
                repeat(actors[one.actor]),
                repeat(numbers[key]),
                [fields[one.entity, name] for name in one.fields],
                one.values,
                repeat(one.reason),
                map(bytearray.fromhex, one.hashes),
                repeat(batch_id),
            )
            if not one.bases and not record.overtaken:
                plain += zip(*columns, strict=False)
                continue
            marks = _head_marks(one, record.overtaken)
            rows += zip(*columns, marks, *_base_columns(one, bases, devices), strict=False)
    insert_rows(interning.connection, plain, rows)


def _base_columns(
    bundle: Bundle, bases: Mapping[str, tuple[str, int]], devices: Mapping[str, int]
) -> tuple[Iterable[int | None], Iterable[int | None]]:
    if not bundle.bases:
        return repeat(None), repeat(None)
    named = [bases[group[0]] if group else None for group in bundle.bases]
    return (
        [None if base is None else devices[base[0]] for base in named],
        [None if base is None else base[1] for base in named],
    )


def _head_marks(bundle: Bundle, overtaken: Collection[tuple[str, int]]) -> Iterable[int]:
    if not overtaken:
        return repeat(1)
    return [int((bundle.device, seq) not in overtaken) for seq in bundle.seqs]
