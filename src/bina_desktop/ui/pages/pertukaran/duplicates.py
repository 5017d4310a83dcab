"""Likely duplicates: those that wait, and those on which somebody decided."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from bina_desktop.application.duplikat import DuplikatView, Pair
from bina_desktop.application.services import Services
from bina_desktop.domain.bahasa import format_angka
from bina_desktop.domain.duplikat import Putusan, Sebab
from bina_desktop.ui.dialogs.unite import UniteDialog
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import EmptyState, allow, button, column, label, row
from bina_desktop.ui.sections import Sections
from bina_desktop.ui.table_model import Column, RecordTable
from bina_desktop.ui.theme import colours

Views = Sequence[DuplikatView]
_OPEN, _DECIDED = range(2)


class DuplicatesPanel(QWidget):
    """Pairs of people, visits and sheets that may be one."""

    def __init__(self, services: Services, jobs: Jobs) -> None:
        super().__init__()
        self._services, self._jobs = services, jobs
        self.banner = Banner()
        self.table = self._make_table(decided=False)
        self.decided = self._make_table(decided=True)
        self.compare = button(self.tr("Bandi&ngkan…"), self._compare, kind="primary")
        self.take_back = button(self.tr("&Cabut keputusan"), self._take_back, glyph="return")
        self._empty = EmptyState(
            self.tr("Tidak ada catatan ganda."),
            self.tr(
                "Orang, kunjungan, atau lembar yang dibuat dua kali, misalnya di dua laptop, "
                "muncul di sini."
            ),
            glyph="check",
        )
        self._none_decided = EmptyState(
            self.tr("Belum ada keputusan."),
            self.tr("Yang disatukan dan yang dinyatakan bukan duplikat tercatat di sini."),
        )
        self._hint = label(
            self.tr(
                "Catatan ini mungkin orang, kunjungan, atau lembar yang sama. Bandingkan, lalu "
                "satukan atau nyatakan bukan duplikat."
            ),
            kind="muted",
            wrap=True,
        )
        self.sections = Sections()
        self.sections.add("", self._panel(self._hint, self.table, self._empty, self.compare))
        self.sections.add("", self._panel(self.decided, self._none_decided, self.take_back))
        layout = column(self.banner, self.sections, spacing=6)
        layout.setStretch(1, 1)
        layout.setContentsMargins(0, 6, 0, 4)
        self.setLayout(layout)
        self.table.selectionModel().selectionChanged.connect(self._update)
        self.decided.selectionModel().selectionChanged.connect(self._update)
        self.table.activated.connect(self._compare)
        self.show_pairs((), ())

    def show_pairs(self, waiting: Views, decided: Views) -> None:
        """Show both lists."""
        for table, empty, act, found in (
            (self.table, self._empty, self.compare, waiting),
            (self.decided, self._none_decided, self.take_back, decided),
        ):
            table.show_records(found)
            for part in (table, act):
                part.setVisible(bool(found))
            empty.setVisible(not found)
            if found and table.selected is None:
                table.selectRow(0)
        self._hint.setVisible(bool(waiting))
        self.sections.set_title(_OPEN, _counted(self.tr("&Menunggu"), waiting))
        self.sections.set_title(_DECIDED, _counted(self.tr("Su&dah diputuskan"), decided))
        self._update()

    def _update(self) -> None:
        why = self.tr("Pilih catatan dalam tabel dahulu.")
        allow(self.compare, self.table.selected is not None, why)
        allow(self.take_back, self.decided.selected is not None, why)

    def _compare(self) -> None:
        view = self.table.selected
        if view is None:
            return
        self._jobs.run(
            lambda _progress: self._services.duplikat.compare(view.suspect),
            done=lambda pairs: self._decide(view, pairs),
            failed=self.banner.tell_error,
            label=self.tr("Membandingkan"),
            owner=self,
        )

    def _decide(self, view: DuplikatView, pairs: Sequence[Pair]) -> None:
        dialog = UniteDialog(view, pairs, self)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        taken, apart, service = dialog.taken, dialog.is_distinct, self._services.duplikat
        told = (
            self.tr("{0}: dinyatakan bukan duplikat.") if apart else self.tr("{0}: disatukan.")
        ).format(view.nama)
        self._jobs.run(
            lambda _progress: (
                service.tell_apart(view.suspect) if apart else service.unite(view.suspect, taken)
            ),
            done=lambda _changes: self.banner.tell(
                self.tr("{0} Keputusan ini ikut terkirim pada ekspor berikutnya.").format(told),
                "good",
            ),
            failed=self.banner.tell_error,
            owner=self,
        )

    def _take_back(self) -> None:
        view = self.decided.selected
        if view is None:
            return
        self._jobs.run(
            lambda _progress: self._services.duplikat.take_back(view.suspect),
            done=lambda _changes: self.banner.tell(
                self.tr("Keputusan dicabut; kedua catatan berdiri sendiri lagi."), "good"
            ),
            failed=self.banner.tell_error,
            owner=self,
        )

    def _panel(self, *parts: QWidget) -> QWidget:
        panel = QWidget()
        *above, act = parts
        layout = column(*above, row(act, 1), spacing=8)
        layout.setStretch(len(above) - 2, 1)
        layout.setStretch(len(above) - 1, 1)
        layout.setContentsMargins(0, 8, 0, 0)
        panel.setLayout(layout)
        return panel

    def _last(self, one: DuplikatView, *, decided: bool) -> str:
        if decided:
            united = one.putusan is Putusan.UNITED
            return self.tr("Disatukan") if united else self.tr("Bukan duplikat")
        if not one.nama_lain:
            return self.tr("Data menyusul")
        return {
            Sebab.NIP: self.tr("NIP sama"),
            Sebab.NAME: self.tr("Nama sama"),
            Sebab.VISIT: self.tr("Kunjungan sama"),
            Sebab.SHEET: self.tr("Orang dan formulir sama"),
        }[one.suspect.sebab]

    def _make_table(self, *, decided: bool) -> RecordTable[DuplikatView]:
        c = colours()
        return RecordTable(
            [
                Column[DuplikatView](self.tr("Jenis"), lambda one: one.jenis, width=110),
                Column[DuplikatView](self.tr("Catatan pertama"), lambda v: v.nama, stretch=True),
                Column[DuplikatView](
                    self.tr("Catatan kedua"), lambda v: v.nama_lain or "–", stretch=True
                ),
                Column[DuplikatView](self.tr("Kab/kota"), lambda v: v.tempat or "–", width=190),
                Column[DuplikatView](
                    self.tr("Keputusan") if decided else self.tr("Sebab"),
                    lambda one: self._last(one, decided=decided),
                    width=180,
                    colour=lambda _one: c.muted,
                ),
            ],
            name=self.tr("Catatan ganda yang sudah diputuskan")
            if decided
            else self.tr("Catatan yang mungkin ganda"),
        )


def _counted(words: str, found: Views) -> str:
    return f"{words} ({format_angka(len(found))})" if found else words
