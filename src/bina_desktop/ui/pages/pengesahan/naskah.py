"""The authors' texts of a Laporan: BAB II, IV and V."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from bina_desktop.application.laporan import LaporanDetail
from bina_desktop.application.services import Services
from bina_desktop.domain.laporan import LaporanId
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import Note, allow, button, column, label, row, scrolled
from bina_desktop.ui.theme import sized


class NaskahPanel(QWidget):
    """Three texts; saved by the button, and by itself when one goes elsewhere."""

    def __init__(self, services: Services, jobs: Jobs, banner: Banner) -> None:
        super().__init__()
        self._services, self._jobs, self._banner = services, jobs, banner
        self._laporan_id: LaporanId | None = None
        self._dirty = False
        self._editable = False
        self.gambaran_umum = _text(self.tr("Gambaran umum"))
        self.pembahasan = _text(self.tr("Pembahasan"))
        self.kesimpulan = _text(self.tr("Kesimpulan"))
        self.save = button(self.tr("&Simpan naskah"), self.flush, glyph="save")
        self._state = Note()
        body = QWidget()
        layout = column(spacing=5)
        for title, hint, text in (
            (
                self.tr("&Gambaran umum"),
                self.tr("BAB II · keadaan dinas yang dikunjungi"),
                self.gambaran_umum,
            ),
            (self.tr("P&embahasan"), self.tr("BAB IV · di samping tabel temuan"), self.pembahasan),
            (self.tr("Kesimpu&lan"), self.tr("BAB V · kesimpulan dan saran"), self.kesimpulan),
        ):
            head = label(title, bold=True)
            head.setTextFormat(head.textFormat().AutoText)
            head.setBuddy(text)
            layout.addLayout(row(head, label(hint, kind="muted", size=0.93), 1))
            layout.addWidget(text)
            layout.addSpacing(5)
            text.textChanged.connect(self._touch)
        layout.setContentsMargins(0, 8, 6, 6)
        body.setLayout(layout)
        bar = row(self._state, 1, self.save)
        bar.setStretch(0, 4)
        whole = column(scrolled(body), bar, spacing=4)
        self.setLayout(whole)

    def show_detail(self, detail: LaporanDetail) -> None:
        """Show the stored texts unless somebody is writing."""
        laporan = detail.laporan
        self._editable = detail.actions.edit
        if not self._dirty or laporan.id != self._laporan_id:
            self._laporan_id = laporan.id
            for text, value in (
                (self.gambaran_umum, laporan.gambaran_umum),
                (self.pembahasan, laporan.pembahasan),
                (self.kesimpulan, laporan.kesimpulan),
            ):
                text.blockSignals(True)
                if text.toPlainText() != value:
                    text.setPlainText(value)
                text.setReadOnly(not self._editable)
                text.blockSignals(False)
            self._dirty = False
        self._update()

    def forget(self) -> None:
        """Another Laporan comes; what was written here is saved."""
        self._dirty = False
        self._laporan_id = None

    def flush(self) -> None:
        """Save if something was written."""
        key = self._laporan_id
        if not self._dirty or key is None:
            return
        self._dirty = False
        umum, bahas, simpul = (
            text.toPlainText().strip()
            for text in (self.gambaran_umum, self.pembahasan, self.kesimpulan)
        )
        self._jobs.run(
            lambda _progress: self._services.laporan.save_texts(
                key, gambaran_umum=umum, pembahasan=bahas, kesimpulan=simpul
            ),
            done=lambda _changes: self._update(),
            failed=self._keep,
            owner=self,
        )

    def _keep(self, error: Exception) -> None:
        self._dirty = True
        self._banner.tell_error(error)
        self._update()

    def _touch(self) -> None:
        self._dirty = True
        self._update()

    def _update(self) -> None:
        self.save.setVisible(self._editable)
        allow(self.save, self._dirty, self.tr("Belum ada perubahan yang perlu disimpan."))
        if not self._editable:
            self._state.say(self.tr("Naskah hanya dapat dibaca pada langkah ini."))
        else:
            self._state.say(self.tr("Ada perubahan yang belum disimpan.") if self._dirty else "")


def _text(name: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    sized(made, min_height=110)
    return made
