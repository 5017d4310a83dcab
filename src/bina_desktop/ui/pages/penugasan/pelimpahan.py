"""Who acts for whom: Plt., Plh., a.n. and u.b., recorded, ended, and as papers will print it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QSplitter, QWidget

from bina_desktop.application.pelimpahan import PelimpahanView
from bina_desktop.application.riwayat import PerubahanCatatan
from bina_desktop.application.services import Services
from bina_desktop.application.work import Changes
from bina_desktop.domain.bahasa import format_rentang, format_tanggal
from bina_desktop.domain.pegawai import Pegawai, PegawaiId, Peran
from bina_desktop.domain.pelimpahan import (
    PERAN_DILIMPAHKAN,
    SEBUTAN,
    JenisPelimpahan,
    Pelimpahan,
    PelimpahanId,
)
from bina_desktop.ui.fitted import Fitted
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import (
    Card,
    EmptyState,
    FieldRows,
    Note,
    allow,
    button,
    column,
    label,
    row,
)
from bina_desktop.ui.pickers import DatePicker, OptionalDate, PegawaiPicker, calm
from bina_desktop.ui.table_model import Column, RecordTable, TwoLineDelegate
from bina_desktop.ui.theme import colours
from bina_desktop.ui.wording import local_today, nama_peran, singkat


@dataclass(frozen=True, slots=True)
class Delegations:
    """All delegations, and whether the person who is in may record them."""

    views: tuple[PelimpahanView, ...]
    may_edit: bool


class PelimpahanPanel(QWidget):
    """The list on the left; the chosen delegation, or the form of a new one, on the right."""

    def __init__(self, services: Services, jobs: Jobs) -> None:
        super().__init__()
        self._services, self._jobs = services, jobs
        self._pegawai: tuple[Pegawai, ...] = ()
        self._shown: PelimpahanView | None = None
        self._may_edit = self._renewing = False
        self.banner = Banner()
        self.table = self._make_table()
        self._empty = EmptyState(
            self.tr("Belum ada pelimpahan."),
            self.tr("Selama kosong, setiap naskah ditandatangani pejabatnya sendiri."),
        )
        self.jenis, self.peran = QComboBox(), QComboBox()
        self.pegawai = PegawaiPicker()
        self.melalui, self.dasar = QLineEdit(), QLineEdit()
        self.mulai, self.sampai = DatePicker(local_today()), OptionalDate()
        self._heading = label(size=1.1, bold=True, wrap=True)
        self._printed = label(wrap=True, selectable=True)
        self._history = label(kind="muted", wrap=True, selectable=True)
        self.why = Note()
        self.new = button(self.tr("Pelimpahan &baru"), self.begin, glyph="add")
        self.save = button(self.tr("&Simpan"), self.record, kind="primary", glyph="save")
        self.stop = button(self.tr("Akhiri &hari ini"), self.end, kind="danger")
        self.withdraw = button(self.tr("&Tarik kembali"), self.take_back, kind="danger")
        self._fill_choices()
        self._lay_out()
        self.jenis.setCurrentIndex(self.jenis.findData(JenisPelimpahan.PLH))
        self.table.selectionModel().selectionChanged.connect(self._choose)
        self.peran.currentIndexChanged.connect(self._offer_people)
        for box in (self.jenis, self.peran, self.pegawai):
            box.currentIndexChanged.connect(self._touch)
        self.mulai.dateChanged.connect(self._touch)
        for line in (self.melalui, self.dasar, self.sampai):
            line.textEdited.connect(self._touch)

    def show_state(self, found: Delegations, pegawai: tuple[Pegawai, ...]) -> None:
        """Show the list; what somebody is writing stays as it is."""
        kept = self._shown
        written = kept is not None and self._is_written(kept.pelimpahan)
        self._pegawai, self._may_edit = pegawai, found.may_edit
        self._offer_people()
        self._renewing = True
        self.table.show_records(found.views)
        there = kept is not None and self.table.select(
            lambda v: v.pelimpahan.id == kept.pelimpahan.id
        )
        self._renewing = False
        self.table.setVisible(bool(found.views))
        self._empty.setVisible(not found.views)
        if kept is None:
            self._touch()
        elif not there:
            self.begin()
        elif written:
            self._shown = self.table.selected
            self._touch()
        else:
            self._choose()

    def begin(self) -> None:
        """Start a new delegation."""
        self._shown = None
        self.table.clearSelection()
        self.dasar.clear()
        self.melalui.clear()
        self.sampai.clear()
        self.jenis.setCurrentIndex(self.jenis.findData(JenisPelimpahan.PLH))
        self.mulai.day = local_today()
        self._history.setText("")
        self._touch()

    def record(self) -> None:
        """Store what stands in the form."""
        try:
            wanted = self._as_written()
        except ValueError:
            self.banner.tell(
                self.tr("Tanggal berakhir bukan tanggal; tulis seperti 27-11-2026."), "bad"
            )
            return
        self._act(
            lambda: self._services.pelimpahan.save(wanted),
            self.tr("Pelimpahan tercatat. Naskah baru menyebut yang ditunjuk."),
        )

    def end(self) -> None:
        """Let the chosen one end with this day."""
        if self._shown is not None:
            key = self._shown.pelimpahan.id
            self._act(
                lambda: self._services.pelimpahan.end(key, sampai=local_today()),
                self.tr("Pelimpahan berakhir hari ini."),
            )

    def take_back(self) -> None:
        """Take back the chosen one, which has not begun."""
        if self._shown is not None:
            key = self._shown.pelimpahan.id
            self._act(
                lambda: self._services.pelimpahan.withdraw(key),
                self.tr("Pelimpahan ditarik kembali."),
            )

    def _act(self, work, news: str) -> None:  # noqa: ANN001 - gives Changes
        def tell(_changes: Changes) -> None:
            self.banner.tell(news, "good")
            self.begin()

        self._jobs.run(
            lambda _progress: work(), done=tell, failed=self.banner.tell_error, owner=self
        )

    def _as_written(self) -> Pelimpahan:
        """Return what stands in the form. Raises ValueError for what is no date."""
        jenis = JenisPelimpahan(self.jenis.currentData())
        return Pelimpahan(
            self._shown.pelimpahan.id if self._shown else PelimpahanId(""),
            self.pegawai.pegawai_id or PegawaiId(""),
            Peran(self.peran.currentData()),
            jenis,
            self.dasar.text().strip(),
            self.mulai.day,
            self.sampai.day,
            self.melalui.text().strip() if jenis is JenisPelimpahan.UB else "",
        )

    def _is_written(self, stored: Pelimpahan) -> bool:
        """Tell whether somebody has altered the one shown and not stored it yet."""
        if stored.mulai <= local_today():
            return False
        try:
            return self._as_written() != stored
        except ValueError:
            return True

    def _choose(self) -> None:
        chosen = self.table.selected
        if chosen is None or self._renewing:
            return
        self._shown, one = chosen, chosen.pelimpahan
        fields = (self.jenis, self.peran, self.pegawai, self.mulai)
        for field in fields:
            field.blockSignals(True)
        self.jenis.setCurrentIndex(self.jenis.findData(one.jenis))
        self.peran.setCurrentIndex(self.peran.findData(one.peran))
        self.pegawai.setCurrentIndex(self.pegawai.findData(one.pegawai_id))
        self.mulai.day, self.sampai.day = one.mulai, one.sampai
        self.dasar.setText(one.dasar)
        self.melalui.setText(one.melalui)
        for field in fields:
            field.blockSignals(False)
        self._touch()
        self._jobs.run(
            lambda _progress: self._services.riwayat.record("pelimpahan", one.id),
            done=self._show_history,
            failed=self.banner.tell_error,
            owner=self,
        )

    def _show_history(self, found: tuple[PerubahanCatatan, ...]) -> None:
        lines = [
            f"{singkat(one.waktu)} · {one.siapa} ({one.perangkat})\n{'; '.join(one.isi)}"
            for one in found
        ]
        self._history.setText("\n".join((self.tr("Riwayat"), *lines)) if lines else "")

    def _offer_people(self) -> None:
        """Offer everybody but those who hold the post; who has left stays nobody."""
        held = self.peran.currentData()
        gone = self.pegawai.count() > 0 and self.pegawai.currentIndex() < 0
        self.pegawai.offer([one for one in self._pegawai if one.aktif and held not in one.peran])
        if gone:
            self.pegawai.setCurrentIndex(-1)

    def _touch(self) -> None:
        """Offer what may be done, and show how it will be printed."""
        shown, today = self._shown, local_today()
        begun = shown is not None and shown.pelimpahan.mulai <= today
        writes = self._may_edit and not begun
        between = self.jenis.currentData() == JenisPelimpahan.UB
        for field in (self.jenis, self.peran, self.pegawai, self.mulai, self.sampai, self.dasar):
            field.setEnabled(writes)
        self.melalui.setEnabled(writes)
        self._fields.setRowVisible(self.melalui, between)
        vacant = self.jenis.currentData() == JenisPelimpahan.PLT
        self.sampai.setPlaceholderText(
            self.tr("kosong: sampai jabatan terisi") if vacant else self.tr("hh-bb-tttt")
        )
        self._heading.setText(
            self.tr("Pelimpahan baru") if shown is None else self._second_line(shown)[0]
        )
        self.save.setVisible(not begun)
        self.stop.setVisible(begun and shown is not None and not shown.lewat)
        self.withdraw.setVisible(shown is not None and not begun)
        why = self._obstacle(begun=begun)
        for control in (self.save, self.stop, self.withdraw):
            allow(control, self._may_edit and not (control is self.save and why), why)
        self.why.say(why)
        self._preview()

    def _obstacle(self, *, begun: bool) -> str:
        if not self._may_edit:
            return self.tr("Pelimpahan dicatat oleh Kepala Dinas atau administrator.")
        if begun:
            return self.tr(
                "Yang sudah berlaku tidak diubah, karena naskah sudah dibuat atas dasar itu."
            )
        return "" if self.dasar.text().strip() else self.tr("Isi dasar penunjukannya.")

    def _preview(self) -> None:
        self._printed.setText("")
        try:
            wanted = self._as_written()
        except ValueError:
            return
        self._jobs.run(
            lambda _progress: self._services.pelimpahan.preview(wanted),
            done=lambda lines: self._printed.setText("\n".join(lines)),
            failed=lambda error: self._printed.setText(str(error)),
            owner=self,
        )

    def _second_line(self, view: PelimpahanView) -> tuple[str, str]:
        one, c = view.pelimpahan, colours()
        if one.sampai is None:
            days = self.tr("sejak {0}").format(format_tanggal(one.mulai))
        else:
            days = format_rentang(one.mulai, one.sampai)
        if view.berlaku:
            return self.tr("{0} · berlaku").format(days), c.good
        return (
            (self.tr("{0} · berakhir").format(days), "")
            if view.lewat
            else (self.tr("{0} · akan datang").format(days), c.warn)
        )

    def _make_table(self) -> RecordTable[PelimpahanView]:
        def first(view: PelimpahanView) -> str:
            one = view.pelimpahan
            return f"{SEBUTAN[one.jenis]} {nama_peran(one.peran)} – {view.nama}"

        table = RecordTable(
            [
                Column[PelimpahanView](
                    self.tr("Siapa bertindak sebagai apa"),
                    first,
                    stretch=True,
                    tip=lambda v: f"{first(v)}\n{v.pelimpahan.dasar}",
                )
            ],
            name=self.tr("Daftar pelimpahan"),
            sortable=False,
            row_height=46,
        )
        table.setItemDelegateForColumn(0, TwoLineDelegate(self._second_line, table))
        return table

    def _fill_choices(self) -> None:
        self.jenis.currentTextChanged.connect(self.jenis.setToolTip)
        for jenis, words in (
            (JenisPelimpahan.PLH, self.tr("Plh. – pejabatnya berhalangan sementara")),
            (JenisPelimpahan.PLT, self.tr("Plt. – jabatannya kosong")),
            (JenisPelimpahan.AN, self.tr("a.n. – menandatangani atas nama pejabatnya")),
            (JenisPelimpahan.UB, self.tr("u.b. – untuk beliau, sesudah a.n.")),
        ):
            self.jenis.addItem(words, jenis)
        for peran in PERAN_DILIMPAHKAN:
            self.peran.addItem(nama_peran(peran), peran)
        narrow = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.jenis.setSizeAdjustPolicy(narrow)
        self.jenis.setMinimumContentsLength(20)
        calm(self.jenis)
        calm(self.peran)

    def _lay_out(self) -> None:
        card = Card(spacing=11)
        self._fields = fields = FieldRows()
        fields.add(self.tr("&Cara"), self.jenis)
        fields.add(self.tr("&Jabatan"), self.peran)
        fields.add(self.tr("&Pegawai"), self.pegawai)
        fields.add(self.tr("Me&lalui"), self.melalui)
        fields.add(self.tr("&Mulai"), self.mulai)
        fields.add(self.tr("Sampai d&engan"), self.sampai)
        fields.add(self.tr("&Dasar *"), self.dasar)
        self.melalui.setPlaceholderText(
            self.tr("jabatan yang menandatangani a.n., misalnya Sekretaris")
        )
        self.dasar.setPlaceholderText(self.tr("Surat Perintah … Nomor … tanggal …"))
        printed = self.tr("Tercetak di atas tanda tangan:")
        card.body.addWidget(self._heading)
        inside = QWidget()
        parts = column(
            fields, label(printed, kind="muted"), self._printed, self._history, spacing=11
        )
        parts.setContentsMargins(0, 0, 4, 0)
        inside.setLayout(parts)
        card.body.addWidget(Fitted(inside))
        card.body.addLayout(row(self.save, self.stop, self.withdraw, 1))
        card.body.addWidget(self.why)
        side = QWidget()
        side.setLayout(column(card, 1))
        list_side = QWidget()
        list_side.setLayout(column(self.table, self._empty, row(self.new, 1), spacing=8))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(14)
        splitter.addWidget(list_side)
        splitter.addWidget(side)
        splitter.setStretchFactor(0, 5)
        splitter.setStretchFactor(1, 6)
        splitter.setSizes([420, 700])
        layout = column(self.banner, splitter, spacing=10)
        layout.setContentsMargins(0, 12, 0, 6)
        layout.setStretch(1, 1)
        self.setLayout(layout)
