"""The clock of both sides: from an act of the person to the picture that shows its outcome."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QWidget

PATIENCE = 60.0
"""Seconds after which a picture that does not come is a fault."""


_ALL = QEventLoop.ProcessEventsFlag.AllEvents


class NotShownError(RuntimeError):
    """The outcome was never painted."""


class Watch(QObject):
    """Notes when a window has finished painting.

    A window paints everything that is due in one `UpdateRequest`; the watch lets it do so and
    looks at the clock afterwards, so that layout, style and painting all count.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._target: QWidget | None = None
        self._target_painted = False
        self._painted = 0.0
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the clock when the window has painted."""
        if watched is self._target:
            self._target_painted = self._target_painted or event.type() is QEvent.Type.Paint
        elif event.type() is QEvent.Type.UpdateRequest:
            watched.event(event)
            if self._target_painted:
                self._painted = perf_counter()
            return True
        return False

    def time(self, act: Callable[[], object], shown: Callable[[], QWidget | None]) -> float:
        """Return the milliseconds from `act` until the widget `shown` has been painted.

        `shown` is asked right after the act, and again while it says that nothing is there yet.
        """
        settle()
        self._painted, self._target_painted, self._target = 0.0, False, None
        began = perf_counter()
        act()
        while not self._painted:
            if self._target is None:
                self._aim(shown())
            QApplication.processEvents()
            if perf_counter() - began > PATIENCE:
                raise NotShownError(self._target)
        if self._target is not None:
            self._target.removeEventFilter(self)
        return (self._painted - began) * 1000

    def _aim(self, target: QWidget | None) -> None:
        if target is not None:
            self._target = target
            target.installEventFilter(self)
            target.update()


def settle() -> None:
    """Let everything that is due happen."""
    for _ in range(50):
        if not QApplication.eventDispatcher().processEvents(_ALL):
            return


def memory() -> float:
    """Return what the process holds now, in MiB; its greatest where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return pages * resource.getpagesize() / (1 << 20)
