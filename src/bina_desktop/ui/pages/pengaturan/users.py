"""Who may log in on this machine, and where the data lies."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from bina_desktop.application.gate import Gate
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import Card, FieldRows, Note, button, column, label, row, scrolled


class UsersPanel(QWidget):
    """Users of this data folder; a new one gets an own password."""

    def __init__(self, gate: Gate, jobs: Jobs, user: str) -> None:
        super().__init__()
        self._gate, self._jobs, self._user = gate, jobs, user
        self.banner = Banner()
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Pengguna komputer ini"))
        self.list.setFixedHeight(120)
        self.name, self.password, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        self.name.setPlaceholderText(self.tr("nama seperti pada daftar pegawai"))
        for secret in (self.password, self.again):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._fault = Note(kind="fault")
        self.add = button(self.tr("T&ambah pengguna"), self.add_user, kind="primary", glyph="add")
        body = QWidget()
        layout = column(self.banner, self._users_card(), self._folder_card(), 1, spacing=12)
        layout.setContentsMargins(0, 12, 4, 6)
        body.setLayout(layout)
        body.setMaximumWidth(860)
        self.setLayout(column(scrolled(body)))
        self._show_users()

    def add_user(self) -> None:
        """Let another person in."""
        name, password = self.name.text().strip(), self.password.text()
        fault = self._missing(name, password)
        self._fault.say(fault)
        if fault:
            return
        self.add.setEnabled(False)
        self._jobs.run(
            lambda _progress: self._gate.add_user(name, password),
            done=lambda _none: self._added(name),
            failed=lambda error: self._fault.say(str(error)),
            ended=lambda: self.add.setEnabled(True),
            owner=self,
        )

    @property
    def fault(self) -> str:
        """What is wrong with the entry."""
        return self._fault.text()

    def _missing(self, name: str, password: str) -> str:
        if not name:
            return self.tr("Nama pengguna belum diisi.")
        fault = self._gate.password_fault(password)
        if fault:
            return fault
        if password != self.again.text():
            return self.tr("Kedua sandi tidak sama. Ketik ulang sandi yang kedua.")
        return ""

    def _added(self, name: str) -> None:
        for field in (self.name, self.password, self.again):
            field.clear()
        self._show_users()
        self.banner.tell(self.tr("{0} sekarang dapat masuk di komputer ini.").format(name), "good")

    def _show_users(self) -> None:
        self.list.clear()
        for user in self._gate.users():
            mark = self.tr(" (sedang masuk)") if user == self._user else ""
            self.list.addItem(user + mark)

    def _users_card(self) -> Card:
        card = Card(spacing=10)
        fields = FieldRows()
        fields.add(self.tr("&Nama pengguna"), self.name)
        fields.add(self.tr("&Sandi"), self.password)
        fields.add(self.tr("U&langi sandi"), self.again, self._fault)
        card.body.addWidget(label(self.tr("Pengguna komputer ini"), size=1.1, bold=True))
        card.body.addWidget(
            label(
                self.tr(
                    "Setiap orang masuk dengan sandinya sendiri. Peran diambil dari daftar "
                    "pegawai dengan nama atau NIP yang sama."
                ),
                kind="muted",
                wrap=True,
            )
        )
        card.body.addWidget(self.list)
        card.body.addLayout(fields)
        card.body.addLayout(row(self.add, 1))
        return card

    def _folder_card(self) -> Card:
        card = Card(spacing=8)
        card.body.addWidget(label(self.tr("Folder data"), size=1.1, bold=True))
        card.body.addWidget(label(str(self._gate.folder), selectable=True, wrap=True))
        card.body.addWidget(
            label(
                self.tr(
                    "Isinya terenkripsi. Untuk cadangan, tutup aplikasi lalu salin seluruh "
                    "folder ini."
                ),
                kind="muted",
                wrap=True,
            )
        )
        show = button(self.tr("&Buka folder"), self._open_folder, glyph="folder")
        card.body.addLayout(row(show, 1))
        return card

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._gate.folder)))
