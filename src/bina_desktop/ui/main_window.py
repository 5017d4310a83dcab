"""The shell: the door before, the workspace behind it, and a quiet way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from bina_desktop.application.gate import Gate
from bina_desktop.application.services import Services
from bina_desktop.application.work import Progress
from bina_desktop.ui.dialogs.unlock import UnlockPanel
from bina_desktop.ui.jobs import Jobs

if TYPE_CHECKING:  # what lies behind the door comes when somebody is let in
    from bina_desktop.ui.workspace import Tab, Workspace


class MainWindow(QMainWindow):
    """One window for everything; it closes only when all is saved."""

    def __init__(self, gate: Gate, jobs: Jobs, *, tabs: tuple[Tab, ...] | None = None) -> None:
        super().__init__()
        self._gate, self._jobs, self._tabs = gate, jobs, tabs
        self._when_saved: Callable[[], None] | None = None
        self.workspace: Workspace | None = None
        self.setWindowTitle("BINA Desktop")
        self.setMinimumSize(720, 440)
        jobs.idle.connect(self._go_on)
        jobs.refused.connect(self._stay)
        self.show_door()

    def show_door(self) -> None:
        """Ask for the password, or set up a new data folder."""
        self.workspace = None
        if self._gate.is_new():
            from bina_desktop.ui.dialogs.first_run import FirstRunPanel

            panel: UnlockPanel | FirstRunPanel = FirstRunPanel(self._gate, self._jobs)
        else:
            panel = UnlockPanel(self._gate, self._jobs)
        panel.opened.connect(self.enter)
        self._show(panel)

    def enter(self, services: Services) -> None:
        """Show the tabs in the name of the person who is in."""
        from bina_desktop.ui.tabs import all_tabs
        from bina_desktop.ui.workspace import Workspace

        tabs = self._tabs if self._tabs is not None else all_tabs(self._gate)
        self.workspace = Workspace(services, self._jobs, tabs)
        self.workspace.lock_wished.connect(self.lock)
        self._show(self.workspace)

    def lock(self) -> None:
        """Save, close the database, and ask for a password again."""
        self._after_saving(self._lock_now)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when nothing is under way any more; if saving fails, stay and say so."""
        if self.workspace is not None:
            event.ignore()
            self._after_saving(self._lock_and_close)
        elif self._jobs.running:
            event.ignore()
            self._when_saved = self._close
        else:
            event.accept()

    def _after_saving(self, go_on: Callable[[], None]) -> None:
        if self.workspace is not None:
            self.workspace.flush()
        self._when_saved = go_on
        if not self._jobs.running:
            self._go_on()
        elif self.workspace is not None:
            self.workspace.tell_waiting()

    def _go_on(self) -> None:
        if self._when_saved is None:
            return
        if self.workspace is not None:
            self.workspace.flush()  # also what was typed while it waited
            if self._jobs.running:
                return
        go_on, self._when_saved = self._when_saved, None
        go_on()

    def _stay(self) -> None:
        self._when_saved = None

    def _lock_and_close(self) -> None:
        def leave(_none: None) -> None:
            self.workspace = None
            self._when_saved = self._close

        self._run_lock(leave)

    def _lock_now(self) -> None:
        self._run_lock(lambda _none: self.show_door())

    def _run_lock(self, done: Callable[[None], None]) -> None:
        """Lock; meanwhile nothing can be typed that would find the database closed."""
        workspace = self.workspace
        if workspace is not None:
            workspace.setEnabled(False)

        def ended() -> None:
            if workspace is not None and workspace is self.workspace:  # it could not be locked
                workspace.setEnabled(True)

        self._jobs.run(self._lock_gate, done=done, ended=ended, owner=self)

    def _lock_gate(self, _progress: Progress) -> None:
        self._gate.lock()

    def _close(self) -> None:
        self.close()

    def _show(self, widget: QWidget) -> None:
        self.setCentralWidget(widget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(widget, UnlockPanel):
            widget.refresh()
