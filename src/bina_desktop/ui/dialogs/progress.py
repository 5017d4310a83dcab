"""How far a long piece of work is, and a way to stop it; a strip, so that one can work on."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy, QWidget

from bina_desktop.application.work import Progress
from bina_desktop.ui.panels import button, column, label, row

_PATIENCE_MS = 500
_POLL_MS = 100


class ProgressStrip(QFrame):
    """Appears when a job has run for half a second; polls it ten times a second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.setProperty("tone", "info")
        self.setAccessibleName(self.tr("Pekerjaan yang sedang berjalan"))
        self._progress: Progress | None = None
        self._title = ""
        self._text = label()
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Kemajuan"))
        self._stop = button(self.tr("&Hentikan"), self.cancel)
        layout = row(spacing=14)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.addLayout(column(self._text, self._bar, spacing=4), 1)
        layout.addWidget(self._stop)
        self.setLayout(layout)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._appear)
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._show_snapshot)
        self.hide()

    def watch(self, title: str, progress: Progress) -> None:
        """Follow this work from now on."""
        self._title, self._progress = title, progress
        self._stop.setEnabled(True)
        self._patience.start()

    def forget(self) -> None:
        """The work has ended."""
        self._progress = None
        self._patience.stop()
        self._poll.stop()
        self.hide()

    def cancel(self) -> None:
        """Wish that the work stops; it does at its next safe point."""
        if self._progress is not None:
            self._progress.cancel()
            self._stop.setEnabled(False)
            self._title = self.tr("Menghentikan: {0}").format(self._title)
            self._show_snapshot()

    def _appear(self) -> None:
        self._show_snapshot()
        self._poll.start()
        self.show()

    def _show_snapshot(self) -> None:
        if self._progress is None:
            return
        now = self._progress.snapshot()
        self._bar.setRange(0, now.total)
        self._bar.setValue(now.done)
        parts = [self._title]
        if now.label:
            parts.append(now.label)
        if now.total:
            parts.append(self.tr("{0} dari {1}").format(now.done, now.total))
        self._text.setText(" · ".join(parts))
