"""A line for the path of a file, with a button that picks it."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from bina_desktop.ui.panels import button, row


class FileLine(QWidget):
    """A path, typed or picked."""

    def __init__(self, hint: str, endings: str) -> None:
        """`endings` are patterns: `*.p12 *.pfx`."""
        super().__init__()
        self._hint, self._endings = hint, endings
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        pick = button(self.tr("Pili&h…"), self.pick, name=self.tr("Pilih berkas"))
        self.setLayout(row(self.line, pick))
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """Return the path."""
        return self.line.text().strip()

    def setText(self, path: str) -> None:
        """Show a path."""
        self.line.setText(path)

    def pick(self) -> None:
        """Ask for a file."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, self._hint, "", f"{self._hint} ({self._endings})"
        )
        if chosen:
            self.line.setText(chosen)
