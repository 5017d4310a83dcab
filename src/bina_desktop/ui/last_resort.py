"""What catches an error that nobody expected; light, for it stands guard from the start."""

from __future__ import annotations

import logging
import sys
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:  # its dialog comes when there is something to tell
    from bina_desktop.ui.messages import CrashDialog

_log = logging.getLogger(__name__)


class CrashHook:
    """Last resort: logs what nobody caught and shows it, one dialog at a time."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self._open: CrashDialog | None = None

    def install(self) -> None:
        """Take over `sys.excepthook`."""
        sys.excepthook = self.report

    def report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log and show; Ctrl+C still ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        _log.critical("unexpected error", exc_info=(kind, error, trace))
        if self._open is not None:
            return
        from bina_desktop.ui.messages import CrashDialog, describe

        self._open = CrashDialog(describe(kind, error, trace), self._parent)
        self._open.destroyed.connect(self._forget)
        self._open.open()

    def _forget(self) -> None:
        self._open = None
