"""What one sees after the door: the tabs, the triwulan, news, the foot line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from bina_desktop.application.services import Services
from bina_desktop.application.work import Changes, Progress, Topic
from bina_desktop.domain.kantor import Kantor
from bina_desktop.domain.pegawai import Pegawai
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.ui.dialogs.progress import ProgressStrip
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.jobs import Job, Jobs
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.page import Page, PageFactory
from bina_desktop.ui.panels import column, row, scrolled
from bina_desktop.ui.pickers import TriwulanPicker
from bina_desktop.ui.status_line import StatusLine
from bina_desktop.ui.watched_folder import WatchedFolder


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab; its page is imported and built when it is first shown."""

    key: str
    title: str
    load: Callable[[], PageFactory]


class _Room(QVBoxLayout):
    """Room of a page in its scrolled area: it scrolls when the page cannot become any smaller.

    A height that depends on the width would be the height the page wishes, and scroll too early.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)

    def hasHeightForWidth(self) -> bool:
        """Let the least height count."""
        return False


class Workspace(QWidget):
    """Shows pages, keeps them fresh, and passes on who wishes to go where."""

    lock_wished = Signal()

    def __init__(
        self,
        services: Services,
        jobs: Jobs,
        tabs: tuple[Tab, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._jobs, self._tabs = services, jobs, tabs
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._watched: Job | None = None
        self.banner = Banner()
        self._strip = ProgressStrip()
        self.status = StatusLine(str(services.folder), services.user)
        self.status.lock_wished.connect(self.lock_wished)
        self.picker = TriwulanPicker()
        self.picker.offer(services.beranda.triwulan_now())
        self.picker.chosen.connect(self._set_triwulan)
        self._bar = self._make_bar()
        self._stack = QStackedWidget()
        self._holders = [QWidget() for _ in tabs]
        for holder in self._holders:
            _Room(holder)
            self._stack.addWidget(scrolled(holder))
        self._lay_out()
        self._bar.currentChanged.connect(self._show_index)
        jobs.changed.connect(self._note_changes)
        jobs.failed.connect(self.banner.tell_error)
        jobs.started.connect(self._watch)
        jobs.ended.connect(self._unwatch)
        self._show_index(0)
        self._read_person()
        watched = WatchedFolder(services, jobs, self)
        watched.interrupted.connect(lambda found: self.banner.tell(found.sentence, "warn"))
        watched.start()

    @property
    def services(self) -> Services:
        """What the tabs act through, in the name of the person who is in."""
        return self._services

    @property
    def triwulan(self) -> Triwulan:
        """The triwulan of the whole window."""
        return self.picker.triwulan

    @property
    def current(self) -> str:
        """Key of the page in front."""
        return self._tabs[self._bar.currentIndex()].key

    def page(self, key: str) -> Page:
        """Return a page, built if it was not yet shown."""
        if key not in self._pages:
            index = self._index_of(key)
            factory = self._tabs[index].load()
            widget = factory(self._services, self._jobs, None)
            layout = self._holders[index].layout()
            assert layout is not None
            layout.addWidget(widget)
            order_focus(self)
            page = cast("Page", widget)
            page.jumped.connect(self.jump)
            page.set_triwulan(self.triwulan)
            self._pages[key] = page
            self._stale.add(key)
        return self._pages[key]

    def jump(self, key: str, spt_id: SptId | None = None) -> None:
        """Open a page, at a visit if one is given."""
        self._bar.setCurrentIndex(self._index_of(key))
        if spt_id is not None:
            self.page(key).show_spt(spt_id)

    def show_triwulan(self, triwulan: Triwulan) -> None:
        """Have every page show another triwulan."""
        self.picker.pick(triwulan)
        self._set_triwulan(triwulan)

    def tell_waiting(self) -> None:
        """Say what the window waits for before it closes or locks."""
        long_work = next((job.label for job in self._jobs.running if job.label), "")
        if long_work:
            self.banner.tell(
                self.tr(
                    "“{0}” masih berjalan; jendela ditutup atau dikunci sesudah itu selesai. "
                    "Tekan Hentikan bila Anda tidak ingin menunggu."
                ).format(long_work)
            )
        else:
            words = self.tr("Menyelesaikan penyimpanan; jendela ditutup atau dikunci sesudahnya.")
            self.banner.tell(words)

    def flush(self) -> None:
        """Have every page hand over what it has not saved."""
        for page in self._pages.values():
            page.flush()

    def _lay_out(self) -> None:
        top = QWidget()
        top.setObjectName("topBar")
        top.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar = row(self._bar, self.picker)
        bar.setStretch(0, 1)
        bar.setContentsMargins(8, 0, 12, 0)
        top.setLayout(bar)
        news = column(self.banner, self._strip, spacing=4)
        news.setContentsMargins(14, 6, 14, 0)
        self.setLayout(column(top, news, self._stack, self.status, spacing=0))

    def _make_bar(self) -> QTabBar:
        bar = QTabBar()
        bar.setObjectName("tabs")
        bar.setDrawBase(False)
        bar.setExpanding(False)
        bar.setUsesScrollButtons(True)
        bar.setElideMode(Qt.TextElideMode.ElideNone)
        bar.setAccessibleName(self.tr("Tab utama"))
        for number, tab in enumerate(self._tabs, start=1):
            bar.addTab(tab.title)
            bar.setTabToolTip(number - 1, f"{tab.title.replace('&', '')} (Ctrl+{number})")
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda index=number - 1: bar.setCurrentIndex(index))
        QShortcut(QKeySequence("F5"), self).activated.connect(self._reread)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self.lock_wished)
        return bar

    def _index_of(self, key: str) -> int:
        return next(i for i, tab in enumerate(self._tabs) if tab.key == key)

    def _show_index(self, index: int) -> None:
        before = self._stack.currentIndex()
        if before != index and self._tabs[before].key in self._pages:
            self._pages[self._tabs[before].key].flush()
        self.page(self._tabs[index].key)
        self._stack.setCurrentIndex(index)
        self._refresh_if_stale()

    def _refresh_if_stale(self) -> None:
        if self.current in self._stale:
            self._stale.discard(self.current)
            self._pages[self.current].refresh()

    def _reread(self) -> None:
        self._stale.update(self._pages)
        self._refresh_if_stale()

    def _set_triwulan(self, triwulan: Triwulan) -> None:
        self.flush()
        for page in self._pages.values():
            page.set_triwulan(triwulan)
        self._reread()

    def _note_changes(self, changes: Changes) -> None:
        self.status.show_saved(datetime.now(UTC))
        self._stale |= {k for k, page in self._pages.items() if page.topics & changes.topics}
        self._refresh_if_stale()
        if changes.topics & {Topic.PEGAWAI, Topic.KANTOR}:
            self._read_person()

    def _read_person(self) -> None:
        def work(_progress: Progress) -> tuple[Pegawai | None, Kantor | None]:
            return self._services.pegawai.me(), self._services.kantor.kantor()

        def show(read: tuple[Pegawai | None, Kantor | None]) -> None:
            saya, kantor = read
            self.status.show_person(saya)
            self.status.show_sample(kantor is not None and kantor.contoh)

        self._jobs.run(work, done=show, owner=self)

    def _watch(self, job: Job) -> None:
        if job.label and self._watched is None:
            self._watched = job
            self._strip.watch(job.label, job.progress)

    def _unwatch(self, job: Job) -> None:
        if job is self._watched:
            self._watched = None
            self._strip.forget()
            for waiting in self._jobs.running:
                self._watch(waiting)
