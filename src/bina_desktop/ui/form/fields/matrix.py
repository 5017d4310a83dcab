"""Selects as the lines of one table: a head with the choices, and a line for each question."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from bina_desktop.formengine.client import Choice, Node, NodeKind
from bina_desktop.formengine.presentation import ChoiceStyle
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.choices.rows import (
    ChoiceRow,
    Wording,
    paint_box,
    paint_ground,
    paint_mark,
)
from bina_desktop.ui.form.fields.basic import NoteField
from bina_desktop.ui.form.fields.choice import OneOfList
from bina_desktop.ui.form.fields.field import Field
from bina_desktop.ui.laid_out import clear
from bina_desktop.ui.theme import colours, scaled

_WORDS, _CELLS = 2, 3
"""How the width is shared between the words of a line and its cells."""
_GAP = 4


class MatrixCell(ChoiceRow):
    """One choice of a line; its words stand in the head of the table."""

    many = False

    def sizeHint(self) -> QSize:
        """Ask for room around the mark."""
        return QSize(self.mark_size * 2, self.mark_size + 12)

    def minimumSizeHint(self) -> QSize:
        """Allow nothing narrower than the mark."""
        return QSize(self.mark_size + 8, self.mark_size + 12)

    def hasHeightForWidth(self) -> bool:
        """Hold no words that wrap."""
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and mark."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, self)
        mark = QRect(0, 0, self.mark_size, self.mark_size)
        mark.moveCenter(self.rect().center())
        if self.many:
            paint_box(painter, mark.adjusted(3, 3, -3, -3), checked=self.isChecked())
        else:
            paint_mark(painter, mark, self)


class MatrixCheck(MatrixCell):
    """One choice of a line in which several may be ticked."""

    many = True


class MatrixHead(NoteField):
    """The words of the choices over their columns."""

    def _build_editor(self) -> QWidget:
        holder = QWidget(self)
        self._cells = QHBoxLayout(holder)
        self._cells.setContentsMargins(0, 0, 0, 0)
        self._cells.setSpacing(_GAP)
        self._shown: tuple[str, ...] = ()
        return holder

    def _arrange(self) -> None:
        _in_one_line(self, self._above, self._editor, self._body)
        self._label.setFont(scaled(self.font(), 1.0, bold=True))

    def _show_value(self, node: Node) -> None:
        words = tuple(markdown.to_plain(one.label) or one.value for one in node.choices)
        if words != self._shown:
            self._shown = words
            clear(self._cells)
            for text in words:
                self._cells.addWidget(_head_cell(text, self._editor), 1)
        self.setAccessibleName(markdown.to_plain(node.label) or self.tr("Kepala tabel"))


class MatrixLine(OneOfList):
    """One question of the table: digits choose, arrows up and down change the line."""

    stepped = Signal(int, int)
    """Carries how many lines down, and the column."""

    def enter_column(self, column: int) -> None:
        """Put the focus on a column, or the last."""
        rows = self._list.rows
        if rows:
            self._list.enter_row(rows[min(column, len(rows) - 1)])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rule the line off above."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(16, 0, self.width() - 32, 1, QColor(colours().line))

    def _build_editor(self) -> QWidget:
        editor = super()._build_editor()
        self._list.keep_all = True
        self._list.lines_beyond = True
        self._list.stepped.connect(self.stepped)
        return editor

    def _arrangement(self) -> QLayout:
        line = QHBoxLayout()
        line.setSpacing(_GAP)
        return line

    def _make_row(self, wording: Wording, choice: Choice, parent: QWidget) -> ChoiceRow:
        del choice
        return (MatrixCheck if self.many else MatrixCell)(wording, parent)

    def _arrange(self) -> None:
        _in_one_line(self, self._above, self._editor, self._body)


class MatrixLineOfMany(MatrixLine):
    """One question of the table to which several answers may be given."""

    many = True


def has_head(node: Node) -> bool:
    """Tell whether the choices of a line without labels stand in a head above it."""
    above = node.parent
    if above is None:
        return False
    head: Node | None = None
    for sibling in above.children:
        if sibling.ref == node.ref:
            return head is not None and len(head.choices) == len(node.choices)
        style = sibling.presentation.choice.style
        select = sibling.kind in (NodeKind.SELECT_ONE, NodeKind.SELECT_MULTIPLE)
        if select and style is ChoiceStyle.LABEL:
            head = sibling
        elif not (select and style is ChoiceStyle.LIST_NOLABEL):
            head = None
    return False


def _head_cell(text: str, parent: QWidget) -> QLabel:
    made = QLabel(text, parent)
    made.setWordWrap(True)
    made.setMinimumSize(1, 1)
    made.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
    made.setFont(scaled(parent.font(), 0.93, bold=True))
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made


def _in_one_line(field: Field, texts: QVBoxLayout, cells: QWidget, below: QVBoxLayout) -> None:
    """Lay words and cells out in shares of the width, so that all lines have the same columns."""
    texts.setSpacing(0)
    texts.insertStretch(0, 1)
    texts.addStretch(1)
    texts.setContentsMargins(0, 0, 16, 0)
    line = QHBoxLayout()
    line.setSpacing(0)  # a layout without words in sight would lose its spacing too
    line.addLayout(texts, _WORDS)
    line.addWidget(cells, _CELLS)
    outer = QVBoxLayout(field)
    outer.setContentsMargins(16, 3, 16, 3)
    outer.setSpacing(4)
    outer.addLayout(line)
    outer.addLayout(below)
    field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
