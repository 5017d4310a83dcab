"""How errors, warnings and news are shown, and what is told when nobody expected it."""

from __future__ import annotations

import platform
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from bina_desktop.ui.panels import Picture, button, column, label, restyle, retitle, row
from bina_desktop.ui.theme import GAP, colours, px

_GLYPHS: Final = {"info": "info", "good": "check", "warn": "warning", "bad": "error"}
_GOOD_NEWS_MS: Final = 6000


class Banner(QFrame):
    """One calm line at the top of a page; takes no room while it says nothing."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self._picture = Picture(size=18)
        self._text = label(wrap=True, selectable=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        close = button("", self.clear, kind="quiet", glyph="close", name=self.tr("Tutup pesan"))
        close.setIconSize(QSize(px(14), px(14)))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 5, 5, 5)
        layout.setSpacing(GAP)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        self.action = button("", self._act, name=self.tr("Tindak lanjuti pesan ini"))
        self._acts: Callable[[], object] = self.clear
        layout.addWidget(self._text, 1)
        layout.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignVCenter)
        self._fade = QTimer(self, singleShot=True, interval=_GOOD_NEWS_MS)
        self._fade.timeout.connect(self.clear)
        self.setAccessibleName(self.tr("Pesan"))
        self.action.hide()
        self.hide()

    @property
    def text(self) -> str:
        """What is being said; '' when nothing."""
        return self._text.text() if not self.isHidden() else ""

    def tell(self, text: str, tone: str = "info") -> None:
        """Show a sentence; `tone` is info, good, warn or bad. Good news fades by itself."""
        restyle(self, "tone", tone)
        c = colours()
        shade = {"info": c.accent, "good": c.good, "warn": c.warn, "bad": c.bad}[tone]
        self._picture.show_glyph(_GLYPHS[tone], shade)
        self._text.setText(text)
        self.setAccessibleDescription(text)
        self.action.hide()
        self.show()
        if tone == "good":
            self._fade.start()
        else:
            self._fade.stop()

    def offer(self, text: str, words: str, act: Callable[[], object]) -> None:
        """Show a sentence that stays, and a button for what can be done about it."""
        self.tell(text, "warn")
        retitle(self.action, words)
        self._acts = act
        self.action.show()

    def _act(self) -> None:
        self.clear()
        self._acts()

    def tell_error(self, error: Exception) -> None:
        """Show the sentence of an expected error."""
        self.tell(str(error), "bad")

    def clear(self) -> None:
        """Say nothing any more."""
        self._fade.stop()
        if not self.isHidden():
            self.hide()
            self.closed.emit()


class BannerRow(QHBoxLayout):
    """A banner with room around it, which goes when the banner does; a plain layout keeps it."""

    def __init__(self, banner: Banner, side: int, above: int) -> None:
        super().__init__()
        self.setContentsMargins(side, above, side, above)
        self.addWidget(banner)

    def sizeHint(self) -> QSize:
        """Take no room while nothing is said."""
        return QSize(0, 0) if self.isEmpty() else super().sizeHint()

    def minimumSize(self) -> QSize:
        """Take no room while nothing is said."""
        return QSize(0, 0) if self.isEmpty() else super().minimumSize()


def notice(words: str, tone: str) -> QWidget:
    """Make a line that stays: what a person must know about the whole page."""
    line = QFrame()
    line.setProperty("kind", "banner")
    line.setProperty("tone", tone)
    layout = QHBoxLayout(line)
    layout.setContentsMargins(12, 7, 12, 7)
    text = label(words, wrap=True, selectable=True)
    text.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    layout.addWidget(text, 1)
    return line


class CrashDialog(QDialog):
    """Tells that something unexpected happened, with a text that can be copied to the makers."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Kesalahan tak terduga"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(px(620), px(380))
        text = QPlainTextEdit(details)
        text.setReadOnly(True)
        text.setAccessibleName(self.tr("Rincian kesalahan"))
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._details = details
        head = label(self.tr("Terjadi kesalahan yang tidak kami duga."), size=1.2, bold=True)
        body = label(
            self.tr(
                "Data yang sudah bertanda “Tersimpan” aman. Salin rincian di bawah dan kirimkan "
                "kepada pengelola aplikasi, lalu tutup dan buka kembali BINA Desktop bila "
                "jendela tidak bekerja seperti biasa."
            ),
            kind="muted",
            wrap=True,
        )
        copy = button(self.tr("&Salin rincian"), self.copy, glyph="copy")
        close = button(self.tr("&Tutup"), self.accept, kind="primary")
        self.setLayout(column(head, body, text, row(copy, 1, close), margins=16, spacing=10))

    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self._details)


def describe(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Return what the makers need to know, without data of people beyond the error's own text."""
    lines = traceback.format_exception(kind, error, trace)
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"BINA Desktop {_version()} · {system}\n\n{''.join(lines)}"


def _version() -> str:
    # Slow to import, and wanted only here.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("bina-desktop")
    except PackageNotFoundError:
        return "?"
