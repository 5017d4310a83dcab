"""The foot of the window: what is saved, where the data lies, who is in."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from bina_desktop.domain.kalender import WIB
from bina_desktop.domain.pegawai import Pegawai
from bina_desktop.ui.panels import label
from bina_desktop.ui.theme import colours, icon, px, scaled, sized
from bina_desktop.ui.wording import daftar_peran

_AROUND: Final = 48
"""Logical pixels of a quiet button that are no text: icon, gap, padding, border."""


class Shortened(QPushButton):
    """A quiet button that shortens its text in a narrow window; the tool tip has it all."""

    def __init__(self, text: str, glyph: str, mode: Qt.TextElideMode) -> None:
        super().__init__()
        self._whole, self._mode = text, mode
        self.setProperty("kind", "quiet")
        self.setIcon(icon(glyph, colours().muted))
        self.setIconSize(QSize(px(15), px(15)))
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        sized(self, min_width=80)

    @property
    def whole(self) -> str:
        """The text, however much of it stands there."""
        return self._whole

    def redress(self) -> None:
        """Fit the text in another size."""
        self._shorten()

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self._shorten()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Wish for room for the whole text."""
        words = self.fontMetrics().horizontalAdvance(self._whole)
        return QSize(words + px(_AROUND), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text anew."""
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        room = self.width() - px(_AROUND - 4)
        text = self.fontMetrics().elidedText(self._whole, self._mode, room)
        self.setText(text.replace("&", "&&"))


class FolderLink(Shortened):
    """Opens the data folder; its context menu copies the whole path."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder, "folder", Qt.TextElideMode.ElideMiddle)
        self.setProperty("tone", "muted")
        self.setToolTip(self.tr("{0}\nKlik untuk membuka folder data.").format(folder))
        self.setAccessibleName(self.tr("Buka folder data {0}").format(folder))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for text, slot in (
            (self.tr("Buka folder data"), self.open),
            (self.tr("Salin alamat folder"), self.copy),
        ):
            action = QAction(text, self)
            action.triggered.connect(slot)
            self.addAction(action)
        self.clicked.connect(self.open)

    def open(self) -> None:
        """Show the folder in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._whole))

    def copy(self) -> None:
        """Put the whole path on the clipboard."""
        QGuiApplication.clipboard().setText(self._whole)


class StatusLine(QWidget):
    """Always in view; its button lets another person in."""

    lock_wished = Signal()

    def __init__(self, folder: str, user: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._user = user
        self._saved = label(self.tr("Belum ada perubahan"), kind="muted")
        self.folder = FolderLink(folder)
        self._sample = label(self.tr("CONTOH"), kind="sample")
        self._sample.setToolTip(self.tr("Data contoh: bukan data dinas, jangan dipakai bekerja."))
        sized(self._sample, height=20)
        self._sample.hide()
        self._who = Shortened(user, "person", Qt.TextElideMode.ElideRight)
        self._show_who(user)
        menu = QMenu(self._who)
        lock = menu.addAction(icon("lock"), self.tr("&Kunci dan ganti pengguna") + "\tCtrl+L")
        lock.triggered.connect(self.lock_wished)
        self._who.setMenu(menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 2, 8, 2)
        layout.setSpacing(8)
        layout.addWidget(self._saved)
        layout.addSpacing(10)
        layout.addWidget(self.folder)
        layout.addStretch(1)
        layout.addWidget(self._sample)
        layout.addWidget(self._who)
        for widget in self.findChildren(QWidget):
            if not isinstance(widget, (QMenu, QToolButton)):
                widget.setFont(scaled(widget.font(), 0.93))

    @property
    def text(self) -> str:
        """All that is told, for people who listen instead of look."""
        sample = self._sample.text() if not self._sample.isHidden() else ""
        return " · ".join(part for part in (self._saved.text(), sample, self._who.whole) if part)

    def show_saved(self, moment: datetime) -> None:
        """Tell when something was last made durable."""
        self._saved.setText(self.tr("Tersimpan {0}").format(f"{moment.astimezone(WIB):%H.%M}"))

    def show_person(self, saya: Pegawai | None) -> None:
        """Tell who is in and in which role."""
        if saya is None:
            text = self.tr("{0} – belum tercatat sebagai pegawai").format(self._user)
        else:
            text = f"{saya.nama} – {daftar_peran(saya.peran) or self.tr('tanpa peran')}"
        self._show_who(text)

    def _show_who(self, text: str) -> None:
        self._who.show_text(text)
        self._who.setToolTip(text)
        self._who.setAccessibleName(self.tr("Pengguna: {0}").format(text))

    def show_sample(self, contoh: bool) -> None:
        """Mark sample data."""
        self._sample.setVisible(contoh)
