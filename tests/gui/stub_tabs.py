"""The six tabs, with a stand-in for the sheets' tab, which has tests and pictures of its own."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bina_desktop.application.gate import Gate
from bina_desktop.application.work import Topic
from bina_desktop.ui.tabs import all_tabs
from bina_desktop.ui.workspace import Tab


class StubPage(QWidget):
    """A page that remembers what the window asked of it."""

    jumped = Signal(str, object)
    topics = frozenset({Topic.LEMBAR})

    def __init__(self, services, jobs, parent=None) -> None:
        super().__init__(parent)
        self.asked: list[object] = []

    def set_triwulan(self, triwulan) -> None:
        self.asked.append(triwulan)

    def refresh(self) -> None:
        self.asked.append("refresh")

    def show_spt(self, spt_id) -> None:
        self.asked.append(spt_id)

    def flush(self) -> None:
        self.asked.append("flush")


def tabs_for(gate: Gate) -> tuple[Tab, ...]:
    """Return all tabs; the sheets' one is a StubPage."""
    return tuple(
        replace(tab, load=lambda: StubPage) if tab.key == "lembar_penilaian" else tab
        for tab in all_tabs(gate)
    )
