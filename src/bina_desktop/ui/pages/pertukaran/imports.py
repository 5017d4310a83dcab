"""Files in: dropped or picked, previewed one by one, then taken in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget, QWidget

from bina_desktop.application.journal import Fate
from bina_desktop.application.pratinjau import ImportPreview
from bina_desktop.application.services import Services
from bina_desktop.application.work import Changes, Progress
from bina_desktop.domain.bahasa import format_angka
from bina_desktop.ui.dialogs.preview import PreviewPanel
from bina_desktop.ui.jobs import Jobs, Lane
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import Picture, button, column, label, restyle, row
from bina_desktop.ui.theme import colours, sized

_DROP, _PREVIEW = range(2)


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


class ImportPanel(QWidget):
    """Takes a queue of files through preview and import."""

    def __init__(self, services: Services, jobs: Jobs) -> None:
        super().__init__()
        self._services, self._jobs = services, jobs
        self._queue: list[Path] = []
        self._refused: list[str] = []
        self.banner = Banner()
        self.drop = DropArea()
        self.drop.picked.connect(self.take)
        self.preview = PreviewPanel()
        self.preview.accepted.connect(self._carry_out)
        self.preview.rejected.connect(self._refuse)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.drop)
        self._stack.addWidget(self.preview)
        layout = column(self.banner, self._stack, spacing=10)
        layout.setStretch(1, 1)
        layout.setContentsMargins(0, 12, 0, 4)
        self.setLayout(layout)

    @property
    def previewing(self) -> bool:
        """True while a file waits for a decision."""
        return self._stack.currentIndex() == _PREVIEW

    def decide(self, preview: ImportPreview) -> bool:
        """Show a file that waits; False while another one is looked at."""
        if self._queue or self.previewing:
            return False
        self.preview.show_preview(preview)
        self._stack.setCurrentIndex(_PREVIEW)
        return True

    def take(self, paths: Sequence[Path]) -> None:
        """Queue files and preview the first."""
        waiting = bool(self._queue) or self.previewing
        if not waiting:
            self._refused.clear()
        self._queue.extend(paths)
        if not waiting:
            self._next()

    def _next(self) -> None:
        self._stack.setCurrentIndex(_DROP)
        self.drop.setEnabled(not self._queue)
        if not self._queue:
            return
        path = self._queue[0]

        def work(progress: Progress) -> ImportPreview:
            return self._services.pertukaran.preview(path, progress=progress)

        def done(preview: ImportPreview) -> None:
            self.preview.show_preview(preview)
            self._stack.setCurrentIndex(_PREVIEW)

        def failed(error: Exception) -> None:
            named = path.name in str(error)
            self._refused.append(str(error) if named else f"{path.name}: {error}")
            self.banner.tell("\n".join(self._refused), "bad")

        self._jobs.run(
            work,
            done=done,
            failed=failed,
            ended=self._after_preview,
            label=self.tr("Membaca {0}").format(path.name),
            lane=Lane.LONG,
            owner=self,
        )

    def _after_preview(self) -> None:
        if self._queue:
            self._queue.pop(0)
        self.drop.setEnabled(True)
        if not self.previewing and self._queue:
            self._next()

    def _carry_out(self, preview: ImportPreview) -> None:
        self.preview.setEnabled(False)

        def work(progress: Progress) -> Changes:
            return self._services.pertukaran.carry_out(preview, progress=progress)

        def done(_changes: Changes) -> None:
            self._tell(preview)
            self._next()

        self._jobs.run(
            work,
            done=done,
            failed=self.banner.tell_error,
            ended=lambda: self.preview.setEnabled(True),
            label=self.tr("Mengimpor {0}").format(preview.reading.nama_berkas),
            lane=Lane.LONG,
            owner=self,
        )

    def _tell(self, preview: ImportPreview) -> None:
        """Say what came in, and what now waits for a person."""
        nama, count = preview.reading.nama_berkas, preview.report.new_changes
        differing = sum(row.fate is Fate.CONFLICT for row in preview.rows)
        if not count:
            news = self.tr("{0} sudah diimpor; tidak ada yang baru di dalamnya.").format(nama)
        else:
            news = self.tr("{0} sudah diimpor: {1} perubahan baru.").format(
                nama, format_angka(count)
            )
        if count and differing:
            news += " " + self.tr(
                "Pada {0} catatan ada isian yang berbeda; putuskan di bagian Perbedaan."
            ).format(differing)
        text = "\n".join((*self._refused, news))
        self.banner.tell(text, "warn" if self._refused or (count and differing) else "good")

    def _refuse(self, preview: ImportPreview) -> None:
        self.banner.tell(
            self.tr("{0} tidak diimpor; tidak ada yang berubah.").format(
                preview.reading.nama_berkas
            )
        )
        self._next()
