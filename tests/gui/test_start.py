"""What the start leaves for later."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bina_desktop.ui.app import FirstPaint


def test_what_may_wait_begins_once_the_window_was_painted(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    painted: list[bool] = []
    FirstPaint(window, lambda: painted.append(window.isVisible()))
    assert painted == []
    window.show()
    qtbot.waitUntil(lambda: painted == [True])
    with qtbot.waitExposed(window):
        window.hide()
        window.show()
    window.repaint()
    assert painted == [True]
