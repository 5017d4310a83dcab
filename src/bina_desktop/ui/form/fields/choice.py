"""Fields whose choices are all in sight: one, many, a scale, an acknowledgement."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from bina_desktop.formengine.client import Choice, Node
from bina_desktop.formengine.presentation import ChoiceStyle
from bina_desktop.ui.form.choices.columns import ColumnsLayout
from bina_desktop.ui.form.choices.listing import CheckList, ChoiceList
from bina_desktop.ui.form.choices.picture_rows import PictureRow
from bina_desktop.ui.form.choices.rows import CheckRow, ChoiceRow, ChoiceTile, Wording
from bina_desktop.ui.form.fields.field import Field

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class OneOfList(Field):
    """select_one with every choice in sight."""

    many = False

    def _build_editor(self) -> QWidget:
        self._list = (CheckList if self.many else ChoiceList)(
            self._make_row, self._arrangement(), self
        )
        self._list.picked.connect(self._pick)
        self._list.advanced.connect(self.advanced)
        return self._list

    def stops(self) -> Sequence[QWidget]:
        """Return the rows; the list lets Tab stop at one of them."""
        return self._list.rows

    def focus_input(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Go to the chosen row, or the first."""
        self._list.enter(reason)

    def _arrangement(self) -> QLayout:
        return arrangement(self._node)

    def _make_row(self, wording: Wording, choice: Choice, parent: QWidget) -> ChoiceRow:
        shape = self._node.presentation.choice
        if choice.media:
            row = PictureRow(wording, choice.media, self._files, parent, many=self.many)
        else:
            row = (CheckRow if self.many else ChoiceRow)(wording, parent)
        row.marked = shape.buttons
        return row

    def _pick(self, value: str) -> None:
        self.committed.emit(value)
        if value and self._node.presentation.choice.quick and not self.many:
            self.advanced.emit()

    def _show_value(self, node: Node) -> None:
        self._list.set_choices(node.choices)
        values = node.value.split() if self.many else [node.value] if node.value else []
        self._list.set_chosen(values, read_only=self.read_only)

    def _name_control(self, node: Node) -> None:
        super()._name_control(node)
        self._list.name_rows(self._list.accessibleName(), self._list.accessibleDescription())


class Likert(OneOfList):
    """select_one as a scale from left to right."""

    def _arrangement(self) -> QLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        return line

    def _make_row(self, wording: Wording, choice: Choice, parent: QWidget) -> ChoiceRow:
        if choice.media:
            return PictureRow(wording, choice.media, self._files, parent, many=False)
        return ChoiceTile(wording, parent)


class ManyOfList(OneOfList):
    """select_multiple."""

    many = True


def arrangement(node: Node) -> QLayout:
    """Return the layout that the choices of a select stand in."""
    shape = node.presentation.choice
    pictures = any(choice.media.image for choice in node.choices)
    if shape.style is ChoiceStyle.COLUMNS or pictures:
        return ColumnsLayout(columns=shape.columns, packed=shape.packed)
    column = QVBoxLayout()
    column.setSpacing(2)
    return column


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
