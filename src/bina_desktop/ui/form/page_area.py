"""Where the page in sight stands: one page at a time, which scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from bina_desktop.ui.panels import EmptyState
from bina_desktop.ui.theme import colours, px

_MARGIN = 20
_ALL_OF_IT = 100_000
"""The share of a page in the width, beside the little that is left where pages end."""


class PageArea(QScrollArea):
    """Shows one page in place of another.

    The page before goes a moment later: the key that leads on was pressed in one of its controls,
    which still has to finish with that key, and the new page is painted before the old one goes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: QWidget | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._holder = _Ground()
        self._row = QHBoxLayout(self._holder)
        self._row.setContentsMargins(_MARGIN, 2, _MARGIN, _MARGIN)
        self._row.addStretch(1)
        self.setWidget(self._holder)

    @property
    def ground(self) -> QWidget:
        """On what pages stand."""
        return self._holder

    def room(self, widest: int) -> QSize:
        """Return what a page has of it, if it may be as wide as this at most (at 100 %)."""
        seen, bar = self.viewport().size(), self.verticalScrollBar()
        beside = 2 * _MARGIN + (0 if bar.isVisible() else bar.sizeHint().width())
        return QSize(min(seen.width() - beside, px(widest)), seen.height())

    def show_page(self, page: QWidget) -> None:
        """Show this page from its top; nothing is heard of the one before any more."""
        before, self._page = self._page, page
        if before is not None:
            before.blockSignals(True)
            self.setFocus()  # else Qt looks for another control as the page goes
            self._row.removeWidget(before)
            before.hide()
            QTimer.singleShot(0, before, before.deleteLater)
        self._row.insertWidget(0, page, _ALL_OF_IT)
        page.show()
        self.verticalScrollBar().setValue(0)

    def show_nothing(self) -> None:
        """Say calmly that nothing is asked: an author has only begun the form."""
        words = self.tr(
            "Formulir ini belum memuat pertanyaan yang dapat diisi. Tambahkan pertanyaan pada "
            "lembar “survey” di berkas formulir."
        )
        self.show_page(EmptyState(self.tr("Belum ada pertanyaan"), words))
        self.setFocus()  # so that the keys of the form work

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll as little as shows a part of the page whole, with some room around it."""
        if not self._holder.isAncestorOf(part):
            return
        bar, view = self.verticalScrollBar(), self.viewport().height()
        top = part.mapTo(self._holder, QPoint(0, 0)).y()
        bottom = top + part.height()
        if top - 30 < bar.value() or part.height() > view - 40:
            bar.setValue(max(top - 44, 0))
        elif bottom + 12 > bar.value() + view:
            bar.setValue(bottom + 24 - view)


class _Ground(QWidget):
    """Paints all of itself, so that scrolling moves the picture and paints only what comes."""

    def changeEvent(self, event: QEvent) -> None:
        """Say again that nothing shines through: every new style sheet takes it back."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill what is due with the colour of the window."""
        QPainter(self).fillRect(event.rect(), QColor(colours().ground))
