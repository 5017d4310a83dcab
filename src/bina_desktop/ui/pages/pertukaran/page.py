"""The tab Pertukaran: files out, files in, differences, and what was taken in before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from bina_desktop.application.batch import ArrivedFile, Batch
from bina_desktop.application.duplikat import DuplikatView
from bina_desktop.application.laporan import LaporanSummary
from bina_desktop.application.perbedaan import ConflictView, DecisionView
from bina_desktop.application.pratinjau import ImportPreview
from bina_desktop.application.services import Services
from bina_desktop.application.work import Progress, Topic
from bina_desktop.domain.pegawai import Pegawai
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.pages.pertukaran.automatic import AutomaticPanel
from bina_desktop.ui.pages.pertukaran.batches import BatchesPanel
from bina_desktop.ui.pages.pertukaran.differences import DifferencesPanel
from bina_desktop.ui.pages.pertukaran.duplicates import DuplicatesPanel
from bina_desktop.ui.pages.pertukaran.export import ExportPanel
from bina_desktop.ui.pages.pertukaran.imports import ImportPanel
from bina_desktop.ui.panels import button, column, label, row
from bina_desktop.ui.sections import Sections
from bina_desktop.ui.theme import MARGIN, sized

_IMPORT, _EXPORT, _DIFFERENCES, _DUPLICATES, _BATCHES, _AUTOMATIC = range(6)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the tab shows, read at once."""

    visits: Sequence[LaporanSummary]
    conflicts: Sequence[ConflictView]
    decided: Sequence[DecisionView]
    double: Sequence[DuplikatView]
    """Pairs that may be one."""
    told_double: Sequence[DuplikatView]
    """Pairs on which somebody decided."""
    batches: Sequence[Batch]
    device: str
    digest: str
    saya: Pegawai | None
    arrived: Sequence[ArrivedFile]
    watched: Path | None
    room: tuple[int, int]
    """Bytes of files kept, and how many may be."""


class PertukaranPage(QWidget):
    """Exchange between laptops and office; nothing is taken in unseen."""

    jumped = Signal(str, object)
    topics = frozenset(Topic)

    def __init__(self, services: Services, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._jobs = services, jobs
        self._triwulan: Triwulan | None = None
        self._device = ""
        self.imports = ImportPanel(services, jobs)
        self.export = ExportPanel(services, jobs)
        self.differences = DifferencesPanel(services, jobs)
        self.duplicates = DuplicatesPanel(services, jobs)
        self.batches = BatchesPanel(services, jobs)
        self.sections = Sections()
        self.sections.add(self.tr("&Terima"), self.imports)
        self.sections.add(self.tr("Ki&rim"), self.export)
        self.sections.add(self.tr("Per&bedaan"), self.differences)
        self.sections.add(self.tr("D&uplikat"), self.duplicates)
        self.sections.add(self.tr("Ri&wayat impor"), self.batches)
        self.automatic = AutomaticPanel(services, jobs)
        self.automatic.opened.connect(self._decide)
        self.sections.add(self.tr("&Otomatis"), self.automatic)
        self._identity = label(kind="muted", size=0.93, selectable=True)
        sized(self._identity, min_width=100)
        copy = button(
            self.tr("Salin sidik"),
            self._copy,
            kind="quiet",
            name=self.tr("Salin sidik komputer ini"),
        )
        foot = row(self._identity, copy, 1)
        title = label(self.tr("Pertukaran data"), size=1.6, bold=True)
        layout = column(title, self.sections, foot, spacing=8)
        layout.setStretch(1, 1)
        layout.setContentsMargins(MARGIN, MARGIN - 4, MARGIN, 6)
        self.setLayout(layout)

    def set_triwulan(self, triwulan: Triwulan) -> None:
        """Offer the visits of this triwulan from the next reread on."""
        self._triwulan = triwulan

    def refresh(self) -> None:
        """Reread visits, differences, batches and the digest."""
        triwulan = self._triwulan
        if triwulan is None:
            return
        services = self._services

        def work(_progress: Progress) -> Reading:
            return Reading(
                services.laporan.list(triwulan),
                services.perbedaan.conflicts(),
                services.perbedaan.decided(),
                services.duplikat.list(),
                services.duplikat.decided(),
                services.batches.list(),
                services.pertukaran.device(),
                services.pertukaran.digest(),
                services.pegawai.me(),
                services.batches.arrived(),
                services.unattended.watched_folder(),
                services.batches.room(),
            )

        self._jobs.run(work, done=self._show, owner=self)

    def show_spt(self, spt_id: SptId) -> None:
        """Offer this visit for export."""
        self.sections.show_section(_EXPORT)
        self.export.check_only(spt_id)

    def flush(self) -> None:
        """Nothing is saved unasked here."""

    def _show(self, reading: Reading) -> None:
        self.export.show_visits(reading.visits, self._triwulan)
        self.differences.show_conflicts(reading.conflicts, reading.decided)
        self.duplicates.show_pairs(reading.double, reading.told_double)
        double = len(reading.double)
        self.sections.set_title(
            _DUPLICATES,
            self.tr("D&uplikat ({0})").format(double) if double else self.tr("D&uplikat"),
        )
        self.batches.show_batches(reading.batches, reading.room)
        self.automatic.show_files(reading.arrived, reading.watched)
        waiting = self.automatic.waiting
        words = self.tr("&Otomatis ({0})").format(waiting) if waiting else self.tr("&Otomatis")
        self.sections.set_title(_AUTOMATIC, words)
        self.export.suggest(reading.saya)
        count = len(reading.conflicts)
        title = self.tr("Per&bedaan ({0})").format(count) if count else self.tr("Per&bedaan")
        self.sections.set_title(_DIFFERENCES, title)
        self._device = reading.device
        self._identity.setText(
            self.tr("Sidik komputer ini {0} · ringkasan isi {1}").format(
                reading.device, reading.digest[:16]
            )
        )
        self._identity.setToolTip(
            self.tr(
                "Sidik dicocokkan saat berkas pertama dari sebuah laptop diterima. Dua komputer "
                "dengan ringkasan isi yang sama memuat data yang sama.\n{0}"
            ).format(reading.digest)
        )

    def _decide(self, preview: ImportPreview) -> None:
        if self.imports.decide(preview):
            self.sections.show_section(_IMPORT)
        else:
            self.automatic.banner.tell(
                self.tr("Selesaikan dahulu berkas yang sedang ditampilkan di bagian Terima."),
                "warn",
            )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._device)
