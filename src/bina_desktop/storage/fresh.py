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

from bina_desktop.application.journal import Arriving
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


def parted(interning: Interning, files: Sequence[Arriving]) -> Iterator[list[Arriving]]:
    """Yield runs of files that can be taken in together.

    None brings a record that is new by a laptop of which an earlier one speaks: how their
    changes hang together is looked at when the first of them is stored.
    """
    known = interning.find_records({key for one in files for key in _keys(one.changes)}).keys()
    together: list[Arriving] = []
    spoken: set[str] = set()
    for one in files:
        if spoken & {
            bundle.device
            for bundle in _bundles(one.changes)
            if (bundle.entity, bundle.record) not in known
        }:
            yield together
            together, spoken = [], set()
        together.append(one)
        spoken |= _devices(one.changes)
    if together:
        yield together


def _bundles(changes: Sequence[Change]) -> Sequence[Bundle]:
    """Return what can be taken in by the column: nothing where nobody vouches for it."""
    return changes.bundles if isinstance(changes, Bundles) and changes.sound else ()


def _keys(changes: Sequence[Change]) -> set[Key]:
    if isinstance(changes, Bundles):
        found = {(one.entity, one.record) for one in changes.bundles}
        return found | {(one.entity, one.record) for one in changes.further}
    return {(one.entity, one.record) for one in changes}


def _devices(changes: Sequence[Change]) -> set[str]:
    if isinstance(changes, Bundles):
        return {one.device for one in changes.bundles}
    return {one.device for one in changes}


def fresh_of(interning: Interning, files: Sequence[Sequence[Change]]) -> list[Fresh]:
    """Part what each file brings; what an earlier one brings is fresh there only."""
    known = set(interning.find_records({key for one in files for key in _keys(one)}))
    parts: list[tuple[dict[Key, list[Bundle]], dict[Key, FreshRecord]]] = []
    for changes in files:
        groups: dict[Key, list[Bundle]] = {}
        for one in _bundles(changes):
            groups.setdefault((one.entity, one.record), []).append(one)
        if isinstance(changes, Bundles):
            known |= {(one.entity, one.record) for one in changes.further}
        seen = {key: _seen(group) for key, group in groups.items() if key not in known}
        parts.append((groups, {key: one for key, one in seen.items() if one is not None}))
        known |= _keys(changes)
    met = _meeting_stored(interning, {key: one for _, part in parts for key, one in part.items()})
    return [
        _parted_from_rest(changes, groups, {k: one for k, one in part.items() if k not in met})
        for changes, (groups, part) in zip(files, parts, strict=True)
    ]


def _parted_from_rest(
    changes: Sequence[Change],
    groups: Mapping[Key, Sequence[Bundle]],
    records: dict[Key, FreshRecord],
) -> Fresh:
    if not groups:
        return Fresh({}, changes)
    rest = [
        one
        for key, group in groups.items()
        if key not in records
        for bundle in group
        for one in bundle.changes()
    ]
    further = changes.further if isinstance(changes, Bundles) else ()
    return Fresh(records, (*rest, *further))


def _seen(group: list[Bundle]) -> FreshRecord | None:
    """Return what a record shows; None where it takes more than one head, or base, to tell."""
    found = FreshRecord(group)
    names = [name for one in group for name in one.fields]
    if len(set(names)) == len(names):
        for one in group:
            if any(len(bases) > 1 for bases in one.bases):
                return None
            found.values.update(
                zip(one.fields, tables.all_shown(one.values, one.ats), strict=True)
            )
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
    lines: dict[str, list[Bundle]] = {}
    for record in records.values():
        for one in record.bundles:
            lines.setdefault(one.device, []).append(one)
    numbers = interning.devices(lines)
    return {
        (bundle.entity, bundle.record)
        for device, line in lines.items()
        for bundle in _meeting(interning.connection, numbers[device], line)
    }


def _meeting(connection: Connection, device: int, line: Sequence[Bundle]) -> Iterator[Bundle]:
    low = min(min(one.seqs) for one in line) - 1
    high = max(max(one.seqs) for one in line) + 1
    if high - low > _RUN * sum(len(one.seqs) for one in line) + 2:
        yield from line
        return
    near = connection.execute(_NEAR, {"device": device, "low": low, "high": high}).fetchall()
    # Most often nothing is near, or the last change of the quarter before.
    beside = {seq + step for seq, _ in near for step in (-1, 0, 1)}
    places = {
        seq: (one, place)
        for one in line
        if not beside.isdisjoint(one.seqs)
        for place, seq in enumerate(one.seqs)
    }
    for seq, digest in near:
        # What stands here already, or just before something stored, is looked at one by one.
        yield from (places[number][0] for number in (seq, seq - 1) if number in places)
        if seq + 1 in places:
            bundle, place = places[seq + 1]
            change = bundle.change(place)
            if change.hash != chain_hash(digest.hex(), change):
                yield bundle


def write_fresh(interning: Interning, found: Mapping[int, Fresh]) -> None:
    """Store the changes, by the number of the batch that they came with."""
    bundles = [one for fresh in found.values() for one in fresh.bundles]
    if not bundles:
        return
    bases = {base: split_id(base) for one in bundles for group in one.bases for base in group}
    devices = interning.devices(
        {one.device for one in bundles} | {device for device, _ in bases.values()}
    )
    actors = interning.actors({one.actor for one in bundles})
    numbers = interning.records([key for fresh in found.values() for key in fresh.records])
    fields = interning.fields({(one.entity, name) for one in bundles for name in one.fields})
    for batch_id, fresh in found.items():
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
