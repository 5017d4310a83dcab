"""Forms: which ones this installation brings, and the way to try any other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from bina_desktop.application.formulir import FormulirService, FormulirSummary
from bina_desktop.application.work import Progress
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.panels import button, column, label, row
from bina_desktop.ui.table_model import Column, RecordTable


class FormsPanel(QWidget):
    """Lists the shipped forms; opens a form file to be tried."""

    def __init__(self, formulir: FormulirService, jobs: Jobs) -> None:
        super().__init__()
        self._formulir, self._jobs = formulir, jobs
        self.table: RecordTable[FormulirSummary] = RecordTable(
            [
                Column(self.tr("Formulir"), lambda form: form.title, stretch=True),
                Column(self.tr("Nama"), lambda form: form.form_id, width=210),
                Column(self.tr("Versi"), lambda form: form.version, width=120),
            ],
            name=self.tr("Formulir yang terpasang"),
        )
        about = label(
            self.tr(
                "Buka formulir XLSForm (.xlsx) untuk memeriksa dan mencobanya. Yang dicoba tidak "
                "disimpan dan tidak menyentuh data kunjungan."
            ),
            kind="muted",
            wrap=True,
        )
        self.open_button = button(
            self.tr("&Buka formulir…"), self._choose, kind="primary", glyph="folder"
        )
        layout = column(about, self.table, row(1, self.open_button), spacing=10)
        layout.setStretch(1, 1)
        layout.setContentsMargins(0, 10, 0, 0)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Reread which forms there are."""

        def work(_progress: Progress) -> Sequence[FormulirSummary]:
            return self._formulir.available()

        self._jobs.run(work, done=self.table.show_records, owner=self)

    def preview(self, path: Path) -> QWidget:
        """Open a file in a window of its own; it closes with this page."""
        from bina_desktop.ui.preview.window import PreviewWindow

        window = PreviewWindow(self._formulir, self._jobs, path, self)
        window.show()
        return window

    def _choose(self) -> None:
        from bina_desktop.ui.preview.window import choose_form

        path = choose_form(self)
        if path is not None:
            self.preview(path)
