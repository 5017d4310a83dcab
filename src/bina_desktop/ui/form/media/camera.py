"""A photograph by the computer's camera; only where the extra `camera` is installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import EmptyState, button, column, row
from bina_desktop.ui.pickers import calm


def is_available() -> bool:
    """Tell whether Qt's camera is installed; looks for its files, imports nothing."""
    return find_spec("PySide6.QtMultimedia") is not None


class CameraDialog(QDialog):
    """Shows what the camera sees and takes one picture of it."""

    taken = Signal(QImage)

    def __init__(self, *, front: bool = False, parent: QWidget | None = None) -> None:
        """`front` begins with the camera that faces the person."""
        super().__init__(parent)
        from PySide6.QtMultimedia import QMediaCaptureSession, QMediaDevices
        from PySide6.QtMultimediaWidgets import QVideoWidget

        self.setWindowTitle(self.tr("Ambil foto"))
        self.banner = Banner(self)
        self._devices = _in_order(list(QMediaDevices.videoInputs()), front=front)
        self._camera: Any = None
        self._capture: Any = None
        self._session = QMediaCaptureSession(self)
        self._finder = QVideoWidget(self)
        self._finder.setMinimumSize(640, 400)
        self._session.setVideoOutput(self._finder)
        self.choice = QComboBox(self)
        self.choice.setAccessibleName(self.tr("Kamera"))
        calm(self.choice)
        self.choice.addItems([device.description() for device in self._devices])
        self.choice.currentIndexChanged.connect(self._begin)
        self.choice.setVisible(len(self._devices) > 1)
        self.shutter = button(self.tr("&Ambil foto"), self._take, kind="primary", glyph="camera")
        self.shutter.setEnabled(False)
        close = button(self.tr("Ba&tal"), self.reject)
        empty = EmptyState(
            self.tr("Tidak ada kamera"),
            self.tr("Sambungkan kamera, lalu buka lagi; atau pilih berkas foto."),
            glyph="camera",
        )
        body: QWidget = self._finder if self._devices else empty
        self._finder.setVisible(bool(self._devices))
        layout: QVBoxLayout = column(
            self.banner, body, row(self.choice, 1, close, self.shutter), margins=14
        )
        layout.setStretchFactor(body, 1)
        self.setLayout(layout)
        if self._devices:
            self._begin(0)

    def done(self, result: int) -> None:
        """Let go of the camera."""
        if self._camera is not None:
            self._camera.stop()
        super().done(result)

    def _begin(self, index: int) -> None:
        from PySide6.QtMultimedia import QCamera, QImageCapture

        if self._camera is not None:
            self._camera.stop()
        self._camera = QCamera(self._devices[index], self)
        self._camera.errorOccurred.connect(self._say_fault)
        self._capture = QImageCapture(self)
        self._capture.imageCaptured.connect(self._captured)
        self._capture.errorOccurred.connect(lambda _id, _error, words: self._say(words))
        self._capture.readyForCaptureChanged.connect(self.shutter.setEnabled)
        self._session.setCamera(self._camera)
        self._session.setImageCapture(self._capture)
        self._camera.start()

    def _take(self) -> None:
        self.shutter.setEnabled(False)
        self._capture.capture()

    def _captured(self, _id: int, image: QImage) -> None:
        self.taken.emit(image.copy())
        self.accept()

    def _say_fault(self, error: object, words: str) -> None:
        del error
        self._say(words)

    def _say(self, words: str) -> None:
        self.banner.tell(self.tr("Kamera tidak dapat dipakai: {0}").format(words), "bad")


def _in_order(devices: list[Any], *, front: bool) -> list[Any]:
    """Put the camera that faces the wanted way first, else the system's usual one."""
    if not front:
        return devices
    from PySide6.QtMultimedia import QCameraDevice

    facing = QCameraDevice.Position.FrontFace
    return sorted(devices, key=lambda device: device.position() is not facing)
