"""Delivery to the Ditjen: number and date of the Surat Pengantar (SOP step 7)."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from bina_desktop.ui.panels import FieldRows, Note, button, column, label, row
from bina_desktop.ui.pickers import DatePicker
from bina_desktop.ui.theme import sized


class DeliverDialog(QDialog):
    """Asks what `LaporanService.deliver` needs."""

    def __init__(self, perihal: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Sampaikan ke Ditjen Dukcapil"))
        sized(self, min_width=520)
        self.nomor = QLineEdit()
        self.nomor.setPlaceholderText(self.tr("nomor dari TU"))
        self.tanggal = DatePicker(today)
        self._fault = Note(kind="fault")
        fields = FieldRows()
        fields.add(self.tr("&Nomor surat pengantar *"), self.nomor)
        fields.add(self.tr("&Tanggal"), self.tanggal)
        text = self.tr(
            "Laporan {0} dicatat sebagai sudah disampaikan. Siklus kunjungan ini selesai; "
            "surat pengantarnya dapat dicetak sesudah ini."
        ).format(perihal)
        self.setLayout(
            column(
                label(self.windowTitle(), size=1.2, bold=True),
                label(text, kind="muted", wrap=True),
                fields,
                self._fault,
                1,
                row(
                    1,
                    button(self.tr("&Batal"), self.reject),
                    button(self.tr("&Sampaikan"), self.accept, kind="primary", glyph="send"),
                ),
                spacing=12,
                margins=18,
            )
        )

    def accept(self) -> None:
        """Close if the number is there."""
        if self.nomor.text().strip():
            super().accept()
        else:
            self._fault.say(self.tr("Nomor surat pengantar belum diisi."))
            self.nomor.setFocus()
