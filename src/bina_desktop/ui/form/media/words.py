"""The lines below attached files: what goes on, what went wrong, what waits for a word."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from bina_desktop.domain.bahasa import format_ukuran
from bina_desktop.ui.form.media.attachments import (
    LONGEST_SIDE,
    Attachments,
    Judged,
    Place,
    Standing,
)
from bina_desktop.ui.panels import Picture, button, label, restyle
from bina_desktop.ui.theme import colours


class StandingLine(QFrame):
    """One line of words with up to two buttons; takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self._attachments: Attachments | None = None
        self._place: Place | None = None
        self._sign = Picture()
        self.words = label(wrap=True)
        self.reduce_button = button(self.tr("Perkecil"), self._reduce, kind="primary")
        self.keep_button = button(self.tr("Ukuran asli"), self._keep)
        self.undo_button = button(self.tr("Kembalikan"), self._undo)
        self.close_button = button(
            "",
            self._dismiss,
            kind="quiet",
            glyph="close",
            name=self.tr("Tutup pesan"),
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 4, 4)
        layout.setSpacing(8)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.words, 1)
        for control in self.buttons():
            layout.addWidget(control)
        self.hide()

    def serve(self, attachments: Attachments, place: Place) -> None:
        """Speak of one place, and carry out what is wished there."""
        self._attachments, self._place = attachments, place

    def buttons(self) -> tuple[QWidget, ...]:
        """Return its buttons, in order."""
        return (self.reduce_button, self.keep_button, self.undo_button, self.close_button)

    def show_standing(self) -> None:
        """Say what stands."""
        if self._attachments is None or self._place is None:
            return
        standing, most = self._attachments.standing(*self._place), self._attachments.most
        words, tone = self._said(standing)
        offer = standing.offer
        self.reduce_button.setVisible(offer is not None)
        self.keep_button.setVisible(offer is not None and len(offer.berkas.data) <= most)
        self.undo_button.setVisible(standing.removed is not None)
        self.close_button.setVisible(not standing.working)
        if words:
            restyle(self, "tone", tone)
            glyph, shade = ("error", colours().bad) if standing.fault else ("info", "")
            self._sign.show_glyph(glyph, shade)
            self.words.setText(words)
            self.setAccessibleName(words)
        self.setVisible(bool(words))

    def _said(self, standing: Standing) -> tuple[str, str]:
        if standing.fault:
            return standing.fault, "bad"
        if standing.offer is not None:
            return self._offered(standing.offer), "info"
        if standing.removed is not None:
            return self.tr("“{0}” dilepas.").format(standing.removed.nama), "info"
        return "" if standing.coming else standing.working, "info"

    def _offered(self, offer: Judged) -> str:
        return self.tr(
            "Gambar ini besar: {0} × {1} titik, {2}. Perkecil menjadi {3} titik agar cepat "
            "dikirim?"
        ).format(
            offer.size.width(),
            offer.size.height(),
            format_ukuran(len(offer.berkas.data)),
            f"{LONGEST_SIDE:,}".replace(",", "."),
        )

    def _reduce(self) -> None:
        if self._attachments is not None and self._place is not None:
            self._attachments.accept(self._place, reduce=True)

    def _keep(self) -> None:
        if self._attachments is not None and self._place is not None:
            self._attachments.accept(self._place, reduce=False)

    def _undo(self) -> None:
        if self._attachments is not None and self._place is not None:
            self._attachments.bring_back(self._place)

    def _dismiss(self) -> None:
        if self._attachments is not None and self._place is not None:
            self._attachments.dismiss(self._place)
