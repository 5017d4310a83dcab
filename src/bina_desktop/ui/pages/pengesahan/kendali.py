"""What each step took against its mutu baku: this visit, and all visits of the triwulan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtWidgets import QSizePolicy, QWidget

from bina_desktop.application.kendali import BarisKendali, LembarKendali
from bina_desktop.application.laporan import LaporanDetail
from bina_desktop.application.services import Services
from bina_desktop.domain.bahasa import format_lama
from bina_desktop.domain.jam_langkah import KeadaanLangkah, StatistikLangkah
from bina_desktop.domain.penugasan import SptId
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import Note, column, label, scrolled
from bina_desktop.ui.steps import shade
from bina_desktop.ui.table_model import Column, RecordTable, TwoLineDelegate
from bina_desktop.ui.theme import colours
from bina_desktop.ui.wording import nama_keadaan, singkat


class KendaliPanel(QWidget):
    """Two tables: the steps of this visit, and their figures over the quarter."""

    def __init__(self, services: Services, jobs: Jobs, banner: Banner) -> None:
        super().__init__()
        self._services, self._jobs, self._banner = services, jobs, banner
        self._spt_id: SptId | None = None
        self._day = timedelta(hours=7, minutes=30)
        self._judul: dict[int, str] = {}
        self.table = self._make_table()
        self.figures = self._make_figures()
        self._total = Note()
        self._heading = label(bold=True)
        for table in (self.table, self.figures):
            table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        inside = QWidget()
        parts = column(self.table, self._total, 4, self._heading, self.figures, spacing=6)
        parts.addStretch(1)
        inside.setLayout(parts)
        layout = column(scrolled(inside))
        layout.setContentsMargins(0, 10, 0, 4)
        self.setLayout(layout)

    def show_detail(self, detail: LaporanDetail) -> None:
        """Read the clocks of this visit and the figures of its triwulan."""
        spt = detail.spt
        self._spt_id = spt.id
        self._heading.setText(self.tr("Semua kunjungan {0}").format(spt.triwulan.label))
        self._jobs.run(
            lambda _progress: (
                self._services.kendali.lembar_kendali(spt.id),
                self._services.kendali.statistics(spt.triwulan),
            ),
            done=lambda found: self._show(spt.id, *found),
            failed=self._banner.tell_error,
            owner=self,
        )

    def _show(
        self, spt_id: SptId, lembar: LembarKendali, figures: Sequence[StatistikLangkah]
    ) -> None:
        if spt_id != self._spt_id:
            return
        self._day = lembar.hari_kerja
        self._judul = {one.langkah: one.judul for one in lembar.baris}
        self.table.show_records(lembar.baris)
        self.figures.show_records(figures)
        self.table.show_whole()
        self.figures.show_whole()
        self._total.say(
            self.tr("Seluruhnya {0} waktu kerja dari mutu baku {1}.").format(
                self._took(lembar.terpakai), self._took(lembar.mutu_baku)
            )
        )

    def _took(self, time: timedelta | None) -> str:
        return "–" if time is None else format_lama(time, hari_kerja=self._day)

    def _made(self, one: BarisKendali) -> str:
        return "–" if one.keadaan is KeadaanLangkah.BELUM else self._took(one.terpakai)

    def _against(self, one: BarisKendali) -> str:
        return f"{self._made(one)} / {one.mutu_baku_teks}"

    def _begun(self, one: BarisKendali) -> str:
        return singkat(one.mulai) if one.mulai else "–"

    def _who(self, one: BarisKendali) -> tuple[str, str]:
        return one.pelaku or one.pelaksana, ""

    def _until(self, one: BarisKendali) -> tuple[str, str]:
        return self.tr("s.d. {0}").format(singkat(one.selesai)) if one.selesai else "", ""

    def _state(self, one: BarisKendali) -> tuple[str, str]:
        return nama_keadaan(one.keadaan), shade(one.keadaan)

    def _why(self, one: BarisKendali) -> str:
        told = [p.alasan for p in one.putaran if p.ke_langkah and p.alasan]
        parts = [self.tr("Dikembalikan: {0}").format(text) for text in told]
        if one.keterlambatan:
            parts.append(self.tr("Terlambat: {0}").format(one.keterlambatan))
        return " ".join(parts)

    def _make_table(self) -> RecordTable[BarisKendali]:
        table = RecordTable(
            [
                Column[BarisKendali](
                    self.tr("Langkah"),
                    lambda one: f"{one.langkah}. {one.judul}",
                    stretch=True,
                ),
                Column[BarisKendali](
                    self.tr("Mulai dan selesai"),
                    self._begun,
                    width=150,
                    tip=lambda one: " ".join((self._begun(one), self._until(one)[0])).strip(),
                ),
                Column[BarisKendali](
                    self.tr("Terpakai / mutu baku"),
                    self._against,
                    width=164,
                    tip=lambda one: f"{nama_keadaan(one.keadaan)}: {self._against(one)}",
                ),
                Column[BarisKendali](self.tr("Alasan"), self._why, stretch=True, tip=self._why),
            ],
            name=self.tr("Lembar kendali kunjungan ini"),
            sortable=False,
            row_height=46,
        )
        for number, second in enumerate((self._who, self._until, self._state)):
            table.setItemDelegateForColumn(number, TwoLineDelegate(second, table))
        return table

    def _make_figures(self) -> RecordTable[StatistikLangkah]:
        return RecordTable(
            [
                Column[StatistikLangkah](
                    self.tr("Langkah"),
                    lambda one: f"{one.langkah}. {self._judul.get(one.langkah, '')}",
                    stretch=True,
                ),
                Column[StatistikLangkah](
                    self.tr("Selesai"),
                    lambda one: self.tr("{0} dari {1}").format(one.selesai, one.dimulai),
                    right=True,
                ),
                Column[StatistikLangkah](
                    self.tr("Terlambat"),
                    lambda one: str(one.terlambat),
                    right=True,
                    colour=lambda one: colours().warn if one.terlambat else colours().text,
                ),
                Column[StatistikLangkah](
                    self.tr("Kembali"), lambda one: str(one.dikembalikan), right=True
                ),
                Column[StatistikLangkah](
                    self.tr("Rata-rata"), lambda one: self._took(one.rata_rata), right=True
                ),
                Column[StatistikLangkah](
                    self.tr("Median"), lambda one: self._took(one.median), right=True
                ),
                Column[StatistikLangkah](
                    self.tr("Terlama"), lambda one: self._took(one.terlama), right=True
                ),
            ],
            name=self.tr("Statistik langkah dalam triwulan"),
            sortable=False,
        )
