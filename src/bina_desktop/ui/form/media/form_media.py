"""Pictures, sound and video that a form brings along: found, shown beside a text, played."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from bina_desktop.formengine.presentation import Media
from bina_desktop.ui.form.media import pictures
from bina_desktop.ui.form.media.picture_dialog import PictureDialog
from bina_desktop.ui.panels import button, label

_BESIDE = QSize(300, 180)
"""Most that a picture beside a label takes, in logical pixels."""
_LARGE = QSize(3000, 3000)
"""Most dots of a picture in full; drawings are drawn as large."""


class FormMedia:
    """The folder of a form's media; nothing outside it is ever opened."""

    def __init__(self, folder: Path | None) -> None:
        """Serve one form; None where it has no media."""
        self._folder = folder
        self._pictures: dict[tuple[str, int, int], QPixmap] = {}

    def path(self, name: str) -> Path | None:
        """Return where a file stands, None when it is not there."""
        plain = name.rpartition("/")[2]
        if self._folder is None or not plain or plain in (".", "..") or "\\" in plain:
            return None
        found = self._folder / plain
        return found if found.is_file() else None

    def picture(self, name: str, size: QSize) -> QPixmap | None:
        """Return a picture scaled into `size` (logical pixels), None when it cannot be read."""
        key = (name, size.width(), size.height())
        known = self._pictures.get(key)
        if known is None:
            known = self._read(name, size)
            if known is not None:
                self._pictures[key] = known
        return known

    def whole(self, name: str) -> QImage:
        """Return a picture as large as it makes sense to look at; null when it cannot be read."""
        path = self.path(name)
        return pictures.of_file(path, _LARGE) if path is not None else QImage()

    def play(self, name: str) -> bool:
        """Open a file in the program that the system has for it; False when it is not there."""
        path = self.path(name)
        return path is not None and QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _read(self, name: str, size: QSize) -> QPixmap | None:
        path = self.path(name)
        if path is None:
            return None
        screen = QGuiApplication.primaryScreen()
        ratio = screen.devicePixelRatio() if screen is not None else 1.0
        picture = QPixmap.fromImage(pictures.of_file(path, size * ratio))
        if picture.isNull():
            return None
        picture.setDevicePixelRatio(ratio)
        return picture


NO_FORM_MEDIA = FormMedia(None)


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
        shown = files.picture(media.image or media.big_image, _BESIDE)
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


def enlarge(media: Media, files: FormMedia, parent: QWidget) -> None:
    """Show the larger version of a picture in a window of its own."""
    name = media.big_image if files.path(media.big_image) is not None else media.image
    image = files.whole(name)
    if not image.isNull():
        dialog = PictureDialog(name.rpartition("/")[2], image, parent.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _missing(name: str, parent: QWidget) -> QLabel:
    words = QCoreApplication.translate(
        "MediaStrip", "Berkas “{0}” dari formulir ini tidak ada pada komputer ini."
    )
    made = label(words.format(name.rpartition("/")[2]), kind="muted", wrap=True)
    made.setParent(parent)
    return made
