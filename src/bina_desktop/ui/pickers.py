"""Pickers of the field: triwulan, wilayah, pegawai, an optional date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QWidget

from bina_desktop.domain.pegawai import Pegawai, PegawaiId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah, Wilayah
from bina_desktop.ui.panels import plain_tip
from bina_desktop.ui.theme import sized


class CalmWheel(QObject):
    """Keeps the wheel from changing a value that only happened to lie under the pointer."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow wheel turns over a control without focus."""
        focused = isinstance(watched, QWidget) and watched.hasFocus()
        if event.type() == QEvent.Type.Wheel and not focused:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def calm(control: QWidget) -> None:
    """Let a combo box or date edit take the wheel only while it has focus."""
    control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    control.installEventFilter(CalmWheel(control))


class TriwulanPicker(QComboBox):
    """The one choice of triwulan for the whole window."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Triwulan"))
        self.setToolTip(self.tr("Triwulan yang ditampilkan di semua tab"))
        calm(self)
        self.activated.connect(lambda index: self.chosen.emit(self.itemData(index)))

    def offer(self, now: Triwulan, *, back: int = 7) -> None:
        """Fill with the coming triwulan, this one, and those before; choose this one."""
        self.clear()
        item = now.berikut
        for _ in range(back + 2):
            mark = self.tr(" (kini)") if item == now else ""
            self.addItem(self.tr("TW {0} {1}").format(item.romawi, item.tahun) + mark, item)
            item = item.sebelum
        self.setCurrentIndex(1)

    def pick(self, triwulan: Triwulan) -> None:
        """Choose one; appended if it was not on offer."""
        where = self.findData(triwulan)
        if where < 0:
            self.addItem(f"TW {triwulan.romawi} {triwulan.tahun}", triwulan)
            where = self.count() - 1
        self.setCurrentIndex(where)

    @property
    def triwulan(self) -> Triwulan:
        """The chosen one."""
        return self.currentData()


class WilayahPicker(QComboBox):
    """A kab/kota, or all of them where `everywhere` is a text."""

    chosen = Signal(object)

    def __init__(self, *, everywhere: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._everywhere = everywhere
        self.setAccessibleName(self.tr("Kabupaten/Kota"))
        self.setMinimumContentsLength(18)
        calm(self)
        self.activated.connect(lambda: self.chosen.emit(self.kode))

    def offer(self, wilayah: Sequence[Wilayah]) -> None:
        """Fill; the choice stays if it is still there."""
        kept = self.kode
        self.clear()
        if self._everywhere:
            self.addItem(self._everywhere, None)
        for item in wilayah:
            self.addItem(item.nama, item.kode)
        if kept is not None:
            self.pick(kept)

    def pick(self, kode: KodeWilayah | None) -> None:
        """Choose."""
        self.setCurrentIndex(max(self.findData(kode), 0))

    @property
    def kode(self) -> KodeWilayah | None:
        """The chosen one; None = all."""
        return self.currentData()


class PegawaiPicker(QComboBox):
    """A person of the Dinas, found by typing part of the name."""

    def __init__(self, *, nobody: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nobody = nobody
        self.setMinimumContentsLength(20)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        # A name with its titles and its post can be longer than any field: the tip tells it whole.
        self.currentTextChanged.connect(lambda text: self.setToolTip(plain_tip(text)))
        calm(self)

    def offer(self, people: Sequence[Pegawai], chosen: PegawaiId | None = None) -> None:
        """Fill with people and choose one."""
        kept = chosen or self.pegawai_id
        self.clear()
        if self._nobody:
            self.addItem(self._nobody, None)
        for pegawai in people:
            text = f"{pegawai.nama} – {pegawai.jabatan}" if pegawai.jabatan else pegawai.nama
            self.addItem(text, pegawai.id)
            self.setItemData(self.count() - 1, plain_tip(text), Qt.ItemDataRole.ToolTipRole)
        self.setCurrentIndex(max(self.findData(kept), 0) if self.count() else -1)

    @property
    def pegawai_id(self) -> PegawaiId | None:
        """The chosen one."""
        return self.currentData()


class DatePicker(QDateEdit):
    """A day, with a calendar; written as `23 November 2026`, typed in figures."""

    def __init__(self, day: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCalendarPopup(True)
        sized(self, width=170)
        self.setDisplayFormat("dd-MM-yyyy")
        self.setDateRange(QDate(2000, 1, 1), QDate(2099, 12, 31))
        self.setToolTip(self.tr("Tanggal-bulan-tahun; panah bawah membuka kalender"))
        calm(self)
        if day is not None:
            self.day = day

    @property
    def day(self) -> date:
        """The chosen day."""
        chosen = self.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    @day.setter
    def day(self, day: date) -> None:
        self.setDate(QDate(day.year, day.month, day.day))


class OptionalDate(QLineEdit):
    """A day that may stay empty, typed as `23-11-2026`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("hh-bb-tttt, boleh kosong"))
        sized(self, max_width=240)

    @property
    def day(self) -> date | None:
        """The typed day; None when empty. Raises ValueError for what is no date."""
        text = self.text().strip().replace("/", "-").replace(".", "-")
        if not text:
            return None
        day, month, year = (int(part) for part in text.split("-"))
        return date(year, month, day)

    @day.setter
    def day(self, day: date | None) -> None:
        self.setText(f"{day:%d-%m-%Y}" if day else "")
