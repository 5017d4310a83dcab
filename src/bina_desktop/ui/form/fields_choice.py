"""Fields that are chosen: one, many, a scale, a drop-down, an acknowledgement."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QCompleter,
    QLabel,
    QLineEdit,
    QWidget,
)

from bina_desktop.formengine.client import Choice, Node
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.choice_rows import CheckRow, ChoiceRow, ChoiceTile, Wording, wordings
from bina_desktop.ui.form.fields import Field

_NEXT = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Right})
_BACK = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Left})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_CLEAR = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class ChoiceList(QWidget):
    """Choices to be seen all at once; Tab enters at the chosen one, arrows walk, digits choose."""

    picked = Signal(str)
    """Carries the value that a person chose; '' when the answer is taken back."""
    advanced = Signal()

    def __init__(
        self, row: type[ChoiceRow], direction: QBoxLayout.Direction, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._row = row
        self._rows: list[ChoiceRow] = []
        self._choices: tuple[Choice, ...] = ()
        self._walked = False
        self._read_only = False
        self._layout = QBoxLayout(direction, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2 if direction is QBoxLayout.Direction.TopToBottom else 6)
        self._empty = QLabel(self.tr("Tidak dijawab."), self)
        self._empty.setProperty("kind", "muted")
        self._empty.hide()
        self._layout.addWidget(self._empty)

    @property
    def rows(self) -> Sequence[ChoiceRow]:
        """The choices as they stand on the screen."""
        return tuple(self._rows)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these; rows are made anew only when the choices differ."""
        if tuple(choices) == self._choices:
            return
        self._choices = tuple(choices)
        for row in self._rows:
            self._layout.removeWidget(row)
            row.deleteLater()
        self._rows = [self._add(wording) for wording in wordings(choices)]

    def set_chosen(self, values: Sequence[str], *, read_only: bool) -> None:
        """Mark the chosen ones; a list that is only read shows nothing else."""
        self._read_only = read_only
        for row in self._rows:
            chosen = row.wording.value in values
            row.setChecked(chosen)
            row.setVisible(chosen or not read_only)
        self._empty.setVisible(read_only and not any(row.isChecked() for row in self._rows))
        self._rove(next((row for row in self._rows if row.isChecked()), None))

    def enter(self, reason: Qt.FocusReason) -> None:
        """Put the focus on the chosen row, or the first."""
        row = next((row for row in self._rows if row.isChecked()), None)
        if row is None and self._rows:
            row = self._rows[0]
        if row is not None:
            self._walked = False
            self._rove(row)
            row.setFocus(reason)

    def name_rows(self, question: str, description: str) -> None:
        """Let a screen reader say the question with each choice."""
        self.setAccessibleName(question)
        self.setAccessibleDescription(description)
        for row in self._rows:
            row.setAccessibleName(f"{row.wording.plain} — {question}")
            row.setAccessibleDescription(description)

    def _add(self, wording: Wording) -> ChoiceRow:
        row = self._row(wording, self)
        row.clicked.connect(lambda: self._pick(row))
        row.key_pressed.connect(self._take_key)
        self._layout.addWidget(row, 1)
        return row

    def _rove(self, current: ChoiceRow | None) -> None:
        """Let Tab stop once in the list."""
        current = current or (self._rows[0] if self._rows else None)
        for row in self._rows:
            policy = Qt.FocusPolicy.StrongFocus if row is current else Qt.FocusPolicy.ClickFocus
            row.setFocusPolicy(policy)

    def _pick(self, row: ChoiceRow) -> None:
        if self._read_only:
            row.setChecked(not row.isChecked())  # undo what the click did
            return
        self._walked = False
        self._emit_pick(row)

    def _emit_pick(self, row: ChoiceRow) -> None:
        for other in self._rows:
            other.setChecked(other is row)
        self._rove(row)
        self.picked.emit(row.wording.value)

    def _take_key(self, row: ChoiceRow, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return
        key = Qt.Key(event.key())
        event.setAccepted(self._walk(row, key) or self._enter_or_change(row, key, event.text()))

    def _walk(self, row: ChoiceRow, key: Qt.Key) -> bool:
        if key not in _NEXT | _BACK:
            return False
        shown = [one for one in self._rows if not one.isHidden()]
        at = shown.index(row) + (1 if key in _NEXT else -1)
        target = shown[at % len(shown)]
        self._walked = True
        self._rove(target)
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _enter_or_change(self, row: ChoiceRow, key: Qt.Key, text: str) -> bool:
        if key in _ENTER:
            if self._walked and not row.isChecked():
                self._pick(row)
            self.advanced.emit()
        elif self._read_only:
            return False
        elif key is Qt.Key.Key_Space:
            row.setChecked(not row.isChecked())
            self._pick(row)
        elif key in _CLEAR:
            self._clear()
        else:
            wanted = self._by_key(text)
            if wanted is None:
                return False
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
            wanted.setChecked(not wanted.isChecked())
            self._pick(wanted)
        return True

    def _clear(self) -> None:
        for row in self._rows:
            row.setChecked(False)
        self.picked.emit("")

    def _by_key(self, text: str) -> ChoiceRow | None:
        """Find the choice of a key: its code, else its place, else the first letter."""
        text = text.strip().casefold()
        if not text:
            return None
        codes = [row.wording.value.casefold() for row in self._rows]
        if text in codes:
            return self._rows[codes.index(text)]
        if text.isdecimal():
            numbered = any(code.isdecimal() for code in codes)
            place = int(text) - 1
            return None if numbered or place not in range(len(codes)) else self._rows[place]
        begins = [row for row in self._rows if row.wording.plain.casefold().startswith(text)]
        return begins[0] if len(begins) == 1 else None


class CheckList(ChoiceList):
    """Choices of which any number may be ticked; a digit ticks by place."""

    def _emit_pick(self, row: ChoiceRow) -> None:
        self._rove(row)
        self.picked.emit(" ".join(one.wording.value for one in self._rows if one.isChecked()))


class OneOfList(Field):
    """select_one with every choice in sight."""

    def _build_editor(self) -> QWidget:
        self._list = ChoiceList(ChoiceRow, QBoxLayout.Direction.TopToBottom, self)
        return self._connect(self._list)

    def _connect(self, listed: ChoiceList) -> ChoiceList:
        listed.picked.connect(self.committed)
        listed.advanced.connect(self.advanced)
        return listed

    def stops(self) -> Sequence[QWidget]:
        """Return the rows; the list lets Tab stop at one of them."""
        return self._list.rows

    def focus_input(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Go to the chosen row, or the first."""
        self._list.enter(reason)

    def _show_value(self, node: Node) -> None:
        self._list.set_choices(node.choices)
        self._list.set_chosen((node.value,) if node.value else (), read_only=self.read_only)

    def _name_control(self, node: Node) -> None:
        super()._name_control(node)
        self._list.name_rows(self._list.accessibleName(), self._list.accessibleDescription())


class Likert(OneOfList):
    """select_one as a scale from left to right."""

    def _build_editor(self) -> QWidget:
        self._list = ChoiceList(ChoiceTile, QBoxLayout.Direction.LeftToRight, self)
        return self._connect(self._list)


class ManyOfList(OneOfList):
    """select_multiple."""

    def _build_editor(self) -> QWidget:
        self._list = CheckList(CheckRow, QBoxLayout.Direction.TopToBottom, self)
        return self._connect(self._list)

    def _show_value(self, node: Node) -> None:
        self._list.set_choices(node.choices)
        self._list.set_chosen(node.value.split(), read_only=self.read_only)


class DropDown(Field):
    """select_one `minimal`: a drop-down that is searched by typing any part of a choice."""

    beside = True
    takes_alt_arrows = True

    def _build_editor(self) -> QWidget:
        self._choices: tuple[Choice, ...] = ()
        self._combo = QComboBox(self)
        self._combo.setEditable(True)
        self._combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._combo.setMaximumWidth(420)
        self._combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        line = QLineEdit(self._combo)
        self._combo.setLineEdit(line)
        line.setPlaceholderText(self.tr("Ketik atau pilih"))
        line.returnPressed.connect(self._go_on)
        line.editingFinished.connect(self.commit_edit)
        completer = QCompleter(self._combo.model(), self._combo)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._combo.setCompleter(completer)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._combo.activated.connect(self._pick)
        self._combo.installEventFilter(self)
        return self._combo

    @property
    def combo(self) -> QComboBox:
        """The drop-down."""
        return self._combo

    def commit_edit(self) -> None:
        """Choose what was typed: the only choice that holds it; else show the answer again."""
        typed = self._combo.currentText().strip().casefold()
        labels = [markdown.to_plain(choice.label).casefold() for choice in self._choices]
        if not typed:
            self._commit("")
        elif typed in labels:
            self._commit(self._choices[labels.index(typed)].value)
        else:
            holding = [i for i, label in enumerate(labels) if typed in label]
            if len(holding) == 1:
                self._commit(self._choices[holding[0]].value)
        self._show_value(self._node)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the wheel from changing an answer while it scrolls the page."""
        if event.type() is QEvent.Type.Wheel and not self._combo.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _go_on(self) -> None:
        self.commit_edit()
        self.advanced.emit()

    def _pick(self, index: int) -> None:
        self._commit(self._choices[index].value)

    def _commit(self, value: str) -> None:
        if value != self._node.value:
            self.committed.emit(value)

    def _show_value(self, node: Node) -> None:
        with QSignalBlocker(self._combo):
            if tuple(node.choices) != self._choices:
                self._choices = tuple(node.choices)
                self._combo.clear()
                self._combo.addItems([markdown.to_plain(c.label) for c in self._choices])
            values = [choice.value for choice in self._choices]
            at = values.index(node.value) if node.value in values else -1
            self._combo.setCurrentIndex(at)
            self._combo.setEditText(self._combo.itemText(at) if at >= 0 else node.value)


class Acknowledge(Field):
    """A statement to be confirmed."""

    def _build_editor(self) -> QWidget:
        self._box = QCheckBox(self.tr("Ya, saya sudah membaca dan menyetujui."), self)
        self._box.clicked.connect(lambda on: self.committed.emit("OK" if on else ""))
        self._box.installEventFilter(self)
        return self._box

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on with Enter."""
        pressed = event.type() is QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and Qt.Key(event.key()) in _ENTER:
            self.advanced.emit()
            return True
        return super().eventFilter(watched, event)

    def _show_value(self, node: Node) -> None:
        with QSignalBlocker(self._box):
            self._box.setChecked(bool(node.value))
        self._box.setEnabled(not self.read_only)
