"""Two records that may be one, field by field; what the kept one shall say is chosen by keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from bina_desktop.application.duplikat import DuplikatView, Pair
from bina_desktop.domain.duplikat import Sebab
from bina_desktop.ui.panels import Note, allow, button, column, label, row
from bina_desktop.ui.table_model import Column, RecordTable
from bina_desktop.ui.theme import colours, px, sized


class UniteDialog(QDialog):
    """Accepted with `taken` to unite, or with `is_distinct` to tell the two apart."""

    def __init__(
        self, view: DuplikatView, pairs: Sequence[Pair], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Bandingkan catatan ganda"))
        self.resize(px(1000), px(600))
        self._pairs = pairs
        self._taken = {one.field for one in pairs if one.differs and one.blank}
        self.is_distinct = False
        self.table = self._make_table()
        self.table.show_records(pairs)
        self._said = Note()
        self.left = button(self.tr("Semua dari &pertama"), lambda: self._take(frozenset()))
        self.right = button(
            self.tr("Semua dari &kedua"),
            lambda: self._take({one.field for one in pairs if one.differs}),
        )
        self.unite = button(self.tr("&Satukan"), self.accept, kind="primary", glyph="check")
        self.apart = button(self.tr("&Bukan duplikat"), self._tell_apart)
        known = bool(view.nama_lain)
        for control in (self.left, self.right):
            allow(control, known and bool(pairs), self.tr("Tidak ada isian yang dapat dipilih."))
        self.setLayout(
            column(
                label(f"{view.jenis} – {view.nama}", size=1.2, bold=True, wrap=True),
                label(self._why(view), kind="muted", wrap=True),
                self.table,
                self._said,
                row(self.left, self.right, 1),
                label(
                    self.tr(
                        "Lembar, lampiran, dan tinjauan milik catatan kedua ikut pindah. Catatan "
                        "kedua ditandai dihapus, tidak hilang dari riwayat, dan penyatuan ini "
                        "dapat dicabut."
                    ),
                    kind="muted",
                    wrap=True,
                ),
                row(self.apart, 1, button(self.tr("Ba&tal"), self.reject), self.unite),
                spacing=10,
                margins=18,
            )
        )
        self.table.activated.connect(self._toggle)
        self.table.installEventFilter(self)
        if pairs:
            self.table.selectRow(0)
        self.table.setVisible(bool(pairs))
        self.table.setFocus()
        self._tell()

    @property
    def taken(self) -> frozenset[str]:
        """The fields that the kept record takes from the other."""
        return frozenset(self._taken)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let 1 and 2 choose a side of the current field; the table would search for them."""
        if watched is self.table and isinstance(event, QKeyEvent):
            one = self.table.selected
            pressed = event.type() == QEvent.Type.KeyPress and event.text() in ("1", "2")
            if pressed and one is not None:
                self._choose(one, second=event.text() == "2")
                return True
        return super().eventFilter(watched, event)

    def _toggle(self) -> None:
        one = self.table.selected
        if one is not None:
            self._choose(one, second=one.field not in self._taken)

    def _choose(self, one: Pair, *, second: bool) -> None:
        if second and one.differs:
            self._taken.add(one.field)
        else:
            self._taken.discard(one.field)
        self._tell()
        at = self.table.currentIndex()
        below = at.siblingAtRow(at.row() + 1)
        if below.isValid():
            self.table.selectRow(below.row())

    def _take(self, fields: frozenset[str] | set[str]) -> None:
        self._taken = set(fields)
        self._tell()

    def _tell(self) -> None:
        self.table.viewport().update()
        differing = sum(one.differs for one in self._pairs)
        self._said.say(
            self.tr(
                "{0} isian berbeda; {1} diambil dari catatan kedua. Angka 1 dan 2 memilih."
            ).format(differing, len(self._taken))
            if differing
            else self.tr("Tidak ada isian yang berbeda.")
        )

    def _tell_apart(self) -> None:
        self.is_distinct = True
        self.accept()

    def _why(self, view: DuplikatView) -> str:
        words = {
            Sebab.NIP: self.tr("NIP keduanya sama."),
            Sebab.NAME: self.tr("Nama keduanya sama, di kantor yang sama."),
            Sebab.VISIT: self.tr("Dua kunjungan ke kab/kota yang sama dalam satu triwulan."),
            Sebab.SHEET: self.tr("Dua lembar untuk orang, formulir, dan kunjungan yang sama."),
        }[view.suspect.sebab]
        if not view.nama_lain:
            return self.tr("Sudah disatukan, tetapi data baru menyusul untuk yang dihapus.")
        return self.tr("{0} Pertama: “{1}”, kedua: “{2}”.").format(
            words, view.nama, view.nama_lain
        )

    def _make_table(self) -> RecordTable[Pair]:
        c = colours()
        table = RecordTable(
            [
                Column[Pair](self.tr("Isian"), lambda one: one.nama, stretch=True),
                Column[Pair](
                    self.tr("1 Pertama (dipertahankan)"),
                    lambda one: self._mark(one, second=False),
                    width=250,
                    colour=lambda one: c.muted if one.field in self._taken else c.text,
                ),
                Column[Pair](
                    self.tr("2 Kedua"),
                    lambda one: self._mark(one, second=True),
                    width=250,
                    colour=lambda one: c.text if one.field in self._taken else c.muted,
                ),
            ],
            name=self.tr("Isian kedua catatan"),
            sortable=False,
        )
        sized(table, min_height=180)
        return table

    def _mark(self, one: Pair, *, second: bool) -> str:
        text = one.lain if second else one.utama
        if not one.differs:
            return text
        chosen = (one.field in self._taken) is second
        return f"✓ {text}" if chosen else f"   {text}"
