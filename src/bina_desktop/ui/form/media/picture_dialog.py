"""A picture in full, with zoom; of a file of a sheet also its facts and a copy for elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTemporaryDir, QUrl
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QVBoxLayout,
    QWidget,
)

from bina_desktop.domain.bahasa import format_ukuran
from bina_desktop.domain.lampiran import Lampiran, safe_name
from bina_desktop.ui.documents import FileFault, write_file
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.form.media import pictures
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import EmptyState, button, column, label, row
from bina_desktop.ui.theme import colours

_ZOOM: Final = 1.25
_LEAST, _MOST = 0.05, 16.0


class PictureDialog(QDialog):
    """A picture with zoom: its name below it, and the way back; Escape closes."""

    def __init__(self, name: str, image: QImage, parent: QWidget | None = None) -> None:
        """Show `image`; one that is null cannot be seen here."""
        super().__init__(parent)
        self.setWindowTitle(name)
        self.banner = Banner(self)
        self.picture = None if image.isNull() else PictureView(image, name, self)
        close = button(self.tr("&Tutup"), self.accept, kind="primary")
        body = self.picture or self._no_picture()
        title = label(name, bold=True, wrap=True, selectable=True)
        facts, acts = self._facts(image), self._acts()
        last = (row(*acts, 1, close),) if acts else ()
        zoom = (*self._zoom_buttons(), *(() if acts else (close,)))
        layout: QVBoxLayout = column(
            self.banner, body, row(title, 1, *zoom), *facts, *last, margins=14, spacing=8
        )
        layout.setStretchFactor(body, 1)
        self.setLayout(layout)
        self._fit_screen(image)
        order_focus(self)
        (self.picture or close).setFocus()

    def _facts(self, image: QImage) -> Sequence[QWidget]:
        """Return what is said about the picture, line by line."""
        del image
        return ()

    def _acts(self) -> Sequence[QWidget]:
        """Return what else can be done with it."""
        return ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let `+`, `-`, `0` and `F` zoom wherever the focus is."""
        if self.picture is None or not self.picture.take_key(event):
            super().keyPressEvent(event)

    def _zoom_buttons(self) -> list[QWidget]:
        view = self.picture
        if view is None:
            return []
        made: list[QWidget] = [
            button("−", view.zoom_out, name=self.tr("Perkecil tampilan (−)")),
            button("+", view.zoom_in, name=self.tr("Perbesar tampilan (+)")),
            button("100 %", view.show_actual, name=self.tr("Ukuran sebenarnya (0)")),
            button(self.tr("&Paskan"), view.fit, name=self.tr("Paskan ke jendela (F)")),
        ]
        for one in made:
            one.setToolTip(one.accessibleName())
        return made

    def _no_picture(self) -> QWidget:
        words = self.tr("Buka berkas ini di program lain, atau simpan salinannya.")
        return EmptyState(self.tr("Tidak dapat dilihat di sini"), words, glyph="attach")

    def _fit_screen(self, image: QImage) -> None:
        screen = QGuiApplication.primaryScreen().availableSize()
        if image.isNull():
            self.resize(520, 360)
        else:
            room = screen * 0.7
            fits = image.size().boundedTo(room) == image.size()
            keep = Qt.AspectRatioMode.KeepAspectRatio
            wanted = image.size() if fits else image.size().scaled(room, keep)
            self.resize(max(wanted.width(), 640), min(wanted.height() + 190, screen.height()))


class FullView(PictureDialog):
    """Shows one file of a sheet; copies given to other programs vanish when it is closed."""

    def __init__(self, lampiran: Lampiran, data: bytes, parent: QWidget | None = None) -> None:
        self._lampiran, self._data = lampiran, data
        self._viewing: QTemporaryDir | None = None
        image = pictures.whole(data) if lampiran.jenis.startswith("image/") else QImage()
        super().__init__(lampiran.nama, image, parent)

    def _facts(self, image: QImage) -> Sequence[QWidget]:
        facts = format_ukuran(self._lampiran.ukuran)
        if not image.isNull():
            facts = self.tr("{0} × {1} titik, {2}").format(image.width(), image.height(), facts)
        seal = self.tr("SHA-256 {0}").format(self._lampiran.sha256)
        return (
            label(facts, kind="muted"),
            label(seal, kind="muted", size=0.88, wrap=True, selectable=True),
        )

    def _acts(self) -> Sequence[QWidget]:
        return (
            button(self.tr("&Simpan sebagai…"), self.save, glyph="save"),
            button(self.tr("Buka di program &lain"), self.open_elsewhere, glyph="export"),
        )

    def save(self) -> None:
        """Ask where to, and write a copy."""
        name = safe_name(self._lampiran.nama, self._lampiran.jenis)
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Simpan lampiran"), name)
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write a copy and say where it is."""
        try:
            write_file(path, self._data)
        except FileFault as error:
            self.banner.tell_error(error)
        else:
            self.banner.tell(self.tr("Disimpan di {0}.").format(path), "good")

    def open_elsewhere(self) -> None:
        """Hand a copy to the program that the system has for such files."""
        if self._viewing is None:
            self._viewing = QTemporaryDir()
        path = Path(self._viewing.path()) / safe_name(self._lampiran.nama, self._lampiran.jenis)
        try:
            write_file(path, self._data)
        except FileFault as error:
            self.banner.tell_error(error)
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.banner.tell(
                self.tr("Komputer ini tidak mempunyai program untuk berkas seperti ini."), "warn"
            )

    def done(self, result: int) -> None:
        """Take back the copy that was handed out."""
        if self._viewing is not None:
            self._viewing.remove()
        super().done(result)


class PictureView(QGraphicsView):
    """A picture that is zoomed with keys or wheel and dragged with the mouse."""

    def __init__(self, image: QImage, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        scene = QGraphicsScene(self)
        self._item = QGraphicsPixmapItem(QPixmap.fromImage(image))
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        scene.addItem(self._item)
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setBackgroundBrush(QColor(colours().sunken))
        self.setAccessibleName(self.tr("Gambar {0}").format(name))
        self._fits = True

    @property
    def zoom(self) -> float:
        """How many dots of the screen one of the picture takes."""
        return self.transform().m11()

    def zoom_in(self) -> None:
        """Show larger."""
        self._zoom_by(_ZOOM)

    def zoom_out(self) -> None:
        """Show smaller."""
        self._zoom_by(1 / _ZOOM)

    def show_actual(self) -> None:
        """Show dot for dot."""
        self._fits = False
        self.resetTransform()

    def fit(self) -> None:
        """Show the whole picture, never larger than it is."""
        self._fits = True
        self.resetTransform()
        bounds, room = self._item.boundingRect(), self.viewport().size()
        scale = min(room.width() / bounds.width(), room.height() / bounds.height(), 1.0)
        self.scale(scale, scale)

    def take_key(self, event: QKeyEvent) -> bool:
        """Zoom where the key is one for it."""
        acts = {
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_0: self.show_actual,
            Qt.Key.Key_F: self.fit,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            return False
        act()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom; the arrows scroll."""
        if not self.take_key(event):
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom to where the pointer is."""
        if event.angleDelta().y():
            self._zoom_by(_ZOOM if event.angleDelta().y() > 0 else 1 / _ZOOM)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep fitting."""
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit once the size is known."""
        super().showEvent(event)
        if self._fits:
            self.fit()

    def _zoom_by(self, factor: float) -> None:
        self._fits = False
        factor = min(max(self.zoom * factor, _LEAST), _MOST) / self.zoom
        self.scale(factor, factor)
