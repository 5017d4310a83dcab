"""The door: who is in, and the password; or a new password by the recovery key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from bina_desktop.application.gate import Gate
from bina_desktop.application.services import Services
from bina_desktop.application.work import Progress
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.panels import (
    Card,
    FieldRows,
    Note,
    OneOf,
    button,
    column,
    label,
    row,
    scrolled,
)
from bina_desktop.ui.theme import sized


def emblem(size: int = 52) -> QLabel:
    """Return the mark of the program."""
    picture = QLabel()
    picture.setPixmap(QGuiApplication.windowIcon().pixmap(size, size))
    return picture


class UnlockPanel(QWidget):
    """Asks for the password; nothing of the database is read before it is right."""

    opened = Signal(object)
    """Carries Services."""

    def __init__(self, gate: Gate, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gate, self._jobs = gate, jobs
        self._busy = False
        self._user, self._user2 = QComboBox(), QComboBox()
        self._password = _secret()
        self._password.returnPressed.connect(self.unlock)
        self._fault = Note(kind="fault")
        self._enter = button(self.tr("&Masuk"), self.unlock, kind="primary", glyph="lock")
        self._key = QLineEdit()
        self._new, self._again = _secret(), _secret()
        self._reset_fault = Note(kind="fault")
        self._reset = button(self.tr("&Ganti sandi dan masuk"), self.reset, kind="primary")
        self._stack = OneOf(self._password_card(), self._recovery_card())
        sized(self._stack, width=460)
        folder = label(
            self.tr("Data di {0}").format(self._gate.folder), kind="muted", size=0.92, wrap=True
        )
        folder.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        body = QWidget()
        title = label("BINA Desktop", size=1.7, bold=True)
        subtitle = label(
            self.tr("Pembinaan Aparatur Pendaftaran Penduduk · SOP 10.07.03.021"), kind="muted"
        )
        body.setLayout(
            column(
                1,
                row(1, emblem(), column_widget(title, subtitle), 1, spacing=14),
                row(1, self._stack, 1),
                folder,
                2,
                spacing=18,
                margins=16,
            )
        )
        self.setLayout(column(scrolled(body)))
        self.refresh()

    def refresh(self) -> None:
        """Fill in who may log in and start afresh."""
        for combo in (self._user, self._user2):
            chosen = combo.currentText()
            combo.clear()
            combo.addItems(list(self._gate.users()))
            combo.setCurrentText(chosen)
        for secret in (self._password, self._new, self._again, self._key):
            secret.clear()
        self._stack.show_index(0)
        self._password.setFocus()

    @property
    def fault(self) -> str:
        """Why one was not let in, as told."""
        note = self._fault if self._stack.index == 0 else self._reset_fault
        return note.text()

    def enter_password(self, password: str) -> None:
        """Type a password and try it."""
        self._password.setText(password)
        self.unlock()

    def unlock(self) -> None:
        """Try the password."""
        user, password = self._user.currentText(), self._password.text()
        if self._busy:
            return
        if not password:
            self._fault.say(self.tr("Isi sandi lebih dahulu."))
            return
        self._work(True, self._fault)
        self._jobs.run(
            lambda _progress: self._gate.unlock(user, password),
            done=self._let_in,
            failed=lambda error: self._refuse(error, self._fault, self._password),
            ended=lambda: self._work(False),
            owner=self,
        )

    def reset(self) -> None:
        """Set a new password with the recovery key."""
        user, key, password = self._user2.currentText(), self._key.text(), self._new.text()
        fault = self._gate.password_fault(password)
        if not fault and password != self._again.text():
            fault = self.tr("Kedua sandi baru tidak sama. Ketik ulang keduanya.")
        if not key.strip():
            fault = self.tr("Isi kunci pemulihan yang dicatat saat pertama kali memasang.")
        if fault or self._busy:
            self._reset_fault.say(fault)
            return
        self._work(True, self._reset_fault)

        def work(_progress: Progress) -> Services:
            return self._gate.reset_password(user, key, password)

        self._jobs.run(
            work,
            done=self._let_in,
            failed=lambda error: self._refuse(error, self._reset_fault, self._key),
            ended=lambda: self._work(False),
            owner=self,
        )

    def _password_card(self) -> Card:
        card = Card(margins=24, spacing=14)
        fields = FieldRows()
        fields.add(self.tr("&Pengguna"), self._user)
        fields.add(self.tr("&Sandi"), self._password, self._fault)
        forgot = button(
            self.tr("&Lupa sandi? Pakai kunci pemulihan"), self.show_recovery, kind="link"
        )
        card.body.addWidget(label(self.tr("Masuk"), size=1.2, bold=True))
        card.body.addLayout(fields)
        card.body.addLayout(row(forgot, 1, self._enter))
        return card

    def _recovery_card(self) -> Card:
        card = Card(margins=24, spacing=14)
        fields = FieldRows()
        fields.add(self.tr("&Pengguna"), self._user2)
        fields.add(self.tr("&Kunci pemulihan"), self._key)
        fields.add(self.tr("&Sandi baru"), self._new)
        fields.add(self.tr("&Ulangi sandi"), self._again, self._reset_fault)
        back = button(self.tr("Kem&bali"), lambda: self._stack.show_index(0), kind="link")
        card.body.addWidget(label(self.tr("Pakai kunci pemulihan"), size=1.2, bold=True))
        card.body.addLayout(fields)
        card.body.addLayout(row(back, 1, self._reset))
        return card

    def show_recovery(self) -> None:
        """Offer the way in by the recovery key."""
        self._user2.setCurrentText(self._user.currentText())
        self._stack.show_index(1)
        self._key.setFocus()

    def _work(self, busy: bool, fault: Note | None = None) -> None:
        self._busy = busy
        for control in (self._enter, self._reset):
            control.setEnabled(not busy)
        self._enter.setText(self.tr("Membuka…") if busy else self.tr("&Masuk"))
        if fault is not None:
            fault.say("")

    def _refuse(self, error: Exception, fault: Note, field: QLineEdit) -> None:
        fault.say(str(error))
        field.setFocus()
        field.selectAll()

    def _let_in(self, services: Services) -> None:
        for secret in (self._password, self._new, self._again, self._key):
            secret.clear()
        self.opened.emit(services)


def column_widget(*items: QWidget) -> QWidget:
    """Stack widgets in one widget, so that they can stand in a row."""
    made = QWidget()
    made.setLayout(column(*items, spacing=2))
    return made


def _secret() -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made
