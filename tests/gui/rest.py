"""Wait until a window has come to rest."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bina_desktop.ui.jobs import Jobs


def rest(qtbot: QtBot, jobs: Jobs) -> None:
    """Wait until no job is under way, and none is begun by what was posted: storing is."""
    QApplication.processEvents()
    while jobs.running:
        qtbot.waitUntil(lambda: not jobs.running)
        QApplication.processEvents()
