"""One Laporan: what it says, how it got here, and what may be done now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bina_desktop.application.laporan import LaporanDetail
from bina_desktop.application.services import Services
from bina_desktop.application.signing_state import TandaTangan
from bina_desktop.domain.bahasa import format_rentang
from bina_desktop.domain.laporan import Laporan, is_ratified
from bina_desktop.domain.penugasan import SptId
from bina_desktop.ui.dialogs.arsip import words_of_changes
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.jobs import Jobs, Lane
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.pages.pengesahan.actions import ActionBar
from bina_desktop.ui.pages.pengesahan.halangan import HalanganList
from bina_desktop.ui.pages.pengesahan.kendali import KendaliPanel
from bina_desktop.ui.pages.pengesahan.naskah import NaskahPanel
from bina_desktop.ui.pages.pengesahan.periksa import PeriksaPanel
from bina_desktop.ui.pages.pengesahan.riwayat import NilaiPanel, RiwayatPanel
from bina_desktop.ui.pages.pengesahan.temuan import TemuanPanel
from bina_desktop.ui.pages.pengesahan.titik import TitikPanel
from bina_desktop.ui.panels import Note, column, label, row
from bina_desktop.ui.sections import Sections
from bina_desktop.ui.theme import sized
from bina_desktop.ui.wording import nama_status_laporan, tanggal

_SHOWN_CHANGES = 3


class DetailPanel(QWidget):
    """Heading, sections, what stands in the way, and the bar of actions below."""

    left_for = Signal(str)
    """Tab in which something is to be mended first."""

    def __init__(self, services: Services, jobs: Jobs, is_password: Callable[[str], bool]) -> None:
        super().__init__()
        self._services, self._jobs = services, jobs
        self._spt_id: SptId | None = None
        self.banner = Banner()
        self._title = label(size=1.25, bold=True)
        self._status = label(kind="chip", bold=True)
        self._meta = label(kind="muted", wrap=True, selectable=True)
        self._note = Note(kind="warn")
        self.changes = Note(kind="warn")
        self.nilai = NilaiPanel()
        self.temuan = TemuanPanel(services, jobs, self.banner)
        self.naskah = NaskahPanel(services, jobs, self.banner)
        self.titik = TitikPanel(services, jobs, self.banner)
        self.periksa = PeriksaPanel(services, jobs, self.banner)
        self.kendali = KendaliPanel(services, jobs, self.banner)
        self.riwayat = RiwayatPanel()
        self.halangan = HalanganList()
        self.sections = Sections()
        self.sections.add(self.tr("N&ilai"), self.nilai)
        self.sections.add(self.tr("Te&muan"), self.temuan)
        self.sections.add(self.tr("&Naskah"), self.naskah)
        self.sections.add(self.tr("Tinjauan"), self.titik)
        self.sections.add(self.tr("Daftar periksa"), self.periksa)
        self.sections.add(self.tr("Kendali"), self.kendali)
        self.sections.add(self.tr("Ri&wayat"), self.riwayat)
        self._places = {
            "nilai": 0,
            "temuan": 1,
            "naskah": 2,
            "tinjauan": 3,
            "titik": 3,
            "periksa": 4,
            "kendali": 5,
            "riwayat": 6,
        }
        self.acts = ActionBar(
            services, jobs, self.banner, before=self.flush, is_password=is_password
        )
        heading = row(self._title, self._status)
        heading.setStretch(0, 1)
        sized(self._status, height=24)
        layout = column(
            self.banner,
            heading,
            self._meta,
            self._note,
            self.changes,
            self.sections,
            self.halangan,
            self.acts,
            spacing=6,
        )
        layout.setStretch(5, 1)
        self.setLayout(layout)
        self.periksa.wished.connect(self.show_place)
        self.halangan.wished.connect(self.show_place)
        self.titik.wished.connect(self.show_place)
        self.periksa.filled.connect(lambda: order_focus(self))
        self.titik.side.filled.connect(lambda: order_focus(self))

    def show_place(self, place: str) -> None:
        """Bring a section to the front; a place outside of the review is asked of the page."""
        if place in self._places:
            self.sections.show_section(self._places[place])
            self.titik.look_for(place)
        else:
            self.left_for.emit(place)

    def expect(self, spt_id: SptId) -> None:
        """Another visit is on its way: save and forget what belongs to the one before."""
        if spt_id != self._spt_id:
            self.leave()
            self.changes.say("")
            self._spt_id = spt_id

    def leave(self) -> None:
        """Save texts under the pen and clear the news."""
        self.flush()
        self._spt_id = None
        self.banner.clear()
        self.naskah.forget()

    def flush(self) -> None:
        """Save texts under the pen."""
        self.naskah.flush()
        self.titik.flush()

    def show_detail(self, detail: LaporanDetail) -> None:
        """Show everything."""
        self._spt_id = detail.spt.id
        laporan = detail.laporan
        self._title.setText(detail.wilayah.nama)
        self._status.setText(nama_status_laporan(laporan.status))
        self._meta.setText(
            self.tr("{0} · kunjungan {1}").format(
                self._number(laporan),
                format_rentang(detail.spt.mulai, detail.spt.selesai),
            )
        )
        self._note.say(
            self.tr("Catatan peninjau: {0}").format(laporan.catatan) if laporan.catatan else ""
        )
        self._look_for_changes(detail)
        self.nilai.show_detail(detail)
        self.temuan.show_detail(detail)
        self.naskah.show_detail(detail)
        self.titik.show_detail(detail, told=self._tell_waiting)
        self.periksa.show_detail(detail)
        self.kendali.show_detail(detail)
        self.riwayat.show_detail(detail)
        self.halangan.show_hindrances(detail.actions.halangan)
        order_focus(self)
        self.acts.show_detail(detail)
        self.sections.set_title(0, self.tr("N&ilai ({0})").format(self.nilai.count))
        self.sections.set_title(1, self.tr("Te&muan ({0})").format(len(detail.temuan)))

    def _look_for_changes(self, detail: LaporanDetail) -> None:
        """Compare a ratified Laporan with the records; reads the visit, so it comes later."""
        laporan, spt_id = detail.laporan, detail.spt.id
        if not is_ratified(laporan.status):
            self.changes.say("")
            return

        def show(found: TandaTangan) -> None:
            if spt_id == self._spt_id:
                words = words_of_changes(found, _SHOWN_CHANGES)
                advice = self.tr("Laporan perubahan dibuat lewat “Tanda tangan & arsip”.")
                self.changes.say(f"{words}\n{advice}" if words else "")

        self._jobs.run(
            lambda _progress: self._services.tanda_tangan.read(laporan.id),
            done=show,
            failed=self.banner.tell_error,
            lane=Lane.LONG,
            owner=self,
        )

    def _tell_waiting(self) -> None:
        waiting = self.titik.waiting
        title = self.tr("Tinjauan ({0})").format(waiting) if waiting else self.tr("Tinjauan")
        self.sections.set_title(3, title)

    def _number(self, laporan: Laporan) -> str:
        if not laporan.nomor:
            return self.tr("Belum bernomor")
        text = self.tr("Nomor {0}").format(laporan.nomor)
        day = laporan.tanggal
        return text + (self.tr(" tanggal {0}").format(tanggal(day)) if day else "")
