"""The triwulan at a glance: steps 1 and 2, the ten kab/kota, and what waits for this person."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bina_desktop.application.beranda import LangkahState, Overview, Tugas, WilayahState
from bina_desktop.application.services import Services
from bina_desktop.application.work import Topic
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.laid_out import clear
from bina_desktop.ui.panels import (
    Card,
    EmptyState,
    button,
    column,
    label,
    retitle,
    row,
    scrolled,
)
from bina_desktop.ui.steps import StepDelegate, StepMark, clock
from bina_desktop.ui.table_model import RECORD_ROLE, Column, RecordTable, TwoLineDelegate
from bina_desktop.ui.theme import MARGIN, px, sized
from bina_desktop.ui.wording import nama_keadaan

_NARROW = 1080
_STEPS = (3, 4, 5, 6, 7)
_FIRST_STEP_COLUMN = 1


class BerandaPage(QWidget):
    """Shows where every kab/kota stands and leads to what has to be done."""

    jumped = Signal(str, object)
    topics = frozenset(Topic)

    def __init__(self, services: Services, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._jobs = services, jobs
        self._triwulan: Triwulan | None = None
        self._title = label(size=1.6, bold=True)
        self._subtitle = label(kind="muted", wrap=True)
        self._differences = button("", self._open_differences, kind="link")
        self._differences.hide()
        self._awal = QHBoxLayout()
        self._awal.setSpacing(12)
        self._board = self._make_board()
        self._empty = EmptyState()
        self._known = True
        self._start = button("", self._begin)
        self._empty.add_action(self._start)
        self._empty.hide()
        self._waiting = QVBoxLayout()
        self._waiting.setSpacing(2)
        self._lay_out()

    def set_triwulan(self, triwulan: Triwulan) -> None:
        """Show this triwulan from the next reread on."""
        self._triwulan = triwulan

    def refresh(self) -> None:
        """Reread the overview."""
        triwulan = self._triwulan
        if triwulan is not None:
            self._jobs.run(
                lambda _progress: self._services.beranda.overview(triwulan),
                done=self._show,
                owner=self,
            )

    def show_spt(self, spt_id: SptId) -> None:
        """Select the kab/kota of this visit."""
        self._board.select(lambda w: w.spt_id == spt_id)

    def flush(self) -> None:
        """Nothing is entered here."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what waits beside the board, or above it in a narrow window."""
        super().resizeEvent(event)
        narrow = event.size().width() < px(_NARROW)
        direction = (
            QBoxLayout.Direction.BottomToTop if narrow else QBoxLayout.Direction.LeftToRight
        )
        if direction is not self._halves.direction():
            self._halves.setDirection(direction)
            order_focus(self)
        self._side.setMaximumWidth(16_777_215 if narrow else px(320))
        self._side.setMinimumWidth(0 if narrow else px(280))

    def _lay_out(self) -> None:
        self._side = Card(margins=14, spacing=6)
        self._side.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._side.body.addWidget(label(self.tr("Menunggu saya"), size=1.1, bold=True))
        self._side.body.addLayout(self._waiting)
        board = QWidget()
        board.setLayout(column(self._board, self._empty, spacing=0))
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(14)
        self._halves.addWidget(board, 1)
        self._halves.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)
        body = QWidget()
        heading = column(self._title, self._subtitle, spacing=2)
        body.setLayout(
            column(
                heading, self._differences, self._awal, self._halves, 1, spacing=12, margins=MARGIN
            )
        )
        self.setLayout(column(scrolled(body)))

    def _make_board(self) -> RecordTable[WilayahState]:
        columns = [
            Column[WilayahState](self.tr("Kabupaten/Kota"), lambda w: w.nama, stretch=True),
        ]
        titles = (
            self.tr("3 Penilaian"),
            self.tr("4 Koreksi"),
            self.tr("5 Validasi"),
            self.tr("6 Pengesahan"),
            self.tr("7 Penyampaian"),
        )
        columns.extend(
            Column[WilayahState](
                title, lambda w, n=n: _in_words(w, n), width=119, tip=lambda w, n=n: _tip(w, n)
            )
            for n, title in zip(_STEPS, titles, strict=True)
        )
        columns.append(
            Column[WilayahState](
                self.tr("Lembar"),
                lambda w: f"{w.lembar_final}/{w.lembar}" if w.lembar else "–",
                tip=lambda w: self.tr("{0} lembar final dari {1}").format(
                    w.lembar_final, w.lembar
                ),
            )
        )
        board = RecordTable(
            columns, name=self.tr("Keadaan kabupaten/kota"), sortable=False, row_height=48
        )
        name = TwoLineDelegate(lambda w: (w.jadwal or self.tr("belum ada SPT"), ""), board)
        board.setItemDelegateForColumn(0, name)
        for number, nomor in enumerate(_STEPS):
            delegate = StepDelegate(lambda w, n=nomor: _step(w, n), board)
            board.setItemDelegateForColumn(_FIRST_STEP_COLUMN + number, delegate)
        board.activated.connect(lambda index: self._open(index.data(RECORD_ROLE)))
        board.setToolTip(self.tr("Enter atau klik ganda membuka kunjungan"))
        return board

    def _open(self, wilayah: WilayahState) -> None:
        target = "lembar_penilaian" if wilayah.langkah == 3 else "pengesahan"
        self.jumped.emit(target if wilayah.spt_id else "penugasan", wilayah.spt_id)

    def _open_differences(self) -> None:
        self.jumped.emit("pertukaran", None)

    def _show(self, overview: Overview) -> None:
        self._title.setText(overview.triwulan.label)
        self._subtitle.setText(_office_line(overview))
        told = any(tugas.halaman == "pertukaran" for tugas in overview.tugas)
        self._differences.setVisible(overview.perbedaan > 0 and not told)
        retitle(
            self._differences,
            self.tr("{0} perbedaan data menunggu keputusan: buka Pertukaran").format(
                overview.perbedaan
            ),
        )
        self._show_first_steps(overview.langkah_awal)
        self._show_board(overview)
        self._show_waiting(overview)

    def _show_first_steps(self, steps: tuple[LangkahState, ...]) -> None:
        clear(self._awal)
        for step in steps:
            card = Card(margins=12, spacing=0)
            mark = StepMark()
            mark.show_step(step)
            title = label(f"{step.langkah}. {step.judul}", bold=True, wrap=True)
            who = label(
                " · ".join(part for part in (step.pelaku, step.output) if part)
                or self.tr("Belum ada yang mengerjakan"),
                kind="muted",
                size=0.93,
                wrap=True,
            )
            content = row(spacing=16)
            content.addLayout(column(title, who, spacing=2), 1)
            content.addWidget(mark)
            sized(mark, width=170)
            card.body.addLayout(content)
            self._awal.addWidget(card, 1)

    def _show_board(self, overview: Overview) -> None:
        any_spt = any(w.spt_id is not None for w in overview.wilayah)
        self._board.setVisible(any_spt)
        self._empty.setVisible(not any_spt)
        self._known = overview.saya is not None
        self._show_beginning(overview.triwulan.label)
        self._board.show_records(overview.wilayah)
        self._board.show_whole()

    def _show_beginning(self, triwulan: str) -> None:
        """Say where to begin: the office with an order, a fresh laptop with its Paket Tugas."""
        if self._known:
            retitle(self._start, self.tr("Buka &Tim && Penugasan"))
            text = self.tr(
                "Kepala Dinas memerintahkan pembentukan Tim, Kabid membentuk Tim dengan SK, lalu "
                "SPT diterbitkan per kabupaten/kota. Semuanya di tab Tim & Penugasan; di laptop "
                "lapangan, impor Paket Tugas di tab Pertukaran."
            )
        else:
            retitle(self._start, self.tr("&Terima Paket Tugas"))
            text = self.tr(
                "Mintalah Paket Tugas (berkas .xlsx) dari kantor, lalu terima di tab Pertukaran: "
                "data kantor, Tim, SPT, dan aparatur yang dinilai ada di dalamnya."
            )
        self._empty.say(self.tr("Belum ada SPT untuk {0}.").format(triwulan), text)

    def _begin(self) -> None:
        self.jumped.emit("penugasan" if self._known else "pertukaran", None)

    def _show_waiting(self, overview: Overview) -> None:
        clear(self._waiting)
        if overview.saya is None and not overview.tugas:
            self._waiting.addWidget(
                label(
                    self.tr(
                        "Anda belum tercatat sebagai pegawai. Impor Paket Tugas di tab "
                        "Pertukaran, atau minta administrator menambahkan Anda."
                    ),
                    kind="muted",
                    wrap=True,
                )
            )
        for tugas in overview.tugas:
            self._waiting.addWidget(self._task(tugas))
        order_focus(self)
        if overview.saya is not None and not overview.tugas:
            self._waiting.addWidget(
                label(
                    self.tr("Tidak ada yang menunggu Anda dalam triwulan ini."),
                    kind="muted",
                    wrap=True,
                )
            )

    def _task(self, tugas: Tugas) -> QWidget:
        text = label(tugas.teks, wrap=True)
        go = button(
            self.tr("Buka"),
            lambda: self.jumped.emit(tugas.halaman, tugas.spt_id),
            kind="link",
            name=self.tr("Buka: {0}").format(tugas.teks),
        )
        holder = QWidget()
        line = row(spacing=6)
        line.addWidget(text, 1)
        line.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        line.setContentsMargins(0, 3, 0, 3)
        holder.setLayout(line)
        return holder


def _office_line(overview: Overview) -> str:
    kantor = overview.kantor
    return f"{kantor.nama} · {kantor.pemda}" if kantor else ""


def _step(wilayah: WilayahState, nomor: int) -> LangkahState | None:
    """Return the state of a step; None before there is an SPT: nothing can be under way."""
    if wilayah.spt_id is None:
        return None
    return next((s for s in wilayah.langkah_state if s.langkah == nomor), None)


def _in_words(wilayah: WilayahState, nomor: int) -> str:
    step = _step(wilayah, nomor)
    return f"{nama_keadaan(step.keadaan)}, {clock(step)}" if step else "–"


def _tip(wilayah: WilayahState, nomor: int) -> str:
    step = _step(wilayah, nomor)
    if step is None:
        return ""
    parts = [f"{step.langkah}. {step.judul}: {_in_words(wilayah, nomor)}"]
    if step.pelaku:
        parts.append(step.pelaku)
    if step.dikembalikan:
        parts.append(f"dikembalikan {step.dikembalikan} kali")
    return " · ".join(parts)
