"""Passwords of files: a new one for what goes out, the sender's for what came in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QWidget

from bina_desktop.domain.password import Strength, password_problem, password_strength
from bina_desktop.ui.panels import FieldRows, Note, button, column, label, row
from bina_desktop.ui.theme import sized


class NewPassword(QWidget):
    """A tick that asks for a password, typed twice; it says how strong it is."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.wanted = QCheckBox(self.tr("&Lindungi dengan kata sandi"))
        self.first, self.again = secret_line(), secret_line()
        self._note, self._again_note = Note(), Note(kind="fault")
        self._fields = QWidget()
        fields = FieldRows()
        fields.add(self.tr("Kata san&di berkas"), self.first, self._note)
        fields.add(self.tr("&Ulangi kata sandi"), self.again, self._again_note)
        fields.setContentsMargins(24, 0, 0, 0)
        self._fields.setLayout(fields)
        self._fields.hide()
        self.setLayout(column(self.wanted, self._fields, spacing=6))
        self.wanted.toggled.connect(self._offer)
        for line in (self.first, self.again):
            line.textChanged.connect(self._tell)

    @property
    def password(self) -> str:
        """The password; '' where none is wanted."""
        return self.first.text() if self.wanted.isChecked() else ""

    @property
    def fault(self) -> str:
        """What keeps it from being used; '' for nothing."""
        if not self.wanted.isChecked():
            return ""
        problem = password_problem(self.first.text())
        if problem:
            return problem
        if self.first.text() != self.again.text():
            return self.tr("Kedua kata sandi belum sama. Ketik ulang keduanya.")
        return ""

    def forget(self) -> None:
        """Empty the fields: it was used."""
        self.wanted.setChecked(False)
        self.first.clear()
        self.again.clear()

    def _offer(self, wanted: bool) -> None:
        self._fields.setVisible(wanted)
        if wanted:
            self.first.setFocus()
        self._tell()

    def _tell(self) -> None:
        text = self.first.text()
        strengths = {
            Strength.FAIR: self.tr("Cukup. Tambah satu atau dua kata agar lebih kuat."),
            Strength.STRONG: self.tr("Kuat. Sampaikan lewat jalan lain, bukan bersama berkasnya."),
        }
        if not text:
            self._note.say(
                self.tr(
                    "Excel dan LibreOffice meminta kata sandi ini. Bila lupa, isinya tidak dapat "
                    "dibuka siapa pun."
                )
            )
        else:
            problem = password_problem(text)
            self._note.say(
                problem or strengths[password_strength(text)], "fault" if problem else "muted"
            )
        again = self.again.text()
        differs = bool(again) and not text.startswith(again)
        self._again_note.say(
            self.tr("Belum sama dengan kata sandi di atas.") if differs else "", "fault"
        )
        self.changed.emit()


class AskPasswordDialog(QDialog):
    """Asks for the password of files that came in; says why where the first was wrong."""

    def __init__(
        self, why: str, *, wrong: bool, kept: bool = False, parent: QWidget | None = None
    ) -> None:
        """`kept`: it is stored for the watched folder, not asked for one file."""
        super().__init__(parent)
        title = self.tr("Kata sandi folder") if kept else self.tr("Berkas terkunci")
        self.setWindowTitle(title)
        sized(self, min_width=480)
        self.line = secret_line()
        note = Note(why if wrong else "", kind="fault")
        note.say(why if wrong else "", "fault")
        fields = FieldRows()
        fields.add(self.tr("&Kata sandi"), self.line, note)
        verb, no = self.tr("&Buka"), self.tr("&Lewati")
        asked = self.tr(
            "Ketik kata sandi dari pengirimnya. Kata sandi itu tidak disimpan dan dicoba juga "
            "untuk berkas lain yang dipilih bersamanya."
        )
        if kept:
            verb, no = self.tr("&Simpan"), self.tr("&Batal")
            asked = self.tr("Disimpan di basis data yang terenkripsi, hanya di komputer ini.")
        self.unlock = button(verb, self.accept, kind="primary")
        self.setLayout(
            column(
                label(title, size=1.2, bold=True),
                label(asked if wrong else f"{why}\n{asked}", kind="muted", wrap=True),
                fields,
                1,
                row(1, button(no, self.reject), self.unlock),
                spacing=12,
                margins=18,
            )
        )
        self.line.textChanged.connect(lambda text: self.unlock.setEnabled(bool(text)))
        self.unlock.setEnabled(False)
        self.line.setFocus()

    @property
    def password(self) -> str:
        """As typed."""
        return self.line.text()


def secret_line() -> QLineEdit:
    """Return a line that shows dots."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made
