"""Keeps keys that lead out of the kiosk from everything, and tells whether somebody is there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.Shortcut})
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.InputMethod,
    }
)
_PLAIN = frozenset(
    {
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Space,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Shift,
        Qt.Key.Key_CapsLock,
    }
)


class KioskGuard(QObject):
    """Watches the whole application while the kiosk is open."""

    touched = Signal()
    """Somebody typed, clicked or touched."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        assert app is not None
        self._app = app
        app.installEventFilter(self)

    def rest(self) -> None:
        """Let everything pass again."""
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow context menus and every key that neither types nor moves."""
        del watched
        kind = event.type()
        if kind in _SIGNS_OF_LIFE:
            self.touched.emit()
        if kind is QEvent.Type.ContextMenu:
            return True
        return kind in _KEYS and not _is_plain(event)


def _is_plain(event: QEvent) -> bool:
    """Tell whether a key types something or moves within the screen."""
    if not isinstance(event, QKeyEvent):
        return False  # a shortcut
    types = bool(event.text()) and event.text().isprintable()
    commands = event.modifiers() & _COMMANDS
    if commands and not (types and _is_third_level(event)):
        return False
    return types or event.key() in _PLAIN


def _is_third_level(event: QKeyEvent) -> bool:
    """Tell whether Ctrl and Alt together make a letter, as AltGr does on Windows."""
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return event.modifiers() & _COMMANDS == both
