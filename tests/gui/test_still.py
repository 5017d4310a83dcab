from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bina_desktop.ui.still import Still


class _Layouts(QObject):
    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.LayoutRequest
        return super().eventFilter(watched, event)


def test_other_words_lay_nothing_out_around_them_unless_they_need_another_height(
    qtbot: QtBot,
) -> None:
    window, words = QWidget(), QLabel("Satu")
    qtbot.addWidget(window)
    words.setWordWrap(True)
    still = Still(words)
    layout = QVBoxLayout(window)
    layout.addWidget(still)
    layout.addStretch(1)
    window.resize(200, 400)
    with qtbot.waitExposed(window):
        window.show()
    watch = _Layouts()
    window.installEventFilter(watch)
    before = still.height()
    words.setText("Dua")
    QCoreApplication.sendPostedEvents()
    assert watch.count == 0
    words.setText("Kata yang panjang sekali, " * 10)
    qtbot.waitUntil(lambda: still.height() > 3 * before)
    assert watch.count
    assert words.size() == still.size()
