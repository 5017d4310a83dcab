"""One table model for frozen records; columns by description."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from bina_desktop.ui.panels import plain_tip
from bina_desktop.ui.theme import colours, live, px, scaled

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

_LEAST_ELASTIC: Final = 150
"""Logical pixels that a column keeps which takes the room that is left."""
SORT_ROLE: Final = Qt.ItemDataRole.UserRole + 1
RECORD_ROLE: Final = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True)  # no slots: Python 3.11 cannot make `Column[R](…)` of a slotted frozen one
class Column(Generic[R]):
    """What one column shows of a record."""

    title: str
    text: Callable[[R], str]
    right: bool = False
    """Numbers stand to the right."""
    stretch: bool = False
    """Takes the room that is left."""
    width: int = 0
    """Fixed first width in logical pixels; 0 = by content."""
    tip: Callable[[R], str] | None = None
    colour: Callable[[R], str] | None = None
    glyph: Callable[[R], QIcon] | None = None
    sort: Callable[[R], Any] | None = None
    """Key to sort by; the text where None."""


class RecordModel(QAbstractTableModel, Generic[R]):
    """Shows a sequence of records, one a row."""

    def __init__(self, columns: Sequence[Column[R]], *, checkable: bool = False) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._records: tuple[R, ...] = ()
        self._checkable = checkable
        self._checked: set[int] = set()

    @property
    def columns(self) -> tuple[Column[R], ...]:
        """Their descriptions."""
        return self._columns

    @property
    def records(self) -> tuple[R, ...]:
        """What is shown, in the order given."""
        return self._records

    @property
    def checked(self) -> tuple[R, ...]:
        """Records with a tick."""
        return tuple(r for i, r in enumerate(self._records) if i in self._checked)

    def show(self, records: Sequence[R], *, checked: Sequence[R] = ()) -> None:
        """Replace everything."""
        self.beginResetModel()
        self._records = tuple(records)
        self._checked = {i for i, r in enumerate(self._records) if r in checked}
        self.endResetModel()

    def check_all(self, on: bool) -> None:
        """Tick every row, or none."""
        self._checked = set(range(len(self._records))) if on else set()
        last = self.index(max(len(self._records) - 1, 0), 0)
        self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.CheckStateRole])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of records."""
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return titles; rows have none."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self._columns[section])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be selected; the first column can be ticked in a checkable model."""
        flags = super().flags(index)
        if self._checkable and index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        record, column = self._records[index.row()], self._columns[index.column()]
        if role == RECORD_ROLE:
            return record
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._check_state(index)
        return _cell(column, record, role)

    def _check_state(self, index: Index) -> object:
        if not self._checkable or index.column() != 0:
            return None
        on = index.row() in self._checked
        return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick."""
        if role != Qt.ItemDataRole.CheckStateRole or not self._checkable:
            return False
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._checked.add(index.row())
        else:
            self._checked.discard(index.row())
        self.dataChanged.emit(index, index, [role])
        return True


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _cell(column: Column[R], record: R, role: int) -> object:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return column.text(record)
        case Qt.ItemDataRole.ToolTipRole:
            return plain_tip(column.tip(record) if column.tip else column.text(record))
        case Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        case Qt.ItemDataRole.ForegroundRole:
            return QColor(live(column.colour(record))) if column.colour else None
        case Qt.ItemDataRole.DecorationRole:
            return column.glyph(record) if column.glyph else None
        case _ if role == SORT_ROLE:
            return column.sort(record) if column.sort else column.text(record).casefold()
        case _:
            return None


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Draw the ground of a cell as the style sheet does; what is selected has lines too."""
    c = colours()
    box = option.rect
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    below = QRect(box.left(), box.bottom(), box.width(), 1)
    if selected:
        painter.fillRect(box, QColor(c.accent_soft))
        painter.fillRect(below.translated(0, 1 - box.height()), QColor(c.accent))
    painter.fillRect(below, QColor(c.accent if selected else c.sunken))


