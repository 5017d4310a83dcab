"""The foot of the window: what is saved, where the data lies, who is in."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from bina_desktop.domain.kalender import WIB
from bina_desktop.domain.pegawai import Pegawai
from bina_desktop.ui.panels import button, label
from bina_desktop.ui.theme import colours, icon, px, scaled, sized
from bina_desktop.ui.wording import daftar_peran

_AROUND: Final = 48
"""Logical pixels of a quiet button that are no text: icon, gap, padding, border."""


class FolderLink(QPushButton):
    """Opens the data folder; a narrow window takes the middle of its path, never the path itself.

    The whole path is the tool tip, and the context menu copies it.
    """

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._whole = folder
        self.setProperty("kind", "quiet")
        self.setProperty("tone", "muted")
        self.setIcon(icon("folder", colours().muted))
        self.setIconSize(QSize(px(15), px(15)))
        self.setAutoDefault(False)
        self.setToolTip(self.tr("{0}\nKlik untuk membuka folder data.").format(folder))
        self.setAccessibleName(self.tr("Buka folder data {0}").format(folder))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        sized(self, min_width=80)
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

    def sizeHint(self) -> QSize:
        """Wish for room for the whole path."""
        hint = super().sizeHint()
        return QSize(
            self.fontMetrics().horizontalAdvance(self._whole) + px(_AROUND), hint.height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text anew."""
        super().resizeEvent(event)
        self.setText(
            self.fontMetrics()
            .elidedText(
                self._whole, Qt.TextElideMode.ElideMiddle, event.size().width() - px(_AROUND - 4)
            )
            .replace("&", "&&")
        )


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
        self._who = button(user, kind="quiet", glyph="person", name=self.tr("Pengguna: ") + user)
        menu = QMenu(self._who)
        lock = menu.addAction(icon("lock"), self.tr("&Kunci dan ganti pengguna") + "\tCtrl+L")
        lock.triggered.connect(self.lock_wished)
        self._who.setMenu(menu)
        self._who.setIconSize(QSize(px(15), px(15)))
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
        return " · ".join(part for part in (self._saved.text(), sample, self._who.text()) if part)

    def follow(self, page: QWidget) -> None:
        """Come after a page in the order of the Tab key: pages are built later than this line."""
        last: QWidget | None = None
        step: QWidget | None = page.nextInFocusChain()
        while step is not None and page.isAncestorOf(step):
            if step.focusPolicy() & Qt.FocusPolicy.TabFocus:
                last = step
            step = step.nextInFocusChain()
        if last is not None:
            QWidget.setTabOrder(last, self.folder)
            QWidget.setTabOrder(self.folder, self._who)

    def show_saved(self, moment: datetime) -> None:
        """Tell when something was last made durable."""
        self._saved.setText(self.tr("Tersimpan {0}").format(f"{moment.astimezone(WIB):%H.%M}"))

    def show_person(self, saya: Pegawai | None) -> None:
        """Tell who is in and in which role."""
        if saya is None:
            text = self.tr("{0} – belum tercatat sebagai pegawai").format(self._user)
        else:
            text = f"{saya.nama} – {daftar_peran(saya.peran) or self.tr('tanpa peran')}"
        self._who.setText(text)
        self._who.setAccessibleName(self.tr("Pengguna: {0}").format(text))

    def show_sample(self, contoh: bool) -> None:
        """Mark sample data."""
        self._sample.setVisible(contoh)
