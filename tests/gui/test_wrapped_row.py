from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from bina_desktop.ui.sections import Sections


def test_switches_that_do_not_fit_go_below_and_come_back_up(qtbot: QtBot) -> None:
    sections = Sections()
    qtbot.addWidget(sections)
    for number in range(6):
        sections.add(f"Bagian yang panjang {number}", QLabel(str(number)))
    sections.resize(sections.sizeHint().width(), 300)
    with qtbot.waitExposed(sections):
        sections.show()
    switches = sections.findChildren(QPushButton)
    qtbot.waitUntil(lambda: len({one.y() for one in switches}) == 1)
    assert sections.minimumSizeHint().width() < sections.width() / 2
    sections.resize(sections.width() // 2, 300)
    qtbot.waitUntil(lambda: len({one.y() for one in switches}) > 1)
    assert all(one.geometry().right() <= sections.width() for one in switches)
    shown = sections.findChildren(QLabel)[0]
    qtbot.waitUntil(lambda: shown.mapTo(sections, shown.rect().topLeft()).y() > switches[-1].y())
    sections.set_title(0, "Satu")
    qtbot.waitUntil(lambda: switches[1].x() < 200)
