"""The focus is seen on every kind of control in every theme: measured on what is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTabBar,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.gui.contrast import contrast

from bina_desktop.formengine.presentation import Media
from bina_desktop.settings import Theme
from bina_desktop.ui.form.choices.picture_rows import PictureRow
from bina_desktop.ui.form.choices.rows import CheckRow, ChoiceRow, ChoiceTile, Wording
from bina_desktop.ui.form.fields.matrix import MatrixCell
from bina_desktop.ui.form.fields.range import Star
from bina_desktop.ui.form.media.drawing import DrawingBoard
from bina_desktop.ui.form.media.form_media import FormMedia
from bina_desktop.ui.look import look
from bina_desktop.ui.panels import button

WORDS = Wording("4", "4", "Baik", "seluruh standar terpenuhi", "4 – Baik")
LEAST = 0.95
"""Dots that change for each dot around a control: a line around it, less its round corners."""
Make = Callable[[QWidget], QWidget]


def pressed(kind: str) -> Make:
    def make(parent: QWidget) -> QWidget:
        made = button("Simpan", kind=kind)
        made.setParent(parent)
        return made

    return make


def checked(kind: Callable[[Wording, QWidget], ChoiceRow]) -> Make:
    def make(parent: QWidget) -> QWidget:
        row = kind(WORDS, parent)
        row.setCheckable(True)
        row.setChecked(True)
        return row

    return make


def faulty(parent: QWidget) -> QWidget:
    line = QLineEdit("120", parent)
    line.setProperty("fault", True)
    return line


def problem(parent: QWidget) -> QWidget:
    line = QFrame(parent)
    line.setObjectName("problem")
    line.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    line.setMinimumSize(200, 60)
    return line


def tabs(parent: QWidget) -> QWidget:
    bar = QTabBar(parent)
    bar.setObjectName("tabs")
    bar.addTab("Beranda")
    return bar


def section(parent: QWidget) -> QWidget:
    made = button("Catatan", kind="section")
    made.setParent(parent)
    made.setCheckable(True)
    made.setChecked(True)
    return made


def picture(parent: QWidget) -> QWidget:
    return PictureRow(WORDS, Media(image="a.png"), FormMedia(None), parent, many=False)


CONTROLS: dict[str, Make] = {
    **{f"button {kind or 'usual'}": pressed(kind) for kind in ("", "primary", "danger")},
    **{
        f"button {kind}": pressed(kind)
        for kind in ("link", "quiet", "thumbnail", "tool", "choice")
    },
    "section": section,
    "tabs": tabs,
    "line": QLineEdit,
    "faulty line": faulty,
    "text": QPlainTextEdit,
    "combo": QComboBox,
    "number": QSpinBox,
    "tick": QCheckBox,
    "radio": QRadioButton,
    "list": QListWidget,
    "table": QTableWidget,
    "problem": problem,
    "row": lambda parent: ChoiceRow(WORDS, parent),
    "chosen row": checked(ChoiceRow),
    "chosen check": checked(CheckRow),
    "tile": lambda parent: ChoiceTile(WORDS, parent),
    "chosen tile": checked(ChoiceTile),
    "chosen cell": checked(MatrixCell),
    "picture": picture,
    "star": lambda parent: Star(WORDS, parent),
    "board": lambda parent: DrawingBoard(None, parent),
}


@pytest.fixture
def controls(qtbot: QtBot) -> Iterator[dict[str, QWidget]]:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    rest = QPushButton("Lain")
    made = {name: make(window) for name, make in CONTROLS.items()}
    for one in (*made.values(), rest):
        if isinstance(one, DrawingBoard):
            one.setFixedSize(432, 180)
        elif isinstance(one, QListWidget | QTableWidget | QPlainTextEdit):
            one.setFixedSize(160, 60)
        layout.addWidget(one)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield {**made, "": rest}
    look().choose(theme=Theme.LIGHT)


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK, Theme.CONTRAST])
def test_focus_is_seen_around_every_control(controls: dict[str, QWidget], theme: Theme) -> None:
    look().choose(theme=theme)
    rest = controls.pop("")
    faint = {name: share for name, one in controls.items() if (share := seen(one, rest)) < LEAST}
    assert faint == {}


def seen(control: QWidget, rest: QWidget) -> float:
    """Return how many dots change by at least 3 : 1 with the focus, by dots around the control."""
    rest.setFocus()
    before = drawn(control)
    control.setFocus(Qt.FocusReason.TabFocusReason)
    assert control.hasFocus()
    after = drawn(control)
    pairs = Counter(zip(dots(before), dots(after), strict=True))
    strong = sum(n for (a, b), n in pairs.items() if a != b and ratio(a, b) >= 3)
    return round(strong / (2 * (control.width() + control.height())), 2)


def drawn(control: QWidget) -> QImage:
    parent = control.parentWidget()
    assert parent is not None
    whole = parent.grab(control.geometry()).toImage()
    return whole.convertToFormat(QImage.Format.Format_RGB32)


def dots(picture: QImage) -> memoryview:
    return memoryview(picture.constBits()).cast("I")


@cache
def ratio(one: int, other: int) -> float:
    return contrast(QColor.fromRgb(one), QColor.fromRgb(other))
