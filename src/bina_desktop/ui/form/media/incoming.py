"""How files come in: dropped, pasted, chosen, drawn or photographed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from bina_desktop.domain.lampiran import ENDINGS, Untuk
from bina_desktop.formengine.presentation import MediaKind, UploadPresentation, UploadStyle
from bina_desktop.ui.form.media import camera
from bina_desktop.ui.form.media.attachments import Attachments, Place
from bina_desktop.ui.form.media.drawing_dialog import DrawingDialog

_LONGEST_GROUND = 1600
"""Dots of a picture that is drawn upon: a board need not be larger."""


class Incoming:
    """Brings files to one place of a sheet."""

    def __init__(
        self, attachments: Attachments, place: Place, wanted: UploadPresentation, owner: QWidget
    ) -> None:
        self._attachments, self._place = attachments, place
        self._wanted, self._owner = wanted, owner

    def takes(self, mime: QMimeData | None) -> bool:
        """Tell whether something here may be attached; an empty clipboard may be None."""
        if mime is None:
            return False
        return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())

    def take(self, mime: QMimeData) -> bool:
        """Attach the files or the picture of a drop or the clipboard; False where there is none.

        A copied file goes before its picture: a file manager offers both.
        """
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if len(paths) > 1 and self._place[1] is Untuk.JAWABAN:
            words = self._owner.tr("Pertanyaan ini memuat satu berkas. Bawa satu berkas saja.")
            self._attachments.refuse(self._place, words)
            return True
        for path in paths:
            self._attachments.add_file(self._place, path, self._wanted)
        if paths:
            return True
        image = mime.imageData() if mime.hasImage() else None
        if not isinstance(image, QImage) or image.isNull():
            return False
        self._attachments.add_image(self._place, image, self._owner.tr("tempelan"), self._wanted)
        return True

    def paste(self) -> bool:
        """Attach what the clipboard holds; False where that is no file and no picture."""
        mime: QMimeData | None = QGuiApplication.clipboard().mimeData()
        return mime is not None and self.take(mime)

    def choose(self) -> None:
        """Ask for a file."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._owner, self._owner.tr("Pilih berkas"), "", name_filter(self._wanted)
        )
        if chosen:
            self._attachments.add_file(self._place, Path(chosen), self._wanted)

    def photograph(self) -> None:
        """Take a picture with the camera."""
        front = self._wanted.style is UploadStyle.NEW_FRONT
        try:
            dialog = camera.CameraDialog(front=front, parent=self._owner)
        except ImportError:  # installed, but a library of the system that it needs is not
            words = self._owner.tr(
                "Kamera tidak dapat dipakai di komputer ini. Pilih berkas foto."
            )
            self._attachments.refuse(self._place, words)
            return
        dialog.taken.connect(lambda image: self._add(image, self._owner.tr("foto")))
        dialog.open()

    def draw(self, ground: QImage | None = None) -> None:
        """Open the drawing board, over a picture where there is one."""
        style = self._wanted.style
        if ground is not None and max(ground.width(), ground.height()) > _LONGEST_GROUND:
            ground = ground.scaled(
                _LONGEST_GROUND,
                _LONGEST_GROUND,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        dialog = DrawingDialog(style, ground, self._owner)
        signs = style is UploadStyle.SIGNATURE
        name = self._owner.tr("tanda tangan") if signs else self._owner.tr("gambar")
        dialog.accepted.connect(lambda: self._add(dialog.picture(), name))
        dialog.open()

    def _add(self, image: QImage, name: str) -> None:
        self._attachments.add_image(self._place, image, name, self._wanted)


def name_filter(wanted: UploadPresentation) -> str:
    """Return which files the file dialog shows; all can be shown all the same."""
    everything = QCoreApplication.translate("Incoming", "Semua berkas (*)")
    rules = [rule for rule in wanted.accept if rule.startswith(".")]
    if not rules and wanted.media is not MediaKind.FILE:
        kinds = (ends for kind, ends in ENDINGS.items() if kind.startswith(f"{wanted.media}/"))
        rules = [f".{one}" for ends in kinds for one in ends]
    if not rules:
        return everything
    words = QCoreApplication.translate("Incoming", "Berkas yang cocok")
    return f"{words} ({' '.join(f'*{rule}' for rule in rules)});;{everything}"
