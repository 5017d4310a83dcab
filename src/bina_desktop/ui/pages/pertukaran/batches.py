"""Imports carried out: the list, what came with each, and their undo."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QWidget

from bina_desktop.application.batch import Batch, BatchState
from bina_desktop.application.batches import MOST_ROOM, UndoPreview
from bina_desktop.application.services import Services
from bina_desktop.domain.bahasa import format_angka, format_ukuran, format_waktu
from bina_desktop.ui.dialogs.undo import UndoDialog
from bina_desktop.ui.jobs import Jobs, Lane
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import Card, EmptyState, allow, button, column, label, retitle, row
from bina_desktop.ui.table_model import Column, RecordTable
from bina_desktop.ui.theme import colours
from bina_desktop.ui.wording import singkat

_MEGABYTE = 1_048_576


class BatchesPanel(QWidget):
    """Imports, newest first; the chosen one can be undone, and its file be had again."""

    def __init__(self, services: Services, jobs: Jobs) -> None:
        super().__init__()
        self._services, self._jobs = services, jobs
        self._room = (0, 0)
        self.banner = Banner()
        self.table = self._make_table()
        self._empty = EmptyState(
            self.tr("Belum ada berkas yang diimpor."),
            self.tr(
                "Berkas yang diterima tercatat di sini: kapan, oleh siapa, dan berapa isinya."
            ),
        )
        self.details = label(wrap=True, selectable=True)
        self.undo = button(self.tr("Bata&lkan impor…"), self._undo)
        self.copy = button(self.tr("&Simpan salinan berkas…"), self._save_copy, kind="quiet")
        self._card = Card(margins=12, spacing=8)
        self._card.body.addWidget(self.details)
        self._card.body.addLayout(row(self.undo, self.copy, 1))
        self.room_text = label(kind="muted")
        self.room = button(self.tr("Ub&ah…"), self._ask_room, kind="link")
        self.room.setAccessibleName(self.tr("Ubah ruang salinan berkas"))
        layout = column(
            self.banner,
            self.table,
            self._empty,
            self._card,
            row(self.room_text, self.room, 1),
            spacing=8,
        )
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        layout.setContentsMargins(0, 12, 0, 4)
        self.setLayout(layout)
        self.table.selectionModel().selectionChanged.connect(self._update)

    def show_batches(self, batches: Sequence[Batch], room: tuple[int, int]) -> None:
        """Show them, and how much room the files that came in take of what they may."""
        self._room = room
        self.table.show_records(batches)
        self.table.setVisible(bool(batches))
        self._card.setVisible(bool(batches))
        self._empty.setVisible(not batches)
        if batches and self.table.selected is None:
            self.table.selectRow(0)
        used, most = room
        self.room_text.setText(
            self.tr("Salinan berkas yang diimpor memakai {0} dari {1} yang disediakan.").format(
                format_ukuran(used), format_ukuran(most)
            )
        )
        self._update()

    def _update(self) -> None:
        batch = self.table.selected
        if batch is None:
            return
        self.details.setText("\n".join(self._facts(batch)))
        self.details.setToolTip(batch.sha256)
        undone = batch.state is BatchState.UNDONE
        retitle(
            self.undo, self.tr("&Kembalikan impor…") if undone else self.tr("Bata&lkan impor…")
        )
        allow(
            self.undo,
            batch.new_changes > 0,
            self.tr("Impor ini tidak membawa perubahan baru, jadi tidak ada yang dibatalkan."),
        )
        allow(
            self.copy,
            batch.kept_bytes > 0,
            self.tr("Salinan berkas ini tidak disimpan lagi, karena ruang salinan terbatas."),
        )

    def _facts(self, batch: Batch) -> list[str]:
        kept = (
            self.tr("salinan tersimpan, {0}").format(format_ukuran(batch.kept_bytes))
            if batch.kept_bytes
            else self.tr("salinan tidak disimpan lagi")
        )
        lines = [
            self.tr("{0} · diimpor {1} oleh {2}").format(
                batch.nama_berkas, format_waktu(batch.waktu), batch.pelaku
            ),
            self.tr("SHA-256 {0} · {1}").format(batch.sha256[:16], kept),
        ]
        if batch.state_at is not None:
            words = (
                self.tr("Dibatalkan {0} oleh {1}. Isinya tidak berlaku lagi.")
                if batch.state is BatchState.UNDONE
                else self.tr("Pernah dibatalkan; dikembalikan {0} oleh {1}.")
            )
            lines.append(words.format(format_waktu(batch.state_at), batch.state_by))
        return lines

    def _undo(self) -> None:
        batch = self.table.selected
        if batch is None:
            return
        self.undo.setEnabled(False)
        self._jobs.run(
            lambda progress: self._services.batches.preview_undo(batch.id, progress=progress),
            done=self._confirm,
            failed=self.banner.tell_error,
            ended=self._update,
            label=self.tr("Memeriksa akibat pembatalan"),
            lane=Lane.LONG,
            owner=self,
        )

    def _confirm(self, preview: UndoPreview) -> None:
        if UndoDialog(preview, self).exec() != QDialog.DialogCode.Accepted:
            return
        batch = preview.batch
        told = (
            self.tr("Impor {0} dikembalikan: isinya berlaku lagi.")
            if preview.restores
            else self.tr("Impor {0} dibatalkan. Pembatalan ikut terkirim pada ekspor berikutnya.")
        )
        self._jobs.run(
            # The dialog asked about ratified reports, too.
            lambda progress: self._services.batches.undo(
                batch.id, restore=preview.restores, despite_ratified=True, progress=progress
            ),
            done=lambda _changes: self.banner.tell(told.format(batch.nama_berkas), "good"),
            failed=self.banner.tell_error,
            label=self.tr("Menulis pembatalan"),
            lane=Lane.LONG,
            owner=self,
        )

    def _save_copy(self) -> None:
        batch = self.table.selected
        if batch is None:
            return
        target, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Simpan salinan berkas"),
            batch.nama_berkas,
            self.tr("Buku kerja Excel (*.xlsx)"),
        )
        if not target:
            return
        path = Path(target)
        self._jobs.run(
            lambda _progress: self._services.batches.save_copy(batch.sha256, path),
            done=lambda _none: self.banner.tell(
                self.tr("Salinan diperiksa dan tersimpan di {0}.").format(path), "good"
            ),
            failed=self.banner.tell_error,
            owner=self,
        )

    def _ask_room(self) -> None:
        megabytes, agreed = QInputDialog.getInt(
            self,
            self.tr("Ruang salinan berkas"),
            self.tr(
                "Sampai berapa megabita salinan berkas impor disimpan?\n"
                "Bila penuh, salinan terlama dihapus; data hasil impornya tetap."
            ),
            self._room[1] // _MEGABYTE,
            0,
            MOST_ROOM,
        )
        if agreed:
            self._jobs.run(
                lambda _progress: self._services.batches.set_room(megabytes),
                failed=self.banner.tell_error,
                owner=self,
            )

    def _state(self, batch: Batch) -> str:
        if batch.state is BatchState.UNDONE:
            return self.tr("Dibatalkan")
        return self.tr("Dikembalikan") if batch.is_restored else self.tr("Berlaku")

    def _make_table(self) -> RecordTable[Batch]:
        c = colours()
        return RecordTable(
            [
                Column[Batch](
                    self.tr("Waktu (WIB)"),
                    lambda b: singkat(b.waktu),
                    sort=lambda b: b.waktu.timestamp(),
                ),
                Column[Batch](self.tr("Berkas"), lambda b: b.nama_berkas, stretch=True),
                Column[Batch](self.tr("Oleh"), lambda b: b.pelaku, width=190),
                Column[Batch](
                    self.tr("Baru"),
                    lambda b: format_angka(b.new_changes),
                    right=True,
                    sort=lambda b: b.new_changes,
                ),
                Column[Batch](
                    self.tr("Sudah ada"),
                    lambda b: format_angka(b.known_changes),
                    right=True,
                    sort=lambda b: b.known_changes,
                ),
                Column[Batch](
                    self.tr("Berbeda"),
                    lambda b: format_angka(b.conflicts),
                    right=True,
                    sort=lambda b: b.conflicts,
                ),
                Column[Batch](
                    self.tr("Keadaan"),
                    self._state,
                    colour=lambda b: c.warn if b.state is BatchState.UNDONE else c.good,
                    width=110,
                ),
            ],
            name=self.tr("Riwayat impor"),
        )
