"""A choice with a picture, sound or video of its own."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from bina_desktop.formengine.presentation import Media
from bina_desktop.ui.form.choices.rows import (
    ChoiceRow,
    Wording,
    paint_box,
    paint_ground,
    paint_mark,
)
from bina_desktop.ui.form.media.form_media import FormMedia, enlarge
from bina_desktop.ui.theme import colours, icon, scaled

_PICTURE = QSize(150, 110)
_PAD = 10
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class PictureRow(ChoiceRow):
    """A tile: the picture above, mark and words below; `+` or its button opens the media."""

    def __init__(
        self, wording: Wording, media: Media, files: FormMedia, parent: QWidget, *, many: bool
    ) -> None:
        super().__init__(wording, parent)
        self._media = media
        self._files = files
        self._many = many
        name = media.image or media.big_image
        self._picture: QPixmap | None = files.picture(name, _PICTURE) if name else None
        self._missing = bool(name) and self._picture is None
        self._open = self._make_button()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the media with `+`."""
        if event.text() == "+" and self._open is not None:
            self.open_media()
        else:
            super().keyPressEvent(event)

    def open_media(self) -> None:
        """Play the sound or video, or enlarge the picture."""
        recording = self._media.video or self._media.audio
        if recording:
            self._files.play(recording)
        else:
            enlarge(self._media, self._files, self)

    def sizeHint(self) -> QSize:
        """Ask for the width of the picture."""
        width = _PICTURE.width() + 2 * _PAD
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Allow no less than the picture."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button in the corner."""
        super().resizeEvent(event)
        if self._open is not None:
            self._open.move(self.width() - self._open.width() - 7, 7)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, picture, mark and words."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, self, framed=True)
        self._paint_picture(painter)
        top = self._words_top()
        mark = QRect(_PAD, top, self.mark_size, self.mark_size)
        if self.marked and self._many:
            paint_box(painter, mark.adjusted(3, 3, -3, -3), checked=self.isChecked())
        elif self.marked:
            paint_mark(painter, mark, self)
        painter.setPen(QColor(colours().text))
        painter.setFont(scaled(self.font(), 1.0, bold=self.isChecked()))
        words = QRect(self._words_left(), top, 0, self.heightForWidth(self.width()) - top - _PAD)
        words.setRight(self.width() - _PAD)
        painter.drawText(words, _WRAP, self.wording.plain)

    def _paint_picture(self, painter: QPainter) -> None:
        area = QRect(_PAD, _PAD, self.width() - 2 * _PAD, _PICTURE.height())
        if self._picture is not None:
            size = self._picture.deviceIndependentSize().toSize()
            place = QRect(area.topLeft(), size)
            place.moveCenter(area.center())
            painter.drawPixmap(place, self._picture)
        elif self._missing:
            painter.setPen(QColor(colours().muted))
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(area, flags, self.tr("Gambar tidak ada pada komputer ini."))

    def _words_top(self) -> int:
        return _PICTURE.height() + 2 * _PAD if self._media.image or self._media.big_image else _PAD

    def _words_left(self) -> int:
        return _PAD + (self.mark_size + 6 if self.marked else 0)

    def _measure(self, width: int) -> int:
        text = self._height_of(self.wording.plain, width - self._words_left() - _PAD, bold=True)
        return self._words_top() + max(text, self.mark_size) + _PAD

    def _make_button(self) -> QToolButton | None:
        recording = self._media.video or self._media.audio
        if self._picture is None and not recording:
            return None
        made = QToolButton(self)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setIcon(icon("play" if recording else "zoom"))
        words = self.tr("Putar rekaman (+)") if recording else self.tr("Perbesar gambar (+)")
        made.setToolTip(words)
        made.setAccessibleName(f"{words} — {self.wording.plain}")
        made.setEnabled(not recording or self._files.path(recording) is not None)
        made.clicked.connect(self.open_media)
        made.setCursor(Qt.CursorShape.ArrowCursor)
        made.adjustSize()
        return made
