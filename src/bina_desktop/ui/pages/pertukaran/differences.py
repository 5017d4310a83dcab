"""Differences that wait for a decision."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from bina_desktop.application.pertukaran import ConflictView
from bina_desktop.application.services import Services
from bina_desktop.ui.dialogs.conflict import ConflictDialog
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import EmptyState, allow, button, column, label, row
from bina_desktop.ui.table_model import Column, RecordTable


class DifferencesPanel(QWidget):
    """Each open conflict; the newest value holds until a person decides."""

    def __init__(self, services: Services, jobs: Jobs) -> None:
        super().__init__()
        self._services, self._jobs = services, jobs
        self.banner = Banner()
        self.table = self._make_table()
        self._intro = label(
            self.tr(
                "Isian yang sama diubah di lebih dari satu laptop. Nilai terbaru dipakai "
                "sampai seseorang memutuskan."
            ),
            kind="muted",
            wrap=True,
        )
        self._empty = EmptyState(
            self.tr("Tidak ada perbedaan."),
            self.tr("Bila dua laptop mengubah isian yang sama, keduanya muncul di sini."),
            glyph="check",
        )
        self.resolve = button(self.tr("&Putuskan…"), self._resolve, kind="primary")
        layout = column(
            self.banner, self._intro, self.table, self._empty, row(self.resolve, 1), spacing=8
        )
        layout.setStretch(2, 1)
        layout.setStretch(3, 1)
        layout.setContentsMargins(0, 12, 0, 4)
        self.setLayout(layout)
        self.table.selectionModel().selectionChanged.connect(self._update)
        self.table.activated.connect(self._resolve)

    def show_conflicts(self, conflicts: Sequence[ConflictView]) -> None:
        """Show what is open."""
        self.table.show_records(conflicts)
        for part in (self.table, self._intro, self.resolve):
            part.setVisible(bool(conflicts))
        self._empty.setVisible(not conflicts)
        if conflicts and self.table.selected is None:
            self.table.selectRow(0)
        self._update()

    def _update(self) -> None:
        chosen = self.table.selected is not None
        allow(self.resolve, chosen, self.tr("Pilih perbedaan dalam tabel dahulu."))

    def _resolve(self) -> None:
        conflict = self.table.selected
        if conflict is None:
            return
        dialog = ConflictDialog(conflict, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            value = dialog.value
            self._jobs.run(
                lambda _progress: self._services.pertukaran.settle(conflict, value),
                done=lambda _changes: self.banner.tell(self.tr("Keputusan tersimpan."), "good"),
                failed=self.banner.tell_error,
                owner=self,
            )

    def _make_table(self) -> RecordTable[ConflictView]:
        return RecordTable(
            [
                Column[ConflictView](self.tr("Catatan"), lambda c: c.judul, stretch=True),
                Column[ConflictView](self.tr("Isian"), lambda c: c.pertanyaan, stretch=True),
                Column[ConflictView](
                    self.tr("Nilai berbeda"),
                    lambda c: " | ".join(h.teks or self.tr("(kosong)") for h in c.heads),
                    stretch=True,
                ),
            ],
            name=self.tr("Perbedaan yang menunggu keputusan"),
        )
