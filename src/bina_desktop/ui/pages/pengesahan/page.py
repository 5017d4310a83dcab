"""The tab Tinjauan & Pengesahan: visits on the left, the Laporan of the chosen one beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from bina_desktop.application.laporan import LaporanDetail, LaporanSummary
from bina_desktop.application.services import Services
from bina_desktop.application.work import Topic
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.pages.pengesahan.detail import DetailPanel
from bina_desktop.ui.panels import EmptyState, allow, button, column, label, row
from bina_desktop.ui.table_model import Column, RecordTable, TwoLineDelegate
from bina_desktop.ui.theme import MARGIN, colours, sized
from bina_desktop.ui.wording import nama_status_laporan

_EMPTY, _COMPOSE, _DETAIL = range(3)


class PengesahanPage(QWidget):
    """Review and ratification of each visit's Laporan."""

    jumped = Signal(str, object)
    topics = frozenset(
        {Topic.LAPORAN, Topic.TEMUAN, Topic.LEMBAR, Topic.PENUGASAN, Topic.PEGAWAI, Topic.TINJAUAN}
    )

    def __init__(
        self,
        services: Services,
        jobs: Jobs,
        parent: QWidget | None = None,
        *,
        is_password: Callable[[str], bool],
    ) -> None:
        """`is_password` may take half a second; it is called off the UI thread."""
        super().__init__(parent)
        self._services, self._jobs = services, jobs
        self._triwulan: Triwulan | None = None
        self._wanted: SptId | None = None
        self._filling = False
        self.table = self._make_table()
        self.detail = DetailPanel(services, jobs, is_password)
        self.detail.left_for.connect(self._leave_for)
        self._nothing = EmptyState()
        self._not_yet = EmptyState()
        self.compose = button(self.tr("&Susun draf laporan"), self._compose, kind="primary")
        self._to_sheets = button(self.tr("Buka &lembar penilaian"), self._open_sheets)
        holder = QWidget()
        holder.setLayout(row(self._to_sheets, self.compose))
        self._not_yet.add_action(holder)
        to_assignment = button(
            self.tr("Buka &Tim && Penugasan"), lambda: self.jumped.emit("penugasan", None)
        )
        self._nothing.add_action(to_assignment)
        self._stack = QStackedWidget()
        for panel in (self._nothing, self._not_yet, self.detail):
            self._stack.addWidget(panel)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(14)
        splitter.addWidget(self.table)
        splitter.addWidget(self._stack)
        splitter.setSizes([290, 700])
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        sized(self.table, min_width=230)
        self._title = label(size=1.6, bold=True)
        head = row(self._title, self.detail.acts.verify)
        head.setStretch(0, 1)
        layout = column(head, splitter, spacing=10)
        layout.setStretch(1, 1)
        layout.setContentsMargins(MARGIN, MARGIN - 4, MARGIN, 10)
        self.setLayout(layout)
        self.table.selectionModel().selectionChanged.connect(self._choose)

    def set_triwulan(self, triwulan: Triwulan) -> None:
        """Show this triwulan from the next reread on."""
        self._triwulan = triwulan

    def refresh(self) -> None:
        """Reread the visits; the chosen Laporan follows."""
        triwulan = self._triwulan
        if triwulan is not None:
            self._jobs.run(
                lambda _progress: self._services.laporan.list(triwulan),
                done=self._show,
                owner=self,
            )

    def show_spt(self, spt_id: SptId) -> None:
        """Choose this visit."""
        if not self.table.select(lambda r: r.spt.id == spt_id):
            self._wanted = spt_id

    def flush(self) -> None:
        """Save texts under the pen."""
        self.detail.flush()

    def _show(self, visits: Sequence[LaporanSummary]) -> None:
        assert self._triwulan is not None
        self._title.setText(self.tr("Tinjauan & Pengesahan · {0}").format(self._triwulan.label))
        chosen = self.table.selected
        wanted = self._wanted or (chosen.spt.id if chosen else None)
        self._filling = True
        self.table.show_records(visits)
        self.table.setVisible(bool(visits))
        found = wanted is not None and self.table.select(lambda r: r.spt.id == wanted)
        if not found:
            self._choose_first()
        self._filling = False
        self._wanted = None
        self._nothing.say(
            self.tr("Belum ada kunjungan untuk {0}.").format(self._triwulan.label),
            self.tr(
                "Laporan disusun dari lembar penilaian sebuah kunjungan. Terbitkan SPT lebih "
                "dahulu di tab Tim & Penugasan."
            ),
        )
        self._choose()

    def _choose_first(self) -> None:
        """Begin with what waits for this person, else with a report there is to read."""
        if not self.table.select(lambda r: r.waits_for_me) and not self.table.select(
            lambda r: r.laporan is not None
        ):
            self.table.selectRow(0)

    def _choose(self) -> None:
        if self._filling:
            return
        chosen = self.table.selected
        if chosen is None:
            self._stack.setCurrentIndex(_EMPTY)
        elif chosen.laporan is None:
            self.detail.leave()
            self._show_not_yet(chosen)
        else:
            self.detail.expect(chosen.spt.id)
            self._jobs.run(
                lambda _progress: self._services.laporan.detail(chosen.spt.id),
                done=self._show_detail,
                owner=self,
            )

    def _show_detail(self, detail: LaporanDetail) -> None:
        chosen = self.table.selected
        if chosen is not None and chosen.spt.id == detail.spt.id:
            self.detail.show_detail(detail)
            self._stack.setCurrentIndex(_DETAIL)

    def _show_not_yet(self, chosen: LaporanSummary) -> None:
        open_sheets = chosen.lembar - chosen.lembar_final
        if not chosen.lembar:
            why = self.tr("Belum ada lembar penilaian pada kunjungan ini.")
        elif open_sheets:
            why = self.tr(
                "{0} dari {1} lembar sudah final. Finalkan {2} lembar lagi, lalu susun drafnya."
            ).format(chosen.lembar_final, chosen.lembar, open_sheets)
        else:
            why = ""
        self._not_yet.say(
            self.tr("Laporan {0} belum disusun.").format(chosen.wilayah.nama),
            why
            or self.tr(
                "Semua {0} lembar sudah final. Susun draf: nilai dihitung, temuan dan naskah "
                "diusulkan, dan semuanya masih dapat disunting."
            ).format(chosen.lembar),
        )
        allow(self.compose, not why, why)
        self._stack.setCurrentIndex(_COMPOSE)

    def _compose(self) -> None:
        chosen = self.table.selected
        if chosen is None:
            return
        self.compose.setEnabled(False)
        self._jobs.run(
            lambda _progress: self._services.laporan.compose(chosen.spt.id),
            ended=lambda: self.compose.setEnabled(True),
            owner=self,
        )

    def _leave_for(self, tab: str) -> None:
        chosen = self.table.selected
        if chosen is not None:
            self.jumped.emit(tab, chosen.spt.id if tab == "lembar_penilaian" else None)

    def _open_sheets(self) -> None:
        chosen = self.table.selected
        if chosen is not None:
            self.jumped.emit("lembar_penilaian", chosen.spt.id)

    def _make_table(self) -> RecordTable[LaporanSummary]:
        table = RecordTable(
            [
                Column[LaporanSummary](
                    self.tr("Kunjungan"),
                    lambda r: r.wilayah.nama,
                    stretch=True,
                    tip=lambda r: f"{r.wilayah.nama}: {self._state_of(r)[0]}",
                )
            ],
            name=self.tr("Kunjungan dalam triwulan ini"),
            sortable=False,
            row_height=46,
        )
        table.setItemDelegateForColumn(0, TwoLineDelegate(self._state_of, table))
        return table

    def _state_of(self, summary: LaporanSummary) -> tuple[str, str]:
        state = nama_status_laporan(summary.laporan.status if summary.laporan else None)
        if summary.waits_for_me:
            what = state.removeprefix(self.tr("Menunggu "))
            what = what[:1].lower() + what[1:]
            return self.tr("● Menunggu Anda · {0}").format(what), colours().accent
        return state, ""
