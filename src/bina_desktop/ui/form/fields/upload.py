"""Questions answered by a file: picture, sound, video, document, drawing, signature."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from bina_desktop.domain.lampiran import Lampiran, Untuk
from bina_desktop.formengine.client import Node
from bina_desktop.formengine.presentation import MediaKind, UploadStyle
from bina_desktop.ui.form.fields.field import Field
from bina_desktop.ui.form.media import camera, pictures
from bina_desktop.ui.form.media.attachments import Attachments, Standing
from bina_desktop.ui.form.media.incoming import Incoming
from bina_desktop.ui.form.media.picture_dialog import FullView
from bina_desktop.ui.form.media.tile import AttachmentTile
from bina_desktop.ui.form.media.words import StandingLine
from bina_desktop.ui.panels import button, column, label, restyle, row
from bina_desktop.ui.theme import sized

_WIDEST = 620
_ROOM = 9
"""Inside the dashed border."""
_DRAWN = frozenset({UploadStyle.DRAW, UploadStyle.SIGNATURE})
_TAKEN = frozenset({UploadStyle.NEW, UploadStyle.NEW_FRONT})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class MediaField(Field):
    """Takes one file by picker, drop, clipboard, camera or drawing; shows the one it holds."""

    def _build_editor(self) -> QWidget:
        self._attachments: Attachments | None = None
        self._incoming: Incoming | None = None
        self._shown: Lampiran | None = None
        self._upload = self._node.presentation.upload
        self._frame = QFrame(self)
        sized(self._frame, max_width=_WIDEST)
        self._tile = AttachmentTile(self._frame)
        self._tile.view_wished.connect(self.view)
        self._tile.replace_wished.connect(self.begin)
        self._tile.remove_wished.connect(self._remove)
        self._build_buttons()
        self._advice = label(kind="muted", size=0.93, wrap=True)
        self.line = StandingLine(self._frame)
        self._asking = QWidget(self._frame)
        asking = row(*self.ways, self._advice)
        asking.setStretchFactor(self._advice, 1)
        self._asking.setLayout(asking)
        self._rows = column(self._asking, self._tile, self.line, spacing=6)
        self._frame.setLayout(self._rows)
        self._entered = self._main
        self.setAcceptDrops(self._writable)
        return self._frame

    def use(self, attachments: Attachments) -> None:
        """Work with the files of this sheet."""
        self._attachments = attachments
        place = (self.ref, Untuk.JAWABAN)
        self._incoming = Incoming(attachments, place, self._upload, self)
        self.line.serve(attachments, place)
        attachments.changed.connect(self._follow)
        attachments.pictured.connect(lambda _sha256: self._show_tile())
        self._show_value(self._node)

    @property
    def lampiran(self) -> Lampiran | None:
        """The file it holds."""
        return self._shown

    @property
    def standing(self) -> Standing:
        """What goes on with a file here."""
        if self._attachments is None:
            return Standing()
        return self._attachments.standing(self.ref, Untuk.JAWABAN)

    @property
    def advice(self) -> str:
        """What is said beside those buttons."""
        return self._advice.text()

    # --- what a person does -------------------------------------------------------------------

    def begin(self) -> None:
        """Do what the form asks first: choose, draw, or take a picture."""
        if self._incoming is None or self.read_only:
            return
        if self._upload.style in _DRAWN:
            self._incoming.draw()
        elif self._photographs_first():
            self._incoming.photograph()
        else:
            self._incoming.choose()

    def view(self) -> None:
        """Show the file in full."""
        if self._attachments is not None and self._shown is not None:
            shown = self._shown
            self._attachments.load(shown, lambda data: FullView(shown, data, self).open())

    def annotate(self) -> None:
        """Draw upon the picture."""
        if self._attachments is not None and self._shown is not None:
            self._attachments.load(self._shown, self._draw_upon)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V attaches what the clipboard holds, Delete takes away, Enter goes on."""
        if event.matches(QKeySequence.StandardKey.Paste) and self._may_take():
            assert self._incoming is not None
            if not self._incoming.paste():
                self._advice.setText(self.tr("Papan klip tidak memuat gambar atau berkas."))
        elif event.key() == Qt.Key.Key_Delete and self._shown is not None:
            self._remove()
        elif event.key() in _ENTER:
            self.advanced.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files and pictures."""
        if self._may_take() and self._incoming and self._incoming.takes(event.mimeData()):
            event.acceptProposedAction()
            self._mark_drop(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget what was above."""
        super().dragLeaveEvent(event)
        self._mark_drop(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped."""
        self._mark_drop(over=False)
        if self._incoming is not None and self._incoming.take(event.mimeData()):
            event.acceptProposedAction()

    def stops(self) -> Sequence[QWidget]:
        """Stop at each button that is there."""
        buttons = (
            *self.ways,
            self._tile.preview,
            self._tile.replace_button,
            self._annotate_button,
            self._tile.remove_button,
            *self.line.buttons(),
        )
        return [one for one in buttons if one.isVisibleTo(self)]

    # --- drawing ------------------------------------------------------------------------------

    def _show_value(self, node: Node) -> None:
        found = None
        if self._attachments is not None:
            found = self._attachments.answer(node.ref, node.value)
        self._shown = found
        standing = self.standing
        holds = bool(node.value) or standing.coming is not None
        self._asking.setVisible(not holds)
        self._tile.setVisible(holds)
        self._show_ways(busy=bool(standing.working))
        if holds:
            self._show_tile()
        self.line.show_standing()
        self._mark_drop(over=False)
        self._entered = self._tile.preview if holds else self._main

    def _show_tile(self) -> None:
        coming, found = self.standing.coming, self._shown
        may = not self.read_only and coming is None and self._attachments is not None
        if coming is not None:
            berkas, note = coming.berkas, self.tr("Menyimpan…")
            self._tile.show_file(
                berkas.nama, berkas.jenis, len(berkas.data), berkas.sha256, note=note
            )
            pixmap = self._attachments.small(berkas.sha256) if self._attachments else None
            self._tile.show_picture(pixmap)
        elif found is not None and self._attachments is not None:
            self._tile.show_file(found.nama, found.jenis, found.ukuran, found.sha256)
            self._tile.show_picture(self._attachments.pixmap(found))
        else:
            note = self.tr("Berkas ini belum ada di komputer ini.")
            self._tile.show_file(self._node.value, "", 0, "", note=note)
            self._tile.show_picture(None)
        self._tile.allow(view=found is not None and coming is None, change=may)
        annotates = self._upload.style is UploadStyle.ANNOTATE
        self._annotate_button.setVisible(may and annotates and found is not None)

    def _show_ways(self, *, busy: bool) -> None:
        closed = self.read_only or self._attachments is None
        for one in self.ways:
            one.setVisible(not closed)
            one.setEnabled(not busy)
        self._other.setVisible(not closed and self._photographs())
        self._advice.setText(self.tr("Tidak ada berkas.") if closed else self._invitation())

    def _invitation(self) -> str:
        if self._upload.style in _DRAWN:
            return self.tr("Dengan tetikus, pena, jari, atau papan ketik.")
        return self.tr("Atau seret berkas ke sini, atau tempel dengan Ctrl+V.")

    def _mark_drop(self, *, over: bool) -> None:
        empty = not self._tile.isVisibleTo(self) and not self.read_only
        restyle(self._frame, "kind", "drop" if empty or over else "plain")
        room = _ROOM if empty or over else 0
        self._rows.setContentsMargins(room, room, room, room)
        restyle(self._frame, "over", over)

    def _build_buttons(self) -> None:
        words, glyph = self._wish()
        self._main = button(words, self.begin, glyph=glyph)
        if self._photographs_first():
            self._other = button(self.tr("Pilih gambar…"), self._choose, glyph="picture")
        else:
            self._other = button(self.tr("Kamera…"), self._photograph, glyph="camera")
        self._annotate_button = self._tile.add_button(self.tr("Gambari…"), self.annotate)

    @property
    def ways(self) -> tuple[QPushButton, ...]:
        """The buttons by which a file comes in."""
        return (self._main, self._other)

    def _wish(self) -> tuple[str, str]:
        upload = self._upload
        if upload.style is UploadStyle.SIGNATURE:
            return self.tr("Tanda tangan di sini…"), "sign"
        if upload.style is UploadStyle.DRAW:
            return self.tr("Gambar di sini…"), "edit"
        if self._photographs_first():
            return self.tr("Ambil foto…"), "camera"
        return {
            MediaKind.IMAGE: (self.tr("Pilih gambar…"), "picture"),
            MediaKind.AUDIO: (self.tr("Pilih rekaman…"), "sound"),
            MediaKind.VIDEO: (self.tr("Pilih video…"), "video"),
            MediaKind.FILE: (self.tr("Pilih berkas…"), "attach"),
        }[upload.media]

    # --- inside -------------------------------------------------------------------------------

    def _photographs(self) -> bool:
        wants = self._upload.media is MediaKind.IMAGE and self._upload.style not in _DRAWN
        return wants and camera.is_available()

    def _photographs_first(self) -> bool:
        return self._upload.style in _TAKEN and self._photographs()

    def _choose(self) -> None:
        if self._incoming is not None:
            self._incoming.choose()

    def _photograph(self) -> None:
        if self._incoming is not None:
            self._incoming.photograph()

    def _may_take(self) -> bool:
        return self._incoming is not None and not self.read_only and not self.standing.working

    def _draw_upon(self, data: bytes) -> None:
        image = pictures.whole(data)
        if self._incoming is not None and not image.isNull():
            self._incoming.draw(image)

    def _remove(self) -> None:
        if self._attachments is not None and self._shown is not None and not self.read_only:
            self._attachments.remove(self._shown)

    def _follow(self, ref: str) -> None:
        if ref in ("", self.ref):
            self._show_value(self._node)
