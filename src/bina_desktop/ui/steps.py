"""The mark of a step's state: shape, word and colour together, so that none is needed alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from bina_desktop.application.beranda import LangkahState
from bina_desktop.domain.jam_langkah import KeadaanLangkah
from bina_desktop.ui.table_model import RECORD_ROLE, paint_ground
from bina_desktop.ui.theme import Colours, colours, px, scaled, sized
from bina_desktop.ui.wording import lama, nama_keadaan

_MARK: Final = 15.0

Index = QModelIndex | QPersistentModelIndex


def shade(keadaan: KeadaanLangkah) -> str:
    """Return the colour of a state."""
    c: Colours = colours()
    return {
        KeadaanLangkah.BELUM: c.muted,
        KeadaanLangkah.BERJALAN: c.accent,
        KeadaanLangkah.JEDA: c.muted,
        KeadaanLangkah.TERLAMBAT: c.bad,
        KeadaanLangkah.SELESAI: c.good,
        KeadaanLangkah.SELESAI_TERLAMBAT: c.warn,
    }[keadaan]


def clock(step: LangkahState) -> str:
    """Return time used against mutu baku; only the standard before the step began."""
    if step.keadaan is KeadaanLangkah.BELUM:
        return step.mutu_baku_teks
    used = lama(step.terpakai, step.mutu_baku_teks, step.mutu_baku)
    return f"{used} / {step.mutu_baku_teks}"


def paint_mark(painter: QPainter, box: QRectF, keadaan: KeadaanLangkah) -> None:
    """Draw the shape: ring, half disc, two bars, triangle, ticked disc, ticked square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(shade(keadaan))
    pen = QPen(colour, 1.6)
    painter.setPen(pen)
    inner = box.adjusted(1.5, 1.5, -1.5, -1.5)
    match keadaan:
        case KeadaanLangkah.BELUM:
            painter.setPen(QPen(QColor(colours().line_strong), 1.6))
            painter.drawEllipse(inner)
        case KeadaanLangkah.BERJALAN:
            painter.drawEllipse(inner)
            painter.setBrush(colour)
            painter.drawPie(inner, 90 * 16, -180 * 16)
        case KeadaanLangkah.JEDA:
            _paint_bars(painter, inner, colour)
        case KeadaanLangkah.TERLAMBAT:
            _paint_triangle(painter, box, colour)
        case KeadaanLangkah.SELESAI:
            painter.setBrush(colour)
            painter.drawEllipse(inner)
            _paint_tick(painter, box)
        case KeadaanLangkah.SELESAI_TERLAMBAT:
            painter.setBrush(colour)
            painter.drawRoundedRect(inner, 3, 3)
            _paint_tick(painter, box)
    painter.restore()


def _paint_bars(painter: QPainter, inner: QRectF, colour: QColor) -> None:
    painter.setPen(QPen(colour, 2.6, c=Qt.PenCapStyle.RoundCap))
    for x in (inner.center().x() - 2.6, inner.center().x() + 2.6):
        painter.drawLine(QPointF(x, inner.top() + 1.5), QPointF(x, inner.bottom() - 1.5))


def _paint_triangle(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.setPen(QPen(colour, 1.6, j=Qt.PenJoinStyle.RoundJoin))
    inner = box.adjusted(1, 1.5, -1, -1.5)
    painter.drawPolygon(
        QPolygonF(
            [inner.bottomLeft(), inner.bottomRight(), QPointF(box.center().x(), inner.top())]
        )
    )
    painter.setPen(QPen(QColor(colours().surface), 1.6, c=Qt.PenCapStyle.RoundCap))
    x, top, bottom = box.center().x(), inner.top(), inner.bottom()
    painter.drawLine(QPointF(x, top + 4.2), QPointF(x, bottom - 4))
    painter.drawPoint(QPointF(x, bottom - 1.6))


def _paint_tick(painter: QPainter, box: QRectF) -> None:
    path = QPainterPath(QPointF(box.left() + box.width() * 0.29, box.center().y()))
    path.lineTo(box.left() + box.width() * 0.45, box.top() + box.height() * 0.66)
    path.lineTo(box.left() + box.width() * 0.72, box.top() + box.height() * 0.34)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours().surface), 1.7, c=Qt.PenCapStyle.RoundCap))
    painter.drawPath(path)


def paint_step(painter: QPainter, box: QRectF, step: LangkahState) -> None:
    """Draw mark, word and clock into a box of two lines."""
    painter.save()
    font = painter.font()
    small = scaled(font, 0.88)
    half = box.height() / 2
    side = px(_MARK)
    mark = QRectF(box.left(), box.top() + half - side - 1, side, side)
    paint_mark(painter, mark, step.keadaan)
    painter.setPen(QColor(shade(step.keadaan)))
    word = QRectF(mark.right() + 6, mark.top() - 3, box.right() - mark.right() - 6, side + 6)
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    metrics = painter.fontMetrics()
    text = nama_keadaan(step.keadaan)
    if step.dikembalikan:
        text += f" ↩{step.dikembalikan}"
    painter.drawText(
        word, left, metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(word.width()))
    )
    painter.setFont(small)
    painter.setPen(QColor(colours().muted))
    below = QRectF(box.left(), box.top() + half + 2, box.width(), half - 4)
    painter.drawText(
        below,
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop,
        painter.fontMetrics().elidedText(
            clock(step), Qt.TextElideMode.ElideRight, int(below.width())
        ),
    )
    painter.restore()


class StepDelegate(QStyledItemDelegate):
    """Paints the step that `step_of` finds in the record of a row."""

    def __init__(self, step_of: Callable[[Any], LangkahState | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._step_of = step_of

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground as usual, then the step on it."""
        step = self._step_of(index.data(RECORD_ROLE))
        if step is None:
            super().paint(painter, option, index)
            return
        paint_ground(painter, option)
        painter.setFont(option.font)
        paint_step(painter, QRectF(option.rect).adjusted(px(11), px(5), -px(6), -px(5)), step)


class StepMark(QWidget):
    """Mark, word and clock of one step, outside a table."""

    def __init__(self) -> None:
        super().__init__()
        self._step: LangkahState | None = None
        sized(self, height=42)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_step(self, step: LangkahState) -> None:
        """Draw this one."""
        self._step = step
        self.setAccessibleName(f"{step.judul}: {nama_keadaan(step.keadaan)}, {clock(step)}")
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the longest clock."""
        return QSize(px(170), px(42))

    def paintEvent(self, _event: object) -> None:
        """Paint."""
        if self._step is None:
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        paint_step(painter, QRectF(self.rect()), self._step)
        painter.end()
