"""Alt and a letter must mean one thing at a time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QTabBar, QWidget

from bina_desktop.ui.dialogs.first_run import FirstRunPanel
from bina_desktop.ui.sections import Sections

_MNEMONIC = re.compile("&([^&])")


def words(root: QWidget) -> Iterator[str]:
    """Yield every text with a mnemonic that a key would reach now."""
    for widget in root.findChildren(QWidget):
        if not (widget.isVisible() and widget.isEnabled()):
            continue
        if isinstance(widget, QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QTabBar):
            yield from (widget.tabText(i) for i in range(widget.count()))
        elif isinstance(widget, QLabel):
            buddy = widget.buddy()
            if buddy is not None and buddy.isEnabled() and not isinstance(buddy, QAbstractButton):
                yield widget.text()


def clashes(root: QWidget) -> list[list[str]]:
    """Return the texts that share a letter."""
    found: dict[str, list[str]] = defaultdict(list)
    for text in words(root):
        letter = _MNEMONIC.search(text.replace("&&", ""))
        if letter:
            found[letter.group(1).lower()].append(text)
    return [texts for texts in found.values() if len(texts) > 1]


@pytest.mark.parametrize("key", ["beranda", "penugasan", "pengesahan", "pertukaran", "pengaturan"])
def test_no_letter_means_two_things_in_a_tab(window, workspace, settle, key: str) -> None:
    workspace.jump(key)
    settle()
    page = workspace.page(key)
    for sections in page.findChildren(Sections) or [None]:
        for index in range(sections.count if sections is not None else 1):
            if sections is not None:
                sections.show_section(index)
                settle()
            assert clashes(window) == []


def test_tab_reaches_the_page_before_the_foot(window, workspace, settle, qtbot) -> None:
    workspace.jump("pengaturan")
    settle()
    page = workspace.page("pengaturan")
    window.activateWindow()
    workspace.picker.setFocus()
    qtbot.waitUntil(workspace.picker.hasFocus)
    qtbot.keyClick(workspace.picker, Qt.Key.Key_Tab)
    assert page.isAncestorOf(window.focusWidget())


@pytest.mark.parametrize("step", [0, 1, 2])
def test_no_letter_means_two_things_in_the_wizard(show, gate, jobs, step: int) -> None:
    gate.new = True
    panel = show(FirstRunPanel(gate, jobs))
    if step == 1:
        panel.choose_office()
    elif step == 2:
        panel.choose_laptop()
    assert clashes(panel) == []
