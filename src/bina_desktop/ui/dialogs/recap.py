"""The recap workbook: which triwulan, which kab/kota, and whether under a password."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from bina_desktop.application.rekapitulasi import RekapScope
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import Wilayah
from bina_desktop.ui.dialogs.password import NewPassword
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.panels import FieldRows, Note, allow, button, column, label, row
from bina_desktop.ui.pickers import WilayahPicker, calm
from bina_desktop.ui.theme import sized

_USUAL = 4
"""Triwulan that are offered at first: a year."""


class RecapDialog(QDialog):
    """Asks what the recap is to be about."""

    def __init__(
        self,
        triwulan: Sequence[Triwulan],
        wilayah: Sequence[Wilayah],
        parent: QWidget | None = None,
    ) -> None:
        """`triwulan`: those that have visits, newest first."""
        super().__init__(parent)
        title = self.tr("Rekap untuk Excel")
        self.setWindowTitle(title)
        sized(self, min_width=560)
        self.first, self.last = QComboBox(), QComboBox()
        for box in (self.first, self.last):
            for one in triwulan:
                box.addItem(one.label, one)
            calm(box)
        self.first.setCurrentIndex(min(_USUAL, len(triwulan)) - 1)
        self.wilayah = WilayahPicker(everywhere=self.tr("Semua kabupaten/kota"))
        self.wilayah.offer(wilayah)
        self.password = NewPassword()
        self._note = Note()
        fields = FieldRows()
        fields.add(self.tr("&Dari"), self.first)
        fields.add(self.tr("&Sampai"), self.last)
        fields.add(self.tr("&Kabupaten/kota"), self.wilayah)
        self.write = button(self.tr("&Pilih tempat…"), self.accept, kind="primary", glyph="export")
        what = self.tr(
            "Nilai per kabupaten/kota, per triwulan, dan per aspek dengan grafik; SKM, temuan, "
            "dan semua jawaban siap untuk PivotTable. Hanya lembar final yang dihitung; responden "
            "tidak bernama."
        )
        self.setLayout(
            column(
                label(title, size=1.2, bold=True),
                label(what, kind="muted", wrap=True),
                fields,
                self.password,
                self._note,
                1,
                row(1, button(self.tr("&Batal"), self.reject), self.write),
                spacing=12,
                margins=18,
            )
        )
        for box in (self.first, self.last):
            box.currentIndexChanged.connect(self._check)
        self.password.changed.connect(self._check)
        self._check()
        order_focus(self)
        self.first.setFocus()

    @property
    def scope(self) -> RekapScope:
        """What was chosen."""
        return RekapScope(self.first.currentData(), self.last.currentData(), self.wilayah.kode)

    def _check(self) -> None:
        fault = self.password.fault
        if self.first.currentData() > self.last.currentData():
            fault = self.tr("Triwulan pertama harus sebelum triwulan terakhir.")
            self._note.say(fault, "fault")
        else:
            self._note.say("")
        allow(self.write, not fault, fault)
