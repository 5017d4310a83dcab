"""What a use case tells the face: what it altered, and how far it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic
from typing import Final


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
        self.show(done, total, label)

    def show(self, done: int, total: int = 0, label: str = "") -> None:
        """Tell the same where the work must go on to its end."""
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

    def part(self) -> Progress:
        """Return what a part of the work reports to: it stops with the whole, and is not shown."""
        return _Part(self)


class _Part(Progress):
    def __init__(self, whole: Progress) -> None:
        super().__init__()
        self._whole = whole

    def report(self, done: int, total: int = 0, label: str = "") -> None:
        """Keep it to itself. Raises CancelledError when the user wished to stop the whole."""
        if self._whole.cancelled:
            raise CancelledError
        super().report(done, total, label)


class Pace:
    """How fast a long row of equal things goes, and how long the rest will take."""

    def __init__(self, total: int, noun: str, *, clock: Callable[[], float] = monotonic) -> None:
        self._total = total
        self._noun = noun
        self._clock = clock
        self._began = clock()

    def words(self, done: int) -> str:
        """Return `28 berkas/detik · sisa ± 7 detik`; '' until there is something to go by."""
        took = self._clock() - self._began
        if not done or took < _SHORTEST:
            return ""
        rate = done / took
        left = (self._total - done) / rate
        return (
            f"{_rate(rate)} {self._noun}/{'detik' if rate >= _SLOW else 'menit'} · {_left(left)}"
        )


_SHORTEST: Final = 1.0
"""Seconds before which a rate would jump about."""
_SLOW: Final = 0.95
"""Things a second below which people count by the minute."""
_MINUTE: Final = 60


def _rate(rate: float) -> str:
    number = rate if rate >= _SLOW else rate * _MINUTE
    return f"{number:.1f}".replace(".", ",") if number < 9.95 else f"{number:.0f}"


def _left(seconds: float) -> str:
    if seconds < 1.5 * _MINUTE:
        return f"sisa ± {max(1, round(seconds))} detik"
    return f"sisa ± {round(seconds / _MINUTE)} menit"
