"""Files out: what kind, which visits, where to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QRadioButton, QWidget

from bina_desktop.application.fillable import Offer
from bina_desktop.application.laporan import LaporanSummary
from bina_desktop.application.pertukaran import Exported
from bina_desktop.application.rekap_content import RekapWritten
from bina_desktop.application.rekapitulasi import RekapScope
from bina_desktop.application.services import Services
from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import JenisPaket
from bina_desktop.domain.bahasa import format_angka, format_daftar, format_rentang
from bina_desktop.domain.pegawai import Pegawai, Peran
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import Wilayah
from bina_desktop.ui.dialogs.fillable import FillableDialog
from bina_desktop.ui.dialogs.password import NewPassword
from bina_desktop.ui.dialogs.recap import RecapDialog
from bina_desktop.ui.jobs import Jobs, Lane
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import Card, EmptyState, Note, allow, button, column, label, row
from bina_desktop.ui.table_model import Column, RecordTable
from bina_desktop.ui.wording import nama_status_laporan


class ExportPanel(QWidget):
    """Writes a Paket Tugas or a Hasil Lapangan for the ticked visits."""

    def __init__(self, services: Services, jobs: Jobs) -> None:
        super().__init__()
        self._services, self._jobs = services, jobs
        self._suggested = False
        self.banner = Banner()
        self.tugas = QRadioButton(self.tr("&Paket Tugas: dari kantor ke laptop lapangan"))
        self.hasil = QRadioButton(self.tr("&Hasil Lapangan: dari laptop ke kantor"))
        self.hasil.setChecked(True)
        self.table = self._make_table()
        self._empty = EmptyState()
        everything = button(self.tr("Pilih &semua"), lambda: self._check(True), kind="quiet")
        nothing = button(self.tr("&Kosongkan"), lambda: self._check(False), kind="quiet")
        self.write = button(self.tr("&Ekspor…"), self.export, kind="primary", glyph="export")
        self.blank = button(self.tr("B&uku isian…"), self.ask_for_blank, glyph="note")
        self.recap = button(self.tr("Rek&ap…"), self.ask_for_recap, glyph="note")
        self.password = NewPassword()
        self.why = Note()
        self._all = QWidget()
        self._all.setLayout(row(everything, nothing, 1))
        card = Card(spacing=8)
        card.body.addWidget(label(self.tr("Kirim berkas"), size=1.1, bold=True))
        card.body.addWidget(self.tugas)
        card.body.addWidget(self.hasil)
        card.body.addWidget(self._all)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._empty, 1)
        card.body.addWidget(self.password)
        bar = row(self.why, 1, self.recap, self.blank, self.write)
        bar.setStretch(0, 4)
        card.body.addLayout(bar)
        layout = column(self.banner, card, spacing=10)
        layout.setStretch(1, 1)
        layout.setContentsMargins(0, 12, 0, 4)
        self.setLayout(layout)
        self.table.records.dataChanged.connect(self._update)
        self.password.changed.connect(self._update)
        self._update()

    @property
    def chosen(self) -> tuple[SptId, ...]:
        """Visits with a tick."""
        return tuple(r.spt.id for r in self.table.records.checked)

    def show_visits(self, visits: Sequence[LaporanSummary], triwulan: Triwulan | None) -> None:
        """Offer these visits; ticks stay."""
        chosen = set(self.chosen)
        self.table.show_records(visits, checked=[v for v in visits if v.spt.id in chosen])
        for part in (self.table, self._all):
            part.setVisible(bool(visits))
        self._empty.setVisible(not visits)
        self._empty.say(
            self.tr("Belum ada kunjungan untuk {0}.").format(triwulan.label if triwulan else ""),
            self.tr("Yang dikirim adalah kunjungan. Terbitkan SPT dahulu di Tim & Penugasan."),
        )
        self._update()

    def suggest(self, saya: Pegawai | None) -> None:
        """Choose the kind this person usually sends: the Tim comes from the field."""
        if saya is None or self._suggested:
            return
        self._suggested = True
        (self.hasil if Peran.TIM in saya.peran else self.tugas).setChecked(True)

    def check_only(self, spt_id: SptId) -> None:
        """Tick one visit."""
        visits = self.table.records.records
        self.table.show_records(visits, checked=[v for v in visits if v.spt.id == spt_id])
        self._update()

    def export(self) -> None:
        """Ask where to, and write."""
        jenis = JenisPaket.PAKET_TUGAS if self.tugas.isChecked() else JenisPaket.HASIL_LAPANGAN
        chosen = self.chosen
        name = self._services.pertukaran.suggested_name(jenis, chosen)
        target, _ = QFileDialog.getSaveFileName(
            self, self.tr("Simpan berkas ekspor"), name, self.tr("Buku kerja Excel (*.xlsx)")
        )
        if not target:
            return
        path, password = Path(target), self.password.password
        self.write.setEnabled(False)

        def work(progress: Progress) -> Exported:
            return self._services.pertukaran.export(
                path, jenis, chosen, password=password, progress=progress
            )

        self._jobs.run(
            work,
            done=self._tell,
            failed=self.banner.tell_error,
            ended=self._update,
            label=self.tr("Mengekspor {0}").format(path.name),
            lane=Lane.LONG,
            owner=self,
        )

    def ask_for_recap(self) -> None:
        """Ask which triwulan and kab/kota to write a recap of."""
        services = self._services

        def show(found: tuple[Sequence[Triwulan], Sequence[Wilayah]]) -> None:
            if not found[0]:
                self.banner.tell(
                    self.tr("Belum ada kunjungan, jadi belum ada yang dapat direkap."), "warn"
                )
                return
            dialog = RecapDialog(*found, self)
            if dialog.exec() == RecapDialog.DialogCode.Accepted:
                self._write_recap(dialog.scope, dialog.password.password)

        self._jobs.run(
            lambda _progress: (services.rekapitulasi.triwulan(), services.penugasan.wilayah()),
            done=show,
            failed=self.banner.tell_error,
            owner=self,
        )

    def _write_recap(self, scope: RekapScope, password: str) -> None:
        target, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Simpan rekap"),
            self._services.rekapitulasi.suggested_name(scope),
            self.tr("Buku kerja Excel (*.xlsx)"),
        )
        if not target:
            return
        path = Path(target)

        def tell(written: RekapWritten) -> None:
            words = self.tr("Rekap {0} kunjungan ({1} lembar final, {2} jawaban) tertulis di {3}.")
            counts = (written.kunjungan, written.lembar, written.jawaban)
            self.banner.tell(words.format(*map(format_angka, counts), path), "good")

        self._jobs.run(
            lambda progress: self._services.rekapitulasi.write(
                path, scope, password=password, progress=progress
            ),
            done=tell,
            failed=self.banner.tell_error,
            label=self.tr("Menulis {0}").format(path.name),
            lane=Lane.LONG,
            owner=self,
        )

    def ask_for_blank(self) -> None:
        """Ask which form somebody without the program shall fill for the ticked visit."""
        (visit,) = self.table.records.checked

        def show(offers: Sequence[Offer]) -> None:
            dialog = FillableDialog(visit.wilayah.nama, offers, self)
            if dialog.exec() == FillableDialog.DialogCode.Accepted:
                self._write_blank(visit.spt.id, dialog)

        self._jobs.run(
            lambda _progress: self._services.fillable.offers(visit.spt.id),
            done=show,
            failed=self.banner.tell_error,
            label=self.tr("Memuat formulir"),
            owner=self,
        )

    def _write_blank(self, spt_id: SptId, dialog: FillableDialog) -> None:
        offer, aparatur, rows = dialog.offer, dialog.aparatur, dialog.rows.value()
        name = self._services.fillable.suggested_name(spt_id, offer.form_id)
        target, _ = QFileDialog.getSaveFileName(
            self, self.tr("Simpan buku isian"), name, self.tr("Buku kerja Excel (*.xlsx)")
        )
        if not target:
            return
        path = Path(target)

        def work(progress: Progress) -> int:
            return self._services.fillable.write(
                path, spt_id, offer.form_id, aparatur=aparatur, rows=rows, progress=progress
            )

        def tell(count: int) -> None:
            words = self.tr(
                "{0} lembar kosong tertulis di {1}. Kirimkan kepada yang akan mengisinya."
            )
            self.banner.tell(words.format(format_angka(count), path), "good")

        self._jobs.run(
            work,
            done=tell,
            failed=self.banner.tell_error,
            label=self.tr("Menulis {0}").format(path.name),
            lane=Lane.LONG,
            owner=self,
        )

    def _tell(self, exported: Exported) -> None:
        self.password.forget()
        words = self.tr("{0} perubahan tertulis di {1}. Kirimkan berkas ini apa adanya.")
        if len(exported.files) > 1:
            words = self.tr(
                "{0} perubahan dan semua lampiran tertulis dalam beberapa berkas: {1}. "
                "Kirimkan semuanya."
            )
        names = format_daftar([str(path) for path in exported.files])
        self.banner.tell(words.format(format_angka(exported.changes), names), "good")

    def _check(self, on: bool) -> None:
        self.table.records.check_all(on)

    def _update(self) -> None:
        count = len(self.chosen)
        why = "" if count else self.tr("Centang kunjungan yang akan dikirim.")
        why = why or self.password.fault
        allow(self.write, not why, why)
        one = self.tr("Centang satu kunjungan saja: buku isian dibuat untuk satu kunjungan.")
        allow(self.blank, count == 1, one)
        self.why.say(why or self.tr("{0} kunjungan dipilih.").format(count))

    def _make_table(self) -> RecordTable[LaporanSummary]:
        return RecordTable(
            [
                Column[LaporanSummary](
                    self.tr("Kabupaten/Kota"), lambda r: r.wilayah.nama, stretch=True
                ),
                Column[LaporanSummary](
                    self.tr("Jadwal"), lambda r: format_rentang(r.spt.mulai, r.spt.selesai)
                ),
                Column[LaporanSummary](
                    self.tr("Lembar final"), lambda r: f"{r.lembar_final}/{r.lembar}"
                ),
                Column[LaporanSummary](
                    self.tr("Laporan"),
                    lambda r: nama_status_laporan(r.laporan.status if r.laporan else None),
                    width=180,
                ),
            ],
            name=self.tr("Kunjungan yang dikirim"),
            checkable=True,
        )
