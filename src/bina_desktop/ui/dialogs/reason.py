"""A reason, asked for where the SOP wants one: returning a draft, or a note in passing it on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QDialog, QPlainTextEdit, QWidget

from bina_desktop.ui.panels import FieldRows, Note, allow, button, column, label, row
from bina_desktop.ui.theme import sized

_tr = QCoreApplication.translate
_LEAST = 10


def ask_delay(late: str, parent: QWidget) -> str | None:
    """Return why a step is late, '' where `late` says nothing; None for one who thinks again."""
    if not late:
        return ""
    dialog = ReasonDialog(
        _tr("DelayReason", "Alasan keterlambatan"),
        _tr("DelayReason", "{0} Alasannya tercatat dalam lembar kendali SOP.").format(late),
        verb=_tr("DelayReason", "&Lanjutkan"),
        hint=_tr("DelayReason", "Apa yang membuat langkah ini lebih lama"),
        parent=parent,
    )
    return dialog.alasan if dialog.exec() == QDialog.DialogCode.Accepted else None


class ReasonDialog(QDialog):
    """Asks to which step and why; the reason is read by those who must act again."""

    def __init__(
        self,
        title: str,
        explanation: str,
        *,
        verb: str,
        targets: Sequence[tuple[int, str]] = (),
        optional: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        sized(self, min_width=520)
        self.target = QComboBox()
        for step, text in targets:
            self.target.addItem(text, step)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        sized(self.reason, min_height=110)
        self.reason.setPlaceholderText(
            self.tr("Catatan bagi penerima, boleh kosong")
            if optional
            else hint or self.tr("Apa yang harus diperbaiki, di bagian mana")
        )
        self._note = Note()
        self._ok = button(verb, self.accept, kind="primary")
        cancel = button(self.tr("&Batal"), self.reject)
        fields = FieldRows()
        if targets:
            fields.add(self.tr("Kembali ke &langkah"), self.target)
        self._least = 0 if optional else _LEAST
        named = self.tr("&Catatan") if optional else self.tr("&Alasan *")
        fields.add(named, self.reason, self._note)
        self.setLayout(
            column(
                label(title, size=1.2, bold=True),
                label(explanation, kind="muted", wrap=True),
                fields,
                1,
                row(1, cancel, self._ok),
                spacing=12,
                margins=18,
            )
        )
        self.reason.textChanged.connect(self._check)
        self._check()
        self.reason.setFocus()

    @property
    def alasan(self) -> str:
        """The reason as typed."""
        return self.reason.toPlainText().strip()

    @property
    def ke_langkah(self) -> int:
        """The step that must act again; 3 where there was no choice."""
        return self.target.currentData() or 3

    def _check(self) -> None:
        missing = self._least - len(self.alasan)
        text = self.tr("Tulis alasan paling sedikit {0} huruf.").format(_LEAST)
        allow(self._ok, missing <= 0, text)
        self._note.say(text if missing > 0 else "", "muted")
