"""Findings and recommendations of a visit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from bina_desktop.application.laporan import LaporanDetail
from bina_desktop.application.services import Services
from bina_desktop.domain.temuan import Temuan, TemuanId, Tingkat
from bina_desktop.ui.dialogs.temuan import TemuanDialog
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import EmptyState, allow, button, column, row
from bina_desktop.ui.table_model import Column, RecordTable
from bina_desktop.ui.theme import colours
from bina_desktop.ui.wording import nama_alamat, nama_tingkat, tanggal

_ROW_HEIGHT = 58


class TemuanPanel(QWidget):
    """A table; editable while the draft is in the hands of the one who is in."""

    def __init__(self, services: Services, jobs: Jobs, banner: Banner) -> None:
        super().__init__()
        self._services, self._jobs, self._banner = services, jobs, banner
        self._detail: LaporanDetail | None = None
        self.table = self._make_table()
        self._empty = EmptyState(
            self.tr("Belum ada temuan."),
            self.tr(
                "Temuan diusulkan saat draf disusun, dari skor rendah dan batas kritis. "
                "Temuan lain dapat ditambahkan sendiri."
            ),
        )
        self.add = button(self.tr("T&ambah temuan"), self._add, glyph="add")
        self.edit = button(self.tr("&Ubah"), self._edit, glyph="edit")
        self.delete = button(self.tr("&Hapus"), self._delete, glyph="trash")
        self._bar = QWidget()
        self._bar.setLayout(row(self.add, self.edit, self.delete, 1))
        layout = column(self.table, self._empty, self._bar, spacing=8)
        layout.setContentsMargins(0, 10, 0, 4)
        layout.setStretch(0, 1)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.table.selectionModel().selectionChanged.connect(self._update)
        self.table.activated.connect(self._edit)

    def show_detail(self, detail: LaporanDetail) -> None:
        """Show these findings."""
        self._detail = detail
        self.table.show_records(detail.temuan)
        self.table.setVisible(bool(detail.temuan))
        self._empty.setVisible(not detail.temuan)
        self._bar.setVisible(detail.actions.edit)
        self._update()

    def _update(self) -> None:
        chosen = self.table.selected is not None
        for control in (self.edit, self.delete):
            allow(control, chosen, self.tr("Pilih temuan dalam tabel dahulu."))

    def _add(self) -> None:
        assert self._detail is not None
        self._ask(Temuan(TemuanId(""), self._detail.spt.id, "", Tingkat.SEDANG))

    def _edit(self) -> None:
        chosen = self.table.selected
        if chosen is not None and self._detail is not None and self._detail.actions.edit:
            self._ask(chosen)

    def _ask(self, temuan: Temuan) -> None:
        dialog = TemuanDialog(temuan, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            edited = dialog.temuan
            self._jobs.run(
                lambda _progress: self._services.laporan.save_temuan(edited),
                failed=self._banner.tell_error,
                owner=self,
            )

    def _delete(self) -> None:
        chosen = self.table.selected
        if chosen is not None:
            self._jobs.run(
                lambda _progress: self._services.laporan.delete_temuan(chosen.id),
                failed=self._banner.tell_error,
                owner=self,
            )

    def _make_table(self) -> RecordTable[Temuan]:
        c = colours()
        shades = {
            Tingkat.RENDAH: c.muted,
            Tingkat.SEDANG: c.text,
            Tingkat.TINGGI: c.warn,
            Tingkat.KRITIS: c.bad,
        }
        weights = list(Tingkat)
        table = RecordTable(
            [
                Column[Temuan](
                    self.tr("Tingkat"),
                    lambda t: nama_tingkat(t.tingkat),
                    colour=lambda t: shades[t.tingkat],
                    sort=lambda t: weights.index(t.tingkat),
                ),
                Column[Temuan](self.tr("Kondisi"), lambda t: t.kondisi, stretch=True),
                Column[Temuan](
                    self.tr("Rekomendasi"),
                    lambda t: "\n".join(one.isi for one in t.rekomendasi),
                    stretch=True,
                ),
                Column[Temuan](self.tr("Ditujukan kepada"), _addressees, width=140),
                Column[Temuan](
                    self.tr("Tenggat"),
                    lambda t: tanggal(
                        min((r.tenggat for r in t.rekomendasi if r.tenggat), default=None)
                    ),
                    width=110,
                ),
            ],
            name=self.tr("Temuan dan rekomendasi"),
            row_height=_ROW_HEIGHT,
        )
        table.setWordWrap(True)
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        return table


def _addressees(temuan: Temuan) -> str:
    found = (nama_alamat(one.ditujukan) for one in temuan.rekomendasi if one.ditujukan)
    return ", ".join(dict.fromkeys(found))
