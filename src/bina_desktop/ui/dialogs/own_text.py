"""A text of one's own in place of several that differ; it begins with all of them."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from bina_desktop.application.perbedaan import LONGEST, ConflictView, own_text
from bina_desktop.ui.panels import FieldRows, Note, allow, button, column, label, row
from bina_desktop.ui.theme import sized

_LINE = 60
"""Longest text that still reads as one line beside another."""


class OwnTextDialog(QDialog):
    """Asks for the text that shall stand; it begins with all, so that nothing is retyped."""

    def __init__(self, conflict: ConflictView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Nilai lain"))
        sized(self, min_width=620)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        sized(self.text, min_height=180)
        self._note = Note()
        self._ok = button(self.tr("&Pakai teks ini"), self.accept, kind="primary", glyph="check")
        fields = FieldRows()
        fields.add(self.tr("&Teks"), self.text, self._note)
        self.setLayout(
            column(
                label(conflict.judul, size=1.15, bold=True, wrap=True),
                label(conflict.pertanyaan, wrap=True),
                label(
                    self.tr(
                        "Semua teks yang berbeda sudah disalin ke sini. Sunting menjadi satu; "
                        "teks aslinya tetap tersimpan dalam riwayat."
                    ),
                    kind="muted",
                    wrap=True,
                ),
                fields,
                row(1, button(self.tr("&Batal"), self.reject), self._ok),
                spacing=12,
                margins=18,
            )
        )
        self.text.textChanged.connect(self._check)
        given = list(dict.fromkeys(h.teks for h in reversed(conflict.heads) if h.value != "null"))
        short = all(len(text) <= _LINE and "\n" not in text for text in given)
        self.text.setPlainText((" / " if short else "\n").join(given))
        self._check()
        self.text.setFocus()

    @property
    def value(self) -> str:
        """The text, as `settle` takes it."""
        return own_text(self.text.toPlainText())

    def _check(self) -> None:
        text = self.text.toPlainText().strip()
        fits = 0 < len(text) <= LONGEST
        words = self.tr("Tulis teksnya, paling banyak {0} huruf.").format(LONGEST)
        allow(self._ok, fits, words)
        self._note.say("" if fits else words, "fault")
