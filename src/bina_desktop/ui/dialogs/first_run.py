"""First run: what this folder is for, the office, the first person, and the recovery key."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPushButton, QWidget

from bina_desktop.application.gate import FirstUser, Gate, KantorForm
from bina_desktop.application.services import Services
from bina_desktop.application.work import Progress
from bina_desktop.ui.dialogs.first_run_forms import OfficeForm, PersonForm
from bina_desktop.ui.dialogs.recovery_sheet import write_recovery_sheet
from bina_desktop.ui.dialogs.unlock import column_widget, emblem
from bina_desktop.ui.documents import FileFault
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.panels import Card, Note, OneOf, Picture, button, column, label, row, scrolled
from bina_desktop.ui.theme import scaled, sized

_CHOICE, _OFFICE, _PERSON, _KEY = range(4)


class FirstRunPanel(QWidget):
    """Sets up a new data folder; asks, and invents nothing."""

    opened = Signal(object)
    """Carries Services."""

    def __init__(self, gate: Gate, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gate, self._jobs = gate, jobs
        self._office_wanted = True
        self._services: Services | None = None
        self.office = OfficeForm()
        self.person = PersonForm(gate.password_fault)
        self._fault = Note(kind="fault")
        self._title = label(size=1.25, bold=True)
        self._step = label(kind="muted")
        self._key = label(kind="key", selectable=True)
        self._noted = QCheckBox(self.tr("Saya sudah mencatatnya di &tempat yang aman"))
        self._start = button(self.tr("&Mulai bekerja"), self._finish, kind="primary")
        self._sample_login = label(wrap=True, selectable=True)
        self._stack = OneOf(self._choice(), self.office, self.person, self._key_panel())
        self._back = button(self.tr("&Kembali"), self._go_back)
        self._next = button(self.tr("&Lanjut"), self.go_on, kind="primary")
        card = Card(margins=24, spacing=14)
        sized(card, width=700)
        card.body.addLayout(column(self._title, self._step, spacing=2))
        card.body.addWidget(self._stack)
        card.body.addWidget(self._fault)
        card.body.addLayout(row(self._back, 1, self._next))
        body = QWidget()
        head = column_widget(
            label(self.tr("Selamat datang di BINA Desktop"), size=1.5, bold=True),
            label(self.tr("Data akan disimpan di {0}").format(gate.folder), kind="muted"),
        )
        body.setLayout(
            column(
                1,
                row(1, emblem(), head, 1, spacing=14),
                row(1, card, 1),
                2,
                spacing=16,
                margins=12,
            )
        )
        self.setLayout(column(scrolled(body)))
        self._show(_CHOICE)

    @property
    def step(self) -> int:
        """Where one is: 0 choice, 1 office, 2 person, 3 recovery key."""
        return self._stack.index

    @property
    def fault(self) -> str:
        """What is wrong, as told below the form."""
        return self._fault.text()

    def choose_office(self) -> None:
        """Set up the office's own folder."""
        self._office_wanted = True
        self._show(_OFFICE)

    def choose_laptop(self) -> None:
        """Set up a field laptop: office and team come with a Paket Tugas."""
        self._office_wanted = False
        self._show(_PERSON)

    def choose_sample(self) -> None:
        """Fill the folder with marked sample data."""

        def done(made: tuple[Services, str, str]) -> None:
            self._services, user, password = made
            self._sample_login.setText(
                self.tr(
                    "Data contoh siap. Lain kali masuklah sebagai “{0}” dengan sandi “{1}”."
                ).format(user, password)
            )
            self._show_key("")

        self._run(lambda _progress: self._gate.create_sample(), done)

    def _choice(self) -> QWidget:
        panel = QWidget()
        choices = column(spacing=10)
        for glyph, title, text, slot in (
            (
                "office",
                self.tr("&Kantor Dinas"),
                self.tr(
                    "Untuk komputer di Dinas Provinsi: membentuk Tim, menerbitkan SPT, "
                    "memeriksa dan mengesahkan laporan."
                ),
                self.choose_office,
            ),
            (
                "laptop",
                self.tr("&Laptop lapangan"),
                self.tr(
                    "Untuk anggota Tim: mengisi Lembar Penilaian di kab/kota tanpa jaringan. "
                    "Data kantor dan penugasan datang lewat Paket Tugas."
                ),
                self.choose_laptop,
            ),
            (
                "sample",
                self.tr("&Coba dengan data contoh"),
                self.tr(
                    "Untuk belajar. Semua layar dan cetakan bertanda CONTOH; "
                    "jangan dipakai untuk pekerjaan dinas."
                ),
                self.choose_sample,
            ),
        ):
            choices.addWidget(_big_choice(glyph, title, text, slot))
        panel.setLayout(choices)
        return panel

    def _key_panel(self) -> QWidget:
        panel = QWidget()
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        mono.setPointSizeF(self.font().pointSizeF())
        self._key.setFont(scaled(mono, 1.5, bold=True))
        self._key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._key.setAccessibleName(self.tr("Kunci pemulihan"))
        self._key_text = label(
            self.tr(
                "Kunci ini hanya ditampilkan sekali. Bila semua sandi terlupa, hanya kunci ini "
                "yang dapat membuka data; tidak ada jalan lain. Catat atau cetak, lalu simpan di "
                "tempat terkunci, jangan di komputer ini."
            ),
            wrap=True,
        )
        self._copy = button(self.tr("&Salin kunci"), self._copy_key, glyph="copy")
        self._save = button(self.tr("Simpan lembar &PDF…"), self._save_key, glyph="pdf")
        self._key_note = Note()
        self._noted.toggled.connect(self._start.setEnabled)
        panel.setLayout(
            column(
                self._sample_login,
                self._key_text,
                self._key,
                row(self._copy, self._save, 1),
                self._key_note,
                row(self._noted, 1, self._start),
                spacing=14,
            )
        )
        return panel

    def _show(self, step: int) -> None:
        self._stack.show_index(step)
        self._fault.say("")
        total = 3 if self._office_wanted else 2
        titles = {
            _CHOICE: (self.tr("Komputer ini akan dipakai untuk apa?"), ""),
            _OFFICE: (
                self.tr("Data kantor"),
                self.tr(
                    "Langkah 1 dari {0} · tercetak pada kop surat; yang kosong tetap kosong"
                ).format(total),
            ),
            _PERSON: self._person_title(total),
            _KEY: (
                self.tr("Kunci pemulihan"),
                self.tr("Langkah {0} dari {0}").format(total),
            ),
        }
        title, step_text = titles[step]
        self._title.setText(title)
        self._step.setText(step_text)
        self._step.setVisible(bool(step_text))
        self._back.setVisible(step in (_OFFICE, _PERSON))
        self._next.setVisible(step in (_OFFICE, _PERSON))
        self._next.setText(self.tr("&Buat") if step == _PERSON else self.tr("&Lanjut"))
        if step == _OFFICE:
            self.office.start()
        elif step == _PERSON:
            self.person.start()

    def _person_title(self, total: int) -> tuple[str, str]:
        if self._office_wanted:
            title, about = (
                self.tr("Administrator pertama"),
                self.tr("orang yang pertama masuk di komputer ini"),
            )
        else:
            title, about = (
                self.tr("Pemakai laptop ini"),
                self.tr("tulis nama dan NIP seperti dalam SPT, agar Paket Tugas mengenali Anda"),
            )
        step = self.tr("Langkah {0} dari {1}").format(total - 1, total)
        return title, f"{step} · {about}"

    def _go_back(self) -> None:
        to_office = self.step == _PERSON and self._office_wanted
        self._show(_OFFICE if to_office else _CHOICE)

    def go_on(self) -> None:
        """Check the form in front, and take the next step."""
        form = self.office if self.step == _OFFICE else self.person
        fault = form.fault()
        self._fault.say(fault)
        if fault:
            return
        if self.step == _OFFICE:
            self._show(_PERSON)
        else:
            self._create(self.person.first_user(), self.office.kantor())

    def _create(self, user: FirstUser, kantor: KantorForm) -> None:
        office = self._office_wanted

        def work(_progress: Progress) -> tuple[Services, str]:
            if office:
                return self._gate.create_office(user, kantor)
            return self._gate.create_laptop(user)

        def done(made: tuple[Services, str]) -> None:
            self._services, key = made
            self._show_key(key)

        self._run(work, done)

    def _run(self, work, done) -> None:  # noqa: ANN001 - typed where it is called
        self._stack.setEnabled(False)
        self._next.setEnabled(False)
        self._next.setText(self.tr("Menyiapkan…"))

        def ended() -> None:
            self._stack.setEnabled(True)
            self._next.setEnabled(True)
            self._next.setText(self.tr("&Buat"))

        self._jobs.run(
            work,
            done=done,
            failed=lambda error: self._fault.say(str(error)),
            ended=ended,
            owner=self,
        )

    def _show_key(self, key: str) -> None:
        self._show(_KEY)
        for widget in (self._key, self._key_text, self._copy, self._save, self._noted):
            widget.setVisible(bool(key))
        self._sample_login.setVisible(not key)
        self._key.setText(key)
        self._noted.setChecked(False)
        self._start.setEnabled(not key)
        if not key:
            self._title.setText(self.tr("Data contoh"))
            self._step.hide()

    def _copy_key(self) -> None:
        QGuiApplication.clipboard().setText(self._key.text())

    def _save_key(self) -> None:
        """Write the key to a PDF that can be printed; nothing keeps a copy."""
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Simpan lembar kunci"), "kunci-pemulihan.pdf", "PDF (*.pdf)"
        )
        if not chosen:
            return
        path, key, folder = Path(chosen), self._key.text(), self._gate.folder
        moment = datetime.now(UTC)
        try:
            write_recovery_sheet(path, key, folder=folder, moment=moment)
        except FileFault as fault:
            self._key_note.say(str(fault), "fault")
            return
        self._key_note.say(
            self.tr("Tersimpan di {0}. Cetak, simpan kertasnya, lalu hapus berkas itu.").format(
                path
            ),
            "good",
        )

    def _finish(self) -> None:
        self._key.clear()
        self.opened.emit(self._services)


def _big_choice(glyph: str, title: str, text: str, slot) -> QPushButton:  # noqa: ANN001 - a slot
    made = button("", slot, kind="choice", name=title.replace("&", ""))
    made.setAccessibleDescription(text)
    picture = Picture(glyph, size=32)
    head, body = label(title, size=1.1, bold=True), label(text, kind="muted", wrap=True)
    head.setTextFormat(Qt.TextFormat.AutoText)
    head.setBuddy(made)
    words = column(1, head, body, 1, spacing=3)
    layout = row(picture, spacing=16)
    layout.addLayout(words, 1)
    layout.setContentsMargins(16, 12, 16, 12)
    made.setLayout(layout)
    for part in (picture, head, body):
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    sized(made, min_height=84)
    return made
