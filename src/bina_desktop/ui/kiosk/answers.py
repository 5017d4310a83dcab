"""Answers large enough for fingers: choices, numbers, texts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from bina_desktop.formengine.client import Choice, DataType, Node, NodeKind
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.choices.rows import paint_badge
from bina_desktop.ui.form.fields.factory import make_field
from bina_desktop.ui.form.media.form_media import FormMedia
from bina_desktop.ui.kiosk.wording import KioskWords
from bina_desktop.ui.panels import button
from bina_desktop.ui.theme import colours, px, scaled, sized

TARGET = 64
"""Least height of what a finger is to hit, in logical pixels."""
LARGE = 1.6
"""Text of answers, relative to that of the window."""
_TALLEST = 88
_GAP = 10
_BADGE = 36
_DIGIT_MS = 700
"""Within this time two digits make one number."""
_WRAP = Qt.TextFlag.TextWordWrap
_NUMBERS = frozenset({DataType.INTEGER, DataType.DECIMAL})


class Answer(QWidget):
    """Takes the answer to one question; text as typed leaves through `given`."""

    given = Signal(str)
    chosen = Signal()
    """One choice was made and no other can be meant: the next question may come."""
    advanced = Signal()
    """Enter."""

    def focus_input(self) -> None:
        """Put the cursor where the answer begins."""

    def commit(self) -> None:
        """Give what is typed and not given yet."""


def make_answer(node: Node, words: KioskWords, files: FormMedia, parent: QWidget) -> Answer:
    """Build what suits the question; unusual kinds get the field of the entry page."""
    if node.kind is NodeKind.SELECT_ONE:
        return BigChoices(node, parent, many=False)
    if node.kind is NodeKind.SELECT_MULTIPLE:
        return BigChoices(node, parent, many=True)
    if node.kind is NodeKind.INPUT and node.data_type in _NUMBERS:
        return BigNumber(node, words, parent)
    if node.kind is NodeKind.INPUT and node.data_type is DataType.TEXT:
        return BigText(node, parent)
    return UsualField(node, files, parent)


class BigChoice(QAbstractButton):
    """One choice: its number in a badge, its words beside."""

    def __init__(self, number: int, choice: Choice, parent: QWidget) -> None:
        super().__init__(parent)
        self.value = choice.value
        self.number = number
        self.setCheckable(True)
        self.setText(markdown.to_plain(choice.label) or choice.value)
        self.setAccessibleName(self.text())
        self.setFont(scaled(self.font(), LARGE))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Wish for room for a few words."""
        return QSize(px(220), self.heightForWidth(px(220)))

    def minimumSizeHint(self) -> QSize:
        """Never be smaller than a finger."""
        return QSize(px(150), px(TARGET))

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words, at least that of a finger."""
        room = QRect(0, 0, max(width - self._left() - px(14), 40), 10_000)
        words = self.fontMetrics().boundingRect(room, int(_WRAP), self.text())
        return max(words.height() + px(20), px(TARGET))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, badge and words."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, self)
        side = px(_BADGE)
        badge = QRect(px(14), (self.height() - side) // 2, side, side)
        painter.setFont(scaled(self.font(), 0.8))
        paint_badge(painter, badge, str(self.number), checked=self.isChecked())
        painter.setFont(scaled(self.font(), 1.0, bold=self.isChecked()))
        painter.setPen(QColor(self.palette().text().color()))
        area = self.rect().adjusted(self._left(), 0, -px(14), 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, int(_WRAP) | int(middle), self.text())

    def _left(self) -> int:
        return px(14 + _BADGE + 14)


class BigChoices(Answer):
    """All choices in one or two columns; digits choose by the number in the badge."""

    def __init__(self, node: Node, parent: QWidget, *, many: bool) -> None:
        super().__init__(parent)
        self._many = many
        values = node.value.split() if many else [node.value]
        self.choices = [
            BigChoice(number, choice, self) for number, choice in enumerate(node.choices, start=1)
        ]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(_GAP))
        self._columns = 0
        self._typed = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_DIGIT_MS)
        self._rest.timeout.connect(self._end_number)
        for one in self.choices:
            one.setChecked(one.value in values)
            one.clicked.connect(lambda _on=False, one=one: self._choose(one))
        self._lay_out()

    def focus_input(self) -> None:
        """Go to what is chosen, else to the first."""
        wanted = next((c for c in self.choices if c.isChecked()), None)
        for one in self.choices[:1] if wanted is None else [wanted]:
            one.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in as many columns as there is room for."""
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose, arrows go on, Enter is the next question."""
        key = event.key()
        steps = {
            Qt.Key.Key_Down: self._columns,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
        }
        if event.text().isascii() and event.text().isdigit():
            self._take_digit(event.text())
        elif key in steps:
            self._move(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.advanced.emit()
        else:
            super().keyPressEvent(event)

    def _choose(self, one: BigChoice) -> None:
        if not self._many:
            for other in self.choices:
                other.setChecked(other is one)
        self.given.emit(" ".join(c.value for c in self.choices if c.isChecked()))
        if not self._many and not self._rest.isActive():
            self.chosen.emit()

    def _take_digit(self, digit: str) -> None:
        """Choose by number; where a second digit may follow, wait a moment for it."""
        self._typed = self._typed + digit
        number = int(self._typed)
        if not 1 <= number <= len(self.choices):
            self._typed = ""
            return
        one = self.choices[number - 1]
        one.setFocus(Qt.FocusReason.OtherFocusReason)
        if number * 10 <= len(self.choices):
            self._rest.start()
        else:
            self._typed = ""
            self._rest.stop()
        if self._many:
            if not self._rest.isActive():
                one.click()
        else:
            one.setChecked(True)
            self._choose(one)

    def _end_number(self) -> None:
        typed, self._typed = self._typed, ""
        if self._many:
            self.choices[int(typed) - 1].click()
        else:
            self.chosen.emit()

    def _move(self, step: int) -> None:
        here = next((i for i, one in enumerate(self.choices) if one.hasFocus()), 0)
        there = here + step
        if 0 <= there < len(self.choices):
            self.choices[there].setFocus(Qt.FocusReason.TabFocusReason)

    def _lay_out(self) -> None:
        columns = _columns_for(self.choices, self.width())
        if columns == self._columns:
            return
        self._columns = columns
        for place, one in enumerate(self.choices):
            self._grid.addWidget(one, place // columns, place % columns)
        rows = -(-len(self.choices) // columns)
        tallest = max(
            (one.heightForWidth(self.width() // columns) for one in self.choices), default=0
        )
        self.setMaximumHeight(rows * (max(px(_TALLEST), tallest) + px(_GAP)))
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


def _columns_for(choices: Sequence[BigChoice], width: int) -> int:
    """Return one column for a scale, two or three where a list would be long."""
    if width < px(560) or 3 <= len(choices) <= 5:
        return 1
    return 3 if len(choices) > 12 and width >= px(1000) else 2


def _paint_ground(painter: QPainter, row: QAbstractButton) -> None:
    """Draw what tells chosen, pointed at and focused apart: fill, frame and thickness."""
    c = colours()
    fill, edge, thick = c.surface, c.line_strong, 1.2
    if row.isChecked():
        fill, edge, thick = c.accent_soft, c.accent, 2.0
    elif row.isDown() or row.underMouse():
        fill = c.sunken
    if row.hasFocus():
        edge, thick = (c.text if row.isChecked() else c.accent), 3.0
    painter.setBrush(QColor(fill))
    painter.setPen(QPen(QColor(edge), thick))
    painter.drawRoundedRect(QRectF(row.rect()).adjusted(2, 2, -2, -2), 8, 8)


class BigNumber(Answer):
    """A number typed on the keyboard or on the keys beside it."""

    def __init__(self, node: Node, words: KioskWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._decimal = node.data_type is DataType.DECIMAL
        self._given = node.value
        self.line = QLineEdit(node.value.replace(".", ","), self)
        self.line.setFont(scaled(self.line.font(), 2.2, bold=True))
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.line.setMaxLength(15)
        self.line.setAccessibleName(markdown.to_plain(node.label))
        self.line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.line.returnPressed.connect(self.advanced)
        keys = [*"123456789", "," if self._decimal else "", "0", "⌫"]
        self._keys: dict[str, QPushButton] = {}
        aside, beside, pad = QVBoxLayout(), QVBoxLayout(), QGridLayout()
        beside.addLayout(pad)
        beside.addStretch(1)
        pad.setSpacing(px(8))
        for place, key in enumerate(keys):
            if key:
                pad.addWidget(self._key(key, words), place // 3, place % 3)
        aside.addWidget(self.line)
        aside.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(24))
        layout.addLayout(aside, 2)
        layout.addLayout(beside, 3)
        layout.addStretch(1)
        sized(self, max_width=860)

    def focus_input(self) -> None:
        """Go into the line; typing replaces what stands there."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    def commit(self) -> None:
        """Give the number."""
        text = self.line.text().strip()
        if text != self._given:
            self._given = text
            self.given.emit(text)

    def key(self, name: str) -> QPushButton:
        """Return a key by what a screen reader calls it."""
        return self._keys[name]

    def _key(self, key: str, words: KioskWords) -> QPushButton:
        name = words.erase if key == "⌫" else key
        made = button(key, lambda: self._press(key), name=name)
        made.setFont(scaled(made.font(), LARGE))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setProperty("reach", "finger")
        self._keys[name] = made
        return made

    def _press(self, key: str) -> None:
        if key == "⌫":
            self.line.backspace()
        else:
            self.line.insert(key)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)


