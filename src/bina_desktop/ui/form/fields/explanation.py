"""What is unusual about an answer, and where the person says why it stands all the same."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from bina_desktop.formengine.client import SoftWarning
from bina_desktop.ui.panels import Picture
from bina_desktop.ui.theme import colours


class Explanation(QWidget):
    """Sign and sentence of a soft warning, and a line for the explanation below."""

    given = Signal(str)
    advanced = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown = ""
        sign = Picture("warning", colours().warn)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setMinimumSize(1, 1)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.words.setProperty("kind", "warn")
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("Jelaskan mengapa jawaban ini benar"))
        self.line.editingFinished.connect(self.commit)
        self.line.returnPressed.connect(self.advanced)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 2)
        layout.setHorizontalSpacing(6)
        layout.addWidget(sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.words, 0, 1)
        layout.addWidget(self.line, 1, 1)
        layout.setColumnStretch(1, 1)

    def show_warning(self, warning: SoftWarning, *, writable: bool) -> None:
        """Show the sentence and what was said about it; words under the cursor stay."""
        self.words.setText(warning.message)
        self.line.setReadOnly(not writable)
        self.line.setAccessibleName(self.tr("Penjelasan"))
        self.line.setAccessibleDescription(warning.message)
        if not self.line.hasFocus() and self.line.text() == self._shown:
            self.line.setText(warning.explanation)
            self._shown = warning.explanation

    def take_typing_back(self) -> bool:
        """Put back what was said before; False where nothing is typed."""
        typed = self.line.text() != self._shown
        if typed:
            self.line.setText(self._shown)
        return typed

    def commit(self) -> None:
        """Hand over what was typed, once."""
        if self.line.text() != self._shown:
            self._shown = self.line.text()
            self.given.emit(self._shown)
