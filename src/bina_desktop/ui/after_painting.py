"""Do what nobody waits for once the window has painted what is due."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt

_DUE = QEvent.Type(QEvent.registerEventType())
_PRIORITY = Qt.EventPriority.LowEventPriority.value - 1
"""Windows paint at the low priority of Qt."""


class AfterPainting(QObject):
    """Does one thing after the next picture, and before any key that is pressed from then on.

    However often it is asked for until then, it is done once; never if the owner goes first.
    """

    def __init__(self, owner: QObject, act: Callable[[], object]) -> None:
        super().__init__(owner)
        self._act = act
        self._asked = False

    @property
    def is_asked(self) -> bool:
        """True until it is done."""
        return self._asked

    def ask(self) -> None:
        """Wish for it."""
        if not self._asked:
            self._asked = True
            QCoreApplication.postEvent(self, QEvent(_DUE), _PRIORITY)

    def forget(self) -> None:
        """Wish for it no more: it was done."""
        if self._asked:
            self._asked = False
            QCoreApplication.removePostedEvents(self, _DUE)

    def event(self, event: QEvent) -> bool:
        """Do it."""
        if event.type() is not _DUE:
            return super().event(event)
        self._asked = False
        self._act()
        return True
