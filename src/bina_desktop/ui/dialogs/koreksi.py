"""A correction of one paragraph: as it stands, and as it should read."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from bina_desktop.ui.panels import FieldRows, Note, allow, button, column, label, row
from bina_desktop.ui.theme import sized


class KoreksiDialog(QDialog):
    """Asks for the new wording; the Kasi may also carry it out at once."""

    def __init__(
        self, tempat: str, semula: str, *, langsung: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Usulkan koreksi"))
        sized(self, min_width=620)
        self.langsung = False
        self._semula = semula
        self.before = _text(semula)
        self.before.setReadOnly(True)
        self.after = _text(semula)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Boleh kosong"))
        self._note = Note()
        self.propose = button(self.tr("&Usulkan"), self.accept, kind="primary")
        self.carry_out = button(self.tr("&Terapkan langsung"), self._carry_out)
        self.carry_out.setToolTip(
            self.tr("Naskah langsung berubah; koreksinya tetap tercatat semula dan menjadi.")
        )
        self.carry_out.setVisible(langsung)
        cancel = button(self.tr("&Batal"), self.reject)
        fields = FieldRows()
        if semula:
            fields.add(self.tr("&Semula"), self.before)
        fields.add(self.tr("&Menjadi"), self.after, self._note)
        fields.add(self.tr("&Alasan"), self.reason)
        self.setLayout(
            column(
                label(tempat, size=1.2, bold=True),
                label(
                    self.tr(
                        "Tim menerima atau menolak usulan ini. Kosongkan “Menjadi” untuk "
                        "menghapus paragrafnya."
                    ),
                    kind="muted",
                    wrap=True,
                ),
                fields,
                row(1, cancel, self.carry_out, self.propose),
                spacing=12,
                margins=18,
            )
        )
        self.after.textChanged.connect(self._check)
        self._check()
        self.after.setFocus()

    @property
    def menjadi(self) -> str:
        """The paragraph as it should read."""
        return self.after.toPlainText().strip()

    @property
    def alasan(self) -> str:
        """Why, as typed."""
        return self.reason.text().strip()

    def _carry_out(self) -> None:
        self.langsung = True
        self.accept()

    def _check(self) -> None:
        same = self.menjadi == self._semula.strip()
        why = self.tr("Ubah dahulu bunyi paragrafnya.")
        for control in (self.propose, self.carry_out):
            allow(control, not same, why)
        self._note.say(why if same else "")


def _text(words: str) -> QPlainTextEdit:
    made = QPlainTextEdit(words)
    made.setTabChangesFocus(True)
    sized(made, height=100)
    return made
