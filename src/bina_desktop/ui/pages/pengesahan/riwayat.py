"""What a Laporan rests on and how it got here: scores of officers, events of the steps."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bina_desktop.application.laporan import LaporanDetail
from bina_desktop.application.ports import LembarSummary
from bina_desktop.domain.bahasa import format_angka
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN
from bina_desktop.domain.pegawai import format_nip
from bina_desktop.domain.sop import JenisPeristiwa, Peristiwa
from bina_desktop.ui.panels import EmptyState, Note, column
from bina_desktop.ui.table_model import Column, RecordTable, TwoLineDelegate
from bina_desktop.ui.theme import colours
from bina_desktop.ui.wording import nama_peristiwa, singkat


class NilaiPanel(QWidget):
    """Scores of the assessed officers."""

    def __init__(self) -> None:
        super().__init__()
        self.table = RecordTable(
            [
                Column[LembarSummary](self.tr("Nama dan NIP"), lambda s: s.nama, stretch=True),
                Column[LembarSummary](self.tr("Jabatan"), lambda s: s.jabatan, stretch=True),
                Column[LembarSummary](
                    self.tr("Nilai"),
                    lambda s: format_angka(s.nilai_akhir, 2) if s.nilai_akhir is not None else "–",
                    right=True,
                    sort=lambda s: float(s.nilai_akhir or 0),
                ),
                Column[LembarSummary](
                    self.tr("Predikat"),
                    lambda s: s.predikat or self.tr("tanpa simpulan"),
                    sort=lambda s: float(s.nilai_akhir or 0),
                ),
            ],
            name=self.tr("Nilai aparatur"),
            row_height=46,
        )
        self.table.setItemDelegateForColumn(
            0, TwoLineDelegate(lambda s: (format_nip(s.nip) or "Non-ASN", ""), self.table)
        )
        self._empty = EmptyState(
            self.tr("Belum ada lembar penilaian aparatur."),
            self.tr("Nilai muncul di sini sesudah lembar difinalkan dan draf disusun."),
        )
        self._others = Note()
        layout = column(self.table, self._empty, self._others, spacing=6)
        layout.setContentsMargins(0, 10, 0, 4)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    @property
    def count(self) -> int:
        """How many officers are shown."""
        return len(self.table.records.records)

    def show_detail(self, detail: LaporanDetail) -> None:
        """Show the officers; questionnaires are only counted."""
        officers = [s for s in detail.lembar if s.formulir == FORM_LEMBAR_PENILAIAN]
        others = len(detail.lembar) - len(officers)
        self.table.show_records(officers)
        self.table.setVisible(bool(officers))
        self._empty.setVisible(not officers)
        self._others.say(
            self.tr("Ditambah {0} kuesioner, dirangkum dalam laporan.").format(others)
            if others
            else ""
        )


class RiwayatPanel(QWidget):
    """Every event of the steps, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._names: dict[str, str] = {}
        c = colours()
        self.table = RecordTable(
            [
                Column[Peristiwa](
                    self.tr("Waktu (WIB)"),
                    lambda e: singkat(e.waktu),
                    sort=lambda e: e.waktu.timestamp(),
                ),
                Column[Peristiwa](self.tr("Langkah"), lambda e: str(e.langkah), width=76),
                Column[Peristiwa](
                    self.tr("Peristiwa"),
                    self._what,
                    colour=lambda e: c.warn if e.jenis is JenisPeristiwa.KEMBALI else c.text,
                ),
                Column[Peristiwa](
                    self.tr("Oleh"), lambda e: self._names.get(e.pelaku, "–"), stretch=True
                ),
                Column[Peristiwa](
                    self.tr("Alasan atau hasil"), lambda e: e.alasan or e.output, stretch=True
                ),
            ],
            name=self.tr("Riwayat langkah"),
        )
        layout = column(self.table)
        layout.setContentsMargins(0, 10, 0, 4)
        self.setLayout(layout)

    def show_detail(self, detail: LaporanDetail) -> None:
        """Show these events."""
        self._names = detail.nama_pelaku
        self.table.show_records(tuple(reversed(detail.riwayat)))

    def _what(self, event: Peristiwa) -> str:
        text = nama_peristiwa(event.jenis)
        if event.jenis is JenisPeristiwa.KEMBALI and event.ke_langkah is not None:
            text += self.tr(" ke {0}").format(event.ke_langkah)
        return text
