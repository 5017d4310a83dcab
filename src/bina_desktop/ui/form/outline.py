"""The left panel: every section with its state (colour, shape and words), and the way there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from bina_desktop.ui.form.around import NOTHING, Remarks
from bina_desktop.ui.form.standing import Standing
from bina_desktop.ui.theme import colours, icon, px, scaled

_tr = QCoreApplication.translate
# Logical pixels at 100 %; `px` brings them to the text size in use.
_SIGN = 18
_REMARK = 14
_LEFT = 12
_MANY = 60
"""Sections beyond which the list is laid out and filled bit by bit."""
_TEXT = _LEFT + _SIGN + 10
ENTRY: Final = Qt.ItemDataRole.UserRole
_WORDS: Final[list[int]] = [Qt.ItemDataRole.AccessibleTextRole]
_Index = QModelIndex | QPersistentModelIndex


class SectionState(Enum):
    """What the sign of a section says."""

    READING = "reading"
    """Nothing to answer there."""
    UNTOUCHED = "untouched"
    OPEN = "open"
    DONE = "done"
    WRONG = "wrong"
    UNKNOWN = "unknown"
    """Not counted yet: a long form was just opened."""


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One section as it is listed."""

    label: str
    standing: Standing | None
    """None before it is counted."""
    relevant: bool = True
    figure: str = ""
    """A figure shown behind the words: the nilai of an aspek."""
    remarks: Remarks = NOTHING
    """What stands beside its questions."""

    @property
    def state(self) -> SectionState:
        """Derive the sign from how it stands."""
        standing = self.standing
        if standing is None:
            return SectionState.UNKNOWN
        if standing.problems:
            return SectionState.WRONG
        if not standing.total:
            return SectionState.READING
        if not standing.answered:
            return SectionState.UNTOUCHED
        return SectionState.DONE if standing.complete else SectionState.OPEN

    @property
    def words(self) -> str:
        """Say the state in words, so that no colour is needed."""
        standing, state = self.standing, self.state
        if standing is None:
            return ""
        if state is SectionState.READING:
            return _tr("garis besar", "Untuk dibaca")
        if state is SectionState.WRONG:
            return _tr("garis besar", "{0} perlu diperbaiki").format(standing.problems)
        if state is SectionState.DONE:
            return _tr("garis besar", "Lengkap")
        counted = _tr("garis besar", "{0} dari {1} terisi").format(
            standing.answered, standing.total
        )
        left = standing.required - standing.required_done
        return (
            _tr("garis besar", "{0}, {1} wajib belum").format(counted, left) if left else counted
        )

    @property
    def remark_words(self) -> str:
        """Say in words what stands beside its questions; '' where nothing does."""
        remarks = self.remarks
        said = (
            (remarks.asked, _tr("garis besar", "{0} tinjauan menunggu jawaban")),
            (remarks.answered, _tr("garis besar", "{0} tinjauan sudah dijawab")),
            (remarks.notes, _tr("garis besar", "{0} catatan")),
        )
        return ", ".join(words.format(count) for count, words in said if count)


