"""The English log of this user: `log/bina-desktop.log` in the data folder."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

_log = logging.getLogger(__name__)


def start_log(path: Path) -> None:
    """Write the English log, one file of at most 1 MB and three before it.

    A folder that cannot be written is told at the door, in a sentence; the log must not stop it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=2**20, backupCount=3, encoding="utf-8")
    except OSError as error:
        _log.warning("no log file: %s", error)
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
