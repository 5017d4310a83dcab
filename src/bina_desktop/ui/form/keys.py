"""The keys of a form in one list: what is bound here is what the cheat sheet shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from bina_desktop.ui.after_painting import AfterPainting

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class KeyGroup(Enum):
    """Under which heading a key stands in the cheat sheet."""

    ANSWER = "answer"
    MOVE = "move"
    CHECK = "check"
    ROWS = "rows"
    """Instances of a repeat."""
    HELP = "help"


def _never(control: QWidget) -> bool:
    del control
    return False


@dataclass(frozen=True, slots=True)
class KeyAction:
    """One thing that keys do."""

    group: KeyGroup
    words: str
    keys: tuple[str, ...]
    """As QKeySequence reads them; the cheat sheet shows all."""
    act: Callable[[], object] | None = None
    """None where the controls themselves take these keys."""
    left_to: Callable[[QWidget], bool] = _never
    """Tells whether the control in focus keeps the key for itself just now."""


class FormKeys(QObject):
    """Binds the keys within a host, also those that a text control would swallow."""

    def __init__(self, host: QWidget, actions: Sequence[KeyAction]) -> None:
        super().__init__(host)
        self._host = host
        self._actions: list[KeyAction] = []
        self._by_key: dict[str, KeyAction] = {}
        self._followed: QWidget | None = None
        self._shortcuts: list[QShortcut] = []
        self._to_bind: list[tuple[QKeySequence, KeyAction]] = []
        self._binding = AfterPainting(self, self._bind)
        self.add(actions)

    @property
    def actions(self) -> tuple[KeyAction, ...]:
        """All of them, in the order of the cheat sheet."""
        return tuple(self._actions)

    def add(self, actions: Sequence[KeyAction]) -> None:
        """Bind more keys, once the form is seen."""
        for action in actions:
            self._actions.append(action)
            if action.act is None:
                continue
            for key in action.keys:
                sequence = QKeySequence(key)
                self._by_key[sequence.toString()] = action
                self._to_bind.append((sequence, action))
        self._binding.ask()

    def _bind(self) -> None:
        waiting, self._to_bind = self._to_bind, []
        for sequence, action in waiting:
            shortcut = QShortcut(sequence, self._host)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action.act)
            self._shortcuts.append(shortcut)

    def rest(self, resting: bool) -> None:
        """Leave all keys to a popup (a calendar) while it is open."""
        for shortcut in self._shortcuts:
            if shortcut.isEnabled() is resting:
                shortcut.setEnabled(not resting)

    def follow(self, control: QWidget | None) -> None:
        """Watch the control in focus, and no other one."""
        if control is self._followed:
            return
        if self._followed is not None:
            self._followed.removeEventFilter(self)
            self._followed.destroyed.disconnect(self._forget)
        self._followed = control
        if control is not None:
            control.installEventFilter(self)
            control.destroyed.connect(self._forget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Decide whether a key is the form's or the control's, before either takes it."""
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        pressed = event.keyCombination()
        plain = pressed.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
        action = self._by_key.get(QKeySequence(Qt.Key(event.key()) | plain).toString())
        types = event.text().isprintable() and event.text() and not plain & _COMMANDS
        if action is None or types or not isinstance(watched, QWidget):
            return False
        event.setAccepted(action.left_to(watched))
        return True

    def _forget(self) -> None:
        self._followed = None
