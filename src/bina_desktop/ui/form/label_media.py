"""What stands beside a text: a picture that can be enlarged, buttons that play sound and video."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bina_desktop.formengine.presentation import Media
from bina_desktop.ui.form.form_media import FormMedia
from bina_desktop.ui.panels import button, label

THUMBNAIL = QSize(300, 180)
"""Most that a picture beside a label takes, in logical pixels."""


class MediaStrip(QWidget):
    """Picture, sound and video of one question."""

    def __init__(self, media: Media, files: FormMedia, parent: QWidget) -> None:
        super().__init__(parent)
        self._stops: list[QWidget] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(8)
        if media.image or media.big_image:
            layout.addWidget(self._picture(media, files), 0, Qt.AlignmentFlag.AlignTop)
        for name, words in (
            (media.audio, self.tr("Putar suara")),
            (media.video, self.tr("Putar video")),
        ):
            if name:
                layout.addWidget(self._player(name, words, files), 0, Qt.AlignmentFlag.AlignTop)
        layout.addStretch(1)

    def stops(self) -> Sequence[QWidget]:
        """Return where Tab stops in it."""
        return tuple(self._stops)

    def _picture(self, media: Media, files: FormMedia) -> QWidget:
        shown = files.picture(media.image or media.big_image, THUMBNAIL)
        if shown is None:
            return _missing(media.image or media.big_image, self)
        made = QPushButton(self)
        made.setProperty("kind", "quiet")
        made.setStyleSheet("QPushButton { padding: 0px; }")  # flush with the words above
        made.setIcon(shown)
        made.setIconSize(shown.deviceIndependentSize().toSize())
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        words = self.tr("Perbesar gambar {0}").format(media.image or media.big_image)
        made.setAccessibleName(words)
        made.setToolTip(self.tr("Klik atau tekan Spasi untuk memperbesar."))
        made.clicked.connect(lambda: enlarge(media, files, self))
        self._stops.append(made)
        return made

    def _player(self, name: str, words: str, files: FormMedia) -> QWidget:
        if files.path(name) is None:
            return _missing(name, self)
        made = button(words, lambda: files.play(name), glyph="play", name=f"{words}: {name}")
        made.setParent(self)
        made.setToolTip(self.tr("Dibuka dengan pemutar pada komputer ini."))
        self._stops.append(made)
        return made


class PictureDialog(QDialog):
    """A picture as large as the screen allows; Escape closes."""

    def __init__(self, picture: QPixmap, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        shown = QLabel(self)
        shown.setPixmap(picture)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setAccessibleName(title)
        area = QScrollArea(self)
        area.setWidget(shown)
        area.setWidgetResizable(True)
        area.setAccessibleName(title)
        close = button(self.tr("&Tutup"), self.accept, kind="primary")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addLayout(row)
        wanted = picture.deviceIndependentSize().toSize() + QSize(60, 100)
        self.resize(wanted.boundedTo(_room(parent)))
        close.setFocus()


def enlarge(media: Media, files: FormMedia, parent: QWidget) -> None:
    """Show the larger version of a picture in a window of its own."""
    name = media.big_image if files.path(media.big_image) is not None else media.image
    picture = files.picture(name, _room(parent) - QSize(60, 120))
    if picture is not None:
        dialog = PictureDialog(picture, name, parent.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _room(widget: QWidget) -> QSize:
    return widget.screen().availableGeometry().size() * 0.9


def _missing(name: str, parent: QWidget) -> QLabel:
    words = QCoreApplication.translate(
        "MediaStrip", "Berkas “{0}” dari formulir ini tidak ada pada komputer ini."
    )
    made = label(words.format(name.rpartition("/")[2]), kind="muted", wrap=True)
    made.setParent(parent)
    return made
