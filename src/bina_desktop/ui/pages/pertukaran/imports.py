"""Files in: dropped or picked, previewed one by one, then taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

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
from bina_desktop.ui.pages.pertukaran.drop_area import DropArea
from bina_desktop.ui.pages.pertukaran.files import FilesPanel
from bina_desktop.ui.panels import column

_DROP, _PREVIEW, _FILES = range(3)


class ImportPanel(QWidget):
    """Takes a queue of files through preview and import."""

    def __init__(self, services: Services, jobs: Jobs) -> None:
        super().__init__()
        self._services, self._jobs = services, jobs
        self._queue: list[Path] = []
        self._refused: list[str] = []
        self._passwords: list[str] = []
        """What opened locked files; tried on those that were picked with them."""
        self._asked: set[Path] = set()
        """Files for whose password somebody was asked."""
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
            self._passwords.clear()
            self._asked.clear()
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
        path = self._queue[0]
        again = False

        def work(progress: Progress) -> ImportPreview:
            return self._previewed(path, progress)

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
        self._passwords.append(dialog.password)
        return True

    def _previewed(self, path: Path, progress: Progress) -> ImportPreview:
        """Look into a file; where it is locked, with each password that is known."""
        preview, known = self._services.pertukaran.preview, list(self._passwords)
        for password in known[:-1]:
            with suppress(WrongPasswordError):
                return preview(path, progress=progress, password=password)
        return preview(path, progress=progress, password=known[-1] if known else "")

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

        said = False

        def done(_changes: Changes) -> None:
            nonlocal said
            said = True
            self._tell(preview)
            self._next()

        def failed(error: Exception) -> None:
            nonlocal said
            said = True
            self.banner.tell_error(error)

        def ended() -> None:
            self.preview.setEnabled(True)
            if not said:
                self.banner.tell(
                    self.tr("Impor {0} dihentikan; tidak ada isinya yang masuk.").format(
                        preview.reading.nama_berkas
                    )
                )

        self._jobs.run(
            work,
            done=done,
            failed=failed,
            ended=ended,
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

        passwords = list(self._passwords)

        def done(outcomes: Sequence[FileOutcome]) -> None:
            locked = next((one for one in outcomes if one.needs_password), None)
            if locked is not None:
                again = locked.path in self._asked
                kind = WrongPasswordError if again else PasswordRequiredError
                self._asked.add(locked.path)
                if self._ask_password(kind(" ".join(locked.warnings))):
                    self._look_at(paths)
                    return
            self.files.show_files(outcomes)
            self._stack.setCurrentIndex(_FILES)

        self._jobs.run(
            lambda progress: self._services.unattended.run(
                paths, dry_run=True, passwords=passwords, progress=progress
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
        passwords = list(self._passwords)

        def work(progress: Progress) -> tuple[list[FileOutcome], Changes]:
            outcomes = self._services.unattended.run(
                paths, accept=True, passwords=passwords, progress=progress
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
        if fates[FileFate.STOPPED]:
            news.append(
                self.tr(
                    "Impor dihentikan: dari {0} berkas lainnya tidak ada isinya yang masuk; pilih "
                    "lagi berkas itu untuk melanjutkan."
                ).format(format_angka(fates[FileFate.STOPPED]))
            )
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
        sound = not (differing or fates[FileFate.REFUSED] or fates[FileFate.STOPPED])
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
            lambda progress: self._previewed(path, progress),
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
