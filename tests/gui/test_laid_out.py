"""What stands in a layout is found without its items, which Python must never be handed."""

from __future__ import annotations

import gc

import shiboken6
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.laid_out import clear, parts_of


def items_known_to_python() -> set[int]:
    """Return where the items of layouts are of which Python has a wrapper."""
    gc.collect()
    known = (
        one
        for one in shiboken6.getAllValidWrappers()
        if isinstance(one, QLayoutItem) and not isinstance(one, QLayout)
    )
    return {shiboken6.getCppPointer(one)[0] for one in known}


def test_parts_come_in_the_order_of_their_places(qtbot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    last, first, inner = QLabel("akhir"), QLabel("awal"), QHBoxLayout()
    layout.addWidget(last)
    layout.insertWidget(0, first)
    layout.insertStretch(1)
    layout.insertLayout(2, inner)
    in_row = QLineEdit()
    inner.addWidget(in_row)
    aside = QLabel("tidak dalam tata letak", page)
    assert parts_of(layout) == [first, inner, last]
    assert parts_of(inner) == [in_row]
    assert aside.parentWidget() is page
    assert parts_of(QVBoxLayout()) == []


def test_every_kind_of_layout_tells_its_parts(qtbot) -> None:
    for kind in (QGridLayout, QStackedLayout):
        page = QWidget()
        qtbot.addWidget(page)
        layout = kind(page)
        made = [QLabel(str(number)) for number in range(3)]
        for one in made:
            layout.addWidget(one)
        assert parts_of(layout) == made


def test_cleared_widgets_are_gone_at_once_and_for_good(qtbot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    old = QLabel("lama")
    layout.addWidget(old)
    layout.addStretch(1)
    page.show()
    with qtbot.waitSignal(old.destroyed):
        clear(layout)
        assert old.isHidden()
        assert parts_of(layout) == []
    assert layout.count() == 1
    page.hide()


def test_neither_leaves_python_with_an_item_of_qt(qtbot) -> None:
    before = items_known_to_python()
    page = QWidget()
    qtbot.addWidget(page)
    layout, inner = QVBoxLayout(page), QHBoxLayout()
    layout.addLayout(inner)
    for where in (layout, inner):
        where.addWidget(QPushButton("Satu"))
        where.addStretch(1)
        where.addWidget(QPushButton("Dua"))
    order_focus(page)
    clear(inner)
    assert items_known_to_python() <= before
