"""Choices found by typing: one or many out of a list of any length (`minimal`, `autocomplete`)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from bina_desktop.formengine.client import Choice, Node
from bina_desktop.ui.form.choice_index import ChoiceIndex, ChoiceTable
from bina_desktop.ui.form.choice_popup import ChoicePopup
from bina_desktop.ui.form.columns import ColumnsLayout
from bina_desktop.ui.form.fields import Field
from bina_desktop.ui.panels import button
from bina_desktop.ui.theme import icon

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
        self.setMaximumWidth(_WIDTH)
        action = self.addAction(icon("chevron-down"), QLineEdit.ActionPosition.TrailingPosition)
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
        """Make the index while nothing is typed yet: a long list takes a moment."""
        super().focusInEvent(event)
        QTimer.singleShot(0, self, lambda: self.index)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list and tell that the line was left."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
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

    def _search(self, typed: str) -> None:
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


class SearchOne(Field):
    """select_one found by typing any part of a choice."""

    beside = True
    takes_alt_arrows = True
    takes_page_keys = True

    def _build_editor(self) -> QWidget:
        self._line = SearchLine(self, many=False)
        self._line.setPlaceholderText(self.tr("Ketik untuk mencari"))
        self._line.taken.connect(self._take)
        self._line.left.connect(self.commit_edit)
        self._line.advanced.connect(self._go_on)
        return self._line

    @property
    def line(self) -> SearchLine:
        """Where the search is typed."""
        return self._line

    def commit_edit(self) -> None:
        """Choose what was typed: the only choice that holds it; else show the answer again."""
        if self._line.isModified() and not self.read_only:
            typed = self._line.text()
            place = self._line.index.only(typed) if typed.strip() else -1
            if place >= 0:
                self._commit(self._line.index.value(place))
            elif not typed.strip():
                self._commit("")
        self._show_value(self._node)

    def take_typing_back(self) -> bool:
        """Show the answer again, where a search is typed."""
        if not self._line.isModified():
            return super().take_typing_back()
        self.show_anew()
        return True

    def show_anew(self) -> None:
        """Show the answer that stands now, whatever was typed."""
        super().show_anew()
        self._line.close_list()
        self._write_answer()

    def _take(self, place: int) -> None:
        self._commit(self._line.index.value(place))
        self._write_answer()
        if self._node.presentation.choice.quick:
            self.advanced.emit()

    def _go_on(self) -> None:
        self.commit_edit()
        self.advanced.emit()

    def _commit(self, value: str) -> None:
        self._line.setModified(False)
        if value != self._node.value:
            self.committed.emit(value)

    def _show_value(self, node: Node) -> None:
        self._line.setReadOnly(self.read_only)
        self._line.set_choices(node.choices)
        self._line.set_chosen((node.value,) if node.value else ())
        if not (self._line.hasFocus() and self._line.isModified()):
            self._write_answer()

    def _write_answer(self) -> None:
        """Show the words of the answer; a value that is not offered is shown as it is."""
        value = self._node.value
        text = next((c.label or value for c in self._node.choices if c.value == value), value)
        if value and text is not value:
            text = self._line.index.labels[self._line.index.place(value)]
        with QSignalBlocker(self._line):
            self._line.setText(text)
            self._line.setCursorPosition(0)
        self._line.setModified(False)


class SearchMany(Field):
    """select_multiple found by typing; what is chosen stands above and goes with a click."""

    takes_alt_arrows = True
    takes_page_keys = True

    def _build_editor(self) -> QWidget:
        holder = QWidget(self)
        self._chips = QWidget(holder)
        self._chip_row = ColumnsLayout(self._chips, packed=True)
        self._values: tuple[str, ...] = ()
        self._line = SearchLine(holder, many=True)
        self._line.setPlaceholderText(self.tr("Ketik untuk mencari dan menambah"))
        self._line.taken.connect(self._toggle)
        self._line.left.connect(self._forget)
        self._line.emptied.connect(self._drop_last)
        self._line.advanced.connect(self._go_on)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._chips)
        layout.addWidget(self._line)
        holder.setFocusProxy(self._line)
        return holder

    @property
    def line(self) -> SearchLine:
        """Where the search is typed."""
        return self._line

    @property
    def chips(self) -> Sequence[QPushButton]:
        """One button for each chosen value; a click takes it back."""
        found = (self._chip_row.itemAt(at) for at in range(self._chip_row.count()))
        made = (item.widget() for item in found if item is not None)
        return [one for one in made if isinstance(one, QPushButton)]

    def take_typing_back(self) -> bool:
        """Empty the line, where a search is typed."""
        if not self._line.text():
            return super().take_typing_back()
        self._line.start_over()
        return True

    def _named_control(self) -> QWidget:
        return self._line

    def _toggle(self, place: int) -> None:
        value = self._line.index.value(place)
        chosen = list(self._values)
        if value in chosen:
            chosen.remove(value)
        else:
            chosen.append(value)
        self._line.start_over()
        self.committed.emit(" ".join(chosen))

    def _drop_last(self) -> None:
        if self._values:
            self.committed.emit(" ".join(self._values[:-1]))

    def _drop(self, value: str) -> None:
        if not self.read_only:
            self.committed.emit(" ".join(one for one in self._values if one != value))
        self._line.setFocus()

    def _forget(self) -> None:
        self._line.clear()

    def _go_on(self) -> None:
        self._line.clear()
        self.advanced.emit()

    def _show_value(self, node: Node) -> None:
        self._line.set_choices(node.choices)
        self._line.setVisible(not self.read_only)
        values = tuple(node.value.split())
        self._line.set_chosen(values)
        self._values = values
        self._show_chips(node)

    def _show_chips(self, node: Node) -> None:
        while (item := self._chip_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if self._values:
            index = self._line.index
            for value in self._values:
                place = index.place(value)
                words = index.labels[place] if place >= 0 else value
                self._chip_row.addWidget(self._chip(value, words))
        self._chips.setVisible(bool(self._values))
        self._chips.updateGeometry()
        del node

    def _chip(self, value: str, words: str) -> QPushButton:
        made = button(
            words.replace("&", "&&"),
            lambda: self._drop(value),
            glyph="" if self.read_only else "close",
            name=self.tr("Hapus {0}").format(words),
        )
        made.setParent(self._chips)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setEnabled(not self.read_only)
        made.show()
        return made


def _opens(key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
    alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
    return (key is Qt.Key.Key_F4 and not modifiers) or (key is Qt.Key.Key_Down and alt)
