"""Runs use cases off the UI thread and tells the window, on the UI thread, how they ended."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import TypeVar, cast

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from shiboken6 import isValid

from bina_desktop.application.work import CancelledError, Changes, Progress
from bina_desktop.domain.errors import BinaError

_log = logging.getLogger(__name__)

T = TypeVar("T")


class Lane(Enum):
    """Which of the two threads does the work."""

    SHORT = "short"
    """Transactions: reading a list, storing answers."""
    LONG = "long"
    """Drawing, Excel, signing: so that an autosave never waits for a PDF."""


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """One piece of work under way; `progress` is polled for the bar and carries the wish."""

    label: str
    """What the person is told while it runs; '' for work that needs no words."""
    lane: Lane
    progress: Progress = field(default_factory=Progress)


class Jobs(QObject):
    """Two lanes of one thread each; order within a lane is the order of `run`.

    All signals and callbacks come on the UI thread.
    """

    started = Signal(object)
    """Carries the Job."""
    changed = Signal(object)
    """Carries Changes, once per write, after it is durable."""
    failed = Signal(object)
    """Carries an expected error that no `failed=` handled; the window shows its sentence."""
    refused = Signal(object)
    """Carries every error but a stop, handled or not: a window that was about to close stays."""
    ended = Signal(object)
    """Carries the Job, whatever became of it."""
    idle = Signal()
    """Nothing is under way any more."""
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = {
            lane: ThreadPoolExecutor(max_workers=1, thread_name_prefix=lane.value) for lane in Lane
        }
        self._running: list[Job] = []
        self._preparing = Progress()
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> tuple[Job, ...]:
        """Jobs under way or waiting, oldest first."""
        return tuple(self._running)

    @property
    def closed(self) -> bool:
        """True once nothing can be begun any more: the window is closing."""
        return self._closed

    def run(
        self,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        ended: Callable[[], None] | None = None,
        label: str = "",
        lane: Lane = Lane.SHORT,
        owner: QObject | None = None,
    ) -> Job:
        """Do `work` in its lane; then `done(result)` or `failed(error)`, and always `ended()`.

        `work` gets plain data in, gives plain data out, and never touches a widget. If the result
        is or holds Changes, `changed` follows `done`. `failed` gets expected errors (BinaError,
        FormError) only; a bug goes to `sys.excepthook`. With an `owner` the
        callbacks are dropped when that object is gone.
        """
        job = Job(label, lane)
        self._running.append(job)
        self.started.emit(job)
        deliver = partial(_Outcome, done=done, failed=failed, ended=ended, owner=owner)
        future = self._lanes[lane].submit(_begin, work, job.progress)
        future.add_done_callback(lambda f: self._finished.emit((job, deliver(_result_of(f)))))
        return job

    def prepare(self, work: Callable[[Progress], None]) -> None:
        """Make something ready in the long lane that nobody waits for.

        No signal tells of it, closing does not wait for it, and where it fails, whoever needs the
        thing meets the error then.
        """
        self._lanes[Lane.LONG].submit(_prepare, work, self._preparing)

    def shutdown(self) -> None:
        """Finish what is under way and deliver it; long work is asked to stop. Blocks."""
        self._closed = True
        self._preparing.cancel()
        for job in self._running:
            if job.lane is Lane.LONG:
                job.progress.cancel()
        for executor in self._lanes.values():
            executor.shutdown(wait=True)
        QCoreApplication.sendPostedEvents(self)

    def _deliver(self, finished: tuple[Job, _Outcome]) -> None:
        job, outcome = finished
        self._running.remove(job)
        try:
            self._tell(job, outcome)
        finally:
            if outcome.ended is not None and outcome.is_wanted:
                outcome.ended()
            self.ended.emit(job)
            if not self._running:
                self.idle.emit()

    def _tell(self, job: Job, outcome: _Outcome) -> None:
        error = outcome.result.error
        if error is None:
            if outcome.done is not None and outcome.is_wanted:
                outcome.done(outcome.result.value)
            changes = changes_in(outcome.result.value)
            if changes is not None:
                self.changed.emit(changes)
        elif isinstance(error, CancelledError):
            _log.info("cancelled: %s", job.label)
        else:
            self.refused.emit(error)
            self._tell_error(job, outcome, error)

    def _tell_error(self, job: Job, outcome: _Outcome, error: BaseException) -> None:
        # Of the whole contract only this name is needed, and not before something was refused.
        from bina_desktop.formengine.client import FormError

        if isinstance(error, (BinaError, FormError)):
            _log.info("refused: %s: %s", job.label, error)
            if outcome.failed is not None and outcome.is_wanted:
                outcome.failed(error)
            else:
                self.failed.emit(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)


@dataclass(frozen=True, slots=True)
class _Result:
    value: object = None
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class _Outcome:
    result: _Result
    done: Callable[..., None] | None
    failed: Callable[[Exception], None] | None
    ended: Callable[[], None] | None
    owner: QObject | None

    @property
    def is_wanted(self) -> bool:
        return self.owner is None or isValid(self.owner)


def _begin(work: Callable[[Progress], T], progress: Progress) -> T:
    progress.report(0)  # stopped while it waited for its turn
    return work(progress)


def _prepare(work: Callable[[Progress], None], progress: Progress) -> None:
    try:
        work(progress)
    except CancelledError:
        _log.info("preparation stopped")
    except Exception:
        _log.warning("preparation failed", exc_info=True)


def _result_of(future: Future[T]) -> _Result:
    error = future.exception()
    return _Result(error=error) if error is not None else _Result(value=future.result())


def changes_in(result: object) -> Changes | None:
    """Return the Changes a use case handed back: itself, in a tuple, or as its field `changes`."""
    if isinstance(result, Changes):
        return result
    if isinstance(result, tuple):
        for part in cast("tuple[object, ...]", result):
            if isinstance(part, Changes):
                return part
        return None
    part = getattr(result, "changes", None)
    return part if isinstance(part, Changes) else None
