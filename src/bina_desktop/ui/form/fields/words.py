"""Words of a form as they are read: wrapped, with the markdown that labels may hold."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from bina_desktop.ui.form import markdown
from bina_desktop.ui.theme import colours


class Words(QLabel):
    """A label of a question; it may be long, hold links, and say that an answer is required."""

    def __init__(self, parent: QWidget, *, kind: str = "") -> None:
        super().__init__(parent)
        self._said: tuple[str, bool] | None = None
        self.setWordWrap(True)
        self.setOpenExternalLinks(True)
        self.setMinimumSize(1, 1)  # else Qt reserves the height of a much narrower label
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        if kind:
            self.setProperty("kind", kind)

    def say(self, text: str, *, required: bool = False, visible: bool = True) -> None:
        """Show a text of the form; nothing to say takes no room."""
        if self._said != (text, required):
            self._said = (text, required)
            self._write(text, required=required)
        shown = visible and bool(text or required)
        if self.isHidden() is shown:
            self.setVisible(shown)

    def redress(self) -> None:
        """Write anew what carries a colour in its text."""
        if self._said is not None:
            text, required = self._said
            self._write(text, required=required)

    def _write(self, text: str, *, required: bool) -> None:
        if required or markdown.is_marked(text):
            rich = markdown.to_html(text) if text else ""
            self.setTextFormat(Qt.TextFormat.RichText)
            self.setText(rich.removesuffix("</p>") + self._mark() if required else rich)
        else:
            self.setTextFormat(Qt.TextFormat.PlainText)
            self.setText(text)

    def _mark(self) -> str:
        word = html.escape(self.tr("wajib"))
        return f'&nbsp; <span style="color:{colours().bad}; font-size:small">{word}</span></p>'
