"""Collect cycles of Python objects on the UI thread only.

Python's collector runs in whichever thread happens to allocate. A dialog dropped with its timers
would then be destroyed in a lane of `jobs.py`, which Qt allows on the object's own thread only:
timers go on for an object that is gone, and the program may crash. On the UI thread too it could
run in the middle of Qt's own work: while one object is destroyed under one of Qt's locks, the end
of another may wait for the same lock for ever.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY_MS = 250
_OLDEST = 2
_FEW = 100
"""New objects between two looks below which nothing goes on: nobody types, no lane works."""
_LONGEST_WAIT = 20
"""Looks after which the oldest generation waits no longer for a moment of rest: five seconds."""


@contextmanager
def collected_here() -> Generator[None]:
    """Collect from this thread's event loop only, for a block; other threads just allocate."""
    enabled = gc.isenabled()
    gc.disable()
    collector = _Collector()
    try:
        yield
    finally:
        collector.stop()
        del collector  # before others collect, for the reason above
        if enabled:
            gc.enable()


def generation_due(
    counts: Sequence[int], thresholds: Sequence[int], *, grown: Callable[[], bool]
) -> int | None:
    """Return the oldest generation to collect now, by the interpreter's own rule; None for none.

    The oldest is gone over only if it has `grown` since, or a large form would be gone over again
    and again. A threshold of 0 means never. Source: `gc.set_threshold` in Python's documentation.
    """
    young, middle, old = (
        0 < threshold < count for count, threshold in zip(counts, thresholds, strict=True)
    )
    if not young:
        return None
    if old and grown():
        return _OLDEST
    return 1 if middle else 0


def generation_now(due: int | None, *, waited: int, resting: bool) -> int | None:
    """Return the generation to collect at this look, when this one is due; None for none.

    Going over the oldest takes long enough to be felt in an answer. It waits until nothing goes
    on, `waited` looks already (0: it is not wanted yet), though not for ever.
    """
    if waited and (resting or waited >= _LONGEST_WAIT):
        return _OLDEST
    if due == _OLDEST:
        return _OLDEST if resting else 1
    return due


class _Collector(QObject):
    """Looks a few times a second whether there is enough to go over."""

    def __init__(self) -> None:
        super().__init__()
        self._old = self._young = self._waited = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_LOOK_EVERY_MS)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _look(self) -> None:
        counts = gc.get_count()
        resting = counts[0] - self._young < _FEW
        due = generation_due(counts, gc.get_threshold(), grown=self._has_grown)
        if due == _OLDEST or self._waited:
            self._waited += 1
        now = generation_now(due, waited=self._waited, resting=resting)
        if now is not None:
            gc.collect(now)
        if now == _OLDEST:
            self._old, self._waited = _old_objects(), 0
        self._young = gc.get_count()[0]

    def _has_grown(self) -> bool:
        if self._waited:  # known already, and counting them takes its time
            return False
        return _old_objects() > self._old * 5 // 4


def _old_objects() -> int:
    return len(gc.get_objects(_OLDEST))
