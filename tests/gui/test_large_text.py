"""Small screens and large letters: lines stay whole, and the main button stays in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from tests.gui import access
from tests.gui.role_screens import role_screens
from tests.gui.screens import Stage

from bina_desktop.settings import Theme
from bina_desktop.ui.dialogs.act import ActDialog
from bina_desktop.ui.dialogs.sign import SignDialog
from bina_desktop.ui.look import look

_QUICK = ("kabid_sk_tim", "kabid_spt", "41_tinjauan", "41_periksa", "20_pelimpahan")


@pytest.fixture(scope="module")
def laptop(qapp: QApplication) -> Iterator[Stage]:  # noqa: ARG001 - Qt must be there first
    """The window of a small laptop whose owner reads at 150 percent."""
    made = Stage(1366, 768)
    look().choose(theme=Theme.LIGHT, text_size=150)
    yield made
    made.close()


@pytest.fixture
def stage(laptop: Stage) -> Iterator[Stage]:
    """The same, shown for one test."""
    laptop.window.show()
    yield laptop
    laptop.tidy()
    laptop.window.hide()


Shown = Iterator[tuple[str, Callable[[], QWidget]]]


def faults_of(stage: Stage, screens: Shown, wanted: Callable[[str], bool]) -> list[str]:
    """Return what these screens hide."""
    found: list[str] = []
    for name, show in screens:
        if wanted(name):
            root = show()
            faults = (*access.sideways(root), *access.main_out_of_sight(root))
            found += [f"{name}: {fault}" for fault in faults]
            stage.tidy()
    return found


def test_officials_find_their_main_button_without_scrolling(stage: Stage) -> None:
    assert faults_of(stage, stage.screens(), _QUICK.__contains__) == []
    assert faults_of(stage, role_screens(stage), _QUICK.__contains__) == []


@pytest.mark.long
def test_kasi_and_kabid_find_the_main_button_in_every_state(stage: Stage) -> None:
    wanted = ("kasi_", "kabid_")
    assert faults_of(stage, role_screens(stage), lambda name: name.startswith(wanted)) == []


@pytest.mark.long
def test_no_screen_scrolls_sideways(stage: Stage) -> None:
    found: list[str] = []
    for name, show in stage.screens():
        found += [f"{name}: {fault}" for fault in access.sideways(show())]
        stage.tidy()
    assert found == []


def edges(dialog: QDialog, *fields: QWidget) -> set[int]:
    return {field.mapTo(dialog, QPoint(0, 0)).x() for field in fields}


@pytest.mark.parametrize("name", ["70_sahkan", "70_sampaikan", "70_tindakan", "70_siapkan"])
def test_fields_of_an_act_begin_at_one_edge(stage: Stage, name: str) -> None:
    dialog = dict(stage.screens())[name]()
    assert isinstance(dialog, SignDialog | ActDialog)
    lines = [
        one
        for one in dialog.findChildren(QLineEdit)
        if one.isVisible() and one.parentWidget() is not None and one.objectName() == ""
    ]
    assert len(edges(dialog, *lines)) == 1
