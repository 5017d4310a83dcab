"""A form tried out: the entry page on a session that goes nowhere, findings beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from bina_desktop.application.formulir import FormTrial, FormulirService
from bina_desktop.application.work import Progress
from bina_desktop.formengine.client import Ref, Session
from bina_desktop.ui.dialogs.progress import ProgressStrip
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.entry import EntryTexts, FormEntry
from bina_desktop.ui.jobs import Job, Jobs, Lane
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import EmptyState, Picture, button, column, label, retitle, row
from bina_desktop.ui.preview.findings import FindingsPanel
from bina_desktop.ui.preview.watcher import FileWatcher
from bina_desktop.ui.theme import colours, px, sized

_NARROW = 1100
FILTER = "XLSForm (*.xlsx *.xlsm *.xls);;XForm (*.xml)"


def choose_form(parent: QWidget) -> Path | None:
    """Let a person point out a form; None where he or she thinks better of it."""
    title = QCoreApplication.translate("PreviewWindow", "Buka formulir untuk dicoba")
    name, _ = QFileDialog.getOpenFileName(parent, title, "", FILTER)
    return Path(name) if name else None


class PreviewWindow(QWidget):
    """Loads a form file, lets it be tried, and loads it again when it changes."""

    def __init__(
        self, formulir: FormulirService, jobs: Jobs, path: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._formulir, self._jobs = formulir, jobs
        self._path = path
        self._job: Job | None = None
        self._stale = False
        self._place = ""
        self.entry: FormEntry | None = None
        self.banner = Banner()
        self.strip = ProgressStrip()
        self._file = label(bold=True, size=1.1)
        self.findings = FindingsPanel()
        self.findings.jumped.connect(self.go_to)
        self._empty = EmptyState(glyph="info")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._watcher = FileWatcher(self)
        self._watcher.changed.connect(self.reload)
        QShortcut(QKeySequence("F5"), self).activated.connect(self.reload)
        self._lay_out()
        self.resize(1280, 720)
        self.open(path)

    @property
    def path(self) -> Path:
        """The file that is tried."""
        return self._path

    @property
    def busy(self) -> bool:
        """True while the form is being read."""
        return self._job is not None

    def open(self, path: Path) -> None:
        """Try this file from now on; answers given to the one before are forgotten."""
        self._path, self._place = path, ""
        self._file.setText(path.name)
        self._file.setToolTip(str(path))
        self.setWindowTitle(self.tr("Pratinjau: {0}").format(path.name))
        self._drop_entry()
        self._watcher.watch(path)
        self.reload()

    def reload(self) -> None:
        """F5: read the file again; what was answered stays as far as the form still asks it."""
        if self._job is not None:
            self._stale = True
            return
        path, session = self._path, self.entry.controller.session if self.entry else None
        if self.entry is not None:
            self.entry.view.commit_edits()
            here = self.entry.view.current
            self._place = here.ref if here is not None else ""
        answers: dict[str, str] = {**session.answers()} if session is not None else {}
        language = session.language if session is not None else None
        self.banner.clear()

        def work(progress: Progress) -> FormTrial:
            return self._formulir.trial(
                path, answers=answers, language=language, progress=progress
            )

        words = self.tr("Membaca formulir")
        if self.entry is None:
            self._empty.say(words, path.name)
        self._job = self._jobs.run(
            work,
            done=self._show,
            failed=self.banner.tell_error,
            ended=self._ended,
            lane=Lane.LONG,
            owner=self,
        )
        self.strip.watch(words, self._job.progress)

    def go_to(self, name: str) -> None:
        """Show the question of this name."""
        if self.entry is None:
            return
        session = self.entry.controller.session
        ref = _refs(session).get(name)
        if ref is None or not self.entry.view.go_to(ref):
            self.entry.banner.tell(
                self.tr("“{0}” belum ditampilkan: syarat relevannya belum terpenuhi.").format(name)
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the findings below the form where there is no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < px(_NARROW)
        way = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._split.orientation() is not way:
            self._split.setOrientation(way)
            self._split.setSizes([700, 240] if narrow else [900, 340])
        most = self.height() // 3 if narrow else self.height()
        self.findings.setMaximumHeight(most)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop reading; nothing else is under way."""
        if self._job is not None:
            self._job.progress.cancel()
        event.accept()

    # --- inside -------------------------------------------------------------------------------

    def _show(self, trial: FormTrial) -> None:
        check = trial.check
        self._drop_entry()
        known = frozenset(_refs(trial.session)) if trial.session is not None else frozenset()
        self.findings.show_findings(check.errors, check.notices, known)
        if trial.session is None:
            self._empty.say(
                self.tr("Formulir ini belum dapat dicoba"),
                self.tr(
                    "Perbaiki kesalahan di sebelah kanan dalam berkasnya, lalu simpan. "
                    "Pratinjau dimuat ulang dengan sendirinya."
                ),
            )
            return
        self._show_entry(trial, trial.session)

    def _show_entry(self, trial: FormTrial, session: Session) -> None:
        controller = FormController(
            session, self._jobs, record=None, media_folder=trial.media_folder, trial=True
        )
        info = session.info
        about = self.tr("{0} pertanyaan · id {1} · versi {2}").format(
            trial.check.questions, info.form_id, info.version or "–"
        )
        texts = EntryTexts(title=info.title, subtitle=about, unplaced=trial.unplaced)
        entry = FormEntry(controller, texts)
        entry.list_button.hide()
        entry.save_line.hide()
        retitle(entry.finalise_button, self.tr("&Periksa isian"))
        entry.finalise_button.setToolTip(self.tr("Memeriksa semua isian; tidak disimpan."))
        entry.finalise_wished.connect(
            lambda: entry.banner.tell(self.tr("Semua isian memenuhi aturan formulir."), "good")
        )
        self.entry = entry
        self._stack.addWidget(entry)
        self._stack.setCurrentWidget(entry)
        if not (self._place and entry.view.go_to(self._place)):
            entry.begin()
        order_focus(self)  # the entry was made after the findings, but is read before them

    def _drop_entry(self) -> None:
        entry, self.entry = self.entry, None
        if entry is not None:
            self._stack.setCurrentWidget(self._empty)
            self._stack.removeWidget(entry)
            entry.deleteLater()

    def _ended(self) -> None:
        stopped = self._job is not None and self._job.progress.cancelled
        self._job = None
        self.strip.forget()
        if stopped:
            self.banner.tell(self.tr("Pembacaan dihentikan. Tekan F5 untuk membaca lagi."))
            if self.entry is None:
                self._empty.say(self.tr("Pembacaan dihentikan"), self._path.name)
        if self._stale:
            self._stale = False
            self.reload()

    def _choose(self) -> None:
        path = choose_form(self)
        if path is not None:
            self.open(path)

    def _lay_out(self) -> None:
        words = label(
            self.tr(
                "Pratinjau: tidak ada jawaban yang disimpan dan tidak ada data kunjungan yang "
                "tersentuh."
            ),
            wrap=True,
        )
        self.reload_button = button(self.tr("&Muat ulang (F5)"), self.reload)
        open_button = button(self.tr("&Buka formulir…"), self._choose, glyph="folder")
        sign = Picture("sample", colours().accent)
        head = row(sign, words, self._file, self.reload_button, open_button, spacing=10)
        head.setStretch(1, 1)
        head.setContentsMargins(14, 8, 14, 8)
        split = self._split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._stack)
        split.addWidget(self.findings)
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        sized(self.findings, min_width=300)
        split.setSizes([900, 340])
        news = column(self.banner, self.strip, spacing=4)
        news.setContentsMargins(14, 0, 14, 0)
        layout: QVBoxLayout = column(head, news, spacing=4)
        layout.addWidget(split, 1)
        self.setLayout(layout)


def _refs(session: Session) -> dict[str, Ref]:
    """Return the first place of each name that can be gone to."""
    found: dict[str, Ref] = {}
    for node in session.walk():
        found.setdefault(node.name, node.ref)
    return found
