"""A tree of two levels for frozen records: groups with their lines; columns by description.

Nothing is made per row: thousands of lines cost what those in sight cost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from bina_desktop.ui.panels import plain_tip
from bina_desktop.ui.table_model import RECORD_ROLE
from bina_desktop.ui.theme import live, px, scaled

G = TypeVar("G")
R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
Branch = tuple[G, Sequence[R]]


def _nothing(_record: Any) -> str:
    return ""


@dataclass(frozen=True)  # no slots: as in table_model
class TreeColumn(Generic[G, R]):
    """What one column shows of a group, and of a line in it."""

    title: str
    group: Callable[[G], str] = _nothing
    line: Callable[[R], str] = _nothing
    width: int = 0
    """First width in logical pixels; 0 = takes the room that is left."""
    group_colour: Callable[[G], str] = _nothing
    line_colour: Callable[[R], str] = _nothing


class TreeModel(QAbstractItemModel, Generic[G, R]):
    """Shows groups, each with lines; an index knows its group by its number."""

    def __init__(self, columns: Sequence[TreeColumn[G, R]]) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._branches: tuple[Branch[G, R], ...] = ()

    @property
    def columns(self) -> tuple[TreeColumn[G, R], ...]:
        """Their descriptions."""
        return self._columns

    @property
    def branches(self) -> tuple[Branch[G, R], ...]:
        """What is shown."""
        return self._branches

    def show(self, branches: Sequence[Branch[G, R]]) -> None:
        """Replace everything."""
        self.beginResetModel()
        self._branches = tuple(branches)
        self.endResetModel()

    def index(
        self,
        row: int,
        column: int,
        parent: Index = QModelIndex(),  # noqa: B008 - Qt's own signature
    ) -> QModelIndex:
        """Return where a group (no parent) or a line of a group stands."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, child: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008 - Qt's own signature, which has two meanings
        """Return the group of a line."""
        number = cast("int", child.internalId()) if child.isValid() else 0
        return self.createIndex(number - 1, 0, 0) if number else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of groups, or of lines in one."""
        if not parent.isValid():
            return len(self._branches)
        if parent.internalId() or parent.column():
            return 0
        return len(self._branches[parent.row()][1])

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of columns."""
        del parent  # groups and lines have the same
        return len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return titles."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        column = self._columns[index.column()]
        number = cast("int", index.internalId())
        if number:
            line = self._branches[number - 1][1][index.row()]
            return _cell(line, column.line, column.line_colour, role)
        group = self._branches[index.row()][0]
        if role == Qt.ItemDataRole.FontRole and index.column() == 0:
            return scaled(QFont(), 1.0, bold=True)
        return _cell(group, column.group, column.group_colour, role)


def _cell(
    record: Any, text: Callable[[Any], str], colour: Callable[[Any], str], role: int
) -> object:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return text(record).replace("\n", " ")
        case Qt.ItemDataRole.ToolTipRole:
            return plain_tip(text(record))
        case Qt.ItemDataRole.ForegroundRole:
            shade = colour(record)
            return QColor(live(shade)) if shade else None
        case _ if role == RECORD_ROLE:
            return record
        case _:
            return None


class RecordTree(QTreeView, Generic[G, R]):
    """Groups that fold; digits are handed on, for what chooses among values."""

    digit_pressed = Signal(int)
    chosen = Signal()
    """Another row is current."""

    def __init__(self, columns: Sequence[TreeColumn[G, R]], *, name: str) -> None:
        super().__init__()
        self.records = TreeModel[G, R](columns)
        self.setModel(self.records)
        self.setAccessibleName(name)
        self.setUniformRowHeights(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAllColumnsShowFocus(True)
        self.setTabKeyNavigation(False)
        self.setExpandsOnDoubleClick(True)
        self.header().setSectionsMovable(False)
        self.header().setHighlightSections(False)
        self._dressed_at = 0
        self.redress()
        self.selectionModel().currentRowChanged.connect(lambda *_rows: self.chosen.emit())

    def redress(self) -> None:
        """Give columns the width that the text size asks for."""
        if self._dressed_at == px(100):
            return
        self._dressed_at = px(100)
        self.setIndentation(px(18))
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(px(150))  # the first one tells what the row is
        for number, described in enumerate(self.records.columns):
            if described.width:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(number, px(described.width))
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def show_branches(self, branches: Sequence[Branch[G, R]], *, open_all: bool = True) -> None:
        """Replace everything; the row that was current, or the next one, is current again."""
        at = self.currentIndex()
        group, line = (at.parent().row(), at.row()) if at.parent().isValid() else (at.row(), -1)
        if not at.isValid() and open_all:
            line = 0
        self.records.show(branches)
        if open_all:
            self.expandAll()
        self._go_to(group, line)

    def _go_to(self, group: int, line: int) -> None:
        if not self.records.rowCount():
            return
        group = min(max(group, 0), self.records.rowCount() - 1)
        above = self.records.index(group, 0)
        lines = self.records.rowCount(above)
        to_line = lines and line >= 0
        self.setCurrentIndex(
            self.records.index(min(line, lines - 1), 0, above) if to_line else above
        )

    @property
    def current_group(self) -> G | None:
        """The group that is current, or that of the current line."""
        at = self.currentIndex()
        if not at.isValid():
            return None
        return self.records.branches[(at.parent() if at.parent().isValid() else at).row()][0]

    @property
    def current_line(self) -> R | None:
        """The line that is current; None on a group."""
        at = self.currentIndex()
        if not at.isValid() or not at.parent().isValid():
            return None
        return self.records.branches[at.parent().row()][1][at.row()]

    @property
    def current_lines(self) -> Sequence[R]:
        """All lines of the current group."""
        at = self.currentIndex()
        if not at.isValid():
            return ()
        return self.records.branches[(at.parent() if at.parent().isValid() else at).row()][1]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand digits on; everything else moves and folds as in any tree."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.text().isdecimal() and event.text().isascii():
            self.digit_pressed.emit(int(event.text()))
            return
        super().keyPressEvent(event)
