"""Tells whether the answers are on the disk; never claims it before they are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from bina_desktop.domain.kalender import WIB
from bina_desktop.ui.form.controller import FormController, SaveKind, SaveState
from bina_desktop.ui.panels import Picture, restyle
from bina_desktop.ui.still import Still
from bina_desktop.ui.theme import colours


class SaveLine(Still):
    """Sign and words of the save state."""

    def __init__(self, controller: FormController, parent: QWidget | None = None) -> None:
        line = QWidget()
        super().__init__(line, parent)
        self._sign = Picture()
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setAccessibleName(self.tr("Keadaan penyimpanan"))
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._sign)
        layout.addWidget(self._words, 1)
        controller.save_changed.connect(self.show_state)
        self.show_state(controller.save_state)

    @property
    def text(self) -> str:
        """What is told."""
        return self._words.text()

    def show_state(self, state: SaveState) -> None:
        """Tell another state."""
        c = colours()
        glyph, shade, kind, words = {
            SaveKind.UNTOUCHED: (
                "info",
                c.muted,
                "muted",
                self.tr("Setiap jawaban disimpan begitu diisi."),
            ),
            SaveKind.SAVING: ("save", c.muted, "muted", self.tr("Menyimpan…")),
            SaveKind.SAVED: ("check", c.good, "muted", self._saved(state)),
            SaveKind.FAILED: ("warning", c.bad, "fault", self._failed(state)),
        }[state.kind]
        self._sign.show_glyph(glyph, shade)
        restyle(self._words, "kind", kind)
        if words != self._words.text():
            self._words.setText(words)

    def _saved(self, state: SaveState) -> str:
        return self.tr("Tersimpan {0:%H.%M}").format(state.at.astimezone(WIB)) if state.at else ""

    def _failed(self, state: SaveState) -> str:
        return self.tr("Belum tersimpan, akan dicoba lagi. {0}").format(state.message)
