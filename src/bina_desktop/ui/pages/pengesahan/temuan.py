"""Findings and recommendations of a visit: a list, and the chosen one beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QSplitter, QWidget

from bina_desktop.application.laporan import LaporanDetail
from bina_desktop.application.services import Services
from bina_desktop.application.work import Changes
from bina_desktop.domain.temuan import Temuan, TemuanId, Tingkat, kekurangan
from bina_desktop.ui.dialogs.temuan import TemuanDialog
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.pages.pengesahan.temuan_reader import TemuanReader
from bina_desktop.ui.panels import EmptyState, Note, OneOf, allow, button, column, row
from bina_desktop.ui.table_model import Column, RecordTable, TwoLineDelegate
from bina_desktop.ui.theme import colours, px, sized
from bina_desktop.ui.wording import nama_tingkat


class TemuanPanel(QWidget):
    """Editable while the draft is in the hands of the one who is in."""

    def __init__(self, services: Services, jobs: Jobs, banner: Banner) -> None:
        super().__init__()
        self._services, self._jobs, self._banner = services, jobs, banner
        self._detail: LaporanDetail | None = None
        self._wanted: TemuanId | None = None
        self.table = self._make_table()
        self.reader = TemuanReader()
        self.add = button(self.tr("T&ambah…"), self._add, glyph="add")
        self.edit = button(self.tr("&Ubah…"), self._edit, glyph="edit")
        self.delete = button(self.tr("&Hapus"), self._delete, glyph="trash")
        self.up = button("", lambda: self._move(-1), glyph="chevron-up", name=self.tr("Naikkan"))
        self.down = button(
            "", lambda: self._move(1), glyph="chevron-down", name=self.tr("Turunkan")
        )
        self.up.setToolTip(self.tr("Cetak lebih dahulu (Alt+↑)"))
        self.down.setToolTip(self.tr("Cetak kemudian (Alt+↓)"))
        self.propose = button(self.tr("Usulkan &lagi"), self._propose)
        self.propose.setToolTip(
            self.tr(
                "Usulkan temuan dari skor terkini dan lengkapi bagian yang masih kosong; "
                "yang sudah ditulis atau dihapus tetap."
            )
        )
        self.missing = Note(kind="warn")
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(px(12))
        splitter.addWidget(self.table)
        splitter.addWidget(self.reader)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        splitter.setSizes([400, 560])
        sized(self.table, min_width=230)
        sized(self.reader, min_width=260)
        self._empty = EmptyState(
            self.tr("Belum ada temuan."),
            self.tr(
                "Temuan diusulkan saat draf disusun, dari indikator kritis, skor rendah, dan "
                "aspek yang lemah. Temuan lain dapat ditambahkan sendiri atau diambil dari bank "
                "frasa."
            ),
        )
        self._body = OneOf(self._empty, splitter)
        self._bar = QWidget()
        self._bar.setLayout(
            row(self.add, self.edit, self.delete, self.up, self.down, 1, self.propose)
        )
        layout = column(self.missing, self._body, self._bar, spacing=8)
        layout.setContentsMargins(0, 10, 0, 4)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.table.selectionModel().selectionChanged.connect(self._update)
        self.table.activated.connect(self._edit)
        self._bind(QKeySequence.StandardKey.Delete, self.delete)
        self._bind("Alt+Up", self.up)
        self._bind("Alt+Down", self.down)
        self._bind("Ins", self.add, whole=True)

    def show_detail(self, detail: LaporanDetail) -> None:
        """Show these findings; the chosen one stays chosen."""
        chosen = self.table.selected
        wanted = self._wanted or (chosen.id if chosen else None)
        self._detail, self._wanted = detail, None
        self.table.show_records(detail.temuan)
        if not self.table.select(lambda t: t.id == wanted) and detail.temuan:
            self.table.selectRow(0)
        self._body.show_index(int(bool(detail.temuan)))
        for control in (self.edit, self.delete, self.up, self.down):
            control.setVisible(bool(detail.temuan))
        self._bar.setVisible(detail.actions.edit)
        lacking = sum(bool(kekurangan(one)) for one in detail.temuan)
        self.missing.say(
            self.tr("{0} dari {1} temuan belum lengkap. Lengkapi sebelum draf diteruskan.").format(
                lacking, len(detail.temuan)
            )
            if lacking and detail.actions.edit
            else ""
        )
        self._update()

    def _bind(
        self, keys: QKeySequence.StandardKey | str, control: QPushButton, *, whole: bool = False
    ) -> None:
        """Let keys press a button while the table, or anything in the panel, has the focus."""
        where = self if whole else self.table
        shortcut = QShortcut(QKeySequence(keys), where)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(control.click)

    def _update(self) -> None:
        chosen, detail = self.table.selected, self._detail
        if detail is None:
            return
        self.reader.show_temuan(chosen, detail.bahan)
        why_not = self.tr("Pilih temuan dalam daftar dahulu.")
        for control in (self.edit, self.delete):
            allow(control, chosen is not None, why_not)
        place = detail.temuan.index(chosen) if chosen in detail.temuan else -1
        allow(self.up, place > 0, self.tr("Temuan ini sudah paling atas."))
        allow(
            self.down,
            0 <= place < len(detail.temuan) - 1,
            self.tr("Temuan ini sudah paling bawah."),
        )

    def _add(self) -> None:
        if self._detail is not None and self._detail.actions.edit:
            self._ask(Temuan(TemuanId(""), self._detail.spt.id, "", Tingkat.SEDANG))

    def _edit(self) -> None:
        chosen = self.table.selected
        if chosen is not None and self._detail is not None and self._detail.actions.edit:
            self._ask(chosen)

    def _ask(self, temuan: Temuan) -> None:
        assert self._detail is not None
        dialog = TemuanDialog(temuan, self._detail, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            edited = dialog.temuan
            self._run(lambda: self._services.temuan.save(edited), self._choose)

    def _delete(self) -> None:
        chosen = self.table.selected
        if chosen is not None:
            self._run(
                lambda: self._services.temuan.delete(chosen.id),
                lambda _changes: self._banner.offer(
                    self.tr("Temuan dihapus dan tidak diusulkan lagi."),
                    self.tr("&Urungkan"),
                    lambda: self._run(lambda: self._services.temuan.save(chosen), self._choose),
                ),
            )

    def _move(self, by: int) -> None:
        chosen = self.table.selected
        if chosen is not None:
            self._run(lambda: self._services.temuan.move(chosen.id, by), self._choose)

    def _propose(self) -> None:
        if self._detail is None:
            return
        spt_id = self._detail.spt.id

        def tell(changes: Changes) -> None:
            count = len(changes.records)
            self._banner.tell(
                self.tr("{0} temuan diusulkan atau dilengkapi.").format(count)
                if count
                else self.tr("Tidak ada usulan baru: temuan sudah sesuai dengan skor terkini."),
                "good",
            )

        self._run(lambda: self._services.temuan.propose(spt_id), tell)

    def _choose(self, changes: Changes) -> None:
        """Choose what was written once it is read again."""
        self._wanted = TemuanId(next(iter(changes.records), ""))

    def _run(self, work: Callable[[], Changes], done: Callable[[Changes], None]) -> None:
        self._jobs.run(
            lambda _progress: work(),
            done=done,
            failed=self._banner.tell_error,
            owner=self,
        )

    def _make_table(self) -> RecordTable[Temuan]:
        table = RecordTable(
            [
                Column[Temuan](
                    self.tr("Temuan, menurut urutan cetak"),
                    lambda t: t.kondisi,
                    stretch=True,
                    tip=lambda t: t.kondisi,
                )
            ],
            name=self.tr("Temuan dan rekomendasi"),
            sortable=False,
            row_height=46,
        )
        table.setItemDelegateForColumn(0, TwoLineDelegate(self._state_of, table))
        return table

    def _state_of(self, temuan: Temuan) -> tuple[str, str]:
        weight = nama_tingkat(temuan.tingkat)
        missing = kekurangan(temuan)
        if missing:
            return self.tr("{0} · ⚠ {1} bagian belum diisi").format(
                weight, len(missing)
            ), colours().warn
        shade = colours().bad if temuan.tingkat is Tingkat.KRITIS else ""
        return self.tr("{0} · {1} rekomendasi").format(weight, len(temuan.rekomendasi)), shade
