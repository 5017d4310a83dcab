"""Issuers whom this installation trusts: names, validity, fingerprints; one more, one less."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QWidget

from bina_desktop.application.penerbit import Penerbit, PenerbitService
from bina_desktop.domain.bahasa import format_tanggal
from bina_desktop.ui.documents import read_file
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import EmptyState, allow, button, column, label, row
from bina_desktop.ui.table_model import Column, RecordTable
from bina_desktop.ui.theme import colours, open_at, sized
from bina_desktop.ui.wording import local_today

R = TypeVar("R")


def fingerprint_text(fingerprint: str) -> str:
    """Return a fingerprint in groups of four, as people read it out to each other."""
    upper = fingerprint.upper()
    return " ".join(upper[i : i + 4] for i in range(0, len(upper), 4))


class PenerbitDialog(QDialog):
    """The list; who may not alter it reads it."""

    def __init__(
        self, penerbit: PenerbitService, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._penerbit, self._jobs = penerbit, jobs
        self._may = False
        self.setWindowTitle(self.tr("Penerbit tepercaya"))
        self.banner = Banner(self)
        self.table = RecordTable(
            [
                Column[Penerbit](self.tr("Penerbit"), lambda one: one.nama, stretch=True),
                Column[Penerbit](
                    self.tr("Berlaku sampai"),
                    lambda one: format_tanggal(one.sampai),
                    colour=lambda one: colours().text if _valid(one) else colours().warn,
                    tip=lambda one: "" if _valid(one) else self.tr("Tidak berlaku hari ini."),
                ),
                Column[Penerbit](
                    self.tr("Sidik SHA-256"),
                    lambda one: fingerprint_text(one.fingerprint[:16]) + " …",
                    tip=lambda one: fingerprint_text(one.fingerprint),
                    width=200,
                ),
            ],
            name=self.tr("Penerbit tepercaya"),
        )
        self._empty = EmptyState(
            self.tr("Belum ada penerbit yang dipercaya."),
            self.tr(
                "Tanda tangan tetap diperiksa keutuhannya, tetapi penerbit sertifikatnya tidak."
            ),
        )
        self.add = button(self.tr("&Tambah…"), self._pick, kind="primary", glyph="add")
        self.remove = button(self.tr("&Hapus"), self._remove, kind="danger")
        self.leave = button(self.tr("Tutu&p"), self.accept)
        self.table.selectionModel().selectionChanged.connect(self._offer)
        intro = self.tr(
            "Verifikasi menyebut tanda tangan “dipercaya” bila sertifikatnya diterbitkan oleh "
            "salah satu di bawah ini. Daftar ini berlaku di komputer ini saja."
        )
        layout = column(
            label(self.windowTitle(), size=1.2, bold=True),
            label(intro, kind="muted", wrap=True),
            self.banner,
            self.table,
            self._empty,
            row(self.add, self.remove, 1, self.leave),
            spacing=12,
            margins=18,
        )
        layout.setStretch(3, 1)
        layout.setStretch(4, 1)
        self.setLayout(layout)
        self.show_issuers((False, ()))
        order_focus(self)
        open_at(self, 760, 420)
        self.refresh()

    def refresh(self) -> None:
        """Reread the list."""
        self._run(lambda: (self._penerbit.may_edit(), self._penerbit.list()), self.show_issuers)

    def show_issuers(self, found: tuple[bool, Sequence[Penerbit]]) -> None:
        """Show the issuers, and whether the person who is in may alter them."""
        self._may, issuers = found
        self.table.show_records(issuers)
        self.table.setVisible(bool(issuers))
        self._empty.setVisible(not issuers)
        self._offer()

    def choose(self, path: Path) -> None:
        """Show whose certificates a file holds, and trust them if the person says so."""
        self._run(
            lambda: (data := read_file(path), self._penerbit.look(data, path.name)),
            lambda found: self._ask(path.name, *found),
        )

    def _offer(self) -> None:
        why = self.tr("Hanya Kepala Dinas, Kabid, dan administrator yang mengubah daftar ini.")
        allow(self.add, self._may, why)
        chosen = self.table.selected is not None
        allow(
            self.remove,
            self._may and chosen,
            self.tr("Pilih penerbit pada daftar lebih dahulu.") if self._may else why,
        )

    def _pick(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Sertifikat penerbit"),
            "",
            self.tr("Sertifikat (*.crt *.cer *.pem *.der)"),
        )
        if chosen:
            self.choose(Path(chosen))

    def _ask(self, name: str, data: bytes, found: Sequence[Penerbit]) -> None:
        if TrustDialog(found, self).exec() == QDialog.DialogCode.Accepted:
            names = ", ".join(one.nama for one in found)
            self._change(
                lambda: self._penerbit.trust(data, name),
                self.tr("{0} sekarang dipercaya di komputer ini.").format(names),
            )

    def _remove(self) -> None:
        one = self.table.selected
        if one is not None:
            self._change(
                lambda: self._penerbit.distrust(one.fingerprint),
                self.tr("{0} tidak dipercaya lagi di komputer ini.").format(one.nama),
            )

    def _change(self, work: Callable[[], None], news: str) -> None:
        def tell(_none: None) -> None:
            self.banner.tell(news, "good")
            self.refresh()

        self._run(work, tell)

    def _run(self, work: Callable[[], R], done: Callable[[R], None]) -> None:
        self._jobs.run(
            lambda _progress: work(), done=done, failed=self.banner.tell_error, owner=self
        )


class TrustDialog(QDialog):
    """Shows name, validity and fingerprint; trusted is only what somebody has compared."""

    def __init__(self, found: Sequence[Penerbit], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Percayai penerbit ini?"))
        sized(self, min_width=600)
        about = self.tr(
            "Siapa pun dapat membuat sertifikat dengan nama apa pun. Cocokkan sidik di bawah ini "
            "dengan yang diumumkan penerbitnya, lewat jalan lain dari berkas ini (laman resmi, "
            "surat, telepon)."
        )
        self.compared = QCheckBox(self.tr("Sidiknya sudah saya &cocokkan dan sama"))
        self.trust = button(self.tr("&Percayai"), self.accept, kind="primary")
        self.trust.setEnabled(False)
        self.compared.toggled.connect(self.trust.setEnabled)
        self.setLayout(
            column(
                label(self.windowTitle(), size=1.2, bold=True),
                label(about, wrap=True),
                *(part for one in found for part in self._shown(one)),
                self.compared,
                1,
                row(1, button(self.tr("&Batal"), self.reject), self.trust),
                spacing=12,
                margins=18,
            )
        )
        order_focus(self)

    def _shown(self, one: Penerbit) -> Sequence[QWidget]:
        late = "" if _valid(one) else self.tr(" (tidak berlaku hari ini)")
        dates = self.tr("Berlaku {0} sampai {1}{2}").format(
            format_tanggal(one.dari), format_tanggal(one.sampai), late
        )
        half = len(one.fingerprint) // 2
        lines = fingerprint_text(one.fingerprint[:half]), fingerprint_text(one.fingerprint[half:])
        told = self.tr("Sidik SHA-256:\n{0}\n{1}").format(*lines)
        return (
            label(one.nama, bold=True, wrap=True),
            label(dates, wrap=True),
            label(told, selectable=True, wrap=True),
        )


def _valid(one: Penerbit) -> bool:
    return one.is_valid(local_today())
