"""The journal as use cases see it: what an import does, what differs, who did what."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from bina_desktop.application.work import Progress
from bina_desktop.domain.journal import (
    Change,
    FieldKey,
    common_base,
    heads,
    is_conflict,
    moment_of,
    origin,
)


class Fate(StrEnum):
    """What an import does with a record."""

    NEW = "baru"
    CHANGED = "berubah"
    SAME = "sama"
    CONFLICT = "berbeda"
    REFUSED = "ditolak"


@dataclass(frozen=True, slots=True)
class RecordFate:
    """What an import does (or would do) with one record, and why."""

    entity: str
    record: str
    fate: Fate
    fields: tuple[str, ...] = ()
    """Fields that are new, changed or in conflict."""
    reason: str = ""
    """Sentence for REFUSED."""


class Arriving(NamedTuple):
    """The changes that a file brings."""

    changes: Sequence[Change]
    nama_berkas: str
    sha256: str


@dataclass(frozen=True, slots=True)
class AbsorbReport:
    """Outcome of taking in a set of changes."""

    batch_id: str
    records: tuple[RecordFate, ...]
    new_changes: int
    known_changes: int
    warnings: tuple[str, ...] = ()
    """Sentences: clocks far ahead, broken chain …"""


@dataclass(frozen=True, slots=True)
class Head:
    """One of several values that stand side by side."""

    change_id: str
    value: str
    """Canonical JSON text."""
    actor: str
    device: str
    at: datetime
    berkas: str = ""
    """File with which it came in; '' for what was entered here."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of a record with several heads of different values, until a person chooses."""

    entity: str
    record: str
    field: str
    heads: tuple[Head, ...]
    """Greatest by (at, device, seq) first: the one now shown."""
    base: Head | None
    """Newest common ancestor; None where there is none."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A field on which somebody decided, and what he chose from."""

    entity: str
    record: str
    field: str
    chosen: Head
    """The decision: its value, who took it, when and where."""
    choices: tuple[Head, ...]
    """The values that stood side by side, greatest first."""


def conflict_of(
    key: FieldKey, changes: Sequence[Change], files: Mapping[str, str]
) -> Conflict | None:
    """Return the conflict of a field, given all its changes; None where there is none.

    `files` names the file with which a change came in, by identity.
    """
    tops = heads(changes)
    if not is_conflict(tops):
        return None
    first = [origin(top, changes) for top in tops]
    base = common_base(first, changes)
    told = tuple(_head(one, files) for one in first)
    return Conflict(*key, told, None if base is None else _head(base, files))


def settled_of(
    key: FieldKey, changes: Sequence[Change], files: Mapping[str, str]
) -> Settled | None:
    """Return the decision that stands for a field; None where nobody decided or it differs."""
    tops = heads(changes)
    known = {change.id: change for change in changes}
    given = [known[base] for base in tops[0].bases if base in known] if len(tops) == 1 else []
    if not is_conflict(given):
        return None
    choices = tuple(_head(origin(one, changes), files) for one in heads(given))
    return Settled(*key, _head(tops[0], files), choices)


def _head(change: Change, files: Mapping[str, str]) -> Head:
    return Head(
        change.id,
        change.value,
        change.actor,
        change.device,
        moment_of(change.at),
        files.get(change.id, ""),
    )


class Journal(Protocol):
    """The journal within a unit of work."""

    def changes(self, records: Sequence[tuple[str, str]] | None = None) -> Sequence[Change]:
        """Return all changes, or those of the given (entity, record) pairs, in a stable order."""
        ...

    def absorb(
        self, changes: Sequence[Change], *, nama_berkas: str, sha256: str, progress: Progress
    ) -> AbsorbReport:
        """Unite with the journal and bring the tables to the winning values (set-based).

        A preview is this call in a unit of work that is left without commit.
        """
        ...

    def absorb_all(
        self, files: Sequence[Arriving], *, progress: Progress
    ) -> Sequence[AbsorbReport]:
        """Unite with what several files bring: as if one after another, but much faster."""
        ...

    def take_turn(self) -> None:
        """Wait until nobody else writes; from here on nobody does, until this unit of work ends.

        On an office server; a file has one writer anyway.
        """
        ...

    def revision(self) -> int | None:
        """Return a number that stays while no record changes; answers of sheets do not count.

        None where nobody can tell: this unit of work has written, or other programs may.
        """
        ...

    def numbers_of(self, device: str, first: int, last: int) -> Collection[int]:
        """Return which numbers of a device, from the first to the last, are here."""
        ...

    def knows_file(self, sha256: str) -> bool:
        """Return True if a file of these bytes was taken in already."""
        ...

    def conflicts(self) -> Sequence[Conflict]: ...
    def settle(self, *, entity: str, record: str, field: str, value: str) -> None:
        """Write the change that names all heads as its bases; `value` is canonical JSON text."""
        ...

    def settle_all(self, values: Mapping[FieldKey, str]) -> None:
        """Do so for many fields at once."""
        ...

    def decided(self, *, most: int) -> Sequence[Settled]:
        """Return the decisions that stand, the newest first."""
        ...

    def reopen(self, *, entity: str, record: str, field: str) -> None:
        """Put the values side by side again on which somebody decided; this travels, too.

        Raises WrongStateError where no decision stands.
        """
        ...

    def history(self, *, entity: str, record: str, field: str | None = None) -> Sequence[Change]:
        """Return changes of a record (or one field), oldest first."""
        ...

    def digest(self) -> str:
        """Return the state digest (hex SHA-256)."""
        ...

    def device(self) -> str:
        """Return this installation's fingerprint."""
        ...

    def public_key(self) -> bytes:
        """Return this installation's raw Ed25519 public key (32 bytes)."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Sign with this installation's key (64 bytes)."""
        ...

    def trust(self, device: str, *, nama: str, public_key: bytes) -> None:
        """Remember an installation whose fingerprint was compared."""
        ...

    def trusted(self, device: str) -> bytes | None:
        """Return the public key of a known installation."""
        ...
