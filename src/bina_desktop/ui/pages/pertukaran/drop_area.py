"""Where files are dropped or picked that are to come in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame

from bina_desktop.ui.panels import Picture, button, column, label, restyle, row
from bina_desktop.ui.theme import colours, sized


class DropArea(QFrame):
    """Takes workbooks that are dropped on it, or picked."""

    picked = Signal(object)
    """Carries a list of Path."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "drop")
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Tempat menaruh berkas"))
        picture = Picture("import", colours().accent, size=48)
        title = label(self.tr("Taruh berkas .xlsx di sini"), size=1.15, bold=True)
        text = label(
            self.tr(
                "Paket Tugas dari kantor, atau Hasil Lapangan dari laptop. Boleh beberapa "
                "sekaligus; akibatnya ditampilkan dahulu, belum ada yang disimpan."
            ),
            kind="muted",
            wrap=True,
        )
        text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        sized(text, width=460)
        self.pick_button = button(self.tr("&Pilih berkas…"), self.pick, kind="primary")
        self.setLayout(
            column(
                1,
                row(1, picture, 1),
                row(1, title, 1),
                row(1, text, 1),
                row(1, self.pick_button, 1),
                2,
                spacing=10,
                margins=20,
            )
        )

    def pick(self) -> None:
        """Ask for files."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Pilih berkas"), "", self.tr("Buku kerja Excel (*.xlsx)")
        )
        if chosen:
            self.picked.emit([Path(name) for name in chosen])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Light up for files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            restyle(self, "over", True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Go dark again."""
        restyle(self, "over", False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files."""
        restyle(self, "over", False)
        paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        event.acceptProposedAction()
        self.picked.emit(paths)
