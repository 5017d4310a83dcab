"""PDFs on their way out of the window: opened in the system's viewer or saved where one wishes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from bina_desktop.application.work import Progress
from bina_desktop.domain.errors import BinaError, disk_reason
from bina_desktop.ui.jobs import Jobs, Lane

MakePdf = Callable[[], bytes]


class FileFault(BinaError):  # noqa: N818 - a fault of the disk, told like the other expected errors
    """A file that could not be written or read."""

    code = "berkas-gagal"


class DocumentDoor:
    """Draws in the long lane, then opens or saves; viewed copies vanish with the page."""

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        self._jobs = jobs
        self._parent = parent
        self._viewing = QTemporaryDir()

    def open(self, make: MakePdf, name: str) -> None:
        """Draw and show in the system's PDF viewer."""
        path = Path(self._viewing.path()) / name

        def work(_progress: Progress) -> Path:
            return write_file(path, make())

        def show(path: Path) -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        label = self._parent.tr("Menyiapkan {0}").format(name)
        self._jobs.run(work, done=show, label=label, lane=Lane.LONG, owner=self._parent)

    def save(self, make: MakePdf, name: str, *, done: Callable[[Path], None]) -> None:
        """Ask where to, draw, write; nothing happens when the person thinks better of it."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._parent, self._parent.tr("Simpan PDF"), name, "PDF (*.pdf)"
        )
        if not chosen:
            return
        path = Path(chosen)
        label = self._parent.tr("Menyimpan {0}").format(path.name)
        self._jobs.run(
            lambda _progress: write_file(path, make()),
            done=done,
            label=label,
            lane=Lane.LONG,
            owner=self._parent,
        )


def write_file(path: Path, data: bytes) -> Path:
    """Write whole bytes. Raises FileFault with a sentence."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise FileFault(
            f"Berkas {path} tidak dapat ditulis ({disk_reason(error)}). "
            "Tutup berkas itu bila sedang dibuka, atau pilih folder lain."
        ) from error
    return path


def read_file(path: Path) -> bytes:
    """Read whole bytes. Raises FileFault with a sentence."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileFault(
            f"Berkas {path} tidak dapat dibaca ({disk_reason(error)}). "
            "Periksa apakah berkas itu masih ada."
        ) from error
