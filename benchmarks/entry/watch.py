"""The clock of both sides: from an act of the person to the picture that shows its outcome.

Events go through a loop that sleeps between them, as in the program: a loop that asks again and
again would keep the interpreter from the thread that stores.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

PATIENCE = 30.0
"""Seconds after which a picture that does not come is a fault."""


_RESTLESS_MS = 5_000


class NotShownError(RuntimeError):
    """The outcome was never painted, or never stored."""


class Watch(QObject):
    """Notes when a window has finished painting.

    A window paints everything that is due in one `UpdateRequest`; the watch lets it do so and
    looks at the clock afterwards, so that layout, style and painting all count.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._loop = QEventLoop(self)
        self._shown: Callable[[], QWidget | None] | None = None
        self._target: QWidget | None = None
        self._target_painted = False
        self._began = self._painted = 0.0
        self._rests = False
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(int(PATIENCE * 1000))
        self._late.timeout.connect(self._loop.quit)
        window.installEventFilter(self)
        QCoreApplication.eventDispatcher().aboutToBlock.connect(self._rest)

    def time(self, act: Callable[[], object], shown: Callable[[], QWidget | None]) -> float:
        """Return the milliseconds from `act` until the widget `shown` has been painted.

        `shown` is asked right after the act, and again while it says that nothing is there yet.
        """
        settle()
        self._shown = shown
        self._run(act)
        if self._target is not None:
            self._target.removeEventFilter(self)
            if self._target.window() is not self._window:
                self._target.window().removeEventFilter(self)
            self._target = None
        return (self._painted - self._began) * 1000

    def time_all(self, act: Callable[[], object]) -> float:
        """Return the milliseconds from `act` until the last picture before the window rests.

        That is all that the act alters in sight, also where it is drawn in several steps.
        """
        settle()
        self._rests = True
        self._run(act)
        return (self._painted - self._began) * 1000

    @property
    def began(self) -> float:
        """When the last act began."""
        return self._began

    def _run(self, act: Callable[[], object]) -> None:
        self._began = self._painted = 0.0
        self._target_painted, self._target = False, None
        QTimer.singleShot(0, self, lambda: self._do(act))
        self._late.start()
        self._loop.exec()
        self._late.stop()
        self._shown, self._rests = None, False
        if not self._painted:
            raise NotShownError(self._target)

    def _do(self, act: Callable[[], object]) -> None:
        self._began = perf_counter()
        act()
        self._aim()

    def _aim(self) -> None:
        if self._shown is None or self._target is not None or not self._began:
            return
        target = self._shown()
        if target is not None:
            self._target = target
            target.installEventFilter(self)
            if target.window() is not self._window:  # a list that opens has a window of its own
                target.window().installEventFilter(self)
            target.update()

    def _rest(self) -> None:
        if self._rests and self._painted:
            self._loop.quit()
        else:
            self._aim()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the clock when the window has painted."""
        if watched is self._target:
            self._target_painted = self._target_painted or event.type() is QEvent.Type.Paint
        elif event.type() is QEvent.Type.UpdateRequest:
            self._aim()
            watched.event(event)
            if self._rests:
                self._painted = perf_counter()
            elif self._target_painted and self._shown is not None:
                self._painted = perf_counter()
                self._loop.quit()
            return True
        return False


def wait_for(signal: SignalInstance, *, unless: Callable[[], bool]) -> None:
    """Wait for a signal, unless it came already. Raises NotShownError."""
    if unless():
        return
    loop = QEventLoop()
    signal.connect(loop.quit)
    QTimer.singleShot(int(PATIENCE * 1000), loop, loop.quit)
    loop.exec()
    signal.disconnect(loop.quit)
    if not unless():
        raise NotShownError(str(signal))


def settle() -> None:
    """Let everything that is due happen, also the end of what was left."""
    loop = QEventLoop()
    rests = QCoreApplication.eventDispatcher().aboutToBlock
    rests.connect(loop.quit)
    QTimer.singleShot(_RESTLESS_MS, loop, loop.quit)
    loop.exec()
    rests.disconnect(loop.quit)


def type_keys(times: int) -> list[float]:
    """Return the milliseconds that single keys take where the cursor is, without the picture."""
    taken: list[float] = []
    for number in range(times):
        letter = "abcdefghij"[number % 10]
        began = perf_counter()
        QTest.keyClicks(focus(), letter)
        taken.append((perf_counter() - began) * 1000)
        settle()
    return taken


def focus() -> QWidget:
    """Return the control with the cursor."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def tell(taken: Mapping[str, Sequence[float]]) -> None:
    """Print what was measured, one line, so that it stands even where the rest never comes."""
    sys.stdout.write(json.dumps(taken) + "\n")
    sys.stdout.flush()


def memory() -> float:
    """Return what the process holds now, in MiB; its greatest where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return peak()
    return pages * resource.getpagesize() / (1 << 20)


def peak() -> float:
    """Return the most that the process ever held, in MiB."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) / (1 << 10)
    except OSError:
        pass  # the most of all, also of the process that began this one
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)
