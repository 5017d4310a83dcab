"""An act of an official: its meaning is shown, and the password asked once more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from bina_desktop.ui.dialogs.password import secret_line
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.panels import FieldRows, Note, OneEdge, button, column, label, row
from bina_desktop.ui.theme import sized


class ActDialog(QDialog):
    """Asks what an act needs; it is accepted only with the password of who is in."""

    def __init__(
        self,
        title: str,
        meaning: str,
        *,
        verb: str,
        jobs: Jobs,
        is_password: Callable[[str], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._is_password = jobs, is_password
        self._needed: list[tuple[QLineEdit, str]] = []
        self._faults: list[Callable[[], str]] = []
        self.setWindowTitle(title)
        sized(self, min_width=560)
        self.fields = FieldRows()
        self.own_password = secret_line()
        self._fault = Note(kind="fault")
        self.act = button(verb, self.accept, kind="primary", glyph="sign")
        password = FieldRows()
        password.add(self.tr("Sandi &masuk Anda *"), self.own_password, self._fault)
        self._edge = OneEdge(self, (self.fields, 0), (password, 0))
        self.setLayout(
            column(
                label(title, size=1.2, bold=True),
                label(meaning, wrap=True),
                self.fields,
                password,
                1,
                row(1, button(self.tr("&Batal"), self.reject), self.act),
                spacing=12,
                margins=18,
            )
        )

    def add(self, text: str, field: QWidget, *, missing: str = "") -> None:
        """Append a field; `missing` is said where a line stays empty."""
        self.fields.add(text, field)
        if missing and isinstance(field, QLineEdit):
            self._needed.append((field, missing))
        order_focus(self)

    def add_whole(self, fields: QWidget, fault: Callable[[], str]) -> None:
        """Append fields over the whole width; `fault` tells what is missing in them."""
        self.fields.addRow(fields)
        rows = fields.layout()
        if isinstance(rows, FieldRows):
            self._edge.add(rows)
        self._faults.append(fault)
        order_focus(self)

    def accept(self) -> None:
        """Close if all is there and the password is right; else say what is missing."""
        for field, missing in self._needed:
            if not field.text().strip():
                self._fault.say(missing)
                field.setFocus()
                return
        missing = next(filter(None, (fault() for fault in self._faults)), "")
        if missing:
            self._fault.say(missing)
            return
        password = self.own_password.text()
        self.act.setEnabled(False)
        self._jobs.run(
            lambda _progress: self._is_password(password),
            done=self._finish,
            failed=lambda error: self._fault.say(str(error)),
            ended=lambda: self.act.setEnabled(True),
            owner=self,
        )

    def _finish(self, right: bool) -> None:
        if right:
            self.own_password.clear()
            super().accept()
            return
        self._fault.say(self.tr("Sandi tidak cocok. Ketik sandi yang Anda pakai untuk masuk."))
        self.own_password.setFocus()
        self.own_password.selectAll()
