"""Two values for one question: shown side by side, and one is chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QDialog, QRadioButton, QWidget

from bina_desktop.application.pertukaran import ConflictView, HeadView
from bina_desktop.ui.panels import Card, allow, button, column, label, row
from bina_desktop.ui.theme import sized


class ConflictDialog(QDialog):
    """Asks which of several values holds; the choice is a change of its own and travels."""

    def __init__(self, conflict: ConflictView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Selesaikan perbedaan"))
        sized(self, min_width=600)
        self._conflict = conflict
        self._group = QButtonGroup(self)
        self._ok = button(self.tr("&Pakai nilai ini"), self.accept, kind="primary", glyph="check")
        allow(self._ok, False, self.tr("Pilih salah satu nilai lebih dahulu."))
        self._group.idClicked.connect(lambda _id: allow(self._ok, True))
        self.setLayout(
            column(
                label(conflict.judul, size=1.2, bold=True, wrap=True),
                label(conflict.pertanyaan, wrap=True),
                *self._values(),
                label(
                    self.tr(
                        "Nilai yang tidak dipilih tetap tersimpan dalam riwayat. Keputusan ini "
                        "ikut terkirim pada ekspor berikutnya."
                    ),
                    kind="muted",
                    wrap=True,
                ),
                1,
                row(1, button(self.tr("&Batal"), self.reject), self._ok),
                spacing=12,
                margins=18,
            )
        )

    @property
    def value(self) -> str:
        """The chosen value, as `settle` wants it."""
        return self._conflict.heads[self._group.checkedId()].value

    def choose(self, index: int) -> None:
        """Choose the value at `index`."""
        self._group.button(index).setChecked(True)
        allow(self._ok, True)

    def _values(self) -> list[QWidget]:
        cards: list[QWidget] = []
        for number, head in enumerate(self._conflict.heads):
            note = self.tr("kini ditampilkan") if number == 0 else ""
            pick = QRadioButton(_shown(head.teks))
            pick.setAccessibleDescription(_origin(head))
            self._group.addButton(pick, number)
            cards.append(_card(pick, head, note))
        if self._conflict.dasar is not None:
            base = label(_shown(self._conflict.dasar.teks), wrap=True)
            base.setContentsMargins(28, 0, 0, 0)
            cards.append(_card(base, self._conflict.dasar, self.tr("nilai semula")))
        return cards


def _shown(text: str) -> str:
    return text.replace("&", "&&") or "(kosong)"


def _origin(head: HeadView) -> str:
    return " · ".join(part for part in (head.siapa, head.kapan, head.perangkat) if part)


def _card(value: QWidget, head: HeadView, note: str) -> Card:
    card = Card(margins=12, spacing=3)
    origin = _origin(head)
    text = f"{note} · {origin}" if note else origin
    card.body.addWidget(value)
    below = label(text, kind="muted", wrap=True)
    below.setContentsMargins(28, 0, 0, 0)
    card.body.addWidget(below)
    return card
