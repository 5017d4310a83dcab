"""The tab Pengaturan: office, people, officers, users, the data folder, and the look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bina_desktop.application.gate import Gate
from bina_desktop.application.services import Services
from bina_desktop.application.work import Progress, Topic
from bina_desktop.domain.kantor import Kantor
from bina_desktop.domain.pegawai import Aparatur, Pegawai, Peran
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import Wilayah
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.look import look
from bina_desktop.ui.pages.pengaturan.appearance import AppearancePanel
from bina_desktop.ui.pages.pengaturan.forms import FormsPanel
from bina_desktop.ui.pages.pengaturan.office import OfficePanel
from bina_desktop.ui.pages.pengaturan.people import AparaturPanel, PegawaiPanel
from bina_desktop.ui.pages.pengaturan.users import UsersPanel
from bina_desktop.ui.panels import column, label
from bina_desktop.ui.sections import Sections
from bina_desktop.ui.theme import MARGIN


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the tab shows, read at once."""

    saya: Pegawai | None
    kantor: Kantor | None
    pegawai: Sequence[Pegawai]
    aparatur: Sequence[Aparatur]
    wilayah: tuple[Wilayah, ...]


class PengaturanPage(QWidget):
    """What the other tabs rest on."""

    jumped = Signal(str, object)
    topics = frozenset({Topic.KANTOR, Topic.PEGAWAI, Topic.APARATUR})

    def __init__(
        self, services: Services, jobs: Jobs, gate: Gate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._jobs = services, jobs
        self.office = OfficePanel(services, jobs)
        self.pegawai = PegawaiPanel(services, jobs)
        self.aparatur = AparaturPanel(services, jobs)
        self.users = UsersPanel(gate, jobs, services.user)
        self.forms = FormsPanel(services.formulir, jobs)
        self.appearance = AppearancePanel(look())
        self.sections = Sections()
        self.sections.add(self.tr("&Kantor"), self.office)
        self.sections.add(self.tr("Pegawai &Dinas"), self.pegawai)
        self.sections.add(self.tr("Apa&ratur kab/kota"), self.aparatur)
        self.sections.add(self.tr("Pen&gguna dan data"), self.users)
        self.sections.add(self.tr("F&ormulir"), self.forms)
        self.sections.add(self.tr("Warna dan huru&f"), self.appearance)
        title = label(self.tr("Pengaturan"), size=1.6, bold=True)
        layout = column(title, self.sections, spacing=8)
        layout.setStretch(1, 1)
        layout.setContentsMargins(MARGIN, MARGIN - 4, MARGIN, 8)
        self.setLayout(layout)

    def set_triwulan(self, triwulan: Triwulan) -> None:
        """Nothing here depends on the triwulan."""

    def refresh(self) -> None:
        """Reread office and people."""
        services = self._services

        def work(_progress: Progress) -> Reading:
            return Reading(
                services.pegawai.me(),
                services.kantor.kantor(),
                services.pegawai.pegawai(),
                services.pegawai.aparatur(),
                services.penugasan.wilayah(),
            )

        self._jobs.run(work, done=self._show, owner=self)
        self.forms.refresh()

    def show_spt(self, spt_id: SptId) -> None:
        """Visits are not shown here."""

    def flush(self) -> None:
        """Nothing is saved unasked here."""

    def _show(self, reading: Reading) -> None:
        admin = reading.saya is not None and Peran.ADMIN in reading.saya.peran
        self.office.show_kantor(reading.kantor, may_edit=admin)
        self.pegawai.permit(reading.saya)
        self.aparatur.permit(reading.saya)
        self.pegawai.show_people(reading.pegawai)
        self.aparatur.show_people(reading.aparatur, reading.wilayah)
        self.sections.set_title(1, self.tr("Pegawai &Dinas ({0})").format(len(reading.pegawai)))
        self.sections.set_title(
            2, self.tr("Apa&ratur kab/kota ({0})").format(len(reading.aparatur))
        )