class BigText(Answer):
    """Words of one's own; Enter goes on, except in long texts."""

    def __init__(self, node: Node, parent: QWidget) -> None:
        super().__init__(parent)
        self._given = node.value
        long = node.presentation.text.multiline
        self.edit: QLineEdit | QPlainTextEdit
        if long:
            self.edit = QPlainTextEdit(node.value, self)
            self.edit.setTabChangesFocus(True)
            sized(self.edit, min_height=150, max_height=360)
        else:
            self.edit = QLineEdit(node.value, self)
            self.edit.returnPressed.connect(self.advanced)
        self.edit.setFont(scaled(self.edit.font(), LARGE))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.edit.setAccessibleName(markdown.to_plain(node.label))
        self.edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.edit, 1000 if long else 0)
        layout.addStretch(1)

    def focus_input(self) -> None:
        """Go into the text."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """Give the text."""
        edit = self.edit
        text = edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()
        if text != self._given:
            self._given = text
            self.given.emit(text)


class UsualField(Answer):
    """The field of the entry page, for kinds that a survey seldom has."""

    def __init__(self, node: Node, files: FormMedia, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFont(scaled(self.font(), LARGE))  # the field takes its text and widths from it
        self._field = make_field(node, writable=True, parent=self, files=files)
        self._field.asks = False
        self._field.show_node()
        inner = self._field.layout()
        if inner is not None:  # its label stands above, so nothing is left to be indented for
            inner.setContentsMargins(0, 0, 0, 0)
        for made in self._field.findChildren(QPushButton):
            made.setFont(self.font())
            made.setProperty("reach", "finger")
        self._field.committed.connect(self.given)
        self._field.advanced.connect(self.advanced)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._field)
        layout.addStretch(1)

    def focus_input(self) -> None:
        """Go into the field."""
        self._field.focus_input()

    def commit(self) -> None:
        """Give what is typed."""
        self._field.commit_edit()
