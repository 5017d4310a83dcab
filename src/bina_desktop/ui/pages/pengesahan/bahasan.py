"""One point of the review: what stands there, corrections of it, and the talk about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QPlainTextEdit, QWidget

from bina_desktop.application.koreksi import KoreksiView
from bina_desktop.application.laporan import LaporanDetail
from bina_desktop.application.services import Services
from bina_desktop.application.titik import Titik
from bina_desktop.application.utas import TinjauanView, UtasView
from bina_desktop.application.work import Changes
from bina_desktop.domain.koreksi import StatusKoreksi
from bina_desktop.domain.utas import JenisSasaran, StatusUtas, Tindakan
from bina_desktop.ui.dialogs.koreksi import KoreksiDialog
from bina_desktop.ui.dialogs.reason import ReasonDialog
from bina_desktop.ui.form.aside.thread import Said
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.laid_out import clear
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import Note, allow, button, column, label, retitle, row, scrolled
from bina_desktop.ui.theme import sized
from bina_desktop.ui.wording import singkat


class BahasanPanel(QFrame):
    """Follows the list: text, suggestions, utterances, and a box for the next one."""

    wished = Signal(str)
    filled = Signal()
    """Another point, or other words about it, stand here now."""

    def __init__(self, services: Services, jobs: Jobs, banner: Banner) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._services, self._jobs, self._banner = services, jobs, banner
        self._detail: LaporanDetail | None = None
        self._titik: Titik | None = None
        self._tinjauan: TinjauanView | None = None
        self._begun: dict[str, str] = {}
        self._title = label(bold=True, wrap=True)
        self._body = QWidget()
        self._parts = column(spacing=8)
        self._parts.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._parts.setContentsMargins(0, 0, 4, 0)
        self._body.setLayout(self._parts)
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(self.tr("Tulis tinjauan atau jawaban"))
        sized(self.words, min_height=44, max_height=64)
        self.words.textChanged.connect(self._allow)
        self._why = Note()
        self.suggest = button(self.tr("Usulkan koreksi…"), self._suggest, glyph="edit")
        self.open = button(self.tr("Buka lembar"), lambda: self.wished.emit("lembar_penilaian"))
        self.finish = button(self.tr("Tutup tinjauan"), self._finish, glyph="check")
        self.send = button(self.tr("Kirim"), self._send, kind="primary", glyph="send")
        area = scrolled(self._body)
        bar = row(self.suggest, self.open, 1, self.finish, self.send, spacing=6)
        layout = column(self._title, area, self.words, self._why, bar, spacing=8, margins=12)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.show_titik(None, None)

    def show_detail(self, detail: LaporanDetail) -> None:
        """Know what this person may do now."""
        self._detail = detail

    def forget(self) -> None:
        """Another visit comes."""
        self._begun.clear()
        self.show_titik(None, None)

    def flush(self) -> None:
        """Keep what was begun for as long as the visit is open."""
        if self._titik is not None:
            self._begun[str(self._titik.sasaran)] = self.words.toPlainText()

    def show_titik(self, titik: Titik | None, tinjauan: TinjauanView | None) -> None:
        """Show another point; what was begun and not sent waits there."""
        self.flush()
        self._titik, self._tinjauan = titik, tinjauan
        self._title.setText(titik.tempat if titik else self.tr("Pilih tempat di daftar."))
        begun = self._begun.get(str(titik.sasaran), "") if titik else ""
        if self.words.toPlainText() != begun:
            self.words.setPlainText(begun)
        clear(self._parts)
        if titik is not None:
            self._show_parts(titik)
        self._offer()
        self.filled.emit()

    def _show_parts(self, titik: Titik) -> None:
        if titik.isi:
            self._parts.addWidget(label(titik.isi, wrap=True, selectable=True))
        for one in titik.koreksi:
            self._parts.addWidget(_KoreksiCard(one, self))
        for talk in titik.utas:
            for said in talk.komentar:
                self._parts.addWidget(Said(said))

    @property
    def _talk(self) -> UtasView | None:
        """The thread that is spoken in: the most urgent one, else a new one."""
        if self._titik is None or self._tinjauan is None:
            return None
        order = list(StatusUtas)
        known = sorted(self._titik.utas, key=lambda one: order.index(one.status))
        return known[0] if known else self._tinjauan.at(self._titik.sasaran)

    def _offer(self) -> None:
        talk = self._talk
        may = talk.allowed if talk else frozenset[Tindakan]()
        asks = Tindakan.TANYA in may
        writes = asks or Tindakan.JAWAB in may
        self.words.setVisible(writes)
        self.send.setVisible(writes)
        retitle(self.send, self.tr("Tanyakan") if asks else self.tr("Jawab"))
        self.words.setPlaceholderText(
            self.tr("Apa yang perlu diperjelas atau diperbaiki?")
            if asks
            else self.tr("Jelaskan apa yang sudah diperbaiki, atau mengapa tetap.")
        )
        self.finish.setVisible(Tindakan.TUTUP in may)
        actions = self._detail.actions if self._detail else None
        paragraph = self._titik is not None and bool(self._titik.naskah)
        self.suggest.setVisible(paragraph and actions is not None and actions.koreksi)
        question = self._titik is not None and self._titik.sasaran.jenis is JenisSasaran.LEMBAR
        self.open.setVisible(question)
        self._why.say("" if writes or self._tinjauan is None else self._tinjauan.why)
        self._allow()

    def _allow(self) -> None:
        written = bool(self.words.toPlainText().strip())
        allow(self.send, written, self.tr("Tulis dahulu apa yang ingin disampaikan."))

    def _send(self) -> None:
        talk = self._talk
        if talk is not None:
            asks = Tindakan.TANYA in talk.allowed
            self._say(talk, Tindakan.TANYA if asks else Tindakan.JAWAB)

    def _finish(self) -> None:
        talk = self._talk
        if talk is not None:
            self._say(talk, Tindakan.TUTUP)

    def _say(self, talk: UtasView, tindakan: Tindakan) -> None:
        assert self._titik is not None
        where, teks = talk.sasaran, self.words.toPlainText()
        kutipan, key = self._titik.isi, str(self._titik.sasaran)

        def sent() -> None:
            self._begun.pop(key, None)
            if self._titik is not None and str(self._titik.sasaran) == key:
                self.words.clear()

        self._run(lambda: self._services.utas.say(where, tindakan, teks, kutipan=kutipan)[1], sent)

    def _suggest(self) -> None:
        titik, detail = self._titik, self._detail
        if titik is None or detail is None:
            return
        semula = "" if titik.isi == self.tr("(masih kosong)") else titik.isi
        dialog = KoreksiDialog(
            titik.tempat, semula, langsung=detail.actions.koreksi_langsung, parent=self
        )
        if dialog.exec() == QDialog.DialogCode.Accepted:
            key, menjadi, alasan = detail.laporan.id, dialog.menjadi, dialog.alasan
            langsung = dialog.langsung
            self._run(
                lambda: self._services.koreksi.propose(
                    key,
                    naskah=titik.naskah,
                    paragraf=titik.paragraf,
                    semula=semula,
                    menjadi=menjadi,
                    alasan=alasan,
                    langsung=langsung,
                )
            )

    def accept(self, one: KoreksiView) -> None:
        """Put the suggested paragraph in place."""
        self._run(lambda: self._services.koreksi.accept(one.koreksi.id))

    def decline(self, one: KoreksiView) -> None:
        """Leave the paragraph; asks why."""
        dialog = ReasonDialog(
            self.tr("Tolak koreksi"),
            self.tr("Alasannya dibaca oleh yang mengusulkan dan tercatat dalam lembar koreksi."),
            verb=self.tr("&Tolak"),
            hint=self.tr("Mengapa paragraf ini tetap"),
            parent=self,
        )
        if dialog.exec() == QDialog.DialogCode.Accepted:
            why = dialog.alasan
            self._run(lambda: self._services.koreksi.decline(one.koreksi.id, keterangan=why))

    def withdraw(self, one: KoreksiView) -> None:
        """Take one's own suggestion back."""
        self._run(lambda: self._services.koreksi.withdraw(one.koreksi.id))

    def _run(self, work, done=lambda: None) -> None:  # noqa: ANN001 - work gives Changes
        def act(_progress: object) -> Changes:
            return work()

        self._jobs.run(
            act, done=lambda _changes: done(), failed=self._banner.tell_error, owner=self
        )


