"""What a use case tells the face: what it altered, and how far it is."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from enum import StrEnum


class Topic(StrEnum):
    """Kinds of things a screen may show; a write says which it altered."""

    KANTOR = "kantor"
    PEGAWAI = "pegawai"
    APARATUR = "aparatur"
    PENUGASAN = "penugasan"
    LEMBAR = "lembar"
    LAPORAN = "laporan"
    TEMUAN = "temuan"
    PERTUKARAN = "pertukaran"
    PERBEDAAN = "perbedaan"
    TINJAUAN = "tinjauan"


@dataclass(frozen=True, slots=True)
class Changes:
    """What a use case altered; announced once, screens refresh or mark themselves stale."""

    topics: frozenset[Topic]
    records: frozenset[str] = field(default_factory=frozenset[str])

    @classmethod
    def of(cls, *topics: Topic, records: frozenset[str] = frozenset()) -> Changes:
        """Shorthand for a few topics."""
        return cls(frozenset(topics), records)

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.topics | other.topics, self.records | other.records)


class CancelledError(Exception):
    """The user wished to stop; raised by `Progress.report` at a safe point of the work."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How far a job is, as last reported."""

    done: int = 0
    total: int = 0
    """0 = unknown."""
    label: str = ""


class Progress:
    """Reported by the work, polled by the face; cancel is a wish that the work reads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._snapshot = Snapshot()
        self._cancelled = threading.Event()

    def report(self, done: int, total: int = 0, label: str = "") -> None:
        """Tell how far the work is. Raises CancelledError when the user wished to stop."""
        if self._cancelled.is_set():
            raise CancelledError
        with self._lock:
            self._snapshot = Snapshot(done, total, label)

    @property
    def cancelled(self) -> bool:
        """True once the user wished to stop."""
        return self._cancelled.is_set()

    def snapshot(self) -> Snapshot:
        """Return the last report."""
        with self._lock:
            return self._snapshot

    def cancel(self) -> None:
        """Wish that the work stops at its next safe point."""
        self._cancelled.set()