class TwoLineDelegate(QStyledItemDelegate):
    """Shows the cell's text, and below it a second line in small muted letters."""

    def __init__(self, second: Callable[[Any], tuple[str, str]], parent: QWidget) -> None:
        """`second` gives the second line of a record and its colour ('' = muted)."""
        super().__init__(parent)
        self._second = second

    def line_of(self, index: Index) -> str:
        """Return the second line of a cell."""
        return self._second(index.data(RECORD_ROLE))[0]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground, then both lines."""
        painter.save()
        paint_ground(painter, option)
        text, shade = self._second(index.data(RECORD_ROLE))
        half = option.rect.height() // 2
        left, right, edge = px(11), px(8), px(5)  # as far in as titles and other cells
        upper = option.rect.adjusted(left, edge, -right, -half)
        lower = option.rect.adjusted(left, half, -right, -edge)
        self._line(painter, upper, str(index.data()), option.font, colours().text)
        small = scaled(option.font, 0.9)
        self._line(painter, lower, text, small, live(shade) or colours().muted)
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, box: QRect, text: str, font: QFont, shade: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(shade))
        fitted = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitted)


class RecordTable(QTableView, Generic[R]):
    """A table of records: one row is one choice; sorted by a click on a title."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        name: str,
        checkable: bool = False,
        sortable: bool = True,
        row_height: int = 34,
    ) -> None:
        super().__init__()
        self.records = RecordModel[R](columns, checkable=checkable)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(self.records)
        self._proxy.setSortRole(SORT_ROLE)
        self._proxy.setFilterKeyColumn(-1)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(self._proxy)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        self._row_height = row_height
        self._shown_rows: tuple[int, int] | None = None
        self._dressed_at = 0
        self._set_up_header(self.horizontalHeader(), sortable=sortable)
        self.redress()

    def _set_up_header(self, header: QHeaderView, *, sortable: bool) -> None:
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number, described in enumerate(self.records.columns):
            if described.stretch:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            elif not described.width:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.ResizeToContents)
        if sortable:
            header.setSortIndicatorClearable(True)
            self.setSortingEnabled(True)
            self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)

    def redress(self) -> None:
        """Give rows and columns the size that the text size asks for; a theme changes none."""
        if self._dressed_at == px(100):
            return
        self._dressed_at = px(100)
        self.verticalHeader().setDefaultSectionSize(px(self._row_height))
        self.horizontalHeader().setMinimumSectionSize(px(48))
        for number, described in enumerate(self.records.columns):
            if described.width and not described.stretch:
                self.setColumnWidth(number, px(described.width))
        self._share_room()
        if self._shown_rows is not None:
            self._claim_rows(*self._shown_rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._share_room()

    def show_whole(self, *, fewest: int = 0, most: int = 1_000) -> None:
        """Be tall enough for all rows, within bounds: the page scrolls, not the table."""
        self._shown_rows = (fewest, most)
        self._claim_rows(fewest, most)

    def _claim_rows(self, fewest: int, most: int) -> None:
        rows = min(max(self._proxy.rowCount(), fewest), most)
        header = self.horizontalHeader().sizeHint().height()
        self.setMinimumHeight(header + px(self._row_height) * rows + 6)

    def show_column(self, number: int, shown: bool) -> None:
        """Show or leave out a column, and share the room anew."""
        if self.isColumnHidden(number) is shown:
            self.setColumnHidden(number, not shown)
            self._share_room()

    def _share_room(self) -> None:
        """Let columns that take what is left never become too narrow to read; then one scrolls."""
        header, columns = self.horizontalHeader(), self.records.columns
        elastic = [n for n, described in enumerate(columns) if described.stretch]
        elastic = [n for n in elastic if not header.isSectionHidden(n)]
        if not elastic:
            return
        taken = sum(header.sectionSize(n) for n in range(len(columns)) if n not in elastic)
        tight = self.viewport().width() - taken < px(_LEAST_ELASTIC) * len(elastic)
        mode = QHeaderView.ResizeMode.Interactive if tight else QHeaderView.ResizeMode.Stretch
        for number in elastic:
            if header.sectionResizeMode(number) is not mode:
                header.setSectionResizeMode(number, mode)
            if tight:
                header.resizeSection(number, px(_LEAST_ELASTIC))

    def show_records(self, records: Sequence[R], *, checked: Sequence[R] = ()) -> None:
        """Replace all rows; the selected row number and the scroll position stay."""
        row, scroll = self.currentIndex().row(), self.verticalScrollBar().value()
        self.records.show(records, checked=checked)
        if 0 <= row < self._proxy.rowCount():
            self.selectRow(row)
        self.verticalScrollBar().setValue(scroll)

    def filter_text(self, text: str) -> None:
        """Show only rows in which a cell holds this text."""
        self._proxy.setFilterFixedString(text)

    @property
    def selected(self) -> R | None:
        """The record of the selected row."""
        rows = self.selectionModel().selectedRows()
        return rows[0].data(RECORD_ROLE) if rows else None

    def select(self, wanted: Callable[[R], bool]) -> bool:
        """Select the first record that fits; returns False if none does."""
        for row in range(self._proxy.rowCount()):
            if wanted(self._proxy.index(row, 0).data(RECORD_ROLE)):
                self.selectRow(row)
                return True
        return False
