"""The window around a drawing board: tools, and what becomes of the drawing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QButtonGroup, QDialog, QPushButton, QVBoxLayout, QWidget

from bina_desktop.formengine.presentation import UploadStyle
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.form.media.drawing import THICKNESS, DrawingBoard
from bina_desktop.ui.panels import button, column, label, row
from bina_desktop.ui.theme import GAP, colours, px


class DrawingDialog(QDialog):
    """Draw, sign or mark a picture; accepted only with something on the board."""

    def __init__(
        self, style: UploadStyle, ground: QImage | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        signs = style is UploadStyle.SIGNATURE
        self._cut = signs
        self.setWindowTitle(self.tr("Tanda tangan") if signs else self.tr("Gambar"))
        self.board = DrawingBoard(ground, self)
        advice = self.tr(
            "Gambarlah dengan tetikus, pena, atau jari. Dengan papan ketik: spasi menurunkan dan "
            "mengangkat pena, tanda panah menggerakkannya (Shift lebih jauh)."
        )
        if signs:
            advice = self.tr("Bubuhkan tanda tangan di dalam bidang putih.") + " " + advice
        self.undo_button = button(
            self.tr("&Urungkan"), self._then_board(self.board.undo), glyph="return"
        )
        self.clear_button = button(
            self.tr("&Bersihkan"), self._then_board(self.board.clear), glyph="trash"
        )
        self.use_button = button(self.tr("&Pakai"), self.accept, kind="primary", glyph="check")
        tools = row(*self._thicknesses(), 1, self.undo_button, self.clear_button, spacing=GAP)
        foot = row(1, button(self.tr("Ba&tal"), self.reject), self.use_button)
        words = label(advice, kind="muted", wrap=True)
        layout: QVBoxLayout = column(words, tools, self.board, foot, margins=16, spacing=10)
        layout.setStretchFactor(self.board, 1)
        self.setLayout(layout)
        self._fit_screen()
        order_focus(self)
        self.board.changed.connect(self._update)
        self._update()
        self.board.setFocus()

    def picture(self) -> QImage:
        """Return what was drawn."""
        return self.board.picture(cut=self._cut)

    def _fit_screen(self) -> None:
        wanted = self.board.sizeHint() + QSize(32, 170)
        self.resize(wanted.boundedTo(QGuiApplication.primaryScreen().availableSize() * 0.95))

    def _thicknesses(self) -> list[QPushButton]:
        group = QButtonGroup(self)
        names = (self.tr("Tipis"), self.tr("Sedang"), self.tr("Tebal"))
        made: list[QPushButton] = []
        for number, (name, width) in enumerate(zip(names, THICKNESS, strict=True)):
            one = button(name, name=self.tr("Ketebalan garis: {0}").format(name))
            one.setIcon(_dot(width))
            one.setIconSize(QSize(px(18), px(18)))
            one.setCheckable(True)
            one.setChecked(width == self.board.thickness)
            one.setProperty("kind", "tool")
            group.addButton(one, number)
            made.append(one)
        group.idClicked.connect(self._choose_thickness)
        return made

    def _choose_thickness(self, number: int) -> None:
        self.board.thickness = THICKNESS[number]

    def _then_board(self, act: Callable[[], None]) -> Callable[[], None]:
        def do() -> None:
            act()
            self.board.setFocus()

        return do

    def _update(self) -> None:
        for control in (self.undo_button, self.clear_button, self.use_button):
            control.setEnabled(not self.board.is_blank)


def _dot(width: float) -> QIcon:
    pixmap = QPixmap(36, 36)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(
        QPen(QColor(colours().text), width * 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    )
    painter.drawLine(8, 18, 28, 18)
    painter.end()
    return QIcon(pixmap)
