"""Places: a point typed and read back in two ways, lines and borders as tables of points."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bina_desktop.formengine.client import DataType, Node, ViolationKind
from bina_desktop.ui.form.fields.basic import LineField
from bina_desktop.ui.form.fields.field import Field
from bina_desktop.ui.form.fields.place_wording import (
    decimal_of,
    latitude_first,
    measured,
    sexagesimal_of,
    split_points,
)
from bina_desktop.ui.theme import sized

_WIDTH = 460
_MOST_ROWS = 8
_DELETES = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class PointField(LineField):
    """One place; below the line stands how it was understood."""

    def _build_editor(self) -> QWidget:
        line = super()._build_editor()
        sized(line, max_width=_WIDTH)
        self._read_back = QLabel(self)
        self._read_back.setProperty("kind", "muted")
        self._read_back.setWordWrap(True)
        self._read_back.setMinimumSize(1, 1)
        holder = QWidget(self)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(line)
        layout.addWidget(self._read_back)
        self._entered = line
        return holder

    def _as_committed(self, text: str) -> str:
        return latitude_first(text)

    def _show_value(self, node: Node) -> None:
        super()._show_value(node)
        self._read_back.setText(self._sentence(node))

    def _sentence(self, node: Node) -> str:
        decimals, angles = decimal_of(node.value), sexagesimal_of(node.value)
        wrong = node.violation is not None and node.violation.kind is ViolationKind.TYPE
        if wrong or decimals is None or angles is None:
            return self.tr(
                "Lintang dahulu, lalu bujur, dalam derajat desimal atau derajat-menit-detik; "
                "urutan lain boleh dengan LU/LS dan BT/BB."
            )
        words = self.tr("Lintang {0} ({1}), bujur {2} ({3})").format(
            angles[0], decimals[0], angles[1], decimals[1]
        )
        altitude, accuracy = measured(node.value)
        if altitude:
            words += self.tr(", ketinggian {0} m").format(altitude)
        if accuracy:
            words += self.tr(", ketelitian {0} m").format(accuracy)
        return words


class PointsField(Field):
    """A line or a border: points are typed one after the other, and stand in a table."""

    def _build_editor(self) -> QWidget:
        holder = QWidget(self)
        self._points: list[str] = []
        self._table = QTableWidget(0, 3, holder)
        self._table.setHorizontalHeaderLabels(
            [self.tr("Lintang"), self.tr("Bujur"), self.tr("Derajat, menit, detik")]
        )
        self._table.horizontalHeader().setSectionResizeMode(
            QHeaderView.ResizeMode.ResizeToContents
        )
        self._table.horizontalHeader().setStretchLastSection(True)
        self._table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setTabKeyNavigation(False)
        self._table.setAccessibleName(self.tr("Titik yang sudah dimasukkan"))
        sized(self._table, max_width=640)
        self._table.installEventFilter(self)
        self._line = QLineEdit(holder)
        sized(self._line, max_width=_WIDTH)
        self._line.returnPressed.connect(self._enter)
        self._line.editingFinished.connect(self.commit_edit)
        self._advice = QLabel(holder)
        self._advice.setProperty("kind", "muted")
        self._advice.setWordWrap(True)
        self._advice.setMinimumSize(1, 1)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in (self._table, self._line, self._advice):
            layout.addWidget(part)
        self._entered = self._line
        return holder

    @property
    def table(self) -> QTableWidget:
        """The points."""
        return self._table

    def commit_edit(self) -> None:
        """Add what is typed to the points."""
        typed = [latitude_first(point) for point in split_points(self._line.text())]
        if typed:
            self._line.clear()
            self._commit([*self._points, *typed])

    def take_typing_back(self) -> bool:
        """Empty the line, where a point is typed and not added yet."""
        if not self._line.text():
            return super().take_typing_back()
        self._line.clear()
        return True

    def stops(self) -> Sequence[QWidget]:
        """Return the table where it holds something, and the line."""
        shown = not self._table.isHidden()
        lines = () if self.read_only else (self._line,)
        return (self._table, *lines) if shown else lines

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete, change and move points with the keyboard."""
        if (
            watched is self._table
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and not self.read_only
            and self._take_key(event)
        ):
            return True
        return super().eventFilter(watched, event)

    def _named_control(self) -> QWidget:
        return self._line

    def _take_key(self, event: QKeyEvent) -> bool:
        key, row = Qt.Key(event.key()), self._table.currentRow()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.advanced.emit()
        elif not 0 <= row < len(self._points):
            return False
        elif key in _DELETES:
            self._commit(self._points[:row] + self._points[row + 1 :])
        elif key is Qt.Key.Key_F2:
            point = self._points[row]
            decimals = decimal_of(point)
            self._commit(self._points[:row] + self._points[row + 1 :])
            self._line.setText(" ".join(decimals) if decimals else point)
            self._line.setFocus()
        else:
            return False
        return True

    def _enter(self) -> None:
        if self._line.text().strip():
            self.commit_edit()
        else:
            self.advanced.emit()

    def _commit(self, points: Sequence[str]) -> None:
        self.committed.emit("; ".join(points))

    def _show_value(self, node: Node) -> None:
        points = split_points(node.value)
        if points != self._points or self._table.rowCount() != len(points):
            self._points = points
            self._fill()
        self._table.setVisible(bool(points))
        self._line.setVisible(not self.read_only)
        least = 3 if node.data_type is DataType.GEOSHAPE else 2
        self._line.setPlaceholderText(
            self.tr("Titik ke-{0}, misalnya -3,7928 102,2608").format(len(points) + 1)
        )
        self._advice.setText(self._sentence(len(points), least))

    def _sentence(self, count: int, least: int) -> str:
        if self.read_only:
            return "" if count else self.tr("Tidak dijawab.")
        words = self.tr("Enter menambah titik; Enter pada baris kosong melanjutkan.")
        if count:
            words += " " + self.tr("Di tabel: Delete menghapus, F2 mengubah.")
        if count < least:
            words = self.tr("Paling sedikit {0} titik.").format(least) + " " + words
        return words

    def _fill(self) -> None:
        row = self._table.currentRow()
        self._table.setRowCount(len(self._points))
        for at, point in enumerate(self._points):
            decimals, angles = decimal_of(point), sexagesimal_of(point)
            unread = (point, "", self.tr("belum terbaca"))
            texts = (*decimals, ", ".join(angles)) if decimals and angles else unread
            for column, text in enumerate(texts):
                self._table.setItem(at, column, QTableWidgetItem(text))
        if self._points:
            self._table.setCurrentCell(min(max(row, 0), len(self._points) - 1), 0)
        rows = min(len(self._points), _MOST_ROWS)
        self._table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        head = self._table.horizontalHeader().sizeHint().height()
        self._table.setFixedHeight(
            head + rows * self._table.verticalHeader().defaultSectionSize() + 6
        )


class BarcodeField(LineField):
    """What a scanner types: quick digits with Enter at the end; scanned anew, it is replaced."""

    def _build_editor(self) -> QWidget:
        line = super()._build_editor()
        self._line.setPlaceholderText(self.tr("Pindai atau ketik"))
        sized(line, max_width=_WIDTH)
        return line

    def focus_input(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Select what stands there, so that the next scan takes its place."""
        super().focus_input(reason)
        self._line.selectAll()
