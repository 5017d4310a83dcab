"""The review thread of the question where the person is: what was said, and what may be said."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from bina_desktop.application.isi_lembar import plain_label, read_value
from bina_desktop.application.utas import KomentarView, UtasView
from bina_desktop.domain.bahasa import format_waktu
from bina_desktop.domain.utas import LONGEST_KOMENTAR, Tindakan
from bina_desktop.formengine.client import Ref
from bina_desktop.ui.form.around import Around
from bina_desktop.ui.form.aside.marks import MARGINS, glyph_of, tone_of, words_of
from bina_desktop.ui.laid_out import clear, parts_of
from bina_desktop.ui.panels import (
    Note,
    Picture,
    allow,
    button,
    column,
    label,
    restyle,
    retitle,
    row,
    scrolled,
)
from bina_desktop.ui.theme import colours, sized

_PAUSE_MS: Final = 400
"""After the last key before words that are not sent are kept."""


class _Words(QPlainTextEdit):
    """Where one writes; Ctrl+Enter sends."""

    sent = Signal()

    def event(self, event: QEvent) -> bool:
        """Claim Ctrl+Enter, which means another thing among the questions."""
        if event.type() is QEvent.Type.ShortcutOverride and _sends(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send, or write."""
        if _sends(event):
            self.sent.emit()
        else:
            super().keyPressEvent(event)


def _sends(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    )


