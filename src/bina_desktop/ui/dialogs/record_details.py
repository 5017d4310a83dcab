"""One record of an import, field by field: what is shown now, and what will be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from bina_desktop.application.journal import Fate
from bina_desktop.application.pratinjau import Mark, PreviewRow
from bina_desktop.application.record_fields import FieldRow
from bina_desktop.ui.panels import column, label
from bina_desktop.ui.table_model import Column, RecordTable
from bina_desktop.ui.theme import colours, sized
from bina_desktop.ui.wording import nama_nasib

_tr = QCoreApplication.translate


def shade_of(fate: Fate) -> str:
    """Return the colour in which a fate is told."""
    c = colours()
    return {
        Fate.NEW: c.good,
        Fate.CHANGED: c.accent,
        Fate.SAME: c.muted,
        Fate.CONFLICT: c.warn,
        Fate.REFUSED: c.bad,
    }[fate]


def nama_tanda(mark: Mark) -> str:
    """Return what else is to be known of a record that an import brings."""
    return {
        Mark.DUPLICATE: _tr("impor", "Mungkin ganda; satukan di bagian Duplikat"),
        Mark.EARLIER: _tr("impor", "Kunjungan terdahulu, dari triwulan yang sudah lewat"),
    }[mark]


class RecordDetails(QWidget):
    """Names the record, says what is to be said of it, and lists its fields."""

    def __init__(self) -> None:
        super().__init__()
        self._title = label(bold=True, wrap=True, selectable=True)
        self._said = label(kind="muted", wrap=True, selectable=True)
        self.table = self._make_table()
        layout = column(self._title, self._said, self.table, spacing=4)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        sized(self, min_width=280)

    @property
    def words(self) -> str:
        """What is said above the fields."""
        return f"{self._title.text()}\n{self._said.text()}"

    def begin(self, record: PreviewRow | None) -> None:
        """Show a record; its fields come later."""
        self.table.show_records(())
        self.table.setVisible(record is not None and record.fate is not Fate.REFUSED)
        if record is None:
            self._title.setText("")
            self._said.setText("")
            return
        self._title.setText(f"{record.jenis} – {record.nama}")
        said = [nama_tanda(mark) for mark in sorted(record.marks)]
        if record.fate is Fate.REFUSED:
            said.append(record.rincian)
        self._said.setText("\n".join(said))
        self._said.setVisible(bool(said))

    def show_fields(self, fields: Sequence[FieldRow]) -> None:
        """List them, those that stay as they are last."""
        self.table.show_records(sorted(fields, key=lambda one: one.fate is Fate.SAME))

    def _make_table(self) -> RecordTable[FieldRow]:
        table = RecordTable(
            [
                Column[FieldRow](self.tr("Isian"), lambda f: f.nama, stretch=True),
                Column[FieldRow](
                    self.tr("Sekarang"),
                    lambda f: f.sebelum or self.tr("(kosong)"),
                    width=120,
                    colour=lambda _f: colours().muted,
                ),
                Column[FieldRow](self.tr("Menjadi"), lambda f: f.sesudah, width=130),
                Column[FieldRow](
                    self.tr("Akibat"),
                    lambda f: nama_nasib(f.fate),
                    colour=lambda f: shade_of(f.fate),
                ),
            ],
            name=self.tr("Isian catatan ini, sekarang dan sesudah impor"),
            row_height=30,
            sortable=False,
        )
        sized(table, min_height=150)
        return table
