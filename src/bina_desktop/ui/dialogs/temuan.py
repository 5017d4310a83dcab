"""The editor of a finding and the recommendation that answers it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QDialog, QPlainTextEdit, QWidget

from bina_desktop.domain.temuan import Alamat, Rekomendasi, RekomendasiId, Temuan, Tingkat
from bina_desktop.ui.panels import FieldRows, Note, button, column, label, row
from bina_desktop.ui.pickers import OptionalDate, calm
from bina_desktop.ui.theme import sized
from bina_desktop.ui.wording import nama_alamat, nama_tingkat

NEW = RekomendasiId("")


class TemuanDialog(QDialog):
    """Asks for condition, recommendation, weight, address and date."""

    def __init__(self, temuan: Temuan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._temuan = temuan
        title = self.tr("Ubah temuan") if temuan.id else self.tr("Tambah temuan")
        self.setWindowTitle(title)
        sized(self, min_width=580)
        self.kondisi, self.rekomendasi = QPlainTextEdit(), QPlainTextEdit()
        first = (
            temuan.rekomendasi[0]
            if temuan.rekomendasi
            else Rekomendasi(NEW, "", Alamat.KADIS_KAB_KOTA)
        )
        self._first = first
        for text, value in ((self.kondisi, temuan.kondisi), (self.rekomendasi, first.isi)):
            text.setTabChangesFocus(True)
            sized(text, height=84)
            text.setPlainText(value)
        self.tingkat, self.ditujukan = QComboBox(), QComboBox()
        for tingkat in Tingkat:
            self.tingkat.addItem(nama_tingkat(tingkat), tingkat)
        for alamat in Alamat:
            self.ditujukan.addItem(nama_alamat(alamat), alamat)
        self.tingkat.setCurrentIndex(self.tingkat.findData(temuan.tingkat))
        self.ditujukan.setCurrentIndex(max(0, self.ditujukan.findData(first.ditujukan)))
        calm(self.tingkat)
        calm(self.ditujukan)
        self.tenggat = OptionalDate()
        self.tenggat.day = first.tenggat
        self._fault = Note(kind="fault")
        fields = FieldRows()
        fields.add(self.tr("&Kondisi *"), self.kondisi)
        fields.add(self.tr("&Rekomendasi *"), self.rekomendasi)
        fields.add(self.tr("&Tingkat"), self.tingkat)
        fields.add(self.tr("&Ditujukan kepada"), self.ditujukan)
        fields.add(self.tr("T&enggat"), self.tenggat)
        save = button(self.tr("&Simpan"), self.accept, kind="primary", glyph="save")
        self.setLayout(
            column(
                label(title, size=1.2, bold=True),
                fields,
                self._fault,
                1,
                row(1, button(self.tr("&Batal"), self.reject), save),
                spacing=12,
                margins=18,
            )
        )

    @property
    def temuan(self) -> Temuan:
        """Return the finding as filled in."""
        return replace(
            self._temuan,
            kondisi=self.kondisi.toPlainText().strip(),
            tingkat=Tingkat(self.tingkat.currentData()),
            rekomendasi=(
                replace(
                    self._first,
                    isi=self.rekomendasi.toPlainText().strip(),
                    ditujukan=Alamat(self.ditujukan.currentData()),
                    tenggat=self.tenggat.day,
                ),
                *self._temuan.rekomendasi[1:],
            ),
        )

    def accept(self) -> None:
        """Close if both texts are there and the date is one."""
        fault = ""
        if not self.kondisi.toPlainText().strip():
            fault = self.tr("Kondisi belum diisi.")
        elif not self.rekomendasi.toPlainText().strip():
            fault = self.tr("Rekomendasi belum diisi.")
        else:
            try:
                _ = self.tenggat.day
            except ValueError:
                fault = self.tr("Tenggat bukan tanggal; tulis seperti 23-11-2026.")
        self._fault.say(fault)
        if not fault:
            super().accept()
