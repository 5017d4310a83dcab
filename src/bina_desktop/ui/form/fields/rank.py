"""A ranking: all choices in a list, moved with Alt and the arrows, or with the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bina_desktop.formengine.client import Choice, Node
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.fields.field import Field
from bina_desktop.ui.theme import sized

_ROW = 30
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class RankField(Field):
    """The answer is the whole order; before the first move there is none."""

    takes_alt_arrows = True

    def _build_editor(self) -> QWidget:
        holder = QWidget(self)
        self._advice = QLabel(holder)
        self._advice.setProperty("kind", "muted")
        self._advice.setWordWrap(True)
        self._list = QListWidget(holder)
        sized(self._list, max_width=520)
        self._list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setStyleSheet("QListWidget { padding: 3px; }")  # the frame stays whole
        self._list.setTabKeyNavigation(False)
        self._list.installEventFilter(self)
        self._list.model().rowsMoved.connect(self._commit_order)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._advice)
        layout.addWidget(self._list)
        self._entered = self._list
        return holder

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt and an arrow move the row, Space takes the order as it stands, Enter goes on."""
        if (
            watched is self._list
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and self._take_key(event)
        ):
            return True
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _ENTER:
            self.advanced.emit()
        elif self.read_only:
            return False
        elif key is Qt.Key.Key_Space:
            self._commit_order()
        elif key in _STEPS and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(_STEPS[key])
        else:
            return False
        return True

    def _move(self, step: int) -> None:
        row = self._list.currentRow()
        if 0 <= row + step < self._list.count():
            item = self._list.takeItem(row)
            self._list.insertItem(row + step, item)
            self._list.setCurrentRow(row + step)
            self._commit_order()

    def _commit_order(self) -> None:
        rows = (self._list.item(row) for row in range(self._list.count()))
        self.committed.emit(" ".join(item.data(Qt.ItemDataRole.UserRole) for item in rows))

    def _named_control(self) -> QWidget:
        return self._list

    def _show_value(self, node: Node) -> None:
        self._advice.setText(self._sentence(node))
        ordered = _in_order(node)
        shown = [(item.data(Qt.ItemDataRole.UserRole), item.text()) for item in self._items()]
        wanted = [
            (one.value, f"{_number(place, node)}{markdown.to_plain(one.label) or one.value}")
            for place, one in enumerate(ordered, start=1)
        ]
        if shown != wanted:
            row = max(self._list.currentRow(), 0)
            self._list.clear()
            for value, text in wanted:
                item = QListWidgetItem(text, self._list)
                item.setData(Qt.ItemDataRole.UserRole, value)
            self._list.setCurrentRow(row)
            self._list.setFixedHeight(len(wanted) * max(self._list.sizeHintForRow(0), _ROW) + 10)
        self._list.setDragEnabled(not self.read_only)

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]

    def _sentence(self, node: Node) -> str:
        if self.read_only:
            return "" if node.value else self.tr("Tidak dijawab.")
        if node.value:
            return self.tr("Seret baris, atau pindahkan dengan Alt+Panah atas dan bawah.")
        return self.tr(
            "Belum diurutkan. Seret baris, atau pindahkan dengan Alt+Panah atas dan bawah; "
            "Spasi menerima urutan ini."
        )


def _number(place: int, node: Node) -> str:
    """Return the place as it is read; there is none before the order is given."""
    return f"{place}.  " if node.value else "·  "


def _in_order(node: Node) -> list[Choice]:
    """Return the choices in the order of the answer; what it does not name comes last."""
    places = {value: place for place, value in enumerate(node.value.split())}
    return sorted(node.choices, key=lambda choice: places.get(choice.value, len(places)))
