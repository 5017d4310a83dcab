"""Evidence beside a question: files that prove an answer, of the team or of a reviewer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from bina_desktop.application.lampiran import ANY_FILE
from bina_desktop.domain.lampiran import Lampiran, Untuk
from bina_desktop.ui.form.media import camera
from bina_desktop.ui.form.media.attachments import Attachments, Standing
from bina_desktop.ui.form.media.incoming import Incoming
from bina_desktop.ui.form.media.picture_dialog import FullView
from bina_desktop.ui.form.media.tile import AttachmentTile
from bina_desktop.ui.form.media.words import StandingLine
from bina_desktop.ui.panels import button, column
from bina_desktop.ui.theme import px, sized

_tr = QCoreApplication.translate
_WIDEST = 620
_GLYPH = 18


def evidence_button(add: Callable[[], None], *, writable: bool) -> QPushButton:
    """Make the button beside a question that adds evidence, or shows what there is."""
    name = _tr("bukti", "Tambah bukti") if writable else _tr("bukti", "Lihat bukti")
    made = button("", add, kind="quiet", glyph="attach", name=name)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+B: it comes and goes with the question
    made.setIconSize(QSize(px(_GLYPH), px(_GLYPH)))
    made.setToolTip(
        _tr("bukti", "Tambah bukti untuk pertanyaan ini (Ctrl+B)")
        if writable
        else _tr("bukti", "Lihat bukti pertanyaan ini (Ctrl+B)")
    )
    return made


class Evidence(QWidget):
    """The evidence of one question, below its answer; `button` is what adds to it."""

    def __init__(
        self, ref: str, attachments: Attachments, button: QPushButton, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.button = button
        self._ref, self._attachments = ref, attachments
        self._place = (ref, Untuk.BUKTI)
        self._incoming = Incoming(attachments, self._place, ANY_FILE, self)
        self.menu: QMenu | None = None
        self.tiles: dict[str, AttachmentTile] = {}
        self._coming: AttachmentTile | None = None
        self._line: StandingLine | None = None
        self._rows: QVBoxLayout = column(spacing=4)
        self.setLayout(self._rows)
        sized(self, max_width=_WIDEST)
        self.setAcceptDrops(attachments.writable)
        attachments.changed.connect(self._follow)
        attachments.pictured.connect(self._show_pictures)
        self.show_files()

    def add(self) -> None:
        """Ask where the evidence comes from; in a sheet that is only read, show what is there."""
        if not self._attachments.writable:
            self._look()
            return
        menu = self.menu = QMenu(self)
        menu.addAction(self.tr("Pilih berkas…"), self._incoming.choose)
        paste = menu.addAction(self.tr("Tempel dari papan klip"), self._paste)
        paste.setEnabled(self._incoming.takes(QGuiApplication.clipboard().mimeData()))
        if camera.is_available():
            menu.addAction(self.tr("Ambil foto…"), self._incoming.photograph)
        self._pop_up(menu)

    def stops(self) -> Sequence[QWidget]:
        """Return where Tab may stop."""
        found: list[QWidget] = []
        for tile in self.tiles.values():
            found += [tile.preview, tile.remove_button]
        if self._line is not None:
            found += self._line.buttons()
        return [one for one in found if one.isVisibleTo(self)]

    def show_files(self) -> None:
        """Bring the tiles to what the sheet holds."""
        standing = self._attachments.standing(self._ref, Untuk.BUKTI)
        files = self._attachments.beside(self._ref)
        wanted = {one.id: one for one in files}
        for key in [key for key in self.tiles if key not in wanted]:
            self._drop_tile(self.tiles.pop(key))
        for place, one in enumerate(files):
            if one.id not in self.tiles:
                self.tiles[one.id] = self._make_tile(one)
                self._rows.insertWidget(place, self.tiles[one.id])
        self._show_coming(standing)
        self._tell(standing)
        self._show_pictures()
        self.setVisible(bool(files) or standing != Standing())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files and pictures."""
        if self._incoming.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped."""
        if self._incoming.take(event.mimeData()):
            event.acceptProposedAction()

    def _look(self) -> None:
        """Open the only file, or ask which one."""
        files = self._attachments.beside(self._ref)
        if len(files) == 1:
            self._view(files[0])
        elif files:
            menu = self.menu = QMenu(self)
            for one in files:
                menu.addAction(one.nama.replace("&", "&&"), partial(self._view, one))
            self._pop_up(menu)

    def _pop_up(self, menu: QMenu) -> None:
        menu.setActiveAction(menu.actions()[0])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def _view(self, one: Lampiran) -> None:
        self._attachments.load(one, lambda data: FullView(one, data, self).open())

    def _make_tile(self, one: Lampiran) -> AttachmentTile:
        tile = AttachmentTile(self, small=True)
        own = one.untuk is Untuk.BUKTI
        by = "" if own else self.tr("Dari peninjau")
        tile.show_file(one.nama, one.jenis, one.ukuran, one.sha256, by=by)
        tile.allow(view=True, change=own and self._attachments.writable)
        tile.view_wished.connect(partial(self._view, one))
        tile.remove_wished.connect(lambda: self._attachments.remove(one))
        return tile

    def _tell(self, standing: Standing) -> None:
        """Say what goes on; most questions have nothing to say, and no widgets for it."""
        if self._line is None:
            if standing == Standing():
                return
            self._line = StandingLine(self)
            self._line.serve(self._attachments, self._place)
            self._rows.addWidget(self._line)
        self._line.show_standing()

    def _show_coming(self, standing: Standing) -> None:
        if standing.coming is None:
            if self._coming is not None:
                self._drop_tile(self._coming)
                self._coming = None
            return
        if self._coming is None:
            self._coming = AttachmentTile(self, small=True)
            self._rows.insertWidget(len(self.tiles), self._coming)
        berkas = standing.coming.berkas
        self._coming.show_file(
            berkas.nama, berkas.jenis, len(berkas.data), berkas.sha256, note=self.tr("Menyimpan…")
        )
        self._coming.show_picture(self._attachments.small(berkas.sha256))
        self._coming.allow(view=False, change=False)

    def _show_pictures(self, _sha256: str = "") -> None:
        for one in self._attachments.beside(self._ref):
            if one.id in self.tiles:
                self.tiles[one.id].show_picture(self._attachments.pixmap(one))

    def _drop_tile(self, tile: AttachmentTile) -> None:
        self._rows.removeWidget(tile)
        tile.hide()
        tile.deleteLater()

    def _paste(self) -> None:
        self._incoming.paste()

    def _follow(self, ref: str) -> None:
        if ref in ("", self._ref):
            self.show_files()
