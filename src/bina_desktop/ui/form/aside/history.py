"""What became of an answer: who gave it, when, on which laptop, and what stood there before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from bina_desktop.application.isi_lembar import plain_label
from bina_desktop.application.riwayat import PerubahanJawaban
from bina_desktop.domain.bahasa import format_waktu
from bina_desktop.formengine.client import Ref
from bina_desktop.ui.form.around import Around
from bina_desktop.ui.form.aside.marks import MARGINS
from bina_desktop.ui.laid_out import clear
from bina_desktop.ui.panels import Note, button, column, label, scrolled

_PAUSE_MS: Final = 120
"""While somebody walks through questions nothing is read."""
_SHOWN: Final = 40


class HistoryPanel(QWidget):
    """Changes of one answer, newest first; read when it is looked at."""

    filled = Signal()
    """Other changes are shown."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self._around = around
        self._ref = ""
        self._shown: tuple[PerubahanJawaban, ...] | None = None
        self._told = Note()
        self._list = QWidget()
        self._rows = column(spacing=8)
        self._rows.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._list.setLayout(self._rows)
        self._area = scrolled(self._list)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        layout = column(self._told, self._area, spacing=8)
        layout.setContentsMargins(*MARGINS)
        self.setLayout(layout)
        around.controller.saved.connect(self._wish)
        self.show_question("")

    @property
    def changes(self) -> tuple[PerubahanJawaban, ...]:
        """What is shown."""
        return self._shown or ()

    @property
    def restore_buttons(self) -> list[QPushButton]:
        """The buttons that give an older value again, newest first."""
        rows = [row for row in self._list.findChildren(_ChangeRow) if not row.isHidden()]
        return [row.restore for row in rows if row.restore is not None]

    def show_question(self, ref: str) -> None:
        """Show the history of another question."""
        if ref != self._ref or not ref:
            self._ref = ref
            self._shown = None
            clear(self._rows)
            self._told.say(
                "" if ref else self.tr("Pilih sebuah pertanyaan untuk melihat riwayatnya.")
            )
        self._wish()

    def enter(self) -> None:
        """Put the cursor on the first thing that can be done."""
        buttons = self.restore_buttons
        (buttons[0] if buttons else self._area).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what is looked at now."""
        super().showEvent(event)
        self._wish()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read nothing that nobody looks at."""
        super().hideEvent(event)
        self._pause.stop()

    def _wish(self) -> None:
        if self._ref and self.isVisible():
            self._pause.start()

    def _read(self) -> None:
        ref = self._ref
        self._around.read_history(ref, lambda found: self._show(ref, found))

    def _show(self, ref: str, found: tuple[PerubahanJawaban, ...]) -> None:
        if ref != self._ref or found == self._shown:
            return
        self._shown = found
        clear(self._rows)
        for one in found[:_SHOWN]:
            self._rows.addWidget(_ChangeRow(one, self._restoring(one)))
        more = len(found) - _SHOWN
        if not found:
            self._told.say(self.tr("Pertanyaan ini belum pernah dijawab."))
        elif more > 0:
            self._told.say(
                self.tr("{0} perubahan terakhir; {1} yang lebih lama ada dalam jurnal.").format(
                    _SHOWN, more
                )
            )
        else:
            self._told.say("")
        self.filled.emit()

    def _restoring(self, change: PerubahanJawaban) -> Callable[[], object] | None:
        """Return what gives this value again; None where it stands or cannot be given."""
        controller = self._around.controller
        try:
            node = controller.session.node(Ref(self._ref))
        except KeyError:
            return None
        if change.is_current or not controller.writable or node.readonly:
            return None
        if change.nilai == node.value:
            return None
        ref, value = self._ref, change.nilai
        return lambda: self._around.restore(ref, value)


class _ChangeRow(QFrame):
    """One change in words."""

    def __init__(self, change: PerubahanJawaban, restore: Callable[[], object] | None) -> None:
        super().__init__()
        self.setProperty("kind", "said")
        self.setProperty("mine", change.is_current)
        now = plain_label(change.sesudah) or self.tr("(dikosongkan)")
        parts: list[QWidget] = [label(now, bold=True, wrap=True, selectable=True)]
        if change.is_current:
            parts.append(label(self.tr("✓ Berlaku sekarang"), kind="good", size=0.9))
        if change.sebelum:
            before = self.tr("Sebelumnya: {0}").format(plain_label(change.sebelum))
            parts.append(label(before, kind="muted", size=0.93, wrap=True))
        who = f"{change.siapa} · {change.perangkat}"
        parts.append(label(who, kind="muted", size=0.9, wrap=True))
        parts.append(label(format_waktu(change.waktu), kind="muted", size=0.9, wrap=True))
        if change.alasan:
            why = self.tr("Alasan: {0}").format(change.alasan)
            parts.append(label(why, kind="muted", size=0.9, wrap=True))
        for part in parts:
            part.setMinimumWidth(1)
        layout = column(*parts, spacing=3)
        layout.setContentsMargins(10, 8, 10, 8)
        self.restore: QPushButton | None = None
        if restore is not None:
            words = self.tr("Kembalikan nilai ini")
            self.restore = button(words, restore, kind="link", name=f"{words}: {now}")
            layout.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(layout)
