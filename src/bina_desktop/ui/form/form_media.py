"""Pictures, sound and video that a form brings along: found, shown small and large, played."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImageReader, QPixmap


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
            path = self.path(name)
            known = _read(path, size) if path is not None else None
            if known is not None:
                self._pictures[key] = known
        return known

    def play(self, name: str) -> bool:
        """Open a file in the program that the system has for it; False when it is not there."""
        path = self.path(name)
        return path is not None and QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


NO_FORM_MEDIA = FormMedia(None)


def _read(path: Path, size: QSize) -> QPixmap | None:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    whole = reader.size()
    if whole.isEmpty():
        return None
    screen = QGuiApplication.primaryScreen()
    ratio = screen.devicePixelRatio() if screen is not None else 1.0
    fitting = whole.scaled(size * ratio, Qt.AspectRatioMode.KeepAspectRatio)
    if fitting.width() < whole.width() or path.suffix.lower() == ".svg":
        reader.setScaledSize(fitting)  # large photographs are never read whole
    picture = QPixmap.fromImage(reader.read())
    if picture.isNull():
        return None
    picture.setDevicePixelRatio(ratio)
    return picture
