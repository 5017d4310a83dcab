"""The two forms of the first run; the office form serves the settings page too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QWidget

from bina_desktop.application.gate import FirstUser, KantorForm
from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.pegawai import StatusKepegawaian, parse_nip
from bina_desktop.domain.wilayah import parse_kode
from bina_desktop.ui.documents import FileFault, read_file
from bina_desktop.ui.panels import FieldRows, Note, Picture, button, column, row
from bina_desktop.ui.theme import colours, sized
from bina_desktop.ui.wording import local_today, nama_status_kepegawaian

_MAX_LOGO = 1_000_000


class LogoPicker(QWidget):
    """A picture file for the kop, shown as it will be printed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.data = b""
        self._picture = Picture(size=48)
        sized(self._picture, width=64, height=64)
        self._note = Note()
        self._pick = button(self.tr("P&ilih logo…"), self.pick)
        self._clear = button(self.tr("Hapus logo"), self.clear, kind="quiet")
        self.setFocusProxy(self._pick)
        words = column(row(self._pick, self._clear, 1), self._note, spacing=4)
        layout = row(self._picture, spacing=12)
        layout.addLayout(words, 1)
        self.setLayout(layout)
        self.show_data(b"")

    def pick(self) -> None:
        """Ask for a file."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Pilih logo daerah"), "", self.tr("Gambar (*.png *.jpg *.jpeg)")
        )
        if chosen:
            self.load(Path(chosen))

    def load(self, path: Path) -> None:
        """Take a file, or say why not."""
        try:
            data = read_file(path)
        except FileFault as fault:
            self._note.say(str(fault), "fault")
            return
        if len(data) > _MAX_LOGO:
            self._note.say(
                self.tr("Berkas logo lebih dari 1 MB. Perkecil gambarnya dahulu."), "fault"
            )
        elif QImage.fromData(data).isNull():
            self._note.say(self.tr("Berkas ini bukan gambar PNG atau JPEG."), "fault")
        else:
            self.show_data(data)
            self.changed.emit()

    def clear(self) -> None:
        """Print no logo."""
        self.show_data(b"")
        self.changed.emit()

    def show_data(self, data: bytes) -> None:
        """Show these bytes of a picture; b'' is none."""
        self.data = data
        image = QImage.fromData(data) if data else QImage()
        if image.isNull():
            self._picture.show_glyph("office", colours().line_strong)
        else:
            self._picture.show_image(QPixmap.fromImage(image))
        self._clear.setEnabled(bool(data))
        text = self.tr("PNG atau JPEG, paling besar 1 MB.") if not data else ""
        self._note.say(text, "muted")


class OfficeForm(QWidget):
    """Kop data of the Dinas."""

    def __init__(self) -> None:
        super().__init__()
        self.pemda = _line(self.tr("contoh: PEMERINTAH PROVINSI …"))
        self.nama = _line(self.tr("contoh: DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL"))
        self.kode = _line(self.tr("kode provinsi dua angka"))
        sized(self.kode, max_width=200)
        self.kota = _line(self.tr("tempat surat ditandatangani"))
        self.alamat = _line(self.tr("alamat lengkap, tidak disingkat"))
        self.telepon, self.laman, self.surel = _line(), _line(), _line()
        self.kode_unit = _line(self.tr("bagian unit pada nomor surat"))
        self.logo = LogoPicker()
        fields = FieldRows()
        fields.add(self.tr("&Pemerintah daerah *"), self.pemda)
        fields.add(self.tr("&Nama dinas *"), self.nama)
        fields.add(self.tr("Kode &wilayah *"), self.kode)
        fields.add(self.tr("Ko&ta *"), self.kota)
        fields.add(self.tr("&Alamat"), self.alamat)
        fields.add(self.tr("T&elepon"), self.telepon)
        fields.add(self.tr("La&man"), self.laman)
        fields.add(self.tr("&Surel"), self.surel)
        fields.add(self.tr("Kode &unit"), self.kode_unit)
        fields.add(self.tr("Logo"), self.logo)
        self.setLayout(fields)

    def start(self) -> None:
        """Put the cursor where one begins."""
        self.pemda.setFocus()

    def fault(self) -> str:
        """Return what is missing or wrong as a sentence, '' when all is well."""
        for field, name in (
            (self.pemda, self.tr("Pemerintah daerah")),
            (self.nama, self.tr("Nama dinas")),
            (self.kode, self.tr("Kode wilayah")),
            (self.kota, self.tr("Kota")),
        ):
            if not field.text().strip():
                field.setFocus()
                return self.tr("{0} belum diisi.").format(name)
        try:
            parse_kode(self.kode.text().strip())
        except InvalidValueError as error:
            self.kode.setFocus()
            return str(error)
        return ""

    def kantor(self) -> KantorForm:
        """Return what was filled in."""
        return KantorForm(
            pemda=self.pemda.text().strip(),
            nama=self.nama.text().strip(),
            kode_wilayah=self.kode.text().strip(),
            kota=self.kota.text().strip(),
            alamat=self.alamat.text().strip(),
            telepon=self.telepon.text().strip(),
            laman=self.laman.text().strip(),
            surel=self.surel.text().strip(),
            kode_unit=self.kode_unit.text().strip(),
            logo=self.logo.data,
        )


class PersonForm(QWidget):
    """The first administrator: name, NIP, password twice."""

    def __init__(self, password_fault: Callable[[str], str]) -> None:
        super().__init__()
        self._password_fault = password_fault
        self.nama = _line(self.tr("nama lengkap dengan gelar"))
        self.status = QComboBox()
        for status in StatusKepegawaian:
            self.status.addItem(nama_status_kepegawaian(status), status)
        self.nip = _line(self.tr("18 angka; spasi boleh"))
        self.password, self.again = _line(), _line()
        for secret in (self.password, self.again):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._nip_note, self._password_note, self._again_note = Note(), Note(), Note()
        fields = FieldRows()
        fields.add(self.tr("&Nama *"), self.nama)
        fields.add(self.tr("S&tatus"), self.status)
        fields.add(self.tr("N&IP"), self.nip, self._nip_note)
        fields.add(self.tr("&Sandi *"), self.password, self._password_note)
        fields.add(self.tr("&Ulangi sandi *"), self.again, self._again_note)
        self.setLayout(fields)
        self.nip.textChanged.connect(self._check_nip)
        self.status.currentIndexChanged.connect(self._check_nip)
        self.password.textChanged.connect(self._check_password)
        self.again.textChanged.connect(self._check_password)

    def start(self) -> None:
        """Put the cursor where one begins."""
        self.nama.setFocus()

    def fault(self) -> str:
        """Return what is missing or wrong as a sentence, '' when all is well."""
        if not self.nama.text().strip():
            self.nama.setFocus()
            return self.tr("Nama belum diisi.")
        nip_fault = self._nip_fault()[0]
        if nip_fault:
            self.nip.setFocus()
            return nip_fault
        fault = self._password_fault(self.password.text())
        if fault:
            self.password.setFocus()
            return fault
        if self.password.text() != self.again.text():
            self.again.setFocus()
            return self.tr("Kedua sandi tidak sama. Ketik ulang sandi yang kedua.")
        return ""

    def first_user(self) -> FirstUser:
        """Return what was filled in; the NIP as bare digits."""
        nip = self.nip.text().strip()
        if nip:
            status = StatusKepegawaian(self.status.currentData())
            nip = parse_nip(nip, status=status, today=local_today()).digits
        return FirstUser(self.nama.text().strip(), nip, self.password.text())

    def _nip_fault(self) -> tuple[str, str]:
        """Return (error, remark)."""
        text, status = self.nip.text().strip(), StatusKepegawaian(self.status.currentData())
        if not text:
            blank_is_right = status is StatusKepegawaian.NON_ASN
            return ("" if blank_is_right else self.tr("NIP belum diisi."), "")
        try:
            nip = parse_nip(text, status=status, today=local_today())
        except InvalidValueError as error:
            return str(error), ""
        return "", " ".join(nip.warnings) or nip.display

    def _check_nip(self) -> None:
        error, remark = self._nip_fault()
        typed = bool(self.nip.text().strip())
        if error and typed:
            self._nip_note.say(error, "fault")
        else:
            self._nip_note.say(remark, "muted")

    def _check_password(self) -> None:
        password, again = self.password.text(), self.again.text()
        self._password_note.say(self._password_fault(password) if password else "", "fault")
        differs = bool(again) and not password.startswith(again)
        self._again_note.say(
            self.tr("Belum sama dengan sandi di atas.") if differs else "", "fault"
        )


def _line(placeholder: str = "") -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(placeholder)
    return made
