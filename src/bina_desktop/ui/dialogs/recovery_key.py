"""A new recovery key, shown once: the printed one of before opens nothing any more."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QWidget

from bina_desktop.ui.dialogs.recovery_sheet import write_recovery_sheet
from bina_desktop.ui.documents import FileFault
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.panels import Note, button, column, label, row
from bina_desktop.ui.theme import sized


class RecoveryKeyDialog(QDialog):
    """Stays until the person says that the key is on paper."""

    def __init__(self, key: str, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._folder = key, folder
        self.setWindowTitle(self.tr("Kunci pemulihan baru"))
        sized(self, min_width=560)
        about = self.tr(
            "Kunci pemulihan yang lama tidak berlaku lagi. Cetak atau tulis kunci baru ini, "
            "masukkan ke amplop, dan musnahkan yang lama. Kunci ini hanya ditampilkan sekali."
        )
        shown = label(key, size=1.15, bold=True, selectable=True, wrap=True)
        self.save = button(self.tr("Simpan sebagai &PDF…"), self._save, glyph="save")
        self._note = Note()
        self.noted = QCheckBox(self.tr("Kunci ini sudah saya cetak atau &tulis"))
        self.leave = button(self.tr("&Selesai"), self.accept, kind="primary")
        self.leave.setEnabled(False)
        self.noted.toggled.connect(self.leave.setEnabled)
        self.setLayout(
            column(
                label(self.windowTitle(), size=1.2, bold=True),
                label(about, wrap=True),
                shown,
                row(self.save, 1),
                self._note,
                self.noted,
                1,
                row(1, self.leave),
                spacing=12,
                margins=18,
            )
        )
        order_focus(self)

    def reject(self) -> None:
        """Close only once the key is on paper: it is shown nowhere else."""
        if self.noted.isChecked():
            super().reject()

    def _save(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Simpan lembar kunci"), "kunci-pemulihan.pdf", "PDF (*.pdf)"
        )
        if not chosen:
            return
        path = Path(chosen)
        try:
            write_recovery_sheet(path, self._key, folder=self._folder, moment=datetime.now(UTC))
        except FileFault as fault:
            self._note.say(str(fault), "fault")
            return
        told = self.tr("Tersimpan di {0}. Cetak, simpan kertasnya, lalu hapus berkas itu.")
        self._note.say(told.format(path), "good")
