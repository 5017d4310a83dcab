"""Qt's Python binding must leave the counts of None and booleans alone (decision 0011)."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QApplication, QWidget

CALLS = 300


@pytest.mark.parametrize("name", ["hide", "activeModalWidget", "setObjectName", "isVisible"])
def test_calls_into_qt_do_not_wear_out_the_singletons(qtbot, name):
    widget = QWidget()
    qtbot.addWidget(widget)
    call = {
        "hide": widget.hide,
        "activeModalWidget": QApplication.activeModalWidget,
        "setObjectName": lambda: widget.setObjectName("x"),
        "isVisible": widget.isVisible,
    }[name]
    before = [sys.getrefcount(one) for one in (None, True, False)]
    for _ in range(CALLS):
        call()
    after = [sys.getrefcount(one) for one in (None, True, False)]
    lost = [old - new for old, new in zip(before, after, strict=True)]
    assert max(lost) < CALLS // 10
