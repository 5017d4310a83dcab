"""How the window looks on this computer: theme and text size, worn as soon as they are chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from bina_desktop.settings import LARGEST_TEXT, SMALLEST_TEXT, Theme
from bina_desktop.ui.look import Look
from bina_desktop.ui.panels import Card, Note, allow, button, column, label, row, scrolled
from bina_desktop.ui.theme import sized


class AppearancePanel(QWidget):
    """Lets a person choose what the eyes need; nothing has to be saved or restarted."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.themes = self._make_themes()
        self._group = QButtonGroup(self)
        for theme, choice in self.themes.items():
            self._group.addButton(choice)
            choice.clicked.connect(lambda _on, theme=theme: look.choose(theme=theme))
        self.smaller = button(self.tr("&Lebih kecil"), look.reduce, name=self.tr("Perkecil huruf"))
        self.larger = button(self.tr("Lebih &besar"), look.enlarge, name=self.tr("Perbesar huruf"))
        self.usual = button(self.tr("Kembali ke &100 %"), look.restore_size, kind="quiet")
        self.percent = label(bold=True)
        self.percent.setAccessibleName(self.tr("Ukuran huruf"))
        self.note = Note(kind="warn")
        body = QWidget()
        layout = column(self._theme_card(), self._size_card(), self.note, 1, spacing=12)
        layout.setContentsMargins(0, 12, 4, 6)
        body.setLayout(layout)
        sized(body, max_width=860)
        self.setLayout(column(scrolled(body)))
        look.changed.connect(self.show_look)
        self.show_look()

    def show_look(self) -> None:
        """Show what is worn now; it may also have changed by Ctrl+Plus."""
        look = self._look
        self.themes[look.theme].setChecked(True)
        self.percent.setText(self.tr("{0} %").format(look.text_size))
        self.percent.setAccessibleDescription(self.percent.text())
        allow(
            self.smaller,
            look.text_size > SMALLEST_TEXT,
            self.tr("Huruf paling kecil {0} %.").format(SMALLEST_TEXT),
        )
        allow(
            self.larger,
            look.text_size < LARGEST_TEXT,
            self.tr("Huruf paling besar {0} %.").format(LARGEST_TEXT),
        )
        allow(self.usual, look.text_size != 100, self.tr("Huruf sudah 100 %."))
        forgotten = self.tr(
            "Pilihan ini berlaku sampai jendela ditutup, tetapi tidak dapat dicatat: {0}"
        )
        self.note.say(forgotten.format(look.forgotten) if look.forgotten else "")

    def _make_themes(self) -> dict[Theme, QRadioButton]:
        return {
            Theme.SYSTEM: QRadioButton(self.tr("&Ikut sistem")),
            Theme.LIGHT: QRadioButton(self.tr("T&erang")),
            Theme.DARK: QRadioButton(self.tr("Gela&p")),
            Theme.CONTRAST: QRadioButton(self.tr("Ko&ntras tinggi")),
        }

    def _theme_card(self) -> Card:
        card = Card(spacing=4)
        card.body.addWidget(label(self.tr("Warna"), size=1.1, bold=True))
        meanings = {
            Theme.SYSTEM: self.tr("Seperti setelan komputer ini, juga bila setelan itu berganti."),
            Theme.LIGHT: self.tr("Huruf gelap di atas putih; terbaca juga di ruang yang terang."),
            Theme.DARK: self.tr("Huruf terang di atas gelap; tenang di ruang yang redup."),
            Theme.CONTRAST: self.tr("Putih dan kuning di atas hitam; paling jelas untuk dibaca."),
        }
        for theme, choice in self.themes.items():
            choice.setAccessibleDescription(meanings[theme])
            meaning = label(meanings[theme], kind="muted", wrap=True)
            meaning.setContentsMargins(29, 0, 0, 6)
            card.body.addWidget(choice)
            card.body.addWidget(meaning)
        return card

    def _size_card(self) -> Card:
        card = Card(spacing=8)
        card.body.addWidget(label(self.tr("Ukuran huruf"), size=1.1, bold=True))
        card.body.addWidget(
            label(
                self.tr(
                    "Berlaku untuk semua jendela. Di mana pun: Ctrl dan tanda tambah memperbesar, "
                    "Ctrl dan tanda kurang memperkecil, Ctrl+0 kembali ke 100 %."
                ),
                kind="muted",
                wrap=True,
            )
        )
        card.body.addLayout(
            row(self.smaller, self.percent, self.larger, self.usual, 1, spacing=12)
        )
        return card
