"""Starts the window: application, look, language; what is heavy comes after the first paint."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from bina_desktop.application.gate import Gate
from bina_desktop.settings import Settings
from bina_desktop.ui.jobs import Jobs, Lane
from bina_desktop.ui.main_window import MainWindow
from bina_desktop.ui.messages import CrashHook
from bina_desktop.ui.theme import apply_theme


def run(
    gate: Gate,
    settings: Settings,
    *,
    warm: Callable[[], None] | None = None,
    smoke: bool = False,
) -> int:
    """Show the window until it is closed; returns the exit code.

    `warm` imports what unlocking will need; it runs off the UI thread while the person types.
    `smoke` prints `painted` once the first picture stands, then ends: for packages and clocks.
    """
    app = make_application(settings)
    jobs = Jobs()
    window = MainWindow(gate, jobs)
    CrashHook(window).install()
    window.resize(1280, 720)
    if smoke:
        FirstPaint(window)
        warm = None
    window.show()
    if warm is not None:
        QTimer.singleShot(0, lambda: jobs.run(lambda _progress: warm(), lane=Lane.LONG))
    return app.exec()


class FirstPaint(QObject):
    """Says that the window was painted, and ends the program."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint event to be done with."""
        if event.type() is QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._tell)
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        print("painted", flush=True)  # noqa: T201 read by the package test and the benchmark
        QApplication.exit(0)


def make_application(settings: Settings) -> QApplication:
    """Return the application with its look and language; the existing one if there is one."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("BINA Desktop")
    app.setApplicationVersion(_version())
    app.setDesktopFileName("bina-desktop")
    QLocale.setDefault(QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia))
    _translate(app, settings)
    apply_theme(app, settings.resources_dir)
    return app


def _translate(app: QApplication, settings: Settings) -> None:
    """Load our own translation (none for Indonesian, the source) and Qt's for its dialogs."""
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    own = settings.resources_dir / "translations"
    for folder, stem in ((own, "bina_desktop"), (qt, "qtbase")):
        translator = QTranslator(app)
        if translator.load(f"{stem}_{settings.language}", str(folder)):
            app.installTranslator(translator)


def _version() -> str:
    try:
        return version("bina-desktop")
    except PackageNotFoundError:
        return ""
