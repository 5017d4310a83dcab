"""The foot of the window: what is saved, where the data lies, who is in."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from bina_desktop.domain.kalender import WIB
from bina_desktop.domain.pegawai import Pegawai
from bina_desktop.ui.panels import button, label
from bina_desktop.ui.theme import colours, icon, scaled
from bina_desktop.ui.wording import daftar_peran


class ElidedLabel(QLabel):
    """One line that loses its middle when there is no room; the whole text is its tool tip."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._whole = text
        self.setToolTip(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "muted")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(60)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text anew."""
        super().resizeEvent(event)
        self.setText(
            self.fontMetrics().elidedText(
                self._whole, Qt.TextElideMode.ElideMiddle, event.size().width()
            )
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
        place = QLabel()
        place.setPixmap(icon("folder", colours().muted).pixmap(15, 15))
        self._sample = label(self.tr("CONTOH"), kind="sample")
        self._sample.setToolTip(self.tr("Data contoh: bukan data dinas, jangan dipakai bekerja."))
        self._sample.setFixedHeight(20)
        self._sample.hide()
        self._who = button(user, kind="quiet", glyph="person", name=self.tr("Pengguna: ") + user)
        menu = QMenu(self._who)
        lock = menu.addAction(icon("lock"), self.tr("&Kunci dan ganti pengguna") + "\tCtrl+L")
        lock.triggered.connect(self.lock_wished)
        self._who.setMenu(menu)
        self._who.setIconSize(QSize(15, 15))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 2, 8, 2)
        layout.setSpacing(8)
        layout.addWidget(self._saved)
        layout.addSpacing(10)
        layout.addWidget(place)
        layout.addWidget(ElidedLabel(folder), 1)
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
