"""Points of the review: the list that a reviewer filters, and the chosen point beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QSplitter, QWidget

from bina_desktop.application.laporan import LaporanDetail
from bina_desktop.application.services import Services
from bina_desktop.application.titik import DaftarTitik, Saringan, Titik
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.utas import JenisSasaran, Sasaran, StatusUtas
from bina_desktop.ui.jobs import Jobs, Lane
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.pages.pengesahan.bahasan import BahasanPanel
from bina_desktop.ui.panels import EmptyState, Note, button, column, row
from bina_desktop.ui.table_model import Column, RecordTable, TwoLineDelegate
from bina_desktop.ui.theme import colours, sized

_LONGEST = 160


class TitikPanel(QWidget):
    """Paragraphs and findings first; questions that are odd or were discussed below them."""

    wished = Signal(str)
    """Tab in which a question is looked at."""

    def __init__(self, services: Services, jobs: Jobs, banner: Banner) -> None:
        super().__init__()
        self._services, self._jobs, self._banner = services, jobs, banner
        self._spt_id: SptId | None = None
        self._found: DaftarTitik | None = None
        self._wanted: Sasaran | None = None
        self.filter = QComboBox()
        self.filter.setAccessibleName(self.tr("Yang ditampilkan"))
        for words, which in self._filters():
            self.filter.addItem(words, which)
        self.filter.currentIndexChanged.connect(lambda _index: self._fill())
        self.mark = button(self.tr("Tandai ditinjau"), self._mark, glyph="check")
        self.mark.setToolTip(
            self.tr("Sesudah ini, yang berubah dapat disaring dengan “Berubah sejak ditinjau”.")
        )
        self._note = Note()
        self.table = self._make_table()
        self._empty = EmptyState(
            self.tr("Tidak ada yang cocok."), self.tr("Pilih saringan lain untuk melihat sisanya.")
        )
        self.side = BahasanPanel(services, jobs, banner)
        self.side.wished.connect(self.wished.emit)
        left = QWidget()
        head = row(self.filter, 1, self.mark)
        inner = column(head, self._note, self.table, self._empty, spacing=6)
        inner.setStretch(2, 1)
        inner.setStretch(3, 1)
        left.setLayout(inner)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(12)
        splitter.addWidget(left)
        splitter.addWidget(self.side)
        splitter.setSizes([430, 400])
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        sized(left, min_width=280)
        sized(self.side, min_width=280)
        layout = column(splitter)
        layout.setContentsMargins(0, 8, 0, 4)
        self.setLayout(layout)
        self.table.selectionModel().selectionChanged.connect(self._choose)

    @property
    def waiting(self) -> int:
        """How many points wait for somebody."""
        found = self._found.titik if self._found else ()
        return sum(Saringan.DIKOMENTARI in one.tanda for one in found)

    def show_detail(self, detail: LaporanDetail, *, told: Callable[[], None]) -> None:
        """Read the points of this visit; `told` is called when they are known."""
        spt_id = detail.spt.id
        if spt_id != self._spt_id:
            self._spt_id, self._found, self._wanted = spt_id, None, None
            self.side.forget()
        self.side.show_detail(detail)

        def show(found: DaftarTitik) -> None:
            if spt_id == self._spt_id:
                self._found = found
                self._fill()
                told()

        self._jobs.run(
            lambda _progress: self._services.titik.of_visit(spt_id),
            done=show,
            failed=self._banner.tell_error,
            lane=Lane.LONG,
            owner=self,
        )

    def look_for(self, place: str) -> None:
        """Filter by what somebody was sent here for: talk, or scores without evidence."""
        if place == "tinjauan":
            self.filter.setCurrentIndex(1)
        elif place == "titik":
            self.filter.setCurrentIndex(3)

    def flush(self) -> None:
        """Keep what was begun."""
        self.side.flush()

    def _filters(self) -> list[tuple[str, Saringan | None]]:
        return [
            (self.tr("Naskah dan temuan"), None),
            (self.tr("Dikomentari, belum selesai"), Saringan.DIKOMENTARI),
            (self.tr("Pertanyaan belum dijawab"), Saringan.KOSONG),
            (self.tr("Skor ekstrem tanpa bukti"), Saringan.EKSTREM),
            (self.tr("Berubah sejak ditinjau"), Saringan.BERUBAH),
        ]

    def _fill(self) -> None:
        if self._found is None:
            return
        which = self.filter.currentData()
        shown = [one for one in self._found.titik if _passes(one, which)]
        chosen = self.table.selected
        wanted = chosen.sasaran if chosen else None
        self.table.show_records(shown)
        self.table.setVisible(bool(shown))
        self._empty.setVisible(not shown)
        never = which is Saringan.BERUBAH and not self._found.pernah
        self._note.say(
            self.tr("Anda belum pernah menandai kunjungan ini sudah ditinjau.") if never else ""
        )
        if wanted is None or not self.table.select(lambda one: one.sasaran == wanted):
            self.table.selectRow(0)
        self._choose()

    def _choose(self) -> None:
        chosen = self.table.selected
        if self._found is not None and chosen is not None:
            self.side.show_titik(chosen, self._found.tinjauan)
        else:
            self.side.show_titik(None, None)

    def _mark(self) -> None:
        spt_id = self._spt_id
        if spt_id is not None:
            self._jobs.run(
                lambda _progress: self._services.titik.mark_reviewed(spt_id),
                done=lambda _changes: self._banner.tell(
                    self.tr("Ditandai sudah ditinjau. Perubahan sesudah ini dapat disaring."),
                    "good",
                ),
                failed=self._banner.tell_error,
                owner=self,
            )

    def _make_table(self) -> RecordTable[Titik]:
        table = RecordTable(
            [
                Column[Titik](
                    self.tr("Tempat dan isi"),
                    lambda one: one.tempat,
                    stretch=True,
                    tip=lambda one: f"{one.tempat}: {one.isi}" if one.isi else one.tempat,
                ),
                Column[Titik](self.tr("Keadaan"), self._state, width=142, colour=_shade),
            ],
            name=self.tr("Tempat yang ditinjau"),
            sortable=False,
            row_height=46,
        )
        table.setItemDelegateForColumn(
            0, TwoLineDelegate(lambda one: (one.isi[:_LONGEST].replace("\n", " "), ""), table)
        )
        return table

    def _state(self, one: Titik) -> str:
        if one.menunggu:
            return self.tr("{0} koreksi").format(one.menunggu)
        return {
            StatusUtas.TERBUKA: self.tr("Menunggu jawaban"),
            StatusUtas.DIJAWAB: self.tr("Sudah dijawab"),
            StatusUtas.DITUTUP: self.tr("Selesai"),
            None: self._oddity(one),
        }[one.status]

    def _oddity(self, one: Titik) -> str:
        words = {
            Saringan.EKSTREM: self.tr("Tanpa bukti"),
            Saringan.KOSONG: self.tr("Belum dijawab"),
            Saringan.BERUBAH: self.tr("Berubah"),
        }
        return next((text for which, text in words.items() if which in one.tanda), "–")


def _passes(one: Titik, which: Saringan | None) -> bool:
    if which is None:
        return one.sasaran.jenis is not JenisSasaran.LEMBAR
    return which in one.tanda


def _shade(one: Titik) -> str:
    c = colours()
    if one.menunggu or one.status is StatusUtas.TERBUKA:
        return c.warn
    return c.accent if one.status is StatusUtas.DIJAWAB else c.muted
