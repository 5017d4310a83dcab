"""The journal's rules as pure functions: a database is a function of a set of changes.

These functions are the oracle for the set-based SQL in `storage/absorb.py`.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from json.encoder import encode_basestring_ascii as quoted
from typing import Final, NamedTuple
from uuid import NAMESPACE_URL, uuid5

DERIVED: Final = "x:"
"""Prefix of the identity of a change that was derived from an edited cell."""
FAR_AHEAD: Final = timedelta(hours=48)
"""A change from a clock further ahead than this is taken, but its clock is not adopted."""
LAST_AT: Final = 2**63 - 1
"""Greatest clock value that a database keeps; lies in the year 6429."""
NULL: Final = "null"
"""Canonical JSON text of a cleared value."""
REOPENED: Final = "keputusan dibuka lagi"
"""Reason of the changes that put the values side by side again when a decision is taken back."""

_CANONICAL: Final = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True
)
_COUNTER_BITS: Final = 16
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Change:
    """One immutable change of one field of one record."""

    device: str
    """Fingerprint of the Ed25519 key of the installation that made it; `x:<sha256>` for a change
    derived from a cell that a person edited in Excel (its identity is its content)."""
    seq: int
    """1, 2, 3 … on that device; 0 for a derived change."""
    at: int
    """Hybrid logical clock: milliseconds since 1970 << 16 | counter."""
    actor: str
    """Id of the Pegawai who did it, or `pengguna:<name>` before a user is linked to one."""
    entity: str
    record: str
    field: str
    value: str
    """Canonical JSON text; `null` = cleared."""
    bases: tuple[str, ...] = ()
    """Identities of the heads that the author saw, sorted."""
    reason: str = ""
    hash: str = ""
    """Hex SHA-256 over this device's previous hash and the canonical bytes of this change; '' for
    a derived change."""

    @property
    def id(self) -> str:
        """Identity for ever: `device:seq`; a derived change is its `x:<sha256>`."""
        return self.device if self.seq == 0 else f"{self.device}:{self.seq}"


_WHOLE: Final = frozenset({"komentar", "arsip"})
_OF_FILES: Final = frozenset({"spt_id", "lembar_id", "ref", "untuk", "sha256", "ukuran"})


def is_written_once(entity: str, field: str) -> bool:
    """Tell whether a field is never altered: what was said in a review, which file stands where.

    Elsewhere an edit is an answer that a person may judge; here it would put words into
    somebody's mouth.
    """
    return entity in _WHOLE or (entity == "lampiran" and field in _OF_FILES)


def alters_what_stands(change: Change) -> bool:
    """Tell whether a change would alter, or take away, what is written once."""
    if not is_written_once(change.entity, change.field):
        return False
    return bool(change.bases) or change.seq == 0 or change.field == "dihapus"


class FieldKey(NamedTuple):
    """Where a value lives."""

    entity: str
    record: str
    field: str


# --- values and identities -----------------------------------------------------------------------


def json_text(value: object) -> str:
    """Return canonical JSON text: no blanks, sorted keys, letters as they are."""
    return _CANONICAL.encode(value)


def derived_id(*, export_id: str, entity: str, record: str, field: str, value: str) -> str:
    """Return the identity of an edited cell: the same edit is one change wherever it comes in."""
    content = json_text([export_id, entity, record, field, value])
    return DERIVED + hashlib.sha256(content.encode()).hexdigest()


def derived_record(content: Sequence[str]) -> str:
    """Return the id of a record that a row pasted in Excel makes: the same row, the same record.

    Shaped as a UUID, like the ids of all records.
    """
    return str(uuid5(NAMESPACE_URL, f"urn:bina:baris/{json_text(list(content))}"))


def split_id(identity: str) -> tuple[str, int]:
    """Return device and seq of an identity. Raises ValueError for anything that is none."""
    if identity.startswith(DERIVED):
        return identity, 0
    device, colon, seq = identity.rpartition(":")
    if not (colon and device and seq.isascii() and seq.isdigit() and int(seq) > 0):
        raise ValueError(identity)
    return device, int(seq)


def fingerprint(public_key: bytes) -> str:
    """Return a device's name: the first 80 bits of its key's SHA-256, as 16 Base32 characters."""
    return base64.b32encode(hashlib.sha256(public_key).digest()).decode("ascii")[:16]


# --- hash chain ----------------------------------------------------------------------------------


def canonical_bytes(change: Change) -> bytes:
    """Return all but the hash as one ASCII JSON list: the same bytes on every machine."""
    bases = ",".join(map(quoted, sorted(change.bases)))
    return (
        f"[{quoted(change.device)},{change.seq},{change.at},{quoted(change.actor)},"
        f"{quoted(change.entity)},{quoted(change.record)},{quoted(change.field)},"
        f"{quoted(change.value)},[{bases}],{quoted(change.reason)}]"
    ).encode("ascii")


def chain_hash(previous: str, change: Change) -> str:
    """Return the hash of a change that follows the one hashed `previous` ('' for seq 1)."""
    return hashlib.sha256(previous.encode("ascii") + canonical_bytes(change)).hexdigest()


def sealed(change: Change, *, previous: str) -> Change:
    """Return the change with its place in the chain."""
    return replace(change, hash=chain_hash(previous, change))


def broken_links(changes: Iterable[Change]) -> list[Change]:
    """Return changes whose hash does not follow from the one before, wherever both are here."""
    known = {(change.device, change.seq): change for change in changes if change.seq}
    broken: list[Change] = []
    for (device, seq), change in sorted(known.items()):
        before = known.get((device, seq - 1))
        if before is None and seq > 1:
            continue
        if change.hash != chain_hash(before.hash if before else "", change):
            broken.append(change)
    return broken


def unproved(arriving: Iterable[int], known: Collection[int]) -> list[int]:
    """Return the new numbers of a device for which no change of it that is known here vouches.

    Each hash covers the change before it, so a known change proves those that lead up to it
    without a gap; what comes after it anybody could have written.
    """
    proved: set[int] = set()
    new = sorted(set(arriving).difference(known), reverse=True)
    for seq in new:
        if seq + 1 in known or seq + 1 in proved:
            proved.add(seq)
    return [seq for seq in reversed(new) if seq not in proved]


# --- heads, winner, conflicts --------------------------------------------------------------------


def by_field(changes: Iterable[Change]) -> dict[FieldKey, list[Change]]:
    """Group changes by where their value lives; one identity counts once."""
    grouped: dict[FieldKey, dict[str, Change]] = {}
    for change in changes:
        key = FieldKey(change.entity, change.record, change.field)
        grouped.setdefault(key, {}).setdefault(change.id, change)
    return {key: list(found.values()) for key, found in grouped.items()}


def heads(changes: Sequence[Change]) -> list[Change]:
    """Return those changes of one field that no other of them names as a base, greatest first."""
    named = {base for change in changes for base in change.bases if base != change.id}
    return sorted((c for c in changes if c.id not in named), key=rank, reverse=True)


def rank(change: Change) -> tuple[int, str, int]:
    """Order in which of several heads one is shown: clock, device, seq."""
    return change.at, change.device, change.seq


def winner(heads: Iterable[Change]) -> Change | None:
    """Return the head whose value is shown; None where there is none."""
    return max(heads, key=rank, default=None)


def is_conflict(heads: Iterable[Change]) -> bool:
    """Return True if heads differ in value; equal values are agreed."""
    return len({head.value for head in heads}) > 1


def conflicts(changes: Iterable[Change]) -> dict[FieldKey, list[Change]]:
    """Return the fields on which a person must decide, with their heads, greatest first."""
    found = {key: heads(group) for key, group in by_field(changes).items()}
    return {key: tops for key, tops in found.items() if is_conflict(tops)}


def common_base(heads: Iterable[Change], changes: Iterable[Change]) -> Change | None:
    """Return the newest change that every head of a field descends from; None if none."""
    known = {change.id: change for change in changes}
    lines = [_ancestors(head, known) for head in heads]
    shared = set[str].intersection(*lines) if lines else set[str]()
    return winner(known[identity] for identity in shared)


def origin(head: Change, changes: Iterable[Change]) -> Change:
    """Return the change that first gave a value which stands because a decision was taken back.

    Any other head is its own origin.
    """
    known = {change.id: change for change in changes}
    for _ in known:  # each round goes back by one decision; what was forged may run in a circle
        if head.reason != REOPENED:
            break
        decided = [known[base] for base in head.bases if base in known]
        given = [known[base] for one in decided for base in one.bases if base in known]
        head = winner(one for one in given if one.value == head.value) or head
    return head


def _ancestors(change: Change, known: dict[str, Change]) -> set[str]:
    seen: set[str] = set()
    waiting = list(change.bases)
    while waiting:
        identity = waiting.pop()
        if identity in known and identity not in seen:
            seen.add(identity)
            waiting.extend(known[identity].bases)
    return seen


# --- digest --------------------------------------------------------------------------------------


class Digest:
    """Sums up a state: SHA-256 over `(entity, record, field, sorted head values)`, sorted."""

    def __init__(self) -> None:
        self._sum = hashlib.sha256()

    def add(self, key: FieldKey, values: Iterable[str]) -> None:
        """Add one field; fields must come sorted."""
        self._sum.update(json.dumps([*key, sorted(values)]).encode("ascii") + b"\n")

    def hex(self) -> str:
        """Return the digest of what was added."""
        return self._sum.hexdigest()


def digest(changes: Iterable[Change]) -> str:
    """Return the digest of the state that a set of changes gives."""
    total = Digest()
    for key, group in sorted(by_field(changes).items()):
        tops = heads(group)
        if tops:
            total.add(key, (head.value for head in tops))
    return total.hex()


# --- hybrid logical clock ------------------------------------------------------------------------


def clock_at(moment: datetime) -> int:
    """Return the clock value of an aware time, with counter 0."""
    return (moment - _EPOCH) // timedelta(milliseconds=1) << _COUNTER_BITS


def moment_of(at: int) -> datetime:
    """Return the aware time (UTC) of a clock value; counter dropped."""
    return _EPOCH + timedelta(milliseconds=at >> _COUNTER_BITS)


def tick(clock: int, now: datetime) -> int:
    """Return the clock value of a new change: now, but always past `clock`."""
    return max(clock + 1, clock_at(now))


def is_far_ahead(at: int, now: datetime) -> bool:
    """Return True if a clock value lies more than 48 hours after `now`."""
    return at > clock_at(now + FAR_AHEAD)


def adopt(clock: int, seen: Iterable[int], now: datetime) -> int:
    """Return the clock moved past what was seen, except what is far ahead of `now`."""
    limit = clock_at(now + FAR_AHEAD)
    return max([clock, *(at for at in seen if at <= limit)])
