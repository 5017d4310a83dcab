"""The papers of a visit: a list beside the preview; opened, printed, saved, or all saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QSplitter, QWidget

from bina_desktop.application.naskah import BarisNaskah, JenisNaskah
from bina_desktop.application.work import Progress
from bina_desktop.domain.penugasan import SptId
from bina_desktop.ui.documents import DocumentDoor, write_file
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.jobs import Jobs, Lane
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import allow, button, column, label, row
from bina_desktop.ui.pdf_view import PdfView, is_available, print_pdf
from bina_desktop.ui.table_model import Column, RecordTable, TwoLineDelegate
from bina_desktop.ui.theme import colours, px, sized


class Papers(Protocol):
    """What lists and draws them."""

    def list(self, spt_id: SptId) -> Sequence[BarisNaskah]: ...
    def suggested_name(self, spt_id: SptId, jenis: JenisNaskah) -> str: ...
    def draw(self, spt_id: SptId, jenis: JenisNaskah) -> bytes: ...


class NaskahDialog(QDialog):
    """All papers of one visit, in the order of the SOP."""

    def __init__(
        self, papers: Papers, jobs: Jobs, spt_id: SptId, kunjungan: str, parent: QWidget
    ) -> None:
        """`kunjungan` names the visit: `Kabupaten Seluma, 23–24 November 2026`."""
        super().__init__(parent)
        self._papers, self._jobs, self._spt_id = papers, jobs, spt_id
        self._door = DocumentDoor(jobs, self)
        self._rows: Sequence[BarisNaskah] = ()
        self._shown: tuple[JenisNaskah, bytes] | None = None
        title = self.tr("Naskah kunjungan")
        self.setWindowTitle(title)
        self.banner = Banner(self)
        self.table = self._make_table()
        self.view = PdfView()
        self.open_one = button(self.tr("B&uka"), self._open, glyph="pdf")
        self.print_one = button(self.tr("&Cetak…"), self._print, glyph="pdf")
        self.save_one = button(self.tr("&Simpan…"), self._save, glyph="save")
        self.save_all = button(self.tr("Simpan s&emua…"), self._save_all, glyph="save")
        self.leave = button(self.tr("&Tutup"), self.accept)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(px(12))
        splitter.addWidget(self.table)
        splitter.addWidget(self.view)
        splitter.setSizes([px(370), px(620)])
        splitter.setStretchFactor(1, 1)
        layout = column(
            label(title, size=1.2, bold=True),
            label(kunjungan, kind="muted", wrap=True),
            self.banner,
            splitter,
            row(self.save_all, 1, self.open_one, self.print_one, self.save_one, self.leave),
            margins=16,
        )
        layout.setStretch(3, 1)
        self.setLayout(layout)
        self.resize(px(1040), px(660))
        self.table.selectionModel().selectionChanged.connect(self._choose)
        order_focus(self)
        self._update()
        jobs.run(lambda _progress: papers.list(spt_id), done=self.show_rows, owner=self)

    def show_rows(self, rows: Sequence[BarisNaskah]) -> None:
        """List the papers; the first that can be drawn is shown."""
        self._rows = rows
        self.table.show_records(rows)
        self.table.select(lambda r: not r.hambatan)
        self._choose()

    def choose(self, jenis: JenisNaskah) -> None:
        """Show this paper."""
        self.table.select(lambda r: r.jenis is jenis)

    def _make_table(self) -> RecordTable[BarisNaskah]:
        table = RecordTable(
            [
                Column[BarisNaskah](
                    self.tr("Naskah"),
                    lambda r: r.judul,
                    stretch=True,
                    tip=lambda r: f"{r.judul}: {_state_of(self, r)[0]}",
                )
            ],
            name=self.tr("Naskah kunjungan ini"),
            sortable=False,
            row_height=44,
        )
        table.setItemDelegateForColumn(0, TwoLineDelegate(lambda r: _state_of(self, r), table))
        sized(table, min_width=240)
        return table

    # --- the chosen one ---------------------------------------------------------------------

    def _choose(self) -> None:
        chosen = self.table.selected
        self._shown = None
        self._update()
        if chosen is None:
            self.view.say(self.tr("Belum ada naskah dipilih"), "")
        elif chosen.hambatan:
            self.view.say(chosen.judul, chosen.hambatan)
        else:
            self.view.say(chosen.judul, self.tr("Menyiapkan pratinjau…"))
            self._draw(chosen)

    def _draw(self, chosen: BarisNaskah) -> None:
        make = self._maker(chosen.jenis)

        def show(pdf: bytes) -> None:
            now = self.table.selected
            if now is not None and now.jenis is chosen.jenis:
                self._shown = (chosen.jenis, pdf)
                self.view.show_pdf(pdf)
                self._update()

        def fail(error: Exception) -> None:
            self.view.say(chosen.judul, self.tr("Naskah ini belum dapat disusun."))
            self.banner.tell_error(error)

        self._jobs.run(
            lambda _progress: make(), done=show, failed=fail, lane=Lane.LONG, owner=self
        )

    def _maker(self, jenis: JenisNaskah) -> Callable[[], bytes]:
        papers, spt_id = self._papers, self._spt_id
        return lambda: papers.draw(spt_id, jenis)

    def _update(self) -> None:
        why = self.tr("Pilih naskah yang sudah dapat disusun.")
        for control in (self.open_one, self.save_one):
            allow(control, self._shown is not None, why)
        may_print = self._shown is not None and is_available()
        if not is_available():
            why = self.tr("Buka naskah di penampil PDF, lalu cetak dari sana.")
        allow(self.print_one, may_print, why)
        allow(self.save_all, any(not r.hambatan for r in self._rows), why)

    def _name(self, jenis: JenisNaskah) -> str:
        return self._papers.suggested_name(self._spt_id, jenis)

    def _open(self) -> None:
        if self._shown is not None:
            jenis, pdf = self._shown
            self._door.open(lambda: pdf, self._name(jenis))

    def _save(self) -> None:
        if self._shown is not None:
            jenis, pdf = self._shown
            self._door.save(lambda: pdf, self._name(jenis), done=self._tell_saved)

    def _print(self) -> None:
        if self._shown is None:
            return
        jenis, pdf = self._shown
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._name(jenis))
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(self.tr("Cetak naskah"))
        dialog.setMinMax(1, max(self.view.pages, 1))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            print_pdf(pdf, printer)
            self.banner.tell(self.tr("Naskah dikirim ke pencetak."), "good")

    def _tell_saved(self, path: Path) -> None:
        self.banner.tell(self.tr("Tersimpan di {0}").format(path), "good")

    # --- all of them ------------------------------------------------------------------------

    def _save_all(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder untuk semua naskah"))
        if not chosen:
            return
        folder, papers, spt_id = Path(chosen), self._papers, self._spt_id
        ready = [r for r in self._rows if not r.hambatan]

        def work(progress: Progress) -> int:
            for done, one in enumerate(ready):
                progress.report(done, len(ready), one.judul)
                name = papers.suggested_name(spt_id, one.jenis)
                write_file(folder / name, papers.draw(spt_id, one.jenis))
            return len(ready)

        self._jobs.run(
            work,
            done=lambda count: self.banner.tell(
                self.tr("{0} naskah tersimpan di {1}").format(count, folder), "good"
            ),
            failed=self.banner.tell_error,
            label=self.tr("Menyimpan naskah"),
            lane=Lane.LONG,
            owner=self,
        )


def _state_of(words: QWidget, line: BarisNaskah) -> tuple[str, str]:
    step = words.tr("Langkah {0}").format(line.langkah) if line.langkah else words.tr("SOP")
    if line.hambatan:
        return f"{step} · {line.hambatan}", colours().warn
    return (f"{step} · {line.nomor}" if line.nomor else step), ""
