"""Buku isian: which form, for whom or how many, before the file is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QComboBox, QDialog, QSpinBox, QWidget

from bina_desktop.application.fillable import MOST_ROWS, Offer
from bina_desktop.domain.pegawai import Aparatur, AparaturId
from bina_desktop.ui.panels import FieldRows, Note, OneOf, allow, button, column, label, row
from bina_desktop.ui.pickers import calm
from bina_desktop.ui.table_model import Column, RecordTable
from bina_desktop.ui.theme import px, sized

_PEOPLE, _ROWS, _SINGLE = range(3)
_USUAL_ROWS: Final = 30


class FillableDialog(QDialog):
    """Asks what `FillableService.write` needs; the first form that can be filled is chosen."""

    def __init__(self, place: str, offers: Sequence[Offer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers = tuple(offers)
        self.setWindowTitle(self.tr("Buku isian – {0}").format(place))
        sized(self, min_width=680)
        self.form = QComboBox()
        calm(self.form)
        for offer in self._offers:
            self.form.addItem(offer.title)
        self.people = _people_table(self)
        self.rows = QSpinBox()
        calm(self.rows)
        self.rows.setRange(1, MOST_ROWS)
        self.rows.setValue(_USUAL_ROWS)
        self._single = Note(self.tr("Satu lembar untuk seluruh kunjungan."))
        self._for_whom = OneOf(self._people_panel(), self._rows_panel(), self._single)
        self._why = Note()
        self.save = button(self.tr("&Simpan berkas…"), self.accept, kind="primary", glyph="export")
        lead = self.tr(
            "Berkas Excel berisi lembar kosong untuk diisi orang yang tidak memiliki BINA "
            "Desktop. Setelah diisi, terima berkasnya di bagian Terima seperti berkas lain."
        )
        fields = FieldRows()
        fields.add(self.tr("&Formulir"), self.form)
        self.setLayout(
            column(
                label(self.windowTitle(), size=1.2, bold=True),
                label(lead, kind="muted", wrap=True),
                fields,
                self._for_whom,
                1,
                self._why,
                row(1, button(self.tr("&Batal"), self.reject), self.save),
                spacing=12,
                margins=18,
            )
        )
        self.form.currentIndexChanged.connect(self._show_offer)
        self.people.records.dataChanged.connect(self._update)
        usable = (n for n, offer in enumerate(self._offers) if not offer.why_not)
        self.form.setCurrentIndex(next(usable, 0))
        self._show_offer()

    @property
    def offer(self) -> Offer:
        """The chosen form."""
        return self._offers[self.form.currentIndex()]

    @property
    def aparatur(self) -> tuple[AparaturId, ...]:
        """Officers with a tick; () for a form that is not about one."""
        return tuple(one.id for one in self.people.records.checked) if self.offer.aparatur else ()

    def _people_panel(self) -> QWidget:
        panel = QWidget()
        panel.setLayout(column(label(self.tr("Satu lembar untuk setiap aparatur")), self.people))
        return panel

    def _rows_panel(self) -> QWidget:
        panel = FieldRows()
        panel.add(
            self.tr("&Banyaknya responden"),
            self.rows,
            Note(self.tr("Satu baris untuk setiap responden; baris yang kosong diabaikan.")),
        )
        holder = QWidget()
        holder.setLayout(panel)
        return holder

    def _show_offer(self) -> None:
        offer = self.offer
        self.people.show_records(offer.aparatur, checked=list(offer.aparatur))
        self._for_whom.show_index(_PEOPLE if offer.aparatur else _ROWS if offer.rows else _SINGLE)
        self._for_whom.setVisible(not offer.why_not)
        self._update()

    def _update(self) -> None:
        why = self.offer.why_not
        if not why and self.offer.aparatur and not self.aparatur:
            why = self.tr("Centang sedikitnya satu aparatur.")
        self._why.say(why)
        self._why.setVisible(bool(why))
        allow(self.save, not why, why)


def _people_table(parent: FillableDialog) -> RecordTable[Aparatur]:
    table = RecordTable(
        [
            Column[Aparatur](parent.tr("Nama"), lambda one: one.nama, stretch=True),
            Column[Aparatur](parent.tr("Jabatan"), lambda one: one.jabatan, width=260),
        ],
        name=parent.tr("Aparatur yang akan dinilai"),
        checkable=True,
    )
    table.setMinimumHeight(px(180))
    return table
