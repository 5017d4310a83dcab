"""Folders in which the contents of a workbook lie in the clear for a moment."""

from __future__ import annotations

import shutil
import tempfile
import time as clock
from contextlib import suppress
from pathlib import Path
from typing import Final

PREFIX: Final = "bina-impor-"
"""How such a folder's name begins; the preview of a file that waits uses the same one."""
_AGE: Final = 900.0
"""Seconds after which none is in use: a parser is stopped long before."""


def sweep_temporary() -> None:
    """Remove what a program that was killed left behind; what cannot be removed stays."""
    limit = clock.time() - _AGE
    with suppress(OSError):
        for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
            with suppress(OSError):
                if folder.lstat().st_mtime < limit:
                    shutil.rmtree(folder, ignore_errors=True)
