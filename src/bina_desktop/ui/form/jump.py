"""Ctrl+G: type a number, a code or words, and go to that question or section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from bina_desktop.formengine.client import Node, Ref, Session
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.navigation import Section, is_wrong, questions
from bina_desktop.ui.form.outline import SectionState, paint_sign
from bina_desktop.ui.panels import label
from bina_desktop.ui.theme import colours, px, scaled

_WIDEST, _TALLEST = 680, 460
_NUMBER, _SIGN = 54, 18
_Index = QModelIndex | QPersistentModelIndex
_STEPS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class JumpTarget:
    """A question or a section that one can go to."""

    ref: Ref
    number: int
    """Place among the questions that can be answered now, from 1; 0 for a section."""
    code: str
    """Name of the question in the form."""
    words: str
    section: str
    state: SectionState
    searched: str
    """Everything that typed words are looked for in, casefolded."""


def jump_targets(session: Session, sections: Sequence[Section]) -> list[JumpTarget]:
    """Return where one can go now, in form order: each section, then its questions."""
    found: list[JumpTarget] = []
    number = 0
    for section in sections:
        if not section.relevant:
            continue
        title = markdown.to_plain(section.label)
        if not section.loose:
            name = section.nodes[0].name
            found.append(_target(section.key, name, title))
        for node in questions(session, section):
            number += 1
            words = markdown.to_plain(node.label) or node.name
            one = _target(node.ref, node.name, words, title, number=number)
            found.append(replace(one, state=_state(node)))
    return found


def _target(ref: Ref, code: str, words: str, section: str = "", *, number: int = 0) -> JumpTarget:
    searched = f"{number or ''} {code} {words} {section}".casefold()
    return JumpTarget(ref, number, code, words, section, SectionState.READING, searched)


def _state(node: Node) -> SectionState:
    if node.value:
        return SectionState.WRONG if is_wrong(node) else SectionState.DONE
    return SectionState.UNTOUCHED


def number_of(session: Session, sections: Sequence[Section], ref: Ref) -> int:
    """Return the place of a question among those that can be answered now; 0 if it is none."""
    asked = (node.ref for section in sections for node in questions(session, section))
    return next((number for number, one in enumerate(asked, start=1) if one == ref), 0)


def matching(targets: Sequence[JumpTarget], typed: str) -> list[JumpTarget]:
    """Return the targets that hold every word typed; number, code and beginnings come first."""
    typed = typed.strip().casefold()
    words = typed.split()
    found = [one for one in targets if all(word in one.searched for word in words)]
    if typed:
        found.sort(key=lambda one: _rank(one, typed))
    return found


def _rank(one: JumpTarget, typed: str) -> int:
    code, words = one.code.casefold(), one.words.casefold()
    ranks = (str(one.number) == typed, code == typed, words.startswith(typed), typed in words)
    return next((rank for rank, fits in enumerate(ranks) if fits), len(ranks))


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.targets: list[JumpTarget] = []

    def show(self, targets: list[JumpTarget]) -> None:
        self.beginResetModel()
        self.targets = targets
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.targets)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self.targets[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.words
        if role == Qt.ItemDataRole.UserRole:
            return one
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (str(one.number or ""), one.words, one.section)))
        return None


class JumpPalette(QFrame):
    """A line to type into, and what fits below it; Enter goes there, Escape stays."""

    jumped = Signal(str)
    """Carries the ref to go to."""
    left = Signal()
    """Nothing was chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.setObjectName("jump")
        self.setAccessibleName(self.tr("Menuju pertanyaan"))
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(28)
        shadow.setOffset(0, 6)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)
        self._targets: list[JumpTarget] = []
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("Nomor, kode, atau kata dari pertanyaan atau bagian"))
        self.line.setAccessibleName(self.tr("Cari pertanyaan"))
        self.line.setClearButtonEnabled(True)
        self.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab leaves the palette
        self.line.textChanged.connect(self._filter)
        self.line.installEventFilter(self)
        self._model = _Model(self)
        self.list = QListView(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Pertanyaan yang cocok"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.clicked.connect(lambda index: self._go(index.row()))
        self._count = label(kind="muted", size=0.93)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 10)
        layout.setSpacing(8)
        for part in (self.line, self.list, self._count):
            layout.addWidget(part)
        self.hide()

    @property
    def shown(self) -> tuple[JumpTarget, ...]:
        """What fits now."""
        return tuple(self._model.targets)

    def open(self, targets: Sequence[JumpTarget]) -> None:
        """Show all of these and take the keys."""
        self._targets = list(targets)
        self.line.clear()
        self._filter("")
        self.place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def place(self) -> None:
        """Stand in the middle of the upper part of the parent."""
        around = self._around
        width = min(px(_WIDEST), around.width() - 40)
        height = min(px(_TALLEST), around.height() - 40)
        self.setGeometry((around.width() - width) // 2, 16, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list while the cursor stays in the line; leave with Escape or Tab."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # all keys are the palette's while it is open
            return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _STEPS:
                self.list.keyPressEvent(event)
                return True
            if key in _ENTER:
                self._go(self.list.currentIndex().row())
                return True
            if key in {Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
                self._leave()
                return True
        if event.type() is QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)

    def _filter(self, typed: str) -> None:
        self._model.show(matching(self._targets, typed))
        found = len(self._model.targets)
        self.list.setCurrentIndex(self._model.index(0))
        self._count.setText(
            self.tr("{0} cocok   ↑ ↓ memilih   Enter menuju   Esc batal").format(found)
            if found
            else self.tr("Tidak ada pertanyaan atau bagian yang memuat kata itu.")
        )

    def _go(self, row: int) -> None:
        if 0 <= row < len(self._model.targets):
            self.jumped.emit(self._model.targets[row].ref)  # takes the focus before this hides
            self.hide()

    def _leave(self) -> None:
        self.left.emit()
        self.hide()


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del index
        return QSize(200, option.fontMetrics.height() * 2 + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        one: JumpTarget = index.data(Qt.ItemDataRole.UserRole)
        c = colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(c.accent_soft))
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), QColor(c.accent))
        half, side = area.height() // 2, px(_SIGN)
        top = area.adjusted(px(_NUMBER + _SIGN + 10), 5, -10, -half)
        low = area.adjusted(px(_NUMBER + _SIGN + 10), half, -10, -5)
        sign = QRectF(area.left() + px(_NUMBER), top.center().y() - side / 2 + 1, side, side)
        paint_sign(painter, sign, one.state)
        painter.setPen(QColor(c.muted))
        number = QRect(area.left() + 6, top.top(), px(_NUMBER) - 14, top.height())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(option.font)
        painter.drawText(number, int(right), str(one.number or ""))
        below = one.section if one.number else self.tr("Bagian")
        for box, words, font, shade in (
            (top, one.words, scaled(option.font, 1.0, bold=not one.number), c.text),
            (low, below, scaled(option.font, 0.9), c.muted),
        ):
            painter.setFont(font)
            painter.setPen(QColor(shade))
            fitted = painter.fontMetrics().elidedText(
                words, Qt.TextElideMode.ElideRight, box.width()
            )
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, int(left), fitted)
        painter.restore()
