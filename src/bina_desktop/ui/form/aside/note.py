"""The collector's note on the question where the person is; kept while it is typed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from bina_desktop.ui.form.around import Around
from bina_desktop.ui.form.aside.marks import MARGINS
from bina_desktop.ui.panels import Note, column

_PAUSE_MS: Final = 400
"""After the last key before the note is stored."""


class NotePanel(QWidget):
    """One text; stored after a pause, and at once when one goes elsewhere."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self._around = around
        self._ref = ""
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Catatan pada pertanyaan ini"))
        self._hint = Note()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.commit)
        self.text.textChanged.connect(self._wait)
        layout = column(self.text, self._hint, 0, spacing=6)
        layout.setContentsMargins(*MARGINS)
        self.setLayout(layout)
        self.show_question("")

    def show_question(self, ref: str) -> None:
        """Store what was written and show the note of another question."""
        self.commit()
        self._ref = ref
        writable = bool(ref) and self._around.controller.writable
        self.text.setReadOnly(not writable)
        self.text.setPlaceholderText(
            self.tr("Tulis yang perlu diingat tentang jawaban ini: sumber, keraguan, janji.")
            if writable
            else ""
        )
        self._write(self._around.note(ref))
        self.text.setVisible(writable or bool(self._around.note(ref)))
        self._hint.say(self._hint_words(writable=writable))

    def commit(self) -> None:
        """Keep what was written."""
        self._pause.stop()
        if self._ref:
            self._around.write_note(self._ref, self.text.toPlainText())
        self._around.controller.note_typing(False)

    def enter(self) -> None:
        """Put the cursor behind the last word."""
        self.text.setFocus()
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)

    def _wait(self) -> None:
        self._around.controller.note_typing(True)
        self._pause.start()

    def _write(self, text: str) -> None:
        self.text.blockSignals(True)
        self.text.setPlainText(text)
        self.text.blockSignals(False)

    def _hint_words(self, *, writable: bool) -> str:
        if writable:
            return self.tr("Disimpan sendiri seperti jawaban, dan ikut dalam berkas yang dikirim.")
        if not self._ref:
            return self.tr("Pilih sebuah pertanyaan untuk membaca catatannya.")
        return "" if self._around.note(self._ref) else self.tr("Tidak ada catatan di sini.")
