"""Delivery to the Ditjen: number and date of the Surat Pengantar (SOP step 7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from bina_desktop.ui.dialogs.act import ActDialog
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.pickers import DatePicker


class DeliverDialog(ActDialog):
    """Asks what `LaporanService.deliver` needs, and the password: sending is an act."""

    def __init__(
        self,
        perihal: str,
        today: date,
        *,
        jobs: Jobs,
        is_password: Callable[[str], bool],
        parent: QWidget | None = None,
    ) -> None:
        words = QObject()
        super().__init__(
            words.tr("Sampaikan ke Ditjen Dukcapil"),
            words.tr(
                "Anda menyatakan laporan {0} sudah disampaikan ke Ditjen Dukcapil. Siklus "
                "kunjungan ini selesai; surat pengantarnya dapat dicetak sesudah ini."
            ).format(perihal),
            verb=words.tr("&Sampaikan"),
            jobs=jobs,
            is_password=is_password,
            parent=parent,
        )
        self.nomor = QLineEdit()
        self.nomor.setPlaceholderText(self.tr("kosong: belum bernomor, diberikan TU kemudian"))
        self.tanggal = DatePicker(today)
        self.add(self.tr("&Nomor surat pengantar"), self.nomor)
        self.add(self.tr("&Tanggal"), self.tanggal)
