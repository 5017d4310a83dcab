"""Step 3, requirement: an SPT for each kab/kota."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QSplitter, QWidget

from bina_desktop.application.penugasan import PenugasanState
from bina_desktop.application.services import Services
from bina_desktop.domain.bahasa import format_rentang
from bina_desktop.domain.pegawai import Pegawai, PegawaiId
from bina_desktop.domain.penugasan import Spt, SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import Wilayah
from bina_desktop.ui.dialogs.naskah import NaskahDialog
from bina_desktop.ui.documents import DocumentDoor
from bina_desktop.ui.fitted import Fitted
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import (
    Card,
    FieldRows,
    Note,
    allow,
    button,
    column,
    label,
    retitle,
    row,
)
from bina_desktop.ui.pickers import DatePicker
from bina_desktop.ui.table_model import Column, RecordTable, TwoLineDelegate
from bina_desktop.ui.theme import GAP, colours, sized
from bina_desktop.ui.wording import local_today, nomor
from bina_desktop.ui.wrapped_row import WrappedRow


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One kab/kota with its SPT, if there is one."""

    wilayah: Wilayah
    spt: Spt | None


class SptPanel(QWidget):
    """Ten kab/kota on the left, the SPT of the chosen one on the right."""

    def __init__(self, services: Services, jobs: Jobs) -> None:
        super().__init__()
        self._services, self._jobs = services, jobs
        self._triwulan: Triwulan | None = None
        self._state: PenugasanState | None = None
        self._names: dict[PegawaiId, str] = {}
        self._shown: VisitRow | None = None
        self._dirty = False
        self._door = DocumentDoor(jobs, self)
        self.banner = Banner()
        self.table = self._make_table()
        self._heading = label(size=1.1, bold=True, wrap=True)
        self.nomor = QLineEdit()
        self.nomor.setPlaceholderText(self.tr("belum bernomor – nomor diberikan TU"))
        self.tanggal, self.mulai, self.selesai = DatePicker(), DatePicker(), DatePicker()
        self.anggaran = QLineEdit()
        self.anggaran.setPlaceholderText(self.tr("contoh: DPA Dinas … Nomor …"))
        self.petugas = QListWidget()
        sized(self.petugas, min_height=120)
        self.lead = Note()
        self.issue = button("", self.issue_spt, kind="primary", glyph="save")
        self.print = button(self.tr("&Cetak SPT"), self._print, glyph="pdf")
        self.papers = button(self.tr("Naskah kun&jungan…"), self._papers, glyph="pdf")
        self.why = Note()
        self._lay_out()
        self.table.selectionModel().selectionChanged.connect(self._choose)
        for field in (self.nomor, self.anggaran):
            field.textEdited.connect(self._touch)
        for picker in (self.tanggal, self.mulai, self.selesai):
            picker.dateChanged.connect(self._touch)
        self.petugas.itemChanged.connect(self._touch)

    def start(self, triwulan: Triwulan) -> None:
        """Begin with nothing chosen."""
        self._triwulan, self._shown, self._dirty = triwulan, None, False
        self.banner.clear()

    def show_state(
        self, state: PenugasanState, pegawai: tuple[Pegawai, ...], wilayah: tuple[Wilayah, ...]
    ) -> None:
        """Show the list; the right side stays as it is while somebody edits it."""
        self._state = state
        self._names = {p.id: p.nama for p in pegawai}
        by_kode = {spt.kode_wilayah: spt for spt in state.spt}
        dirty, self._dirty = self._dirty, False
        kept = self._shown
        self.table.blockSignals(True)
        self.table.show_records([VisitRow(w, by_kode.get(w.kode)) for w in wilayah])
        self.table.blockSignals(False)
        self._dirty = dirty
        if dirty and kept is not None:
            self._update_buttons()
        elif kept is None or not self.table.select(lambda r: r.wilayah == kept.wilayah):
            self.table.selectRow(0)
        self._choose()

    def show_spt(self, spt_id: SptId) -> bool:
        """Choose this SPT; False if it is not in the list (yet)."""
        return self.table.select(lambda r: r.spt is not None and r.spt.id == spt_id)

    @property
    def chosen_petugas(self) -> tuple[PegawaiId, ...]:
        """Ticked people, in the order of the SK."""
        items = (self.petugas.item(i) for i in range(self.petugas.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    def issue_spt(self) -> None:
        """Issue or edit the SPT of the chosen kab/kota."""
        shown, triwulan = self._shown, self._triwulan
        if shown is None or triwulan is None:
            return
        tanggal, mulai, selesai = self.tanggal.day, self.mulai.day, self.selesai.day
        petugas, number = self.chosen_petugas, self.nomor.text().strip()
        anggaran = self.anggaran.text().strip()
        self.issue.setEnabled(False)
        self._jobs.run(
            lambda _progress: self._services.penugasan.issue_spt(
                triwulan,
                kode_wilayah=shown.wilayah.kode,
                tanggal=tanggal,
                mulai=mulai,
                selesai=selesai,
                petugas=petugas,
                nomor=number,
                anggaran=anggaran,
                spt_id=shown.spt.id if shown.spt else None,
            ),
            done=lambda _changes: self._saved(shown.wilayah.nama),
            failed=self.banner.tell_error,
            ended=self._update_buttons,
            owner=self,
        )

    def _saved(self, nama: str) -> None:
        self._dirty = False
        self.banner.tell(self.tr("SPT {0} tersimpan.").format(nama), "good")

    def _choose(self) -> None:
        chosen = self.table.selected
        if self._dirty and chosen is not None and chosen.wilayah != _wilayah(self._shown):
            self._dirty = False
            self.banner.tell(
                self.tr("Perubahan SPT {0} yang belum disimpan ditinggalkan.").format(
                    self._shown.wilayah.nama if self._shown else ""
                ),
                "warn",
            )
        if chosen is not None and not self._dirty:
            self._fill(chosen)
        elif chosen is not None:
            self._shown = chosen
        self._update_buttons()

    def _fill(self, chosen: VisitRow) -> None:
        self._shown = chosen
        spt = chosen.spt
        today = local_today()
        self._heading.setText(
            self.tr("SPT ke {0}").format(chosen.wilayah.nama)
            + ("" if spt else self.tr(" – belum terbit"))
        )
        fields = (self.tanggal, self.mulai, self.selesai, self.petugas)
        for field in fields:
            field.blockSignals(True)
        self.nomor.setText(spt.nomor if spt else "")
        sk = self._state.sk_tim if self._state else None
        self.anggaran.setText(spt.anggaran if spt else sk.anggaran if sk else "")
        self.tanggal.day = spt.tanggal if spt else today
        self.mulai.day = spt.mulai if spt else today + timedelta(days=1)
        self.selesai.day = spt.selesai if spt else today + timedelta(days=2)
        self._fill_petugas(frozenset(spt.petugas) if spt else frozenset())
        for field in fields:
            field.blockSignals(False)

    def _fill_petugas(self, ticked: frozenset[PegawaiId]) -> None:
        self.petugas.clear()
        sk = self._state.sk_tim if self._state else None
        for member in sk.anggota if sk else ():
            item = QListWidgetItem(self._names.get(member.pegawai_id, "–"), self.petugas)
            item.setData(Qt.ItemDataRole.UserRole, member.pegawai_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = member.pegawai_id in ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _touch(self) -> None:
        self._dirty = True
        self._update_buttons()

    def _obstacle(self) -> str:
        state = self._state
        if state is None or self._shown is None:
            return self.tr("Pilih kabupaten/kota dalam daftar.")
        if state.sk_tim is None:
            return self.tr("SPT diterbitkan sesudah SK Tim ada (langkah 2).")
        if not state.may_issue_spt:
            return self.tr("SPT disiapkan oleh Kepala Bidang; Anda dapat melihat dan mencetaknya.")
        return ""

    def _update_buttons(self) -> None:
        obstacle = self._obstacle()
        spt = self._shown.spt if self._shown else None
        for field in (
            self.nomor,
            self.tanggal,
            self.mulai,
            self.selesai,
            self.anggaran,
            self.petugas,
        ):
            field.setEnabled(not obstacle)
        names = [self._names.get(p, "–") for p in self.chosen_petugas]
        self.lead.say(
            self.tr("Ketua kunjungan: {0}; {1} petugas.").format(names[0], len(names))
            if names
            else ""
        )
        why = obstacle or ("" if names else self.tr("Centang paling sedikit satu petugas."))
        if not why and spt is not None and not self._dirty:
            why = self.tr("Belum ada perubahan yang perlu disimpan.")
        retitle(self.issue, self.tr("&Simpan SPT") if spt else self.tr("&Terbitkan SPT"))
        allow(self.issue, not why, why)
        allow(
            self.print,
            spt is not None and not self._dirty,
            self.tr("Yang dicetak adalah SPT yang sudah tersimpan."),
        )
        allow(self.papers, spt is not None, self.tr("Naskah disusun sesudah SPT terbit."))
        self.why.say(why)

    def _make_table(self) -> RecordTable[VisitRow]:
        table = RecordTable(
            [
                Column[VisitRow](
                    self.tr("Kabupaten/Kota"),
                    lambda r: r.wilayah.nama,
                    stretch=True,
                    tip=lambda r: f"{r.wilayah.nama}: {self._second_line(r)[0]}",
                )
            ],
            name=self.tr("SPT per kabupaten/kota"),
            sortable=False,
            row_height=46,
        )
        table.setItemDelegateForColumn(0, TwoLineDelegate(self._second_line, table))
        return table

    def _second_line(self, visit: VisitRow) -> tuple[str, str]:
        spt = visit.spt
        if spt is None:
            return self.tr("belum ada SPT"), colours().warn
        return f"{format_rentang(spt.mulai, spt.selesai)} · {nomor(spt.nomor)}", ""

    def _lay_out(self) -> None:
        card = Card(spacing=11)
        fields = FieldRows()
        fields.add(self.tr("&Nomor SPT"), self.nomor)
        fields.add(self.tr("Tangga&l SPT"), self.tanggal)
        until = label(self.tr("S&elesai"))
        until.setTextFormat(Qt.TextFormat.AutoText)
        until.setBuddy(self.selesai)
        self.selesai.setAccessibleName(self.tr("Selesai"))
        days = QWidget()
        days.setLayout(row(self.mulai, until, self.selesai, 1, spacing=2 * GAP))
        days.setFocusProxy(self.mulai)
        fields.add(self.tr("&Mulai"), days)
        self.mulai.setAccessibleName(self.tr("Mulai"))
        fields.add(self.tr("&Petugas"), self.petugas, self.lead)
        fields.add(self.tr("An&ggaran"), self.anggaran)
        inside = QWidget()
        inside.setLayout(fields)
        fields.setContentsMargins(0, 0, 4, 0)
        acts = WrappedRow(spacing=GAP)
        for act in (self.issue, self.print, self.papers):
            acts.add(act)
        card.body.addWidget(self._heading)
        card.body.addWidget(Fitted(inside))
        card.body.addWidget(acts)
        card.body.addWidget(self.why)
        side = QWidget()
        side.setLayout(column(card, 1))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(14)
        splitter.addWidget(self.table)
        splitter.addWidget(side)
        splitter.setStretchFactor(0, 5)
        splitter.setStretchFactor(1, 4)
        layout = column(self.banner, splitter, spacing=10)
        layout.setContentsMargins(0, 12, 0, 6)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _print(self) -> None:
        if self._shown is not None and self._shown.spt is not None:
            spt = self._shown.spt
            self._door.open(
                lambda: self._services.cetak.spt(spt.id),
                f"spt-{spt.kode_wilayah}-{spt.triwulan}.pdf",
            )

    def _papers(self) -> None:
        if self._shown is not None and self._shown.spt is not None:
            spt = self._shown.spt
            NaskahDialog(
                self._services.naskah,
                self._jobs,
                spt.id,
                f"{self._shown.wilayah.nama}, {format_rentang(spt.mulai, spt.selesai)}",
                self,
            ).exec()


def _wilayah(shown: VisitRow | None) -> Wilayah | None:
    return shown.wilayah if shown else None
