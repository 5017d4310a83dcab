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


class _Collector(QObject):
    """Looks a few times a second whether there is enough to go over."""

    def __init__(self) -> None:
        super().__init__()
        self._old = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_LOOK_EVERY_MS)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _look(self) -> None:
        due = generation_due(gc.get_count(), gc.get_threshold(), grown=self._has_grown)
        if due is None:
            return
        gc.collect(due)
        if due == _OLDEST:
            self._old = _old_objects()

    def _has_grown(self) -> bool:
        return _old_objects() > self._old * 5 // 4


def _old_objects() -> int:
    return len(gc.get_objects(_OLDEST))
