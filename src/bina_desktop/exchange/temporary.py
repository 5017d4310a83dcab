"""Folders in which the contents of a workbook lie in the clear for a moment."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time as clock
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

PREFIX: Final = "bina-impor-"
"""How such a folder's name begins."""
OWNED: Final = "dipakai"
"""File that the owner of a folder keeps open and locked, as long as the process lives."""
_AGE: Final = 900.0
"""Seconds after which a folder that names no owner is in nobody's use: a parser is stopped long
before."""


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Give a folder that goes afterwards; after a kill the next start removes it."""
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name:
        folder = Path(name)
        mark = folder / f"{OWNED}.baru"
        with mark.open("w") as held:
            _hold(held)
            with suppress(OSError):  # Windows moves no file that is open; there that is the lock
                mark.replace(folder / OWNED)
            yield folder


def sweep_temporary() -> None:
    """Remove what a program that was killed left behind; what cannot be removed stays."""
    limit = clock.time() - _AGE
    with suppress(OSError):
        for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
            with suppress(OSError):
                if _is_left(folder) or folder.lstat().st_mtime < limit:
                    shutil.rmtree(folder, ignore_errors=True)


if sys.platform == "win32":

    def _hold(_file: IO[str]) -> None:
        """Do nothing: an open file cannot be removed."""

    def _is_left(folder: Path) -> bool:
        """Tell whether the owner of a folder is gone."""
        mark = folder / f"{OWNED}.baru"
        if not mark.exists():
            return False
        try:
            mark.unlink()
        except OSError:
            return False
        return True

else:
    import fcntl

    def _hold(file: IO[str]) -> None:
        """Lock a file until it is closed, or its process ends."""
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _is_left(folder: Path) -> bool:
        """Tell whether the owner of a folder is gone."""
        try:
            mark = os.open(folder / OWNED, os.O_RDWR | os.O_NOFOLLOW)
        except OSError:
            return False
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        finally:
            os.close(mark)
        return True
