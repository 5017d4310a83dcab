"""The tab Tim & Penugasan: three sections, one a step, and who acts for whom."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bina_desktop.application.nomor import Registers
from bina_desktop.application.penugasan import PenugasanState
from bina_desktop.application.services import Services
from bina_desktop.application.work import Progress, Topic
from bina_desktop.domain.pegawai import Pegawai
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import Wilayah
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.pages.penugasan.nomor import NomorPanel
from bina_desktop.ui.pages.penugasan.pelimpahan import Delegations, PelimpahanPanel
from bina_desktop.ui.pages.penugasan.perintah import PerintahPanel
from bina_desktop.ui.pages.penugasan.sk_tim import SkTimPanel
from bina_desktop.ui.pages.penugasan.spt import SptPanel
from bina_desktop.ui.panels import column, label
from bina_desktop.ui.sections import Sections
from bina_desktop.ui.theme import MARGIN


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the tab shows, read at once."""

    state: PenugasanState
    pegawai: tuple[Pegawai, ...]
    wilayah: tuple[Wilayah, ...]
    delegations: Delegations
    registers: Registers


class PenugasanPage(QWidget):
    """Order, team, travel orders: what must stand before anybody may fill a sheet."""

    jumped = Signal(str, object)
    topics = frozenset({Topic.PENUGASAN, Topic.PEGAWAI})

    def __init__(self, services: Services, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._jobs = services, jobs
        self._triwulan: Triwulan | None = None
        self._wanted: SptId | None = None
        self._begun = False
        self.perintah = PerintahPanel(services, jobs)
        self.sk_tim = SkTimPanel(services, jobs)
        self.spt = SptPanel(services, jobs)
        self.pelimpahan = PelimpahanPanel(services, jobs)
        self.nomor = NomorPanel(services, jobs)
        self._title = label(size=1.6, bold=True)
        self.sections = Sections()
        for title, panel in (
            (self.tr("1 Perintah"), self.perintah),
            (self.tr("2 SK Tim"), self.sk_tim),
            (self.tr("3 SPT"), self.spt),
            (self.tr("Pelimp&ahan"), self.pelimpahan),
            (self.tr("Nomo&r"), self.nomor),
        ):
            self.sections.add(title, panel)
        layout = column(self._title, self.sections, spacing=8)
        layout.setContentsMargins(MARGIN, MARGIN - 4, MARGIN, 8)
        self.setLayout(layout)

    def set_triwulan(self, triwulan: Triwulan) -> None:
        """Show this triwulan from the next reread on; entry for another one is dropped."""
        if triwulan != self._triwulan:
            self._triwulan = triwulan
            self._begun = False
            for panel in (self.perintah, self.sk_tim, self.spt):
                panel.start(triwulan)

    def refresh(self) -> None:
        """Reread order, SK and SPT."""
        triwulan = self._triwulan
        if triwulan is None:
            return

        def work(_progress: Progress) -> Reading:
            return Reading(
                self._services.penugasan.state(triwulan),
                tuple(self._services.pegawai.pegawai()),
                self._services.penugasan.wilayah(),
                Delegations(
                    tuple(self._services.pelimpahan.all()), self._services.pelimpahan.may_edit()
                ),
                self._services.nomor.registers(triwulan.tahun),
            )

        self._jobs.run(work, done=self._show, owner=self)

    def show_spt(self, spt_id: SptId) -> None:
        """Open the section of SPT at this one."""
        self._begun = True
        self.sections.show_section(2)
        if not self.spt.show_spt(spt_id):
            self._wanted = spt_id

    def flush(self) -> None:
        """Nothing is saved unasked here: a letter is issued by its button."""

    def _show(self, reading: Reading) -> None:
        state = reading.state
        self._title.setText(self.tr("Tim & Penugasan · {0}").format(state.triwulan.label))
        self.perintah.show_state(state, reading.pegawai)
        self.sk_tim.show_state(state, reading.pegawai)
        self.spt.show_state(state, reading.pegawai, reading.wilayah)
        self.pelimpahan.show_state(reading.delegations, reading.pegawai)
        self.nomor.show_state(reading.registers)
        waiting = sum(view.belum for view in reading.registers.views)
        acting = sum(view.berlaku for view in reading.delegations.views)
        done = (state.perintah is not None, state.sk_tim is not None)
        self.sections.set_title(0, self.tr("&1 Perintah") + (" ✓" if done[0] else ""))
        self.sections.set_title(1, self.tr("&2 SK Tim") + (" ✓" if done[1] else ""))
        self.sections.set_title(
            2, self.tr("&3 SPT {0}/{1}").format(len(state.spt), len(reading.wilayah))
        )
        mark = self.tr(" · {0} berlaku").format(acting) if acting else ""
        self.sections.set_title(3, self.tr("Pelimp&ahan") + mark)
        mark = self.tr(" · {0} belum").format(waiting) if waiting else ""
        self.sections.set_title(4, self.tr("Nomo&r") + mark)
        if not self._begun:
            self._begun = True
            self.sections.show_section(2 if all(done) else 1 if done[0] else 0)
        if self._wanted is not None and self.spt.show_spt(self._wanted):
            self._wanted = None
