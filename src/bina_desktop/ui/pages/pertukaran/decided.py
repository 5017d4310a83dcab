"""Differences on which somebody decided; a decision can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bina_desktop.application.perbedaan import DecisionView
from bina_desktop.ui.panels import EmptyState, allow, button, column, label, row
from bina_desktop.ui.table_model import Column, RecordTable, TwoLineDelegate

_WHO = 4
"""Column of who decided, with the time below."""


class DecidedPanel(QWidget):
    """Decisions that stand, the newest first."""

    reopened = Signal(object)
    """Carries the DecisionView that shall be taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.table = self._make_table()
        self._empty = EmptyState(
            self.tr("Belum ada keputusan."),
            self.tr(
                "Perbedaan yang sudah diputuskan, di sini atau di laptop lain, tercatat di sini."
            ),
            glyph="check",
        )
        self.reopen = button(self.tr("Buka la&gi"), self._reopen, glyph="return")
        self._hint = label(
            self.tr(
                "Membuka lagi menaruh semua nilainya berdampingan seperti sebelum diputuskan, "
                "juga di komputer lain sesudah ekspor berikutnya."
            ),
            kind="muted",
            wrap=True,
        )
        foot = row(self.reopen, self._hint)
        foot.setStretch(1, 1)
        layout = column(self.table, self._empty, foot, spacing=8)
        layout.setStretch(0, 1)
        layout.setStretch(1, 1)
        layout.setContentsMargins(0, 8, 0, 0)
        self.setLayout(layout)
        self.table.selectionModel().selectionChanged.connect(self._update)
        self.show_decisions(())

    def show_decisions(self, decisions: Sequence[DecisionView]) -> None:
        """Show them."""
        self.table.show_records(decisions)
        for part in (self.table, self.reopen, self._hint):
            part.setVisible(bool(decisions))
        self._empty.setVisible(not decisions)
        if decisions and self.table.selected is None:
            self.table.selectRow(0)
        self._update()

    def _update(self) -> None:
        allow(
            self.reopen,
            self.table.selected is not None,
            self.tr("Pilih keputusan dalam tabel dahulu."),
        )

    def _reopen(self) -> None:
        if self.table.selected is not None:
            self.reopened.emit(self.table.selected)

    def _others(self, one: DecisionView) -> str:
        left = [h.teks for h in one.conflict.heads if h.value != one.dipilih.value]
        return " | ".join(left)

    def _make_table(self) -> RecordTable[DecisionView]:
        table = RecordTable(
            [
                Column[DecisionView](self.tr("Catatan"), lambda d: d.conflict.judul, stretch=True),
                Column[DecisionView](
                    self.tr("Isian"), lambda d: d.conflict.pertanyaan, stretch=True
                ),
                Column[DecisionView](self.tr("Dipilih"), lambda d: d.dipilih.teks, stretch=True),
                Column[DecisionView](self.tr("Tidak dipilih"), self._others, stretch=True),
                Column[DecisionView](
                    self.tr("Oleh"),
                    lambda d: d.dipilih.siapa,
                    width=205,
                    tip=lambda d: f"{d.dipilih.siapa} · {d.dipilih.perangkat}, {d.dipilih.kapan}",
                ),
            ],
            name=self.tr("Perbedaan yang sudah diputuskan"),
            sortable=False,
            row_height=46,
        )
        table.setItemDelegateForColumn(
            _WHO, TwoLineDelegate(lambda d: (d.dipilih.kapan, ""), table)
        )
        return table
