"""The list under a search line: in the window itself, so that the cursor stays in the line."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from bina_desktop.ui.form.choices.index import ChoiceTable

_MOST_ROWS = 9
_WIDEST = 620
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _MOST_ROWS - 1,
    Qt.Key.Key_PageUp: 1 - _MOST_ROWS,
}


class ChoicePopup(QFrame):
    """Shows what a search found; never takes the focus."""

    picked = Signal(int)
    """Carries the place of a choice in its list."""

    def __init__(self, line: QWidget, *, many: bool) -> None:
        super().__init__(line.window())
        self._line = line
        self._many = many
        self.setProperty("kind", "card")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._table = QTableView(self)
        self._table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._table.setShowGrid(False)
        self._table.setWordWrap(False)
        self._table.setFrameShape(QFrame.Shape.NoFrame)
        self._table.setStyleSheet("QTableView { border: none; }")
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.horizontalHeader().hide()
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(self._row_height())
        self._table.clicked.connect(self._pick)
        self._count = QLabel(self)
        self._count.setProperty("kind", "muted")
        self._count.setContentsMargins(10, 4, 10, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._count)
        self._area = _area_around(line)
        if self._area is not None:
            self._area.verticalScrollBar().valueChanged.connect(self.hide)
        self.hide()

    @property
    def table(self) -> QTableView:
        """The rows."""
        return self._table

    @property
    def told(self) -> str:
        """How many choices there are, as the foot says it."""
        return self._count.text()

    @property
    def current(self) -> int:
        """Place of the choice under the bar, -1 when there is none."""
        model = self._model()
        row = self._table.currentIndex().row()
        return model.place(row) if model is not None else -1

    def show_table(self, table: ChoiceTable) -> None:
        """Show rows of this table from now on."""
        self._table.setModel(table)

    def show_typed(self, typed: str, *, mark_first: bool) -> None:
        """Narrow down to what was typed; put the bar on the best of what was found."""
        model = self._model()
        if model is None:
            return
        found = model.index_of_choices.find(typed)
        model.show_found(found)
        if found and mark_first:
            self._table.setCurrentIndex(model.index(0, 0))
        whole = len(model.index_of_choices)
        if not found:
            words = self.tr("Tidak ada pilihan yang memuat “{0}”.").format(typed.strip())
        elif len(found) == whole:
            words = self.tr("{0} pilihan; ketik untuk mencari.").format(_number(whole))
        else:
            words = self.tr("{0} dari {1} pilihan").format(_number(len(found)), _number(whole))
        self._count.setText(words)
        self._place()

    def mark(self, place: int) -> None:
        """Put the bar on a choice, with the whole list in sight."""
        model = self._model()
        if model is not None and place >= 0:
            self._table.setCurrentIndex(model.index(place, 0))
            hint = QAbstractItemView.ScrollHint.PositionAtCenter
            self._table.scrollTo(model.index(place, 0), hint)

    def step(self, key: Qt.Key) -> bool:
        """Move the bar; False for a key that does not."""
        model = self._model()
        if key not in _STEPS or model is None or not model.rowCount():
            return False
        row = self._table.currentIndex().row()
        at = row + _STEPS[key] if row >= 0 else 0
        self._table.setCurrentIndex(model.index(min(max(at, 0), model.rowCount() - 1), 0))
        return True

    def open_up(self) -> None:
        """Show it under the line, above it where there is no room."""
        if self.parentWidget() is not self._line.window():
            self.setParent(self._line.window())
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        window, line = self._line.window(), self._line
        rows = min(max(self._table.model().rowCount(), 1), _MOST_ROWS)
        height = rows * self._row_height() + self._count.sizeHint().height() + 4
        corner = line.mapTo(window, QPoint(0, line.height() + 2))
        below = window.height() - corner.y() - 4
        above = line.mapTo(window, QPoint(0, 0)).y() - 6
        if height > below and above > below:
            height = min(height, above)
            corner.setY(above + 4 - height)
        else:
            height = min(height, max(below, 3 * self._row_height()))
        width = min(max(line.width(), 280), _WIDEST, window.width() - corner.x() - 4)
        self.setGeometry(corner.x(), corner.y(), width, height)

    def _row_height(self) -> int:
        return self.fontMetrics().height() + 12

    def _model(self) -> ChoiceTable | None:
        model = self._table.model()
        return model if isinstance(model, ChoiceTable) else None

    def _pick(self, index: QModelIndex) -> None:
        model = self._model()
        if model is not None and model.place(index.row()) >= 0:
            self.picked.emit(model.place(index.row()))


def _area_around(widget: QWidget) -> QScrollArea | None:
    at = widget.parentWidget()
    while at is not None and not isinstance(at, QScrollArea):
        at = at.parentWidget()
    return at


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
