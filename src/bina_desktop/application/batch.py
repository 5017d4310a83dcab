"""Imports carried out, as use cases see them: the list, their undo, and the files kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bina_desktop.application.work import Progress
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.undo import UndoPlan


class BatchState(StrEnum):
    """Whether what an import brought still counts."""

    ACTIVE = "berlaku"
    UNDONE = "dibatalkan"


@dataclass(frozen=True, slots=True)
class Batch:
    """One import that was carried out."""

    id: str
    nama_berkas: str
    sha256: str
    waktu: datetime
    pelaku: str
    new_changes: int
    known_changes: int
    conflicts: int
    state: BatchState = BatchState.ACTIVE
    state_by: str = ""
    """Who undid it, or took the undo back; '' where neither happened."""
    state_at: datetime | None = None
    kept_bytes: int = 0
    """Size of the file as it is kept; 0 where it is not."""

    @property
    def is_restored(self) -> bool:
        """True where an undo was taken back."""
        return self.state is BatchState.ACTIVE and self.state_at is not None


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What the undo of a batch does, or the taking back of an undo."""

    batch: Batch
    """As it was before."""
    plan: UndoPlan
    visits: frozenset[SptId] = frozenset()
    """Whose sheets, findings or evidence it alters."""

    @property
    def restores(self) -> bool:
        """True where an undo is taken back."""
        return self.batch.state is BatchState.UNDONE


class ArrivalState(StrEnum):
    """What became of a file that came in."""

    TAKEN = "diterima"
    WAITING = "menunggu"
    """A person must say yes: an unknown laptop, a missing or broken seal."""
    REFUSED = "ditolak"


@dataclass(frozen=True, slots=True)
class ArrivedFile:
    """A file that came in, by the hash of its bytes."""

    sha256: str
    nama_berkas: str
    ukuran: int
    """Bytes."""
    waktu: datetime
    asal: str
    """Folder that is watched, or where a command found it; '' where a person picked it."""
    state: ArrivalState
    notes: tuple[str, ...] = ()
    """Sentences: why it waits, why it was refused, what was in it."""
    is_kept: bool = False
    """True while its bytes are here."""


class Batches(Protocol):
    """Imports within a unit of work."""

    def all(self) -> Sequence[Batch]:
        """Newest first."""
        ...

    def get(self, batch_id: str) -> Batch:
        """Raises NotFoundError."""
        ...

    def plan_undo(self, batch_id: str, *, progress: Progress) -> UndoReport:
        """Return what `undo` would do now."""
        ...

    def undo(self, batch_id: str, *, progress: Progress) -> UndoReport:
        """Write the compensating changes; for a batch that is undone, take the undo back."""
        ...


class ArrivedFiles(Protocol):
    """Files that came in, within a unit of work; each is kept once by its hash."""

    def note(self, arrived: ArrivedFile, data: bytes | None, *, limit: int) -> None:
        """Write down what became of a file; keep its bytes if they are given and fit.

        The bytes of one that waits are always kept.
        """
        ...

    def make_room(self, limit: int) -> None:
        """Let the oldest bytes of files that wait for nobody go until all have at most `limit`."""
        ...

    def find(self, sha256: str) -> ArrivedFile | None: ...
    def all(self) -> Sequence[ArrivedFile]:
        """Newest first."""
        ...

    def data(self, sha256: str) -> bytes:
        """Raises NotFoundError; DatabaseUnfitError for bytes that are not those that came."""
        ...

    def kept_bytes(self) -> int:
        """Return the size of all bytes kept."""
        ...
