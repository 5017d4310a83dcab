"""Things with a life for tests of the window: jobs, a gate, a window, answers to dialogs."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from tests.gui.fake_gate import FakeGate
from tests.gui.fake_services import World
from tests.gui.rest import rest
from tests.gui.stub_tabs import tabs_for

from bina_desktop.settings import load_settings
from bina_desktop.ui.app import make_application
from bina_desktop.ui.garbage import collected_here, generation_due
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.look import look
from bina_desktop.ui.main_window import MainWindow
from bina_desktop.ui.workspace import Workspace

PATIENCE_MS = 60_000


@pytest.fixture(autouse=True)
def _collected_between() -> Iterator[None]:
    """Collect between tests, never in the middle of what Qt does."""
    gc.disable()
    yield
    due = generation_due(gc.get_count(), gc.get_threshold(), grown=lambda: True)
    if due is not None:
        gc.collect(due)
    gc.enable()


@pytest.fixture(autouse=True)
def _tidy(
    _collected_between: None, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Dress the application; afterwards no window may be left open."""
    if not qapp.property("bina_icons"):
        make_application(load_settings(data_dir=tmp_path_factory.mktemp("setelan")))
    yield
    look().remember_aside("")
    left = [w for w in qapp.topLevelWidgets() if w.isVisible()]
    assert not left


class PatientBot(QtBot):
    """Waits as long as a machine under load may need; what never comes still fails."""

    def waitUntil(
        self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS
    ) -> None:
        """Wait for a condition."""
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: SignalInstance, *, timeout: int = PATIENCE_MS, **how: Any) -> Any:
        """Wait for a signal."""
        return super().waitSignal(signal, timeout=timeout, **how)

    def waitSignals(
        self, signals: list[SignalInstance], *, timeout: int = PATIENCE_MS, **how: Any
    ) -> Any:
        """Wait for all of several signals."""
        return super().waitSignals(signals, timeout=timeout, **how)

    def waitExposed(self, widget: QWidget, *, timeout: int = PATIENCE_MS) -> Any:
        """Wait until a window is on the screen."""
        return super().waitExposed(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Act as the person before the screen."""
    del qapp
    return PatientBot(request)


@pytest.fixture
def jobs(qtbot) -> Iterator[Jobs]:
    """Lanes whose threads end with the test; nothing may be under way by then."""
    with collected_here():  # as in the window: no lane may destroy a timer
        made = Jobs()
        yield made
        qtbot.waitUntil(lambda: not made.running)
        made.shutdown()


@pytest.fixture
def world() -> World:
    """What the fakes share."""
    return World()


@pytest.fixture
def gate(world: World, tmp_path: Path) -> FakeGate:
    """A folder with users."""
    return FakeGate(world, tmp_path)


@pytest.fixture
def show(qtbot, jobs: Jobs) -> Callable[[QWidget], QWidget]:
    """Show a widget and wait until what it reads is there; it is closed by the test's end."""

    def show_it(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.resize(1200, 800)
        widget.show()
        qtbot.waitExposed(widget)
        qtbot.waitUntil(lambda: not jobs.running)
        return widget

    return show_it


@pytest.fixture
def settle(qtbot, jobs: Jobs) -> Callable[[], None]:
    """Wait until nothing is under way."""
    return lambda: rest(qtbot, jobs)


@pytest.fixture
def window(qtbot, jobs: Jobs, gate: FakeGate) -> Iterator[MainWindow]:
    """The window at the door; the sheets' tab is a stand-in."""
    made = MainWindow(gate, jobs, tabs=tabs_for(gate))
    made.show()
    yield made
    qtbot.waitUntil(lambda: not jobs.running)
    made.hide()
    with qtbot.waitSignal(made.destroyed):
        made.deleteLater()


@pytest.fixture
def workspace(window: MainWindow, world: World, tmp_path: Path, settle) -> Workspace:
    """The tabs, one having come in."""
    window.enter(world.services(tmp_path))
    settle()
    assert window.workspace is not None
    return window.workspace


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[type[QDialog], Callable], None]:
    """Answer a modal dialog: `fill` acts on it as a person would, up to its buttons."""

    def answer_with(kind: type[QDialog], fill: Callable) -> None:
        def execute(dialog: QDialog) -> int:
            fill(dialog)
            return dialog.result()

        monkeypatch.setattr(kind, "exec", execute)

    return answer_with


@pytest.fixture
def pick(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Answer the system's file dialogs; no path is a person who thinks better of it."""

    def pick_paths(*paths: Path) -> None:
        names = [str(path) for path in paths]
        one = names[0] if names else ""
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (one, ""))
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (one, ""))
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (names, ""))

    return pick_paths
