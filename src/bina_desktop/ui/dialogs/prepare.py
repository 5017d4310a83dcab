"""A Laporan is made ready to be signed by several, or elsewhere: way, signer, number and day."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from bina_desktop.domain.arsip import CaraTandaTangan
from bina_desktop.domain.pegawai import PegawaiId
from bina_desktop.ui.dialogs.act import ActDialog
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.pickers import DatePicker
from bina_desktop.ui.wording import local_today


class PrepareDialog(ActDialog):
    """Asks what `TandaTanganService.prepare` needs."""

    def __init__(
        self,
        signers: Sequence[tuple[PegawaiId, str]],
        *,
        jobs: Jobs,
        is_password: Callable[[str], bool],
        parent: QWidget,
    ) -> None:
        """`signers` may sign as the last; they are asked for where there are several."""
        words = QObject()
        super().__init__(
            words.tr("Siapkan naskah"),
            words.tr(
                "Laporan digambar satu kali dan dibekukan untuk ditandatangani. Bila data "
                "kunjungan berubah sesudahnya, naskah harus disiapkan kembali."
            ),
            verb=words.tr("&Siapkan"),
            jobs=jobs,
            is_password=is_password,
            parent=parent,
        )
        self.way, self.last = QComboBox(), QComboBox()
        self.way.currentTextChanged.connect(self.way.setToolTip)  # longer than its field
        self.way.addItem(
            self.tr("Bersama: sertifikat Kasi, Kabid, lalu Kepala Dinas"),
            CaraTandaTangan.BERSAMA,
        )
        self.way.addItem(
            self.tr("Layanan: di luar program, diperiksa saat kembali"),
            CaraTandaTangan.LAYANAN,
        )
        for key, named in signers:
            self.last.addItem(named, key)
        self.number = QLineEdit()
        self.day = DatePicker(local_today())
        self.add(self.tr("&Cara"), self.way)
        if len(signers) > 1:
            self.add(self.tr("&Pengesah"), self.last)
        self.add(
            self.tr("&Nomor laporan *"), self.number, missing=self.tr("Nomor laporan belum diisi.")
        )
        self.add(self.tr("&Tanggal"), self.day)

    @property
    def cara(self) -> CaraTandaTangan:
        """How it is signed."""
        return CaraTandaTangan(self.way.currentData())

    @property
    def pengesah(self) -> PegawaiId | None:
        """Who signs as the last; None leaves it to the rule."""
        return self.last.currentData()
