"""Who may log in on this machine, and where the data lies."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QWidget

from bina_desktop.application.gate import Gate, RemovedUser
from bina_desktop.application.work import Progress
from bina_desktop.domain.bahasa import format_daftar
from bina_desktop.ui.dialogs.act import ActDialog
from bina_desktop.ui.dialogs.recovery_key import RecoveryKeyDialog
from bina_desktop.ui.jobs import Jobs, Lane
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import (
    Card,
    FieldRows,
    Note,
    allow,
    button,
    column,
    label,
    row,
    scrolled,
)
from bina_desktop.ui.theme import sized

R = TypeVar("R")


class UsersPanel(QWidget):
    """Users of this data folder; a new one gets an own password."""

    def __init__(self, gate: Gate, jobs: Jobs, user: str) -> None:
        super().__init__()
        self._gate, self._jobs, self._user = gate, jobs, user
        self.banner = Banner()
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Pengguna komputer ini"))
        sized(self.list, height=120)
        self.name, self.password, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        self.name.setPlaceholderText(self.tr("nama seperti pada daftar pegawai"))
        for secret in (self.password, self.again):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._fault = Note(kind="fault")
        self.add = button(self.tr("T&ambah pengguna"), self.add_user, kind="primary", glyph="add")
        self.remove = button(self.tr("&Keluarkan pengguna…"), self.remove_user, kind="danger")
        self.list.currentRowChanged.connect(self._offer)
        self.backup = button(self.tr("Buat &cadangan"), self.make_backup, glyph="save")
        self.check = button(self.tr("&Periksa keutuhan data"), self.check_data, glyph="verify")
        self._outcome = Note()
        self._outcome.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        body = QWidget()
        layout = column(self.banner, self._users_card(), self._folder_card(), 1, spacing=12)
        layout.setContentsMargins(0, 12, 4, 6)
        body.setLayout(layout)
        sized(body, max_width=860)
        self.setLayout(column(scrolled(body)))
        self.show_users()

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

    def remove_user(self) -> None:
        """Take the key of the chosen person away, after the password of who is in."""
        name = self._gate.users()[self.list.currentRow()]
        dialog = ActDialog(
            self.tr("Keluarkan pengguna"),
            self.tr(
                "{0} tidak dapat masuk lagi di komputer ini. Catatan dan tanda tangannya tetap "
                "tersimpan. Kunci data diperbarui saat aplikasi dikunci atau ditutup, sehingga "
                "salinan kuncinya yang lama tidak membuka data sesudah itu. Cadangan lama masih "
                "terbuka dengan sandinya: buat cadangan baru, lalu hapus yang lama."
            ).format(name),
            verb=self.tr("&Keluarkan"),
            jobs=self._jobs,
            is_password=self._gate.is_password,
            parent=self,
        )
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.remove.setEnabled(False)
            self._jobs.run(
                lambda _progress: self._gate.remove_user(name),
                done=lambda removed: self._removed(name, removed),
                failed=self.banner.tell_error,
                ended=self._offer,
                owner=self,
            )

    def _removed(self, name: str, removed: RemovedUser) -> None:
        self.show_users()
        told = self.tr("{0} sudah dikeluarkan dari komputer ini.").format(name)
        if removed.waiting:
            told += " " + self.tr(
                "Kunci data diperbarui sesudah {0} masuk satu kali di sini."
            ).format(format_daftar(removed.waiting))
        self.banner.tell(told, "good")
        if removed.recovery_key:
            RecoveryKeyDialog(removed.recovery_key, self._gate.folder, self).exec()

    def _offer(self) -> None:
        place, users = self.list.currentRow(), self._gate.users()
        chosen = users[place] if 0 <= place < len(users) else ""
        why = (
            self.tr("Pilih pengguna pada daftar lebih dahulu.")
            if not chosen
            else self.tr("Anda sendiri sedang masuk; pengguna lain yang dapat mengeluarkan Anda.")
        )
        allow(self.remove, chosen not in ("", self._user), why)

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
        self.show_users()
        self.banner.tell(self.tr("{0} sekarang dapat masuk di komputer ini.").format(name), "good")

    def show_users(self) -> None:
        """Reread who may come in."""
        self.list.clear()
        for user in self._gate.users():
            mark = self.tr(" (sedang masuk)") if user == self._user else ""
            self.list.addItem(user + mark)
        self._offer()

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
        card.body.addLayout(row(self.remove, 1))
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
                    "Isinya terenkripsi; cadangannya dibuka dengan sandi yang sama. Cadangan "
                    "terletak dalam folder ini: salinlah ke flashdisk atau komputer lain."
                ),
                kind="muted",
                wrap=True,
            )
        )
        show = button(self.tr("&Buka folder"), self._open_folder, glyph="folder")
        card.body.addLayout(row(self.backup, self.check, show, 1))
        card.body.addWidget(self._outcome)
        return card

    @property
    def outcome(self) -> str:
        """What came of the last backup or check."""
        return self._outcome.text()

    def make_backup(self) -> None:
        """Copy the open database, and tell where the copy lies."""
        self._work(
            lambda _progress: self._gate.backup(),
            lambda path: self._outcome.say(
                self.tr("Cadangan sudah dibuat dan diperiksa: {0}").format(path), "good"
            ),
            self.tr("Membuat cadangan"),
        )

    def check_data(self) -> None:
        """Read every page, and compare the tables with the journal."""
        self._work(
            lambda _progress: self._gate.check(rebuild=True),
            self._tell_health,
            self.tr("Memeriksa keutuhan data"),
        )

    def _tell_health(self, faults: tuple[str, ...]) -> None:
        if not faults:
            self._outcome.say(self.tr("Data utuh: semua isinya sesuai dengan jurnal."), "good")
            return
        advice = self.tr(
            "Data tidak utuh. Jangan bekerja dahulu: salin folder data apa adanya, lalu hubungi "
            "pengelola aplikasi."
        )
        self._outcome.say("\n".join((advice, *(f"• {fault}" for fault in faults))), "fault")

    def _work(self, work: Callable[[Progress], R], done: Callable[[R], None], title: str) -> None:
        for control in (self.backup, self.check):
            control.setEnabled(False)
        self._outcome.say(title + "…", "muted")

        def ended() -> None:
            for control in (self.backup, self.check):
                control.setEnabled(True)

        self._jobs.run(
            work,
            done=done,
            failed=lambda error: self._outcome.say(str(error), "fault"),
            ended=ended,
            label=title,
            lane=Lane.LONG,
            owner=self,
        )

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._gate.folder)))
