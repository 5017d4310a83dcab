"""The children that parse: a few at a time, each reading one file after another.

A hostile file can abort or fill a process, so none is parsed beside the window. A child has limits
of memory and time; where it dies, that file is refused and another child takes its place.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
import time as clock
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import WorkbookReading
from bina_desktop.domain.errors import (
    ImportRefusedError,
    PasswordRequiredError,
    WrongPasswordError,
)
from bina_desktop.exchange.limits import OUTPUT_LIMIT, is_too_large
from bina_desktop.exchange.temporary import sweep_temporary, temporary_folder
from bina_desktop.exchange.wire import ANSWER, Answer, from_bytes

_log = logging.getLogger(__name__)

COMMAND: Final = (sys.executable, "-m", "bina_desktop.exchange.parse_worker")
TIME_LIMIT: Final = 120.0
"""Seconds after which a child is stopped."""
MOST: Final = 4
"""Children at a time: the merging itself takes a core, too."""
AHEAD: Final = 32
"""Files that may be read and wait; with `ROOM` this bounds memory."""
ROOM: Final = 32 * 2**20
"""Bytes of answers that may wait; one file may always."""
_LOOK: Final = 0.05
"""Seconds between two looks at the children, and at the wish to stop."""
_REFUSALS: Final = {kind.code: kind for kind in (PasswordRequiredError, WrongPasswordError)}
Outcome = WorkbookReading | ImportRefusedError


def read_workbooks(
    paths: Sequence[Path], *, progress: Progress, passwords: Sequence[str] = ()
) -> Generator[tuple[Path, Outcome]]:
    """Yield what each file says, in the order given; some are read ahead, on several cores.

    `passwords` are tried in turn on those that are locked.

    What is no workbook of ours, or kills its child, comes as the error that says so. Raises
    CancelledError when the user wished to stop; then, and when the iterator is closed, nothing of
    the files is left behind.
    """
    sweep_temporary()
    with temporary_folder() as folder, _Pool(paths, folder, passwords) as pool:
        for number, path in enumerate(paths):
            yield path, pool.take(number, progress)


def read_workbook(path: Path, *, progress: Progress, password: str = "") -> WorkbookReading:
    """Read one file. Raises ImportRefusedError when it is no workbook of ours.

    PasswordRequiredError and WrongPasswordError tell of one that is locked.
    """
    given = [password] if password else []
    for _, outcome in read_workbooks([path], progress=progress, passwords=given):
        if isinstance(outcome, ImportRefusedError):
            raise outcome
        return outcome
    raise AssertionError("one path, one outcome")


class _Pool:
    """Threads that each talk to one child, and what they brought."""

    def __init__(self, paths: Sequence[Path], folder: Path, passwords: Sequence[str]) -> None:
        self._paths = paths
        self._folder = folder
        self._changed = threading.Condition()
        self._next = 0
        self._brought: dict[int, tuple[Outcome, int]] = {}
        self._closed = False
        count = min(len(paths), os.cpu_count() or 1, MOST)
        self._children = [_Child(passwords) for _ in range(count)]
        self._threads = [
            threading.Thread(target=self._work, args=(child,), daemon=True)
            for child in self._children
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for child in self._children:
            child.stop()
        for thread in self._threads:
            thread.join()

    def take(self, number: int, progress: Progress) -> Outcome:
        """Wait for a file."""
        with self._changed:
            while number not in self._brought:
                if progress.cancelled:
                    snapshot = progress.snapshot()
                    progress.report(snapshot.done, snapshot.total, snapshot.label)
                self._changed.wait(_LOOK)
                for child in self._children:
                    child.stop_if_over_limit()
            outcome, _ = self._brought.pop(number)
            self._changed.notify_all()
        return outcome

    def _work(self, child: _Child) -> None:
        while (number := self._take_next()) is not None:
            folder = self._folder / str(number)
            folder.mkdir()
            outcome, size = child.read(self._paths[number], folder)
            _empty(folder)
            with self._changed:
                self._brought[number] = outcome, size
                self._changed.notify_all()

    def _take_next(self) -> int | None:
        with self._changed:
            while not self._closed and self._next < len(self._paths):
                waiting = sum(size for _, size in self._brought.values())
                if len(self._brought) < AHEAD and (waiting < ROOM or not self._brought):
                    self._next += 1
                    return self._next - 1
                self._changed.wait()
        return None


def _empty(folder: Path) -> None:
    with suppress(OSError):  # else it goes with the folder that holds it
        for one in folder.iterdir():
            one.unlink()
        folder.rmdir()


class _Child:
    """One process at a time, which may die at any file."""

    def __init__(self, passwords: Sequence[str]) -> None:
        self._passwords = list(passwords)
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._began = 0.0
        self._stopped = False

    def read(self, path: Path, folder: Path) -> tuple[Outcome, int]:
        """Return what a file says, and about how many bytes that takes."""
        fresh = self._process is None
        answer = self._ask(path, folder)
        if answer is None and not fresh and not self._stopped:
            answer = self._ask(path, folder)  # perhaps it was worn out by the files before
        if answer is None:
            return _refused(path), 0
        if answer.reading is None:
            return _REFUSALS.get(answer.code, ImportRefusedError)(answer.refused), 0
        files = {sha256: (folder / name).read_bytes() for sha256, name in answer.attached}
        size = (folder / ANSWER).stat().st_size + sum(map(len, files.values()))
        return replace(answer.reading, lampiran=files), size

    def stop_if_over_limit(self) -> None:
        """Kill it where it takes too long or too much."""
        with self._lock:
            process, began = self._process, self._began
            if process is None or not began or process.poll() is not None:
                return
            if clock.monotonic() - began > TIME_LIMIT or is_too_large(process.pid):
                process.kill()

    def stop(self) -> None:
        """Kill it, for good."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()
                self._close()

    def _ask(self, path: Path, folder: Path) -> Answer | None:
        """Return its answer; None where it died of the file."""
        with self._lock:
            if self._stopped:
                return None
            if self._process is None:
                self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed with its process
                self._process = _start(self._complaints)
            self._began = clock.monotonic()
            process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        line = json.dumps([str(path.absolute()), str(folder), self._passwords]) + "\n"
        try:
            process.stdin.write(line.encode("ascii"))
            process.stdin.flush()
            if process.stdout.readline() and (folder / ANSWER).stat().st_size <= OUTPUT_LIMIT:
                return from_bytes((folder / ANSWER).read_bytes())
        except (OSError, ValueError) as error:
            _log.warning("no answer for %s: %s", path.name, error)
        finally:
            self._began = 0.0
        with self._lock:
            if self._process is not None:
                self._process.kill()
                status = self._process.wait()
                self._complaints.seek(0)
                said = self._complaints.read()[-2000:].decode(errors="replace")
                _log.warning("parser for %s ended with %s: %s", path.name, status, said)
                self._close()
        return None

    def _close(self) -> None:
        assert self._process is not None
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._complaints.close()
        self._process = None


def _start(complaints: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 our own module, no shell
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _refused(path: Path) -> ImportRefusedError:
    return ImportRefusedError(
        f"Berkas “{path.name}” tidak dapat diurai dengan aman (memori atau waktu yang "
        "diperlukan melampaui batas). Berkas ini tidak dibaca."
    )
