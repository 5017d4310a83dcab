"""Files that come in by themselves: the folder that is watched, results, and what waits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from bina_desktop.application.batch import ArrivalState, ArrivedFile
from bina_desktop.application.services import Services
from bina_desktop.domain.bahasa import format_ukuran
from bina_desktop.domain.errors import PasswordRequiredError, WrongPasswordError
from bina_desktop.ui.dialogs.password import AskPasswordDialog
from bina_desktop.ui.dialogs.reason import ReasonDialog
from bina_desktop.ui.jobs import Jobs, Lane
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import Card, EmptyState, allow, button, column, label, row
from bina_desktop.ui.table_model import Column, RecordTable
from bina_desktop.ui.theme import colours
from bina_desktop.ui.wording import singkat


class AutomaticPanel(QWidget):
    """Chooses the folder, lists what came in, opens what waits for a person."""

    opened = Signal(object)
    """Carries the ImportPreview of a file that waits."""

    def __init__(self, services: Services, jobs: Jobs) -> None:
        super().__init__()
        self._services, self._jobs = services, jobs
        self.waiting = 0
        """How many files wait for a person."""
        self.banner = Banner()
        self.folder = label(bold=True, wrap=True, selectable=True)
        self.choose = button(self.tr("Pilih &folder…"), self._choose)
        self.stop = button(self.tr("&Hentikan"), lambda: self._watch(None), kind="quiet")
        head = Card(margins=12, spacing=6)
        head.body.addWidget(self.folder)
        head.body.addWidget(
            label(
                self.tr(
                    "Selama jendela ini terbuka, berkas .xlsx yang ditaruh di folder itu diterima "
                    "otomatis, satu kali. Yang meragukan, misalnya dari laptop yang belum "
                    "dikenal, menunggu keputusan di bawah ini."
                ),
                kind="muted",
                wrap=True,
            )
        )
        self.password = button(
            self.tr("&Kata sandi berkas…"), self._ask_folder_password, kind="quiet"
        )
        head.body.addLayout(row(self.choose, self.password, self.stop, 1))
        self.table = self._make_table()
        self._empty = EmptyState(
            self.tr("Belum ada berkas yang datang."),
            self.tr("Hasil setiap berkas tercatat di sini: diterima, menunggu, atau ditolak."),
        )
        self.open = button(self.tr("&Periksa…"), self._open, kind="primary")
        self.turn_down = button(self.tr("To&lak…"), self._turn_down)
        foot = row(self.open, self.turn_down, 1)
        layout = column(self.banner, head, self.table, self._empty, foot, spacing=8)
        layout.setStretch(2, 1)
        layout.setStretch(3, 1)
        layout.setContentsMargins(0, 12, 0, 4)
        self.setLayout(layout)
        self.table.selectionModel().selectionChanged.connect(self._update)
        self.table.activated.connect(lambda _index: self._open())

    def show_files(self, files: Sequence[ArrivedFile], watched: Path | None) -> None:
        """Show the folder and what came in, what waits first."""
        self.waiting = sum(one.state is ArrivalState.WAITING for one in files)
        self.folder.setText(
            self.tr("Folder yang dipantau: {0}").format(watched)
            if watched
            else self.tr("Tidak ada folder yang dipantau.")
        )
        for part in (self.stop, self.password):
            part.setVisible(watched is not None)
        shown = sorted(files, key=lambda one: one.state is not ArrivalState.WAITING)
        self.table.show_records(shown)
        for part in (self.table, self.open, self.turn_down):
            part.setVisible(bool(files))
        self._empty.setVisible(not files)
        if files and self.table.selected is None:
            self.table.selectRow(0)
        self._update()

    def _update(self) -> None:
        chosen = self.table.selected
        waits = chosen is not None and chosen.state is ArrivalState.WAITING
        for part in (self.open, self.turn_down):
            allow(part, waits, self.tr("Pilih berkas yang menunggu keputusan."))

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder yang dipantau"))
        if chosen:
            self._watch(Path(chosen))

    def _watch(self, folder: Path | None) -> None:
        self._jobs.run(
            lambda _progress: self._services.unattended.watch_folder(folder),
            failed=self.banner.tell_error,
            owner=self,
        )

    def _open(self, password: str = "") -> None:
        chosen = self.table.selected
        if chosen is None or chosen.state is not ArrivalState.WAITING:
            return
        self._jobs.run(
            lambda progress: self._services.unattended.open_waiting(
                chosen.sha256, progress=progress, password=password
            ),
            done=self.opened.emit,
            failed=self._ask_or_tell,
            label=self.tr("Membaca {0}").format(chosen.nama_berkas),
            lane=Lane.LONG,
            owner=self,
        )

    def _ask_or_tell(self, error: Exception) -> None:
        if not isinstance(error, PasswordRequiredError):
            self.banner.tell_error(error)
            return
        wrong = isinstance(error, WrongPasswordError)
        dialog = AskPasswordDialog(error.sentence, wrong=wrong, parent=self)
        if dialog.exec() == AskPasswordDialog.DialogCode.Accepted:
            self._open(dialog.password)

    def _ask_folder_password(self) -> None:
        """Keep the password that opens locked files of the folder."""
        dialog = AskPasswordDialog(
            self.tr("Berkas terkunci di folder yang dipantau akan dibuka dengan kata sandi ini."),
            wrong=False,
            kept=True,
            parent=self,
        )
        if dialog.exec() == AskPasswordDialog.DialogCode.Accepted:
            password = dialog.password
            self._jobs.run(
                lambda _progress: self._services.unattended.keep_folder_password(password),
                done=lambda _changes: self.banner.tell(
                    self.tr("Kata sandi folder tersimpan di basis data yang terenkripsi."), "good"
                ),
                failed=self.banner.tell_error,
                owner=self,
            )

    def _turn_down(self) -> None:
        chosen = self.table.selected
        if chosen is None:
            return
        dialog = ReasonDialog(
            self.tr("Tolak berkas"),
            self.tr(
                "{0} tidak akan diimpor dan salinannya dihapus dari antrean. Alasan ini tercatat "
                "di daftar, supaya dapat disampaikan kepada pengirimnya."
            ).format(chosen.nama_berkas),
            verb=self.tr("&Tolak berkas"),
            parent=self,
        )
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        self._jobs.run(
            lambda _progress: self._services.unattended.turn_down(chosen.sha256, dialog.alasan),
            failed=self.banner.tell_error,
            owner=self,
        )

    def _make_table(self) -> RecordTable[ArrivedFile]:
        c = colours()
        names = {
            ArrivalState.TAKEN: self.tr("Diterima"),
            ArrivalState.WAITING: self.tr("Menunggu"),
            ArrivalState.REFUSED: self.tr("Ditolak"),
        }
        shades = {
            ArrivalState.TAKEN: c.good,
            ArrivalState.WAITING: c.warn,
            ArrivalState.REFUSED: c.bad,
        }
        return RecordTable(
            [
                Column[ArrivedFile](
                    self.tr("Hasil"),
                    lambda f: names[f.state],
                    colour=lambda f: shades[f.state],
                    width=100,
                ),
                Column[ArrivedFile](
                    self.tr("Waktu (WIB)"),
                    lambda f: singkat(f.waktu),
                    sort=lambda f: f.waktu.timestamp(),
                ),
                Column[ArrivedFile](self.tr("Berkas"), lambda f: f.nama_berkas, stretch=True),
                Column[ArrivedFile](
                    self.tr("Ukuran"),
                    lambda f: format_ukuran(f.ukuran),
                    right=True,
                    sort=lambda f: f.ukuran,
                ),
                Column[ArrivedFile](
                    self.tr("Keterangan"),
                    lambda f: " ".join(f.notes) or (f.asal or self.tr("dipilih seseorang")),
                    stretch=True,
                ),
            ],
            name=self.tr("Berkas yang datang"),
        )
