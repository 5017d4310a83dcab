"""What an import would do, record by record, before it does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from bina_desktop.application.journal import Fate
from bina_desktop.application.pratinjau import ImportPreview, PreviewRow
from bina_desktop.application.uraian import format_perangkat
from bina_desktop.application.workbook import Rejection, Seal
from bina_desktop.domain.bahasa import format_waktu
from bina_desktop.ui.panels import Card, Note, allow, button, column, label, row, scrolled
from bina_desktop.ui.pickers import calm
from bina_desktop.ui.table_model import Column, RecordTable
from bina_desktop.ui.theme import colours, sized
from bina_desktop.ui.wording import nama_nasib

_ORDER: Final = (Fate.CONFLICT, Fate.REFUSED, Fate.NEW, Fate.CHANGED, Fate.SAME)
"""What a person has to look at comes first; what stays as it is, last."""


class PreviewPanel(QWidget):
    """Shows one previewed file; a panel, not a dialog, so that there is room to read."""

    accepted = Signal(object)
    """Carries the ImportPreview that shall be carried out."""
    rejected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: ImportPreview | None = None
        self._title = label(size=1.15, bold=True, wrap=True)
        self._origin = label(kind="muted", wrap=True, selectable=True)
        self._warnings = Note(kind="warn")
        self._rejections = self._make_rejections()
        self._rejected_title = label(self.tr("Bagian yang tidak dapat dibaca"), bold=True)
        self._summary = label(bold=True, wrap=True)
        self.filter = QComboBox()
        self.filter.setAccessibleName(self.tr("Tampilkan"))
        calm(self.filter)
        self.filter.activated.connect(self._show_rows)
        self.table = self._make_table()
        self._nothing = Note(self.tr("Tidak ada catatan dengan pilihan ini."))
        self.yes = QCheckBox()
        self.yes.toggled.connect(self._update)
        self.carry_out = button(self.tr("&Impor"), self._accept, kind="primary", glyph="import")
        self.cancel = button(self.tr("Bata&l"), self._reject)
        body = QWidget()
        inner = column(
            self._title,
            self._origin,
            self._warnings,
            self._rejected_title,
            self._rejections,
            self._filter_row(),
            self.table,
            self._nothing,
            spacing=8,
        )
        inner.setContentsMargins(0, 0, 4, 0)
        inner.setStretch(6, 1)
        body.setLayout(inner)
        card = Card(spacing=8)
        card.body.addWidget(scrolled(body), 1)
        card.body.addLayout(row(self.yes, 1, self.cancel, self.carry_out))
        self.setLayout(column(card))

    def _filter_row(self) -> QHBoxLayout:
        made = row(self._summary, label(self.tr("Tampilkan")), self.filter)
        made.setStretch(0, 1)
        return made

    def show_preview(self, preview: ImportPreview) -> None:
        """Show what would happen."""
        self._preview = preview
        reading = preview.reading
        self._title.setText(reading.nama_berkas)
        self._origin.setText(
            self.tr("{0} · dibuat {1} oleh {2}\nSidik laptop {3} · segel {4}").format(
                reading.keterangan,
                format_waktu(reading.dibuat_pada),
                reading.pembuat,
                _grouped(reading.device),
                self._seal(reading.seal),
            )
        )
        self._warnings.say("\n".join(f"• {warning}" for warning in preview.warnings))
        self._show_rejections(reading.rejections)
        counts = Counter(r.fate for r in preview.rows)
        self.filter.clear()
        self.filter.addItem(self.tr("Semua ({0})").format(len(preview.rows)), None)
        self._summary.setText(
            " · ".join(f"{counts[f]} {nama_nasib(f).lower()}" for f in _ORDER if counts[f])
            or self.tr("Tidak ada catatan dalam berkas ini")
        )
        for fate in _ORDER:
            self.filter.addItem(f"{nama_nasib(fate)} ({counts[fate]})", fate)
        self.yes.setVisible(preview.needs_yes)
        self.yes.setChecked(False)
        self.yes.setText(
            self.tr("&Saya sudah memastikan asal berkas ini: sidik {0} cocok").format(
                _grouped(reading.device)
            )
        )
        self._show_rows()
        self._update()

    @property
    def summary(self) -> str:
        """How many records meet which fate, in one line."""
        return self._summary.text()

    @property
    def warnings(self) -> str:
        """The warnings shown."""
        return self._warnings.text()

    def _seal(self, seal: Seal) -> str:
        return {
            Seal.VALID: self.tr("sah"),
            Seal.BROKEN: self.tr("rusak"),
            Seal.MISSING: self.tr("tidak ada"),
            Seal.FOREIGN: self.tr("milik laptop lain"),
        }[seal]

    def _show_rejections(self, rejections: Sequence[Rejection]) -> None:
        for part in (self._rejected_title, self._rejections):
            part.setVisible(bool(rejections))
        self._rejections.show_records(rejections)
        self._rejections.show_whole(most=3)

    def _show_rows(self) -> None:
        if self._preview is None:
            return
        fate = self.filter.currentData()
        rows = [r for r in self._preview.rows if fate is None or r.fate == fate]
        rows.sort(key=lambda r: _ORDER.index(r.fate))
        self.table.show_records(rows)
        self.table.setVisible(bool(rows))
        self._nothing.setVisible(not rows)

    def _update(self) -> None:
        agreed = self._preview is not None and (
            not self._preview.needs_yes or self.yes.isChecked()
        )
        allow(self.carry_out, agreed, self.tr("Centang pernyataan di samping lebih dahulu."))

    def _accept(self) -> None:
        self.accepted.emit(self._preview)

    def _reject(self) -> None:
        self.rejected.emit(self._preview)

    def _make_table(self) -> RecordTable[PreviewRow]:
        c = colours()
        shades = {
            Fate.NEW: c.good,
            Fate.CHANGED: c.accent,
            Fate.SAME: c.muted,
            Fate.CONFLICT: c.warn,
            Fate.REFUSED: c.bad,
        }
        table = RecordTable(
            [
                Column[PreviewRow](
                    self.tr("Akibat"),
                    lambda r: nama_nasib(r.fate),
                    colour=lambda r: shades[r.fate],
                    sort=lambda r: _ORDER.index(r.fate),
                ),
                Column[PreviewRow](self.tr("Jenis"), lambda r: r.jenis, width=140),
                Column[PreviewRow](self.tr("Nama"), lambda r: r.nama, stretch=True),
                Column[PreviewRow](self.tr("Rincian"), lambda r: r.rincian, stretch=True),
            ],
            name=self.tr("Akibat impor per catatan"),
            row_height=30,
        )
        sized(table, min_height=150)
        return table

    def _make_rejections(self) -> RecordTable[Rejection]:
        table = RecordTable(
            [
                Column[Rejection](self.tr("Lembar kerja"), lambda r: r.sheet, width=160),
                Column[Rejection](self.tr("Sel"), lambda r: r.cell, width=70),
                Column[Rejection](self.tr("Sebab"), lambda r: r.reason, stretch=True),
            ],
            name=self.tr("Bagian yang tidak dapat dibaca"),
            row_height=30,
        )
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        return table


def _grouped(device: str) -> str:
    """Write a fingerprint as everywhere else, so that two people can compare it aloud."""
    return format_perangkat(device.replace(" ", ""))
