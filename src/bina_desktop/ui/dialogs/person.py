"""The editor of a person: of the Dinas (with roles) or of a kab/kota (with group)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLineEdit, QWidget

from bina_desktop.application.pegawai import NipCheck
from bina_desktop.domain.pegawai import (
    Aparatur,
    Kelompok,
    Pegawai,
    Peran,
    StatusKepegawaian,
)
from bina_desktop.domain.wilayah import Wilayah
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.panels import FieldRows, Note, button, column, label, row, scrolled
from bina_desktop.ui.pickers import OptionalDate, WilayahPicker, calm
from bina_desktop.ui.theme import px, sized
from bina_desktop.ui.wording import nama_kelompok, nama_peran, nama_status_kepegawaian

_AROUND = 190
"""What title, buttons, margins and the frame of the window take of the screen's height."""

CheckNip = Callable[[str, StatusKepegawaian], NipCheck]


class PersonDialog(QDialog):
    """Fields that all people have; closes only when the name is there and the NIP is sound."""

    def __init__(self, title: str, check_nip: CheckNip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        sized(self, min_width=560)
        self._check = check_nip
        self.nama, self.nip, self.pangkat = QLineEdit(), QLineEdit(), QLineEdit()
        self.golongan, self.jabatan = QLineEdit(), QLineEdit()
        self.status = QComboBox()
        for status in StatusKepegawaian:
            self.status.addItem(nama_status_kepegawaian(status), status)
        calm(self.status)
        self.aktif = QCheckBox(self.tr("Masih akti&f"))
        self.nip.setPlaceholderText(self.tr("18 angka; kosong untuk Non-ASN"))
        self.golongan.setPlaceholderText(self.tr("contoh: III/c"))
        self._nip_note, self._fault = Note(), Note(kind="fault")
        self.fields = FieldRows()
        self.fields.add(self.tr("&Nama *"), self.nama)
        self.fields.add(self.tr("S&tatus"), self.status)
        self.fields.add(self.tr("N&IP"), self.nip, self._nip_note)
        self.fields.add(self.tr("&Pangkat"), self.pangkat)
        self.fields.add(self.tr("&Golongan"), self.golongan)
        self.fields.add(self.tr("&Jabatan"), self.jabatan)
        self.nip.textChanged.connect(self._tell_nip)
        self.status.currentIndexChanged.connect(self._tell_nip)
        body = QWidget()
        body.setLayout(column(self.fields, self.aktif, 1, spacing=9))
        self._area = scrolled(body)
        save = button(self.tr("&Simpan"), self.accept, kind="primary", glyph="save")
        self.setLayout(
            column(
                label(title, size=1.2, bold=True),
                self._area,
                self._fault,
                row(1, button(self.tr("&Batal"), self.reject), save),
                spacing=12,
                margins=18,
            )
        )

    @property
    def fault(self) -> str:
        """What keeps the dialog open."""
        return self._fault.text()

    def fill(self, person: Pegawai | Aparatur) -> None:
        """Show what both kinds have."""
        self.nama.setText(person.nama)
        self.status.setCurrentIndex(self.status.findData(person.status))
        self.nip.setText(person.nip)
        self.pangkat.setText(person.pangkat)
        self.golongan.setText(person.golongan)
        self.jabatan.setText(person.jabatan)
        self.aktif.setChecked(person.aktif)
        self.nama.setFocus()
        self.nama.deselect()
        order_focus(self)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure once more: only now do notes know over how many lines they go."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self.fit)

    def fit(self) -> None:
        """Be as tall as the fields need, but never taller than the screen."""
        content = self._area.widget()
        needed = content.sizeHint().height() if content is not None else 0
        room = self.screen().availableGeometry().height() - px(_AROUND)
        self._area.setMinimumHeight(min(needed + 4, room))
        self.adjustSize()

    def accept(self) -> None:
        """Close if name and NIP are right; else say which is not."""
        check = self._check(self.nip.text(), StatusKepegawaian(self.status.currentData()))
        if not self.nama.text().strip():
            self._fault.say(self.tr("Nama belum diisi."))
            self.nama.setFocus()
        elif check.error:
            self._fault.say(check.error)
            self.nip.setFocus()
        else:
            super().accept()

    def _digits(self) -> str:
        return "".join(c for c in self.nip.text() if c.isdigit())

    def _tell_nip(self) -> None:
        if not self.nip.text().strip():
            self._nip_note.say("")
            return
        check = self._check(self.nip.text(), StatusKepegawaian(self.status.currentData()))
        if check.error:
            self._nip_note.say(check.error, "fault")
        elif check.warnings:
            self._nip_note.say(" ".join(check.warnings), "warn")
        else:
            self._nip_note.say(check.display, "muted")


class PegawaiDialog(PersonDialog):
    """A person of the provincial Dinas, with the roles the SOP knows."""

    def __init__(
        self, pegawai: Pegawai, check_nip: CheckNip, parent: QWidget | None = None
    ) -> None:
        words = QObject()
        title = words.tr("Ubah pegawai") if pegawai.id else words.tr("Tambah pegawai")
        super().__init__(title, check_nip, parent)
        self._pegawai = pegawai
        self._roles = {peran: QCheckBox(nama_peran(peran)) for peran in Peran}
        holder = QWidget()
        holder.setLayout(column(*self._roles.values(), spacing=0))
        holder.setFocusProxy(self._roles[Peran.ADMIN])
        self.fields.add(self.tr("P&eran"), holder)
        for peran, box in self._roles.items():
            box.setChecked(peran in pegawai.peran)
        self.fill(pegawai)

    @property
    def pegawai(self) -> Pegawai:
        """Return the person as filled in."""
        return replace(
            self._pegawai,
            nama=self.nama.text().strip(),
            nip=self._digits(),
            status=StatusKepegawaian(self.status.currentData()),
            pangkat=self.pangkat.text().strip(),
            golongan=self.golongan.text().strip(),
            jabatan=self.jabatan.text().strip(),
            peran=frozenset(p for p, box in self._roles.items() if box.isChecked()),
            aktif=self.aktif.isChecked(),
        )


class AparaturDialog(PersonDialog):
    """An officer who is assessed."""

    def __init__(
        self,
        aparatur: Aparatur,
        wilayah: Sequence[Wilayah],
        check_nip: CheckNip,
        parent: QWidget | None = None,
    ) -> None:
        words = QObject()
        title = words.tr("Ubah aparatur") if aparatur.id else words.tr("Tambah aparatur")
        super().__init__(title, check_nip, parent)
        self._aparatur = aparatur
        self.wilayah = WilayahPicker()
        self.wilayah.offer(wilayah)
        self.wilayah.pick(aparatur.kode_wilayah)
        self.kelompok = QComboBox()
        for kelompok in Kelompok:
            self.kelompok.addItem(nama_kelompok(kelompok), kelompok)
        self.kelompok.setCurrentIndex(self.kelompok.findData(aparatur.kelompok))
        calm(self.kelompok)
        self.tmt, self.pendidikan, self.atasan = OptionalDate(), QLineEdit(), QLineEdit()
        self.fields.add(self.tr("&Kabupaten/Kota"), self.wilayah)
        self.fields.add(self.tr("Ke&lompok"), self.kelompok)
        self.fields.add(self.tr("T&MT jabatan"), self.tmt)
        self.fields.add(self.tr("Pen&didikan"), self.pendidikan)
        self.fields.add(self.tr("At&asan langsung"), self.atasan)
        self.tmt.day = aparatur.tmt_jabatan
        self.pendidikan.setText(aparatur.pendidikan)
        self.atasan.setText(aparatur.atasan)
        self.fill(aparatur)

    def accept(self) -> None:
        """Close if the date is one, and the rest is right."""
        try:
            _ = self.tmt.day
        except ValueError:
            self._fault.say(self.tr("TMT jabatan bukan tanggal; tulis seperti 23-11-2026."))
            self.tmt.setFocus()
            return
        super().accept()

    @property
    def aparatur(self) -> Aparatur:
        """Return the officer as filled in."""
        kode = self.wilayah.kode
        assert kode is not None
        return replace(
            self._aparatur,
            kode_wilayah=kode,
            nama=self.nama.text().strip(),
            nip=self._digits(),
            status=StatusKepegawaian(self.status.currentData()),
            pangkat=self.pangkat.text().strip(),
            golongan=self.golongan.text().strip(),
            jabatan=self.jabatan.text().strip(),
            kelompok=Kelompok(self.kelompok.currentData()),
            tmt_jabatan=self.tmt.day,
            pendidikan=self.pendidikan.text().strip(),
            atasan=self.atasan.text().strip(),
            aktif=self.aktif.isChecked(),
        )
