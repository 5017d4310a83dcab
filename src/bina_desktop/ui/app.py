"""Starts the window: application, look, language; what is heavy comes after the first paint."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete

from bina_desktop.application.gate import Gate
from bina_desktop.application.work import Progress
from bina_desktop.settings import Settings
from bina_desktop.ui.garbage import collected_here
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.last_resort import CrashHook
from bina_desktop.ui.look import Look
from bina_desktop.ui.main_window import MainWindow

if TYPE_CHECKING:  # the form engine: it must not delay the password question
    from bina_desktop.application.formulir import FormulirService


def run(
    gate: Gate,
    settings: Settings,
    *,
    warm: Callable[[Progress], None],
    smoke: bool = False,
) -> int:
    """Show the window until it is closed; returns the exit code.

    `warm` makes ready what is needed after the password; it runs off the UI thread, and begins
    only when the first picture stands. `smoke` prints `painted` instead and ends: for packages
    and clocks.
    """
    return _shown(make_application(settings), gate, warm, smoke=smoke)


@collected_here()
def _shown(app: QApplication, gate: Gate, warm: Callable[[Progress], None], *, smoke: bool) -> int:
    jobs = Jobs()
    window = MainWindow(gate, jobs)
    CrashHook(window).install()
    window.resize(1280, 720)
    FirstPaint(window, _tell_and_end if smoke else lambda: jobs.prepare(warm))
    window.show()
    status = app.exec()
    jobs.shutdown()
    return status


def run_preview(formulir: FormulirService, settings: Settings, path: Path) -> int:
    """Show a form file to its author until the window is closed; returns the exit code."""
    return _previewed(make_application(settings), formulir, path)


@collected_here()
def _previewed(app: QApplication, formulir: FormulirService, path: Path) -> int:
    from bina_desktop.ui.preview.window import PreviewWindow

    jobs = Jobs()
    window = PreviewWindow(formulir, jobs, path)
    CrashHook(window).install()
    window.show()
    status = app.exec()
    jobs.shutdown()
    return status


class FirstPaint(QObject):
    """Does something once the window has been painted."""

    def __init__(self, window: QWidget, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint event to be done with."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return super().eventFilter(watched, event)


def _tell_and_end() -> None:
    print("painted", flush=True)  # noqa: T201 read by the package test and the benchmark
    QApplication.exit(0)


def make_application(settings: Settings) -> QApplication:
    """Return the application with its look and language; the existing one if there is one."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("BINA Desktop")
    app.setDesktopFileName("bina-desktop")
    QLocale.setDefault(QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia))
    _translate(app, settings)
    for before in app.findChildren(Look):
        # Not left to Python: until its cycles are collected it would still follow the focus.
        delete(before)
    Look(app, settings)
    return app


def _translate(app: QApplication, settings: Settings) -> None:
    """Load our own translation (none for Indonesian, the source) and Qt's for its dialogs."""
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    own = settings.resources_dir / "translations"
    for folder, stem in ((own, "bina_desktop"), (qt, "qtbase")):
        translator = QTranslator(app)
        if translator.load(f"{stem}_{settings.language}", str(folder)):
            app.installTranslator(translator)
