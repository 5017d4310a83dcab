"""The editor of the recommendations of a finding: one card each, in the order of print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from bina_desktop.domain.temuan import Alamat, Rekomendasi, RekomendasiId
from bina_desktop.ui.panels import Card, FieldRows, button, column, label, row
from bina_desktop.ui.pickers import OptionalDate, calm
from bina_desktop.ui.theme import sized
from bina_desktop.ui.wording import nama_alamat

_NEW = Rekomendasi(RekomendasiId(""), "")


class RekomendasiCard(Card):
    """One recommendation."""

    moved = Signal(int)
    removed = Signal()

    def __init__(self, rekomendasi: Rekomendasi, posts: Sequence[str]) -> None:
        """`posts` are offered as owners while one is typed."""
        super().__init__(margins=12)
        self._rekomendasi = rekomendasi
        self._title = label(bold=True)
        self.up = button("", lambda: self.moved.emit(-1), kind="quiet", glyph="chevron-up")
        self.down = button("", lambda: self.moved.emit(1), kind="quiet", glyph="chevron-down")
        self.remove = button("", self.removed.emit, kind="quiet", glyph="trash")
        self.isi = QPlainTextEdit(rekomendasi.isi)
        self.isi.setTabChangesFocus(True)
        sized(self.isi, height=56)
        self.ditujukan = QComboBox()
        self.ditujukan.addItem(self.tr("Pilih penerima…"), None)
        for alamat in Alamat:
            self.ditujukan.addItem(nama_alamat(alamat), alamat)
        self.ditujukan.setCurrentIndex(max(0, self.ditujukan.findData(rekomendasi.ditujukan)))
        calm(self.ditujukan)
        self.penanggung_jawab = QLineEdit(rekomendasi.penanggung_jawab)
        self.penanggung_jawab.setPlaceholderText(self.tr("Jabatan yang melaksanakan"))
        completer = QCompleter(list(posts), self.penanggung_jawab)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.penanggung_jawab.setCompleter(completer)
        self.tenggat = OptionalDate()
        self.tenggat.setPlaceholderText(self.tr("hh-bb-tttt"))
        self.tenggat.day = rekomendasi.tenggat
        fields = FieldRows()
        fields.add(self.tr("Isi *"), self.isi)
        fields.add(self.tr("Ditujukan kepada"), self.ditujukan)
        fields.add(self.tr("Penanggung jawab"), self.penanggung_jawab)
        fields.add(self.tr("Tenggat"), self.tenggat)
        self.body.addLayout(row(self._title, 1, self.up, self.down, self.remove, spacing=2))
        self.body.addLayout(fields)

    def stand(self, number: int, count: int) -> None:
        """Take a place among the others."""
        title = self.tr("Rekomendasi {0}").format(number)
        self._title.setText(title)
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < count)
        for control, what in (
            (self.up, self.tr("Naikkan")),
            (self.down, self.tr("Turunkan")),
            (self.remove, self.tr("Hapus")),
        ):
            control.setAccessibleName(f"{what} {title.lower()}")
            control.setToolTip(f"{what} {title.lower()}")

    @property
    def is_blank(self) -> bool:
        """True while nothing was written."""
        texts = (self.isi.toPlainText(), self.penanggung_jawab.text(), self.tenggat.text())
        return not any(text.strip() for text in texts) and self.ditujukan.currentData() is None

    @property
    def rekomendasi(self) -> Rekomendasi:
        """Return it as filled in. Raises ValueError for a date that is none."""
        chosen = self.ditujukan.currentData()
        return replace(
            self._rekomendasi,
            isi=self.isi.toPlainText().strip(),
            ditujukan=Alamat(chosen) if chosen is not None else None,
            penanggung_jawab=self.penanggung_jawab.text().strip(),
            tenggat=self.tenggat.day,
        )


class RekomendasiEditor(QWidget):
    """The cards, and a button for one more."""

    def __init__(self, posts: Sequence[str]) -> None:
        super().__init__()
        self._posts = posts
        self.cards: list[RekomendasiCard] = []
        self._layout = column(spacing=8)
        self.add = button(self.tr("Tambah &rekomendasi"), self.add_blank, glyph="add")
        self.setLayout(column(self._layout, row(self.add, 1), spacing=8))

    def show_all(self, rekomendasi: Sequence[Rekomendasi]) -> None:
        """Show these, or one blank card where there are none."""
        for card in self.cards:
            self._drop(card)
        self.cards = []
        for one in rekomendasi or (_NEW,):
            self._append(one)
        self._number()

    def add_blank(self) -> None:
        """Append a blank card and go there."""
        card = self._append(_NEW)
        self._number()
        card.isi.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def rekomendasi(self) -> tuple[Rekomendasi, ...]:
        """Return what is filled in; blank cards are none. Raises ValueError for no date."""
        return tuple(card.rekomendasi for card in self.cards if not card.is_blank)

    def _append(self, one: Rekomendasi) -> RekomendasiCard:
        card = RekomendasiCard(one, self._posts)
        card.moved.connect(lambda by: self._move(card, by))
        card.removed.connect(lambda: self._remove(card))
        self.cards.append(card)
        self._layout.addWidget(card)
        return card

    def _move(self, card: RekomendasiCard, by: int) -> None:
        here = self.cards.index(card)
        self.cards.insert(here + by, self.cards.pop(here))
        self._layout.removeWidget(card)
        self._layout.insertWidget(here + by, card)
        self._number()
        (card.up if card.up.isEnabled() else card.down).setFocus()

    def _remove(self, card: RekomendasiCard) -> None:
        self.cards.remove(card)
        self._drop(card)
        self._number()
        self.add.setFocus()

    def _drop(self, card: RekomendasiCard) -> None:
        self._layout.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _number(self) -> None:
        before: QWidget | None = None
        for number, card in enumerate(self.cards, 1):
            card.stand(number, len(self.cards))
            if before is not None:
                QWidget.setTabOrder(before, card.up)
            before = card.tenggat
        if before is not None:
            QWidget.setTabOrder(before, self.add)