class OutlineModel(QAbstractListModel):
    """The sections; non-relevant ones are left out of sight by the view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given: Sequence[OutlineEntry] = ()
        self._entries: dict[int, OutlineEntry] = {}

    def show_entries(self, entries: Sequence[OutlineEntry]) -> None:
        """Replace all; each is taken when it is first looked at."""
        self.beginResetModel()
        self._given = entries
        self._entries.clear()
        self.endResetModel()

    def update_entry(self, row: int, entry: OutlineEntry) -> None:
        """Replace one; what changes no height is told as a change of words."""
        before = self._entries.get(row)
        if before != entry:
            self._entries[row] = entry
            same = before is not None and _lines(before) == _lines(entry)
            self.dataChanged.emit(self.index(row), self.index(row), _WORDS if same else [])

    def look_again(self, row: int) -> None:
        """Take one anew, if it was ever looked at."""
        if row in self._entries:
            self.update_entry(row, self._given[row])

    def entry(self, row: int) -> OutlineEntry:
        """Return one."""
        found = self._entries.get(row)
        if found is None:
            found = self._entries[row] = self._given[row]
        return found

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Count the sections."""
        return 0 if parent.isValid() else len(self._given)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give words to the eye, the screen reader and the delegate."""
        entry = self.entry(index.row())
        if role == ENTRY:
            return entry
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return entry.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (entry.label, entry.words, entry.remark_words)))
        return None


def _lines(entry: OutlineEntry) -> tuple[str, bool]:
    """Return what the height of an entry depends on."""
    return entry.label, entry.remarks != NOTHING


class Outline(QListView):
    """Shows where a person is, what is done, what is open, and what is wrong."""

    jumped = Signal(int)
    """Carries the index of the section to go to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = OutlineModel(self)
        self.setModel(self.entries)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(self.tr("Bagian formulir"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setBatchSize(_MANY)
        self.clicked.connect(lambda index: self.jumped.emit(index.row()))
        self.activated.connect(lambda index: self.jumped.emit(index.row()))

    def show_entries(self, entries: Sequence[OutlineEntry], hidden: Iterable[int] = ()) -> None:
        """Show the sections anew, without the hidden ones, keeping the current one."""
        row = self.currentIndex().row()
        many = len(entries) > _MANY
        self.setLayoutMode(self.LayoutMode.Batched if many else self.LayoutMode.SinglePass)
        self.entries.show_entries(entries)
        for place in hidden:
            self.setRowHidden(place, True)
        self.mark_current(row)

    def update_entry(self, row: int, entry: OutlineEntry) -> None:
        """Show one section anew."""
        self.entries.update_entry(row, entry)
        if self.isRowHidden(row) is entry.relevant:
            self.setRowHidden(row, not entry.relevant)

    def dataChanged(
        self,
        topLeft: _Index,  # noqa: N803 - Qt's name
        bottomRight: _Index,  # noqa: N803 - Qt's name
        roles: Sequence[int] = (),
    ) -> None:
        """Paint words anew in their place: Qt would lay the whole list out for each."""
        if list(roles) == _WORDS:
            self.update(topLeft)
        else:
            super().dataChanged(topLeft, bottomRight, roles)

    def mark_current(self, row: int) -> None:
        """Show in which section the person is."""
        self.setCurrentIndex(self.entries.index(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the labels anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _Painter(QStyledItemDelegate):
    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self._heights: dict[tuple[str, int, int], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        entry: OutlineEntry = index.data(ENTRY)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 240
        lines = 2 if entry.remarks != NOTHING else 1
        font = option.fontMetrics
        key = (entry.label, width, font.height())
        tall = self._heights.get(key)
        if tall is None:
            room = QRect(0, 0, width - px(_TEXT + 10), 10_000)
            box = font.boundingRect(room, int(Qt.TextFlag.TextWordWrap), entry.label)
            tall = self._heights[key] = box.height()
        return QSize(width, tall + lines * font.height() + 13)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: OutlineEntry = index.data(ENTRY)
        c = colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        area: QRect = option.rect
        if current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(c.accent_soft if current else c.sunken))
        if current:
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), QColor(c.accent))
        side = px(_SIGN)
        top = QRectF(area.left() + px(_LEFT), area.top() + 6, side, side)
        paint_sign(painter, top, entry.state)
        words = area.adjusted(px(_TEXT), 6, -px(8), -5)
        if entry.remarks != NOTHING:
            _paint_remarks(painter, words.bottomLeft(), option.font, entry.remarks)
            words.adjust(0, 0, 0, -option.fontMetrics.height())
        painter.setPen(QColor(c.text))
        painter.setFont(scaled(option.font, 1.0, bold=current))
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)
        painter.drawText(words, flags, entry.label)
        painter.setFont(scaled(option.font, 0.9))
        painter.setPen(QColor(_shade(entry.state)))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignBottom), entry.words)
        if entry.figure:
            painter.setPen(QColor(c.text))
            painter.setFont(scaled(option.font, 0.9, bold=True))
            right = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight
            painter.drawText(words, int(right), entry.figure)
        painter.restore()

    def helpEvent(
        self,
        event: QEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        del event, view, option, index  # labels wrap: there is nothing to add in a tool tip
        return False


def _paint_remarks(painter: QPainter, at: QPoint, font: QFont, remarks: Remarks) -> None:
    """Draw a shape and a count for threads and notes, from the left, on a line of their own."""
    c = colours()
    small = scaled(font, 0.9)
    metrics, side = QFontMetrics(small), px(_REMARK)
    painter.setFont(small)
    x = at.x()
    for count, glyph, shade in (
        (remarks.asked, "talk-open", c.warn),
        (remarks.answered, "talk-answered", c.muted),
        (remarks.notes, "note", c.muted),
    ):
        if not count:
            continue
        top = at.y() - (metrics.height() + side) // 2 + 1
        painter.drawPixmap(x, top, icon(glyph, shade).pixmap(QSize(side, side)))
        painter.setPen(QColor(shade))
        painter.drawText(x + side + 3, at.y() - metrics.descent(), str(count))
        x += side + 3 + metrics.horizontalAdvance(str(count)) + 8


def _shade(state: SectionState) -> str:
    c = colours()
    if state is SectionState.WRONG:
        return c.bad
    return c.good if state is SectionState.DONE else c.muted


def paint_sign(painter: QPainter, area: QRectF, state: SectionState) -> None:
    """Draw the state as a shape: ring, half disc, disc with tick, triangle, lines."""
    c = colours()
    if state is SectionState.UNKNOWN:
        return
    area = area.adjusted(1.5, 1.5, -1.5, -1.5)
    painter.save()
    if state is SectionState.WRONG:
        _paint_triangle(painter, area, c.bad, c.on_accent)
    elif state is SectionState.DONE:
        painter.setBrush(QColor(c.good))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(area)
        painter.setPen(QPen(QColor(c.on_accent), 2))
        tick = ((0.26, 0.53), (0.44, 0.70), (0.74, 0.34))
        painter.drawPolyline(_polygon(area, tick))
    elif state is SectionState.READING:
        painter.setPen(QPen(QColor(c.muted), 1.6))
        for share in (0.28, 0.5, 0.72):
            height = area.top() + area.height() * share
            painter.drawLine(QPointF(area.left() + 2, height), QPointF(area.right() - 2, height))
    else:
        painter.setPen(QPen(QColor(c.line_strong), 1.6))
        painter.setBrush(QColor(c.surface))
        painter.drawEllipse(area)
        if state is SectionState.OPEN:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.accent))
            painter.drawPie(area.adjusted(2.5, 2.5, -2.5, -2.5), 90 * 16, 180 * 16)
    painter.restore()


def _paint_triangle(painter: QPainter, area: QRectF, fill: str, mark: str) -> None:
    painter.setBrush(QColor(fill))
    painter.setPen(QPen(QColor(fill), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolygon(_polygon(area, ((0.5, 0.06), (0.98, 0.92), (0.02, 0.92))))
    painter.setPen(QPen(QColor(mark), 1.8))
    top, bottom, dot = _polygon(area, ((0.5, 0.36), (0.5, 0.62), (0.5, 0.78))).toList()
    painter.drawLine(top, bottom)
    painter.drawPoint(dot)


def _polygon(area: QRectF, shares: Sequence[tuple[float, float]]) -> QPolygonF:
    return QPolygonF(
        [
            QPointF(area.left() + area.width() * x, area.top() + area.height() * y)
            for x, y in shares
        ]
    )
