"""One instance per data folder: an operating-system lock with a text that names its holder.

The system frees the lock when its holder ends, however it ends; the text may outlive it.
"""

from __future__ import annotations

import getpass
import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from bina_desktop.domain.errors import DatabaseBusyError

_FAR = 2**30
"""Windows locks bytes against reading too, so the locked byte lies far past the text."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a folder open."""

    pid: int
    host: str
    user: str
    since: str
    """ISO 8601, local time with offset."""


class FolderLock:
    """Held from `acquire` to `release`, or to the end of the process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def acquire(self, *, since: datetime) -> None:
        """Take the lock. Raises DatabaseBusyError naming the holder."""
        # Opened for appending: a file that another holds must not be emptied.
        file = self._path.open("a+", encoding="utf-8")
        try:
            _lock(file)
        except OSError:
            holder = _read_holder(file)
            file.close()
            raise DatabaseBusyError(_sentence(self._path.parent, holder)) from None
        try:
            file.seek(0)
            file.truncate()
            json.dump(asdict(_this_process(since)), file)
            file.flush()
        except OSError:  # a full disk
            with suppress(OSError):  # closing tries to write once more
                file.close()
            raise
        self._file = file

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._file is None:
            return
        self._file.truncate(0)
        _unlock(self._file)
        self._file.close()
        self._file = None


def _this_process(since: datetime) -> Holder:
    return Holder(os.getpid(), socket.gethostname(), _user(), since.astimezone().isoformat())


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such account, as in a container
        return "?"


def _read_holder(file: IO[str]) -> Holder | None:
    file.seek(0)
    try:
        return Holder(**json.loads(file.read()))
    except (ValueError, TypeError):
        return None


def _sentence(folder: Path, holder: Holder | None) -> str:
    if holder is None:
        return (
            f"Folder data {folder} sedang dipakai oleh program lain. "
            "Tutup BINA Desktop yang masih terbuka, lalu coba lagi."
        )
    return (
        f"Folder data {folder} sedang dibuka oleh {holder.user} di komputer {holder.host} "
        f"(proses {holder.pid}) sejak {holder.since[:16].replace('T', ' pukul ')}. "
        "Tutup BINA Desktop di sana, lalu coba lagi."
    )


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        os.lseek(file.fileno(), _FAR, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _unlock(file: IO[str]) -> None:
        os.lseek(file.fileno(), _FAR, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
