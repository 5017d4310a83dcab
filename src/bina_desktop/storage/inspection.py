"""Looks at changes that want to come in: form, identity, hash chain; replaces nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, and_, or_

from bina_desktop.domain.journal import (
    DERIVED,
    Change,
    alters_what_stands,
    chain_hash,
)
from bina_desktop.domain.soundness import is_well_formed
from bina_desktop.storage.changes import CHANGE, DEVICE, read_changes
from bina_desktop.storage.interning import Interning, chunks

_SEQS_PER_STATEMENT: Final = 2_000
_RUN: Final = 4
"""A range of sequence numbers is read whole where at least one in four of it is asked for."""

BAD_FORM: Final = (
    "Isi perubahan ini tidak sesuai bentuk yang dikenal; minta berkasnya dikirim ulang."
)
OTHER_CONTENT: Final = (
    "Perubahan dengan nomor yang sama sudah ada dengan isi lain. Yang sudah ada tetap dipakai; "
    "periksa apakah folder data pernah disalin ke laptop lain."
)
WRITTEN_ONCE: Final = (
    "Perkataan dalam tinjauan dan bukti yang terlampir tidak dapat diubah sesudah ditulis, jadi "
    "perubahan ini tidak dipakai. Tanyakan pengirimnya."
)
BROKEN_CHAIN: Final = (
    "Rantai pengaman perubahan laptop ini putus: isinya tidak sama dengan yang ditulis. "
    "Minta berkas asli dikirim ulang dari laptopnya."
)


@dataclass(slots=True)
class Inspection:
    """What was found: changes to take in, how many are known, and why others are refused."""

    new: list[Change] = field(default_factory=list[Change])
    known: list[Change] = field(default_factory=list[Change])
    refused: list[tuple[Change, str]] = field(default_factory=list[tuple[Change, str]])


def inspect_changes(
    connection: Connection, interning: Interning, changes: Iterable[Change]
) -> Inspection:
    """Sort changes into new, known and refused."""
    result = Inspection()
    arrived: dict[str, Change] = {}
    for change in changes:
        first = arrived.get(change.id)
        if not is_well_formed(change):
            result.refused.append((change, BAD_FORM))
        elif alters_what_stands(change):
            result.refused.append((change, WRITTEN_ONCE))
        elif first is None:
            arrived[change.id] = change
        elif is_same(first, change):
            result.known.append(change)
        else:
            result.refused.append((change, OTHER_CONTENT))
    stored = _stored(connection, interning, arrived.values())
    fresh: list[Change] = []
    for identity, change in arrived.items():
        if identity not in stored:
            fresh.append(change)
        elif is_same(stored[identity], change):
            result.known.append(change)
        else:
            result.refused.append((change, OTHER_CONTENT))
    _check_chains(connection, interning, fresh, result)
    return result


def is_same(one: Change, other: Change) -> bool:
    """Return True if two changes of one identity have one content.

    The same edited cell may be taken in by different people, so of a derived change only the
    place and the value count.
    """
    if one.device.startswith(DERIVED):
        return (one.entity, one.record, one.field, one.value) == (
            other.entity,
            other.record,
            other.field,
            other.value,
        )
    return one == other


def _stored(
    connection: Connection, interning: Interning, changes: Iterable[Change]
) -> dict[str, Change]:
    seqs: dict[str, list[int]] = {}
    derived: list[str] = []
    for change in changes:
        if change.seq == 0:
            derived.append(change.device)
        else:
            seqs.setdefault(change.device, []).append(change.seq)
    found: dict[str, Change] = {}
    for chunk in chunks(derived, _SEQS_PER_STATEMENT):
        for stored in read_changes(connection, DEVICE.c.code.in_(chunk), CHANGE.c.seq == 0):
            found[stored.change.id] = stored.change
    numbers = interning.devices(seqs)
    for device, wanted in seqs.items():
        found.update(_of_device(connection, numbers[device], wanted))
    return found


def _of_device(connection: Connection, device: int, seqs: Sequence[int]) -> dict[str, Change]:
    found: dict[str, Change] = {}
    low, high = min(seqs), max(seqs)
    of_device = CHANGE.c.device_id == device
    if high - low < _RUN * len(seqs):
        parts = [CHANGE.c.seq.between(low, high)]
    else:
        parts = [CHANGE.c.seq.in_(chunk) for chunk in chunks(seqs, _SEQS_PER_STATEMENT)]
    for part in parts:
        for stored in read_changes(connection, of_device, part):
            found[stored.change.id] = stored.change
    return found


def _check_chains(
    connection: Connection, interning: Interning, fresh: Sequence[Change], result: Inspection
) -> None:
    lines: dict[str, dict[int, Change]] = {}
    for change in fresh:
        if change.seq == 0:
            result.new.append(change)
        else:
            lines.setdefault(change.device, {})[change.seq] = change
    neighbours = _neighbours(connection, interning, lines)
    for device, line in lines.items():
        known = neighbours[device]
        for seq in sorted(line):
            change = line[seq]
            if _fits(change, known.get(seq - 1), known.get(seq + 1)):
                result.new.append(change)
                known[seq] = change
            else:
                result.refused.append((change, BROKEN_CHAIN))


def _fits(change: Change, before: Change | None, after: Change | None) -> bool:
    if change.seq == 1:
        follows = change.hash == chain_hash("", change)
    else:
        follows = before is None or change.hash == chain_hash(before.hash, change)
    return follows and (after is None or after.hash == chain_hash(change.hash, after))


def _neighbours(
    connection: Connection, interning: Interning, lines: dict[str, dict[int, Change]]
) -> dict[str, dict[int, Change]]:
    """Return by device the stored changes just before and just after those that arrive."""
    numbers = interning.devices(lines)
    found: dict[str, dict[int, Change]] = {device: {} for device in lines}
    wanted = [
        (device, seq)
        for device, line in lines.items()
        for seq in sorted({s - 1 for s in line} | {s + 1 for s in line})
        if seq not in line and seq > 0
    ]
    for chunk in chunks(wanted, 400):
        by_device: dict[str, list[int]] = {}
        for device, seq in chunk:
            by_device.setdefault(device, []).append(seq)
        where = or_(
            *(
                and_(CHANGE.c.device_id == numbers[device], CHANGE.c.seq.in_(seqs))
                for device, seqs in by_device.items()
            )
        )
        for stored in read_changes(connection, where):
            found[stored.change.device][stored.change.seq] = stored.change
    return found
