"""What an import would do, record by record, before it does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QSplitter, QWidget

from bina_desktop.application.journal import Fate
from bina_desktop.application.pratinjau import ImportPreview, Mark, PreviewRow, refusals_of
from bina_desktop.application.record_fields import FieldRow
from bina_desktop.application.uraian import format_perangkat
from bina_desktop.application.workbook import Seal
from bina_desktop.domain.bahasa import format_waktu
from bina_desktop.ui.dialogs.record_details import RecordDetails, nama_tanda, shade_of
from bina_desktop.ui.panels import Card, Note, allow, button, column, label, retitle, row, scrolled
from bina_desktop.ui.pickers import calm
from bina_desktop.ui.table_model import Column, RecordTable
from bina_desktop.ui.theme import px, sized
from bina_desktop.ui.wording import nama_nasib

_ORDER: Final = (Fate.CONFLICT, Fate.REFUSED, Fate.NEW, Fate.CHANGED, Fate.SAME)
"""What a person has to look at comes first; what stays as it is, last."""


class PreviewPanel(QWidget):
    """Shows one previewed file; a panel, not a dialog, so that there is room to read."""

    accepted = Signal(object)
    """Carries the ImportPreview that shall be carried out."""
    rejected = Signal(object)
    inspected = Signal(object)
    """Carries the PreviewRow whose fields shall be shown."""
    refusals_wanted = Signal(object)
    """Carries the ImportPreview whose list of refusals shall be saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: ImportPreview | None = None
        self._title = label(size=1.15, bold=True, wrap=True)
        self._origin = label(kind="muted", wrap=True, selectable=True)
        self._warnings = Note(kind="warn")
        self.save_refusals = button(
            self.tr("Simpan &daftar tolakan…"), self._want_refusals, kind="quiet", glyph="save"
        )
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Cari nama atau isian"))
        self.search.setAccessibleName(self.tr("Cari di antara catatan"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._show_rows)
        sized(self.search, min_width=140, max_width=280)
        self.details = RecordDetails()
        self._summary = label(bold=True, wrap=True)
        self.filter = QComboBox()
        self.filter.setAccessibleName(self.tr("Tampilkan"))
        calm(self.filter)
        self.filter.activated.connect(self._show_rows)
        self.table = self._make_table()
        self.table.selectionModel().selectionChanged.connect(self._inspect)
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
            self._filter_row(),
            self._split_view(),
            self._nothing,
            spacing=8,
        )
        inner.setContentsMargins(0, 0, 4, 0)
        inner.setStretch(4, 1)
        body.setLayout(inner)
        card = Card(spacing=8)
        card.body.addWidget(scrolled(body), 1)
        card.body.addLayout(row(self.yes, 1, self.save_refusals, self.cancel, self.carry_out))
        self.setLayout(column(card))

    def _filter_row(self) -> QHBoxLayout:
        made = row(self._summary, self.search, label(self.tr("Tampilkan")), self.filter)
        made.setStretch(0, 1)
        return made

    def _split_view(self) -> QSplitter:
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(px(12))
        self._split.addWidget(self.table)
        self._split.addWidget(self.details)
        self._split.setChildrenCollapsible(False)
        self._split.setSizes([px(560), px(560)])
        return self._split

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
        counts = Counter(r.fate for r in preview.rows)
        self.filter.clear()
        self.filter.addItem(self.tr("Semua ({0})").format(len(preview.rows)), None)
        self._summary.setText(
            " · ".join(f"{counts[f]} {nama_nasib(f).lower()}" for f in _ORDER if counts[f])
            or self.tr("Tidak ada catatan dalam berkas ini")
        )
        for fate in _ORDER:
            self.filter.addItem(f"{nama_nasib(fate)} ({counts[fate]})", fate)
        marks = Counter(mark for r in preview.rows for mark in r.marks)
        for mark in Mark:
            if marks[mark]:
                self.filter.addItem(f"{nama_tanda(mark)} ({marks[mark]})", mark)
        self.search.clear()
        self.save_refusals.setVisible(bool(refusals_of(preview)))
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
    def shown(self) -> ImportPreview | None:
        """The file that is looked at."""
        return self._preview

    def only_look(self, on: bool) -> None:
        """Offer the way back instead of the import: it is one of several files."""
        self.carry_out.setVisible(not on)
        self.yes.setVisible(not on and self._preview is not None and self._preview.needs_yes)
        retitle(self.cancel, self.tr("Kemba&li ke daftar berkas") if on else self.tr("Bata&l"))

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

    def _show_rows(self) -> None:
        if self._preview is None:
            return
        wanted, text = self.filter.currentData(), self.search.text().casefold().strip()
        rows = [
            r
            for r in self._preview.rows
            if (wanted is None or r.fate == wanted or wanted in r.marks)
            and (not text or text in f"{r.jenis} {r.nama} {r.rincian}".casefold())
        ]
        rows.sort(key=lambda r: _ORDER.index(r.fate))
        self.table.show_records(rows)
        self._split.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        if rows and self.table.selected is None:
            self.table.selectRow(0)
        self._inspect()

    def show_fields(self, of: PreviewRow, fields: Sequence[FieldRow]) -> None:
        """Show the fields of a record, if it is still the one that is looked at."""
        if of is self.table.selected:
            self.details.show_fields(fields)

    def _inspect(self) -> None:
        chosen = self.table.selected
        self.details.begin(chosen)
        if chosen is not None and chosen.entity and chosen.fate is not Fate.REFUSED:
            self.inspected.emit(chosen)

    def _want_refusals(self) -> None:
        self.refusals_wanted.emit(self._preview)

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
        table = RecordTable(
            [
                Column[PreviewRow](
                    self.tr("Akibat"),
                    lambda r: nama_nasib(r.fate),
                    colour=lambda r: shade_of(r.fate),
                    sort=lambda r: _ORDER.index(r.fate),
                ),
                Column[PreviewRow](self.tr("Jenis"), lambda r: r.jenis, width=110),
                Column[PreviewRow](
                    self.tr("Nama"), lambda r: r.nama, stretch=True, tip=self._marked_tip
                ),
            ],
            name=self.tr("Akibat impor per catatan"),
            row_height=30,
        )
        sized(table, min_height=150)
        return table

    def _marked_tip(self, one: PreviewRow) -> str:
        return "\n".join((one.nama, one.rincian, *map(nama_tanda, sorted(one.marks)))).strip()


def _grouped(device: str) -> str:
    """Write a fingerprint as everywhere else, so that two people can compare it aloud."""
    return format_perangkat(device.replace(" ", ""))
