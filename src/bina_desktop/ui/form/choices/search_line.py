"""The line in which choices are searched, and what opens, walks and closes the list below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from bina_desktop.formengine.client import Choice
from bina_desktop.ui.form.choices.index import ChoiceIndex, ChoiceTable
from bina_desktop.ui.form.choices.popup import ChoicePopup
from bina_desktop.ui.theme import icon, sized

_WIDTH = 460
_OF_THE_LIST = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class SearchLine(QLineEdit):
    """A line that narrows a list down; arrows walk the list, Enter takes, Escape closes."""

    taken = Signal(int)
    """Carries the place of the choice that was taken."""
    advanced = Signal()
    left = Signal()
    """The cursor went elsewhere."""
    emptied = Signal()
    """Backspace in an empty line."""

    def __init__(self, parent: QWidget | None, *, many: bool) -> None:
        super().__init__(parent)
        self._many = many
        self._choices: Sequence[Choice] = ()
        self._index: ChoiceIndex | None = None
        self._table: ChoiceTable | None = None
        self._popup: ChoicePopup | None = None
        self._chosen: tuple[str, ...] = ()
        self._folding = QTimer(self)
        self._folding.setInterval(0)
        self._folding.timeout.connect(self._fold)
        self._waits = False
        """True while typed words wait for the list to be searchable."""
        sized(self, max_width=_WIDTH)
        action = self.addAction(icon("expand"), QLineEdit.ActionPosition.TrailingPosition)
        action.setToolTip(self.tr("Tampilkan semua pilihan (F4 atau Alt+Panah bawah)."))
        action.triggered.connect(self.toggle)
        self.textEdited.connect(self._search)

    @property
    def index(self) -> ChoiceIndex:
        """The searchable list; made when it is first asked for."""
        if self._index is None:
            self._index = ChoiceIndex(self._choices)
        return self._index

    @property
    def popup(self) -> ChoicePopup | None:
        """The list, None before it was ever shown."""
        return self._popup

    @property
    def is_open(self) -> bool:
        """True while the list is in sight."""
        return self._popup is not None and self._popup.isVisible()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Search these from now on."""
        if choices is not self._choices and tuple(choices) != tuple(self._choices):
            self._index = self._table = None
            self.close_list()
        self._choices = choices

    def set_chosen(self, values: Sequence[str]) -> None:
        """Tick these in the list."""
        self._chosen = tuple(values)
        if self._table is not None:
            self._table.show_chosen(self._chosen)

    def toggle(self) -> None:
        """Show the whole list, or put it away."""
        if self.is_open:
            self.close_list()
        elif not self.isReadOnly():
            self.setFocus()
            self._open("", mark_first=False)
            if self._popup is not None and self._chosen:
                self._popup.mark(self.index.place(self._chosen[0]))

    def start_over(self) -> None:
        """Empty the line; a list that is open shows everything again, with nothing marked."""
        self.clear()
        if self._popup is not None and self.is_open:
            self._popup.show_typed("", mark_first=False)

    def close_list(self) -> None:
        """Put the list away."""
        if self._popup is not None:
            self._popup.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Prepare the list while nothing is typed yet: a long one takes a moment."""
        super().focusInEvent(event)
        self._folding.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list and tell that the line was left."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._waits = False
            self.close_list()
            self.left.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the list along."""
        super().hideEvent(event)
        self.close_list()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show the list at the first click, as a drop-down does."""
        super().mousePressEvent(event)
        if not self.is_open and not self.isReadOnly():
            self.toggle()
            self.selectAll()

    def event(self, event: QEvent) -> bool:
        """Keep Escape and paging from the window's own keys while the list is open."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and Qt.Key(event.key()) in _OF_THE_LIST
            and self.is_open
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the list, take from it, or type."""
        if not self._take_key(Qt.Key(event.key()), event.modifiers()):
            super().keyPressEvent(event)

    def _take_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        if key in _ENTER:
            self._enter()
        elif self.isReadOnly():
            return False
        elif _opens(key, modifiers):
            self.toggle()
        elif modifiers & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        elif key is Qt.Key.Key_Escape and self.is_open:
            self.close_list()
        elif key is Qt.Key.Key_Backspace and self._many and not self.text():
            self.emptied.emit()
        elif self._popup is not None and self.is_open:
            return self._popup.step(key)
        elif key is Qt.Key.Key_Down:
            self.toggle()
        else:
            return False
        return True

    def _enter(self) -> None:
        current = self._popup.current if self._popup is not None and self.is_open else -1
        if current >= 0:
            self._take(current)
        if current < 0 or not self._many:
            self.close_list()
            self.advanced.emit()

    def _take(self, place: int) -> None:
        if not self._many:
            self.close_list()
        self.taken.emit(place)

    def _fold(self) -> None:
        """Prepare a portion between two events."""
        if not self.index.ready:
            self.index.fold()
            return
        self._folding.stop()
        if self._waits:
            self._search(self.text())

    def _search(self, typed: str) -> None:
        if not self.index.ready:
            self.index.fold()
        self._waits = not self.index.ready
        if self._waits:
            self._folding.start()
        else:
            self._open(typed, mark_first=bool(typed.strip()))

    def _open(self, typed: str, *, mark_first: bool) -> None:
        if self._popup is None:
            self._popup = ChoicePopup(self, many=self._many)
            self._popup.picked.connect(self._take)
            self.destroyed.connect(self._popup.deleteLater)
        if self._table is None:
            self._table = ChoiceTable(self.index, many=self._many)
            self._table.setParent(self._popup)  # they go together, when the line is gone
            self._table.show_chosen(self._chosen)
        self._popup.show_table(self._table)
        self._popup.show_typed(typed, mark_first=mark_first)
        self._popup.open_up()
        self.setAccessibleDescription(self._popup.told)


def _opens(key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
    alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
    return (key is Qt.Key.Key_F4 and not modifiers) or (key is Qt.Key.Key_Down and alt)
