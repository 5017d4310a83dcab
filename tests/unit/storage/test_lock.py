from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bina_desktop.domain.errors import DatabaseBusyError
from bina_desktop.storage.lock import FolderLock

SINCE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from bina_desktop.storage.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
lock.acquire(since=datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
print("held", flush=True)
sys.stdin.read()
"""


def test_second_is_told_who_has_it(tmp_path: Path) -> None:
    path = tmp_path / "bina.lock"
    first, second = FolderLock(path), FolderLock(path)
    first.acquire(since=SINCE)
    with pytest.raises(DatabaseBusyError, match=r"proses \d+.*2026-11-23"):
        second.acquire(since=SINCE)
    first.release()
    second.acquire(since=SINCE)
    second.release()
    second.release()


def test_a_killed_holder_frees_it(tmp_path: Path) -> None:
    path = tmp_path / "bina.lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(DatabaseBusyError, match=f"proses {holder.pid}"):
            FolderLock(path).acquire(since=SINCE)
        holder.kill()
        holder.wait()
    mine = FolderLock(path)
    mine.acquire(since=SINCE)
    mine.release()


def test_an_unreadable_text_still_locks(tmp_path: Path) -> None:
    path = tmp_path / "bina.lock"
    first = FolderLock(path)
    first.acquire(since=SINCE)
    path.write_text("{}")
    with pytest.raises(DatabaseBusyError, match="program lain"):
        FolderLock(path).acquire(since=SINCE)
    first.release()
