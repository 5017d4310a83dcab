"""Files in: dropped or picked, previewed one by one, then taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget, QWidget

from bina_desktop.application.file_fate import FileFate, FileOutcome
from bina_desktop.application.journal import Fate
from bina_desktop.application.pratinjau import ImportPreview, PreviewRow, refusals_of
from bina_desktop.application.services import Services
from bina_desktop.application.work import Changes, Progress, Topic
from bina_desktop.application.workbook import Refusal
from bina_desktop.domain.bahasa import format_angka
from bina_desktop.domain.errors import PasswordRequiredError, WrongPasswordError
from bina_desktop.ui.dialogs.password import AskPasswordDialog
from bina_desktop.ui.dialogs.preview import PreviewPanel
from bina_desktop.ui.jobs import Jobs, Lane
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.pages.pertukaran.files import FilesPanel
from bina_desktop.ui.panels import Picture, button, column, label, restyle, row
from bina_desktop.ui.theme import colours, sized

_DROP, _PREVIEW, _FILES = range(3)


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
        self._password = ""
        """What opened the last locked file; tried for those that were picked with it."""
        self.banner = Banner()
        self.drop = DropArea()
        self.drop.picked.connect(self.take)
        self.preview = PreviewPanel()
        self.preview.accepted.connect(self._carry_out)
        self.preview.rejected.connect(self._refuse)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.drop)
        self._stack.addWidget(self.preview)
        self.files = FilesPanel()
        self.files.accepted.connect(self._carry_out_all)
        self.files.rejected.connect(self._leave_files)
        self.files.opened.connect(self._look_into)
        self.files.refusals_wanted.connect(self.save_refusals)
        self._stack.addWidget(self.files)
        self.preview.inspected.connect(self._inspect)
        self.preview.refusals_wanted.connect(lambda p: self.save_refusals(refusals_of(p)))
        self._of_files = False
        layout = column(self.banner, self._stack, spacing=10)
        layout.setStretch(1, 1)
        layout.setContentsMargins(0, 12, 0, 4)
        self.setLayout(layout)

    @property
    def previewing(self) -> bool:
        """True while files wait for a decision."""
        return self._stack.currentIndex() != _DROP

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
            self._password = ""
            if len(paths) > 1:
                self._look_at(paths)
                return
        self._queue.extend(paths)
        if not waiting:
            self._next()

    def _next(self) -> None:
        self._stack.setCurrentIndex(_DROP)
        self.drop.setEnabled(not self._queue)
        if not self._queue:
            return
        path, password = self._queue[0], self._password
        again = False

        def work(progress: Progress) -> ImportPreview:
            return self._services.pertukaran.preview(path, progress=progress, password=password)

        def done(preview: ImportPreview) -> None:
            self.preview.show_preview(preview)
            self._stack.setCurrentIndex(_PREVIEW)

        def failed(error: Exception) -> None:
            nonlocal again
            again = isinstance(error, PasswordRequiredError) and self._ask_password(error)
            if again:
                return
            named = path.name in str(error)
            self._refused.append(str(error) if named else f"{path.name}: {error}")
            self.banner.tell("\n".join(self._refused), "bad")

        self._jobs.run(
            work,
            done=done,
            failed=failed,
            ended=lambda: self._next() if again else self._after_preview(),
            label=self.tr("Membaca {0}").format(path.name),
            lane=Lane.LONG,
            owner=self,
        )

    def _ask_password(self, error: PasswordRequiredError) -> bool:
        """Ask for the password of a locked file; False where it is passed over."""
        wrong = isinstance(error, WrongPasswordError)
        dialog = AskPasswordDialog(error.sentence, wrong=wrong, parent=self)
        if dialog.exec() != AskPasswordDialog.DialogCode.Accepted:
            return False
        self._password = dialog.password
        return True

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

    # --- several files ---------------------------------------------------------------------------

    def _look_at(self, paths: Sequence[Path]) -> None:
        """Preview many: of each only what it would do is kept."""
        self.drop.setEnabled(False)

        password = self._password

        def done(outcomes: Sequence[FileOutcome]) -> None:
            locked = next((one for one in outcomes if one.needs_password), None)
            if locked is not None:
                kind = WrongPasswordError if password else PasswordRequiredError
                if self._ask_password(kind(" ".join(locked.warnings))):
                    self._look_at(paths)
                    return
            self.files.show_files(outcomes)
            self._stack.setCurrentIndex(_FILES)

        self._jobs.run(
            lambda progress: self._services.unattended.run(
                paths, dry_run=True, password=password, progress=progress
            ),
            done=done,
            failed=self.banner.tell_error,
            ended=lambda: self.drop.setEnabled(True),
            label=self.tr("Memeriksa {0} berkas").format(len(paths)),
            lane=Lane.LONG,
            owner=self,
        )

    def _carry_out_all(self, paths: Sequence[Path]) -> None:
        self.files.setEnabled(False)

        def work(progress: Progress) -> tuple[list[FileOutcome], Changes]:
            outcomes = self._services.unattended.run(
                paths, accept=True, password=self._password, progress=progress
            )
            changes = Changes.of(Topic.PERTUKARAN)
            for one in outcomes:
                changes |= one.changes or changes
            return outcomes, changes

        self._jobs.run(
            work,
            done=lambda result: self._tell_all(result[0]),
            failed=self.banner.tell_error,
            ended=lambda: self.files.setEnabled(True),
            label=self.tr("Mengimpor {0} berkas").format(len(paths)),
            lane=Lane.LONG,
            owner=self,
        )

    def _tell_all(self, outcomes: Sequence[FileOutcome]) -> None:
        self._leave_files()
        fates = Counter(one.fate for one in outcomes)
        differing = sum(one.counts.get(Fate.CONFLICT.value, 0) for one in outcomes)
        news = [self.tr("{0} berkas diimpor.").format(format_angka(fates[FileFate.TAKEN]))]
        if fates[FileFate.KNOWN]:
            words = self.tr("{0} sudah pernah diimpor.")
            news.append(words.format(format_angka(fates[FileFate.KNOWN])))
        news += [
            f"{one.path.name}: {one.reason}" for one in outcomes if one.fate is FileFate.REFUSED
        ]
        if differing:
            news.append(
                self.tr(
                    "Pada {0} catatan ada isian yang berbeda; putuskan di bagian Perbedaan."
                ).format(format_angka(differing))
            )
        sound = not differing and not fates[FileFate.REFUSED]
        self.banner.tell(" ".join(news), "good" if sound else "warn")

    def _leave_files(self) -> None:
        self._of_files = False
        self._stack.setCurrentIndex(_DROP)

    def _look_into(self, path: Path) -> None:
        self.files.setEnabled(False)

        def done(preview: ImportPreview) -> None:
            self._of_files = True
            self.preview.show_preview(preview)
            self.preview.only_look(True)
            self._stack.setCurrentIndex(_PREVIEW)

        self._jobs.run(
            lambda progress: self._services.pertukaran.preview(
                path, progress=progress, password=self._password
            ),
            done=done,
            failed=self.banner.tell_error,
            ended=lambda: self.files.setEnabled(True),
            label=self.tr("Membaca {0}").format(path.name),
            lane=Lane.LONG,
            owner=self,
        )

    # --- details ---------------------------------------------------------------------------------

    def _inspect(self, chosen: PreviewRow) -> None:
        preview = self.preview.shown
        if preview is None:
            return
        self._jobs.run(
            lambda _progress: self._services.pertukaran.fields(
                preview, chosen.entity, chosen.record
            ),
            done=lambda fields: self.preview.show_fields(chosen, fields),
            failed=self.banner.tell_error,
            owner=self,
        )

    def save_refusals(self, refusals: Sequence[Refusal]) -> None:
        """Ask where to, write the list of refusals, and show it in the program for tables."""
        target, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Simpan daftar tolakan"),
            self.tr("Daftar-tolakan.xlsx"),
            self.tr("Buku kerja Excel (*.xlsx)"),
        )
        if not target:
            return
        path = Path(target)

        def done(_none: None) -> None:
            self.banner.tell(
                self.tr("Daftar tolakan tersimpan di {0} dan dibuka.").format(path), "good"
            )
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self._jobs.run(
            lambda _progress: self._services.pertukaran.save_refusals(path, refusals),
            done=done,
            failed=self.banner.tell_error,
            lane=Lane.LONG,
            owner=self,
        )

    def _refuse(self, preview: ImportPreview) -> None:
        if self._of_files:
            self._of_files = False
            self.preview.only_look(False)
            self._stack.setCurrentIndex(_FILES)
            return
        self.banner.tell(
            self.tr("{0} tidak diimpor; tidak ada yang berubah.").format(
                preview.reading.nama_berkas
            )
        )
        self._next()
