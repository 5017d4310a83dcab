"""What stands in the way of closing the step, each with a way to the place where it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bina_desktop.application.gerbang import Halangan, Tempat
from bina_desktop.ui.laid_out import clear
from bina_desktop.ui.panels import Picture, button, column, label, row
from bina_desktop.ui.theme import colours

_SHOWN: Final = 2
"""Lines before the rest is only counted: the review itself needs the room."""


class HalanganList(QWidget):
    """A line each; takes no room where nothing stands in the way."""

    wished = Signal(object)
    """Tempat to go to."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(spacing=0)
        self.setLayout(self._lines)
        self.hide()

    def show_hindrances(self, found: Sequence[Halangan]) -> None:
        """Show these; the rest is counted."""
        clear(self._lines)
        for one in found[:_SHOWN]:
            self._lines.addWidget(self._line(one))
        more = len(found) - _SHOWN
        if more > 0:
            self._lines.addWidget(
                label(self.tr("Dan {0} hal lain sesudahnya.").format(more), kind="muted")
            )
        self.setVisible(bool(found))

    def _line(self, one: Halangan) -> QWidget:
        sign = Picture("warning", colours().warn, size=15)
        words = label(one.teks, wrap=True, size=0.95)
        names = {
            Tempat.LEMBAR: self.tr("Buka lembar"),
            Tempat.PERTUKARAN: self.tr("Buka perbedaan"),
            Tempat.NILAI: self.tr("Buka nilai"),
            Tempat.TEMUAN: self.tr("Buka temuan"),
            Tempat.NASKAH: self.tr("Buka naskah"),
            Tempat.TINJAUAN: self.tr("Buka tinjauan"),
            Tempat.PERIKSA: self.tr("Buka daftar periksa"),
        }
        go = button(names[one.tempat], lambda: self.wished.emit(one.tempat), kind="link")
        line = row(sign, words, go, spacing=8)
        line.setStretch(1, 1)
        holder = QWidget()
        holder.setLayout(line)
        return holder
