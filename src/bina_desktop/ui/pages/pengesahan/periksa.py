"""Checklists of the steps: each point as it was found, ticked by whoever has the Laporan now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLayout, QSizePolicy, QWidget

from bina_desktop.application.laporan import LaporanDetail
from bina_desktop.application.periksa import ButirView, DaftarPeriksa
from bina_desktop.application.services import Services
from bina_desktop.domain.laporan import LaporanId
from bina_desktop.domain.penugasan import SptId
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.laid_out import clear
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import EmptyState, button, column, label, row, scrolled
from bina_desktop.ui.wording import singkat


class PeriksaPanel(QWidget):
    """One list for each step that has one, the step that is due first."""

    wished = Signal(str)
    """Section in which a point is looked at."""
    filled = Signal()
    """Other points stand here now."""

    def __init__(self, services: Services, jobs: Jobs, banner: Banner) -> None:
        super().__init__()
        self._services, self._jobs, self._banner = services, jobs, banner
        self._laporan_id = LaporanId("")
        self._spt_id: SptId | None = None
        self.shown: Sequence[DaftarPeriksa] = ()
        self._empty = EmptyState(
            self.tr("Belum ada yang diperiksa."),
            self.tr("Daftar periksa muncul saat laporan ada di meja Kasi dan Kabid."),
        )
        self._body = QWidget()
        self._lists = column(spacing=4)
        self._lists.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lists.setContentsMargins(0, 6, 6, 6)
        self._body.setLayout(self._lists)
        self._area = scrolled(self._body)
        layout = column(self._area, self._empty)
        layout.setStretch(0, 1)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._area.hide()

    def show_detail(self, detail: LaporanDetail) -> None:
        """Read the checklists of this visit."""
        spt_id = self._spt_id = detail.spt.id
        self._laporan_id = detail.laporan.id
        self._jobs.run(
            lambda _progress: self._services.periksa.of_visit(spt_id),
            done=lambda found: self._show(spt_id, found),
            failed=self._banner.tell_error,
            owner=self,
        )

    @property
    def words(self) -> str:
        """How far the list is that is to be ticked now: `4/6`; '' for one who only reads."""
        for one in self.shown:
            if one.may_tick:
                return f"{one.selesai}/{len(one.butir)}"
        return ""

    def _show(self, spt_id: SptId, found: Sequence[DaftarPeriksa]) -> None:
        if spt_id != self._spt_id:
            return
        self.shown = found
        focused = self._focused()
        clear(self._lists)
        for daftar in sorted(found, key=lambda one: (not one.may_tick, one.langkah)):
            self._add(daftar)
        self._area.setVisible(bool(found))
        self._empty.setVisible(not found)
        for box in self.boxes():
            if box.objectName() == focused:
                box.setFocus()
        self.filled.emit()

    def boxes(self) -> list[QCheckBox]:
        """Return the points that may be ticked now, in their order."""
        return [box for box in self._body.findChildren(QCheckBox) if box.isEnabled()]

    def _focused(self) -> str:
        return next((box.objectName() for box in self.boxes() if box.hasFocus()), "")

    def _add(self, daftar: DaftarPeriksa) -> None:
        head = label(self.tr("Langkah {0} · {1}").format(daftar.langkah, daftar.judul), bold=True)
        count = label(
            self.tr("{0} dari {1} butir sesuai").format(daftar.selesai, len(daftar.butir)),
            kind="muted",
            size=0.93,
        )
        self._lists.addWidget(_held(row(head, count, 1)))
        for one in daftar.butir:
            self._lists.addWidget(_held(self._point(one, may_tick=daftar.may_tick)))
        self._lists.addWidget(_held(row(spacing=0)))

    def _point(self, one: ButirView, *, may_tick: bool) -> QHBoxLayout:
        box = QCheckBox(one.butir.butir)
        box.setObjectName(f"periksa-{one.langkah}-{one.butir.kode}")
        box.setAccessibleName(one.butir.butir)
        box.setChecked(one.sesuai)
        box.setEnabled(may_tick)
        box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        kode = one.butir.kode
        box.toggled.connect(lambda on, kode=kode: self._tick(kode, sesuai=on))
        who = ""
        if one.waktu is not None:
            who = self.tr("{0}, {1}").format(one.siapa, singkat(one.waktu).replace(" ", "\u00a0"))
        said = label(who, kind="muted", size=0.9, wrap=True)
        said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        look = None
        if may_tick and one.butir.bagian:
            look = button(
                self.tr("Lihat"),
                lambda: self.wished.emit(one.butir.bagian),
                kind="link",
                name=self.tr("Lihat: {0}").format(one.butir.butir),
            )
        line = row(box, look, said)
        line.setStretch(line.count() - 1, 1)
        return line

    def _tick(self, kode: str, *, sesuai: bool) -> None:
        key, spt_id = self._laporan_id, self._spt_id
        self._jobs.run(
            lambda _progress: self._services.periksa.tick(key, butir=kode, sesuai=sesuai),
            failed=lambda error: self._refused(error, spt_id),
            owner=self,
        )

    def _refused(self, error: Exception, spt_id: SptId | None) -> None:
        self._banner.tell_error(error)
        if spt_id is not None and spt_id == self._spt_id:
            self._show(spt_id, self.shown)


def _held(layout: QLayout) -> QWidget:
    """Put a line into a widget of its own, so that it goes as a whole."""
    holder = QWidget()
    holder.setLayout(layout)
    return holder