class ThreadPanel(QWidget):
    """Words said so far, the newest in sight, and a box for the next ones."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self._around = around
        self._ref = ""
        self._sending = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.commit)
        self._sign = Picture()
        self._status = label(bold=True, wrap=True)
        self._said = QWidget()
        self._said_layout = column(spacing=8)
        self._said_layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._said.setLayout(self._said_layout)
        self._area = scrolled(self._said)
        self._area.verticalScrollBar().rangeChanged.connect(self._show_last)
        self.text = _Words()
        self.text.sent.connect(self._send_by_key)
        self.text.setTabChangesFocus(True)
        sized(self.text, height=76)
        self.text.textChanged.connect(self._note_draft)
        self.send = button("", self._send, kind="primary", glyph="send")
        self.close_thread = button(self.tr("&Selesai"), self._close, glyph="check")
        self.close_thread.setToolTip(self.tr("Menutup tinjauan; dapat dibuka lagi kapan saja."))
        self._why = Note()
        state = row(self._sign, self._status, spacing=6)
        state.setStretch(1, 1)
        state.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop)
        layout = column(
            state,
            self._area,
            self.text,
            self._why,
            row(1, self.close_thread, self.send),
            spacing=8,
        )
        layout.setContentsMargins(*MARGINS)
        layout.setStretchFactor(self._area, 1)
        self.setLayout(layout)
        around.changed.connect(self._refresh)
        self.show_question("")

    @property
    def words(self) -> tuple[str, ...]:
        """What was said, oldest first."""
        return tuple(one.teks for one in self._around.utas(self._ref).komentar)

    @property
    def state(self) -> str:
        """How the thread stands, in words."""
        return self._status.text()

    def show_question(self, ref: str) -> None:
        """Show the thread of another question; what was begun and not sent waits there."""
        self.commit()
        self._ref = ref
        self.text.blockSignals(True)
        self.text.setPlainText(self._around.unsent(ref))
        self.text.blockSignals(False)
        self._show()

    def commit(self) -> None:
        """Keep what was begun and not sent."""
        self._pause.stop()
        if self._ref and self.text.isVisibleTo(self) and not self._sending:
            self._around.keep_unsent(self._ref, self.text.toPlainText())

    def enter(self) -> None:
        """Put the cursor where something may be said, else to what was said."""
        (self.text if self.text.isVisible() else self._area).setFocus()

    def _refresh(self, refs: frozenset[str]) -> None:
        if self._ref in refs:
            self._show()

    def _show(self) -> None:
        utas = self._around.utas(self._ref)
        self._show_state(utas)
        self._show_said(utas)
        may_ask = Tindakan.TANYA in utas.allowed
        may_write = bool(self._ref) and (may_ask or Tindakan.JAWAB in utas.allowed)
        self.text.setVisible(may_write)
        self.send.setVisible(may_write)
        self.close_thread.setVisible(bool(self._ref) and Tindakan.TUTUP in utas.allowed)
        retitle(self.send, self.tr("&Kirim tinjauan") if may_ask else self.tr("&Jawab"))
        self.text.setAccessibleName(
            self.tr("Tinjauan baru") if may_ask else self.tr("Jawaban untuk peninjau")
        )
        self.text.setPlaceholderText(
            self.tr("Apa yang perlu diperjelas atau diperbaiki?")
            if may_ask
            else self.tr("Jelaskan apa yang sudah diperbaiki, atau mengapa tetap.")
        )
        if may_write:
            self._tell_unsent()
        else:
            self._why.say(self._around.why_silent)
        self._allow()

    def _show_last(self) -> None:
        """Have the last words in sight, from their beginning."""
        said = parts_of(self._said_layout)
        if said:
            self._area.verticalScrollBar().setValue(said[-1].geometry().top())

    def _show_state(self, utas: UtasView) -> None:
        said = bool(utas.komentar)
        self._sign.setVisible(said)
        restyle(self._status, "kind", tone_of(utas.status) if said else "muted")
        if said:
            shade = getattr(colours(), tone_of(utas.status))
            self._sign.show_glyph(glyph_of(utas.status), shade)
            self._status.setText(words_of(utas.status))
        elif self._ref:
            self._status.setText(self.tr("Belum ada tinjauan pada pertanyaan ini."))
        else:
            self._status.setText(self.tr("Pilih sebuah pertanyaan untuk membaca tinjauannya."))

    def _show_said(self, utas: UtasView) -> None:
        clear(self._said_layout)
        for one in utas.komentar:
            self._said_layout.addWidget(Said(one))

    def _note_draft(self) -> None:
        self._pause.start()
        self._allow()
        self._tell_unsent()

    def _tell_unsent(self) -> None:
        begun = bool(self.text.toPlainText().strip())
        words = self.tr("Belum dikirim; disimpan di komputer ini sampai dikirim atau dihapus.")
        self._why.say(words if begun else "", "muted")

    def _allow(self) -> None:
        letters = len(self.text.toPlainText().strip())
        ready = 0 < letters <= LONGEST_KOMENTAR and not self._sending
        why = self.tr("Tulis dahulu apa yang ingin disampaikan.")
        if letters > LONGEST_KOMENTAR:
            why = self.tr("Terlalu panjang: {0} dari paling banyak {1} huruf.").format(
                letters, LONGEST_KOMENTAR
            )
        allow(self.send, ready, why)
        self.close_thread.setEnabled(not self._sending)

    def _send(self) -> None:
        asks = Tindakan.TANYA in self._around.utas(self._ref).allowed
        self._say(Tindakan.TANYA if asks else Tindakan.JAWAB)

    def _send_by_key(self) -> None:
        if self.send.isEnabled():
            self._send()

    def _close(self) -> None:
        self._say(Tindakan.TUTUP)

    def _say(self, tindakan: Tindakan) -> None:
        self.commit()
        ref, teks, self._sending = self._ref, self.text.toPlainText(), True
        self._allow()
        self._around.say(
            ref,
            tindakan,
            teks,
            kutipan=self._quote(ref),
            done=lambda: self._sent(ref, teks),
            failed=self._refused,
        )

    def _sent(self, ref: str, teks: str) -> None:
        self._sending = False
        if self._around.unsent(ref) == teks:  # else something was written meanwhile
            self._around.keep_unsent(ref, "")
        if ref == self._ref:
            if self.text.toPlainText() == teks:
                self.text.clear()
            self.show_question(ref)

    def _refused(self, error: Exception) -> None:
        """Say why; the words stay where they are."""
        self._sending = False
        self._allow()
        self._why.say(str(error), "fault")

    def _quote(self, ref: str) -> str:
        try:
            node = self._around.controller.session.node(Ref(ref))
        except KeyError:
            return ""
        return plain_label(read_value(node))


class Said(QFrame):
    """One utterance: who, when, what; what stood there at that time."""

    def __init__(self, said: KomentarView) -> None:
        super().__init__()
        self.setProperty("kind", "said")
        self.setProperty("mine", said.is_mine)
        act = {
            Tindakan.TANYA: self.tr("meninjau"),
            Tindakan.JAWAB: self.tr("menjawab"),
            Tindakan.TUTUP: self.tr("menutup tinjauan"),
        }[said.tindakan]
        head = label(f"{said.siapa} · {said.peran}", bold=True, size=0.93, wrap=True)
        when = label(
            self.tr("{0} {1}").format(act, format_waktu(said.waktu)),
            kind="muted",
            size=0.86,
            wrap=True,
        )
        parts: list[QWidget] = [head, when]
        if said.teks:
            parts.append(label(said.teks, wrap=True, selectable=True))
        if said.kutipan and said.tindakan is not Tindakan.TUTUP:
            quoted = self.tr("Jawaban saat itu: {0}").format(said.kutipan)
            parts.append(label(quoted, kind="muted", size=0.9, wrap=True))
        for part in parts:
            part.setMinimumWidth(1)
        layout = column(*parts, spacing=3)
        layout.setContentsMargins(10, 8, 10, 8)
        self.setLayout(layout)
