"""Every page and every dialog: names, keys, contrast, and room for large text."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from tests.gui import access
from tests.gui.screens import Stage

from bina_desktop import ui
from bina_desktop.settings import Theme
from bina_desktop.ui.look import look

SCREEN = (1366, 768)
_FRAME_OF_WINDOWS = 40


@pytest.fixture(scope="module")
def stage(qapp: QApplication) -> Iterator[Stage]:  # noqa: ARG001 - Qt must be there first
    """One window for all walks, brought from screen to screen."""
    made = Stage(*SCREEN)
    made.window.hide()
    yield made
    made.close()


Check = Callable[[QWidget], list[str]]
NOT_WALKED = {
    "LembarPenilaianPage": "its list and its entry are screens of their own",
    "PicturedSearchOne": "a search below a picture; both are walked",
    "PicturedSearchMany": "a search below a picture; both are walked",
}
"""Widgets in no screen, and why; all others must be in one, so that none is forgotten."""


def widgets_of_the_program() -> set[type[QWidget]]:
    """Return every class of widget, dialog and window that the program has."""
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        importlib.import_module(module.name)
    found: set[type[QWidget]] = set()
    kinds: list[type[QWidget]] = [QWidget]
    while kinds:
        below = kinds.pop().__subclasses__()
        found.update(kind for kind in below if kind.__module__.startswith(f"{ui.__name__}."))
        kinds += below
    return found


def faults_of(
    stage: Stage, *checks: Check, seen: set[type] | None = None, every: int = 1
) -> list[str]:
    """Walk all screens and tell what checks find, with the name of the first such screen.

    `seen` learns which classes stood in a screen; `every` leaves out all but one in so many.
    """
    found: dict[str, str] = {}
    for name, show in islice(stage.screens(), 0, None, every):
        root = show()
        root.activateWindow()
        if seen is not None:
            for widget in (root, *access.shown(root)):
                seen.update(type(widget).__mro__)
        for check in checks:
            for fault in check(root):
                found.setdefault(fault, name)
        stage.tidy()
    stage.window.hide()
    return [f"{name}: {fault}" for fault, name in found.items()]


def test_some_screens_can_be_read_and_walked_in_large_text(stage: Stage) -> None:
    look().choose(theme=Theme.LIGHT, text_size=150)
    checks = access.nameless, access.focus_faults, access.cut_words, partial(weak, 4.5)
    assert faults_of(stage, *checks, every=8) == []


@pytest.mark.long
def test_every_screen_can_be_read_and_walked_in_large_text(stage: Stage) -> None:
    look().choose(theme=Theme.LIGHT, text_size=150)
    checks = access.nameless, access.focus_faults, access.cut_words, partial(weak, 4.5)
    seen: set[type] = set()
    assert faults_of(stage, *checks, seen=seen) == []
    left_out = {
        kind.__name__
        for kind in widgets_of_the_program()
        if kind not in seen and not kind.__name__.startswith("_")
    }
    assert left_out == set(NOT_WALKED)


@pytest.mark.long
def test_every_screen_can_be_read_in_the_dark(stage: Stage) -> None:
    look().choose(theme=Theme.DARK, text_size=100)
    assert faults_of(stage, partial(weak, 4.5)) == []


@pytest.mark.long
def test_every_screen_can_be_read_in_high_contrast_and_fits_at_200_percent(stage: Stage) -> None:
    look().choose(theme=Theme.CONTRAST, text_size=200)
    assert faults_of(stage, partial(weak, 7), fits) == []


def weak(least: float, root: QWidget) -> list[str]:
    return access.weak_words(root, least)


def fits(root: QWidget) -> list[str]:
    width, height = SCREEN
    frame = _FRAME_OF_WINDOWS if isinstance(root, QDialog) else 0
    return access.overflow(root, width, height - frame)


@pytest.mark.usefixtures("stage")
def test_the_checks_find_what_they_are_for(qtbot) -> None:
    look().choose(theme=Theme.LIGHT, text_size=100)
    bad = QDialog()
    qtbot.addWidget(bad)
    layout = QVBoxLayout(bad)
    grey, cut = QLabel("Terlalu pucat"), QLabel("Terlalu panjang untuk tempatnya")
    grey.setStyleSheet("color: #C8C8C8;")
    cut.setFixedWidth(60)
    trap, last = QPlainTextEdit(), QLineEdit()
    trap.setAccessibleName("Jebakan")
    for part in (grey, cut, QPushButton(), trap, last):
        layout.addWidget(part)
    last.setAccessibleName("Akhir")
    bad.show()
    assert [fault[:3] for fault in access.weak_words(bad, 4.5)] == ["1.5"]
    assert len(access.cut_words(bad)) == 1
    assert len(access.nameless(bad)) == 1
    assert any("not reached" in fault for fault in access.focus_faults(bad))
    trap.setTabChangesFocus(True)
    assert access.focus_faults(bad) == []
    layout.insertWidget(3, last)
    layout.activate()
    assert any("goes back" in fault for fault in access.focus_faults(bad))
    assert access.overflow(bad, 40, 40) != []
