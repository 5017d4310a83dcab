"""Drives the real window as a person would: buttons by their words, questions by the keyboard."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QPushButton,
    QRadioButton,
    QWidget,
)

from bina_desktop.application.contoh import SAMPLE_PASSWORD
from bina_desktop.application.services import Services
from bina_desktop.bootstrap import make_gate
from bina_desktop.domain.pegawai import Pegawai
from bina_desktop.domain.penugasan import SptId
from bina_desktop.settings import load_settings
from bina_desktop.ui.app import make_application
from bina_desktop.ui.dialogs.first_run import FirstRunPanel
from bina_desktop.ui.dialogs.unlock import UnlockPanel
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.main_window import MainWindow
from bina_desktop.ui.workspace import Workspace

W = TypeVar("W", bound=QWidget)
PATIENCE = 120.0
"""Seconds that a job may take before the robot gives up."""


class RobotError(AssertionError):
    """The window did not offer what a person would look for."""


class Robot:
    """One installation and the window in front of it."""

    def __init__(self, folder: Path, *, cache: Path, size: tuple[int, int] = (1366, 768)) -> None:
        self.settings = replace(load_settings(data_dir=folder), cache_dir=cache)
        make_application(self.settings)
        self.gate = make_gate(self.settings)
        self.jobs = Jobs()
        self.window = MainWindow(self.gate, self.jobs)
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        self.settle()

    # --- the door -----------------------------------------------------------------------------

    def start_sample(self) -> None:
        """Take "Coba dengan data contoh" in the wizard and begin."""
        self._wizard().choose_sample()
        self.settle()
        self._note_the_key()

    def start_laptop(self, person: Pegawai) -> None:
        """Set up a field laptop in the wizard."""
        wizard = self._wizard()
        wizard.choose_laptop()
        form = wizard.person
        for edit, text in (
            (form.nama, person.nama),
            (form.nip, person.nip),
            (form.password, SAMPLE_PASSWORD),
            (form.again, SAMPLE_PASSWORD),
        ):
            edit.clear()
            QTest.keyClicks(edit, text)
        self.press("Buat")
        self._note_the_key()

    def enter(self, person: Pegawai) -> None:
        """Let somebody in; whoever is in leaves first."""
        if self.window.workspace is not None:
            self.leave()
        panel = self.window.centralWidget()
        if not isinstance(panel, UnlockPanel):
            raise RobotError(f"no password question, but {panel}")
        panel.findChild(QComboBox).setCurrentText(person.nama)
        panel.enter_password(SAMPLE_PASSWORD)
        self.settle()
        if self.window.workspace is None:
            raise RobotError(panel.fault)

    def leave(self) -> None:
        """Lock the window."""
        self.window.lock()
        self.settle()

    def close(self) -> None:
        """Close the window, as at the end of a day."""
        self.window.close()
        self.settle()
        self.window.close()
        QApplication.processEvents()

    def _wizard(self) -> FirstRunPanel:
        wizard = self.window.centralWidget()
        if not isinstance(wizard, FirstRunPanel):
            raise RobotError(f"no wizard, but {wizard}")
        return wizard

    def _note_the_key(self) -> None:
        """Tick that the recovery key was written down, where the wizard shows one."""
        for box in self._all(QAbstractButton):
            if "sudah mencatatnya" in box.text() and box.isVisible():
                box.click()
        self.press("Mulai bekerja")

    # --- the workspace ------------------------------------------------------------------------

    @property
    def workspace(self) -> Workspace:
        """The tabs; raises RobotError at the door."""
        if self.window.workspace is None:
            raise RobotError("nobody is in")
        return self.window.workspace

    @property
    def services(self) -> Services:
        """The services of who is in, to look things up (never to act)."""
        return self.workspace.services

    def open_tab(self, key: str, spt: SptId | None = None) -> QWidget:
        """Bring a tab to the front."""
        self.workspace.jump(key, spt)
        self.settle()
        page = self.workspace.page(key)
        assert isinstance(page, QWidget)
        return page

    def picture(self, path: Path) -> None:
        """Save what the window shows."""
        QApplication.processEvents()
        path.parent.mkdir(parents=True, exist_ok=True)
        self.window.grab().save(str(path))

    # --- hands --------------------------------------------------------------------------------

    def press(self, words: str, *, then: Callable[[QDialog], None] | None = None) -> None:
        """Press the visible button that bears these words; `then` answers the dialog it opens."""
        target = self.button(words)
        if not target.isEnabled():
            raise RobotError(f"“{words}” is disabled: {target.toolTip()}")
        if then is not None:
            self._answer_next_dialog(then)
        QTest.mouseClick(target, Qt.MouseButton.LeftButton)
        self.settle()

    def button(self, words: str) -> QAbstractButton:
        """Find a visible button (or radio button) by its words."""
        root = QApplication.activeModalWidget() or self.window
        found = [
            one
            for one in root.findChildren(QAbstractButton)
            if one.isVisible() and _plain(one.text()).startswith(words)
        ]
        if not found:
            seen = sorted({_plain(b.text()) for b in self._all(QPushButton) if b.isVisible()})
            raise RobotError(f"no button “{words}”; there are {seen}")
        return found[0]

    def choose(self, words: str) -> None:
        """Click a radio button."""
        radio = self.button(words)
        assert isinstance(radio, QRadioButton)
        radio.click()

    def _answer_next_dialog(self, then: Callable[[QDialog], None]) -> None:
        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog):
                then(dialog)
            else:
                QTimer.singleShot(20, look)

        QTimer.singleShot(20, look)

    def _all(self, kind: type[W]) -> list[W]:
        return self.window.findChildren(kind)

    # --- patience -----------------------------------------------------------------------------

    def settle(self) -> None:
        """Wait until no job is under way and the window has drawn what came of it."""
        end = time.monotonic() + PATIENCE
        quiet = 0
        while quiet < 3:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            quiet = 0 if self.jobs.running else quiet + 1
            if self.jobs.running:
                time.sleep(0.002)
            if time.monotonic() > end:
                raise RobotError(f"still busy: {[job.label for job in self.jobs.running]}")


class Desktop:
    """Stands in for the system around the window: file dialogs and the PDF viewer."""

    def __init__(self) -> None:
        self.save_as: Path | None = None
        self.viewed: Path | None = None
        self.folder: Path | None = None
        self._before = (
            QFileDialog.getSaveFileName,
            QDesktopServices.openUrl,
            QFileDialog.getExistingDirectory,
        )
        QFileDialog.getSaveFileName = self._save  # type: ignore[method-assign]
        QDesktopServices.openUrl = self._view  # type: ignore[method-assign]
        QFileDialog.getExistingDirectory = self._choose_folder  # type: ignore[method-assign]

    def close(self) -> None:
        """Give the system's own back."""
        save, view, folder = self._before
        QFileDialog.getSaveFileName = save  # type: ignore[method-assign]
        QDesktopServices.openUrl = view  # type: ignore[method-assign]
        QFileDialog.getExistingDirectory = folder  # type: ignore[method-assign]

    def _save(self, *_arguments: object, **_options: object) -> tuple[str, str]:
        return (str(self.save_as or ""), "")

    def _choose_folder(self, *_arguments: object, **_options: object) -> str:
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
        return str(self.folder or "")

    def _view(self, url: QUrl) -> bool:
        if self.viewed is not None:
            self.viewed.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(url.toLocalFile(), self.viewed)
        return True


def _plain(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
