"""One attached file on the screen: small picture, name, size and hash, and what to do with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from bina_desktop.domain.bahasa import format_ukuran
from bina_desktop.ui.panels import button, column, label, plain_tip, row
from bina_desktop.ui.theme import colours, icon, px, sized

_INDENT = 4
"""Edge and padding of a link."""
_LARGE, _SMALL = QSize(96, 72), QSize(56, 42)
_GLYPHS = {"image": "picture", "audio": "sound", "video": "video"}


class AttachmentTile(QWidget):
    """Draws one file; what is wished of it leaves as a signal."""

    view_wished = Signal()
    replace_wished = Signal()
    remove_wished = Signal()

    def __init__(self, parent: QWidget, *, small: bool = False) -> None:
        super().__init__(parent)
        self._size = _SMALL if small else _LARGE
        self._glyph = "attach"
        self._whole = ""
        self.preview = QPushButton(self)
        self.preview.setProperty("kind", "thumbnail")
        self.preview.setIconSize(QSize(px(self._size.width()), px(self._size.height())))
        sized(self.preview, width=self._size.width() + 8, height=self._size.height() + 8)
        self.preview.setCursor(Qt.CursorShape.PointingHandCursor)
        self.preview.clicked.connect(self.view_wished)
        self._name = label(bold=not small)
        self._name.setMinimumWidth(1)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._facts = label(kind="muted", size=0.93)
        self.replace_button = button(self.tr("Ganti…"), self.replace_wished.emit, kind="link")
        self.remove_button = button(self.tr("Lepas"), self.remove_wished.emit, kind="link")
        self._acts = row(self.replace_button, self.remove_button, 1, spacing=10)
        for one in (self._name, self._facts):
            one.setIndent(_INDENT)  # above the words of the buttons
        words = column(self._name, self._facts, self._acts, spacing=0)
        if small:
            words = column(self._name, row(self._facts, self.remove_button, 1), spacing=0)
            self.replace_button.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(words, 1)
        layout.setAlignment(words, Qt.AlignmentFlag.AlignVCenter)

    def add_button(self, words: str, act: Callable[[], object]) -> QPushButton:
        """Add something to do with the file; hidden at first."""
        made = button(words, act, kind="link")
        made.hide()
        self._acts.insertWidget(1, made)
        return made

    def show_file(
        self, name: str, jenis: str, size: int, sha256: str, *, note: str = "", by: str = ""
    ) -> None:
        """Show a file; `note` says what still goes on with it, `by` whose evidence it is."""
        self._whole = name
        self._name.setToolTip(plain_tip(name))
        self._shorten()
        facts = self.tr("{0} · sidik {1}").format(format_ukuran(size), sha256[:8])
        self._facts.setText(note or " · ".join(filter(None, (by, facts))))
        self._facts.setToolTip(self.tr("SHA-256 {0}").format(sha256))
        self.preview.setAccessibleName(self.tr("Lihat {0}").format(name))
        self.preview.setToolTip(self.tr("Lihat dalam ukuran penuh"))
        self.remove_button.setAccessibleName(self.tr("Lepas {0}").format(name))
        self.replace_button.setAccessibleName(self.tr("Ganti {0}").format(name))
        self._glyph = _GLYPHS.get(jenis.partition("/")[0], "attach")

    def show_picture(self, pixmap: QPixmap | None) -> None:
        """Show the small picture, or a sign for what is none."""
        if pixmap is None:
            pixmap = QPixmap(self._size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            icon(self._glyph, colours().muted).paint(painter, pixmap.rect().adjusted(6, 6, -6, -6))
            painter.end()
        self.preview.setIcon(QIcon(pixmap))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the name to the room there is."""
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        room = max(self._name.width() - _INDENT, 60)
        metrics = self._name.fontMetrics()
        self._name.setText(metrics.elidedText(self._whole, Qt.TextElideMode.ElideMiddle, room))

    def allow(self, *, view: bool, change: bool) -> None:
        """Offer what can be done now."""
        self.preview.setEnabled(view)
        for control in (self.replace_button, self.remove_button):
            if control is self.replace_button and self._size == _SMALL:
                continue
            control.setVisible(change)
