"""Ratification: number, date, and how it is signed; the act and its meaning are told first."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QButtonGroup, QDialog, QLineEdit, QRadioButton, QWidget

from bina_desktop.application.signature import Credential
from bina_desktop.ui.dialogs.certificate import CertificateFields
from bina_desktop.ui.dialogs.password import secret_line
from bina_desktop.ui.documents import FileFault
from bina_desktop.ui.panels import FieldRows, Note, OneEdge, button, column, label, row, scrolled
from bina_desktop.ui.pickers import DatePicker
from bina_desktop.ui.theme import open_at, sized

_INDENT = 28
"""Of what belongs to the chosen way of signing, in pixels."""


class SignDialog(QDialog):
    """Asks what `LaporanService.ratify` needs."""

    def __init__(
        self,
        perihal: str,
        today: date,
        certificate: CertificateFields,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Sahkan dan tanda tangani"))
        sized(self, min_width=660)
        self.credential: Credential | None = None
        self.nomor = QLineEdit()
        self.nomor.setPlaceholderText(self.tr("nomor dari TU, contoh: 400.12.2.5/…"))
        self.tanggal = DatePicker(today)
        self.electronic = QRadioButton(self.tr("Secara &elektronik dengan sertifikat atau token"))
        self.wet = QRadioButton(self.tr("Dengan tinta &basah: PDF dicetak, lalu ditandatangani"))
        self.electronic.setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self.electronic)
        group.addButton(self.wet)
        self.certificate = certificate
        self.own_password = secret_line()
        self._fault = Note(kind="fault")
        self._about_number = Note()
        self.electronic.toggled.connect(certificate.setEnabled)
        self.electronic.toggled.connect(self._tell_about_number)
        holder = QWidget()
        indented = column(certificate)
        indented.setContentsMargins(_INDENT, 0, 0, 0)
        holder.setLayout(indented)
        fields = FieldRows()
        fields.add(self.tr("&Nomor laporan"), self.nomor, self._about_number)
        fields.add(self.tr("&Tanggal"), self.tanggal)
        meaning = self.tr(
            "Dengan mengesahkan, Anda sebagai Kepala Dinas menyatakan laporan {0} benar dan "
            "final. Isinya dibekukan: angka, temuan, dan naskah tidak dapat diubah lagi, dan "
            "Kabid diperintahkan menyampaikan tembusan ke Ditjen Dukcapil (SOP langkah 6)."
        ).format(perihal)
        own = FieldRows()
        own.add(self.tr("Sandi &masuk Anda *"), self.own_password)
        ratify = button(self.tr("&Sahkan"), self.accept, kind="primary", glyph="sign")
        OneEdge(self, (fields, 0), (certificate.rows, _INDENT), (own, 0))
        body = QWidget()
        whole = column(
            label(meaning, wrap=True),
            fields,
            self.electronic,
            holder,
            self.wet,
            own,
            1,
            spacing=10,
        )
        whole.setContentsMargins(2, 2, 10, 2)
        body.setLayout(whole)
        self.setLayout(
            column(
                label(self.windowTitle(), size=1.2, bold=True),
                scrolled(body),
                self._fault,
                row(1, button(self.tr("Bata&l"), self.reject), ratify),
                spacing=10,
                margins=18,
            )
        )
        self._tell_about_number()
        open_at(self, 700, 590)
        self.nomor.setFocus()

    def accept(self) -> None:
        """Close if all is there; else say what is missing."""
        fault = self._missing()
        self._fault.say(fault)
        if not fault:
            super().accept()

    def _tell_about_number(self) -> None:
        self._about_number.say(
            self.tr(
                "Wajib diisi: sesudah tanda tangan elektronik tidak ada yang dapat ditulis lagi."
            )
            if self.electronic.isChecked()
            else self.tr(
                "Boleh dikosongkan: TU memberi nomor kemudian, dengan tinta pada kertas dan di "
                "tab Tim & Penugasan, bagian Nomor."
            )
        )

    def _missing(self) -> str:
        if self.electronic.isChecked() and not self.nomor.text().strip():
            self.nomor.setFocus()
            return self.tr(
                "Nomor laporan belum diisi. Mintalah nomor kepada TU, atau pilih tinta basah."
            )
        if not self.own_password.text():
            self.own_password.setFocus()
            return self.tr("Ketik sandi masuk Anda: pengesahan dilakukan oleh Anda sendiri.")
        self.credential = None
        if self.wet.isChecked():
            return ""
        if self.certificate.fault:
            return self.certificate.fault
        try:
            self.credential = self.certificate.credential()
        except FileFault as fault:
            return str(fault)
        return ""
