"""A scrolled area that is no taller than what it holds."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from bina_desktop.ui.theme import px

_LEAST = 120


class Fitted(QScrollArea):
    """Holds fields above their buttons: these follow it closely, and stay in sight.

    A plain area would take all the room of a large window, and leave the buttons at its foot.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setWidget(content)

    def sizeHint(self) -> QSize:
        """Wish for the whole content."""
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Need room for two fields; the width is that of the content, which never scrolls."""
        least = self._content.minimumSizeHint()
        return QSize(least.width(), min(least.height(), px(_LEAST)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow content that grows."""
        if watched is self._content and event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
