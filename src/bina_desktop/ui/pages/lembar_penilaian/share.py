"""How far a sheet is, as words with a thin bar below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from bina_desktop.ui.pages.lembar_penilaian.lines import share_of
from bina_desktop.ui.table_model import RECORD_ROLE, paint_ground
from bina_desktop.ui.theme import colours, px

_BAR = 4


class ShareDelegate(QStyledItemDelegate):
    """Draws the answered share of a sheet."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the ground, the words and the bar."""
        c = colours()
        share = share_of(index.data(RECORD_ROLE))
        painter.save()
        paint_ground(painter, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(px(11), 2, -px(11), -3)
        words = area if share < 0 else area.adjusted(0, 0, 0, -_BAR - 2)
        painter.setPen(QColor(c.text))
        painter.setFont(option.font)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, int(left), str(index.data()))
        if share >= 0:
            middle = words.center().y() + option.fontMetrics.height() / 2 + 3
            bar = QRectF(area.left(), middle, area.width(), _BAR)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.sunken if share < 1 else c.good))
            painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
            if 0 < share < 1:
                bar.setWidth(max(bar.width() * share, _BAR))
                painter.setBrush(QColor(c.accent))
                painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        painter.restore()
