"""Ratification: number, date, and how it is signed; the act and its meaning are told first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QDialog, QFileDialog, QLineEdit, QRadioButton, QWidget

from bina_desktop.ui.dialogs.password import secret_line
from bina_desktop.ui.documents import FileFault, read_file
from bina_desktop.ui.panels import FieldRows, Note, button, column, label, row
from bina_desktop.ui.pickers import DatePicker
from bina_desktop.ui.theme import sized


class SignDialog(QDialog):
    """Asks what `LaporanService.ratify` needs."""

    def __init__(self, perihal: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Sahkan dan tanda tangani"))
        sized(self, min_width=660)
        self.pkcs12: bytes | None = None
        self.nomor = QLineEdit()
        self.nomor.setPlaceholderText(self.tr("nomor dari TU, contoh: 400.12.2.5/…"))
        self.tanggal = DatePicker(today)
        self.electronic = QRadioButton(self.tr("Secara &elektronik dengan sertifikat (PKCS#12)"))
        self.wet = QRadioButton(self.tr("Dengan tinta &basah: PDF dicetak, lalu ditandatangani"))
        self.electronic.setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self.electronic)
        group.addButton(self.wet)
        self.file = QLineEdit()
        self.file.setPlaceholderText(self.tr("berkas .p12 atau .pfx"))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.own_password = secret_line()
        self._fault = Note(kind="fault")
        self._certificate = QWidget()
        self._certificate.setLayout(self._certificate_rows())
        self.electronic.toggled.connect(self._certificate.setEnabled)
        fields = FieldRows()
        fields.add(self.tr("&Nomor laporan *"), self.nomor)
        fields.add(self.tr("&Tanggal"), self.tanggal)
        meaning = self.tr(
            "Dengan mengesahkan, Anda sebagai Kepala Dinas menyatakan laporan {0} benar dan "
            "final. Isinya dibekukan: angka, temuan, dan naskah tidak dapat diubah lagi, dan "
            "Kabid diperintahkan menyampaikan tembusan ke Ditjen Dukcapil (SOP langkah 6)."
        ).format(perihal)
        own = FieldRows()
        own.add(self.tr("Sandi &masuk Anda *"), self.own_password)
        ratify = button(self.tr("&Sahkan"), self.accept, kind="primary", glyph="sign")
        self.setLayout(
            column(
                label(self.windowTitle(), size=1.2, bold=True),
                label(meaning, wrap=True),
                fields,
                self.electronic,
                self._certificate,
                self.wet,
                own,
                self._fault,
                1,
                row(1, button(self.tr("Bata&l"), self.reject), ratify),
                spacing=10,
                margins=18,
            )
        )
        self.nomor.setFocus()

    def _certificate_rows(self) -> FieldRows:
        rows = FieldRows()
        rows.setContentsMargins(28, 0, 0, 0)
        pick = button(self.tr("&Pilih…"), self.pick, name=self.tr("Pilih berkas sertifikat"))
        holder = QWidget()
        holder.setLayout(row(self.file, pick))
        holder.setFocusProxy(self.file)
        rows.add(self.tr("Be&rkas sertifikat"), holder)
        self.file.setAccessibleName(self.tr("Berkas sertifikat"))
        rows.add(self.tr("Sandi sertifi&kat"), self.password)
        return rows

    def pick(self) -> None:
        """Ask for the certificate file."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Pilih sertifikat"), "", self.tr("Sertifikat PKCS#12 (*.p12 *.pfx)")
        )
        if chosen:
            self.file.setText(chosen)

    def accept(self) -> None:
        """Close if all is there; else say what is missing."""
        fault = self._missing()
        self._fault.say(fault)
        if not fault:
            super().accept()

    def _missing(self) -> str:
        if not self.nomor.text().strip():
            self.nomor.setFocus()
            return self.tr("Nomor laporan belum diisi. Mintalah nomor kepada TU.")
        if not self.own_password.text():
            self.own_password.setFocus()
            return self.tr("Ketik sandi masuk Anda: pengesahan dilakukan oleh Anda sendiri.")
        self.pkcs12 = None
        if self.wet.isChecked():
            return ""
        if not self.file.text().strip():
            self.file.setFocus()
            return self.tr("Pilih berkas sertifikat, atau pilih tinta basah.")
        try:
            self.pkcs12 = read_file(Path(self.file.text().strip()))
        except FileFault as fault:
            return str(fault)
        return ""
