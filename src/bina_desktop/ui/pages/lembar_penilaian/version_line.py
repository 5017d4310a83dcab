"""One line that offers another version of the form of a sheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout

from bina_desktop.application.open_lembar import OpenLembar
from bina_desktop.ui.panels import button, label


class VersionLine(QFrame):
    """Says which version a sheet has and leads to the other one."""

    def __init__(self, opened: OpenLembar, move: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.setProperty("tone", "info")
        has, other = opened.lembar.versi, opened.versi_lain
        newer = opened.is_outdated
        words = self.tr("Lembar ini memakai formulir versi {0}; versi {1} sudah terpasang.")
        moved = self.tr("Lembar ini sudah memakai formulir versi {0}; semula versi {1}.")
        go, back = self.tr("&Pindahkan ke versi baru…"), self.tr("Kem&bali ke versi {0}…")
        text = label((words if newer else moved).format(has, other), wrap=True)
        text.setMinimumSize(1, 1)
        self.move_button = button(go if newer else back.format(other), move)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 4, 18, 4)
        layout.addWidget(text, 1)
        layout.addWidget(self.move_button)
