"""People of the Dinas, and officers of the kab/kota."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QDialog, QLineEdit, QWidget

from bina_desktop.application.journal import Fate
from bina_desktop.application.roster import PastedRow
from bina_desktop.application.services import Services
from bina_desktop.application.work import Changes
from bina_desktop.domain.pegawai import (
    Aparatur,
    AparaturId,
    Pegawai,
    PegawaiId,
    Peran,
    format_nip,
)
from bina_desktop.domain.wilayah import KodeWilayah, Wilayah
from bina_desktop.ui.dialogs.paste import PasteDialog
from bina_desktop.ui.dialogs.person import AparaturDialog, PegawaiDialog
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import EmptyState, Note, allow, button, column, row
from bina_desktop.ui.pickers import WilayahPicker
from bina_desktop.ui.table_model import Column, RecordTable, TwoLineDelegate
from bina_desktop.ui.theme import px
from bina_desktop.ui.wording import daftar_peran, nama_kelompok, nama_status_kepegawaian

_LARGE_TEXT: Final = 160
"""Percent from which the tools of a list need two lines."""

P = TypeVar("P", Pegawai, Aparatur)


class PeoplePanel(QWidget, Generic[P]):
    """A searchable table with add, edit, delete; the kinds differ in columns and dialog."""

    editors: frozenset[Peran]
    """Roles that may edit this list."""

    def __init__(
        self, services: Services, jobs: Jobs, table: RecordTable[P], empty: EmptyState
    ) -> None:
        super().__init__()
        self.services, self._jobs = services, jobs
        self._why_not = ""
        self.why = Note()
        self.banner = Banner()
        self.table = table
        self.table.setItemDelegateForColumn(0, TwoLineDelegate(_nip_line, self.table))
        self._empty = empty
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Cari nama, NIP, atau jabatan"))
        self.search.setAccessibleName(self.tr("Cari"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.table.filter_text)
        self.add = button(self.tr("T&ambah"), self.add_person, kind="primary", glyph="add")
        self.paste = button(self.tr("Temp&el tabel…"), self._paste, glyph="copy")
        self.edit = button(self.tr("&Ubah"), self.edit_person, glyph="edit")
        self.delete = button(self.tr("&Hapus"), self.delete_person, glyph="trash")
        self.finders = row(self.search)
        self._tools = row()
        self._tools.addLayout(self.finders, 1)
        self._tools.addLayout(row(self.add, self.paste, self.edit, self.delete))
        layout = column(self.banner, self._tools, self.table, self._empty, self.why, spacing=8)
        layout.setStretch(2, 1)
        layout.setStretch(3, 1)
        layout.setContentsMargins(0, 12, 0, 4)
        self.setLayout(layout)
        self.table.selectionModel().selectionChanged.connect(self._update)
        self.table.activated.connect(self.edit.click)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste.click)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.redress()
        self._update()

    def redress(self) -> None:
        """Put the buttons below the search where large text leaves no room beside it."""
        large = px(100) > _LARGE_TEXT
        way = QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight
        self._tools.setDirection(way)

    def show_rows(self, people: Sequence[P]) -> None:
        """Show these people."""
        self.table.show_records(people)
        self.table.setVisible(bool(people))
        self._empty.setVisible(not people)
        self._update()

    def add_person(self) -> None:
        """Ask for a new one."""
        raise NotImplementedError

    def edit_person(self) -> None:
        """Ask for changes to the selected one."""
        raise NotImplementedError

    def delete_person(self) -> None:
        """Mark the selected one deleted; the service refuses where that would tear a record."""
        raise NotImplementedError

    def paste_dialog(self, text: str) -> PasteDialog:
        """Return what asks how a copied table is to be read."""
        raise NotImplementedError

    def permit(self, saya: Pegawai | None) -> None:
        """Let this person edit, or say beside the list why not."""
        allowed = saya is not None and bool(self.editors & saya.peran)
        self._why_not = "" if allowed else self.refusal()
        self.why.say(self._why_not)
        self._update()

    def refusal(self) -> str:
        """Return who may edit this list, as a sentence."""
        raise NotImplementedError

    def run(self, work: Callable[[], Changes], news: str) -> None:
        """Write, and tell."""
        self._jobs.run(
            lambda _progress: work(),
            done=lambda _changes: self.banner.tell(news, "good"),
            failed=self.banner.tell_error,
            owner=self,
        )

    def _paste(self) -> None:
        dialog = self.paste_dialog(QGuiApplication.clipboard().text())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            table = dialog.table
            self._jobs.run(
                lambda _progress: self.services.roster.take(table),
                done=lambda taken: self._tell_pasted(taken[0]),
                failed=self.banner.tell_error,
                label=self.tr("Menyimpan orang dari tabel"),
                owner=self,
            )

    def _tell_pasted(self, rows: Sequence[PastedRow]) -> None:
        count = Counter(one.fate for one in rows)
        news = self.tr("{0} orang ditambahkan dan {1} diperbarui dari tabel.").format(
            count[Fate.NEW], count[Fate.CHANGED]
        )
        refused = count[Fate.REFUSED]
        if refused:
            news += " " + self.tr("{0} baris ditolak tidak ikut disimpan.").format(refused)
        self.banner.tell(news, "warn" if refused else "good")

    def _update(self) -> None:
        chosen = self.table.selected is not None
        for control in (self.add, self.paste):
            allow(control, not self._why_not, self._why_not)
        for control in (self.edit, self.delete):
            why = self._why_not or ("" if chosen else self.tr("Pilih nama dalam tabel dahulu."))
            allow(control, not why, why)


def _person_columns(words: QWidget) -> list[Column[P]]:
    return [
        Column[P](words.tr("Nama dan NIP"), lambda p: p.nama, stretch=True),
        Column[P](words.tr("Jabatan"), lambda p: p.jabatan, stretch=True),
    ]


def _nip_line(person: Pegawai | Aparatur) -> tuple[str, str]:
    status = nama_status_kepegawaian(person.status)
    return (f"{format_nip(person.nip)} · {status}" if person.nip else status), ""


class PegawaiPanel(PeoplePanel[Pegawai]):
    """People of the provincial Dinas."""

    editors = frozenset({Peran.ADMIN})

    def __init__(self, services: Services, jobs: Jobs) -> None:
        titles = QWidget()
        columns: list[Column[Pegawai]] = _person_columns(titles)
        columns.append(
            Column[Pegawai](
                titles.tr("Peran"),
                lambda p: daftar_peran(p.peran) + ("" if p.aktif else titles.tr(" (tidak aktif)")),
                width=190,
            )
        )
        super().__init__(
            services,
            jobs,
            RecordTable(columns, name=titles.tr("Pegawai Dinas"), row_height=46),
            EmptyState(
                titles.tr("Belum ada pegawai."),
                titles.tr(
                    "Tambahkan Kepala Dinas, Kepala Bidang, Kepala Seksi, dan calon anggota Tim; "
                    "perannya menentukan langkah SOP yang boleh dikerjakan."
                ),
                glyph="person",
            ),
        )

    def refusal(self) -> str:
        """Say who may."""
        return self.tr("Daftar pegawai hanya dapat diubah oleh administrator.")

    def show_people(self, people: Sequence[Pegawai]) -> None:
        """Show these."""
        self.show_rows(people)

    def add_person(self) -> None:
        """Ask for a new one."""
        self._ask(Pegawai(PegawaiId(""), ""))

    def edit_person(self) -> None:
        """Ask for changes to the selected one."""
        if self.table.selected is not None:
            self._ask(self.table.selected)

    def delete_person(self) -> None:
        """Mark the selected one deleted."""
        chosen = self.table.selected
        if chosen is not None:
            self.run(
                lambda: self.services.pegawai.delete_pegawai(chosen.id),
                self.tr("{0} dihapus dari daftar.").format(chosen.nama),
            )

    def paste_dialog(self, text: str) -> PasteDialog:
        """Return what asks how a copied table is to be read."""
        people = self.table.records.records
        plan = self.services.roster.plan
        return PasteDialog(lambda table: plan(table, people), text, parent=self)

    def _ask(self, pegawai: Pegawai) -> None:
        dialog = PegawaiDialog(pegawai, self.services.pegawai.check_nip, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            edited = dialog.pegawai
            self.run(
                lambda: self.services.pegawai.save_pegawai(edited),
                self.tr("{0} tersimpan.").format(edited.nama),
            )


class AparaturPanel(PeoplePanel[Aparatur]):
    """Officers who are coached and assessed, of one kab/kota or all."""

    editors = frozenset({Peran.ADMIN, Peran.KABID, Peran.KASI, Peran.TIM})

    def __init__(self, services: Services, jobs: Jobs) -> None:
        titles = QWidget()
        self._names: dict[KodeWilayah, str] = {}
        self._all: Sequence[Aparatur] = ()
        self._wilayah: tuple[Wilayah, ...] = ()
        columns: list[Column[Aparatur]] = _person_columns(titles)
        columns.append(
            Column[Aparatur](titles.tr("Kelompok"), lambda a: nama_kelompok(a.kelompok), width=140)
        )
        columns.append(
            Column[Aparatur](
                titles.tr("Kab/Kota"), lambda a: self._names.get(a.kode_wilayah, "–"), width=190
            )
        )
        super().__init__(
            services,
            jobs,
            RecordTable(columns, name=titles.tr("Aparatur kab/kota"), row_height=46),
            EmptyState(
                titles.tr("Belum ada aparatur."),
                titles.tr(
                    "Tambahkan pejabat, JF Operator SIAK/ADB, dan petugas yang akan dinilai; "
                    "satu lembar penilaian untuk setiap orang per kunjungan."
                ),
                glyph="person",
            ),
        )
        self.wilayah = WilayahPicker(everywhere=self.tr("Semua kab/kota"))
        self.wilayah.chosen.connect(self._filter)
        self.finders.insertWidget(0, self.wilayah)
        self.finders.setStretch(1, 1)

    def refusal(self) -> str:
        """Say who may."""
        return self.tr(
            "Daftar aparatur hanya dapat diubah oleh Tim, Kasi, Kabid, atau administrator."
        )

    def show_people(self, people: Sequence[Aparatur], wilayah: tuple[Wilayah, ...]) -> None:
        """Show these, of the picked kab/kota."""
        self._all, self._wilayah = people, wilayah
        self._names = {w.kode: w.nama for w in wilayah}
        self.wilayah.offer(wilayah)
        self._filter()

    def add_person(self) -> None:
        """Ask for a new one of the picked kab/kota."""
        kode = self.wilayah.kode or (self._wilayah[0].kode if self._wilayah else KodeWilayah(""))
        self._ask(Aparatur(AparaturId(""), kode, ""))

    def edit_person(self) -> None:
        """Ask for changes to the selected one."""
        if self.table.selected is not None:
            self._ask(self.table.selected)

    def delete_person(self) -> None:
        """Mark the selected one deleted."""
        chosen = self.table.selected
        if chosen is not None:
            self.run(
                lambda: self.services.pegawai.delete_aparatur(chosen.id),
                self.tr("{0} dihapus dari daftar.").format(chosen.nama),
            )

    def paste_dialog(self, text: str) -> PasteDialog:
        """Return what asks how a copied table is to be read, and of which kab/kota it is."""
        people, plan = self._all, self.services.roster.plan
        return PasteDialog(
            lambda table: plan(table, people),
            text,
            wilayah=self._wilayah,
            kode=self.wilayah.kode,
            parent=self,
        )

    def _filter(self) -> None:
        kode = self.wilayah.kode
        self.show_rows([a for a in self._all if kode is None or a.kode_wilayah == kode])

    def _ask(self, aparatur: Aparatur) -> None:
        dialog = AparaturDialog(aparatur, self._wilayah, self.services.pegawai.check_nip, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            edited = dialog.aparatur
            self.run(
                lambda: self.services.pegawai.save_aparatur(edited),
                self.tr("{0} tersimpan.").format(edited.nama),
            )