class _KoreksiCard(QFrame):
    """One suggestion: what it would strike out, what it would put there, and its decision."""

    def __init__(self, one: KoreksiView, panel: BahasanPanel) -> None:
        super().__init__()
        self.setProperty("kind", "said")
        k = one.koreksi
        states = {
            StatusKoreksi.DIUSULKAN: self.tr("menunggu keputusan"),
            StatusKoreksi.DITERIMA: self.tr("diterima"),
            StatusKoreksi.DITOLAK: self.tr("ditolak"),
            StatusKoreksi.DITARIK: self.tr("ditarik"),
        }
        parts: list[QWidget] = [
            label(self.tr("Koreksi · {0}").format(states[k.status]), bold=True, wrap=True),
            label(
                f"{one.siapa} · {one.peran}, {singkat(k.waktu)}", kind="muted", size=0.9, wrap=True
            ),
        ]
        if k.semula:
            parts.append(_marked(self.tr("Semula"), k.semula))
        parts.append(_marked(self.tr("Menjadi"), k.menjadi or self.tr("(paragraf dihapus)")))
        if k.alasan:
            parts.append(_marked(self.tr("Alasan"), k.alasan))
        if k.keterangan:
            told = self.tr("{0} menolak: {1}").format(one.pemutus, k.keterangan)
            parts.append(label(told, kind="muted", wrap=True))
        layout = column(*parts, spacing=4)
        bar = [
            button(self.tr("Tarik"), lambda: panel.withdraw(one)) if one.may_withdraw else None,
            button(self.tr("Tolak…"), lambda: panel.decline(one)) if one.may_decide else None,
            button(self.tr("Terima"), lambda: panel.accept(one), kind="primary", glyph="check")
            if one.may_decide
            else None,
        ]
        if any(bar):
            layout.addLayout(row(1, *bar, spacing=6))
        layout.setContentsMargins(10, 8, 10, 8)
        self.setLayout(layout)


def _marked(title: str, text: str) -> QWidget:
    holder = QWidget()
    said = label(text, wrap=True, selectable=True)
    layout = column(label(title, kind="muted", size=0.86), said, spacing=1)
    holder.setLayout(layout)
    return holder
